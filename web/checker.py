"""Checks what a town has sent while somebody waits for the answer, and makes its workbook: one at a time."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from config.models import Project
from config.quarters import Quarter
from tasks.request.delivery import workbook_key
from tasks.request.workbook import request_workbook
from tasks.storage import Store
from tasks.validate.bucket import accept_bucket, answer_from_bucket

_WAIT_SECONDS = 40.0

_log = logging.getLogger("kivijalka.web")


class BusyError(Exception):
    """Too many others are being served first."""


class Checker:
    """Does the slow work of the page.

    One at a time: two threads that import Great Expectations at once break it, and there are few cores.
    """

    def __init__(self, store: Store, project: Project, public_address: str) -> None:
        self._store = store
        self._project = project
        self._public_address = public_address
        self._turn = threading.Lock()

    def answer(self, quarter: Quarter, town: str) -> bool:
        """Return whether what a town has sent is answered; what it sent stays in S3 in either case."""
        try:
            with self._in_turn():
                answer_from_bucket(self._project, quarter, self._store, town)
        except Exception:
            # The submission is kept whatever happens here, and the sender must learn that.
            _log.exception("The submission of %s for %s could not be checked", town, quarter)
            return False
        return True

    def workbook(self, quarter: Quarter, town: str) -> bytes:
        """Return the workbook that asks a town: the one that was written for it, else one that is made here.

        Raises:
            StorageError: S3 cannot be read.
            BusyError: Others are served first.
        """
        key = workbook_key(quarter, town)
        if self._store.head(key) is not None:
            return self._store.get(key)
        with self._in_turn():
            earlier = quarter.previous
            is_known = earlier in self._project.calendar.quarters
            accepted = accept_bucket(self._project, earlier, self._store) if is_known else None
            asked = self._project.towns[town]
            return request_workbook(self._project, asked, quarter, asked.language, accepted, self._public_address)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_WAIT_SECONDS):
            raise BusyError
        try:
            yield
        finally:
            self._turn.release()
