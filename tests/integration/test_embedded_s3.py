"""The S3 server that comes along: how it starts, is shared, keeps its data and ends."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from cli.embedded_s3 import EmbeddedS3, own_s3_is_configured, s3_environment, storage_for
from cli.processes import is_alive
from config.settings import Settings
from tasks.storage import StorageError, open_store

pytestmark = pytest.mark.servers

# Enters the server, says so, and stays until its input ends.
USER = """
import sys
from pathlib import Path
from cli.embedded_s3 import EmbeddedS3
with EmbeddedS3(Path(sys.argv[1])) as running:
    print(running.pid, running.address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def no_own_s3(monkeypatch):
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "KIVIJALKA_BUCKET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def another_process():
    """Starts a process that uses the server of a folder, and makes sure that it ends."""
    started = []

    def start(folder: Path) -> tuple[subprocess.Popen, int, str]:
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        pid, address = process.stdout.readline().split()
        return process, int(pid), address

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def answers(running) -> bool:
    try:
        open_store("any-bucket", running.access).ensure_bucket()
    except StorageError:
        return False
    return True


def ended_within(seconds: float, pid: int) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(pid)


def ports_of(folder: Path) -> dict[str, int]:
    return json.loads((folder / "s3" / "state.json").read_text())["ports"]


def test_it_starts_and_ends_and_leaves_nothing_behind(tmp_path, capsys):
    began = time.monotonic()
    with EmbeddedS3(tmp_path) as running:
        started_seconds = time.monotonic() - began
        open_store("kivijalka", running.access).ensure_bucket()
        pid, ports = running.pid, ports_of(tmp_path)
        began = time.monotonic()
    stopped_seconds = time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\n[embedded S3: ready after {started_seconds:.2f} s, stopped in {stopped_seconds:.2f} s] ")
    assert not is_alive(pid)
    assert [path for port in ports.values() for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock")] == []


def test_a_restart_keeps_data_key_and_address(tmp_path):
    with EmbeddedS3(tmp_path) as first:
        store = open_store("kivijalka", first.access)
        store.ensure_bucket()
        version = store.put("inputs/2022Q3/kaarela/a.csv", b"first")
        store.put("inputs/2022Q3/kaarela/a.csv", b"second")
    with EmbeddedS3(tmp_path) as second:
        store = open_store("kivijalka", second.access)
        assert second.access == first.access
        assert second.pid != first.pid
        assert store.get("inputs/2022Q3/kaarela/a.csv") == b"second"
        assert store.get("inputs/2022Q3/kaarela/a.csv", version) == b"first"


def test_what_was_written_outlives_a_killed_server(tmp_path):
    server = EmbeddedS3(tmp_path)
    running = server.start()
    store = open_store("kivijalka", running.access)
    store.ensure_bucket()
    store.put("runs/1/manifest.json", b"{}")
    os.kill(running.pid, signal.SIGKILL)
    server.stop()
    with EmbeddedS3(tmp_path) as again:
        assert open_store("kivijalka", again.access).get("runs/1/manifest.json") == b"{}"


def test_a_second_process_uses_the_running_server_and_leaves_it_running(tmp_path, another_process):
    with EmbeddedS3(tmp_path) as running:
        process, pid, address = another_process(tmp_path)
        assert (pid, address) == (running.pid, running.address)
        process.communicate("")
        assert process.returncode == 0
        assert answers(running)


def test_a_server_is_not_taken_from_those_who_still_use_it(tmp_path, another_process):
    process, pid, _ = another_process(tmp_path)
    with EmbeddedS3(tmp_path) as running:
        assert running.pid == pid
        process.communicate("")
        assert answers(running)
    assert ended_within(12, pid)


def test_a_server_left_by_a_killed_process_is_used_again_and_then_stopped(tmp_path, another_process):
    process, pid, _ = another_process(tmp_path)
    process.kill()
    process.wait()
    assert is_alive(pid)
    with EmbeddedS3(tmp_path) as running:
        assert running.pid == pid
        assert answers(running)
    assert ended_within(12, pid)


def test_two_processes_that_start_at_once_share_one_server(tmp_path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", USER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = {process.stdout.readline() for process in processes}
    for process in processes:
        process.communicate("")
    assert len(said) == 1
    assert ended_within(12, int(said.pop().split()[0]))


def test_the_key_is_readable_by_its_owner_only(tmp_path):
    with EmbeddedS3(tmp_path):
        for name in ("credentials.json", "state.json"):
            assert stat.S_IMODE((tmp_path / "s3" / name).stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "s3").stat().st_mode) == 0o700


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads the kernel's table of sockets, on Linux only")
def test_it_listens_on_loopback_only(embedded_s3):
    sockets = {
        link.stat().st_ino for link in Path(f"/proc/{embedded_s3.pid}/fd").iterdir() if "socket" in str(link.readlink())
    }
    rows = [
        line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    listening = [row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[9]) in sockets]
    assert listening
    assert set(listening) == {"0100007F"}


@pytest.mark.parametrize("part", ["filer.port", "volume.port"])
def test_the_parts_behind_the_s3_port_refuse_whoever_cannot_sign(tmp_path, part):
    with EmbeddedS3(tmp_path) as running:
        open_store("kivijalka", running.access).ensure_bucket()
        address = f"http://127.0.0.1:{ports_of(tmp_path)[part]}/buckets/kivijalka/"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5)
        assert refused.value.code == 401


def test_a_platform_without_the_program_is_told_to_set_an_s3_of_its_own(tmp_path, monkeypatch):
    def not_installed(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("cli.seaweedfs.distribution", not_installed)
    with pytest.raises(StorageError, match=r"no program for this platform: set AWS_ENDPOINT_URL.*KIVIJALKA_BUCKET"):
        EmbeddedS3(tmp_path).start()


def test_a_server_that_cannot_start_names_its_log(tmp_path):
    (tmp_path / "s3" / "data").mkdir(parents=True)
    (tmp_path / "s3" / "data" / "filerldb2").write_text("not a folder")
    with pytest.raises(StorageError, match=r"did not start: the last lines of .*weed\.log say why"):
        EmbeddedS3(tmp_path).start()


def test_a_proxy_of_the_organisation_does_not_catch_loopback_traffic(tmp_path, monkeypatch, no_own_s3):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with storage_for(Settings(data_folder=tmp_path)) as store:
        store.put("a", b"1")
        # So that a step, which opens the bucket itself, gets through as well.
        assert open_store().get("a") == b"1"


def test_while_the_embedded_server_is_used_the_environment_leads_to_it_and_then_as_before(
    tmp_path, monkeypatch, no_own_s3
):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-users-own")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "the-users-own-token")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    before = dict(os.environ)
    with storage_for(Settings(data_folder=tmp_path)) as store:
        store.put("a", b"1")
        assert own_s3_is_configured(Settings(data_folder=tmp_path))
        assert open_store().get("a") == b"1"
    assert dict(os.environ) == before


def test_an_s3_that_the_environment_names_is_used_instead(embedded_s3, tmp_path, monkeypatch):
    for name, value in s3_environment(embedded_s3).items():
        monkeypatch.setenv(name, value)
    open_store("the-users-own", embedded_s3.access).ensure_bucket()
    with storage_for(Settings(data_folder=tmp_path, bucket="the-users-own")) as store:
        store.put("a", b"1")
    assert open_store("the-users-own", embedded_s3.access).get("a") == b"1"
    assert list(tmp_path.iterdir()) == []


def test_an_s3_that_the_environment_names_must_have_the_bucket(embedded_s3, tmp_path, monkeypatch):
    for name, value in s3_environment(embedded_s3).items():
        monkeypatch.setenv(name, value)
    with (
        pytest.raises(StorageError, match="There is no bucket 'nowhere-bucket'"),
        storage_for(Settings(data_folder=tmp_path, bucket="nowhere-bucket")),
    ):
        pytest.fail("a missing bucket was opened")
