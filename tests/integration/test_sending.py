"""A town sends its files through the page and gets its answer, over a real S3 server."""

import datetime as dt
import io
import logging

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tasks.reference.keeping import write_manifest
from tasks.validate.answer_record import record_key
from tests.edited_documents import small_document, with_parts
from tests.keuruu import ACTORS, LINKS, PROPOSALS, SUBMISSION
from tests.workbooks import workbook
from web.page import create_app

pytestmark = pytest.mark.servers

QUARTER = "2022Q3"
PAGE = f"/fi/send/{QUARTER}/keuruu"
FOLDER = f"inputs/{QUARTER}/keuruu/"
LIMIT_BYTES = 300_000
GOOD = workbook(Lähetys=SUBMISSION, Toimijat=ACTORS, Yhteydet=LINKS, Kehittämisehdotukset=PROPOSALS)
FAULTY = workbook(
    Lähetys=SUBMISSION,
    Toimijat=ACTORS,
    Yhteydet=LINKS.replace("keuruu-002", "keuruu-999"),
    Kehittämisehdotukset=PROPOSALS,
)
FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset
2021  | Metsäteollisuus | 300        | 20
2021  | Yhteensä        | 300        | 20
"""
JOBS = """
area_code | year | sector   | employee_count | firm_count
SSS       | 2021 | metsa    | 90000          | 9000
SSS       | 2021 | yhteensa | 90000          | 9000
KU249     | 2021 | metsa    | 400            | 20
KU249     | 2021 | yhteensa | 400            | 20
"""
OF_RAAHE = workbook(Lähetys=SUBMISSION.replace("249", "678"), Toimijat=ACTORS)
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8


@pytest.fixture
def town(store, project):
    """A contact person's browser on 2 October 2022, a day before the deadline."""
    app = create_app(store, project, upload_limit_bytes=LIMIT_BYTES, today=lambda: dt.date(2022, 10, 2))
    return TestClient(app, raise_server_exceptions=False)


def send(town, *files, to=f"{PAGE}/files", headers=None):
    return town.post(to, files=[("files", file) for file in files], headers=headers)


def keys(store, prefix="inputs/"):
    return [stored.key for stored in store.list_objects(prefix)]


# What is accepted


def test_a_good_workbook_is_stored_and_accepted(town, store):
    answer = send(town, ("lomake.xlsx", GOOD))
    assert answer.status_code == 200
    assert [one.status_code for one in answer.history] == [303]
    assert "Tiedosto on vastaanotettu ja tallennettu. Aineisto on tarkistettu, ja tulos on alla." in answer.text
    assert "Kaikki lähetetyt taulukot hyväksyttiin. Korjattavaa ei ole." in answer.text
    assert store.get(f"{FOLDER}lomake.xlsx") == GOOD
    page = town.get(f"/a/{QUARTER}/keuruu/palaute.html")
    assert "Palaute: Keuruu, Q3/2022" in page.text
    assert "script" not in page.headers["content-security-policy"]
    assert "style-src 'unsafe-inline'" in page.headers["content-security-policy"]


def test_a_faulty_workbook_is_told_and_its_answer_sent_back_corrected_takes_its_place(town, store):
    answer = send(town, ("lomake.xlsx", FAULTY))
    assert "Yhtä taulukkoa ei voitu hyväksyä." in answer.text
    assert "<strong>Yhteydet, B2: </strong>Tunnusta keuruu-999 ei ole" in answer.text
    marked = town.get(f"/a/{QUARTER}/keuruu/palaute_lomake.xlsx")
    assert 'filename="palaute_lomake.xlsx"' in marked.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert "keuruu-999" in book["Yhteydet"]["B2"].comment.text
    book["Yhteydet"]["B2"] = "keuruu-002"
    corrected = io.BytesIO()
    book.save(corrected)
    again = send(town, ("palaute_lomake.xlsx", corrected.getvalue()))
    assert "Korjattavaa ei ole." in again.text
    assert keys(store) == [f"{FOLDER}lomake.xlsx"]
    assert len(store.list_versions(FOLDER)) == 2


