"""The servers that integration tests share: one S3 and one Prefect for all of them."""

import copy
import itertools
import os

import pytest

from cli.embedded_s3 import EmbeddedS3, s3_environment
from cli.prefect_environment import local_api_url, prefect_environment
from cli.processes import free_ports, stop_child
from cli.servers import prefect_answers, start_prefect_server, wait_until
from config.settings import Settings
from tasks.storage import open_store

_bucket_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def embedded_s3(tmp_path_factory):
    """A running embedded S3 server."""
    with EmbeddedS3(tmp_path_factory.mktemp("s3-server")) as running:
        yield running


@pytest.fixture(scope="session")
def opened_s3(embedded_s3):
    """The server, opened once: opening it anew for each test would take most of the time."""
    return open_store("any", embedded_s3.access)


@pytest.fixture
def store(opened_s3):
    """An empty, versioned bucket of its own for a test."""
    bucket = copy.copy(opened_s3)
    bucket.bucket = f"test-{next(_bucket_numbers)}"
    bucket.ensure_bucket()
    return bucket


@pytest.fixture(scope="session")
def prefect_settings(tmp_path_factory):
    """The settings of the shared Prefect server."""
    (port,) = free_ports(1)
    return Settings(data_folder=tmp_path_factory.mktemp("prefect-server"), prefect_port=port)


@pytest.fixture(scope="session")
def prefect_api(prefect_settings):
    """The API address of a running Prefect server; flows of this process and of its children run on it."""
    api_url = local_api_url(prefect_settings)
    ours = prefect_environment(prefect_settings, api_url)
    server = start_prefect_server(prefect_settings, {**os.environ, **ours})
    try:
        wait_until(lambda: prefect_answers(prefect_settings), server)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in ours.items():
                patch.setenv(name, value)
            # The variables come too late when a test module has imported Prefect already.
            from prefect.settings import PREFECT_API_KEY, PREFECT_API_URL, PREFECT_HOME, temporary_settings

            home = prefect_settings.data_folder / "prefect"
            with temporary_settings({PREFECT_API_URL: api_url, PREFECT_HOME: home}, restore_defaults={PREFECT_API_KEY}):
                yield api_url
    finally:
        stop_child(server)


@pytest.fixture(scope="module")
def environment(request, embedded_s3, prefect_api):
    """The process's environment, which leads to the test servers and to the bucket that the module names in BUCKET.

    Documents are laid out only where the module names its LIBREOFFICE: that takes most of the time of a run.
    """
    own = {
        "KIVIJALKA_BUCKET": request.module.BUCKET,
        "KIVIJALKA_LIBREOFFICE": getattr(request.module, "LIBREOFFICE", ""),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**s3_environment(embedded_s3), **own}.items():
            patch.setenv(name, value)
        yield dict(os.environ)


@pytest.fixture(scope="module")
def bucket(request, environment, embedded_s3):
    """The empty bucket that the module's flows use."""
    opened = open_store(request.module.BUCKET, embedded_s3.access)
    opened.ensure_bucket()
    return opened
