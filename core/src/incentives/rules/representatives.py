"""For each unknown fact, a few values that stand for all it can have, as far as one expression can tell them apart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from itertools import combinations, pairwise

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion, Term, fact_of, terms_of
from incentives.rules.trace import Trace
from incentives.rules.types import NO_DAY, Kind, Value
from incentives.values import dates

MOST_SHORTENED = 4  # days by which a month can be shorter than one, and one more

Atom = ex.Comparison | ex.ShareAtLeast | ex.IsNone | ex.IsIn | ex.ContainsAny | ex.ContainsAll


def atoms_of(expression: ex.Expression) -> Iterator[Atom]:
    """The smallest conditions that ask about quantities, choices and sets."""
    return (node for node in expression.walk() if isinstance(node, Atom))


def unknown_terms(expression: ex.Expression, trace: Trace) -> tuple[Term, ...]:
    """The terms it reads of which no value is known."""
    return tuple(term for term in terms_of(expression) if trace.value(term) is None)


def is_entangled(atom: Atom, trace: Trace) -> bool:
    """Whether no few values stand for all: it asks about several unknown quantities, or of one not by sums alone."""
    operands = (atom.part, atom.whole) if isinstance(atom, ex.ShareAtLeast) else atom.children
    unknown = {term.digest for operand in operands for term in unknown_terms(operand, trace)}
    if atom.reads_day and any(trace.value(node) is None for node in atom.walk() if isinstance(node, ex.AsOf)):
        return False  # no value tells anything without the day, unless it is that there is none
    if len(unknown) > 1:
        return True
    bent = [operand for operand in operands if not is_linear(operand, trace)]
    return bool(bent) and not (isinstance(atom, ex.Comparison) and _is_reckoned(atom, bent, trace))


def _is_reckoned(atom: ex.Comparison, bent: Sequence[ex.Expression], trace: Trace) -> bool:
    """Whether the days at which it turns can be found: it moves one unknown day, or asks how far another is."""
    if sum(trace.value(side) is None for side in atom.children) > 1:
        return False
    one = bent[0]
    return _unknown_end(one, trace) is not None or (isinstance(one, ex.Moved) and _moves_a_fact(one, trace))


def _unknown_end(node: ex.Expression, trace: Trace) -> Fact | At | None:
    """The only unknown day of two between which the whole time is asked."""
    if not isinstance(node, ex.Elapsed):
        return None
    unknown = [day for day in (node.start, node.end) if trace.value(day) is None]
    return unknown[0] if len(unknown) == 1 and isinstance(unknown[0], Fact | At) else None


def _moves_a_fact(node: ex.Expression, trace: Trace) -> bool:
    """Whether a day that a fact tells is moved, by months or years no more than once: each can shorten it."""
    shortened = 0
    while isinstance(node, ex.Moved) and trace.value(node.by) is not None:
        shortened, node = shortened + (node.unit != dates.DAYS), node.operand
    return isinstance(node, Fact | At) and shortened <= 1


def is_pair(node: ex.Expression) -> bool:
    """Whether it compares one day with another, so that values of both in one order stand for all."""
    compares = isinstance(node, ex.Comparison) and node.left.type.kind is Kind.DATE
    return compares and all(isinstance(side, Fact | At) for side in node.children)


def is_linear(node: ex.Expression, trace: Trace) -> bool:
    """Whether a quantity, as far as it is unknown, is made of facts by sums and known multiples alone."""
    if trace.value(node) is not None or isinstance(node, Fact | At | OpenQuestion):
        return True
    match node:
        case ex.Arithmetic(operator="*"):
            is_multiple = any(trace.value(part) is not None for part in node.children)
            return is_multiple and all(is_linear(part, trace) for part in node.children)
        case ex.Arithmetic():
            return all(is_linear(part, trace) for part in node.children)
        case ex.DatePart():
            return isinstance(node.operand, Fact | At)
    return False


def representatives(term: Term, expression: ex.Expression, trace: Trace) -> tuple[Value, ...]:
    """Values of the term, at least one from each region that the expression's atoms can tell apart.

    Complete where each atom about the term is about no other unknown quantity.
    """
    return turning(term, atoms_of(expression), trace)


def turning(term: Term, atoms: Iterable[Atom], trace: Trace) -> tuple[Value, ...]:
    """The same, for the atoms."""
    if isinstance(term, OpenQuestion) or term.type.kind is Kind.YES_NO:
        return (True, False)
    mine = [atom for atom in atoms if term.digest in {leaf.digest for leaf in terms_of(atom)}]
    match term.type.kind:
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            return term.type.values
        case Kind.SET:
            return tuple(_subsets(term, mine))
        case Kind.DATE:
            return *filter(fact_of(term).extent.holds, sorted(set(_dates(term, mine, trace)))), NO_DAY
        case kind:
            numbers = sorted(set(_numbers(term, mine, trace)))
            middles = [] if kind is Kind.COUNT else [(a + b) / 2 for a, b in pairwise(numbers)]
            exact = (int(n) if kind is Kind.COUNT else n for n in [*numbers, *middles])
            return tuple(filter(fact_of(term).extent.holds, exact))


def _subsets(term: Fact | At, atoms: Iterable[Atom]) -> Iterator[frozenset[str]]:
    """One set for each combination of values that the atoms treat alike."""
    classes: dict[object, str] = {}
    for value in term.type.values:
        signature = tuple(
            value if isinstance(atom, ex.ContainsAll) and value in atom.values else value in atom.values
            for atom in atoms
            if isinstance(atom, ex.ContainsAny | ex.ContainsAll)
        )
        classes.setdefault(signature, value)
    for size in range(len(classes) + 1):
        yield from map(frozenset, combinations(classes.values(), size))


def _dates(term: Fact | At, atoms: Iterable[Atom], trace: Trace) -> Iterator[date]:
    ends = [end for end in fact_of(term).extent.ends if isinstance(end, date)]
    years, months = {year for end in ends for year in (end.year - 1, end.year, end.year + 1)}, set[int]()
    yield from ends
    for atom in atoms:
        for day in _known_dates(atom, trace):
            yield from _days_around(day, 1)
            years.update(_around(Decimal(day.year)))
        for day in _reckoned_dates(atom, trace):
            yield from _days_around(day, MOST_SHORTENED)
            years.update(_around(Decimal(day.year)))
        for part in atom.walk():
            if isinstance(part, ex.DatePart):
                (years if part.part == "year" else months).update(*map(_around, _roots(part, atom, trace)))
    for year in {min(max(year, MINYEAR), MAXYEAR) for year in years} or {2000}:
        for month in {min(max(month, 1), 12) for month in months} or {6}:
            yield date(year, month, 15)


def _days_around(day: date, days: int) -> Iterator[date]:
    return (dates.moved(day, "days", step) for step in range(-days, days + 1))


def _reckoned_dates(atom: Atom, trace: Trace) -> Iterator[date]:
    """The days of an unknown fact near which the whole time between it and another, or its being moved, turns."""
    for part in atom.walk():
        if isinstance(part, ex.Elapsed) and _unknown_end(part, trace) is not None:
            start, end = trace.value(part.start), trace.value(part.end)
            for number in {near for root in _roots(part, atom, trace) for near in _around(root)}:
                if isinstance(end, date):
                    yield dates.moved(end, part.unit, -number)
                elif isinstance(start, date):
                    yield dates.moved(start, part.unit, number)
        elif isinstance(part, ex.Moved) and trace.value(part) is None and _moves_a_fact(part, trace):
            yield from (_moved_back(day, part, trace) for day in _known_dates(atom, trace))


def _moved_back(day: date, node: ex.Expression, trace: Trace) -> date:
    """About the day that is moved to another."""
    while isinstance(node, ex.Moved):
        by = trace.value(node.by)
        day, node = dates.moved(day, node.unit, -by if isinstance(by, int) else 0), node.operand
    return day


def _numbers(term: Fact | At, atoms: Iterable[Atom], trace: Trace) -> Iterator[Decimal]:
    yield from (Decimal(0), Decimal(1))
    yield from (end for end in fact_of(term).extent.numbers if end is not None)
    for atom in atoms:
        for root in _roots(term, atom, trace):
            yield root
            yield from map(Decimal, _around(root))


def _around(root: Decimal) -> tuple[int, int, int]:
    nearest = int(root.to_integral_value())
    return nearest - 1, nearest, nearest + 1


def _roots(term: ex.Expression, atom: Atom, trace: Trace) -> Iterator[Decimal]:
    """The values of the term at which the atom's answer can change."""
    return (-constant / coefficient for coefficient, constant in _forms(term, atom, trace) if coefficient)


