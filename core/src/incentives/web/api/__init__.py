"""The HTTP API: the same records as reports in JSON."""

from starlette.routing import BaseRoute

from incentives.web.api import manual, uploads
from incentives.web.api.operations import OFFERED
from incentives.web.api.serving import route

ROUTES: list[BaseRoute] = [*(route(*offered) for offered in OFFERED), *uploads.ROUTES, *manual.ROUTES]
