"""How the lists are laid out: schemes, plugins, what was found in plugins."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from incentives.catalogue.plugin import PluginState
from incentives.hints import short
from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point, Table, rows_of
from incentives.report.layout import Labels
from incentives.report.records.host import Finding, Plugin, Plugins, Verifications
from incentives.report.records.rulebook import NewestEdition, Scheme, Schemes

MOST_LINES, MOST_PLUGIN_LINES = 48, 28  # of a short list, on a screen of 60 or 40 with what stands around it
MANY_PLUGINS, MOST_GIVEN = 20, 60  # signs of what one of many gives


def schemes(found: Schemes, say: Labels, *, is_short: bool = False) -> Iterator[Block]:
    """The list of schemes; where a short one would not fit on a screen, their names, and how many are left out."""
    yield Heading(1, say("title_schemes"))
    whole = [_listed(scheme, say) for scheme in found.schemes]
    lines = sum(rows_of(text) for one in whole for text in (one.text, *one.below))
    if is_short and (found.left_out or lines > MOST_LINES):
        named = [say.tied(scheme.id, scheme.name) for scheme in found.schemes]
        yield from _names(named, "list", say, MOST_LINES, found.left_out)
    else:
        yield from lay.listed(whole)


def _names(named: Sequence[str], what: str, say: Labels, most: int, left_out: int = 0) -> Iterator[Block]:
    """As many lines as a screen has, and how many more there are."""
    shown = bisect_right(list(accumulate(map(rows_of, named))), most)
    left_out += len(named) - shown
    yield from lay.points(named[:shown])
    yield Paragraph(say(f"{what}_more", count=left_out) if left_out else say(f"{what}_short"))


def _listed(scheme: Scheme, say: Labels) -> Point:
    mine = {edition.year: edition.text for edition in scheme.user_editions}
    below = (
        scheme.summary,
        say.pair("country", scheme.jurisdiction),
        say.pair("authority", scheme.authority),
        say.pair("professions", ", ".join(scheme.professions)),
        say.pair("years", _years([year for year in scheme.years if year not in mine]) or say("not_known")),
        *mine.values(),
        *_stale(scheme.newest, say),
        say.pair("plugin", scheme.provider),
    )
    return Point(say.tied(scheme.id, scheme.name), below)


def _stale(newest: NewestEdition | None, say: Labels) -> Iterator[str]:
    if newest and newest.freshness_text:
        yield say.tied(newest.year, newest.freshness_text)


def _years(years: list[int]) -> str:
    is_run = len(years) > 1 and years == list(range(years[0], years[-1] + 1))
    return f"{years[0]}-{years[-1]}" if is_run else ", ".join(map(str, years))


def plugins(installed: Plugins, say: Labels, *, is_short: bool = False) -> Iterator[Block]:
    """The installed plugins; a short list fits on a screen, and those that cannot be used come first."""
    yield Heading(1, say("title_plugins"))
    if is_short and len(installed.plugins) > MANY_PLUGINS:
        ordered = sorted(installed.plugins, key=lambda one: one.state is PluginState.ACTIVE)
        yield from _names([_named(one, say) for one in ordered], "plugins", say, MOST_PLUGIN_LINES)
        return
    rows = tuple(
        (
            p.name,
            f"{p.distribution} {p.version}",
            say(f"state_{p.state.value}"),
            ", ".join(p.schemes + p.formats),
            _standing(p, say),
        )
        for p in installed.plugins
    )
    yield Table(tuple(map(say, ("plugin", "distribution", "state", "gives", "checked"))), rows)
    printed = [say.tied(p.name, p.printed.strip()) for p in installed.plugins if p.printed]
    yield from lay.section(2, say("printed"), lay.points(printed))


def _named(plugin: Plugin, say: Labels) -> str:
    told = (say(f"state_{plugin.state.value}"), short(", ".join(plugin.schemes + plugin.formats), MOST_GIVEN))
    return say.tied(plugin.name, ", ".join(filter(None, told)))


def verification(found: Verifications, say: Labels) -> Iterator[Block]:
    """What was found in each plugin."""
    yield Heading(1, say("title_verification"))
    for plugin in found.plugins:
        yield Heading(2, f"{plugin.name} ({plugin.distribution} {plugin.version})")
        faults = [finding for finding in plugin.findings if finding.severity == "finding"]
        notes = [finding for finding in plugin.findings if finding.severity != "finding"]
        answer = say("sound", held=plugin.held) if plugin.sound else say("unsound", count=len(faults))
        yield Paragraph(answer, strong=True)
        yield from lay.section(3, say("to_put_right"), _findings(faults))
        yield from lay.section(3, say("worth_knowing"), _findings(notes))


def _findings(findings: Iterable[Finding]) -> Iterator[Block]:
    return lay.listed(Point(f"{one.place}: {one.problem}", (f"→ {one.remedy}",)) for one in findings)


def _standing(plugin: Plugin, say: Labels) -> str:
    """Whether a plugin was verified, and whether it has changed since."""
    return say(plugin.verified.standing, day=say.day(plugin.verified.on)) if plugin.verified else ""
