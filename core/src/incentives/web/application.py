"""The pages and the API as one ASGI application."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response

from incentives.catalogue import Catalogue
from incentives.web import api, pages
from incentives.web.bodies import BodyLimit
from incentives.web.guards import NoWords, Pace, SafeHeaders
from incentives.web.problems import Problem
from incentives.web.settings import Settings

CODES = {404: "not_found", 405: "not_allowed", 400: "unreadable"}


def application(catalogue: Catalogue, settings: Settings | None = None) -> Starlette:
    """The pages and the API of some schemes.

    Args:
        catalogue: the schemes.
        settings: how they are served; on this machine alone unless given.
    """
    settings = settings or Settings()
    pace = [Middleware(Pace, settings.requests_a_minute)] if settings.requests_a_minute else []
    app = Starlette(
        routes=[*api.ROUTES, *pages.ROUTES],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(NoWords),
            Middleware(TrustedHostMiddleware, [*settings.hosts], www_redirect=False),
            *pace,
            Middleware(BodyLimit, settings),
        ],
        exception_handlers={Problem: _refused, HTTPException: _not_served},
    )
    app.state.catalogue = catalogue
    app.state.settings = settings
    return app


async def _refused(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)  # noqa: S101  # it is called for nothing else
    return problem.response(request.scope)


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # the same
    found = Problem(error.status_code, CODES.get(error.status_code, "unreadable")).response(request.scope)
    found.headers.update(error.headers or {})
    return found
