"""All documents of a quarter as one zip, made piece by piece so that its size does not matter."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from tasks.publish.manifest import PublishedDocument

_LOCAL_HEADER_BYTES = 30
_DIRECTORY_ENTRY_BYTES = 46
_END_BYTES = 22
_LARGEST_PLAIN_ZIP_BYTES = 2**31 - 1
_MOST_PLAIN_ZIP_ENTRIES = 0xFFFF
_REGULAR_READABLE_FILE = 0o100644 << 16
_UNIX = 3


def archive_etag(documents: Iterable[PublishedDocument]) -> str:
    """Return a digest that changes with anything that changes the zip."""
    digest = hashlib.sha256()
    for document in _in_order(documents):
        digest.update(f"{entry_name(document)}\n{document.sha256}\n{document.built_at.isoformat()}\n".encode())
    return digest.hexdigest()


def archive_size(documents: Sequence[PublishedDocument]) -> int | None:
    """Return the size of the zip in bytes before it is made, or None when it needs the format for very large ones."""
    total = _END_BYTES
    for document in documents:
        name_bytes = len(entry_name(document).encode())
        total += _LOCAL_HEADER_BYTES + name_bytes + document.size + _DIRECTORY_ENTRY_BYTES + name_bytes
    return total if total < _LARGEST_PLAIN_ZIP_BYTES and len(documents) < _MOST_PLAIN_ZIP_ENTRIES else None


def archive_pieces(
    documents: Iterable[PublishedDocument], read: Callable[[PublishedDocument], bytes], timezone: ZoneInfo
) -> Iterator[bytes]:
    """Return the zip in pieces, one document read at a time; equal documents give equal bytes."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for document in _in_order(documents):
            built = document.built_at.astimezone(timezone)
            entry = zipfile.ZipInfo(entry_name(document), built.timetuple()[:6])
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_READABLE_FILE
            archive.writestr(entry, read(document))
            yield sink.take()
    yield sink.take()


def entry_name(document: PublishedDocument) -> str:
    """Return a document's path in the zip: its work package and its file name."""
    return f"{document.work_package}/{document.key.rsplit('/', 1)[-1]}"


def _in_order(documents: Iterable[PublishedDocument]) -> list[PublishedDocument]:
    return sorted(documents, key=entry_name)


class _Sink(io.BytesIO):
    """A file whose written part can be taken away.

    The zip writer goes back to an entry's header once the entry is written. In a file that cannot go back it would
    write the checksum behind the entry instead, which some unpackers refuse for entries that are not compressed.
    """

    _taken_bytes = 0

    def tell(self) -> int:
        return self._taken_bytes + super().tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._taken_bytes + super().seek(offset - self._taken_bytes, whence)

    def take(self) -> bytes:
        piece = self.getvalue()
        super().seek(0)
        self.truncate()
        self._taken_bytes += len(piece)
        return piece
