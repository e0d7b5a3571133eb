"""What protects the page and its readers, whatever is asked: headers on every answer, and checks of host and origin."""

import re
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import FOREIGN, HOST, SECURITY_HEADERS, Frames

LOOPBACK_HOSTS = ("127.0.0.1", "localhost")


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class OwnAddress:
    """Lets the app answer at its public address and at loopback, and nowhere else.

    A foreign site could otherwise give its own name the loopback address and read the page through a reader's browser.
    """

    def __init__(self, app: ASGIApp, public_address: str, frames: Frames) -> None:
        self._app = app
        self._frames = frames
        self._hosts = (*LOOPBACK_HOSTS, urlsplit(public_address).hostname)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in words."""
        answer = self._app
        if scope["type"] == "http":
            # A proxy may pass its own path on or take it away: routing reads the path without it.
            scope["root_path"] = self._frames.root_path
            request = Request(scope)
            name = re.sub(r":\d+$", "", request.headers.get("Host", "")).lower()
            if name not in self._hosts:
                answer = self._frames.error_answer(request, 421, HOST)
        await answer(scope, receive, send)


class OwnForms:
    """Lets only our own pages send something.

    There is no login and so no cookie that a foreign site could misuse; but the page may be open to whoever is in the
    same network as the reader, and a foreign site must not send files through the reader's browser. A browser says from
    where a form comes; what says nothing is no browser.
    """

    def __init__(self, app: ASGIApp, public_address: str, frames: Frames) -> None:
        self._app = app
        self._frames = frames
        self._public = urlsplit(public_address).netloc or None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in words."""
        answer = self._app
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            request = Request(scope)
            if not self._is_own(request):
                answer = self._frames.error_answer(request, 403, FOREIGN)
        await answer(scope, receive, send)

    def _is_own(self, request: Request) -> bool:
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site == "same-origin"
        origin = request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc in (request.headers.get("Host"), self._public)
