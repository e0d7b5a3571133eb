"""The two documents about cooperation with higher education: the study of the liaison model, and operating models."""

from tasks.assemble.agreement_tables import agreement_list, states_of, with_higher_education
from tasks.assemble.draft import Draft
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.hei_exhibits import hei_institutions, hei_stages
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_charts import gaps_by_sector
from tasks.assemble.network_facts import missing_towns, presence_facts
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.network_registers import hei_by_town
from tasks.assemble.networking_facts import higher_education_facts
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts

_CONTACT_EXHIBITS = ("hei_by_town", "hei_stages", "hei_institutions")
STUDY_EXHIBIT_IDS: tuple[str, ...] = (*FRAME_EXHIBITS, *_CONTACT_EXHIBITS, "gaps_by_sector")
MODELS_EXHIBIT_IDS: tuple[str, ...] = (*FRAME_EXHIBITS, *_CONTACT_EXHIBITS, "agreements")


def build_hei_liaison_study(inputs: DocumentInputs) -> Draft:
    """Return the draft of the study of the higher-education liaison model."""
    scope = open_scope(inputs, "hei_liaison_study")
    facts = {
        **_starting_point(scope),
        "has_gaps": (scope.book.number("gap_count") or 0) > 0,
        "without_gaps": missing_towns(scope, "competence_gaps"),
    }
    built = (*_contacts(scope), gaps_by_sector(scope))
    return network_draft(scope, "hei_liaison_study", STUDY_EXHIBIT_IDS, built, facts)


def build_hei_cooperation_models(inputs: DocumentInputs) -> Draft:
    """Return the draft of the operating models for cooperation with higher education."""
    scope = open_scope(inputs, "hei_cooperation_models")
    agreements = with_higher_education(scope)
    facts = {
        **_starting_point(scope),
        "levels": _towns_by_level(scope),
        "agreements": {
            "count": len(agreements),
            "states": states_of(scope, agreements),
            "without": missing_towns(scope, "agreements"),
        },
    }
    built = (*_contacts(scope), agreement_list(scope, agreements))
    return network_draft(scope, "hei_cooperation_models", MODELS_EXHIBIT_IDS, built, facts)


def _starting_point(scope: Scope) -> Facts:
    return {"hei": higher_education_facts(scope), "presence": presence_facts(scope)}


def _contacts(scope: Scope) -> tuple[Exhibit | None, ...]:
    return hei_by_town(scope), hei_stages(scope), hei_institutions(scope)


def _towns_by_level(scope: Scope) -> list[dict[str, object]]:
    """Return the towns at each level of presence that any town is at, the highest level first."""
    towns: dict[int, list[str]] = {}
    for town in scope.towns:
        level = scope.book.number("hei_presence_level", "", town.slug)
        if level is not None:
            towns.setdefault(int(level), []).append(town.name.in_language(scope.inputs.language))
    return [{"name": scope.label("hei_level", level), "towns": towns[level]} for level in sorted(towns, reverse=True)]
