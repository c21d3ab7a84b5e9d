"""The HTTP API: the same records as reports in JSON."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
