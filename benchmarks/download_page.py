"""The download page with ten quarters of forty documents: the list, and the answer of the page over a real S3."""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from benchmarks.measuring import print_heading, print_line
from cli.embedded_s3 import EmbeddedS3
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from config.texts import Text
from tasks.publish.manifest import Manifest, PublishedDocument, manifest_key
from tasks.storage import open_store
from web.page import create_app

_BUILT = dt.datetime(2022, 10, 5, 3, 5, tzinfo=dt.UTC)
_DOCUMENT_COUNT = 40
_QUARTERS = tuple(Quarter(2021 + number // 4, 1 + number % 4) for number in range(2, 12))


def main() -> None:
    """Print the wall seconds of the first answer and of the later ones."""
    project = load_project()
    with tempfile.TemporaryDirectory() as folder, EmbeddedS3(Path(folder)) as s3:
        store = open_store("benchmark", s3.access)
        store.ensure_bucket()
        for quarter in _QUARTERS:
            manifest = _manifest(project, quarter)
            store.put(manifest_key(str(quarter)), manifest.model_dump_json().encode(), "application/json")
        reader = TestClient(create_app(store, project))
        print_heading(f"The download page, {len(_QUARTERS)} quarters of {_DOCUMENT_COUNT} documents (wall)")
        print_line("the first list, all manifests read", _seconds(lambda: reader.get("/fi")), 1.0)
        again = [_seconds(lambda: reader.get("/fi")) for _ in range(20)]
        print_line("the list again (median of 20)", statistics.median(again), 0.2)
        print_line("the list of one quarter", _seconds(lambda: reader.get("/fi?quarter=2022Q3")), 0.2)


def _seconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    answer = ask()
    if getattr(answer, "status_code", 0) != 200:
        raise AssertionError(f"the page answered {answer}")
    return time.perf_counter() - started


def _manifest(project: Project, quarter: Quarter) -> Manifest:
    towns = [*project.towns] * (_DOCUMENT_COUNT // len(project.towns))
    documents = [_document(quarter, number, town) for number, town in enumerate(towns)]
    return Manifest(quarter=str(quarter), project=project.identity.id, documents=tuple(documents))


def _document(quarter: Quarter, number: int, town: str) -> PublishedDocument:
    name = f"situation_picture_{town}_{number}"
    key = f"deliverables/{quarter}/TP1/{name}"
    return PublishedDocument(
        id=name, deliverable="situation_picture", work_package="TP1", town=town, language="fi",
        title=Text(fi="Tilannekuva", sv="Lägesbild", en="Situation picture"), key=f"{key}.docx", version_id="1",
        sha256="0" * 64, size=412_300, provenance_key=f"{key}.json", state="gaps",
        gaps=(Text(fi="Tapahtumat puuttuvat.", sv="Evenemangen saknas.", en="The events are missing."),),
        warning_count=3, inputs_digest="d", run_id="r", built_at=_BUILT,
    )  # fmt: skip


if __name__ == "__main__":
    main()
