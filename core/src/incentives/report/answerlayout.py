"""How the answer is laid out: by what a reader does, on one screen, whatever is installed."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from textwrap import wrap

from attrs import evolve

from incentives.report.blocks import Entry, Group
from incentives.report.records.person import Answer, Place
from incentives.wording import Speech, formats

WIDTH = 100  # signs in a line, as usual
LEAST = 2  # entries of a group that are always shown
MOST_DAYS = 4  # on which something is due and that have a group of their own
#: From which groups something is left out where not all of it fits, one after the other.
SPARED = (
    *((place, "hints") for place in (Place.SPENDING, Place.RECEIVED, Place.DONE, Place.LATER, Place.LATE)),
    (Place.SPENDING, "steps"),
    *((place, "hints") for place in (Place.BY, Place.TELL_US, Place.SILENT, Place.JUDGED, Place.NOW)),
    *((place, "steps") for place in (Place.LATER, Place.BY, Place.NOW)),
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
    said = list(made)
    for place, part in SPARED:
        said = _spared(said, place, part, most)
    whole = [group for _, group in made]
    while _height(said) + sum(len(one.entries) < len(whole[at].entries) for at, (_, one) in enumerate(said)) > most:
        longest = max(range(len(said)), key=lambda at: len(said[at][1].entries))
        place, group = said[longest]
        if len(group.entries) <= LEAST:
            break
        said[longest] = place, evolve(group, entries=group.entries[:-1])
    return [_counted(group, whole[at], speech) for at, (_, group) in enumerate(said)]


def _spared(said: list[Placed], spared: Place, part: str, most: int) -> list[Placed]:
    """Without as many hints or steps of a place as it takes: the last of the smallest amounts first."""
    left = list(said)
    for at, (place, group) in enumerate(said):
        entries = list(group.entries)
        for number in reversed(range(len(entries) if place is spared else 0)):
            while _height(left) > most and getattr(entries[number], part):
                entries[number] = _without_last(entries[number], part)
                left[at] = place, evolve(group, entries=tuple(entries))
    return left


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


def rows_of(text: str, indent: int = 4) -> int:
    """How many lines a text takes at the usual width."""
    return len(wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False))
