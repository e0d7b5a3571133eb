"""Invented publications: what a manifest says of documents and inputs that never existed."""

import datetime as dt

from config.models import Project
from config.texts import Text
from tasks.publish.manifest import InputFile, Manifest, PublishedDocument, TableStanding, TownInputs
from tasks.storage import sha256

BUILT = dt.datetime(2022, 10, 5, 3, 5, tzinfo=dt.UTC)
TOWN_NAMES = {
    "aarnio": Text(fi="Aarnio", sv="Öby", en="Aarnio"),
    "ahvenla": Text(fi="Ähvenlä", sv="Abborrträsk", en="Ähvenlä"),
    "zetala": Text(fi="Zetala", sv="Zetala", en="Zetala"),
}


def with_invented_towns(project: Project) -> Project:
    """Return the project with three invented towns instead of its own."""
    pattern = next(iter(project.towns.values()))
    towns = {slug: pattern.model_copy(update={"slug": slug, "name": name}) for slug, name in TOWN_NAMES.items()}
    return project.model_copy(update={"towns": towns})


def document(town="aarnio", quarter="2022Q3", *, language="fi", work_package="TP1", **fields):
    """Return a complete document without findings unless `fields` say otherwise."""
    identifier = fields.pop("id", f"situation_picture_{town}_{language}")
    content = fields.pop("content", b"")
    stated = {
        "id": identifier,
        "deliverable": "situation_picture",
        "work_package": work_package,
        "town": town,
        "language": language,
        "title": Text(fi="Tilannekuva", sv="Lägesbild", en="Situation picture"),
        "key": f"deliverables/{quarter}/{work_package}/{identifier}.docx",
        "version_id": "1",
        "sha256": sha256(content),
        "size": len(content) or 412_300,
        "provenance_key": f"deliverables/{quarter}/{work_package}/{identifier}.json",
        "state": "gaps" if fields.get("gaps") else "complete",
        "inputs_digest": "d",
        "run_id": "r",
        "built_at": BUILT,
    }
    return PublishedDocument(**(stated | fields))


def town_inputs(town, verdicts=None, *, files=(), critical_count=0, warning_count=0):
    """Return what a town sent; `verdicts` maps a table to its verdict and the quarter whose data is used."""
    standings = tuple(
        TableStanding(
            table=table,
            verdict=verdict,
            data_quarter=data_quarter,
            sent_on=None,
            row_count=3,
            file_key=None,
            file_version_id=None,
        )
        for table, (verdict, data_quarter) in (verdicts or {}).items()
    )
    sent = tuple(
        InputFile(key=f"inputs/2022Q3/{town}/{name}", version_id="1", sha256="s", uploaded_at=when, size=9000)
        for name, when in files
    )
    return TownInputs(
        town=town, files=sent, standings=standings, critical_count=critical_count, warning_count=warning_count
    )


def manifest(quarter="2022Q3", documents=(), towns=()):
    """Return a quarter's manifest."""
    return Manifest(quarter=quarter, project="invented", documents=tuple(documents), towns=tuple(towns))
