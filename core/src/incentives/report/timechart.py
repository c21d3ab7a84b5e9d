"""A timeline as a chart of 80 columns, in signs that every terminal has or that have a simpler one."""

from collections.abc import Iterator
from datetime import date

from incentives.report import layout as lay
from incentives.report.blocks import Block, Drawing, Listing, Paragraph, Point
from incentives.report.layout import Labels
from incentives.report.records.person import Comparison
from incentives.report.records.times import Timeline
from incentives.report.timescale import Scale, days_of, lanes
from incentives.timeline import DeedState

WIDTH, NAMES = 80, 30
AXIS = WIDTH - NAMES
WIDEST_YEAR = 24  # two signs a month
BARS = {"period": "━", "window": "█", "perhaps": "░", "payment": "▒"}
AS_OF = "│"
DEEDS = {DeedState.TO_DO: "◆", DeedState.UNSETTLED: "◇", DeedState.DONE: "✓", DeedState.MISSED: "✗"}


def timeline_blocks(content: Timeline, say: Labels) -> Iterator[Block]:
    """The chart, its key, and every line of it in sentences."""
    if not content.courses:
        yield Paragraph(say("empty"))
        return
    yield Drawing(tuple(chart_lines(content, say)))
    said = []
    for course in content.courses:
        several = len(course.years) > 1
        below = [course.cycle_text] if course.cycle_text else []
        for year in course.years:
            below += [say.tied(year.year, text) if several else text for text in year.sentences]
        said.append(Point(course.name, tuple(below)))
    yield Listing(tuple(said))


def chart_lines(content: Timeline, say: Labels) -> Iterator[str]:
    """The years, a line or two for each course, and the key to the signs."""
    scale = Scale.of(list(days_of(content)), AXIS, WIDEST_YEAR)
    as_of = None if content.as_of is None else scale.begins(content.as_of)
    yield _head(scale, as_of)
    for lane in lanes(content, say):
        cells = [" "] * scale.width
        for kind, start, end in lane.bars:
            _fill(cells, scale, start, end, BARS[kind])
        for day, state in lane.deeds:
            cells[scale.begins(day)] = DEEDS[state]
        yield _line(f"  {lane.name}" if lane.is_money else lane.name, cells, as_of)
    yield from _key(content, say)


def _head(scale: Scale, as_of: int | None) -> str:
    cells = [" "] * scale.width
    free = 0
    for year in scale.years:
        start, text = scale.begins(date(year, 1, 1)), str(year)
        if start >= free and start + len(text) <= scale.width:
            cells[start : start + len(text)] = text
            free = start + len(text) + 1
    return _line("", cells, as_of)


def _fill(cells: list[str], scale: Scale, start: date, end: date, sign: str) -> None:
    first, last = scale.begins(start), scale.begins(end)
    cells[first : last + 1] = sign * (last + 1 - first)


def _line(name: str, cells: list[str], as_of: int | None) -> str:
    shown = name if len(name) < NAMES else f"{name[: NAMES - 4]}..."
    if as_of is not None and cells[as_of] == " ":
        cells[as_of] = AS_OF
    return f"{shown:<{NAMES}}{''.join(cells)}".rstrip()


def _key(content: Timeline, say: Labels) -> Iterator[str]:
    """What the signs mean, of those that can be seen."""
    signs = {**BARS, **{state.value: sign for state, sign in DEEDS.items()}}
    meanings = [f"{sign} {say(f'legend_{key}')}" for key, sign in signs.items()]
    if content.as_of is not None:
        meanings.append(f"{AS_OF} {say.day(content.as_of)}")
    line = ""
    for meaning in meanings:
        if line and len(line) + len(meaning) + 3 > WIDTH:
            yield line
            line = ""
        line = f"{line}   {meaning}" if line else meaning
    yield line


def timeline_section(content: Comparison, say: Labels) -> Iterator[Block]:
    """The timeline of a report, where it was asked for."""
    if content.timeline is not None:
        said = say.of("timeline")
        yield from lay.section(2, said("title"), timeline_blocks(content.timeline, said))
