"""What a reader sees when something is wrong: a page in words, in the reader's language."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from config.models import Project
from config.texts import LANGUAGES, Language, Text
from tasks.storage import ObjectMissingError, StorageError
from web.layout import Frame, error_page
from web.words import Words

ADDRESS = "address"
DOCUMENT = "document"
HOST = "host"
METHOD = "method"
STORE = "store"
DEFECT = "defect"
FOREIGN = "foreign"
BUSY = "busy"
_ERRORS = (ADDRESS, DOCUMENT, HOST, METHOD, STORE, DEFECT, FOREIGN, BUSY)

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # An error page learns the reader's language from the page that the reader comes from.
    "Referrer-Policy": "same-origin",
}

_log = logging.getLogger("kivijalka.web")


@dataclass(frozen=True)
class Frames:
    """The frames of the pages in each language."""

    texts: Mapping[str, Text]
    project: Project
    root_path: str

    def frame(self, language: Language, query: str = "", path: str = "") -> Frame:
        """Return the frame of a page in a language."""
        return Frame(Words(language, self.texts, self.project), self.root_path, query, path)

    def error_answer(self, request: Request, status: int, error: str) -> Response:
        """Return the page for an error, `error` being the name of its texts."""
        frame = self.frame(reader_language(request, self.root_path))
        headers = {"Cache-Control": "no-store"} | ({"Retry-After": "60"} if status == 503 else {})
        # The answer to a defect is sent from outside the middleware that puts them on every other answer.
        headers |= SECURITY_HEADERS
        return HTMLResponse(error_page(frame, error), status, headers)


def reader_language(request: Request, root_path: str = "") -> Language:
    """Return the language of the page that the reader is on or comes from, else the one that the browser asks for."""
    for path in (request.url.path, _path_on_same_host(request)):
        first_part = path.removeprefix(root_path).strip("/").split("/")[0]
        for language in LANGUAGES:
            if first_part == language:
                return language
    return _accepted_language(request.headers.get("Accept-Language", ""))


def add_error_pages(app: FastAPI, frames: Frames) -> None:
    """Make the app answer every error with a page."""

    def wrong_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        name = error.detail if error.detail in _ERRORS else METHOD if error.status_code == 405 else ADDRESS
        answer = frames.error_answer(request, error.status_code, name)
        answer.headers.update(error.headers or {})
        return answer

    def document_gone(request: Request, error: Exception) -> Response:
        _log.warning("%s: %s", request.url.path, error)
        return frames.error_answer(request, 404, DOCUMENT)

    def store_silent(request: Request, error: Exception) -> Response:
        _log.error("%s: %s", request.url.path, error)
        return frames.error_answer(request, 503, STORE)

    def defect(request: Request, error: Exception) -> Response:
        return frames.error_answer(request, 500, DEFECT)

    app.add_exception_handler(HTTPException, wrong_request)
    app.add_exception_handler(ObjectMissingError, document_gone)
    app.add_exception_handler(StorageError, store_silent)
    app.add_exception_handler(Exception, defect)


def _path_on_same_host(request: Request) -> str:
    address = request.headers.get("Referer", "").partition("//")[2]
    host, _, path = address.partition("?")[0].partition("/")
    return f"/{path}" if host == request.headers.get("Host") else ""


def _accepted_language(header: str) -> Language:
    """Return the first of our languages by the browser's weights; Finnish when it names none at all."""
    weighted = []
    for position, part in enumerate(filter(None, header.split(","))):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), position, tag.strip().lower()[:2]))
        except ValueError:
            continue
    for _, _, wanted in sorted(weighted):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "en" if weighted else "fi"
