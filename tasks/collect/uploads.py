"""Puts the files that a person uploads into a town's folder of the inbox, or takes them away."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from config.own_sheets import ANSWER_FILE_PREFIX
from config.quarters import Quarter
from tasks.collect.characters import printable
from tasks.collect.inbox import INPUTS_PREFIX
from tasks.storage import Store

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".ods", ".csv")
_NOT_IN_KEYS = re.compile(r"[^\w .,()+-]")
_STEM_LIMIT = 100
_NAMELESS = "tiedosto"


@dataclass(frozen=True)
class UploadedFile:
    """A file as it was uploaded, with the name that it had on the sender's machine."""

    name: str
    content: bytes


@dataclass(frozen=True)
class StoredUploads:
    """What became of uploaded files: the keys that were written, and those that held the same bytes already."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]


def inbox_folder(quarter: Quarter, town: str) -> str:
    """Return the folder of a town's submission for a quarter."""
    return f"{INPUTS_PREFIX}{quarter}/{town}/"


def inbox_name(name: str) -> str:
    """Return the name under which an uploaded file is kept: no folders, no unseen or special characters, not too long.

    The workbook of an answer, which comes back corrected, gets the name of the file that it answers, so that it takes
    that one's place.
    """
    last = printable(unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1]))
    plain = _NOT_IN_KEYS.sub("_", last).lstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem[:_STEM_LIMIT].strip()
    stem = stem.removeprefix(ANSWER_FILE_PREFIX) or stem
    return f"{stem or _NAMELESS}{dot}{ending}"


def store_uploads(store: Store, folder: str, files: Sequence[UploadedFile]) -> StoredUploads:
    """Return what became of files that are put into a folder of the bucket.

    Equal bytes are not written again, unless another file has come since: of several files with one table the last sent
    one counts.

    Raises:
        StorageError: S3 cannot be read or written.
    """
    named = [(f"{folder}{inbox_name(file.name)}", file.content) for file in files]
    keys = {key for key, _ in named}
    present = {stored.key: stored for stored in store.list_objects(folder)}
    newest_other = max((one.modified_at for key, one in present.items() if key not in keys), default=None)
    written: list[str] = []
    unchanged: list[str] = []
    for key, content in named:
        known = present.get(key) if key not in written else None
        is_last = known is not None and (newest_other is None or known.modified_at >= newest_other)
        if known is not None and is_last and known.size == len(content) and store.get(key) == content:
            unchanged.append(key)
        else:
            store.put(key, content)
            written.append(key)
    return StoredUploads(tuple(written), tuple(unchanged))
