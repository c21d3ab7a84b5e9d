"""The lists: schemes, plugins."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from incentives.catalogue import Catalogue, PluginInfo, PluginState, Stage
from incentives.catalogue.failures import guarded
from incentives.report import parts
from incentives.report.filler import filled
from incentives.report.records.host import Plugin, Plugins, Soundness
from incentives.report.records.rulebook import NewestEdition, Schemes, UserEdition
from incentives.report.records.rulebook import Scheme as Listed
from incentives.report.worded import worded
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def schemes_body(catalogue: Catalogue, language: str, as_of: date | None = None, most: int | None = None) -> Schemes:
    """Every scheme in a line: what it is, whom it covers, which years are known.

    Args:
        catalogue: the schemes.
        language: of the report.
        as_of: the day from which the newest edition is judged.
        most: how many are said; ``None`` for all.
    """
    found = (
        worded(partial(scheme_record, scheme, catalogue, language, as_of), catalogue, scheme.id)
        for scheme in catalogue.schemes[:most]
    )
    left_out = len(catalogue.schemes) - len(catalogue.schemes[:most])
    return Schemes(schemes=tuple(one for one in found if one is not None), left_out=left_out)


def scheme_record(scheme: Scheme, catalogue: Catalogue, language: str, as_of: date | None = None) -> Listed:
    """What a scheme is, whom it covers, which years are known, which plugin gives it."""
    core = Speech(language)
    speech, plugin = core.of(scheme.wording), catalogue.provider(scheme.id)
    told = {name: speech.say("scheme", name) for name in ("name", "short", "summary", "authority")}
    return filled(
        Listed,
        speech,
        scheme,
        user_editions=tuple(
            UserEdition(
                year=one.year,
                file=one.source,
                text=core.say("report", "user_edition", year=str(one.year), file=one.source),
            )
            for one in scheme.user_editions
        ),
        newest=_newest(scheme, language, as_of),
        provider=f"{plugin.distribution} {plugin.version}",
        translation_is_ours=scheme.wording.is_ours(language),
        **told,
    )


def _newest(scheme: Scheme, language: str, as_of: date | None) -> NewestEdition | None:
    """Whether the newest edition is still to be relied on; ``None`` without a day, or where it cannot be used."""
    if as_of is None or not scheme.years:
        return None
    dates = guarded(lambda: scheme.dates(scheme.years[-1])).value  # a broken one is told where it is used
    if dates is None:
        return None
    return NewestEdition(year=dates.year, **parts.freshness_of(scheme, dates, as_of, language))


def plugins_body(catalogue: Catalogue, verified: Mapping[PluginInfo, Soundness]) -> Plugins:
    """Every installed plugin, what became of it, and whether it was verified."""
    return Plugins(
        plugins=tuple(
            filled(
                Plugin,
                Speech("en"),  # nothing of it is worded
                plugin,
                state=_state(plugin, catalogue),
                schemes=tuple(scheme.id for scheme in plugin.schemes),
                formats=tuple(written.name for written in plugin.formats),
                readers=tuple(reader.name for reader in plugin.readers),
                activity=tuple(reader.scheme for reader in plugin.activity_readers),
                registers=tuple(one.name for one in plugin.registers),
                printed=plugin.printed or None,
                verified=verified.get(plugin),
            )
            for plugin in catalogue.plugins
        )
    )


def _state(plugin: PluginInfo, catalogue: Catalogue) -> PluginState:
    """What became of a plugin, also since it was loaded."""
    later = (one for one in catalogue.failures if one.stage is not Stage.CONFLICT)
    has_failed = any((one.plugin, one.distribution) == (plugin.name, plugin.owner) for one in later)
    return PluginState.FAILED if has_failed else plugin.state
