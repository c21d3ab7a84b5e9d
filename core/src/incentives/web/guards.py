"""What stands between the network and the answers: who may ask, how much, how often, and what a browser may do."""

import logging
from traceback import extract_tb

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from incentives.web.problems import Problem

log = logging.getLogger("incentives.web")

#: Nothing runs, and nothing comes from elsewhere; answers are on no disk, and no other site learns an address.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class SafeHeaders:
    """Adds the headers that every response has; one that a response sets itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class NoWords:
    """Lets no failure out: what is logged is where it happened, never what was asked or answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_begun = False

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except ClientDisconnect:
            return  # nobody is left to be told
        except Exception as error:  # noqa: BLE001  # whatever it is, its words may repeat an answer
            last = extract_tb(error.__traceback__)[-1]
            log.error("%s in %s, line %s, of %s", type(error).__name__, last.name, last.lineno, last.filename)  # noqa: TRY400  # a traceback has the words
            if not is_begun:
                await Problem(500, "broken").response(scope)(scope, receive, send)


class Pace:
    """Refuses what one address asks beyond so many requests in a minute."""

    def __init__(self, app: ASGIApp, requests_a_minute: int) -> None:
        self.app = app
        self._most = RateLimitItemPerMinute(requests_a_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        address = (scope.get("client") or ("?",))[0]
        if scope["type"] != "http" or await self._limiter.hit(self._most, address):
            await self.app(scope, receive, send)
        else:
            await Problem(429, "too_many").response(scope)(scope, receive, send)
