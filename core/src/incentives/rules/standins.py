"""A few values of some unknown terms that stand for all that these can have, and what conditions on them come to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby, islice, product

from attrs import frozen

from incentives.errors import InconsistentFacts
from incentives.rules import expressions as ex
from incentives.rules.evaluation import Known, compile_program, place_of
from incentives.rules.facts import OpenQuestion, Term, fact_of
from incentives.rules.representatives import atoms_of, is_pair, turning
from incentives.rules.trace import Trace
from incentives.rules.types import NO_DAY, Value

Outcome = Value | None
Asking = Callable[[tuple[Outcome, ...]], Outcome]
Choices = tuple[int, ...]  # which value of each term, by its number; zero for none
REFUSED: Value = object()  # type: ignore[assignment]  # in place of a value: these values contradict one another


@frozen(eq=False)
class StandIns:
    """Values that stand for all.

    Attributes:
        values: of each term, by its digest.
        answers: the terms that each condition reads, and what it comes to for which choices, as far as that is known.
    """

    values: Mapping[str, Sequence[Value]]
    answers: Mapping[str, tuple[Sequence[str], Sequence[tuple[Choices, Value]]]]


def stand_ins(
    terms: Sequence[Term], leaves: Mapping[str, tuple[ex.Expression, Sequence[Term]]], trace: Trace, known: Known
) -> StandIns:
    """Values of some unknown terms that stand for all, as far as some conditions and quantities can tell them apart.

    Args:
        terms: the terms; there are several where some of the conditions ask about two or more of them.
        leaves: the conditions and quantities, each with those of the terms that it reads.
        trace: the values of their parts.
        known: what is known.
    """
    working = _writable(known)
    asking = {digest: _asking(leaf, its, working) for digest, (leaf, its) in leaves.items()}
    atoms = [atom for leaf, _ in leaves.values() for atom in atoms_of(leaf)]
    pools: Mapping[str, Sequence[Value]] = {term.digest: turning(term, atoms, trace) for term in terms}
    if all(len(its) == 1 or is_pair(leaf) for leaf, its in leaves.values()):
        pools = _thinned(terms, pools, [asking[digest] for digest, (_, its) in leaves.items() if len(its) == 1])
    return StandIns(pools, {digest: _answers(asking[digest], its, pools) for digest, (_, its) in leaves.items()})


def _answers(
    asking: Asking, terms: Sequence[Term], values: Mapping[str, Sequence[Value]]
) -> tuple[Sequence[str], Sequence[tuple[Choices, Value]]]:
    """The terms that a condition reads, and what it comes to wherever that is known."""
    digests = [term.digest for term in terms]
    every = product(*(enumerate((None, *values[digest])) for digest in digests))
    found = [(tuple(at for at, _ in choice), asking(tuple(value for _, value in choice))) for choice in every]
    return digests, [(at, value) for at, value in found if value is not None]


def _thinned(
    terms: Sequence[Term], pools: Mapping[str, Sequence[Value]], alone: Sequence[Asking]
) -> Mapping[str, Sequence[Value]]:
    """Those of some values that differ in what conditions on one term come to; of days that are compared, in order."""
    extents = {term.digest: fact_of(term).extent for term in terms if not isinstance(term, OpenQuestion)}

    def signature(value: Value) -> tuple[Outcome, ...]:
        return (*(asking((value,)) for asking in alone), *(extent.holds(value) for extent in extents.values()))

    if len(pools) == 1:
        return {digest: [*{signature(value): value for value in pool}.values()] for digest, pool in pools.items()}
    days = _neighbours({day for pool in pools.values() for day in pool if isinstance(day, date)}, len(pools))
    runs = (islice(run, len(pools)) for _, run in groupby(days, signature))
    chosen: Sequence[Value] = (*(day for run in runs for day in run), NO_DAY)
    return {digest: [value for value in chosen if extents[digest].holds(value)] for digest in pools}


def _neighbours(days: Iterable[date], count: int) -> list[date]:
    """Some days with those around them, so many that as many different ones lie wherever so many can."""
    around = {day.toordinal() + step for day in days for step in range(1 - count, count)}
    return [date.fromordinal(one) for one in sorted(around) if 1 <= one <= date.max.toordinal()]


def _asking(leaf: ex.Expression, terms: Sequence[Term], working: Known) -> Asking:
    """What a condition or a quantity comes to by the values of its unknown terms; what is known is in a copy."""
    program, places = compile_program([leaf]), [place_of(term, working) for term in terms]

    @cache
    def asking(values: tuple[Outcome, ...]) -> Outcome:
        for (store, key), value in zip(places, values, strict=True):
            store[key] = value
        try:
            return program.run(working)[-1]
        except InconsistentFacts:
            return REFUSED
        finally:
            for store, key in places:
                store[key] = None  # which reads as unknown

    return asking


def _writable(known: Known) -> Known:
    annual = {year: dict(values) for year, values in known.annual.items()}
    return Known(known.year, dict(known.permanent), annual, dict(known.readings), known.as_of)
