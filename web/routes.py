"""The addresses of the page and what each answers. All of them only read."""

from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from config.models import Project
from config.texts import LANGUAGES, Language
from tasks.storage import Store
from web.catalogue import Catalogue, PublishedQuarter
from web.downloads import archive_answer, document_answer, pdf_answer
from web.errors import ADDRESS, DOCUMENT, Frames
from web.invest_data import InvestSelection, InvestSheets
from web.invest_page import invest_page
from web.layout import INVEST_PATH
from web.listing import list_page
from web.selection import Selection

_FOLDER = Path(__file__).parent
_READ = ["GET", "HEAD"]
_PAGES_KEPT = 32


def reading_routes(store: Store, project: Project, frames: Frames) -> APIRouter:
    """Return the routes of the list, the downloads and what they need."""
    routes = APIRouter()
    catalogue = Catalogue(store)
    sheets = InvestSheets(store)

    @lru_cache(maxsize=_PAGES_KEPT)
    def rendered_list(language: Language, selection: Selection, published: tuple[PublishedQuarter, ...]) -> str:
        return list_page(frames.frame(language, selection.query), published, selection)

    @routes.api_route("/", methods=_READ)
    def first_page() -> Response:
        return RedirectResponse(f"{frames.root_path}/fi")

    @routes.api_route("/health", methods=_READ)
    def health() -> Response:
        return PlainTextResponse("ok")

    _add_file(routes, "style.css", "text/css")
    _add_file(routes, "favicon.svg", "image/svg+xml")

    @routes.api_route("/d/{quarter}/all.zip", methods=_READ)
    def all_documents(request: Request, quarter: str) -> Response:
        manifest = catalogue.manifest(quarter)
        if manifest is None or not manifest.documents:
            raise HTTPException(404, DOCUMENT)
        name = f"{project.identity.id}_{quarter}.zip"
        return archive_answer(request, store, name, manifest.documents, project.identity.timezone)

    @routes.api_route("/d/{quarter}/{document_id}.pdf", methods=_READ)
    def one_pdf(request: Request, quarter: str, document_id: str) -> Response:
        document = catalogue.document(quarter, document_id)
        if document is None or document.pdf is None:
            raise HTTPException(404, DOCUMENT)
        return pdf_answer(request, store, document.pdf)

    @routes.api_route("/d/{quarter}/{document_id}/changes", methods=_READ)
    def one_redline(request: Request, quarter: str, document_id: str) -> Response:
        document = catalogue.document(quarter, document_id)
        if document is None or document.redline is None:
            raise HTTPException(404, DOCUMENT)
        return document_answer(request, store, document.redline)

    @routes.api_route("/d/{quarter}/{document_id}", methods=_READ)
    def one_document(request: Request, quarter: str, document_id: str) -> Response:
        document = catalogue.document(quarter, document_id)
        if document is None:
            raise HTTPException(404, DOCUMENT)
        return document_answer(request, store, document)

    @routes.api_route(f"/{{language}}{INVEST_PATH}", methods=_READ)
    def invest_in(request: Request, language: str) -> Response:
        if language not in LANGUAGES:
            raise HTTPException(404, ADDRESS)
        selection = InvestSelection.from_query(request.query_params)
        view = sheets.latest(catalogue.quarters(), language)
        frame = frames.frame(language, selection.query, INVEST_PATH)
        return HTMLResponse(invest_page(frame, view, selection), headers={"Cache-Control": "no-cache"})

    @routes.api_route("/{language}", methods=_READ)
    def documents(request: Request, language: str) -> Response:
        if language not in LANGUAGES:
            raise HTTPException(404, ADDRESS)
        selection = Selection.from_query(request.query_params)
        content = rendered_list(language, selection, tuple(catalogue.quarters()))
        return HTMLResponse(content, headers={"Cache-Control": "no-cache"})

    return routes


def _add_file(routes: APIRouter, name: str, media_type: str) -> None:
    content = (_FOLDER / name).read_bytes()

    @routes.api_route(f"/{name}", methods=_READ)
    def own_file() -> Response:
        return Response(content, media_type=media_type, headers={"Cache-Control": "max-age=3600"})
