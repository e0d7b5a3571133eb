"""Finds in S3 what each town has sent for which quarter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.models import Project
from config.quarters import Quarter
from tasks.findings import Finding, Place, finding_at
from tasks.storage import Store, StoredObject, sha256
from tasks.submissions import FileOrigin, SubmittedFile

INPUTS_PREFIX = "inputs/"
_IGNORED_NAMES = (".", "~$")


@dataclass(frozen=True)
class Inbox:
    """What lies in the bucket up to a quarter.

    Attributes:
        objects: By town and quarter, newest quarter first, the objects that the town sent.
        findings: About objects that belong to no town.
    """

    objects: Mapping[str, Mapping[str, tuple[StoredObject, ...]]]
    findings: tuple[Finding, ...]


def sort_inbox(project: Project, quarter: Quarter, objects: Iterable[StoredObject]) -> Inbox:
    """Return the objects under `inputs/<quarter>/<town>/` of this and all earlier quarters, by town and quarter."""
    by_town: dict[str, dict[str, list[StoredObject]]] = {town: {} for town in project.towns}
    findings = []
    for stored in sorted(objects, key=lambda o: o.key):
        parts = stored.key.removeprefix(INPUTS_PREFIX).split("/")
        sent_for = _quarter(parts[0])
        if len(parts) < 3 or sent_for is None or sent_for > quarter or parts[-1].startswith(_IGNORED_NAMES):
            continue
        if parts[1] in by_town:
            by_town[parts[1]].setdefault(str(sent_for), []).append(stored)
        elif sent_for == quarter:
            findings.append(
                finding_at(
                    Place(parts[1], str(quarter), source_ref=parts[-1]), "FIL-007", project.messages["FIL-007"],
                    folder=parts[1], file=parts[-1], names=", ".join(project.towns),
                )
            )  # fmt: skip
    sorted_objects = {
        town: {name: tuple(quarters[name]) for name in sorted(quarters, reverse=True)}
        for town, quarters in by_town.items()
    }
    return Inbox(sorted_objects, tuple(findings))


def fetch_files(store: Store, objects: Iterable[StoredObject]) -> list[SubmittedFile]:
    """Return the listed object versions with their bytes."""
    files = []
    for stored in objects:
        content = store.get(stored.key, stored.version_id)
        origin = FileOrigin(stored.key, stored.version_id, sha256(content), stored.modified_at, stored.size)
        files.append(SubmittedFile(origin, content))
    return files


def _quarter(text: str) -> Quarter | None:
    try:
        return Quarter.parse(text)
    except ValueError:
        return None
