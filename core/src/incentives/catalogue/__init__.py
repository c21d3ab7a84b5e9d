"""The plugin host and the front door."""

from incentives.catalogue.catalogue import Catalogue, NotAssessed, load_catalogue
from incentives.catalogue.failures import PluginFailure, Stage
from incentives.catalogue.plugin import PluginInfo, PluginState

__all__ = ["Catalogue", "NotAssessed", "PluginFailure", "PluginInfo", "PluginState", "Stage", "load_catalogue"]