def test_the_same_file_sent_twice_makes_no_second_version(town, store):
    send(town, ("lomake.xlsx", GOOD))
    again = send(town, ("lomake.xlsx", GOOD))
    assert "Sama tiedosto oli lähetetty jo aiemmin, joten mitään ei muutettu." in again.text
    assert len(store.list_versions(FOLDER)) == 1


def test_csv_files_are_sent_together(town, store):
    def csv(text):
        return text.strip().replace("|", ";").encode("cp1252")

    files = {"Kehittämisehdotukset.csv": PROPOSALS, "Lähetys.csv": SUBMISSION, "Toimijat.csv": ACTORS}
    answer = send(town, *((name, csv(text)) for name, text in files.items()))
    assert "3 tiedostoa on vastaanotettu ja tallennettu." in answer.text
    assert "Korjattavaa ei ole." in answer.text
    assert keys(store) == [f"{FOLDER}{name}" for name in files]


def test_a_swedish_reader_gets_the_answer_in_swedish(town):
    answer = send(town, ("lomake.xlsx", FAULTY), to=f"/sv/send/{QUARTER}/keuruu/files")
    assert '<html lang="sv">' in answer.text
    assert "En tabell kunde inte godkännas." in answer.text
    assert "Virhe" not in answer.text


def test_figures_are_compared_with_the_official_statistics_in_the_bucket(town, store, project):
    jobs = JOBS.strip().replace(" ", "").replace("|", ",").encode()
    folder = "reference/jobs_by_sector@2022-06-01/"
    recipe = project.statistics.datasets["jobs_by_sector"]
    store.put(f"{folder}data.csv", jobs)
    store.put(f"{folder}manifest.yaml", write_manifest(recipe, jobs, dt.date(2022, 6, 1), 2022, "", {}))
    answer = send(town, ("lomake.xlsx", workbook(Lähetys=SUBMISSION, Tunnusluvut=FIGURES)))
    assert "Alla luetelluissa kohdissa on tarkistettavaa." in answer.text
    page = town.get(f"/a/{QUARTER}/keuruu/palaute.html").text
    assert "Henkilöstö: 300 poikkeaa yli 20\xa0% virallisen tilaston luvusta 400 (vuosi 2021)." in page
    assert "KEY-010" in page


def test_links_to_what_another_town_sent_are_known(town, store):
    store.put(f"inputs/{QUARTER}/iisalmi/lomake.xlsx", workbook(Toimijat=ACTORS.replace("keuruu", "iisalmi")))
    to_iisalmi = workbook(
        Lähetys=SUBMISSION,
        Toimijat=ACTORS,
        Yhteydet=LINKS.replace("keuruu-002", "iisalmi-002"),
        Kehittämisehdotukset=PROPOSALS,
    )
    assert "Korjattavaa ei ole." in send(town, ("lomake.xlsx", to_iisalmi)).text


# What is not accepted


def test_a_workbook_of_another_town_is_told_clearly(town):
    answer = send(town, ("lomake.xlsx", OF_RAAHE))
    assert "Lähetettyjä taulukoita ei voitu hyväksyä." in answer.text
    assert "249" in answer.text
    assert "678" in answer.text


def test_a_workbook_of_another_quarter_is_told_clearly(town):
    answer = send(town, ("lomake.xlsx", GOOD), to="/fi/send/2022Q2/keuruu/files")
    assert "Lomake koskee neljännestä 2022Q3, mutta se lähetettiin neljännekselle 2022Q2." in answer.text


def test_a_photo_that_is_called_a_workbook_is_told_clearly_and_can_be_taken_away(town, store):
    answer = send(town, ("kuva.xlsx", PHOTO))
    assert "se ei ole Excel-, ODS- tai CSV-tiedosto" in answer.text
    assert store.get(f"{FOLDER}kuva.xlsx") == PHOTO
    taken = town.post(f"{PAGE}/withdraw", data={"file": "kuva.xlsx"})
    assert "Tiedosto ei ole enää voimassa." in taken.text
    assert "Aineistoa ei ole vielä lähetetty." in taken.text
    assert keys(store) == []
    assert [one.key for one in store.list_versions(FOLDER)] == [f"{FOLDER}kuva.xlsx"]


