"""The environment of every process that uses Prefect: its data in the project's folder, and nothing sent anywhere."""

import os
from collections.abc import Mapping
from pathlib import Path

from cli.processes import LOOPBACK
from config.settings import Settings

_DIRECT_HOSTS = (LOOPBACK, "localhost", "::1")


def local_api_url(settings: Settings) -> str:
    """Return the address of the API of the Prefect server that `kivijalka up` starts."""
    return f"http://{LOOPBACK}:{settings.prefect_port}/api"


def pages_folder(settings: Settings) -> Path:
    """Return the folder into which the Prefect server copies the pages of its user interface."""
    return settings.data_folder.absolute() / "prefect" / "ui"


def prefect_environment(settings: Settings, api_url: str | None) -> dict[str, str]:
    """Return the variables that must be set before Prefect is imported or a process of it is started.

    An empty value hides what the user's own environment says.

    Args:
        settings: Gives the data folder and the server's port.
        api_url: The server to use; None starts a temporary one inside the process that needs it.
    """
    home = settings.data_folder.absolute() / "prefect"
    return {
        "PREFECT_HOME": str(home),
        # What the user's own Prefect profile, server and key are must not decide where our runs go.
        "PREFECT_PROFILE": "ephemeral",
        "PREFECT_API_URL": api_url or "",
        "PREFECT_API_KEY": "",
        # A first start makes the database, which takes longer than the 20 seconds that Prefect waits.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_API_HOST": LOOPBACK,
        # As a setting and not as an argument of the command: only then the user interface finds its server.
        "PREFECT_SERVER_API_PORT": str(settings.prefect_port),
        # The server copies its pages when it starts; the installed package may be read-only.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(pages_folder(settings)),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # A quarterly schedule shows its next year: four runs, instead of those of the next hundred days.
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "4",
        # On disk: what is only in the memory of a server that stops is held for ever.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_WORKER_QUERY_SECONDS": "3",
        "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "INFO"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "DO_NOT_TRACK": "1",
        **direct_loopback(os.environ),
    }


def direct_loopback(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the proxy exceptions of an environment, with the loopback addresses among them."""
    named = environment.get("NO_PROXY") or environment.get("no_proxy") or ""
    hosts = [host.strip() for host in named.split(",") if host.strip()]
    exceptions = ",".join(dict.fromkeys([*hosts, *_DIRECT_HOSTS]))
    return {"NO_PROXY": exceptions, "no_proxy": exceptions}
