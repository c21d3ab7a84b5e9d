"""The body of a request, of which no more is read than may be sent."""

import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from incentives.web.problems import Problem
from incentives.web.settings import Settings

WRITTEN = ("application/json", "application/x-www-form-urlencoded", "application/problem+json")

logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # its warnings quote bodies


class BodyLimit:
    """Refuses a body that is too large, before it is read whole."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, seen = Headers(scope=scope), 0
        is_written = headers.get("content-type", WRITTEN[0]).partition(";")[0].strip().lower() in WRITTEN
        most = self._settings.largest_body if is_written else self._settings.largest_table

        async def measured() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise Problem(413, "too_large")
            return message

        told = headers.get("content-length", "0")
        if told.isdecimal() and int(told) > most:
            await Problem(413, "too_large").response(scope)(scope, receive, send)
        else:
            await self.app(scope, measured, send)
