"""Which documents a run makes, and what each is made from."""

from collections.abc import Sequence

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import DELIVERABLES, Deliverable
from tasks.digests import inputs_digest
from tasks.findings import NETWORK
from tasks.measure.reference import ReferenceSnapshot
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
    return [
        DocumentInputs(
            project=project,
            quarter=quarter,
            town=town,
            language="fi",
            accepted=accepted,
            values=values,
            snapshot=snapshot,
            is_sample=is_sample,
            inputs_digest=inputs_digest(project, accepted, hashes, deliverable.id, town, str(quarter), "fi"),
        )
        for deliverable, town in documents
    ]
