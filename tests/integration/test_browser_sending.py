"""The contact person's way in a real browser: a faulty form is sent, its answer downloaded, corrected and accepted."""

import datetime as dt
import threading
import time

import openpyxl
import pytest
import uvicorn

from cli.processes import free_ports
from tests.browser import open_page
from tests.keuruu import ACTORS, LINKS, PROPOSALS, SUBMISSION
from tests.workbooks import workbook
from web.page import create_app

pytestmark = [pytest.mark.servers, pytest.mark.browser]

PATH = "/fi/send/2022Q3/keuruu"
FAULTY = workbook(
    Lähetys=SUBMISSION,
    Toimijat=ACTORS,
    Yhteydet=LINKS.replace("keuruu-002", "keuruu-999"),
    Kehittämisehdotukset=PROPOSALS,
)


@pytest.fixture
def address(store, project):
    """The address of a running page, two days before the deadline of the quarter."""
    (port,) = free_ports(1)
    app = create_app(store, project, today=lambda: dt.date(2022, 10, 1))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    serving = threading.Thread(target=server.run)
    serving.start()
    while not server.started:
        assert serving.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    serving.join(30)


def test_a_faulty_form_is_sent_its_answer_corrected_and_sent_again(address, tmp_path):
    filled, marked = tmp_path / "lomake.xlsx", tmp_path / "palaute_lomake.xlsx"
    filled.write_bytes(FAULTY)
    with open_page(locale="fi-FI") as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}{PATH}")
        page.get_by_text("Aineistoa ei ole vielä lähetetty.").wait_for()

        page.get_by_label("Täytetty lomake").set_input_files(filled)
        page.get_by_role("button", name="Lähetä ja tarkista").click()
        page.get_by_role("status").get_by_text("Tiedosto on vastaanotettu").wait_for()
        assert "Yhtä taulukkoa ei voitu hyväksyä." in page.locator(".verdict").inner_text()
        assert "Yhteydet, B2: Tunnusta keuruu-999 ei ole" in page.locator(".foremost").inner_text()
        page.screenshot(path=tmp_path / "rejected.png", full_page=True)

        with page.expect_download() as download:
            page.get_by_role("link", name="palaute_lomake.xlsx").click()
        download.value.save_as(marked)
        book = openpyxl.load_workbook(marked)
        assert "LNK-004" in book["Yhteydet"]["B2"].comment.text
        book["Yhteydet"]["B2"] = "keuruu-002"
        book.save(marked)

        page.get_by_role("link", name="Avaa palaute kokonaan").click()
        page.get_by_role("heading", name="Palaute: Keuruu, Q3/2022").wait_for()
        page.screenshot(path=tmp_path / "answer.png", full_page=True)
        page.go_back()

        page.get_by_label("Täytetty lomake").set_input_files(marked)
        page.get_by_role("button", name="Lähetä ja tarkista").click()
        page.locator(".verdict-good").wait_for()
        assert "Korjattavaa ei ole." in page.locator(".verdict").inner_text()
        page.screenshot(path=tmp_path / "accepted.png", full_page=True)
    assert {url for url in asked if not url.startswith(address)} == set()
