"""A situation picture that is ready to be published, with any bytes."""

import datetime as dt

from config.texts import Text
from tasks.publish.documents import FinishedDocument

STARTED = dt.datetime(2022, 10, 5, 3, 0, tzinfo=dt.UTC)
TITLE = Text(fi="Tilannekuva", sv="Lägesbild", en="Situation picture")


def finished_document(town: str, content: bytes, *, digest: str = "d", is_sample: bool = False) -> FinishedDocument:
    """Return a town's situation picture in Finnish, complete and without findings."""
    return FinishedDocument(
        id=f"situation_picture_{town}_fi",
        deliverable="situation_picture",
        work_package="TP1",
        town=town,
        language="fi",
        title=TITLE,
        file_name=f"tp1_{town}.docx",
        content=content,
        provenance={},
        gaps=(),
        critical_count=0,
        warning_count=0,
        is_sample=is_sample,
        inputs_digest=digest,
    )
