"""An edition seen together with what cannot be: what is told settles more than the facts that are asked themselves."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache

from attrs import field, frozen

from incentives.assessment.plan import Plan, plan_of
from incentives.rules.building import literal
from incentives.rules.consequences import Consequences, Following, consequences_of, seen_from
from incentives.rules.evaluation import NOTHING, Known, Program, compile_program
from incentives.rules.explanation import TermRead, explain
from incentives.rules.expressions import Arithmetic, Expression, Literal, Quotient, ShareAtLeast
from incentives.rules.extents import Limit
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of, terms_of, year_of
from incentives.rules.inquiry import Inquiry
from incentives.rules.operators import zero_of
from incentives.rules.trace import Trace
from incentives.rules.types import Value
from incentives.scheme.edition import Edition
from incentives.situation.checking import Contradictory
from incentives.values import Money

MOST_KEPT = 1024  # explanations: practitioners with the same answers to a criterion have the same one
Key = tuple[str, int | None]  # a fact's id, and the year that it belongs to; none for a permanent fact


def key_of(term: Fact | At, year: int) -> Key:
    """Which fact of which year a term reads when it is seen from a year."""
    return fact_of(term).id, year_of(term, year)


def keys_of(expression: Expression, year: int) -> Iterator[Key]:
    """Every fact that an expression reads, each with the year that it belongs to, seen from a year."""
    return (key_of(term, year) for term in terms_of(expression) if not isinstance(term, OpenQuestion))


@frozen(eq=False)
class Consistent:
    """The rules of an edition, in which what follows from told facts counts as known.

    Attributes:
        plan: the compiled edition.
        impossible: what cannot hold, said from the edition's year.
        consequences: what follows from that.
    """

    plan: Plan
    impossible: tuple[Expression, ...]
    consequences: Consequences = field(init=False)
    _followed: dict[Program, "_Followed"] = field(factory=dict, init=False, repr=False)
    _explained: dict[tuple[object, ...], tuple[TermRead, ...]] = field(factory=dict, init=False, repr=False)

    @consequences.default
    def _of_impossible(self) -> Consequences:
        return consequences_of(self.impossible)

    def following(self, expression: Expression) -> Expression:
        """A condition or an amount of the edition, settled also by the facts that it follows from."""
        return self.consequences.following(expression)

    @cached_property
    def inquiry(self) -> Inquiry:
        """What can still change whether each benefit is due, and how much."""
        return Inquiry((*self.plan.entitled.values(), *self.plan.due.values()), self.consequences)

    def explain(self, condition: Expression, known: Known) -> tuple[TermRead, ...]:
        """Everything that a condition read, and what it follows from; of each what is told, never what follows."""
        followed = self.following(condition)
        program = compile_program([followed])
        values = program.run(known)
        if (found := self._explained.get((condition.digest, values))) is None:
            own = {term.digest for term in terms_of(condition)}
            reads = explain(followed, Trace(program, values))
            found = tuple([read for read in reads if read.decided or read.term.digest in own])
            if len(self._explained) >= MOST_KEPT:
                self._explained.clear()
            self._explained[condition.digest, values] = found
        return found

    def settled(self, program: Program, values: tuple[Value | None, ...], known: Known) -> tuple[Value | None, ...]:
        """The values of a program's nodes with what follows from what cannot be; ``None`` where nothing settles them.

        Args:
            program: of conditions about the same edition.
            values: of its nodes without that.
            known: what is known.
        """
        followed = self._followed.get(program)
        if followed is None or None in [values[at] for at in followed.others]:
            unknown = frozenset(at for at, value in enumerate(values) if value is None)
            asked = unknown if followed is None else unknown | followed.asked
            followed = self._followed[program] = _Followed(program, asked, self.consequences)
        if None not in [values[at] for at in followed.settled]:
            return values
        found = followed.program.run(known)
        return tuple([found[place] for place in followed.places])


@frozen(eq=False)
class _Followed:
    """A program in which what follows counts as known, as far as that was asked yet: few situations leave much open.

    Attributes:
        first: the program.
        asked: where in it the nodes stand that were unknown in some situation.
        consequences: of what cannot be.
    """

    first: Program
    asked: frozenset[int]
    consequences: Consequences

    @cached_property
    def others(self) -> tuple[int, ...]:
        """Where in it all other nodes stand."""
        return tuple(at for at in range(len(self.first.nodes)) if at not in self.asked)

    @cached_property
    def settled(self) -> tuple[int, ...]:
        """Those asked that other facts may settle."""
        return tuple(at for at in self.asked if self.consequences.may_settle(self.first.nodes[at]))

    @cached_property
    def _following(self) -> Following:
        return Following(self.consequences, frozenset(self.first.nodes[at].digest for at in self.asked))

    @cached_property
    def program(self) -> Program:
        """What it becomes."""
        return compile_program(map(self._following, self.first.nodes))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where in that the nodes of the first one stand."""
        return tuple(self.program.position[self._following(node).digest] for node in self.first.nodes)


