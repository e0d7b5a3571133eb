"""`kivijalka up` as a person starts and stops it: everything runs, and nothing is left behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cli.processes import descendants, free_ports, is_alive, port_is_free
from config.settings import PROJECT_ROOT

pytestmark = pytest.mark.servers

STOP_SECONDS = 15
needs_proc = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds processes in /proc, on Linux")
UP = "import sys; from cli.main import main; main(['up'])"
UP_WITH_STAND_INS = """
import sys
from pathlib import Path
from cli.up import up
from config.settings import Settings
sys.exit(up(Settings(), Path(sys.argv[1])))
"""
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Up:
    """A started `kivijalka up`."""

    process: subprocess.Popen
    output: Path
    prefect_port: int
    page_port: int

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def wait_until_running(self) -> None:
        deadline = time.monotonic() + 180
        while "Ctrl-C" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def ask(self, method: str, path: str, body: dict | None = None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.prefect_port}/api{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with DIRECT.open(request, timeout=30) as answer:
            return json.load(answer)

    def pid_of(self, part: str) -> int:
        (pid,) = [pid for pid in descendants(self.process.pid) if part in Path(f"/proc/{pid}/cmdline").read_text()]
        return pid


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory):
    """One folder for all, since making Prefect's database takes most of a first start."""
    return tmp_path_factory.mktemp("kivijalka")


@pytest.fixture
def start(data_folder, tmp_path):
    """Starts `kivijalka up`, and makes sure that none of it outlives the test."""
    started: list[subprocess.Popen] = []

    def start_up(*command: str, prefect_port: int | None = None, page_port: int | None = None, before_start=None) -> Up:
        ports = free_ports(2)
        prefect_port, page_port = prefect_port or ports[0], page_port or ports[1]
        foreign = ("AWS_", "PREFECT_", "KIVIJALKA_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)} | {
            "KIVIJALKA_DATA_FOLDER": str(data_folder),
            "KIVIJALKA_PREFECT_PORT": str(prefect_port),
            "KIVIJALKA_PAGE_PORT": str(page_port),
            "PYTHONPATH": str(PROJECT_ROOT),
        }
        output = tmp_path / f"up-{len(started)}.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", *command],
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                preexec_fn=before_start,
            )
        started.append(process)
        return Up(process, output, prefect_port, page_port)

    yield start_up
    for process in started:
        family = [process.pid, *descendants(process.pid)]
        for pid in family if process.poll() is None else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def stand_ins(tmp_path) -> str:
    deployment = {
        "name": "manual",
        "entrypoint": "tests.integration.standin_flows.waiting",
        "description": "Invented.",
        "tags": ["kivijalka"],
        "work_pool": {"name": "kivijalka"},
        "concurrency_limit": {"limit": 1, "collision_strategy": "ENQUEUE"},
    }
    path = tmp_path / "prefect.yaml"
    path.write_text(yaml.safe_dump({"name": "kivijalka", "deployments": [deployment]}), "utf-8")
    return str(path)


def status_of(address: str) -> int:
    try:
        with DIRECT.open(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def seconds_until_all_ended(up: Up, pids: list[int]) -> float:
    began = time.monotonic()
    up.process.wait(STOP_SECONDS)
    deadline = began + STOP_SECONDS
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in pids if is_alive(pid)] == []
    return time.monotonic() - began


def test_it_starts_everything_says_where_and_stops_all_of_it_at_ctrl_c(start, capsys):
    began = time.monotonic()
    up = start(UP)
    up.wait_until_running()
    started_seconds = time.monotonic() - began
    page, prefect = f"http://127.0.0.1:{up.page_port}", f"http://127.0.0.1:{up.prefect_port}"
    (s3,) = [line.split()[-1] for line in up.said().splitlines() if line.strip().startswith("S3 ")]
    for address in (page, prefect, s3):
        assert address in up.said()
    assert status_of(page) == 200
    assert status_of(prefect) == 200
    assert status_of(s3) == 403  # it answers, and not to strangers
    deployed = {deployment["name"] for deployment in up.ask("POST", "/deployments/filter", {})}
    assert deployed == {"quarterly", "manual"}
    assert json.load(DIRECT.open(f"{prefect}/ui-settings"))["api_url"] == f"{prefect}/api"

    children = descendants(up.process.pid)
    assert len(children) >= 4
    up.process.send_signal(signal.SIGINT)
    stopped_seconds = seconds_until_all_ended(up, children)
    with capsys.disabled():
        sys.stdout.write(f"\n[up: first start {started_seconds:.1f} s, stop {stopped_seconds:.1f} s] ")
    assert up.process.returncode == 0
    assert port_is_free(up.prefect_port)
    assert port_is_free(up.page_port)


