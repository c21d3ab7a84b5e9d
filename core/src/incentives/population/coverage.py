"""Which columns some editions read of a table, which of these it lacks, and which of its own they leave unread."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from incentives.assessment.consistent import Key, keys_of, touching
from incentives.assessment.payable import coming_of
from incentives.population.intake import FactColumn
from incentives.rules.expressions import Expression
from incentives.scheme.edition import Edition
from incentives.situation import Vocabulary


@frozen
class Coverage:
    """How a table and some editions fit together.

    Attributes:
        missing: what the editions read and no column says: unknown in every row.
        unread: columns that say a fact, and change no answer of these editions.
    """

    missing: tuple[str, ...]
    unread: tuple[str, ...]


def columns_read(editions: Sequence[Edition], vocabulary: Vocabulary, as_of: date | None = None) -> list[str]:
    """The names of the columns that can change an answer: permanent facts, then year by year.

    The year is part of the name where it is not the only one asked. With a day, what will be paid is an answer too.
    What only the authority's account shows is left out on a day on which it doesn't.
    """
    years = {edition.year for edition in editions}
    place = {id: at for at, id in enumerate(vocabulary.facts)}
    read = [key for key in _read(editions, as_of) if _can_be_looked_up(key, editions, vocabulary, as_of)]
    return [_name(key, years) for key in sorted(read, key=lambda key: (key[1] or 0, place[key[0]]))]


def coverage(
    columns: Iterable[FactColumn], editions: Sequence[Edition], vocabulary: Vocabulary, as_of: date | None = None
) -> Coverage:
    """How a table and some editions fit together.

    Args:
        columns: those of the table that say a fact.
        editions: that it is held against.
        vocabulary: every fact that is known, and what cannot be together.
        as_of: the day on which it is asked what will be paid; without it that is not said.
    """
    years = {edition.year for edition in editions}
    read = _read(editions, as_of)
    given = {one.name: one.about for one in columns}
    told = set(given.values())
    beside = (key for one in editions for key in touching(vocabulary.contradictory, one, told))
    bears = {*read, *_contradicting(read, years, vocabulary), *beside}
    return Coverage(
        tuple(
            _name(key, years) for key in read if key not in told and _can_be_looked_up(key, editions, vocabulary, as_of)
        ),
        tuple(name for name, key in given.items() if key not in bears),
    )


def _read(editions: Iterable[Edition], as_of: date | None) -> list[Key]:
    read = (key for edition in editions for one in _decisive(edition, as_of) for key in keys_of(one, edition.year))
    return list(dict.fromkeys(read))


def _can_be_looked_up(key: Key, editions: Iterable[Edition], vocabulary: Vocabulary, as_of: date | None) -> bool:
    """Whether one of the editions that read a fact can be told it on a day."""
    fact = vocabulary.facts[key[0]]
    return fact.display is None or any(one.shows(fact, as_of) for one in editions if key[1] == one.year)


def _decisive(edition: Edition, as_of: date | None) -> Iterator[Expression]:
    """What the columns of an edition are made of; without a day, a table says nothing of requests and payments."""
    yield edition.covers
    yield from (criterion.condition for criterion in edition.criteria if criterion.condition is not None)
    yield from (benefit.amount for benefit in edition.benefits)
    if as_of is not None:
        yield from (part for coming in coming_of(edition, as_of).values() for part in coming.parts)


def _contradicting(read: Iterable[Key], years: Iterable[int], vocabulary: Vocabulary) -> Iterator[Key]:
    """The facts that can make one of those read unknown, since both cannot be true."""
    known = frozenset(read)
    for contradiction, _ in vocabulary.contradictions:
        for year in years:
            if not known.isdisjoint(keys := list(keys_of(contradiction.condition, year))):
                yield from keys


def _name(key: Key, years: set[int]) -> str:
    id, year = key
    return id if year is None or years == {year} else f"{id}@{year}"
