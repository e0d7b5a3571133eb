"""The download page over a real S3 server."""

import io
import itertools
import os
import subprocess
import sys
import time
import urllib.request
import zipfile

import pytest
from fastapi.testclient import TestClient

from cli.embedded_s3 import s3_environment
from cli.processes import free_ports
from config.texts import Text
from tasks.publish.documents import WORKBOOK_TYPE
from tasks.publish.manifest import PublishedPdf, PublishedRedline, manifest_key
from tasks.storage import S3Access, open_store, sha256
from tests.unit.web.publications import document, manifest, with_invented_towns
from web.errors import SECURITY_HEADERS
from web.page import create_app

pytestmark = pytest.mark.servers

FIRST = b"PK the version that was published"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ADDRESS = "/d/2022Q3/situation_picture_aarnio_fi"


@pytest.fixture(scope="module")
def invented_project(project):
    return with_invented_towns(project)


@pytest.fixture
def reader(store, invented_project):
    app = create_app(store, invented_project)
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


def put_document(store, town="aarnio", content=FIRST, quarter="2022Q3", **fields):
    """Return a document whose bytes are in S3, as its manifest would list it."""
    unwritten = document(town, quarter, content=content, **fields)
    return unwritten.model_copy(update={"version_id": store.put(unwritten.key, content)})


def publish(store, *documents, quarter="2022Q3"):
    store.put(manifest_key(quarter), manifest(quarter, documents).model_dump_json().encode(), "application/json")


# The list


