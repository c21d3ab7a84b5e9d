"""How the difference between two results is laid out: in all, then for each scheme and year, in sums that add up."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point, Table
from incentives.report.changedlayout import each_part
from incentives.report.layout import Labels
from incentives.report.records.explanations import Cause, Explanation, Move
from incentives.saved.explaining import CauseKind
from incentives.saved.shifts import Measure

Where = tuple[str | None, int | None]
ENDS = ("certain", "possible", "reachable")


def explained(content: Explanation, say: Labels) -> Iterator[Block]:
    """Why two results differ."""
    own = say.of("explained")
    yield Heading(1, own("title"))
    for name, side in (("before", content.before), ("after", content.after)):
        who = side.label or say("practitioner")
        text = own("side", file=side.file, who=who, date=side.as_of_text, version=side.version)
        yield Paragraph(say.tied(own(name), text))
    yield from (Paragraph(text, strong=True) for text in content.sentences)
    yield from lay.section(2, own("in_all"), _table(content, (None, None), say))
    places = dict.fromkeys((one.scheme, one.year) for one in _every_move(content) if one.scheme is not None)
    for place in places:
        name = next(one.name for one in _every_move(content) if (one.scheme, one.year, one.benefit) == (*place, None))
        yield from lay.section(2, name, _table(content, place, say))
    if any(not _moves_nothing(cause) for cause in content.causes):
        yield Paragraph(content.order_text)
    yield from lay.section(2, own("turned_heading"), lay.listed(_turned(one) for one in content.causes if one.turned))
    yield from lay.section(2, own("not_alone"), lay.points(one.text for one in content.causes if not one.alone))
    idle = (one.text for one in content.causes if _moves_nothing(one))
    yield from lay.section(2, own("idle"), lay.points(idle))
    for cause in content.causes:
        yield from _rules(cause, say)


def _every_move(content: Explanation) -> list[Move]:
    return [*content.moves, *(move for cause in content.causes for move in cause.moves)]


def _moves_nothing(cause: Cause) -> bool:
    return cause.alone and not cause.moves and not cause.turned


def _turned(cause: Cause) -> Point:
    return Point(cause.text, tuple(one.text for one in cause.turned))


def _rules(cause: Cause, say: Labels) -> Iterator[Block]:
    """What changed in the rules."""
    if cause.kind is not CauseKind.RULES:
        return
    yield from lay.section(2, say.of("explained")("declared"), lay.points(cause.declared))
    for one in cause.changes:
        yield Heading(2, say.of("explained")("rules_of", scheme=one.scheme_name, year=one.after.year))
        if one.same_text:
            yield Paragraph(say.of("saved")("only_sources"))
        else:
            yield from each_part(one, say, 3)


def _table(content: Explanation, place: Where, say: Labels) -> Iterator[Block]:
    """What each cause moves at a place, and the sum of it all."""
    difference = _worth(content.moves, place)
    lines = [(cause.text, _worth(cause.moves, place)) for cause in content.causes]
    moved = [one for _, moves in lines for one in moves]
    if not moved and not difference:
        return
    lines = [(text, moves) for text, moves in lines if moves]
    lines.append((say.of("explained")("difference"), difference))
    columns = _columns([*moved, *difference])
    rows = [row for text, moves in lines for row in _rows(text, moves, columns, say)]
    head = (say.of("explained")("cause"), say.of("explained")("of_what"), *(say(one) for one in columns))
    yield Table(head, tuple(rows))


def _worth(moves: Iterable[Move], place: Where) -> list[Move]:
    """The moves at a place that say something: an entitlement that moves as what is paid of it says nothing more."""
    here = [one for one in moves if (one.scheme, one.year) == place]
    paid = {one.benefit: (one.certain, one.possible, one.reachable) for one in here if one.measure is Measure.PAYABLE}
    worth = [
        one
        for one in here
        if one.measure is not Measure.ENTITLED or paid.get(one.benefit) != (one.certain, one.possible, one.reachable)
    ]
    single = len({one.benefit for one in worth} - {None}) == 1
    return [one for one in worth if not (single and one.benefit is None and one.measure is not Measure.RECEIVED)]


def _columns(moves: list[Move]) -> tuple[str, ...]:
    """What is within reach has a column where it ever moves otherwise than what is possible."""
    is_other = any((one.possible, one.possible_text) != (one.reachable, one.reachable_text) for one in moves)
    return ENDS if is_other else ENDS[:2]


def _rows(text: str, moves: list[Move], columns: tuple[str, ...], say: Labels) -> Iterator[tuple[str, ...]]:
    if not moves:
        yield (text, "", *(say.of("explained")("nothing") for _ in columns))
    for at, move in enumerate(moves):
        of = f"{move.name}, {move.measure_text}"
        yield ("" if at else text, of, *(getattr(move, f"{one}_text") for one in columns))
