"""How the pages look: that of the page to print, and what forms need."""

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from incentives.report.page import STYLE

FORMS = files("incentives.web.pages") / "templates" / "site.css"


@cache
def _sheet() -> str:
    return STYLE.read_text("utf-8") + FORMS.read_text("utf-8")


async def style(_: Request) -> Response:
    """The style sheet."""
    return Response(_sheet(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def no_picture(_: Request) -> Response:
    """Browsers ask for one, whether a page has it or not."""
    return Response(status_code=204)
