"""A timeline as an SVG of its own: no script, no outside resource, every word of it also for those who can't see it.

It is written here and not drawn by the library of the other charts, which turns words into outlines and is an extra.
"""

from collections.abc import Iterator
from datetime import date
from html import escape

from incentives.hints import harmless
from incentives.report.layout import Labels
from incentives.report.records.times import Timeline
from incentives.report.screened import screened
from incentives.report.timescale import Lane, Scale, days_of, lanes
from incentives.timeline import DeedState
from incentives.wording import Speech, formats

WIDTH, NAMES, TOP, LANE, BAR, KEY = 1000, 330, 64, 24, 12, 22
AXIS = WIDTH - NAMES - 20
LONGEST_NAME = 46  # signs
# Okabe and Ito's colours, which people who see few colours can tell apart; shapes and stripes say the same without any.
BLUE, ORANGE, GREEN, RED, INK, GRID = "#0072B2", "#E69F00", "#009E73", "#B33C00", "#222222", "#D5D5D5"
DEEDS = (DeedState.TO_DO, DeedState.UNSETTLED, DeedState.DONE, DeedState.MISSED)


def timeline_svg(content: Timeline, language: str, *, label: str | None = None, id: str = "timeline") -> str:
    """The whole picture, as text.

    Args:
        content: of a timeline, as reports have it.
        language: of its words.
        label: whose it is, if that is told.
        id: unique in a page that holds the picture.
    """
    content, say = screened(content), Labels(Speech(language), "timeline")
    title = say("title") if label is None else say("title_of", who=harmless(label))
    rows = list(lanes(content, say))
    height = TOP + LANE * len(rows) + KEY * 3 + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="{language}"',
        f'aria-labelledby="{id}-title {id}-desc" font-family="sans-serif" font-size="14" fill="{INK}">',
        f'<title id="{id}-title">{_text(title)}</title>',
        f'<desc id="{id}-desc">{_text(" ".join(_described(content, say)) or say("empty"))}</desc>',
        f'<defs><pattern id="{id}-perhaps" width="6" height="6" patternUnits="userSpaceOnUse">',
        f'<path d="M0 0H6V6H0z" fill="white"/><path d="M-1 7 7 -1M2 10 10 2" stroke="{ORANGE}" stroke-width="2"/>',
        "</pattern></defs>",
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="10" y="24" font-size="18" font-weight="bold">{_text(title)}</text>',
    ]
    if rows:
        parts += _drawn(content, rows, say, id)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(text: str) -> str:
    return escape(text, quote=True)


def _described(content: Timeline, say: Labels) -> Iterator[str]:
    for course in content.courses:
        sentences = [course.cycle_text or "", *(text for year in course.years for text in year.sentences)]
        yield say("described", course=course.name, sentences=" ".join(filter(None, sentences)))


def _drawn(content: Timeline, rows: list[Lane], say: Labels, id: str) -> Iterator[str]:
    scale = Scale.of(list(days_of(content)), AXIS, AXIS)
    bottom = TOP + LANE * len(rows)
    for year in scale.years:
        x = _x(date(year, 1, 1), scale)
        yield f'<path d="M{x} {TOP - 18}V{bottom}" stroke="{GRID}"/>'
        if len(scale.years) <= AXIS // 40:  # else they would run into one another
            yield f'<text x="{x + 4}" y="{TOP - 8}" font-size="13">{year}</text>'
    fills = _fills(id)
    for place, lane in enumerate(rows):
        y, name = TOP + LANE * place, lane.name
        shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        style = 'x="26"' if lane.is_money else 'x="10" font-weight="bold"'
        yield f'<text {style} y="{y + 16}">{_text(shown)}</text>'
        yield from (_bar(start, end, scale, y, fills[kind]) for kind, start, end in lane.bars)
        yield from (_sign(state, _x(day, scale), y + 12) for day, state in lane.deeds)
    if content.as_of is not None:
        x = _x(content.as_of, scale)
        yield f'<path d="M{x} {TOP - 4}V{bottom}" stroke="{INK}" stroke-dasharray="4 3"/>'
    yield from _key(content, say, bottom + KEY, id)


def _x(day: date, scale: Scale) -> int:
    return NAMES + scale.begins(day)


def _fills(id: str) -> dict[str, str]:
    return {"period": BLUE, "window": ORANGE, "perhaps": f"url(#{id}-perhaps)", "payment": GREEN}


def _bar(start: date, end: date, scale: Scale, y: int, fill: str) -> str:
    x = _x(start, scale)
    width = max(_x(end, scale) - x + scale.width // (len(scale.years) * 365), 2)
    return f'<rect x="{x}" y="{y + 6}" width="{width}" height="{BAR}" rx="2" fill="{fill}"/>'


def _sign(state: DeedState, x: int, y: int) -> str:
    """A shape for each state, which needs no colour to be told from the others."""
    diamond = f"M{x} {y - 8}l8 8-8 8-8-8z"
    match state:
        case DeedState.TO_DO:
            return f'<path d="{diamond}" fill="{RED}" stroke="white"/>'
        case DeedState.UNSETTLED:
            return f'<path d="{diamond}" fill="white" stroke="{RED}" stroke-width="2"/>'
        case DeedState.DONE:
            tick = f"M{x - 4} {y}l3 3 5-6"
            ring = f'<circle cx="{x}" cy="{y}" r="8" fill="white" stroke="{INK}"/>'
            return f'{ring}<path d="{tick}" fill="none" stroke="{INK}" stroke-width="2"/>'
        case _:
            cross = f"M{x - 5} {y - 5}l10 10M{x + 5} {y - 5}l-10 10"
            white = f'<path d="{cross}" stroke="white" stroke-width="6"/>'
            return f'{white}<path d="{cross}" stroke="{INK}" stroke-width="3"/>'


def _key(content: Timeline, say: Labels, y: int, id: str) -> Iterator[str]:
    for place, (name, fill) in enumerate(_fills(id).items()):
        x = 10 + 245 * place
        box = f'<rect x="{x}" y="{y - 11}" width="24" height="{BAR}" rx="2" fill="{fill}" stroke="{INK}"/>'
        yield f'{box}<text x="{x + 32}" y="{y}">{_text(say(f"legend_{name}"))}</text>'
    for place, state in enumerate(DEEDS):
        x = 10 + 245 * place
        yield f'{_sign(state, x + 12, y + KEY - 5)}<text x="{x + 32}" y="{y + KEY}">'
        yield f"{_text(say(f'legend_{state.value}'))}</text>"
    if content.as_of is not None:
        day = formats.day(content.as_of, say.speech.language)
        line = f'<path d="M22 {y + KEY * 2 - 14}v18" stroke="{INK}" stroke-dasharray="4 3"/>'
        yield f'{line}<text x="42" y="{y + KEY * 2}">{_text(day)}</text>'
