"""Reads what a form sends: files of a limited size, kept on disk while they come in."""

import io
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from config.texts import Text
from tasks.collect.uploads import WORKBOOK_ENDINGS, UploadedFile, inbox_name

MOST_FILES = 40
_FRAMING_BYTES = 64 * 1024
_PATIENCE = 10
"""How many times the limit is read, and dropped, so that the sender can be told in words."""


class UploadError(Exception):
    """What was sent cannot be taken.

    Attributes:
        problem: Name of the words for it.
        status: Status of the answer.
        names: Names of the files that are meant.
        reasons: What else is to be said, where each file has its own reason.
    """

    def __init__(self, problem: str, status: int, names: tuple[str, ...] = (), reasons: tuple[Text, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status
        self.names = names
        self.reasons = reasons


async def read_files(request: Request, limit_bytes: int) -> list[UploadedFile]:
    """Return the files of a form, at least one.

    Raises:
        UploadError: There is none, there are too many, or they are larger than the limit together.
    """
    parser = MultiPartParser(
        request.headers, _limited(request.stream(), limit_bytes + _FRAMING_BYTES), max_files=MOST_FILES, max_fields=10
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise UploadError("many_files" if "Too many files" in str(error) else "broken", 400) from error
    try:
        parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
        files = [UploadedFile(part.filename or "", await part.read()) for part in parts]
    finally:
        await form.close()
    if not files:
        raise UploadError("no_file", 400)
    if sum(len(file.content) for file in files) > limit_bytes:
        raise UploadError("too_large", 413)
    return files


def check_workbooks(files: list[UploadedFile]) -> None:
    """Return quietly if all files may be workbooks by their names.

    Raises:
        UploadError: One is not.
    """
    others = tuple(file.name for file in files if not inbox_name(file.name).lower().endswith(WORKBOOK_ENDINGS))
    if others:
        raise UploadError("no_workbook", 400, others)


def check_document(files: list[UploadedFile]) -> None:
    """Return quietly if all files are Word documents.

    Raises:
        UploadError: One is not.
    """
    others = tuple(file.name for file in files if not _is_word_document(file))
    if others:
        raise UploadError("no_document", 400, others)


def _is_word_document(file: UploadedFile) -> bool:
    if not file.name.lower().endswith(".docx"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


async def _limited(stream: AsyncIterator[bytes], limit_bytes: int) -> AsyncGenerator[bytes, None]:
    received_bytes = 0
    async for piece in stream:
        received_bytes += len(piece)
        if received_bytes <= limit_bytes:
            yield piece
        elif received_bytes > _PATIENCE * limit_bytes:
            break
    if received_bytes > limit_bytes:
        raise UploadError("too_large", 413)
