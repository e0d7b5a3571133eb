"""The documents that people sent back, in `edited/<quarter>/`: which document each is, and why one is not used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.models import Project
from config.quarters import Quarter
from config.texts import Text
from tasks.assemble.registry import find_deliverable
from tasks.assemble.returned.package import Package
from tasks.assemble.returned.read_document import STAMP
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.returned.reception import DocumentIdentity, RefusedDocumentError, ReturnedFile, receive
from tasks.assemble.returned.sent_back import EditedFile, SentBack
from tasks.findings import NETWORK
from tasks.publish.approvals import Approval, last_accepted
from tasks.publish.documents import read_manifest
from tasks.publish.manifest import Manifest
from tasks.storage import ObjectMissingError, Store, StoredObject, sha256
from tasks.submissions import FileOrigin

EDITED_PREFIX = "edited/"


@dataclass(frozen=True)
class RefusedFile:
    """A file that was sent back and is not used: its name and the reason, for the person who sent it."""

    name: str
    reason: Text


@dataclass(frozen=True)
class ReturnedQuarter:
    """What was sent back for a quarter.

    Attributes:
        documents: What people wrote, by the id of the document.
        refused: The files that are not used.
    """

    documents: Mapping[str, SentBack]
    refused: tuple[RefusedFile, ...] = ()


def edited_folder(quarter: Quarter) -> str:
    """Return the folder of the documents that people send back for a quarter."""
    return f"{EDITED_PREFIX}{quarter}/"


def read_returned(store: Store, project: Project, quarter: Quarter, document_ids: Sequence[str]) -> ReturnedQuarter:
    """Return what people wrote for some documents of a quarter.

    Args:
        store: The bucket.
        project: The configuration.
        quarter: The quarter that is reported.
        document_ids: The documents that are made.
    """
    manifest, _ = read_manifest(store, str(quarter))
    by_document: dict[str, list[EditedFile]] = {}
    refused: list[RefusedFile] = []
    # The server may tell time in whole seconds; of one key the list has the newest version first.
    uploads = store.list_uploads(edited_folder(quarter))[::-1]
    for stored in sorted(uploads, key=lambda one: (one.modified_at, one.key)):
        name = stored.key.rpartition("/")[2]
        if not name:
            continue
        try:
            one = _edited_file(store, project, quarter, manifest, stored)
        except RefusedDocumentError as error:
            if stored in _newest(uploads):
                refused.append(RefusedFile(name, error.text))
            continue
        by_document.setdefault(one.file.identity.document_id, []).append(one)
    accepted = last_accepted(store, str(quarter), document_ids, is_earlier=True)
    documents = {
        document_id: SentBack(
            _without_replaced(by_document.get(document_id, [])), *_earlier(store, accepted.get(document_id))
        )
        for document_id in document_ids
    }
    return ReturnedQuarter({key: one for key, one in documents.items() if one.digests}, tuple(refused))


def check_returned(project: Project, quarter: Quarter, town: str, name: str, content: bytes) -> ReturnedFile:
    """Return a file that somebody sends back for a quarter and town, after it was found to be one of them.

    Raises:
        RefusedDocumentError: It is not used, for a reason that the person can read.
    """
    file = receive(name, content)
    check_identity(project, quarter, file.identity)
    found = file.identity.town
    if found not in (town, NETWORK):
        raise RefusedDocumentError(
            "other_town", found=project.towns[found].name.fi, expected=project.towns[town].name.fi
        )
    return file


def check_identity(project: Project, quarter: Quarter, identity: DocumentIdentity) -> None:
    """Return quietly if a document is one of a quarter of this project.

    Raises:
        RefusedDocumentError: It is not.
    """
    try:
        deliverable = find_deliverable(identity.deliverable)
        found = Quarter.parse(identity.quarter)
    except (KeyError, ValueError) as error:
        raise RefusedDocumentError("not_ours") from error
    if identity.town not in (*project.towns, NETWORK):
        raise RefusedDocumentError("not_ours")
    if found != quarter:
        raise RefusedDocumentError("other_quarter", found=found.label, expected=quarter.label)
    due = project.calendar.due.get(deliverable.id)
    chosen = due.languages if due else ()
    if identity.language not in (chosen or (*deliverable.languages, *deliverable.own_languages)):
        raise RefusedDocumentError("other_language", found=identity.language)


def _edited_file(
    store: Store, project: Project, quarter: Quarter, manifest: Manifest | None, stored: StoredObject
) -> EditedFile:
    content = store.get(stored.key, stored.version_id or None)
    file = receive(stored.key.rpartition("/")[2], content)
    check_identity(project, quarter, file.identity)
    base = _base(store, manifest, file.identity)
    if base is None:
        raise RefusedDocumentError("no_base")
    origin = FileOrigin(stored.key, stored.version_id, sha256(content), stored.modified_at, len(content))
    return EditedFile(file, base, origin)


def _base(store: Store, manifest: Manifest | None, identity: DocumentIdentity) -> bytes | None:
    """Return the published document that a file was made from: the version with the same digest of inputs."""
    documents = manifest.documents if manifest else ()
    published = next((one for one in documents if one.id == identity.document_id), None)
    if published is None:
        return None
    if published.inputs_digest == identity.inputs_digest:
        return store.get(published.key, published.version_id or None)
    for version in store.list_versions(published.key):
        if version.key == published.key:
            content = store.get(version.key, version.version_id or None)
            if SectionReader(Package(content)).properties.get("inputs_digest") == identity.inputs_digest:
                return content
    return None


def _earlier(store: Store, accepted: Approval | None) -> tuple[bytes | None, str]:
    """Return the accepted document of an earlier quarter, if people wrote in it, and its quarter."""
    if accepted is None:
        return None, ""
    try:
        content = store.get(accepted.key, accepted.version_id or None)
    except ObjectMissingError:
        return None, ""
    properties = SectionReader(Package(content)).properties
    return (content, accepted.quarter) if any(name.startswith(STAMP) for name in properties) else (None, "")


def _without_replaced(files: list[EditedFile]) -> tuple[EditedFile, ...]:
    """Return files without those that the same person sent again under the same name.

    LibreOffice names nobody, and nobody is never the same person.
    """
    kept: list[EditedFile] = []
    for number, one in enumerate(files):
        later = files[number + 1 :]
        person = (one.file.name, one.file.last_editor)
        if not one.file.last_editor or all((other.file.name, other.file.last_editor) != person for other in later):
            kept.append(one)
    return tuple(kept)


def _newest(uploads: Iterable[StoredObject]) -> list[StoredObject]:
    """Return the newest version of each object, given the oldest first."""
    newest: dict[str, StoredObject] = {}
    for one in uploads:
        newest[one.key] = one
    return list(newest.values())
