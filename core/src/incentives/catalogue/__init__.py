"""The plugin host and the front door."""

from incentives.catalogue.catalogue import Catalogue, NotAssessed, load_catalogue
from incentives.catalogue.discovery import PluginInfo, PluginState
from incentives.catalogue.failures import PluginFailure, Stage

__all__ = ["Catalogue", "NotAssessed", "PluginFailure", "PluginInfo", "PluginState", "Stage", "load_catalogue"]