@needs_proc
def test_ctrl_c_during_a_run_leaves_no_process_and_the_next_start_lets_the_next_run_go(start, stand_ins, capsys):
    # As a shell starts a job with `&`: SIGINT is ignored, and children would inherit that.
    up = start(UP_WITH_STAND_INS, stand_ins, before_start=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    up.wait_until_running()
    (deployment,) = up.ask("POST", "/deployments/filter", {})
    run_path = f"/deployments/{deployment['id']}/create_flow_run"
    broken = up.ask("POST", run_path, {"parameters": {"wait_seconds": 600}})
    deadline = time.monotonic() + 60
    while up.ask("GET", f"/flow_runs/{broken['id']}")["state_type"] != "RUNNING":
        assert time.monotonic() < deadline, "the worker did not start the run"
        time.sleep(0.2)
    children = descendants(up.process.pid)
    assert up.pid_of("prefect.engine") in children
    up.process.send_signal(signal.SIGINT)
    stopped_seconds = seconds_until_all_ended(up, children)
    assert up.process.returncode == 0

    began = time.monotonic()
    up = start(UP_WITH_STAND_INS, stand_ins)
    up.wait_until_running()
    started_seconds = time.monotonic() - began
    assert up.ask("GET", f"/flow_runs/{broken['id']}")["state_type"] == "CRASHED"
    following = up.ask("POST", run_path, {"parameters": {}})
    began = time.monotonic()
    while up.ask("GET", f"/flow_runs/{following['id']}")["state_type"] != "COMPLETED":
        assert time.monotonic() - began < 60, "the broken run still holds the place of the next one"
        time.sleep(0.2)
    with capsys.disabled():
        sys.stdout.write(
            f"\n[up: stop during a run {stopped_seconds:.1f} s, second start {started_seconds:.1f} s, "
            f"a manual run {time.monotonic() - began:.1f} s] "
        )


@needs_proc
def test_when_one_part_ends_by_itself_it_is_named_and_the_rest_is_stopped(start, stand_ins):
    up = start(UP_WITH_STAND_INS, stand_ins)
    up.wait_until_running()
    children = descendants(up.process.pid)
    os.kill(up.pid_of("web.serve"), signal.SIGKILL)
    seconds_until_all_ended(up, children)
    assert up.process.returncode == 1
    assert "The download page ended by itself (exit code -9)" in up.said()


def test_a_stop_while_it_is_still_starting_stops_what_has_started(start, stand_ins):
    up = start(UP_WITH_STAND_INS, stand_ins)
    deadline = time.monotonic() + 60
    while "S3" not in up.said():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    children = descendants(up.process.pid)
    up.process.send_signal(signal.SIGTERM)
    seconds_until_all_ended(up, children)
    assert up.process.returncode == 0


@pytest.mark.parametrize(
    ("part", "variable"), [("prefect_port", "KIVIJALKA_PREFECT_PORT"), ("page_port", "KIVIJALKA_PAGE_PORT")]
)
def test_a_taken_port_is_told_in_one_sentence_before_anything_starts(start, part, variable):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        up = start(UP, **{part: port})
        assert up.process.wait(30) == 1
    (sentence,) = up.said().splitlines()
    assert f"Port {port}" in sentence
    assert variable in sentence


def test_a_wrong_configuration_is_told_before_anything_starts(start, tmp_path, monkeypatch):
    code = "import os, sys; os.environ['KIVIJALKA_CONFIG_FOLDER'] = sys.argv[1]; " + UP
    up = start(code, str(tmp_path / "nowhere"))
    assert up.process.wait(30) == 1
    assert "towns.yaml: the file is missing" in up.said()
