"""The Prefect server, its worker and the download page, as child processes."""

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

from cli.prefect_environment import local_api_url
from cli.processes import LOOPBACK, Child, start_child
from config.settings import Settings

START_SECONDS = 180.0


class ServerError(Exception):
    """A server does not come up; the text says which one and where its log is."""


def start_prefect_server(settings: Settings, environment: Mapping[str, str]) -> Child:
    """Return a started Prefect server, whose data is in the data folder unless the environment names a database."""
    log = settings.data_folder.absolute() / "logs" / "prefect-server.log"
    return start_child("Prefect server", [sys.executable, "-m", "prefect", "server", "start"], environment, log)


def start_worker(settings: Settings, environment: Mapping[str, str], work_pool: str) -> Child:
    """Return a started worker that runs the flows of a work pool as processes on this machine."""
    log = settings.data_folder.absolute() / "logs" / "prefect-worker.log"
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", work_pool, "--type", "process"]
    return start_child("worker", [*command, "--name", "kivijalka"], environment, log)


def start_page(settings: Settings, environment: Mapping[str, str]) -> Child:
    """Return a started download page."""
    log = settings.data_folder.absolute() / "logs" / "page.log"
    return start_child("download page", [sys.executable, "-m", "web.serve"], environment, log)


def prefect_answers(settings: Settings) -> bool:
    """Return whether our Prefect server is ready for requests."""
    return _answers(f"{local_api_url(settings)}/health")


def page_answers(settings: Settings) -> bool:
    """Return whether our download page is ready for requests."""
    return _answers(f"http://{LOOPBACK}:{settings.page_port}/")


def wait_until(ready: Callable[[], bool], child: Child) -> None:
    """Return when a started server is ready.

    Raises:
        ServerError: The process ended or is not ready in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if not child.is_running():
            raise ServerError(f"{child.name} ended at its start: the last lines of {child.log} say why.")
        if time.monotonic() > deadline:
            raise ServerError(f"{child.name} was not ready within {START_SECONDS:.0f} seconds: see {child.log}.")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=2) as answer:
            return bool(answer.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