def bearing(contradictory: Contradictory, edition: Edition, told: Iterable[Key]) -> frozenset[Key]:
    """Those of some told facts that an edition doesn't read, but that can settle what it reads."""
    bears = _bearings(contradictory, edition)
    return frozenset([key for key in told if key[0] in bears.linked and bears[key]])


def touching(contradictory: Contradictory, edition: Edition, told: Iterable[Key]) -> frozenset[Key]:
    """Those of some told facts that an edition doesn't read, and that can change its answer where facts may be wrong.

    They settle what it reads, or cannot be together with one that does, and so make both unknown.
    """
    told = tuple(told)
    settling = bearing(contradictory, edition, told)
    return settling.union(
        key
        for key in told
        for condition in contradictory.by_fact.get(key[0], {}).values()
        for year in _years(condition, [key], edition.year)
        if key in (keys := set(keys_of(condition, year))) and not settling.isdisjoint(keys)
    )


class Bearings(dict[Key, tuple[frozenset[Key], ...]]):
    """For each fact that is not read, those that it can settle: the ones of each condition; found when first asked.

    Args:
        contradictory: what cannot be.
        read: the facts that are read.
        year: from which they are seen.
    """

    def __init__(self, contradictory: Contradictory, read: frozenset[Key], year: int) -> None:
        self.read, self.year, self.by_fact = read, year, contradictory.by_fact
        conditions = (one for id in {id for id, _ in self.read} for one in self.by_fact.get(id, {}).values())
        self.linked = {id for condition in conditions for id, _ in keys_of(condition, self.year)}

    def __missing__(self, key: Key) -> tuple[frozenset[Key], ...]:
        conditions = () if key in self.read else self.by_fact.get(key[0], {}).values()
        linked = [{*keys_of(one, year)} for one in conditions for year in _years(one, [key], self.year)]
        found = self[key] = tuple(read for keys in linked if key in keys and (read := self.read & keys))
        return found

    def among(self, known: Known) -> frozenset[Key]:
        """Those that are known, where something that they can settle is not.

        Of another year all come together, known or not: as answers come one by one, less has to be found anew.
        """
        told: list[Key] = [(id, None) for id in self.linked & known.permanent.keys()]
        told += [(id, year) for year, values in known.annual.items() for id in self.linked & values.keys()]
        found = [key for key in told if any(not _are_known(read, known) for read in self[key])]
        others = {year for _, year in found if year not in {None, self.year}}
        return frozenset(found).union((id, year) for year in others for id in self.linked if self[id, year])


def _are_known(keys: Iterable[Key], known: Known) -> bool:
    return all(id in (known.permanent if year is None else known.annual.get(year, NOTHING)) for id, year in keys)


@lru_cache(maxsize=4096)
def _bearings(contradictory: Contradictory, edition: Edition, *, with_payment: bool = False) -> Bearings:
    return Bearings(contradictory, (_read_in_all if with_payment else _read)(edition), edition.year)


def _years(condition: Expression, keys: Iterable[Key], base: int) -> Iterator[int]:
    """The years from which a condition reads one of some facts."""
    for id, year in keys:
        for term in terms_of(condition):
            if not isinstance(term, OpenQuestion) and fact_of(term).id == id:
                yield base if year is None else year - (term.offset if isinstance(term, At) else 0)


@lru_cache(maxsize=4096)
def _read(edition: Edition) -> frozenset[Key]:
    """The facts on which the outcomes of an edition depend."""
    return frozenset(key for node in plan_of(edition).program.nodes for key in keys_of(node, edition.year))


@lru_cache(maxsize=4096)
def _read_in_all(edition: Edition) -> frozenset[Key]:
    """The same, with those on which requests, payments and details depend."""
    return _read(edition).union(*(keys_of(term, edition.year) for term in edition.terms))


@lru_cache(maxsize=4096)
def consistent(
    edition: Edition, contradictory: Contradictory, told: frozenset[Key], gone: tuple[Expression, ...] = ()
) -> Consistent:
    """An edition with what cannot be.

    Args:
        edition: the rules.
        contradictory: what cannot be.
        told: facts that it doesn't read, and that count too.
        gone: conditions that cannot hold any more, as ``past`` gives them.
    """
    return Consistent(plan_of(edition), (*impossible(edition, contradictory, _read(edition), told), *gone))


