"""What the towns' side of the page does: shows what is asked and what came in, keeps what is sent, has it checked."""

import datetime as dt
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode

from fastapi import HTTPException, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from config.models import Project
from config.quarters import Quarter
from config.texts import LANGUAGES, Language, Text
from tasks.assemble.returned.reception import RefusedDocumentError
from tasks.collect.uploads import UploadedFile, inbox_folder, store_uploads
from tasks.publish.returned_files import check_returned, edited_folder
from tasks.storage import Store
from web.checker import Checker
from web.errors import ADDRESS, Frames
from web.overview_page import overview_page
from web.rounds import TownRound, latest_quarter, round_of
from web.submissions import Submissions
from web.town_page import Outcome, Problem, town_page
from web.uploads import UploadError

FileKind = Literal["workbook", "document"]
_FRESH = {"Cache-Control": "no-cache"}


class PartnerSide:
    """The towns' side of the page over one bucket; its answers are for addresses that it has looked at first."""

    def __init__(
        self,
        store: Store,
        project: Project,
        frames: Frames,
        public_address: str,
        upload_limit_bytes: int,
        today: Callable[[], dt.date],
    ) -> None:
        """Store what is needed.

        Args:
            store: The bucket.
            project: The configuration.
            frames: The frames of the pages.
            public_address: Address of the page, which the workbooks name.
            upload_limit_bytes: How much can be sent at once.
            today: Tells the day.
        """
        self.store = store
        self.submissions = Submissions(store, project)
        self.checker = Checker(store, project, public_address)
        self.upload_limit_bytes = upload_limit_bytes
        self._project = project
        self._frames = frames
        self._today = today

    def place(self, quarter: str, town: str, language: str = "fi") -> TownRound:
        """Return what an address means.

        Raises:
            HTTPException: There is no such language, quarter or town.
        """
        if town not in self._project.towns:
            raise HTTPException(404, ADDRESS)
        reported, read_in = self._quarter(quarter), _language(language)
        return TownRound(round_of(self._project.calendar, reported, self._today()), town, read_in)

    def show_current(self, language: str) -> Response:
        """Return the way to the quarter for which is usually sent."""
        latest = latest_quarter(self._project.calendar, self._today())
        return RedirectResponse(self._frames.frame(_language(language)).send_address(str(latest)))

    def show_quarter(self, language: str, quarter: str) -> Response:
        """Return the overview of a quarter."""
        reported = self._quarter(quarter)
        frame = self._frames.frame(_language(language), path=f"/send/{reported}")
        asked = round_of(self._project.calendar, reported, self._today())
        edited = self.store.list_objects(edited_folder(reported))
        content = overview_page(frame, asked, self.submissions.of_quarter(reported), edited)
        return HTMLResponse(content, headers=_FRESH)

    def show_town(self, place: TownRound, outcome: Outcome, problem: Problem | None = None) -> Response:
        """Return the page of a town and quarter."""
        frame = self._frames.frame(place.language, path=f"/send/{place.quarter}/{place.town}")
        submission = self.submissions.of_town(place.quarter, place.town)
        content = town_page(frame, place.round, submission, self.upload_limit_bytes, outcome, problem)
        return HTMLResponse(content, problem.status if problem else 200, headers=_FRESH)

    def keep(self, place: TownRound, kind: FileKind, files: list[UploadedFile]) -> Response:
        """Put files into the bucket, and only then have a submission checked: so nothing is lost."""
        if kind == "document":
            stored = store_uploads(self.store, edited_folder(place.quarter), files)
        else:
            stored = store_uploads(self.store, inbox_folder(place.quarter, place.town), files)
            if self.submissions.of_town(place.quarter, place.town).record is None:
                self.checker.answer(place.quarter, place.town)
        return self._back(place, kind=kind, received=len(stored.written), unchanged=len(stored.unchanged))

    def check_documents(self, place: TownRound, files: list[UploadedFile]) -> None:
        """Return quietly if all files are documents of a town and quarter, or of the whole network.

        Raises:
            UploadError: One is not, or is not safe to read; each has its reason.
        """
        refused: dict[str, Text] = {}
        for file in files:
            try:
                check_returned(self._project, place.quarter, place.town, file.name, file.content)
            except RefusedDocumentError as error:
                refused[file.name] = error.text
        if refused:
            raise UploadError("refused_document", 400, tuple(refused), tuple(dict.fromkeys(refused.values())))

    def check(self, place: TownRound) -> Response:
        """Have what a town has sent checked."""
        self.checker.answer(place.quarter, place.town)
        return self._back(place)

    def withdraw(self, place: TownRound, name: str) -> Response:
        """Take a file away that counts no more, and have the others checked."""
        key = f"{inbox_folder(place.quarter, place.town)}{name}"
        if key in {stored.key for stored in self.submissions.of_town(place.quarter, place.town).files}:
            self.store.withdraw(key)
            self.checker.answer(place.quarter, place.town)
        return self._back(place, withdrawn=1)

    def _back(self, place: TownRound, **outcome: object) -> Response:
        address = self._frames.frame(place.language).send_address(str(place.quarter), place.town)
        return RedirectResponse(f"{address}?{urlencode(outcome)}#result", 303)

    def _quarter(self, text: str) -> Quarter:
        for quarter in self._project.calendar.quarters:
            if text == str(quarter):
                return quarter
        raise HTTPException(404, ADDRESS)


def _language(text: str) -> Language:
    for language in LANGUAGES:
        if text == language:
            return language
    raise HTTPException(404, ADDRESS)
