"""The library's own formats, given through the same hooks as everybody's."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from incentives.hookspecs import PARTS, ReportFormat, Screen, SituationReader, hookimpl
from incentives.situation import Situation

if TYPE_CHECKING:
    from incentives.report.records.whole import Report


@hookimpl
def situation_readers() -> Iterator[SituationReader]:
    """Situation files in TOML."""
    yield SituationReader("toml", ".toml", _read)


@hookimpl
def report_formats() -> Iterator[ReportFormat]:
    """Text for a screen, Markdown, a page to print, JSON and TOML."""
    yield ReportFormat("text", _text, typed=True)
    yield ReportFormat("markdown", _markdown, typed=True)
    yield ReportFormat("html", _page, typed=True)
    yield ReportFormat("json", _json)
    yield ReportFormat("toml", _toml)


def _read(path: Path) -> Situation:
    return Situation.read(path)


def _text(report: "Report", screen: Screen) -> str:
    from incentives.report.layouts import blocks
    from incentives.report.screened import screened
    from incentives.report.text import to_text

    return to_text(blocks(screened(report), screen.parts), screen.width, styled=screen.styled)


def _markdown(report: "Report", screen: Screen) -> str:
    from incentives.report.layouts import blocks
    from incentives.report.markdown import to_markdown
    from incentives.report.screened import screened

    return to_markdown(blocks(screened(report), screen.parts))


def _page(report: "Report", _: Screen) -> str:
    from incentives.report.layouts import blocks
    from incentives.report.page import to_page
    from incentives.report.screened import screened

    seen = screened(report)
    return to_page(blocks(seen, PARTS, is_short=False), report.language, getattr(seen.body, "timeline", None))


def _json(content: Mapping[str, Any], _: Screen) -> str:
    from incentives.report.data import to_json

    return to_json(content)


def _toml(content: Mapping[str, Any], _: Screen) -> str:
    from incentives.report.data import to_toml

    return to_toml(content)
