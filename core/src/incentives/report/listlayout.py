"""How the lists are laid out: schemes, plugins, what was found in plugins."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point, Table
from incentives.report.layout import Labels
from incentives.report.records.host import Finding, Plugin, Plugins, Verifications
from incentives.report.records.rulebook import NewestEdition, Scheme, Schemes


def schemes(found: Schemes, say: Labels) -> Iterator[Block]:
    """The list of schemes."""
    yield Heading(1, say("title_schemes"))
    yield Listing(tuple(_listed(scheme, say) for scheme in found.schemes))


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


def plugins(installed: Plugins, say: Labels) -> Iterator[Block]:
    """The installed plugins."""
    yield Heading(1, say("title_plugins"))
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
