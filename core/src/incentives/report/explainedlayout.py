"""How the difference between two results is laid out: in all, then for each scheme and year, in sums that add up."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point, Table
from incentives.report.changedlayout import each_part
from incentives.report.layout import Labels
from incentives.report.records.explanations import Cause, Explanation, Move
from incentives.saved.causes import CauseKind
from incentives.saved.shifts import Measure

Where = tuple[str | None, int | None]
MOST_IDLE = 12  # answers without effect that are named for people
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
    yield from _section(own("in_all"), content, (None, None), say)
    places = dict.fromkeys((one.scheme, one.year) for one in _every_move(content) if one.scheme is not None)
    for place in places:
        name = next(one.row for one in _every_move(content) if (one.scheme, one.year) == place)
        yield from _section(name, content, place, say)
    if sum(not _moves_nothing(cause) for cause in content.causes) > 1:
        yield Paragraph(content.order_text)
    yield from lay.section(2, own("turned_heading"), lay.listed(_turned(one) for one in content.causes if one.turned))
    yield from lay.section(2, own("not_alone"), lay.points(one.text for one in content.causes if not one.alone))
    idle = [one.text for one in content.causes if _moves_nothing(one)]
    more = [own("more", count=len(idle) - MOST_IDLE)] if len(idle) > MOST_IDLE else []
    yield from lay.section(2, own("idle"), lay.points([*idle[:MOST_IDLE], *more]))
    for cause in content.causes:
        yield from _rules(cause, say)


def _every_move(content: Explanation) -> list[Move]:
    return [*content.moves, *(move for cause in content.causes for move in cause.moves)]


def _moves_nothing(cause: Cause) -> bool:
    return cause.alone and not cause.moves and not cause.turned and not cause.in_together


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


def _section(title: str, content: Explanation, place: Where, say: Labels) -> Iterator[Block]:
    """What each cause moves at a place, and where there are several, the sum of it all."""
    own = say.of("explained")
    lines = [(cause.text, moves) for cause in content.causes if (moves := _worth(cause.moves, place))]
    difference = _worth(content.moves, place)
    every = [move for _, moves in [*lines, ("", difference)] for move in moves]
    if not every:
        return
    if len(lines) > 1:
        lines.append((own("difference"), difference))
    columns, amounts = _columns(every), {_amount(one) for one in every}
    is_one = len(amounts) == 1
    yield Heading(2, own("heading", name=title, measure=every[0].measure_text) if is_one else title)
    head = (own("cause"), *(() if is_one else (own("of_what"),)), *(say(one) for one in columns))
    rows = (row for text, moves in lines for row in _rows(text, moves, columns, own, is_one=is_one))
    yield Table(head, tuple(rows))


def _amount(move: Move) -> tuple[str | None, Measure]:
    return move.benefit, move.measure


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


def _rows(
    text: str, moves: list[Move], columns: tuple[str, ...], own: Labels, *, is_one: bool
) -> Iterator[tuple[str, ...]]:
    if not moves:  # of the sum: what some add, others take away
        yield (text, *(() if is_one else ("",)), *("0" for _ in columns))
    for at, move in enumerate(moves):
        of = () if is_one else (own("heading", name=move.name, measure=move.measure_text),)
        ends = (getattr(move, f"{one}_text") if getattr(move, one) != 0 else "0" for one in columns)
        yield ("" if at else text, *of, *ends)
