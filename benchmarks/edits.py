"""Ten edited sections are carried into a fresh document, and two versions of it are compared: CPU seconds."""

import datetime as dt
import io
import zipfile

from benchmarks.measuring import Clock
from tasks.assemble.blocks import (
    Cell,
    Cover,
    DocumentModel,
    Editable,
    Heading,
    Paragraph,
    Run,
    Table,
    TableColumn,
    ValueRun,
)
from tasks.assemble.redline.comparison import redline
from tasks.assemble.returned.reception import receive
from tasks.assemble.returned.sent_back import EditedFile, SentBack, write_with_edits
from tasks.assemble.word import write_document

SECTION_COUNT = 10
ROUNDS = 5
_WRITTEN = "".join(
    '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Kaupungin oma kappale.</w:t></w:r>'
    "<w:r><w:t> Siinä on useita virkkeitä, joista osa on lihavoitu.</w:t></w:r></w:p>"
    for _ in range(5)
)


def main() -> None:
    """Print the CPU seconds of carrying and of comparing."""
    clock = Clock()
    base = write_document(_model("5 240", "d1"))
    sent_back = SentBack((EditedFile(receive("muokattu.docx", _edited(base)), base),))
    later = _model("6 000", "d2")
    write_with_edits(later, sent_back)
    for _ in range(ROUNDS):
        fresh = clock.measure("write", lambda: write_document(later))
        clock.measure("carry", lambda: write_with_edits(later, sent_back))
        clock.measure("compare", lambda new=fresh: redline(base, new, dt.date(2022, 9, 30)))  # type: ignore[misc]
    alone, carried, compared = (clock.seconds[name] / ROUNDS for name in ("write", "carry", "compare"))
    print(f"Texts that people edit ({SECTION_COUNT} sections, ten tables; CPU, mean of {ROUNDS})")
    print(f"  {'the document without edits':<36}{alone:6.2f} s")
    print(f"  {'carrying ten sections, on top':<36}{carried - alone:6.2f} s  (target 0.2)")
    print(f"  {'the redline of two versions':<36}{compared:6.2f} s")


def _model(job_count: str, digest: str) -> DocumentModel:
    blocks: list[Heading | Editable | Table] = []
    for number in range(SECTION_COUNT):
        words = (Run("Työpaikkoja on "), ValueRun("job_count", job_count), Run("."))
        columns = (TableColumn("Toimiala", width=2), *(TableColumn(f"Luku {n}", "right") for n in range(5)))
        rows = tuple(
            (Cell(f"Toimiala {row}"), *(Cell(f"{row * column} {job_count}", "job_count") for column in range(5)))
            for row in range(12)
        )
        blocks += [
            Heading(1, (Run(f"Luku {number}"),)),
            Table(f"table{number}", "Toimialat", columns, rows, "Lähde: keksitty."),
            Editable(f"section{number}", f"Osa {number}", (Paragraph(words),)),
        ]
    cover = Cover("Tilannekuva", "Mallila", (), "Tilannekuva", "", "Tilannekuva", "Verkosto", "fi")
    names = {"deliverable": "situation_picture", "town": "mallila", "quarter": "2022Q3", "language": "fi"}
    return DocumentModel(cover, tuple(blocks), (*names.items(), ("inputs_digest", digest)), dt.date(2022, 9, 30))


def _edited(content: bytes) -> bytes:
    """Return the document with five paragraphs more in each section."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            part = package.read(name).decode("latin-1")
            if name == "word/document.xml":
                before, *sections = part.split('<w:tag w:val="edit:')
                part = before + "".join('<w:tag w:val="edit:' + _with_text(section) for section in sections)
            target.writestr(name, part.encode("latin-1"))
    return changed.getvalue()


def _with_text(section: str) -> str:
    end = section.index("</w:p></w:sdtContent>") + len("</w:p>")
    return section[:end] + _WRITTEN.encode().decode("latin-1") + section[end:]


if __name__ == "__main__":
    main()
