"""What protects the page and its readers, whatever is asked: headers on every answer, and a check of the host."""

import re
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import HOST, SECURITY_HEADERS, Frames

LOOPBACK_HOSTS = ("127.0.0.1", "localhost")


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
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
