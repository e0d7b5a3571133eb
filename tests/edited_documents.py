"""A small document with three sections, and what people do to it in Word: real edits by python-docx and lxml."""

import copy
import datetime as dt
import io
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

from tasks.assemble.blocks import (
    Cell,
    Cover,
    DocumentModel,
    Editable,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Table,
    TableColumn,
    ValueRun,
)
from tasks.assemble.returned.package import Package
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.returned.reception import receive
from tasks.assemble.returned.regions import find_regions
from tasks.assemble.returned.sent_back import EditedFile, SentBack
from tasks.assemble.word import write_document

DATED = dt.date(2022, 9, 30)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def small_model(
    job_count="5\u00a0240",
    summary="Työpaikkoja on ",
    actors="Kaupunki täydentää tähän oman kuvauksensa.",
    quarter="2022Q3",
    town="mallila",
    digest="d1",
    sections=("summary", "actors", "strengths"),
):
    """Return a document whose numbers, default texts and sections can be those of another run."""
    blocks = {
        "summary": Editable(
            "summary", "Tiivistelmä", (Paragraph((Run(summary), ValueRun("job_count", job_count), Run("."))),)
        ),
        "actors": Editable("actors", "Toimijat", (Paragraph((Run(actors),)),)),
        "strengths": Editable(
            "strengths",
            "Vahvuudet",
            (Paragraph((Run("Vahvuuksia ovat:"),)), ListBlock(((Run("sijainti"),), (Run("osaaminen"),)))),
        ),
        "notes": Editable("notes", "Vapaat huomiot", ()),
    }
    table = Table(
        "jobs",
        "Työpaikat",
        (TableColumn("Toimiala"), TableColumn("Määrä", "right")),
        ((Cell("Metsä"), Cell(job_count, "job_count")),),
        "Lähde: kunnan ilmoitus 30.9.2022.",
        "Työpaikat toimialoittain.",
    )
    parts = []
    for number, name in enumerate(sections):
        parts += [Heading(1, (Run(f"Luku {name}"),)), blocks[name]]
        if number == 0:
            parts += [
                Paragraph((Run("Koneen kirjoittama kappale, jossa on "), ValueRun("job_count", job_count))),
                table,
            ]
    cover = Cover("Tilannekuva", "Mallila", ("Verkosto",), "Tilannekuva", "", "Tilannekuva", "Verkosto", "fi")
    properties = (
        ("deliverable", "situation_picture"),
        ("town", town),
        ("quarter", quarter),
        ("language", "fi"),
        ("inputs_digest", digest),
    )
    return DocumentModel(cover, tuple(parts), properties, DATED)


def small_document(**changes):
    """Return the bytes of the small document."""
    return write_document(small_model(**changes))


class WordEdit:
    """A person's editing of a document in Word; `save` returns the file that is sent back."""

    def __init__(self, content):
        self.document = Document(io.BytesIO(content))
        self.body = self.document.element.body

    def control(self, tag):
        return next(c for c in self.body.iter(qn("w:sdt")) if self.tag_of(c) == tag)

    @staticmethod
    def tag_of(control):
        found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        return "" if found is None else found.get(qn("w:val"))

    def section(self, section):
        return self.control(f"edit:{section}").find(qn("w:sdtContent"))

    def paragraph(self, section, text, style="Body Text"):
        """Add a paragraph at the end of a section and return it."""
        element = parse_xml(f"<w:p {nsdecls('w')}/>")
        self.section(section).append(element)
        paragraph = WordParagraph(element, self.document._body)
        paragraph.style = self.document.styles[style]
        paragraph.add_run(text)
        return paragraph

    def first(self, section):
        """Return the first paragraph of a section."""
        return WordParagraph(next(self.section(section).iter(qn("w:p"))), self.document._body)

    def xml(self, section, markup):
        """Add blocks that are given as XML to the end of a section."""
        holder = parse_xml(f"<w:sdtContent {nsdecls('w', 'r', 'wp', 'a', 'pic')} {W14}>{markup}</w:sdtContent>")
        for block in list(holder):
            self.section(section).append(block)

    def save(self):
        content = io.BytesIO()
        self.document.save(content)
        return content.getvalue()


def edited(content, *edits):
    """Return a document after some edits: functions of a `WordEdit`."""
    work = WordEdit(content)
    for edit in edits:
        edit(work)
    return work.save()


def sent_back(*files, earlier=None, earlier_quarter=""):
    """Return what was sent back: (name, edited bytes, published bytes it was made from)."""
    received = tuple(EditedFile(receive(name, content), base) for name, content, base in files)
    return SentBack(received, earlier, earlier_quarter)


def with_parts(content, changes):
    """Return a package with parts added, replaced (bytes or a function of the old ones) or removed (None)."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change(parts[name]) if callable(change) else change
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return changed.getvalue()


class Published:
    """A published document as a reader meets it."""

    def __init__(self, content):
        self.content = content
        self.package = Package(content)
        self.reader = SectionReader(self.package)
        self.layout = find_regions(self.package)

    def words(self, section):
        (region,) = self.layout.sections[section]
        return self.reader.words(region)

    def text(self, section):
        """Return the text of a section with its numbers."""
        (region,) = self.layout.sections[section]
        return "\n".join("".join(t.text or "" for t in block.iter(qn("w:t"))) for block in region)

    def form(self, section):
        (region,) = self.layout.sections[section]
        return self.reader.form(region)

    def block(self, section):
        """Return the XML of a section's blocks, for what no summary shows."""
        (region,) = self.layout.sections[section]
        return [copy.deepcopy(block) for block in region]

    def comments(self):
        """Return the comments of the document: author and text."""
        body = self.package.root("word/document.xml")
        return [(author, text) for _, author, text in self.reader.comments([body])]

    def everything(self):
        """Return every word in the file: text, notes, comments and alternative texts."""
        words = []
        for name in self.package.parts:
            if name.startswith("word/") and name.endswith(".xml"):
                root = self.package.root(name)
                words += [t.text or "" for t in root.iter(qn("w:t"), qn("w:delText"))]
        return " ".join(words)