def test_the_first_page_leads_to_the_finnish_list(reader):
    answer = reader.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/fi")


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Julkaistut asiakirjat"), ("sv", "Publicerade dokument"), ("en", "Published documents")],
)
def test_the_list_is_there_in_three_languages(store, reader, language, heading):
    publish(store, put_document(store))
    answer = reader.get(f"/{language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert f"<h1>{heading}</h1>" in answer.text
    assert f'href="{ADDRESS}"' in answer.text


def test_a_publication_is_seen_at_once_also_when_the_list_was_read_before(store, reader):
    assert "Asiakirjoja ei ole vielä julkaistu" in reader.get("/fi").text
    publish(store, put_document(store))
    assert "Aarnio" in reader.get("/fi").text
    publish(store, put_document(store, "zetala"))
    page = reader.get("/fi").text
    assert "situation_picture_zetala_fi" in page
    assert "situation_picture_aarnio_fi" not in page


def test_a_quarter_without_a_manifest_is_not_listed(store, reader):
    publish(store, put_document(store))
    put_document(store, quarter="2022Q4")
    store.put("deliverables/drafts/manifest.json", b"{}")
    page = reader.get("/fi").text
    assert "Q3/2022" in page
    assert "Q4/2022" not in page


def test_a_manifest_that_is_not_understood_is_told_and_hides_nothing_else(store, reader):
    publish(store, put_document(store))
    store.put(manifest_key("2022Q4"), b'{"quarter": "2022Q4", "unknown": 1}')
    page = reader.get("/sv")
    assert page.status_code == 200
    assert "Dokumentförteckningen för kvartal Q4/2022 kan inte läsas" in page.text
    assert ADDRESS in page.text


# Downloads


def test_a_document_is_served_under_its_stable_address(store, reader):
    published = put_document(store)
    publish(store, published)
    answer = reader.get(ADDRESS)
    assert answer.content == FIRST
    assert answer.headers["content-type"] == WORD
    assert answer.headers["content-length"] == str(len(FIRST))
    assert answer.headers["etag"] == f'"{published.sha256}"'
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-disposition"].startswith('attachment; filename="situation_picture_aarnio_fi.docx"')


def test_the_redline_is_served_beside_the_word_file_where_there_is_one(store, reader):
    word = put_document(store)
    redline = PublishedRedline(
        key="k_muutokset.docx", version_id=store.put("k_muutokset.docx", b"PK muutokset"),
        sha256=sha256(b"PK muutokset"), size=12, compared_quarter="2022Q2", compared_sha256="a",
    )  # fmt: skip
    publish(store, word.model_copy(update={"redline": redline}), put_document(store, "zetala"))
    answer = reader.get(f"{ADDRESS}/changes")
    assert (answer.status_code, answer.content) == (200, b"PK muutokset")
    assert 'filename="k_muutokset.docx"' in answer.headers["content-disposition"]
    assert reader.get("/d/2022Q3/situation_picture_zetala_fi/changes").status_code == 404
    assert "Lataa muutokset edelliseen" in reader.get("/fi").text


def test_a_workbook_is_served_and_named_as_one(store, reader):
    content, key = b"PK luvut", "deliverables/2022Q3/TP5/luvut.xlsx"
    stored = {"key": key, "version_id": store.put(key, content), "sha256": sha256(content), "size": len(content)}
    publish(store, put_document(store).model_copy(update=stored))
    answer = reader.get(ADDRESS)
    assert answer.content == content
    assert answer.headers["content-type"] == WORKBOOK_TYPE
    assert answer.headers["content-disposition"].startswith('attachment; filename="luvut.xlsx"')
    assert "Lataa Excel-tiedosto" in reader.get("/fi").text
    with zipfile.ZipFile(io.BytesIO(reader.get("/d/2022Q3/all.zip").content)) as archive:
        assert [name.rpartition("/")[2] for name in archive.namelist()] == ["luvut.xlsx"]


def test_the_pdf_is_served_beside_the_word_file_where_there_is_one(store, reader):
    word = put_document(store)
    pdf = PublishedPdf(key="k.pdf", version_id=store.put("k.pdf", b"%PDF-1.7"), sha256=sha256(b"%PDF-1.7"), size=8)
    publish(store, word.model_copy(update={"pdf": pdf}), put_document(store, "zetala"))
    answer = reader.get(f"{ADDRESS}.pdf")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/pdf", b"%PDF-1.7")
    assert reader.get("/d/2022Q3/situation_picture_zetala_fi.pdf").status_code == 404
    page = reader.get("/fi").text
    assert (page.count("Lataa PDF-tiedosto"), page.count("Lataa Word-tiedosto")) == (1, 2)


def test_the_manifest_s_version_is_served_until_the_manifest_changes(store, reader):
    publish(store, put_document(store))
    rewritten = put_document(store, content=b"PK written by a run that was interrupted")
    assert reader.get(ADDRESS).content == FIRST
    publish(store, rewritten)
    assert reader.get(ADDRESS).content == b"PK written by a run that was interrupted"


def test_who_has_the_document_already_is_not_sent_it_again(store, reader):
    published = put_document(store)
    publish(store, published)
    for known in (f'"{published.sha256}"', f'"other", W/"{published.sha256}"', "*"):
        answer = reader.get(ADDRESS, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == f'"{published.sha256}"'
    assert reader.get(ADDRESS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_look_at_the_headers_alone_is_answered(store, reader):
    publish(store, put_document(store))
    answer = reader.head(ADDRESS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(FIRST))
    for path in ("/fi", "/health", "/style.css", "/d/2022Q3/all.zip"):
        assert reader.head(path).status_code == 200


def test_a_file_name_with_finnish_letters_reaches_the_reader(store, reader):
    publish(store, put_document(store, id="tilannekuva_ähvenlä"))
    disposition = reader.get("/d/2022Q3/tilannekuva_ähvenlä").headers["content-disposition"]
    assert disposition == (
        "attachment; filename=\"tilannekuva__hvenl_.docx\"; filename*=UTF-8''tilannekuva_%C3%A4hvenl%C3%A4.docx"
    )


def test_all_documents_of_a_quarter_come_as_one_zip(store, reader):
    large = bytes(range(256)) * 4000
    publish(store, put_document(store), put_document(store, "zetala", large))
    answer = reader.get("/d/2022Q3/all.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-length"] == str(len(answer.content))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.read("TP1/situation_picture_aarnio_fi.docx") == FIRST
        assert archive.read("TP1/situation_picture_zetala_fi.docx") == large
    assert reader.get("/d/2022Q3/all.zip").content == answer.content
    again = reader.get("/d/2022Q3/all.zip", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


# What goes wrong


@pytest.mark.parametrize(
    "path",
    [
        "/d/2022Q3/unknown",
        "/d/2021Q1/situation_picture_aarnio_fi",
        "/d/2022q3/situation_picture_aarnio_fi",
        "/d/2022Q5/all.zip",
        "/d/2021Q1/all.zip",
        "/d/2022Q3/..%2f..%2finputs%2fsecret.xlsx",
        "/d/..%2finputs/secret.xlsx",
        "/d/2022Q3%2f..%2f2022Q3/situation_picture_aarnio_fi",
    ],
)
def test_an_address_without_a_document_is_answered_in_words(store, reader, path):
    publish(store, put_document(store))
    store.put("inputs/secret.xlsx", b"not for readers")
    answer = reader.get(path, headers={"Accept-Language": "sv-FI,sv;q=0.9,en;q=0.5"})
    assert answer.status_code == 404
    assert '<html lang="sv">' in answer.text
    assert "hittades inte" in answer.text
    assert "secret" not in answer.text


def test_a_version_that_was_erased_is_told_in_words(store, reader):
    publish(store, put_document(store).model_copy(update={"version_id": "0" * 32}))
    answer = reader.get(ADDRESS)
    assert answer.status_code == 404
    assert "<h1>Asiakirjaa ei löydy</h1>" in answer.text


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "fi"),
        ({"Accept-Language": "en-GB"}, "en"),
        ({"Accept-Language": "de, sv;q=0.4, en;q=0.7"}, "en"),
        ({"Accept-Language": "de"}, "en"),
        ({"Accept-Language": "en", "Referer": "http://testserver/sv?town=aarnio"}, "sv"),
        ({"Accept-Language": "en", "Referer": "http://elsewhere.example/sv"}, "en"),
        ({"Accept-Language": "en;q=x"}, "fi"),
    ],
)
def test_an_error_speaks_the_reader_s_language(reader, headers, language):
    assert f'<html lang="{language}">' in reader.get("/d/2022Q3/unknown", headers=headers).text


def test_an_error_in_the_list_speaks_the_language_of_the_list(invented_project):
    silent = open_store("nowhere", S3Access(f"http://127.0.0.1:{free_ports(1)[0]}", "key", "secret"))
    answer = TestClient(create_app(silent, invented_project)).get("/sv", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "<h1>Fillagret svarar inte</h1>" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["retry-after"] == "60"


def test_a_silent_s3_is_told_before_a_download_begins(invented_project):
    silent = open_store("nowhere", S3Access(f"http://127.0.0.1:{free_ports(1)[0]}", "key", "secret"))
    reader = TestClient(create_app(silent, invented_project))
    assert [reader.get(path).status_code for path in (ADDRESS, "/d/2022Q3/all.zip", "/health")] == [503, 503, 200]


def test_a_missing_bucket_is_told_in_words(embedded_s3, invented_project):
    answer = TestClient(create_app(open_store("no-such-bucket", embedded_s3.access), invented_project)).get("/fi")
    assert answer.status_code == 503
    assert "<h1>Tiedostovarasto ei vastaa</h1>" in answer.text


def test_a_defect_is_told_in_words_and_with_the_security_headers(store, reader):
    store.put(manifest_key("2022Q3"), b"{}")
    answer = reader.get(ADDRESS)
    assert answer.status_code == 500
    assert "<h1>Sivua ei voitu näyttää</h1>" in answer.text
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_nothing_can_be_written(reader):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = reader.request(method, "/fi")
        assert answer.status_code == 405
        assert "<h1>Toiminto ei ole käytettävissä</h1>" in answer.text


def test_unknown_addresses_and_languages_are_answered_in_words(reader):
    for path in ("/de", "/fi/more", "/docs", "/openapi.json", "/d", "/page.py"):
        answer = reader.get(path)
        assert answer.status_code == 404
        assert "<h1>Sivua ei löydy</h1>" in answer.text


# Safety, proxies and speed


@pytest.mark.parametrize("path", ["/fi", "/health", "/style.css", "/favicon.svg", ADDRESS, "/nothing/here", "/"])
def test_every_answer_carries_the_security_headers(store, reader, path):
    publish(store, put_document(store))
    answer = reader.get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_behind_a_proxy_every_link_begins_with_the_proxy_s_path(store, invented_project):
    publish(store, put_document(store))
    app = create_app(store, invented_project, "https://asiakirjat.example/kivijalka/")
    reader = TestClient(app, base_url="https://asiakirjat.example", follow_redirects=False)
    for path in ("/fi", "/kivijalka/fi"):  # whether or not the proxy takes its path away
        page = reader.get(path).text
        assert f'href="/kivijalka{ADDRESS}"' in page
        assert 'href="/kivijalka/style.css"' in page
        assert 'action="/kivijalka/fi"' in page
    assert reader.get("/").headers["location"] == "/kivijalka/fi"
    assert reader.get(f"/kivijalka{ADDRESS}").content == FIRST
    assert '<html lang="sv">' in reader.get("/kivijalka/sv/nothing").text


def test_a_foreign_name_for_our_address_is_refused(store, invented_project):
    app = create_app(store, invented_project, "http://127.0.0.1:8421")
    hosts = {"127.0.0.1:8421": 200, "localhost:8421": 200, "attacker.example": 421, "[broken": 421}
    assert {host: TestClient(app).get("/fi", headers={"Host": host}).status_code for host in hosts} == hosts


def test_ten_quarters_of_forty_documents_are_listed_on_one_page(store, reader):
    gaps = (Text(fi="Yhteydet puuttuvat", sv="-", en="-"),) * 2
    for year, number in itertools.islice(itertools.product(range(2021, 2024), range(1, 5)), 10):
        quarter = f"{year}Q{number}"
        documents = [document("aarnio", quarter, id=f"report_{n}", gaps=gaps, warning_count=n) for n in range(40)]
        publish(store, *documents, quarter=quarter)
    assert reader.get("/fi").text.count('class="download"') == 400


# The process


@pytest.fixture
def page_process(embedded_s3, store, tmp_path):
    """Starts `python -m web.serve` on a free port; stopped by signal."""
    port = free_ports(1)[0]
    environment = os.environ | s3_environment(embedded_s3) | {
        "KIVIJALKA_BUCKET": store.bucket,
        "KIVIJALKA_PAGE_PORT": str(port),
        "KIVIJALKA_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "web.serve"], env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process, f"http://127.0.0.1:{port}", environment
    finally:
        process.kill()
        process.communicate()


def wait_for(address):
    for _ in range(100):
        try:
            return urllib.request.urlopen(f"{address}/health", timeout=2).read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the page did not start")


def test_the_page_runs_as_a_process_and_stops_quickly(store, page_process):
    process, address, _ = page_process
    publish(store, put_document(store))
    assert wait_for(address) == b"ok"
    with urllib.request.urlopen(f"{address}{ADDRESS}", timeout=5) as answer:
        assert answer.read() == FIRST
    started = time.monotonic()
    process.terminate()
    process.wait(timeout=10)
    assert time.monotonic() - started < 3


def test_a_port_that_is_taken_is_told_in_one_sentence(page_process):
    _, address, environment = page_process
    wait_for(address)
    second = subprocess.run(
        [sys.executable, "-m", "web.serve"], env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert second.returncode == 1
    port = address.rsplit(":", 1)[1]
    assert second.stderr == (f"The port {port} is in use: stop the program that uses it or set KIVIJALKA_PAGE_PORT.\n")
