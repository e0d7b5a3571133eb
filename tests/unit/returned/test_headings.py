"""Headings that people write in their sections: their numbers, and their place in the table of contents."""

import re
from dataclasses import replace

from tasks.assemble.blocks import Contents, Heading, PageBreak, Run
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.returned.sent_back import write_with_edits
from tasks.assemble.word import write_document
from tests.edited_documents import Published, edited, sent_back, small_model
from tests.word_parts import part_of


def model(**changes):
    """Return the small document with a table of contents and a first chapter without a number."""
    small = small_model(**changes)
    summary = Heading(1, (Run("Tiivistelmä"),), numbered=False)
    return replace(small, blocks=(Contents("Sisällys"), PageBreak(), summary, *small.blocks[1:]))


def write(section, *lines):
    """Return an edit that adds lines to a section, each text with its style."""

    def change(word):
        for text, style in lines:
            word.paragraph(section, text, style=style)

    return change


def next_document(file, base, digest="d2"):
    content, _, faults = write_with_edits(model(digest=digest), sent_back(("a.docx", file, base)))
    assert faults == ()
    assert check_document(content) == []
    return content


def contents_of(content):
    return [line.split("] ", 1)[1] for line in outline(content).splitlines() if line.startswith("[Toc")]


def test_headings_of_people_are_numbered_and_listed_and_those_after_them_count_on():
    base = write_document(model())
    lines = (("Oma väliotsikko", "Heading 2"), ("Teksti.", "Body Text"), ("Oma alaluku", "Heading 3"),
             ("Teksti.", "Body Text"), ("Oma luku", "Heading 1"), ("Teksti.", "Body Text"))  # fmt: skip
    content = next_document(edited(base, write("actors", *lines)), base)
    assert contents_of(content)[:6] == [
        "Tiivistelmä", "1 Luku actors", "1.1 Oma väliotsikko", "1.1.1 Oma alaluku", "2 Oma luku", "3 Luku strengths",
    ]  # fmt: skip


def test_each_entry_leads_to_a_bookmark_of_its_own():
    base = write_document(model())
    twice = (("Sama otsikko", "Heading 2"), ("Teksti.", "Body Text")) * 2
    content = next_document(edited(base, write("actors", *twice)), base)
    xml = part_of(content, "word/document.xml")
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', xml)
    assert len(links) == len(set(links)) == len(contents_of(content))
    assert set(links) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))


def test_headings_below_one_without_a_number_have_none_either():
    base = write_document(model())
    lines = (("Väli", "Heading 2"), ("Teksti.", "Body Text"), ("Alaväli", "Heading 3"), ("Teksti.", "Body Text"))
    content = next_document(edited(base, write("summary", *lines)), base)
    assert contents_of(content)[:4] == ["Tiivistelmä", "Väli", "Alaväli", "1 Luku actors"]
    assert "## Väli {-}" in outline(content)
    assert "### Alaväli {-}" in outline(content)


def test_a_document_that_comes_back_again_keeps_headings_and_contents():
    base = write_document(model())
    first = next_document(
        edited(base, write("actors", ("Oma väliotsikko", "Heading 2"), ("Teksti.", "Body Text"))), base
    )
    second = next_document(edited(first, write("actors", ("Lisäys.", "Body Text"))), first, digest="d3")
    assert contents_of(second) == contents_of(first)
    assert Published(second).text("actors").endswith("Oma väliotsikko\nTeksti.\nLisäys.")


def test_a_blank_heading_is_not_listed():
    base = write_document(model())
    lines = (("Oma väliotsikko", "Heading 2"), ("Teksti.", "Body Text"), (" ", "Heading 2"), ("Teksti.", "Body Text"))
    content, _, _ = write_with_edits(
        model(digest="d2"), sent_back(("a.docx", edited(base, write("actors", *lines)), base))
    )
    assert contents_of(content)[1:4] == ["1 Luku actors", "1.1 Oma väliotsikko", "2 Luku strengths"]


def test_a_document_without_contents_and_one_without_headings_of_people_stay_as_they_are():
    base = write_document(model())
    content = next_document(edited(base, write("actors", ("Pelkkää tekstiä.", "Body Text"))), base)
    assert contents_of(content)[:3] == ["Tiivistelmä", "1 Luku actors", "2 Luku strengths"]
    plain = write_document(small_model())
    heading = edited(plain, write("actors", ("Oma väliotsikko", "Heading 2"), ("Teksti.", "Body Text")))
    written, _, _ = write_with_edits(small_model(digest="d2"), sent_back(("a.docx", heading, plain)))
    assert "## Oma väliotsikko" in outline(written)
