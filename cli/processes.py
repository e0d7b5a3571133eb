"""Child processes and ports: started so that they can be stopped, stopped so that nothing is left."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
KILL_AFTER_SECONDS = 10.0
_POLL_SECONDS = 0.05
_LOWEST_PORT = 10_000
_HIGHEST_PORT = 20_000


@dataclass(frozen=True)
class Child:
    """A process that this program started, in a process group of its own."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def is_running(self) -> bool:
        """Return whether the process has not ended."""
        return self.process.poll() is None


def start_child(name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    """Return a started process whose output goes to a log file; the log of the time before is kept as `<log>.1`.

    A group of its own keeps a Ctrl-C in the terminal from reaching it: it is stopped by `stop_child`, in order.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name(f"{log.name}.1"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            process_group=0,
        )
    return Child(name, process, log)


def stop_child(child: Child, kill_after_seconds: float = KILL_AFTER_SECONDS) -> None:
    """Ask a process to end, kill it when it does not, and kill what it started and left behind."""
    # Taken before: once the parent is gone, nothing tells whose child a process was.
    left_behind = descendants(child.process.pid)
    if child.is_running():
        child.process.terminate()
        try:
            child.process.wait(kill_after_seconds)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
    for pid in left_behind:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that these started; a flow run has its own group."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _parents() -> list[tuple[int, int]]:
    """Return each process id with its parent's; containers often lack `ps`, and macOS lacks /proc."""
    if Path("/proc/self/stat").exists():
        pairs = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                pairs.append((int(path.parent.name), int(_stat_fields(path)[1])))
        return pairs
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=False).stdout
    return [(int(child), int(parent)) for child, parent in map(str.split, listing.splitlines())]


def _stat_fields(path: Path) -> list[str]:
    """Return the fields of a /proc stat file behind the program's name: state, parent and so on."""
    return path.read_text("utf-8", "replace").rpartition(")")[2].split()


def stop_children(children: Iterable[Child], kill_after_seconds: float = KILL_AFTER_SECONDS) -> None:
    """Stop processes, the last started first."""
    for child in reversed(list(children)):
        stop_child(child, kill_after_seconds)


def stop_process(pid: int, kill_after_seconds: float = KILL_AFTER_SECONDS) -> None:
    """Stop a process that an earlier run of this program started and left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + kill_after_seconds
        while is_alive(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                return
            time.sleep(_POLL_SECONDS)


def is_alive(pid: int) -> bool:
    """Return whether a process with this id runs; one that has ended and whose parent has not noticed does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return _stat_fields(Path(f"/proc/{pid}/stat"))[0] != "Z"
    except (OSError, IndexError):  # no /proc on macOS
        return True


def port_is_free(port: int) -> bool:
    """Return whether a server can listen on this port of the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on, all different, below those that outgoing connections are given."""
    found: set[int] = set()
    while len(found) < count:
        port = _LOWEST_PORT + secrets.randbelow(_HIGHEST_PORT - _LOWEST_PORT)
        if port_is_free(port):
            found.add(port)
    return list(found)


def accepts_connections(port: int) -> bool:
    """Return whether a server listens on this port of the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
