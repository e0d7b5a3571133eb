"""`kivijalka reference`: asks for official statistics, adds them from files, and lists the snapshots."""

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from cli.choices import check_known
from cli.embedded_s3 import storage_for
from cli.errors import UnknownChoiceError
from config.loading import current_project
from config.models import Project
from config.settings import Settings
from tasks.pxweb import PxWebError, PxWebService
from tasks.reference.areas import check_boundaries
from tasks.reference.dataset import make_data_file
from tasks.reference.files import read_table_file
from tasks.reference.json_stat import read_json_stat
from tasks.reference.keeping import keep_snapshot, list_snapshots, write_manifest
from tasks.reference.snapshot import REFERENCE_PREFIX, SnapshotError, data_columns
from tasks.reference.table import StatisticalTable, TableError, join_tables
from tasks.storage import Store, sha256

_HASH_LENGTH = 12


def refresh_datasets(names: Sequence[str]) -> int:
    """Ask the statistics office for datasets and keep them as snapshots of today; return 0, or 1 when one failed.

    Without names all datasets that have a table in the configuration are asked for. One that fails does not stop the
    others.

    Raises:
        UnknownChoiceError: A name is not a dataset with a table.
        StorageError: The bucket cannot be used.
    """
    project, settings = current_project(), Settings()
    with_table = [name for name, recipe in project.statistics.datasets.items() if recipe.table]
    check_known("dataset with a table in reference.yaml", names, with_table)
    service = PxWebService(settings.statistics_address)
    today = dt.datetime.now(ZoneInfo(project.identity.timezone)).date()
    console = _console()
    failed = False
    with storage_for(settings) as store:
        for name in names or with_table:
            try:
                console.print(_refresh(store, project, service, name, today))
            except (PxWebError, SnapshotError, TableError) as error:
                failed = True
                console.print(f"{name}: {error}")
    return 1 if failed else 0


def add_file(file: Path, dataset: str, retrieved: dt.date | None, classification_year: int | None) -> int:
    """Keep a table that was saved as a file as a snapshot and return the exit code.

    Args:
        file: A `.px`, JSON-stat 2 or `.csv` file.
        dataset: What it is of.
        retrieved: The day on which it was saved or received; today unless given.
        classification_year: Year of its municipality boundaries; as reference.yaml says unless given.

    Raises:
        UnknownChoiceError: There is no such dataset, or the file does not fit it.
        SnapshotError: It breaks a promise of the dataset, or there is another snapshot of that day.
    """
    project, settings = current_project(), Settings()
    check_known("dataset in reference.yaml", [dataset], project.statistics.datasets)
    content = file.read_bytes()
    columns = data_columns(dataset)
    numbers = project.statistics.datasets[dataset].measures
    try:
        table = read_table_file(file.name, content, [column for column in columns if column not in numbers], columns)
        with storage_for(settings) as store:
            told = _keep(
                store,
                project,
                dataset,
                table,
                retrieved or dt.datetime.now(ZoneInfo(project.identity.timezone)).date(),
                {"file": file.name, "file_sha256": sha256(content), "table_title": table.title},
                classification_year,
            )
    except TableError as error:
        raise UnknownChoiceError(f"{file}: {error}") from error
    _console().print(told)
    return 0


def show_snapshots() -> int:
    """Print the snapshots of the bucket, and the datasets that have none; return the exit code."""
    project = current_project()
    console = Console(highlight=False, width=max(120, shutil.get_terminal_size().columns))
    with storage_for(Settings()) as store:
        kept = list_snapshots(store)
    table = Table("Snapshot", "Title", "Updated", "Boundaries", "Licence", "SHA-256")
    for one in kept:
        manifest = one.manifest
        table.add_row(
            one.name,
            manifest.title.en,
            manifest.updated or "–",
            str(manifest.classification_year),
            manifest.licence,
            manifest.sha256[:_HASH_LENGTH],
        )
    console.print(table)
    lacking = [name for name in project.statistics.datasets if name not in {one.dataset for one in kept}]
    if lacking:
        console.print(f"Without a snapshot: {', '.join(lacking)}.")
    return 0


def _refresh(store: Store, project: Project, service: PxWebService, name: str, today: dt.date) -> str:
    recipe = project.statistics.datasets[name]
    path = recipe.table or ""
    description = service.describe(path)
    parts = service.fetch(path, description, recipe.query)
    try:
        table = join_tables([read_json_stat(part) for part in parts])
        query = {code: selection.model_dump(mode="json") for code, selection in recipe.query.items()}
        origin = {"table": path, "table_title": description.title, "query": query, "part_count": len(parts)}
        return _keep(store, project, name, table, today, origin)
    except TableError as error:
        raise TableError(f"{path}: {error}") from error


def _keep(
    store: Store,
    project: Project,
    name: str,
    table: StatisticalTable,
    retrieved: dt.date,
    origin: Mapping[str, Any],
    classification_year: int | None = None,
) -> str:
    """Keep a table as a snapshot and return what to tell."""
    recipe = project.statistics.datasets[name]
    year = classification_year or recipe.classification_year
    data = make_data_file(name, recipe, table, project.sectors)
    check_boundaries(data.frame, project.statistics, year)
    manifest = write_manifest(recipe, data.content, retrieved, year, table.updated, origin)
    same = keep_snapshot(store, name, retrieved, data.content, manifest)
    if same:
        return f"{name}: the same data as in {same}; nothing was written."
    left_out = f" {data.left_out_count} rows without a published number were left out." if data.left_out_count else ""
    return f"{name}: {len(data.frame)} rows put into {REFERENCE_PREFIX}{name}@{retrieved}/.{left_out}"


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)
