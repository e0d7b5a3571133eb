"""Which documents a run makes, and what each is made from."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import DELIVERABLES, Deliverable
from tasks.digests import inputs_digest
from tasks.findings import NETWORK
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import AcceptedData


def documents_to_make(
    project: Project, deliverable_ids: Sequence[str], towns: Sequence[str]
) -> list[tuple[Deliverable, str]]:
    """Return the documents of some deliverables: (deliverable, town), or the network for those of the whole network.

    Args:
        project: The configuration.
        deliverable_ids: Which deliverables.
        towns: Which towns; empty means all of them and the network.
    """
    wanted = [deliverable for deliverable in DELIVERABLES if deliverable.id in deliverable_ids]
    documents = [(d, town) for d in wanted if d.scope == "town" for town in towns or project.towns]
    if not towns:
        documents += [(d, NETWORK) for d in wanted if d.scope == "network"]
    return documents


def document_inputs(
    project: Project,
    quarter: Quarter,
    documents: Sequence[tuple[Deliverable, str]],
    accepted: AcceptedData,
    snapshot: ReferenceSnapshot,
    values: pd.DataFrame,
) -> list[DocumentInputs]:
    """Return what each document is made from, in the given order."""
    hashes = [dataset.sha256 for dataset in snapshot.datasets.values()]
    is_sample = accepted.is_sample or snapshot.is_sample
    made_from = {deliverable.id: needed_part(project, accepted, deliverable) for deliverable, _ in documents}
    return [
        DocumentInputs(
            project=made_from[deliverable.id][0],
            quarter=quarter,
            town=town,
            language="fi",
            accepted=made_from[deliverable.id][1],
            values=values,
            snapshot=snapshot,
            is_sample=is_sample,
            inputs_digest=inputs_digest(
                project, made_from[deliverable.id][1], hashes, deliverable.id, town, str(quarter), "fi"
            ),
        )
        for deliverable, town in documents
    ]


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
