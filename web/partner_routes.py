"""The addresses of the towns' side of the page."""

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from tasks.request.delivery import EXCEL_TYPE, workbook_key
from tasks.validate.answer_files import ANSWERS_PREFIX, PAGE_NAME
from web.checker import BusyError
from web.downloads import file_answer, page_answer
from web.errors import ADDRESS, BUSY
from web.partner_side import FileKind, PartnerSide
from web.rounds import TownRound
from web.town_page import Outcome, Problem
from web.uploads import UploadError, check_document, check_workbooks, read_files

_READ = ["GET", "HEAD"]
_QUARTER = "/{language}/send/{quarter}"
_TOWN = f"{_QUARTER}/{{town}}"


def showing_routes(side: PartnerSide) -> APIRouter:
    """Return the routes that show the towns' side and hand out its files."""
    routes = APIRouter()

    @routes.api_route("/{language}/send", methods=_READ)
    def current_quarter(language: str) -> Response:
        return side.show_current(language)

    @routes.api_route(_QUARTER, methods=_READ)
    def overview(language: str, quarter: str) -> Response:
        return side.show_quarter(language, quarter)

    @routes.api_route(_TOWN, methods=_READ)
    def town(request: Request, language: str, quarter: str, town: str) -> Response:
        return side.show_town(side.place(quarter, town, language), Outcome.from_query(request.query_params))

    @routes.api_route("/w/{quarter}/{town}", methods=_READ)
    def workbook(request: Request, quarter: str, town: str) -> Response:
        place = side.place(quarter, town)
        name = workbook_key(place.quarter, town).rpartition("/")[2]
        try:
            return file_answer(request, name, side.checker.workbook(place.quarter, town), EXCEL_TYPE)
        except BusyError:
            raise HTTPException(503, BUSY) from None

    @routes.api_route("/a/{quarter}/{town}/{name}", methods=_READ)
    def answer(request: Request, quarter: str, town: str, name: str) -> Response:
        place = side.place(quarter, town)
        record = side.submissions.of_town(place.quarter, town).record
        if record is None or name not in record.answers:
            raise HTTPException(404, ADDRESS)
        content = side.store.get(f"{ANSWERS_PREFIX}{quarter}/{town}/{name}")
        return page_answer(content) if name == PAGE_NAME else file_answer(request, name, content, EXCEL_TYPE)

    return routes


def sending_routes(side: PartnerSide) -> APIRouter:
    """Return the routes that take something."""
    routes = APIRouter()

    @routes.post(f"{_TOWN}/files")
    async def send_files(request: Request, language: str, quarter: str, town: str) -> Response:
        return await _take(side, request, side.place(quarter, town, language), "workbook")

    @routes.post(f"{_TOWN}/document")
    async def send_document(request: Request, language: str, quarter: str, town: str) -> Response:
        return await _take(side, request, side.place(quarter, town, language), "document")

    @routes.post(f"{_TOWN}/check")
    def check(language: str, quarter: str, town: str) -> Response:
        return side.check(side.place(quarter, town, language))

    @routes.post(f"{_TOWN}/withdraw")
    def withdraw(language: str, quarter: str, town: str, file: str = Form("")) -> Response:
        return side.withdraw(side.place(quarter, town, language), file)

    return routes


async def _take(side: PartnerSide, request: Request, place: TownRound, kind: FileKind) -> Response:
    try:
        files = await read_files(request, side.upload_limit_bytes)
        if not place.round.takes_files:
            raise UploadError("coming", 400)
        if kind == "workbook":
            check_workbooks(files)
        else:
            check_document(files)
            await run_in_threadpool(side.check_documents, place, files)
    except UploadError as error:
        problem = Problem(error.problem, error.status, error.names, error.reasons)
        return await run_in_threadpool(side.show_town, place, Outcome(), problem)
    return await run_in_threadpool(side.keep, place, kind, files)
