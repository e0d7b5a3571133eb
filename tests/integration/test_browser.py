"""The project manager's way: the form in Prefect, the finished run, its artifact, the downloaded document."""

import os
import signal
import subprocess
import sys
import time

import docx
import httpx
import pytest

from cli.bucket import put_folder
from cli.embedded_s3 import storage_for
from cli.processes import free_ports
from cli.sample import write_sample
from config.quarters import Quarter
from config.settings import PROJECT_ROOT, Settings
from tests.browser import open_page

pytestmark = [pytest.mark.servers, pytest.mark.browser]

QUARTER = "2022Q3"


@pytest.fixture(scope="module")
def addresses(project, tmp_path_factory):
    """The addresses of Prefect and of the download page of a running `kivijalka up` with the sample in its bucket."""
    folder = tmp_path_factory.mktemp("up")
    prefect_port, page_port = free_ports(2)
    settings = Settings(data_folder=folder, prefect_port=prefect_port, page_port=page_port)
    write_sample(project, folder / "sample", Quarter.parse(QUARTER))
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AWS_", "KIVIJALKA_", "PREFECT_"))]:
            patch.delenv(name)
        with storage_for(settings) as store:
            assert all(put_folder(store, folder / "sample"))
        environment = {
            **os.environ,
            "KIVIJALKA_DATA_FOLDER": str(folder),
            "KIVIJALKA_PREFECT_PORT": str(prefect_port),
            "KIVIJALKA_PAGE_PORT": str(page_port),
            "KIVIJALKA_LIBREOFFICE": "",
            "PYTHONPATH": str(PROJECT_ROOT),
        }
    output = folder / "up.txt"
    command = [sys.executable, "-c", "from cli.main import main; main(['up'])"]
    with output.open("w") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=subprocess.STDOUT, cwd=folder)
    try:
        deadline = time.monotonic() + 180
        while "Ctrl-C" not in output.read_text():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{prefect_port}", f"http://127.0.0.1:{page_port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


@pytest.fixture
def page(addresses):
    """A page of a real Chromium, and with it every address outside this machine that it asked for."""
    with open_page() as opened:
        yield opened


def choose(page, shown, option):
    """Choose an option of the drop-down that shows a text; a list that closes by itself is opened again."""
    from playwright.sync_api import TimeoutError as NotInTime

    for _ in range(6):
        page.get_by_text(shown, exact=True).first.click()
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=5_000)
        except NotInTime:
            page.keyboard.press("Escape")
            continue
        page.get_by_text(option, exact=True).first.wait_for()
        return
    raise AssertionError(f"'{option}' could not be chosen")


def finished_run(prefect, deployment_id):
    """Return the newest run of a deployment when it has ended."""
    deadline = time.monotonic() + 240
    while True:
        body = {"sort": "EXPECTED_START_TIME_DESC", "flow_runs": {"deployment_id": {"any_": [deployment_id]}}}
        runs = httpx.post(f"{prefect}/api/flow_runs/filter", json=body, timeout=30).json()
        if runs and runs[0]["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
            return runs[0]
        assert time.monotonic() < deadline, runs
        time.sleep(1)


def test_a_run_is_started_from_the_form_and_its_document_downloaded(page, addresses, tmp_path):
    prefect, download_page = addresses
    foreign = []
    page.on(
        "request", lambda r: foreign.append(r.url) if r.url.startswith("http") and "127.0.0.1" not in r.url else None
    )
    deployments = httpx.post(f"{prefect}/api/deployments/filter", json={}, timeout=30).json()
    (deployment_id,) = [
        d["id"] for d in deployments if (d["name"], d["entrypoint"]) == ("manual", "flows.quarterly.quarterly")
    ]

    page.goto(f"{prefect}/v2/deployments/deployment/{deployment_id}/run")
    page.get_by_text("Neljännes").first.wait_for()
    page.get_by_text("Raportoitava neljännes.").wait_for()
    choose(page, "edellinen", QUARTER)
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**tab=Runs**")

    run = finished_run(prefect, deployment_id)
    assert run["state_name"] == "Partial", run["state"]["message"]
    assert run["name"] == f"{QUARTER} all-towns"

    page.goto(f"{prefect}/v2/runs/flow-run/{run['id']}?tab=Artifacts")
    page.get_by_text("00-summary").click()
    page.locator("a[href*='/artifacts/artifact/']").first.click()
    link = page.get_by_role("link", name="Iisalmi (Word)").first
    address = link.get_attribute("href")
    assert address == f"{download_page}/d/{QUARTER}/situation_picture_iisalmi_fi"
    with page.expect_download() as from_artifact:
        link.click(modifiers=["Alt"])
    target = tmp_path / "artifact.docx"
    from_artifact.value.save_as(target)
    assert "Iisalmi" in "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs)

    page.goto(f"{download_page}/fi")
    with page.expect_download() as from_page:
        page.locator(f"a[href$='/d/{QUARTER}/situation_picture_iisalmi_fi']").first.click()
    other = tmp_path / "page.docx"
    from_page.value.save_as(other)
    assert other.read_bytes() == target.read_bytes()
    assert foreign == []


def test_a_wrong_value_is_refused_before_a_run_begins(addresses):
    prefect, _ = addresses
    deployments = httpx.post(f"{prefect}/api/deployments/filter", json={}, timeout=30).json()
    (deployment_id,) = [
        d["id"] for d in deployments if (d["name"], d["entrypoint"]) == ("manual", "flows.quarterly.quarterly")
    ]
    answer = httpx.post(
        f"{prefect}/api/deployments/{deployment_id}/create_flow_run",
        json={"parameters": {"quarter": "2031Q1"}, "enforce_parameter_schema": True},
        timeout=30,
    )
    assert answer.status_code == 409
    assert "2031Q1" in answer.text