@pytest.mark.parametrize(
    ("files", "status", "told"),
    [
        ([("lomake.xlsx", bytes(LIMIT_BYTES + 1))], 413, "yhteensä saa olla enintään 0,3\xa0Mt"),
        ([("a.csv", bytes(LIMIT_BYTES)), ("b.csv", bytes(LIMIT_BYTES))], 413, "enintään 0,3\xa0Mt"),
        ([("lomake.pdf", b"%PDF"), ("muu.xlsx", GOOD)], 400, "Lomakkeeksi eivät käy: lomake.pdf."),
        ([("", b"")], 400, "Valitse ensin tiedosto"),
        ([(f"{number}.csv", b"x") for number in range(41)], 400, "Tiedostoja oli liikaa"),
    ],
    ids=["too large", "too large together", "wrong ending", "none chosen", "too many"],
)
def test_what_cannot_be_taken_is_refused_in_words_and_nothing_is_stored(town, store, files, status, told):
    answer = send(town, *files)
    assert answer.status_code == status
    assert "Mitään ei vastaanotettu." in answer.text
    assert told in answer.text
    assert keys(store) == []


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"", {}),
        (b"nothing of a form", {"Content-Type": "multipart/form-data"}),
        (b"nothing of a form", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b'{"files": 1}', {"Content-Type": "application/json"}),
    ],
)
def test_a_broken_form_is_refused_in_words(town, content, headers):
    answer = town.post(f"{PAGE}/files", content=content, headers=headers)
    assert answer.status_code == 400
    assert "Mitään ei vastaanotettu." in answer.text


def test_a_name_cannot_lead_out_of_the_town_s_folder(town, store):
    send(town, ("../../../feedback/x/lomake.xlsx", GOOD))
    assert keys(store, "")[:2] == [f"feedback-records/{QUARTER}/keuruu.json", f"feedback/{QUARTER}/keuruu/palaute.html"]
    assert keys(store) == [f"{FOLDER}lomake.xlsx"]


def test_a_quarter_that_has_not_begun_takes_nothing(town, store):
    answer = send(town, ("lomake.xlsx", GOOD), to="/fi/send/2023Q1/keuruu/files")
    assert (answer.status_code, keys(store)) == (400, [])
    assert "Neljännes ei ole vielä alkanut." in answer.text


@pytest.mark.parametrize(
    "path", ["/fi/send/2022Q3/nowhere/files", "/fi/send/2031Q1/keuruu/files", "/de/send/2022Q3/keuruu/files"]
)
def test_an_unknown_town_quarter_or_language_is_answered_in_words(town, store, path):
    answer = send(town, ("lomake.xlsx", GOOD), to=path)
    assert (answer.status_code, keys(store)) == (404, [])
    assert "<h1>Sivua ei löydy</h1>" in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_our_own_pages_can_send(town, store, headers, status):
    answer = send(town, ("lomake.csv", b"x"), headers=headers)
    assert answer.status_code == status
    assert bool(keys(store)) == (status == 200)
    assert "set-cookie" not in answer.headers


def test_behind_a_proxy_our_own_pages_can_send(store, project):
    app = create_app(store, project, "https://kunnat.example/kivijalka/", today=lambda: dt.date(2022, 10, 2))
    town = TestClient(app, base_url="http://127.0.0.1:8421", follow_redirects=False)
    page = town.get(PAGE)
    assert f'action="/kivijalka{PAGE}/files"' in page.text
    sent = send(town, ("lomake.csv", b"x"), headers={"Origin": "https://kunnat.example"})
    assert sent.headers["location"] == f"/kivijalka{PAGE}?kind=workbook&received=1&unchanged=0#result"
    assert send(town, ("lomake.csv", b"x"), headers={"Origin": "https://other.example"}).status_code == 403


