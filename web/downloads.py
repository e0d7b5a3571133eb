"""Answers that hold files: one document, all documents of a quarter, a workbook, or the answer to one."""

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from tasks.publish.documents import PDF_TYPE, media_type
from tasks.publish.manifest import PublishedDocument, PublishedPdf, PublishedRedline
from tasks.storage import Store, sha256
from web.archive import archive_etag, archive_pieces, archive_size

StoredFile = PublishedDocument | PublishedPdf | PublishedRedline
ZIP_TYPE = "application/zip"


def document_answer(request: Request, store: Store, document: PublishedDocument | PublishedRedline) -> Response:
    """Return the version of a document, or of its redline, that the manifest stands for, as a download.

    Raises:
        StorageError: S3 cannot be read, or the version is gone; raised before anything is sent.
    """
    return _stored_answer(request, store, document, media_type(document.key))


def pdf_answer(request: Request, store: Store, pdf: PublishedPdf) -> Response:
    """Return the version of a document's PDF that the manifest stands for, as a download.

    Raises:
        StorageError: S3 cannot be read, or the version is gone; raised before anything is sent.
    """
    return _stored_answer(request, store, pdf, PDF_TYPE)


def file_answer(request: Request, name: str, content: bytes, media_type: str) -> Response:
    """Return a small file as a download."""
    etag = sha256(content)
    headers = _headers(etag, name)
    if _is_known(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def page_answer(content: bytes) -> Response:
    """Return a page that the program made before; it has its style in itself and can do nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


def archive_answer(
    request: Request, store: Store, file_name: str, documents: Sequence[PublishedDocument], timezone: str
) -> Response:
    """Return documents as one zip, their times in a time zone.

    Raises:
        StorageError: S3 cannot be read, or the first document is gone; raised before anything is sent.
    """
    etag = archive_etag(documents)
    headers = _headers(etag, file_name)
    if _is_known(request, etag):
        return Response(status_code=304, headers=headers)
    size = archive_size(documents)
    if size is not None:
        headers["Content-Length"] = str(size)
    if request.method == "HEAD":
        return Response(media_type=ZIP_TYPE, headers=headers)
    pieces = archive_pieces(documents, lambda d: store.get(d.key, d.version_id or None), ZoneInfo(timezone))
    return StreamingResponse(_begun(pieces), media_type=ZIP_TYPE, headers=headers)


def _stored_answer(request: Request, store: Store, file: StoredFile, media_type: str) -> Response:
    headers = _headers(file.sha256, file.key.rsplit("/", 1)[-1])
    if _is_known(request, file.sha256):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(file.size)
    if request.method == "HEAD":
        return Response(media_type=media_type, headers=headers)
    return StreamingResponse(store.stream(file.key, file.version_id or None), media_type=media_type, headers=headers)


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the same pieces with the first one made, so that a silent S3 is noticed while an error can be answered."""
    return itertools.chain([next(pieces)], pieces)


def _headers(etag: str, file_name: str) -> dict[str, str]:
    plain = file_name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
    return {"ETag": f'"{etag}"', "Cache-Control": "no-cache", "Content-Disposition": disposition}


def _is_known(request: Request, etag: str) -> bool:
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    return "*" in asked or f'"{etag}"' in asked
