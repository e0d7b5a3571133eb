"""Reads what was published before, from the manifests of the quarters and the records of their runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.findings import NETWORK
from tasks.measure.past import Past, PublishedValues
from tasks.measure.publications import PublishedFigures
from tasks.measure.values import VALUE_COLUMNS
from tasks.publish.approvals import read_approvals
from tasks.publish.manifest import Manifest, manifest_key
from tasks.publish.run_records import read_publication, read_values
from tasks.storage import ObjectMissingError, Store


def read_past(project: Project, store: Store, quarter: Quarter) -> Past:
    """Return what was published before a run for a quarter.

    A quarter is compared with earlier ones, never with a run of its own, nor with what was approved of that. What can
    be derived of hidden figures depends on everything that readers may hold: all quarters, and what was published in
    the place of what stands. A run counts by the manifests that lead to it; one whose records were erased is left out.
    """
    manifests = {name: manifest_versions(store, name) for name in store.list_folders("deliverables/")}
    earlier = [name for name, versions in manifests.items() if name < str(quarter) and versions]
    wanted = {earlier[-1], str(Quarter(quarter.year - 1, quarter.number))} & set(earlier) if earlier else set()
    found = {name: _published_values(store, name, manifests[name]) for name in sorted(earlier)}
    approved = _approved_values(store, {name: manifests[name] for name in earlier})
    bases = [*(found[name] for name in sorted(wanted, reverse=True)), *approved]
    runs = {
        document.run_id: None
        for _, versions in sorted(manifests.items())
        for manifest in versions
        for document in manifest.documents
    }
    return Past(
        tuple(base for base in bases if base is not None),
        read_publications(project, store, runs),
        tuple(one for one in found.values() if one is not None),
    )


def read_published(store: Store, until: Quarter) -> tuple[PublishedValues, ...]:
    """Return the values behind what is published of every quarter up to one, oldest first."""
    names = [name for name in store.list_folders("deliverables/") if name <= str(until)]
    found = (_published_values(store, name, versions) for name in names if (versions := manifest_versions(store, name)))
    return tuple(one for one in found if one is not None)


def read_publications(project: Project, store: Store, runs: Iterable[str]) -> tuple[PublishedFigures, ...]:
    """Return the key figures that some runs published; of runs that published the same, the first."""
    found: list[PublishedFigures] = []
    for run_id in runs:
        try:
            publication = read_publication(project, store, run_id)
        except ObjectMissingError:
            continue
        if not any(publication.is_same_as(one) for one in found):
            found.append(publication)
    return tuple(found)


def manifest_versions(store: Store, quarter: str) -> list[Manifest]:
    """Return the manifests that a quarter has had, oldest first."""
    versions = store.list_versions(manifest_key(quarter))
    manifests = [Manifest.model_validate_json(store.get(one.key, one.version_id)) for one in reversed(versions)]
    # The server may tell time in whole seconds; the runs know theirs better.
    return sorted(manifests, key=lambda manifest: str(manifest.started_at or ""))


def runs_by_unit(manifest: Manifest) -> dict[str, str]:
    """Return the run behind the documents of each town and the network; where there are none, the manifest's own."""
    units = {**{town.town: manifest.run_id for town in manifest.towns}, NETWORK: manifest.run_id}
    in_order = sorted(manifest.documents, key=lambda document: (document.built_at, document.id))
    return units | {document.town: document.run_id for document in in_order}


def _approved_values(store: Store, earlier: Mapping[str, Sequence[Manifest]]) -> Iterator[PublishedValues]:
    """Yield the values behind the last approved version of each document that has one in an earlier quarter."""
    last = {one.document: one for one in read_approvals(store) if one.quarter in earlier}
    for approval in last.values():
        # A run that makes the same bytes again stands for the same version.
        versions = [document for manifest in earlier[approval.quarter][::-1] for document in manifest.documents]
        approved = next((d for d in versions if (d.key, d.version_id) == (approval.key, approval.version_id)), None)
        if approved is None:
            continue
        runs = {approved.town: approved.run_id}
        values = _values_of_units(_values_by_run(store, runs.values()), runs)
        if not values.empty:
            yield PublishedValues(approval.quarter, values, values, runs, approval.document)


def _published_values(store: Store, quarter: str, manifests: Sequence[Manifest]) -> PublishedValues | None:
    with_documents = [manifest for manifest in manifests if manifest.documents]
    runs, first_runs = (runs_by_unit(found) for found in (manifests[-1], (with_documents or manifests[-1:])[0]))
    by_run = _values_by_run(store, {*runs.values(), *first_runs.values()})
    values = _values_of_units(by_run, runs)
    if values.empty:
        return None
    return PublishedValues(quarter, values, _values_of_units(by_run, first_runs), runs)


def _values_by_run(store: Store, runs: Iterable[str]) -> dict[str, pd.DataFrame]:
    found = {}
    for run_id in sorted(runs):
        try:
            found[run_id] = read_values(store, run_id)
        except ObjectMissingError:
            continue
    return found


def _values_of_units(by_run: Mapping[str, pd.DataFrame], runs: Mapping[str, str]) -> pd.DataFrame:
    parts = [by_run[run][by_run[run]["town"] == unit] for unit, run in sorted(runs.items()) if run in by_run]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(VALUE_COLUMNS))
