"""The payment claim that is due: its figures, and what is said of them beside the workbook."""

from config.texts import Text
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_frame import network_cover
from tasks.assemble.network_quality import town_gaps
from tasks.assemble.scope import CURRENT, Scope, open_scope, quarter_label
from tasks.assemble.wording import filled, read_texts
from tasks.measure.claim_figures import ClaimFigures, claim_figures

DELIVERABLE = "payment_claim"


def build_payment_claim(inputs: DocumentInputs) -> Draft:
    """Return what is said of the payment claim beside its workbook: its title, and what is missing in it."""
    scope = open_scope(inputs, DELIVERABLE)
    return Draft(
        title=read_texts("texts.yaml")[f"{DELIVERABLE}_title"],
        cover=network_cover(scope),
        scope=scope,
        exhibits={},
        value_texts={},
        data={},
        gaps=(*_gaps_of_coordinator(scope), *_missing_quarters(figures_of(scope))),
    )


def figures_of(scope: Scope) -> ClaimFigures:
    """Return the figures of the claim whose period ends with the reported quarter."""
    inputs, project = scope.inputs, scope.inputs.project
    vouchers = dict(inputs.accepted.earlier.get("costs", {}))
    if scope.state("costs", project.identity.coordinator) == CURRENT:
        vouchers[str(inputs.quarter)] = inputs.accepted.tables["costs"]
    return claim_figures(project, inputs.quarter, inputs.accepted.tables, vouchers)


def _gaps_of_coordinator(scope: Scope) -> tuple[Text, ...]:
    """Return what is missing from the coordinator, who alone sends the tables of money."""
    name = scope.inputs.project.towns[scope.inputs.project.identity.coordinator].name.fi
    return tuple(gap for gap in town_gaps(scope) if name in gap.fi)


def _missing_quarters(figures: ClaimFigures) -> tuple[Text, ...]:
    quarters = ", ".join(map(quarter_label, figures.missing_quarters))
    return (filled(read_texts("texts.yaml")["gap_claim_quarters"], quarters=quarters),) if quarters else ()
