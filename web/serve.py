"""Starts the download page on loopback: `python -m web.serve`."""

import socket
import sys

import uvicorn

from config.loading import ConfigError, load_project
from config.settings import Settings
from tasks.storage import DEFAULT_BUCKET, StorageError, open_store
from web.page import create_app

LOOPBACK = "127.0.0.1"


def main() -> None:
    """Serve the page until the process is told to stop; a fault of the set-up is said in one sentence."""
    settings = Settings()
    try:
        project = load_project(settings.config_folder)
        store = open_store(settings.bucket or DEFAULT_BUCKET)
    except (ConfigError, StorageError) as error:
        sys.exit(str(error))
    app = create_app(store, project, settings.public_address, upload_limit_bytes=settings.upload_limit_mb * 1_000_000)
    listening = _listening_socket(settings.page_port)
    server = uvicorn.Server(
        uvicorn.Config(app, access_log=False, server_header=False, log_level="warning", timeout_graceful_shutdown=5)
    )
    server.run(sockets=[listening])


def _listening_socket(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError:
        sys.exit(f"The port {port} is in use: stop the program that uses it or set KIVIJALKA_PAGE_PORT.")
    return listening


if __name__ == "__main__":
    main()
