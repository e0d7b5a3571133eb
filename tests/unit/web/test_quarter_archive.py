"""All documents of a quarter as one zip."""

import io
import zipfile
from zoneinfo import ZoneInfo

from tests.unit.web.publications import document
from web.archive import archive_etag, archive_pieces, archive_size

HELSINKI = ZoneInfo("Europe/Helsinki")
CONTENTS = {"aarnio": b"PK first", "zetala": b"PK second" * 70_000}
DOCUMENTS = [document(town, content=content) for town, content in CONTENTS.items()]


def read(published):
    return CONTENTS[published.town]


def make_zip(documents):
    return b"".join(archive_pieces(documents, read, HELSINKI))


def test_the_zip_holds_each_document_under_its_work_package():
    with zipfile.ZipFile(io.BytesIO(make_zip(DOCUMENTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "TP1/situation_picture_aarnio_fi.docx": CONTENTS["aarnio"],
            "TP1/situation_picture_zetala_fi.docx": CONTENTS["zetala"],
        }


def test_files_carry_the_finnish_time_at_which_they_were_built():
    with zipfile.ZipFile(io.BytesIO(make_zip(DOCUMENTS))) as archive:
        assert archive.infolist()[0].date_time == (2022, 10, 5, 6, 5, 0)


def test_the_order_of_the_documents_changes_nothing():
    assert make_zip(DOCUMENTS) == make_zip(DOCUMENTS[::-1])
    assert archive_etag(DOCUMENTS) == archive_etag(DOCUMENTS[::-1])


def test_the_etag_changes_with_the_content_of_a_document():
    changed = [DOCUMENTS[0], document("zetala", content=b"PK changed")]
    assert archive_etag(changed) != archive_etag(DOCUMENTS)


def test_the_size_is_known_before_the_zip_is_made():
    with_umlaut = document("aarnio", id="tilannekuva_ä", content=CONTENTS["aarnio"])
    for documents in (DOCUMENTS, [with_umlaut], [document("zetala", content=CONTENTS["zetala"])]):
        assert archive_size(documents) == len(make_zip(documents))


def test_the_size_of_a_very_large_zip_is_left_open():
    assert archive_size([document(size=2**31)]) is None


def test_the_pieces_come_one_document_at_a_time():
    asked = []

    def read_and_note(published):
        asked.append(published.town)
        return CONTENTS[published.town]

    pieces = archive_pieces(DOCUMENTS, read_and_note, HELSINKI)
    first = next(pieces)
    assert asked == ["aarnio"]
    assert len(first) < len(CONTENTS["zetala"])


def test_unpackers_that_read_from_the_front_find_size_and_checksum_there():
    # Bit 3 of the flags at byte 6 would say that both stand behind the content.
    assert make_zip(DOCUMENTS)[6] & 0x08 == 0
