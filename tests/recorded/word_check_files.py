"""Writes the six files that `docs/word-check.md` opens in Word.

python -m tests.recorded.word_check_files FOLDER
"""

import io
import sys
from dataclasses import replace
from pathlib import Path

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tasks.assemble.blocks import Contents, PageBreak
from tasks.assemble.redline.comparison import redline
from tasks.assemble.returned.sent_back import write_with_edits
from tests.edited_documents import DATED, PNG, edited, sent_back, small_document, small_model
from tests.golden.invented_quarter import built_document


def everything(word):
    """What a person may put into a section."""
    paragraph = word.paragraph("actors", "Lihavoitu kappale, jossa on huomautus.")
    paragraph.runs[0].bold = True
    word.document.add_comment(paragraph.runs, text="Onko näin?", author="Maija", initials="M")
    run = word.paragraph("actors", "Kuva: ").add_run()
    run.add_picture(io.BytesIO(PNG))
    word.paragraph("actors", "Luettelon kohta", style="List Bullet")
    word.paragraph("actors", "Oma väliotsikko", style="Heading 2")
    word.paragraph("actors", "Sen alla on tekstiä.")
    word.xml(
        "actors",
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/>'
        '<w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Asia</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>'
        "<w:t>Arvo</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )


def with_contents(model):
    return replace(model, blocks=(Contents("Sisällys"), PageBreak(), *model.blocks))


def rewritten(text):
    return lambda word: setattr(word.first("actors").runs[0], "text", text)


def number_in_a_cell(word):
    """A number of ours beside text in a table cell, which some say that Word refuses."""
    cell = next(word.control("gen:jobs").iter(qn("w:tc")))
    value = next(control for control in word.body.iter(qn("w:sdt")) if word.tag_of(control) == "val:job_count#2")
    paragraph = Paragraph(cell.find(qn("w:p")), word.document._body)
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>noin </w:t></w:r>"))
    paragraph._p.append(value)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    base = small_document()
    later = {"job_count": "6\u00a0000", "digest": "d2"}

    def after(*edits, **changes):
        files = sent_back(("muokattu.docx", edited(base, *edits), base))
        return write_with_edits(with_contents(small_model(**later | changes)), files)[0]

    accepted = after(rewritten("Hyväksytty kuvaus."))
    files = {
        "1_published.docx": built_document("situation_picture", "esimerkkila").content,
        "2_carried.docx": after(everything),
        "3_conflict.docx": after(rewritten("Oma kuvaus."), actors="Uusi pohjateksti."),
        "4_next_quarter.docx": write_with_edits(
            small_model(**later, quarter="2022Q4", sections=("summary", "actors")),
            sent_back(earlier=accepted, earlier_quarter="2022Q3"),
        )[0],
        "5_redline.docx": redline(
            built_document("situation_picture", "esimerkkila").content,
            built_document("situation_picture", "mallila").content,
            DATED,
        ),
        "6_number_in_a_cell.docx": edited(base, number_in_a_cell),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
