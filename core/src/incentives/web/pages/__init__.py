"""The pages: made on the server, in three languages, without a script."""

from starlette.routing import BaseRoute, Route

from incentives.web.pages import browsing, group, style
from incentives.web.pages.rendering import start

ROUTES: list[BaseRoute] = [
    Route("/", start, name="root"),
    Route("/style.css", style.style),
    Route("/favicon.ico", style.no_picture),
    *browsing.ROUTES,
    *group.ROUTES,
]
