"""The values that deeds can bring a fact to, nearest first; a value stands for all that a condition treats alike."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from incentives.advice.deed import with_values
from incentives.advice.search import Move, Values
from incentives.assessment.consistent import Key, key_of
from incentives.errors import InconsistentFacts
from incentives.rules import expressions as ex
from incentives.rules.evaluation import Known
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, terms_of
from incentives.rules.representatives import atoms_of, representatives
from incentives.rules.trace import Trace
from incentives.rules.types import Kind, Value
from incentives.values import Period


@frozen(eq=False)
class Setting:
    """What a search starts from.

    Attributes:
        reads: everything that is asked, to find the values that make a difference.
        trace: of a program that holds it, over what is known.
        known: the facts.
        days: on which deeds can be done.
    """

    reads: Expression
    trace: Trace
    known: Known
    days: Period

    def value(self, fact: Fact) -> Value | None:
        """A fact's value in the reference year, as far as it is known."""
        return value_of(self.known, key_of(fact, self.known.year))


def value_of(known: Known, key: Key) -> Value | None:
    """A fact's value, as far as it is known."""
    id, year = key
    return (known.permanent if year is None else known.annual.get(year, {})).get(id)


def moved(known: Known, values: Values) -> Known:
    """What is known once some facts have other values."""
    return Known(known.year, *with_values(known.permanent, known.annual, values), known.readings, known.as_of)


def without(known: Known, fact: Fact) -> Known:
    """What is known besides a fact of the reference year, or a permanent one."""
    permanent, this_year = dict(known.permanent), dict(known.annual.get(known.year, {}))
    (this_year if fact.annual else permanent).pop(fact.id, None)
    return Known(known.year, permanent, {**known.annual, known.year: this_year}, known.readings, known.as_of)


def moves_of(facts: Iterable[Fact], setting: Setting) -> Iterator[Move]:
    """What deeds can make of some facts, those of a share together."""
    facts = tuple(facts)
    movable = {fact.digest: fact for fact in facts}
    shares = [atom for atom in atoms_of(setting.reads) if isinstance(atom, ex.ShareAtLeast)]
    inside = {term.digest for share in shares for part in (share.part, share.whole) for term in terms_of(part)}
    yield from (move for share in shares if (move := _grown(share, movable, setting)) is not None)
    for fact in facts:
        if fact.digest not in inside and (options := tuple(_options(fact, setting))):
            key = key_of(fact, setting.known.year)
            yield Move(tuple({key: value} for value in options))


def _options(fact: Fact, setting: Setting) -> Iterator[Value]:
    have = setting.value(fact)
    program = setting.trace.program
    trace = Trace(program, program.run(without(setting.known, fact)))
    values = dict.fromkeys(representatives(fact, setting.reads, trace))
    if fact.kind is Kind.DATE:
        days = {setting.days.start, *(day for day in values if isinstance(day, date))}
        return iter(sorted(day for day in days if setting.days.contains(day) and day != have))
    if fact.kind is Kind.SET:
        values = _sets(values, have, frozenset(fact.irreversible))
    return iter(sorted((one for one in values if one != have and _is_ahead(fact, have, one)), key=_far(fact, have)))


def _sets(values: Iterable[Value], have: Value | None, lasting: frozenset[Value]) -> dict[Value, None]:
    """What is added first; then, where that does not do, what is there instead, beside what lasts."""
    start = have if isinstance(have, frozenset) else frozenset[str]()
    sets = [value for value in values if isinstance(value, frozenset)]
    return dict.fromkeys([*(start | one for one in sets), *((start & lasting) | one for one in sets)])


def _is_ahead(fact: Fact, have: Value | None, value: Value) -> bool:
    """Whether time can bring a value: what is counted within a year only grows."""
    grows = fact.annual and fact.kind in {Kind.COUNT, Kind.MONEY}
    return not grows or have is None or value > have  # type: ignore[operator]  # both are numbers


def _far(fact: Fact, have: Value | None) -> Callable[[Value], tuple[Decimal | int, int]]:
    """How far a value is from what is; of values as far, the order in which the fact names them decides."""

    def far(value: Value) -> tuple[Decimal | int, int]:
        if isinstance(value, frozenset):
            return len(value ^ (have if isinstance(have, frozenset) else frozenset())), len(value)
        if fact.kind is Kind.ORDERED_CHOICE and isinstance(have, str):
            return abs(fact.values.index(str(value)) - fact.values.index(have)), -fact.values.index(str(value))
        if isinstance(value, str):
            return fact.values.index(value), 0
        if isinstance(value, bool):
            return int(not value), 0
        return abs(value - (have or 0)), 0  # type: ignore[operator]  # both are numbers

    return far


def _grown(share: ex.ShareAtLeast, movable: dict[str, Fact], setting: Setting) -> Move | None:
    """As many more in a part and in its whole as bring the share to what is asked: what was counted stays counted."""
    more, among = _counted(share.part, movable), _counted(share.whole, movable)
    steps = _lacking(share, setting)
    counts = {one.digest: one for one in (more, among) if one is not None}.values()
    if not counts or steps is None:
        return None
    grown = {one: setting.value(one) + steps for one in counts}  # type: ignore[operator]  # both are counts
    if not all(one.extent.holds(value) for one, value in grown.items()):
        return None  # no more than that can ever be counted
    return Move(({key_of(one, setting.known.year): value for one, value in grown.items()},))


def _lacking(share: ex.ShareAtLeast, setting: Setting) -> int | None:
    """How many more are needed, at least one; ``None`` where no number is enough.

    What is not told of the share is left out: it remains to be answered, and the outcome hangs on it.
    """
    counts = [term for side in (share.part, share.whole) for term in terms_of(side) if isinstance(term, Fact)]
    untold = {key_of(one, setting.known.year): 0 for one in counts if setting.value(one) is None}
    program = setting.trace.program
    try:
        trace = Trace(program, program.run(moved(setting.known, untold))) if untold else setting.trace
    except InconsistentFacts:
        return 1
    part, whole = trace.value(share.part), trace.value(share.whole)
    gained = share.denominator - share.numerator
    if type(part) is not int or type(whole) is not int or gained <= 0:
        return None
    return max(-((share.denominator * part - share.numerator * whole) // gained), 1)


def _counted(quantity: Expression, movable: dict[str, Fact]) -> Fact | None:
    """The first count of a sum that deeds can raise, and that raises the sum."""
    match quantity:
        case Fact():
            return movable.get(quantity.digest)
        case ex.Arithmetic(operator="+"):
            sides = (_counted(side, movable) for side in (quantity.left, quantity.right))
            return next((count for count in sides if count is not None), None)
        case ex.Arithmetic(operator="-"):
            return _counted(quantity.left, movable)
    return None
