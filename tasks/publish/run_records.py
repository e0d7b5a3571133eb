"""What a run keeps below `runs/<run id>/`: its manifest, clean tables, values and findings, written and read back."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
from pydantic import TypeAdapter

from config.contracts import TableContract
from config.models import Project
from tasks.clean.tables import column_dtype
from tasks.findings import Finding, Verdict
from tasks.measure.changes import CHANGE_TYPES
from tasks.measure.publications import PublishedFigures, published_figures
from tasks.measure.values import COLUMN_TYPES, VALUE_COLUMNS
from tasks.publish.documents import JSON_TYPE, json_bytes
from tasks.publish.manifest import Manifest, TownInputs
from tasks.storage import Store
from tasks.submissions import AcceptedData, FileOrigin, Standing

CSV_TYPE = "text/csv; charset=utf-8"
_FINDINGS = TypeAdapter(tuple[Finding, ...])


@dataclass(frozen=True)
class RunRecords:
    """What a run left: its manifest, the data that counted, the values measured from it, and how they changed."""

    manifest: Manifest
    accepted: AcceptedData
    values: pd.DataFrame
    changes: pd.DataFrame


def run_records(
    manifest: Manifest, accepted: AcceptedData, values: pd.DataFrame, changes: pd.DataFrame
) -> list[tuple[str, bytes, str]]:
    """Return the records of a run: (name, content, content type)."""
    tables = {f"clean_{name}": frame for name, frame in accepted.tables.items()}
    tables |= {"indicator_values": values, "changes": changes}
    for name, by_quarter in accepted.earlier.items():
        tables |= {f"earlier_{name}_{quarter}": frame for quarter, frame in by_quarter.items()}
    results = [vars(result) | {"kwargs": dict(result.kwargs)} for result in accepted.expectation_results]
    return [
        *((f"{name}.csv", frame.to_csv(index=False).encode(), CSV_TYPE) for name, frame in tables.items()),
        ("findings.json", json_bytes(_FINDINGS.dump_python(accepted.findings, mode="json")), JSON_TYPE),
        ("expectation_results.json", json_bytes({"stage": "validate", "results": results}), JSON_TYPE),
        ("manifest.json", json_bytes(manifest.model_dump(mode="json")), JSON_TYPE),
    ]


def write_run_records(store: Store, run_id: str, records: Sequence[tuple[str, bytes, str]]) -> None:
    """Write the records of a run to the bucket."""
    for name, content, content_type in records:
        store.put(_key(run_id, name), content, content_type)


def read_run_records(project: Project, store: Store, run_id: str) -> RunRecords:
    """Return what a run left.

    Raises:
        ObjectMissingError: The run left no records, or they were removed.
    """
    manifest = Manifest.model_validate_json(store.get(_key(run_id, "manifest.json")))
    tables = {
        name: _read_clean(contract, store, run_id)
        for name, contract in project.tables.items()
        if not contract.restricted
    }
    earlier = {
        name: _read_earlier(store, run_id, contract) for name, contract in project.tables.items() if contract.adds_up
    }
    changes = _read_table(store.get(_key(run_id, "changes.csv")), lambda name: CHANGE_TYPES.get(name, "str"))
    findings = _FINDINGS.validate_json(store.get(_key(run_id, "findings.json")))
    accepted = AcceptedData(
        quarter=manifest.quarter,
        tables=tables,
        standings=tuple(standing for town in manifest.towns for standing in _standings(town)),
        findings=findings,
        towns=tuple(town.town for town in manifest.towns),
        files={town.town: tuple(FileOrigin(**file.model_dump()) for file in town.files) for town in manifest.towns},
        earlier=earlier,
    )
    return RunRecords(manifest, accepted, read_values(store, run_id), changes)


def read_publication(project: Project, store: Store, run_id: str) -> PublishedFigures:
    """Return the key figures that a run published.

    Raises:
        ObjectMissingError: The run left no records, or they were removed.
    """
    key_figures = _read_clean(project.tables["key_figures"], store, run_id)
    return published_figures(run_id, key_figures, read_values(store, run_id), tuple(project.sectors))


def read_values(store: Store, run_id: str) -> pd.DataFrame:
    """Return the `indicator_values` of a run.

    Raises:
        ObjectMissingError: The run left no records, or they were removed.
    """
    values = _read_table(store.get(_key(run_id, "indicator_values.csv")), lambda name: COLUMN_TYPES.get(name, "str"))
    return values[list(VALUE_COLUMNS)]


def _key(run_id: str, name: str) -> str:
    return f"runs/{run_id}/{name}"


def _read_earlier(store: Store, run_id: str, contract: TableContract) -> dict[str, pd.DataFrame]:
    """Return the rows of a table that adds up, by the earlier quarter that they were sent for."""
    prefix = _key(run_id, f"earlier_{contract.id}_")
    return {
        stored.key.removeprefix(prefix).removesuffix(".csv"): _read_table(
            store.get(stored.key), partial(column_dtype, contract)
        )
        for stored in store.list_objects(prefix)
    }


def _read_clean(contract: TableContract, store: Store, run_id: str) -> pd.DataFrame:
    return _read_table(store.get(_key(run_id, f"clean_{contract.id}.csv")), partial(column_dtype, contract))


def _read_table(content: bytes, dtype_of: Callable[[str], str]) -> pd.DataFrame:
    names = pd.read_csv(io.BytesIO(content), nrows=0).columns
    dtypes = {name: dtype_of(name) for name in names}
    dates = [name for name, dtype in dtypes.items() if dtype.startswith("datetime")]
    frame = pd.read_csv(
        io.BytesIO(content),
        dtype={name: dtype for name, dtype in dtypes.items() if name not in dates},
        parse_dates=dates,
        keep_default_na=False,
        na_values=[""],
    )
    return frame.astype({name: dtypes[name] for name in dates})


def _standings(inputs: TownInputs) -> list[Standing]:
    origins = {(file.key, file.version_id): FileOrigin(**file.model_dump()) for file in inputs.files}
    return [
        Standing(
            town=inputs.town,
            table=one.table,
            verdict=Verdict(one.verdict),
            data_quarter=one.data_quarter,
            sent_on=one.sent_on,
            origin=None if one.file_key is None else origins[one.file_key, one.file_version_id or ""],
            row_count=one.row_count,
        )
        for one in inputs.standings
    ]
