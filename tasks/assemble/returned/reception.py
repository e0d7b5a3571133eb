"""Looks at a file that somebody sent back before it is used: is it ours, of which document, and safe to read?"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from config.texts import Text
from config.yaml_text import read_yaml
from tasks.assemble.returned.package import BODY, CUSTOM_PROPERTIES, REDLINE_PROPERTY, Package
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.word_file import W

SIZE_LIMIT_BYTES = 50 * 1024**2
UNPACKED_LIMIT_BYTES = 300 * 1024**2
PART_COUNT_LIMIT = 5_000

_TEXTS = Path(__file__).parents[3] / "templates" / "shared" / "returned.yaml"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MACRO_PARTS = re.compile(r"vba(?:Project|Data)|activeX/", re.IGNORECASE)
_DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LAST_EDITOR = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


class RefusedDocumentError(Exception):
    """A file that was sent back is not used.

    Attributes:
        reason: Name of the reason, as in `templates/shared/returned.yaml`.
        words: What the reason names.
    """

    def __init__(self, reason: str, **words: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = words

    @property
    def text(self) -> Text:
        """The reason, for the person who sent the file."""
        return _filled(returned_texts()["refusals"][self.reason], self.words)


@dataclass(frozen=True)
class DocumentIdentity:
    """Which document a file is, by what it says of itself.

    Attributes:
        inputs_digest: Digest of everything that the document was made from, which tells its versions apart.
    """

    deliverable: str
    town: str
    quarter: str
    language: str
    inputs_digest: str

    @property
    def document_id(self) -> str:
        """The document's stable name."""
        return f"{self.deliverable}_{self.town}_{self.language}"


@dataclass(frozen=True)
class ReturnedFile:
    """A file that was sent back and can be used.

    Attributes:
        name: Its name, which says nothing of what it is.
        identity: Which document it is.
        content: Its bytes.
        last_editor: Who saved it, as the program that saved it says; empty when it does not.
    """

    name: str
    identity: DocumentIdentity
    content: bytes = field(repr=False)
    last_editor: str = ""


@cache
def returned_texts() -> Mapping[str, Any]:
    """Return the words about documents that were sent back."""
    texts: Mapping[str, Any] = read_yaml(_TEXTS.read_text("utf-8"))
    return texts


def receive(name: str, content: bytes) -> ReturnedFile:
    """Return a file that was sent back, after it was found safe to read and one of ours.

    Args:
        name: Its name.
        content: Its bytes; no program needs to have looked at them.

    Raises:
        RefusedDocumentError: The file is not used.
    """
    _refuse_container(content)
    try:
        package = Package(content)
        body = package.root(BODY)
        package.root("word/styles.xml")
        reader = SectionReader(package)
        properties = reader.properties
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, etree.XMLSyntaxError) as error:
        raise RefusedDocumentError("damaged") from error
    except RuntimeError as error:
        raise RefusedDocumentError("old_word") from error
    if body.find(f"{W}body") is None:
        raise RefusedDocumentError("damaged")
    if REDLINE_PROPERTY in properties:
        raise RefusedDocumentError("redline")
    identity = _identity(properties)
    if identity is None:
        raise RefusedDocumentError("google_docs" if _is_of_google_docs(package) else "not_ours")
    return ReturnedFile(name, identity, content, _last_editor(package))


def waiting_text(file: str, change_count: int) -> Text:
    """Return why a document waits for a person: nobody has accepted or rejected the tracked changes in a file."""
    return _filled(returned_texts()["waiting"]["tracked_changes"], {"file": file, "count": change_count})


def _refuse_container(content: bytes) -> None:
    if len(content) > SIZE_LIMIT_BYTES:
        raise RefusedDocumentError("too_large", size=_megabytes(len(content)), limit=_megabytes(SIZE_LIMIT_BYTES))
    if content.startswith(_OLE_SIGNATURE):
        raise RefusedDocumentError("old_word")
    if not content.startswith(b"PK"):
        raise RefusedDocumentError("not_word")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_directory(archive.infolist())
            _refuse_parts(archive)
    except (ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise RefusedDocumentError("damaged") from error
    except RuntimeError as error:
        raise RefusedDocumentError("old_word") from error


def _refuse_directory(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise RefusedDocumentError("too_large", size=_megabytes(unpacked), limit=_megabytes(UNPACKED_LIMIT_BYTES))
    if len(names) > PART_COUNT_LIMIT or any(".." in re.split(r"[/\\]", name) for name in names):
        raise RefusedDocumentError("unsafe")
    if any(_MACRO_PARTS.search(name) for name in names if name.startswith("word/")):
        raise RefusedDocumentError("macros")
    if len(set(names)) != len(names):
        raise RefusedDocumentError("damaged")
    if BODY not in names:
        raise RefusedDocumentError("not_word")


def _refuse_parts(archive: zipfile.ZipFile) -> None:
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.namelist() else b""
    if b"macroEnabled" in types:
        raise RefusedDocumentError("macros")
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            part = archive.read(entry)
            if _DEFINITION.search(part):
                raise RefusedDocumentError("unsafe")
            if entry.filename == BODY and _STRICT in part[:10_000]:
                raise RefusedDocumentError("strict")


def _identity(properties: Mapping[str, str]) -> DocumentIdentity | None:
    needed = [properties.get(name, "") for name in ("deliverable", "town", "quarter", "language", "inputs_digest")]
    return DocumentIdentity(*needed) if all(needed) else None


def _last_editor(package: Package) -> str:
    if "docProps/core.xml" not in package.parts:
        return ""
    return (package.root("docProps/core.xml").findtext(_LAST_EDITOR) or "").strip()


def _is_of_google_docs(package: Package) -> bool:
    """Return whether a file was saved by Google Docs, which leaves its own tags and no properties of ours."""
    application = package.parts.get("docProps/app.xml", b"")
    has_its_tags = b"goog_rdk_" in package.parts[BODY]
    lacks_ours = CUSTOM_PROPERTIES not in package.parts and b"_kj_" in package.parts[BODY]
    return b"Google" in application or has_its_tags or (lacks_ours and not application)


def _filled(texts: Mapping[str, str], words: Mapping[str, object]) -> Text:
    return Text(**{language: text.format(**words) for language, text in texts.items()})


def _megabytes(size: int) -> int:
    return -(-size // 1024**2)
