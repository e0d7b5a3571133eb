"""Which documents a run makes, and what each is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import DELIVERABLES, Deliverable, deliverable_ids, document_id, package_of
from tasks.assemble.returned.sent_back import NOTHING_SENT_BACK, SentBack
from tasks.digests import inputs_digest, table_digest
from tasks.findings import NETWORK
from tasks.measure.changes import changes_of_document
from tasks.measure.series import no_series
from tasks.measure.values import Status
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import AcceptedData
from tasks.timetable import Made, missing_basis


@dataclass(frozen=True)
class WantedDocument:
    """One document that a run makes: of which deliverable, for which town or the network, and in which language."""

    deliverable: Deliverable
    town: str
    language: Language


def documents_to_make(
    project: Project, deliverable_ids: Sequence[str], towns: Sequence[str]
) -> tuple[WantedDocument, ...]:
    """Return the documents of some deliverables, those of the towns before those of the network.

    Args:
        project: The configuration.
        deliverable_ids: Which deliverables.
        towns: Which towns; empty means all of them and the network.
    """
    wanted = [deliverable for deliverable in DELIVERABLES if deliverable.id in deliverable_ids]
    units = [
        (d, town, project.towns[town].language) for d in wanted if d.scope == "town" for town in towns or project.towns
    ]
    if not towns:
        units += [(d, NETWORK, project.identity.language) for d in wanted if d.scope == "network"]
    due = project.calendar.due
    return tuple(
        WantedDocument(d, unit, one)
        for d, unit, language in units
        for one in d.languages_for(language, due[d.id].languages if d.id in due else ())
    )


def document_inputs(
    project: Project,
    quarter: Quarter,
    documents: Sequence[WantedDocument],
    accepted: AcceptedData,
    snapshot: ReferenceSnapshot,
    values: pd.DataFrame,
    changes: pd.DataFrame,
    made: Made = MappingProxyType({}),
    sent_back: Mapping[str, SentBack] = MappingProxyType({}),
    series: pd.DataFrame | None = None,
) -> list[DocumentInputs]:
    """Return what each document is made from, in the given order.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        documents: The documents.
        accepted: The tables that count.
        snapshot: The official statistics.
        values: The indicator values.
        changes: How the values changed; each document has those of its own unit, since its own base.
        made: What earlier quarters published.
        sent_back: What people wrote in earlier versions of a document, by the document's id.
        series: Values over the published quarters, for the documents that tell them.
    """
    all_series = no_series() if series is None else series
    hashes = [dataset.sha256 for dataset in snapshot.datasets.values()]
    is_sample = accepted.is_sample or snapshot.is_sample
    made_from = {one.deliverable.id: needed_part(project, accepted, one.deliverable) for one in documents}
    # What the quarter itself has published leaves no trace, so that a second run gives equal bytes.
    before = {
        name: earlier for name in sorted(made) if (earlier := tuple(sorted(q for q in made[name] if q < quarter)))
    }
    published = [f"{name} {' '.join(map(str, quarters))}" for name, quarters in before.items()]
    found = []
    for one in documents:
        needed_project, needed = made_from[one.deliverable.id]
        identity = (one.deliverable.id, one.town, str(quarter), one.language)
        written = sent_back.get(document_id(one.deliverable, one.town, one.language), NOTHING_SENT_BACK)
        told_changes = changes_of_document(changes, one.town, document_id(one.deliverable, one.town, one.language))
        told_series = all_series[(all_series["town"] == one.town) & one.deliverable.tells_series]
        told = published if one.deliverable.tells_timetable else ()
        missing = missing_basis(project.calendar, one.deliverable.id, quarter, made)
        found.append(
            DocumentInputs(
                project=needed_project,
                quarter=quarter,
                town=one.town,
                language=one.language,
                work_package=package_of(one.deliverable, project),
                accepted=needed,
                values=values,
                snapshot=snapshot,
                is_sample=is_sample,
                inputs_digest=inputs_digest(
                    needed_project,
                    needed,
                    [*hashes, *past_digests(values, told_changes, one.town), *_series_digests(told_series)],
                    *identity,
                    *told,
                    *(f"without {name}" for name in missing),
                    *written.digests,
                ),
                made=before if one.deliverable.tells_timetable else {},
                producible=deliverable_ids() if one.deliverable.tells_timetable else (),
                missing_basis=missing,
                changes=told_changes,
                series=told_series,
                sent_back=written,
            )
        )
    return found


def past_digests(values: pd.DataFrame, changes: pd.DataFrame, town: str) -> list[str]:
    """Return digests of what the past decides in a document: the changes that it shows, and which cells are hidden."""
    hidden = values.loc[values["status"] == Status.SUPPRESSED, ["town", "indicator", "dimension"]]
    return [table_digest(changes[changes["town"] == town]), table_digest(hidden)]


def _series_digests(series: pd.DataFrame) -> list[str]:
    return [] if series.empty else [table_digest(series)]


def needed_part(project: Project, accepted: AcceptedData, deliverable: Deliverable) -> tuple[Project, AcceptedData]:
    """Return the contracts and the accepted data of the tables that a deliverable is made from, without the others.

    A document says what it lacks, and what it never needed is not lacking.
    """
    tables = deliverable.tables
    return (
        project.model_copy(
            update={"tables": {name: project.tables[name] for name in project.tables if name in tables}}
        ),
        replace(
            accepted,
            tables={name: frame for name, frame in accepted.tables.items() if name in tables},
            standings=tuple(standing for standing in accepted.standings if standing.table in tables),
            findings=tuple(finding for finding in accepted.findings if finding.table in ("", *tables)),
            earlier={name: by_quarter for name, by_quarter in accepted.earlier.items() if name in tables},
        ),
    )
