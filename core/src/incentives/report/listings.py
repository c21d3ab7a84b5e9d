"""The content of the lists: schemes, plugins."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from incentives.catalogue import Catalogue, PluginInfo, PluginState, Stage
from incentives.catalogue.failures import guarded
from incentives.report import parts
from incentives.report.parts import Content
from incentives.report.worded import worded
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def schemes_body(catalogue: Catalogue, language: str, as_of: date | None = None) -> Content:
    """Every scheme in a line: what it is, whom it covers, which years are known."""
    found = (
        worded(partial(scheme_content, scheme, catalogue, language, as_of), catalogue, scheme.id)
        for scheme in catalogue.schemes
    )
    return {"schemes": [content for content in found if content is not None]}


def scheme_content(scheme: Scheme, catalogue: Catalogue, language: str, as_of: date | None = None) -> Content:
    """What a scheme is, whom it covers, which years are known, which plugin gives it."""
    speech = Speech(language).of(scheme.wording)
    plugin = catalogue.provider(scheme.id)
    return {
        "id": scheme.id,
        "name": speech.say("scheme", "name"),
        "short": speech.say("scheme", "short"),
        "summary": speech.say("scheme", "summary"),
        "jurisdiction": scheme.jurisdiction,
        "authority": speech.say("scheme", "authority"),
        "professions": [speech.say("facts", "practitioner.profession", "values", p) for p in scheme.professions],
        "years": list(scheme.years),
        "user_editions": [
            {
                "year": edition.year,
                "file": edition.source,
                "text": Speech(language).say("report", "user_edition", year=str(edition.year), file=edition.source),
            }
            for edition in scheme.user_editions
        ],
        "newest": _newest(scheme, language, as_of),
        "provider": f"{plugin.distribution} {plugin.version}",
        "translation_is_ours": scheme.wording.is_ours(language),
    }


def _newest(scheme: Scheme, language: str, as_of: date | None) -> Content | None:
    """Whether the newest edition is still to be relied on; ``None`` without a day, or where it cannot be used."""
    if as_of is None or not scheme.years:
        return None
    dates = guarded(lambda: scheme.dates(scheme.years[-1])).value  # a broken one is told where it is used
    if dates is None:
        return None
    return {"year": dates.year, **parts.freshness_of(scheme, dates, as_of, language)}


def plugins_body(catalogue: Catalogue, verified: Mapping[PluginInfo, Content]) -> Content:
    """Every installed plugin, what became of it, and whether it was verified."""
    return {
        "plugins": [
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "state": _state(plugin, catalogue).value,
                "schemes": [scheme.id for scheme in plugin.schemes],
                "formats": [written.name for written in plugin.formats],
                "readers": [reader.name for reader in plugin.readers],
                "printed": plugin.printed or None,
                "verified": verified.get(plugin),
            }
            for plugin in catalogue.plugins
        ]
    }


def _state(plugin: PluginInfo, catalogue: Catalogue) -> PluginState:
    """What became of a plugin, also since it was loaded."""
    later = (one for one in catalogue.failures if one.stage is not Stage.CONFLICT)
    has_failed = any((one.plugin, one.distribution) == (plugin.name, plugin.owner) for one in later)
    return PluginState.FAILED if has_failed else plugin.state