def test_what_was_stored_is_not_lost_when_the_check_fails(town, store, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr("web.checker.answer_from_bucket", broken)
        with caplog.at_level(logging.ERROR):
            answer = send(town, ("lomake.xlsx", GOOD))
    assert answer.status_code == 200
    assert "ei ole vielä tarkistettu" in answer.text
    assert "a defect" not in answer.text
    assert "could not be checked" in caplog.text
    assert keys(store) == [f"{FOLDER}lomake.xlsx"]
    assert "Korjattavaa ei ole." in town.post(f"{PAGE}/check").text


def test_a_record_of_other_files_is_not_taken_for_theirs(town, store):
    send(town, ("lomake.xlsx", GOOD))
    store.put(f"{FOLDER}lomake.xlsx", FAULTY)
    assert "ei ole vielä tarkistettu" in town.get(PAGE).text
    assert town.get(f"/a/{QUARTER}/keuruu/palaute.html").status_code == 404
    assert "Yhtä taulukkoa ei voitu hyväksyä." in town.post(f"{PAGE}/check").text
    store.put(record_key(QUARTER, "keuruu"), b"{}")
    assert "ei ole vielä tarkistettu" in town.get(PAGE).text


# The workbook, the documents and the overview


def test_the_workbook_is_the_one_that_the_run_wrote_else_one_made_of_what_was_accepted(town, store):
    store.put("inputs/2022Q2/keuruu/lomake.xlsx", workbook(Toimijat=ACTORS))
    made = town.get(f"/w/{QUARTER}/keuruu")
    assert 'filename="keuruu_2022Q3.xlsx"' in made.headers["content-disposition"]
    assert openpyxl.load_workbook(io.BytesIO(made.content))["Toimijat"]["B3"].value == "Palikka Oy"
    assert town.get(f"/w/{QUARTER}/keuruu").content == made.content
    store.put(f"workbooks/{QUARTER}/keuruu_{QUARTER}.xlsx", b"PK made by the run")
    assert town.get(f"/w/{QUARTER}/keuruu").content == b"PK made by the run"
    assert town.get("/w/2031Q1/keuruu").status_code == 404


def test_an_edited_document_is_kept_and_acknowledged(town, store):
    content = small_document(town="keuruu")
    answer = send(town, ("tilannekuva.docx", content), to=f"{PAGE}/document")
    assert "Asiakirja on vastaanotettu ja tallennettu." in answer.text
    assert store.get(f"edited/{QUARTER}/tilannekuva.docx") == content
    assert "tilannekuva.docx" in town.get(f"/fi/send/{QUARTER}").text
    refused = send(town, ("kuva.docx", PHOTO), to=f"{PAGE}/document")
    assert refused.status_code == 400
    assert "Tämä ei ole Word-asiakirja (.docx): kuva.docx." in refused.text


def test_a_document_that_cannot_be_used_is_refused_with_the_reason_and_not_kept(town, store):
    cases = {
        "toinen.docx": (small_document(town="keuruu", quarter="2022Q2"), "Asiakirja on neljännekseltä Q2/2022"),
        "naapuri.docx": (small_document(town="raahe"), "Asiakirja koskee kohdetta Raahe"),
        "makrot.docx": (with_parts(small_document(), {"word/vbaProject.bin": b"x"}), "Tiedostossa on makroja"),
    }
    for name, (content, reason) in cases.items():
        answer = send(town, (name, content), to=f"{PAGE}/document")
        assert answer.status_code == 400
        assert f"Näitä ei voitu ottaa käyttöön: {name}. {reason}" in answer.text
    assert keys(store, "edited/") == []


def test_the_overview_shows_who_has_sent(town):
    assert town.get("/fi/send").url.path == f"/fi/send/{QUARTER}"
    assert "Aineisto on saatu 0 kunnalta" in town.get("/fi/send").text
    send(town, ("lomake.xlsx", FAULTY))
    overview = town.get("/fi/send").text
    assert "Aineisto on saatu 1 kunnalta (kuntia yhteensä 10)." in overview
    assert "Korjattavaa" in overview
    assert town.head(f"/sv/send/{QUARTER}").status_code == 200
