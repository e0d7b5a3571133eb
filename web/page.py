"""The download page: one FastAPI app over one bucket and one project."""

from urllib.parse import urlsplit

from fastapi import FastAPI

from config.models import Project
from tasks.storage import Store
from web.errors import Frames, add_error_pages
from web.guards import OwnAddress, SecurityHeaders
from web.routes import reading_routes
from web.words import load_texts


def create_app(store: Store, project: Project, public_address: str = "") -> FastAPI:
    """Return the download page of a project whose documents are in a bucket.

    Args:
        store: The bucket.
        project: The configuration, for names.
        public_address: Address at which readers open the page. Its path is put before every link, and only its host
            and the loopback ones are answered. Empty: links begin at the root and every host is answered.
    """
    root_path = urlsplit(public_address).path.rstrip("/")
    frames = Frames(load_texts(), project, root_path)
    # The built-in documentation pages would load scripts from another host.
    app = FastAPI(title="Kivijalka", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(reading_routes(store, project, frames))
    add_error_pages(app, frames)
    if public_address:
        app.add_middleware(OwnAddress, public_address=public_address, frames=frames)
    app.add_middleware(SecurityHeaders)
    return app
