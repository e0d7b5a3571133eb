"""Finds in S3 what each town has sent for which quarter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
        objects: By town and quarter, newest quarter first, the objects that the town's folder holds.
        findings: About objects that belong to no town.
        earlier_versions: By key, what the object held before, newest first; only objects that were sent anew.
    """

    objects: Mapping[str, Mapping[str, tuple[StoredObject, ...]]]
    findings: tuple[Finding, ...]
    earlier_versions: Mapping[str, tuple[StoredObject, ...]] = field(default_factory=dict)


def sort_inbox(project: Project, quarter: Quarter, uploads: Iterable[StoredObject]) -> Inbox:
    """Return the objects under `inputs/<quarter>/<town>/` of this and all earlier quarters, by town and quarter.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        uploads: The versions of all objects, of each object newest first.
    """
    by_town: dict[str, dict[str, list[StoredObject]]] = {town: {} for town in project.towns}
    findings = []
    versions = _distinct_versions(uploads)
    for stored, *_ in (versions[key] for key in sorted(versions)):
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
    return Inbox(sorted_objects, tuple(findings), {key: found[1:] for key, found in versions.items() if found[1:]})


def _distinct_versions(uploads: Iterable[StoredObject]) -> dict[str, tuple[StoredObject, ...]]:
    """Return the versions of each object, newest first, in which no two neighbours have the same content.

    The same bytes sent again change nothing, so the earlier upload stands. Only where another file of the folder came
    between the two is it the later one, since of several files with one table the one sent last counts.
    """
    versions: dict[str, list[StoredObject]] = {}
    last_key_in_folder: dict[str, str] = {}
    oldest_first = list(uploads)[::-1]
    for upload in sorted(oldest_first, key=lambda one: one.modified_at):
        known = versions.setdefault(upload.key, [])
        folder = upload.key.rpartition("/")[0]
        if not known or (known[-1].etag, known[-1].size) != (upload.etag, upload.size):
            known.append(upload)
        elif last_key_in_folder[folder] != upload.key:
            known[-1] = upload
        last_key_in_folder[folder] = upload.key
    return {key: tuple(reversed(known)) for key, known in versions.items()}


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
