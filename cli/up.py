"""`kivijalka up`: S3, Prefect, worker and download page together, until Ctrl-C."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from rich.console import Console

from cli.deployment_file import DEPLOYMENT_FILE, DeploymentFileError, read_deployment_file
from cli.embedded_s3 import EmbeddedS3, RunningS3, own_s3_is_configured, s3_environment, without_foreign_s3
from cli.prefect_environment import local_api_url, pages_folder, prefect_environment
from cli.prefect_pages import silence_pages
from cli.processes import LOOPBACK, Child, is_alive, port_is_free, start_child, stop_children
from cli.servers import (
    ServerError,
    page_answers,
    prefect_answers,
    start_page,
    start_prefect_server,
    start_worker,
    wait_until,
)
from config.loading import ConfigError, load_project
from config.settings import Settings
from tasks.storage import DEFAULT_BUCKET, StorageError, open_store

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LOOK_SECONDS = 0.2


class _StoppedByPerson(Exception):  # noqa: N818  it is no error
    """Somebody asked the program to stop."""


class _StopRequest:
    """Remembers that a stop was asked for; acted on between two steps, so that nothing is broken off half-way."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def obey(self) -> None:
        if self._asked:
            raise _StoppedByPerson


def up(settings: Settings, deployment_file: Path = DEPLOYMENT_FILE) -> int:
    """Return the exit code after all servers ran until they were stopped: 0 when a person did that, else 1."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        load_project(settings.config_folder)
        _check_ports(settings)
        with _obeying_signals() as request, contextlib.ExitStack() as stack:
            _run(settings, deployment_file, console, request, stack)
    except _StoppedByPerson:
        console.print("Pysäytetty. / Stopped.")
        return 0
    except (ConfigError, DeploymentFileError, ServerError, StorageError) as error:
        console.print(f"[red]{error}[/red]")
        return 1
    return 1


def child_environment(settings: Settings, running: RunningS3 | None) -> dict[str, str]:
    """Return the environment of the servers: our settings, our Prefect, and the embedded S3 if that is in use."""
    page = f"http://{LOOPBACK}:{settings.page_port}"
    public_address = settings.public_address if "public_address" in settings.model_fields_set else page
    return {
        **(without_foreign_s3(os.environ) if running else os.environ),
        **(s3_environment(running) if running else {}),
        **prefect_environment(settings, local_api_url(settings)),
        "KIVIJALKA_CONFIG_FOLDER": str(settings.config_folder.absolute()),
        "KIVIJALKA_DATA_FOLDER": str(settings.data_folder.absolute()),
        "KIVIJALKA_PAGE_PORT": str(settings.page_port),
        "KIVIJALKA_PREFECT_PORT": str(settings.prefect_port),
        "KIVIJALKA_PUBLIC_ADDRESS": public_address,
        **({"KIVIJALKA_BUCKET": settings.bucket} if settings.bucket else {}),
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
    }


def _check_ports(settings: Settings) -> None:
    for port, server, variable in (
        (settings.prefect_port, "Prefect", "KIVIJALKA_PREFECT_PORT"),
        (settings.page_port, "the download page", "KIVIJALKA_PAGE_PORT"),
    ):
        if not port_is_free(port):
            raise ServerError(
                f"Port {port}, which {server} needs, is in use: stop the program that uses it (another "
                f"`kivijalka up`?) or set {variable} to a free port."
            )


@contextlib.contextmanager
def _obeying_signals() -> Iterator[_StopRequest]:
    """Turn signals into a request; a handled signal is at its default again in every child that is started."""
    request = _StopRequest()
    # Who starts it with nohup wants it to outlive the terminal.
    closing = () if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else (signal.SIGHUP,)
    before = {number: signal.signal(number, request.ask) for number in (*_STOP_SIGNALS, *closing)}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(
    settings: Settings,
    deployment_file: Path,
    console: Console,
    request: _StopRequest,
    stack: contextlib.ExitStack,
) -> None:
    work_pool = read_deployment_file(deployment_file).deployments[0].work_pool.name
    with _step(console, "S3"):
        running = _prepare_s3(settings, stack)
    request.obey()
    environment = child_environment(settings, running)
    children: list[Child] = []
    stack.callback(_stop, children, console)
    children.append(start_prefect_server(settings, environment))
    children.append(start_page(settings, environment))
    deploying = _start_deploying(settings, deployment_file, environment)
    stack.callback(_stop, [deploying])
    with _step(console, "Prefect"):
        wait_until(_unless_stopped(lambda: prefect_answers(settings), request), children[0])
        silence_pages(pages_folder(settings))
    with _step(console, "Ajastukset / Deployments"):
        _wait_for_end(deploying, request)
    children.append(start_worker(settings, environment, work_pool))
    with _step(console, "Lataussivu / Download page"):
        wait_until(_unless_stopped(lambda: page_answers(settings), request), children[1])
    _print_addresses(settings, running, console)
    while True:
        request.obey()
        _check_alive(children, running)
        time.sleep(_LOOK_SECONDS)


def _prepare_s3(settings: Settings, stack: contextlib.ExitStack) -> RunningS3 | None:
    """Return the embedded server, or None when the environment names an S3 and that one answers."""
    bucket = settings.bucket or DEFAULT_BUCKET
    if own_s3_is_configured(settings):
        open_store(bucket).check()
        return None
    running = stack.enter_context(EmbeddedS3(settings.data_folder))
    open_store(bucket, running.access).ensure_bucket()
    return running


def _start_deploying(settings: Settings, deployment_file: Path, environment: dict[str, str]) -> Child:
    log = settings.data_folder.absolute() / "logs" / "deploy.log"
    return start_child(
        "deployment", [sys.executable, "-m", "cli.deploy", str(deployment_file.absolute())], environment, log
    )


def _wait_for_end(deploying: Child, request: _StopRequest) -> None:
    while deploying.is_running():
        request.obey()
        time.sleep(_LOOK_SECONDS)
    if deploying.process.returncode != 0:
        raise ServerError(f"The flows could not be deployed: the last lines of {deploying.log} say why.")


def _unless_stopped(ready: Callable[[], bool], request: _StopRequest) -> Callable[[], bool]:
    def look() -> bool:
        request.obey()
        return ready()

    return look


def _check_alive(children: list[Child], running: RunningS3 | None) -> None:
    for child in children:
        if not child.is_running():
            raise ServerError(
                f"The {child.name} ended by itself (exit code {child.process.returncode}), so everything is stopped: "
                f"the last lines of {child.log} say why."
            )
    if running is not None and not is_alive(running.pid):
        raise ServerError(f"S3 ended by itself, so everything is stopped: the last lines of {running.log} say why.")


def _stop(children: list[Child], console: Console | None = None) -> None:
    if console is not None:
        console.print("Pysäytetään ... / Stopping ...")
    stop_children(children)


@contextlib.contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{name} ..."):
        yield
    console.print(f"[green]✓[/green] {name}  {time.monotonic() - began:.1f} s")


def _print_addresses(settings: Settings, running: RunningS3 | None, console: Console) -> None:
    console.print()
    console.print("Kivijalka on käynnissä. / Kivijalka is running.")
    for label, value in (
        ("Lataussivu / Downloads", f"http://{LOOPBACK}:{settings.page_port}"),
        ("Ajot / Runs (Prefect)", f"http://{LOOPBACK}:{settings.prefect_port}"),
        ("S3", running.address if running else "AWS_ENDPOINT_URL / KIVIJALKA_BUCKET"),
        ("Lokit / Logs", str(settings.data_folder.absolute() / "logs")),
    ):
        console.print(f"  {label:<24}{value}")
    console.print("Ctrl-C pysäyttää kaiken. / Ctrl-C stops everything.")
