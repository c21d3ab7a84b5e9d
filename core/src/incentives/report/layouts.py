"""How each kind of report is laid out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Point, Table
from incentives.report.changedlayout import changed
from incentives.report.checklayout import compared
from incentives.report.layout import Labels
from incentives.report.parts import Content
from incentives.report.rulelayout import schemes_compared, shown
from incentives.report.tablelayout import reformed, summarised
from incentives.report.verified import standing, verification


def blocks(content: Mapping[str, Any]) -> Iterator[Block]:
    """The whole report."""
    say = lay.labels_of(content)
    yield from KINDS[content["kind"]](content, say)
    yield from lay.closing(content, say)


def schemes(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """The list of schemes."""
    yield Heading(1, say("title_schemes"))
    yield Listing(tuple(_listed(scheme, say) for scheme in content["schemes"]))


def _listed(scheme: Content, say: Labels) -> Point:
    mine = {edition["year"]: edition["text"] for edition in scheme["user_editions"]}
    below = (
        scheme["summary"],
        say.pair("country", scheme["jurisdiction"]),
        say.pair("authority", scheme["authority"]),
        say.pair("professions", ", ".join(scheme["professions"])),
        say.pair("years", _years([year for year in scheme["years"] if year not in mine]) or say("not_known")),
        *mine.values(),
        *_stale(scheme["newest"], say),
        say.pair("plugin", scheme["provider"]),
    )
    return Point(say.tied(scheme["id"], scheme["name"]), below)


def _stale(newest: Content | None, say: Labels) -> Iterator[str]:
    if newest and newest["freshness_text"]:
        yield say.tied(newest["year"], newest["freshness_text"])


def _years(years: list[int]) -> str:
    is_run = len(years) > 1 and years == list(range(years[0], years[-1] + 1))
    return f"{years[0]}-{years[-1]}" if is_run else ", ".join(map(str, years))


def plugins(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """The installed plugins."""
    yield Heading(1, say("title_plugins"))
    rows = tuple(
        (
            p["name"],
            f"{p['distribution']} {p['version']}",
            say(f"state_{p['state']}"),
            ", ".join(p["schemes"] + p["formats"]),
            standing(p, say),
        )
        for p in content["plugins"]
    )
    yield Table(tuple(map(say, ("plugin", "distribution", "state", "gives", "checked"))), rows)
    printed = [say.tied(p["name"], p["printed"].strip()) for p in content["plugins"] if p["printed"]]
    yield from lay.section(2, say("printed"), lay.points(printed))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Labels], Iterator[Block]]] = {
    "check": compared,
    "comparison": compared,
    "schemes": schemes,
    "show": shown,
    "scheme_comparison": schemes_compared,
    "plugins": plugins,
    "verification": verification,
    "edition_changes": changed,
    "table_summary": summarised,
    "table_comparison": reformed,
}
