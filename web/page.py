"""The download page: one FastAPI app over one bucket and one project."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from config.models import Project
from tasks.storage import Store
from web.errors import Frames, add_error_pages
from web.guards import OwnAddress, OwnForms, SecurityHeaders
from web.partner_routes import sending_routes, showing_routes
from web.partner_side import PartnerSide
from web.routes import reading_routes
from web.words import load_texts

DEFAULT_UPLOAD_LIMIT_BYTES = 20_000_000


def create_app(
    store: Store,
    project: Project,
    public_address: str = "",
    *,
    upload_limit_bytes: int = DEFAULT_UPLOAD_LIMIT_BYTES,
    today: Callable[[], dt.date] | None = None,
) -> FastAPI:
    """Return the page of a project whose documents are in a bucket, and through which the towns send their files.

    Args:
        store: The bucket.
        project: The configuration, for names.
        public_address: Address at which readers open the page. Its path is put before every link, and only its host
            and the loopback ones are answered. Empty: links begin at the root and every host is answered.
        upload_limit_bytes: How much can be sent at once.
        today: Tells the day, for the deadlines; None reads the clock in the project's time zone.
    """
    root_path = urlsplit(public_address).path.rstrip("/")
    frames = Frames(load_texts(), project, root_path)
    # The built-in documentation pages would load scripts from another host.
    app = FastAPI(title="Kivijalka", docs_url=None, redoc_url=None, openapi_url=None)
    day = today or (lambda: dt.datetime.now(ZoneInfo(project.identity.timezone)).date())
    side = PartnerSide(store, project, frames, public_address, upload_limit_bytes, day)
    app.include_router(showing_routes(side))
    app.include_router(sending_routes(side))
    app.include_router(reading_routes(store, project, frames))
    add_error_pages(app, frames)
    app.add_middleware(OwnForms, public_address=public_address, frames=frames)
    if public_address:
        app.add_middleware(OwnAddress, public_address=public_address, frames=frames)
    app.add_middleware(SecurityHeaders)
    return app
