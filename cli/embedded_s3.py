"""A real S3 server of our own (SeaweedFS) on loopback, for whoever has not set an S3 of their own."""

import contextlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from cli.locks import UseMark, only_one_process
from cli.processes import LOOPBACK, Child, accepts_connections, is_alive, stop_child, stop_process
from cli.seaweedfs import choose_ports, find_program, launch, remove_sockets, wait_for_volumes
from config.settings import Settings
from tasks.storage import (
    DEFAULT_BUCKET,
    DEFAULT_REGION,
    BucketMissingError,
    S3Access,
    StorageError,
    Store,
    open_store,
)

START_SECONDS = 20.0
_FOREIGN_VARIABLES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN")


@dataclass(frozen=True)
class RunningS3:
    """A running embedded server."""

    access: S3Access
    pid: int
    log: Path

    @property
    def address(self) -> str:
        """The address that S3 clients use."""
        return self.access.address


class EmbeddedS3:
    """The embedded server of a data folder, as a context manager.

    The first process that enters starts it, others use it, and the last one that leaves stops it; a process that was
    killed counts as having left.
    """

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder.absolute() / "s3"
        self._child: Child | None = None
        self._running: RunningS3 | None = None
        self._use: UseMark | None = None

    def __enter__(self) -> RunningS3:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> RunningS3:
        """Return the running server, started unless another process has done so.

        Raises:
            StorageError: There is no server program for this platform, or it does not come up.
        """
        if self._running is not None:
            return self._running
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            key = _credentials(self._folder / "credentials.json")
            ports, pid = self._read_state()
            self._running = self._already_running(ports, pid, key) or self._start_server(ports, key)
            self._use = UseMark(self._folder / "in-use.lock")
        return self._running

    def stop(self) -> None:
        """Leave the server, and stop it when no other process uses it."""
        if self._running is None or self._use is None:
            return
        with self._alone():
            if self._use.withdraw():
                if self._child is not None:
                    stop_child(self._child)
                elif _answers(self._running.access):  # so this process id is still the server's
                    stop_process(self._running.pid)
                remove_sockets(self._read_state()[0])
        self._child = self._running = self._use = None

    def _alone(self) -> contextlib.AbstractContextManager[None]:
        return only_one_process(self._folder / "starting.lock")

    def _already_running(self, ports: Mapping[str, int], pid: int, key: tuple[str, str]) -> RunningS3 | None:
        if not ports or not is_alive(pid):
            return None
        running = RunningS3(S3Access(_address(ports), *key), pid, self._log)
        return running if _answers(running.access) else None

    def _start_server(self, earlier_ports: Mapping[str, int], key: tuple[str, str]) -> RunningS3:
        program = find_program()
        # Another program may take a port between our look and the start; the second time all ports are others.
        for preferred in (earlier_ports, {}):
            ports = choose_ports(preferred)
            child = launch(program, self._folder / "data", ports, key, self._log)
            access = S3Access(_address(ports), *key)
            if _comes_up(child, ports["s3.port"], access):
                wait_for_volumes(self._folder / "data", ports["master.port"])
                self._child = child
                self._write_state(ports, child.process.pid)
                return RunningS3(access, child.process.pid, child.log)
            stop_child(child)
            remove_sockets(ports)
        raise StorageError(f"The embedded S3 server did not start: the last lines of {self._log} say why.")

    def _read_state(self) -> tuple[dict[str, int], int]:
        """Return the ports and the process id of the server that was started last, empty when there was none."""
        try:
            state = json.loads((self._folder / "state.json").read_text("utf-8"))
            return {str(name): int(port) for name, port in state["ports"].items()}, int(state["pid"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, 0

    def _write_state(self, ports: Mapping[str, int], pid: int) -> None:
        _write_private(self._folder / "state.json", json.dumps({"pid": pid, "ports": dict(ports)}))

    @property
    def _log(self) -> Path:
        return self._folder / "weed.log"


@contextlib.contextmanager
def storage_for(settings: Settings) -> Iterator[Store]:
    """Return the project's bucket, ready to use: of the S3 that the environment names, else of the embedded one.

    While the embedded server is in use, `os.environ` points to it, so that `open_store` finds it in every step.

    Raises:
        StorageError: S3 cannot be used; the text says why and what to do.
    """
    bucket = settings.bucket or DEFAULT_BUCKET
    if own_s3_is_configured(settings):
        store = open_store(bucket)
        store.check()
        yield store
        return
    with EmbeddedS3(settings.data_folder) as running:
        store = open_store(bucket, running.access)
        store.ensure_bucket()
        with _leading_to(running):
            yield store


def own_s3_is_configured(settings: Settings) -> bool:
    """Return whether the environment names an S3 to use instead of the embedded one."""
    return bool(settings.bucket or os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT_URL_S3"))


def s3_environment(running: RunningS3) -> dict[str, str]:
    """Return the variables that lead any S3 client of a child process to the embedded server."""
    return {
        "AWS_ENDPOINT_URL": running.access.address,
        "AWS_ENDPOINT_URL_S3": running.access.address,
        "AWS_ACCESS_KEY_ID": running.access.access_key,
        "AWS_SECRET_ACCESS_KEY": running.access.secret_key,
        # A token that belongs to the user's own key would be refused; an empty one is not sent.
        "AWS_SESSION_TOKEN": "",
        "AWS_REGION": DEFAULT_REGION,
        "AWS_DEFAULT_REGION": DEFAULT_REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
    }


def without_foreign_s3(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the variables that could lead an S3 client to the user's own account."""
    return {name: value for name, value in environment.items() if name not in _FOREIGN_VARIABLES}


@contextlib.contextmanager
def _leading_to(running: RunningS3) -> Iterator[None]:
    ours = s3_environment(running)
    before = {name: os.environ.get(name) for name in (*ours, *_FOREIGN_VARIABLES)}
    for name in _FOREIGN_VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _comes_up(child: Child, port: int, access: S3Access) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while child.is_running() and time.monotonic() < deadline:
        if accepts_connections(port) and _answers(access):
            return True
        time.sleep(0.02)
    return False


def _answers(access: S3Access) -> bool:
    """Return whether the server at the address answers to a signed request, which only ours does."""
    try:
        open_store(DEFAULT_BUCKET, access).check()
    except BucketMissingError:
        return True
    except StorageError:
        return False
    return True


def _address(ports: Mapping[str, int]) -> str:
    return f"http://{LOOPBACK}:{ports['s3.port']}"


def _credentials(path: Path) -> tuple[str, str]:
    """Return the key of this data folder, made the first time."""
    if not path.exists():
        made = {"access_key": f"kivijalka-{secrets.token_hex(8)}", "secret_key": secrets.token_urlsafe(32)}
        _write_private(path, json.dumps(made))
    try:
        kept = json.loads(path.read_text("utf-8"))
        return str(kept["access_key"]), str(kept["secret_key"])
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(f"{path} is damaged: stop what uses this data folder and delete that file.") from error


def _write_private(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
