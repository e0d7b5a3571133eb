"""Files that must not, or cannot, be used: each gets a reason that the person who sent it can act on."""

import io
import re
import zipfile

import pytest

from config.loading import load_project
from config.quarters import Quarter
from config.texts import LANGUAGES
from tasks.assemble.returned import reception
from tasks.assemble.returned.reception import RefusedDocumentError, receive, returned_texts
from tasks.assemble.returned.sent_back import write_with_edits
from tasks.publish.returned_files import check_returned
from tests.edited_documents import Published, edited, sent_back, small_document, small_model, with_parts

DOCUMENT = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(content, name="tilannekuva.docx"):
    with pytest.raises(RefusedDocumentError) as told:
        receive(name, content)
    for language in LANGUAGES:
        assert "{" not in told.value.text.in_language(language)
    return told.value.reason


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def replaced(old, new):
    return lambda part: part.replace(old, new)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_word"),
        (b"%PDF-1.7 raportti", "not_word"),
        (b"{\\rtf1 teksti}", "not_word"),
        (OLE, "old_word"),
        (b"PK\x03\x04 katkennut lataus", "damaged"),
        (zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "not_word"),
        (zipped(**{"xl/workbook.xml": "<x/>"}), "not_word"),
        (zipped(**{DOCUMENT: "<ei-word/>"}), "damaged"),
        (zipped(**{DOCUMENT: "<w:rikki"}), "damaged"),
    ],
    ids=["empty", "pdf", "rtf", "old Word or password", "cut off", "odt", "workbook", "no body", "broken XML"],
)
def test_what_is_no_word_document_is_told_so(content, reason):
    assert refused(content) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"word/vbaProject.bin": b"macro"}, "macros"),
        ({"[Content_Types].xml": replaced(b"document.main+xml", b"document.macroEnabled.main+xml")}, "macros"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "macros"),
        ({DOCUMENT: lambda part: b'<!DOCTYPE w [<!ENTITY a "b">]>' + part.partition(b"?>")[2]}, "unsafe"),
        ({DOCUMENT: replaced(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                             b"http://purl.oclc.org/ooxml/wordprocessingml/main")}, "strict"),
        ({DOCUMENT: lambda part: part[: len(part) // 2]}, "damaged"),
        ({"word/styles.xml": None}, "damaged"),
        ({"word/../../etc/passwd": b"x"}, "unsafe"),
        ({"docProps/custom.xml": None}, "not_ours"),
        ({"docProps/custom.xml": replaced(b'name="town"', b'name="muu"')}, "not_ours"),
        ({"docProps/custom.xml": None, "docProps/app.xml": None}, "google_docs"),
        ({"docProps/custom.xml": None, DOCUMENT: replaced(b'w:val="val:job_count"', b'w:val="goog_rdk_0"')},
         "google_docs"),
    ],
)  # fmt: skip
def test_a_document_that_is_broken_dangerous_or_not_ours_is_refused(changes, reason):
    assert refused(with_parts(small_document(), changes)) == reason


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_opened():
    assert refused(b"PK" + b"\0" * (200 * 1024**2)) == "too_large"


def test_a_small_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(reception, "UNPACKED_LIMIT_BYTES", 1024**2)
    bomb = with_parts(small_document(), {"word/media/suuri.png": b"\0" * (2 * 1024**2)})
    assert len(bomb) < 100_000
    assert refused(bomb) == "too_large"


def test_a_package_with_one_name_twice_is_damaged():
    content = io.BytesIO(small_document())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(content, "a") as package:
        package.writestr(DOCUMENT, b"<toinen/>")
    assert refused(content.getvalue()) == "damaged"


def test_a_file_of_any_name_that_is_ours_is_received():
    file = receive("Kopio (3) LOPULLINEN.docx", small_document())
    assert file.identity.document_id == "situation_picture_mallila_fi"
    assert file.identity.inputs_digest == "d1"


def test_a_file_with_an_embedded_spreadsheet_object_is_received():
    with_object = with_parts(small_document(), {"word/embeddings/oleObject1.bin": b"taulukko"})
    assert receive("a.docx", with_object).identity.town == "mallila"


@pytest.mark.parametrize(
    ("document", "reason", "words"),
    [
        ({"quarter": "2022Q2"}, "other_quarter", ("Q2/2022", "Q3/2022")),
        ({"town": "raahe"}, "other_town", ("Raahe", "Iisalmi")),
        ({"town": "atlantis"}, "not_ours", ()),
        ({"quarter": "joskus"}, "not_ours", ()),
    ],
)
def test_a_document_of_another_quarter_or_town_is_refused_with_both_names(document, reason, words):
    content = small_document(**{"town": "iisalmi"} | document)
    with pytest.raises(RefusedDocumentError) as told:
        check_returned(load_project(), Quarter(2022, 3), "iisalmi", "a.docx", content)
    assert told.value.reason == reason
    for language in LANGUAGES:
        assert all(word in told.value.text.in_language(language) for word in words)


def test_a_document_in_a_language_that_is_not_published_is_refused():
    english = with_parts(
        small_document(town="iisalmi"),
        {"docProps/custom.xml": lambda part: re.sub(rb'(name="language"><vt:lpwstr>)fi', rb"\1en", part)},
    )
    with pytest.raises(RefusedDocumentError) as told:
        check_returned(load_project(), Quarter(2022, 3), "iisalmi", "a.docx", english)
    assert told.value.reason == "other_language"


def test_five_thousand_comments_are_carried():
    base = small_document()

    def remark(word):
        paragraph = word.paragraph("actors", "")
        comments = word.document.part._comments_part.element
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        for number in range(5000):
            run = paragraph.add_run(f"kohta {number} ")
            run._r.addnext(parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="{number}"/></w:r>'))
            comments.append(
                parse_xml(
                    f'<w:comment {nsdecls("w")} w:id="{number}" w:author="M"><w:p><w:r>'
                    f"<w:t>huomautus {number}</w:t></w:r></w:p></w:comment>"
                )
            )

    content, _, _ = write_with_edits(small_model(digest="d2"), sent_back(("a.docx", edited(base, remark), base)))
    document = Published(content)
    assert len(document.comments()) == 5000
    assert ("M", "huomautus 4999") in document.comments()


def test_every_reason_has_words_in_every_language():
    for group in ("refusals", "waiting", "comments"):
        for words in returned_texts()[group].values():
            assert set(words) == set(LANGUAGES)
