"""Three hundred random sequences of edits, each from its seed: no word that a person wrote may be lost."""

import copy
import io
import random
import re

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tasks.assemble.returned.sent_back import write_with_edits
from tasks.assemble.soundness import soundness_defects
from tasks.assemble.word_file import WordFile
from tests.edited_documents import PNG, Published, WordEdit, sent_back, small_document, small_model

SECTIONS = ("summary", "actors", "strengths")
SEQUENCES, BATCHES = 300, 10


class Scribe:
    """A person who edits at random and remembers each word that was written and left standing."""

    def __init__(self, seed, content):
        self.random = random.Random(seed)
        self.seed = seed
        self.word = WordEdit(content)
        self.count = 0

    def new_word(self):
        self.count += 1
        return f"sana{self.seed}x{self.count}z"

    def section(self):
        """Return the content of a section that is still there, wherever it stands."""
        controls = [c for c in self.word.body.iter(qn("w:sdt")) if self.word.tag_of(c).startswith("edit:")]
        return self.random.choice(controls).find(qn("w:sdtContent")) if controls else None

    def paragraph(self):
        section = self.section()
        found = list(section.iter(qn("w:p"))) if section is not None else []
        element = self.random.choice(found) if found else next(self.word.body.iter(qn("w:p")))
        return Paragraph(element, self.word.document._body)

    def type_words(self):
        self.paragraph().add_run(f" {self.new_word()} ")

    def format_words(self):
        run = self.paragraph().add_run(self.new_word())
        run.bold, run.italic = self.random.choice([(True, None), (None, True), (True, True)])

    def add_paragraph(self):
        after = self.paragraph()._p
        style = self.random.choice(["BodyText", "ListBullet", "Heading2"])
        after.addnext(
            parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
                f"<w:r><w:t>{self.new_word()}</w:t></w:r></w:p>"
            )
        )

    def add_table(self):
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{self.new_word()}</w:t></w:r></w:p></w:tc>" for _ in range(2))
        self.paragraph()._p.addnext(
            parse_xml(
                f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol/>'
                f"<w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
            )
        )

    def comment(self):
        paragraph = self.paragraph()
        if paragraph.runs:
            self.word.document.add_comment(paragraph.runs, text=self.new_word(), author="Maija", initials="M")

    def picture(self):
        run = self.paragraph().add_run(self.new_word())
        run.add_picture(io.BytesIO(PNG))

    def track(self):
        self.paragraph()._p.append(
            parse_xml(
                f'<w:ins {nsdecls("w")} w:id="{900 + self.count}" w:author="Maija" w:date="2022-10-01T00:00:00Z">'
                f"<w:r><w:t>{self.new_word()}</w:t></w:r></w:ins>"
            )
        )

    def delete_paragraph(self):
        element = self.paragraph()._p
        if element.getparent().tag != qn("w:body") and len(element.getparent()) > 1:
            element.getparent().remove(element)

    def split_run(self):
        runs = [run for run in self.paragraph().runs if len(run.text) > 3]
        if runs:
            run = self.random.choice(runs)
            text = run.text
            run.text = text[:2]
            rest = copy.deepcopy(run._r)
            run._r.addnext(rest)
            rest.findall(qn("w:t"))[-1].text = text[2:]

    def page_break(self):
        self.paragraph().add_run(self.new_word()).add_break(WD_BREAK.PAGE)

    def remove_control(self):
        section = self.section()
        if section is not None:
            control = section.getparent()
            for block in list(section):
                control.addprevious(block)
            control.getparent().remove(control)

    def delete_section(self):
        section = self.section()
        if section is not None and self.random.random() < 0.3:
            section.getparent().getparent().remove(section.getparent())

    def double_section(self):
        section = self.section()
        if section is not None:
            again = copy.deepcopy(section.getparent())
            section.getparent().addnext(again)
            next(again.iter(qn("w:p"))).append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{self.new_word()}</w:t></w:r>"))

    def move_section(self):
        section, goal = self.section(), self.section()
        if section is not None and goal is not section and section.getparent() not in list(goal.iterancestors()):
            goal.append(section.getparent())

    def move_block_out(self):
        section = self.section()
        if section is not None and len(section) > 1:
            section.getparent().addnext(section[-1])

    def edit_outside(self):
        headings = [p for p in self.word.body if p.tag == qn("w:p")]
        paragraph = Paragraph(self.random.choice(headings), self.word.document._body)
        paragraph.add_run(f" {self.new_word()}")

    def edit_our_table(self):
        cells = list(self.word.control("gen:jobs").iter(qn("w:tc")))
        Paragraph(self.random.choice(cells).find(qn("w:p")), self.word.document._body).add_run(self.new_word())

    def type_over_a_number(self):
        values = [c for c in self.word.body.iter(qn("w:sdt")) if self.word.tag_of(c).startswith("val:")]
        if values:
            next(self.random.choice(values).iter(qn("w:t"))).text = self.new_word()

    def act(self):
        often = (self.type_words, self.add_paragraph, self.format_words)
        rest = (
            self.add_table, self.comment, self.picture, self.track, self.delete_paragraph, self.split_run,
            self.page_break, self.remove_control, self.delete_section, self.double_section, self.move_section,
            self.move_block_out, self.edit_outside, self.edit_our_table, self.type_over_a_number,
        )  # fmt: skip
        self.random.choice((*often, *often, *rest))()

    def standing_words(self):
        """Return the words that stand in the file that is sent back, in its text and in its comments."""
        roots = [self.word.body, self.word.document.part._comments_part.element]
        marks = {mark.get(qn("w:id")) for mark in self.word.body.iter(qn("w:commentReference"))}
        texts = [t.text or "" for t in self.word.body.iter(qn("w:t"), qn("w:delText"))]
        for comment in roots[1]:
            if comment.get(qn("w:id")) in marks:
                texts += [t.text or "" for t in comment.iter(qn("w:t"))]
        return set(re.findall(r"sana\d+x\d+z", "".join(texts)))


def words_of(published):
    return set(re.findall(r"sana\d+x\d+z", published.everything().replace(" ", "")))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_word_that_a_person_wrote_is_in_the_next_document_or_in_its_list(batch):
    base = small_document()
    for seed in range(batch, SEQUENCES, BATCHES):
        scribe = Scribe(seed, base)
        for _ in range(scribe.random.randint(1, 12)):
            scribe.act()
        sections = scribe.random.choice([SECTIONS, SECTIONS, ("summary", "strengths"), ("summary", "actors", "notes")])
        later = {"job_count": "6\u00a0000", "digest": "d2", "sections": sections}
        if scribe.random.random() < 0.3:
            later["actors"] = "Uusi pohjateksti."
        content, _, _ = write_with_edits(small_model(**later), sent_back(("a.docx", scribe.word.save(), base)))
        lost = scribe.standing_words() - words_of(Published(content))
        assert not lost, f"seed {seed}: {sorted(lost)}"
        assert list(soundness_defects(WordFile(content))) == [], f"seed {seed}"
