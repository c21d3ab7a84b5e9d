"""Pages and an HTTP API, made from the installed schemes; nothing of what is asked is kept."""

from incentives.web.application import application
from incentives.web.settings import Settings

__all__ = ["Settings", "application"]