@lru_cache(maxsize=4096)
def consistent_in_all(edition: Edition, contradictory: Contradictory, told: frozenset[Key]) -> Consistent:
    """The same, also of what only requests, payments and details read."""
    return Consistent(plan_of(edition), impossible(edition, contradictory, _read_in_all(edition), told))


def impossible(
    edition: Edition, contradictory: Contradictory, read: frozenset[Key], told: frozenset[Key]
) -> tuple[Expression, ...]:
    """What cannot hold of some facts, said from an edition's year.

    Args:
        edition: the rules that read them.
        contradictory: what cannot be.
        read: the facts.
        told: others that count too.
    """
    keys = read | told
    years = {year for _, year in keys if year is not None} | {edition.year}
    found: dict[str, Expression] = {}
    touching = {digest: condition for id, _ in read for digest, condition in contradictory.by_fact.get(id, {}).items()}
    for condition in sorted(touching.values(), key=lambda one: contradictory.places[one.digest]):
        for year in sorted(years.union(_years(condition, keys, edition.year))):
            its = set(keys_of(condition, year))
            if its <= keys and not its.isdisjoint(read):
                moved = seen_from(condition, year, edition.year)
                found[moved.digest] = moved
    found |= {condition.digest: condition for condition in impossible_numbers(edition)}
    terms = (*edition.terms, *(term for condition in found.values() for term in terms_of(condition)))
    counting = (term for term in terms if not isinstance(term, OpenQuestion) and key_of(term, edition.year) in keys)
    found |= {limit.digest: limit for term in counting for limit in outside(term)}
    return tuple(found.values())


def outside(term: Fact | At) -> Iterator[Expression]:
    """What cannot be of a fact: that it is less than its least value, or more than its largest one."""
    limits = fact_of(term).limits
    if limits.low is not None:
        yield term < _limit(term, limits.low)
    if limits.high is not None:
        yield term > _limit(term, limits.high)


def _limit(term: Fact | At, end: Limit) -> Expression:
    currency = term.type.currency
    return literal(Money(end, currency) if currency and not isinstance(end, date) else end)


def impossible_numbers(edition: Edition) -> Iterator[Expression]:
    """What cannot be in a share or a quotient that an edition reads.

    A part is above its whole, or a part, a whole or a divisor below zero.
    """
    seen: set[str] = set()
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    for expression in (*conditions, *(benefit.amount for benefit in edition.benefits)):
        for node in expression.walk(seen):
            if isinstance(node, ShareAtLeast):
                yield node.part > node.whole
                yield from (_below_zero(number) for number in (node.part, node.whole) if not _is_positive(number))
            elif (
                isinstance(node, Quotient) and not isinstance(node.divisor, Literal) and not _is_positive(node.divisor)
            ):
                yield _below_zero(node.divisor)


def _is_positive(number: Expression) -> bool:
    low = fact_of(number).extent.numbers[0] if isinstance(number, Fact | At) else None
    return low is not None and low >= 0  # where it is not invalid


def _below_zero(number: Expression) -> Expression:
    if isinstance(number, Arithmetic) and number.operator == "-":
        return number.right > number.left  # as authors write it, so that it is recognised as the same
    return number < zero_of(number)


@lru_cache(maxsize=4096)
def past(fact: Fact, day: date) -> Expression:
    """That the day a fact tells lies before another; made once, so that what follows from it is found once."""
    return fact < day


@lru_cache(maxsize=4096)
def left(fact: Fact, value: str) -> Expression:
    """That a set does not hold a value; made once, for the same reason."""
    return ~fact.contains_any([value])


def values_of(
    plan: Plan, known: Known, contradictory: Contradictory, gone: tuple[Expression, ...] = ()
) -> tuple[Value | None, ...]:
    """The values of the plan's nodes; where they leave something open, with what follows from what cannot be."""
    values = plan.program.run(known)
    if all(values[place] is not None for place in plan.decisive):
        return values
    return consistent_with(plan.edition, known, contradictory, gone).settled(plan.program, values, known)


def consistent_with(
    edition: Edition, known: Known, contradictory: Contradictory, gone: tuple[Expression, ...] = ()
) -> Consistent:
    """An edition with what cannot be, as far as what is known of one practitioner bears on it.

    Args:
        edition: the rules.
        known: what is known.
        contradictory: what cannot be.
        gone: conditions that cannot hold any more.
    """
    return consistent(edition, contradictory, _bearings(contradictory, edition).among(known), gone)


def consistent_in_all_with(edition: Edition, known: Known, contradictory: Contradictory) -> Consistent:
    """The same, also of what only requests, payments and details read."""
    told = _bearings(contradictory, edition, with_payment=True).among(known)
    return consistent_in_all(edition, contradictory, told)
