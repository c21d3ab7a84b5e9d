"""Schemes to read, without a practitioner."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.web.pages.rendering import report_page
from incentives.web.work import desk_of, worked


async def schemes(request: Request) -> Response:
    """The list of schemes."""
    return report_page(request, await worked(request, desk_of(request).schemes))


ROUTES = [Route("/{lang:lang}/schemes", schemes, name="schemes")]
