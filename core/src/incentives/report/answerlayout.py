"""How the answer is laid out: by what a reader does, on one screen, whatever is installed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve

from incentives.report.blocks import WIDTH, Entry, Group, rows_of
from incentives.report.records.person import Answer, Place
from incentives.wording import Speech, formats

LEAST = 2  # entries of a group that are always shown
MOST_DAYS = 4  # on which something is due and that have a group of their own
QUIET = (
    Place.SPENDING,
    Place.RECEIVED,
    Place.DONE,
    Place.BEWARE,
    Place.LATE,
    Place.NOT_COUNTED,
)  # nothing is to be done
URGENT = (Place.LATER, Place.BY, Place.TELL_US, Place.SILENT, Place.JUDGED, Place.NOW)
#: What is left out where not all of it fits, one after the other.
SPARED = (
    *((place, "hints") for place in (*QUIET, Place.LATER)),
    *((place, "steps") for place in QUIET),
    *((place, part) for part in ("hints", "steps") for place in URGENT),
)
Placed = tuple[Place, Group]


def groups(items: Iterable[Answer], language: str, most: int | None = None) -> list[Group]:
    """The items by what a reader does with them; what has to be done by a day, the earliest day first.

    Args:
        items: of the answer.
        language: of the answer.
        most: lines that they may take, at the usual width; ``None`` for as many as it takes.
    """
    speech, every = Speech(language), list(items)
    made = [placed for place in Place for placed in _of_place(place, every, speech)]
    return [group for _, group in made] if most is None else _fitted(made, most, speech)


def _of_place(place: Place, items: list[Answer], speech: Speech) -> Iterator[Placed]:
    here = [item for item in items if item.place is place]
    if place is not Place.BY:
        yield from _group(place, here, speech.say("answer", place.value))
        return
    days = sorted({item.by for item in here if item.by})
    for day in days[:MOST_DAYS]:
        mine = [item for item in here if item.by == day]
        yield from _group(place, mine, _by(day, mine, speech))
    late = [item for item in here if item.by in days[MOST_DAYS:]]
    last = formats.day(days[MOST_DAYS - 1], speech.language) if late else ""
    yield from _group(place, late, speech.say("answer", "after", date=last))


def _by(day: date, items: Iterable[Answer], speech: Speech) -> str:
    safer = min((item.safer for item in items if item.safer), default=None)
    values = {"date": formats.day(day, speech.language)}
    if safer is None:
        return speech.say("answer", "by", **values)
    return speech.say("answer", "by_safer", safer=formats.day(safer, speech.language), **values)


def _group(place: Place, items: list[Answer], title: str) -> Iterator[Placed]:
    if items:
        ordered = sorted(items, key=_gain, reverse=True)
        yield place, Group(title, tuple(Entry(one.text, one.money_text, one.steps, one.hints) for one in ordered))


def _gain(item: Answer) -> Decimal:
    """What hangs on it; what nothing bounds comes first."""
    return item.worth if item.worth is not None else Decimal("Infinity") if item.currency else Decimal(0)


def _fitted(made: list[Placed], most: int, speech: Speech) -> list[Group]:
    """The groups in so many lines: less is said of what is least urgent, and then the smallest amounts go."""
    said, over = list(made), _height(made) - most
    for place, part in SPARED:
        if over > 0:
            said, over = _spared(said, place, part, over)
    whole = [group for _, group in made]
    for least, places in ((LEAST, tuple(Place)), (1, tuple(Place)), (0, QUIET)):
        said = _fewer(said, whole, most, least, places)
    return [_counted(group, whole[at], speech) for at, (_, group) in enumerate(said)]


def _fewer(said: list[Placed], whole: list[Group], most: int, least: int, places: Collection[Place]) -> list[Placed]:
    """With fewer entries in the longest groups of some places, as long as they don't fit."""
    left = list(said)
    short = [len(one.entries) < len(of.entries) for (_, one), of in zip(left, whole, strict=True)]
    over = _height(left) + sum(short) - most
    while over > 0:
        longest = max(range(len(left)), key=lambda at: len(left[at][1].entries) if left[at][0] in places else -1)
        place, group = left[longest]
        if place not in places or len(group.entries) <= least:
            break
        left[longest] = place, evolve(group, entries=group.entries[:-1])
        over += (not short[longest]) - _lines(group.entries[-1])  # the first that goes leaves a line that says so
        short[longest] = True
    return left


def _spared(said: list[Placed], spared: Place, part: str, over: int) -> tuple[list[Placed], int]:
    """Without as many hints or steps of a place as it takes, and the lines that are still too many.

    The last of the smallest amounts go first.
    """
    left = list(said)
    for at, (place, group) in enumerate(said):
        entries = list(group.entries)
        for number in reversed(range(len(entries) if place is spared else 0)):
            while over > 0 and (texts := getattr(entries[number], part)):
                over -= rows_of(texts[-1])
                entries[number] = _without_last(entries[number], part)
        left[at] = place, evolve(group, entries=tuple(entries))
    return left, over


def _without_last(entry: Entry, part: str) -> Entry:
    return evolve(entry, hints=entry.hints[:-1]) if part == "hints" else evolve(entry, steps=entry.steps[:-1])


def _counted(group: Group, whole: Group, speech: Speech) -> Group:
    """A group, with how many entries it lacks."""
    left = len(whole.entries) - len(group.entries)
    if not left:
        return group
    said = speech.say("answer", "more", count=formats.number(left, speech.language))
    return evolve(group, entries=(*group.entries, Entry(said)))


def _height(said: Iterable[Placed]) -> int:
    """Lines that groups take, with a title and a space each."""
    return sum(2 + sum(map(_lines, group.entries)) for _, group in said)


def _lines(entry: Entry) -> int:
    is_line = len(entry.text) + len(entry.aside) + 3 < WIDTH
    head = 1 if is_line else rows_of(entry.text) + rows_of(entry.aside)
    return head + sum(map(rows_of, (*entry.steps, *entry.hints)))