def _forms(term: ex.Expression, atom: Atom, trace: Trace) -> Iterator[tuple[Decimal, Decimal]]:
    """Linear forms ``coefficient * term + constant`` whose sign the atom asks about."""
    if isinstance(atom, ex.ShareAtLeast):
        part, whole = _linear(term, atom.part, trace), _linear(term, atom.whole, trace)
        d, n = atom.denominator, atom.numerator
        yield d * part[0] - n * whole[0], d * part[1] - n * whole[1]
        yield part
        yield whole
        yield whole[0] - part[0], whole[1] - part[1]
    elif isinstance(atom, ex.Comparison):
        left, right = _linear(term, atom.left, trace), _linear(term, atom.right, trace)
        yield left[0] - right[0], left[1] - right[1]


def _linear(term: ex.Expression, node: ex.Expression, trace: Trace) -> tuple[Decimal, Decimal]:
    value = trace.value(node)
    if isinstance(value, int | Decimal):
        return Decimal(0), Decimal(value)
    if node.digest == term.digest:
        return Decimal(1), Decimal(0)
    if isinstance(node, ex.Arithmetic):
        left, right = _linear(term, node.left, trace), _linear(term, node.right, trace)
        if node.operator == "*":  # one of the two is known
            return left[0] * right[1] + right[0] * left[1], left[1] * right[1]
        sign = 1 if node.operator == "+" else -1
        return left[0] + sign * right[0], left[1] + sign * right[1]
    return Decimal(0), Decimal(0)


def _known_dates(atom: Atom, trace: Trace) -> Iterator[date]:
    sides = map(trace.value, atom.children) if isinstance(atom, ex.Comparison) else ()
    return (value for value in sides if isinstance(value, date))
