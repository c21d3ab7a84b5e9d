"""Reader: an expression as a formula of the SMT solver z3, exact over complete situations.

Every fact is given and every open question answered, so that three-valued logic is the classical one. A choice is the
number of its value in the list; a set is one truth value for each of its values; a date is its year, month and day, the
three bound to be one. Amounts are whole cents, decimals whole millionths: what is found there can be written down.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce, singledispatch
from math import ceil, floor
from typing import Any

from attrs import astuple, define, field, frozen

from incentives.errors import MissingExtra
from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.operators import ARITHMETIC, OPERATORS
from incentives.rules.types import NO_DAY, Kind
from incentives.situation.checking import LARGEST_COUNT
from incentives.values import Money
from incentives.values.dates import DAYS, MONTHS_IN

try:
    import z3
except ImportError as error:
    msg = "whether benefits can be reached is decided by a solver: pip install 'incentives[testing]'"
    raise MissingExtra(msg, extra="testing") from error

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS, FEBRUARY = 12, 2
STEPS: Mapping[Kind, int] = {Kind.MONEY: 100, Kind.DECIMAL: 10**6}  # of one unit
LARGEST_AMOUNT = 10**9

Key = tuple[str, int | None]  # a fact's id, and the year that it belongs to; "readings." before a question's id


@frozen(eq=False)
class Day:
    """A date as three whole numbers.

    Attributes:
        year: the year.
        month: 1 to 12.
        day: of the month, from 1.
        none: whether it is told to be absent; the numbers then say nothing.
    """

    year: Any
    month: Any
    day: Any
    none: Any

    @property
    def code(self) -> Any:
        """A number in the order of the dates."""
        return self.year * 372 + self.month * 31 + self.day


@frozen(eq=False)
class Symbol:
    """An unknown of the formulas.

    Attributes:
        term: the fact or the open question that it stands for.
        value: the formula of its value.
        read: gives its value in a model, as a situation writes it.
    """

    term: Fact | OpenQuestion
    value: Any
    read: Callable[[Any], Any]


@define(eq=False)
class Symbols:
    """The unknowns of one edition, made as formulas name them.

    Attributes:
        year: the reference year.
        found: by fact and year.
        domain: what holds of them whatever the rules: their own ranges, and shares that can be.
        as_of: the day on which it is asked, where a rule hangs on that.
    """

    year: int
    found: dict[Key, Symbol] = field(factory=dict)
    domain: list[Any] = field(factory=list)
    as_of: Day | None = None

    def of(self, term: Fact | OpenQuestion, year: int | None) -> Any:
        """The formula of the value of a fact of a year, or of an answer."""
        key = (f"readings.{term.id}" if isinstance(term, OpenQuestion) else term.id, year)
        if key not in self.found:
            name = f"{key[0]}@{year}" if year else key[0]
            if isinstance(term, OpenQuestion):
                value = z3.Bool(name)
                self.found[key] = Symbol(term, value, lambda model: _truth(model, value))
            else:
                self.found[key] = _symbol(term, name, self.domain)
        return self.found[key].value

    def formula(self, expression: ex.Expression) -> Any:
        """An expression of the reference year as a formula."""
        return formula(expression, self)

    def situation(self, model: Any) -> dict[Any, Any]:
        """What a model says, as ``Situation.of`` takes it."""
        data: dict[Any, Any] = {}
        for (id, year), symbol in self.found.items():
            if isinstance(symbol.term, OpenQuestion):
                data.setdefault("readings", {})[symbol.term.id] = symbol.read(model)
            else:
                (data if year is None else data.setdefault(year, {}))[id] = symbol.read(model)
        return data

    def day(self, model: Any) -> date | None:
        """The day on which a model asks, where a rule hangs on that."""
        found = None if self.as_of is None else _date(model, self.as_of)
        return found if isinstance(found, date) else None


def _truth(model: Any, value: Any) -> bool:
    return bool(z3.is_true(model.eval(value, model_completion=True)))


def _date(model: Any, day: Day) -> date | str:
    if _truth(model, day.none):
        return NO_DAY
    return date(*(_whole(model, part) for part in (day.year, day.month, day.day)))


def _whole(model: Any, value: Any) -> int:
    return int(model.eval(value, model_completion=True).as_long())


def _symbol(fact: Fact, name: str, domain: list[Any]) -> Symbol:
    values = fact.values
    match fact.kind:
        case Kind.YES_NO:
            truth = z3.Bool(name)
            return Symbol(fact, truth, lambda model: _truth(model, truth))
        case Kind.SET:
            members = {value: z3.Bool(f"{name}:{value}") for value in values}
            return Symbol(fact, members, lambda model: [v for v, member in members.items() if _truth(model, member)])
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            place = z3.Int(name)
            domain += [place >= 0, place < len(values)]
            return Symbol(fact, place, lambda model: values[_whole(model, place)])
        case Kind.DATE:
            year, month, its_day = (z3.Int(f"{name}.{part}") for part in ("year", "month", "day"))
            day = Day(year, month, its_day, z3.Bool(f"{name}.none"))
            domain += _is_a_date(day)
            domain += [z3.Or(day.none, day.code >= _constant(end).code) for end in [fact.least] if end is not None]
            domain += [z3.Or(day.none, day.code <= _constant(end).code) for end in [fact.most] if end is not None]
            return Symbol(fact, day, lambda model: _date(model, day))
        case Kind.COUNT:
            count = z3.Int(name)
            low, high = fact.extent.numbers
            domain += [count >= int(low or 0), count <= (LARGEST_COUNT if high is None else int(high))]
            return Symbol(fact, count, lambda model: _whole(model, count))
    steps, unit = z3.Int(name), STEPS[fact.kind]
    low, high = fact.extent.numbers
    least, most = (-LARGEST_AMOUNT if low is None else low), (LARGEST_AMOUNT if high is None else high)
    domain += [steps >= ceil(least * unit), steps <= floor(most * unit)]
    return Symbol(fact, z3.ToReal(steps) / unit, lambda model: Decimal(_whole(model, steps)) / unit)


def _is_a_date(day: Day) -> list[Any]:
    return [day.year >= FIRST_YEAR, day.year <= LAST_YEAR, *_is_in_a_month(day)]


def _is_in_a_month(day: Day) -> list[Any]:
    return [day.month >= 1, day.month <= MONTHS, day.day >= 1, day.day <= _last_of(day.year, day.month)]


def _last_of(year: Any, month: Any) -> Any:
    """The last day of a month."""
    short = z3.Or([month == one for one in (4, 6, 9, 11)])
    return z3.If(month == FEBRUARY, z3.If(_is_leap(year), 29, 28), z3.If(short, 30, 31))


def _is_leap(year: Any) -> Any:
    return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))


def _number_of(day: Day) -> Any:
    """How many days after the one before 1 January of the year 1."""
    before, late = day.year - 1, z3.If(_is_leap(day.year), -1, -2)
    months = (367 * day.month - 362) / 12 + z3.If(day.month <= FEBRUARY, 0, late)
    return 365 * before + before / 4 - before / 100 + before / 400 + months + day.day


@singledispatch
def formula(node: ex.Expression, symbols: Symbols) -> Any:
    """The value of an expression, as a formula over the unknowns."""
    raise NotImplementedError(type(node).__name__)


@formula.register
def _(node: ex.Literal, symbols: Symbols) -> Any:
    return _constant(node.value)


def _constant(value: object) -> Any:
    match value:
        case bool():
            return z3.BoolVal(value)
        case int():
            return z3.IntVal(value)
        case Decimal():
            return z3.RealVal(str(value))
        case Money():
            return z3.RealVal(str(value.amount))
        case date():
            return Day(z3.IntVal(value.year), z3.IntVal(value.month), z3.IntVal(value.day), z3.BoolVal(False))
    return value  # a value of a choice: the comparison knows which choice


@formula.register
def _(node: Fact, symbols: Symbols) -> Any:
    return symbols.of(node, symbols.year if node.annual else None)


@formula.register
def _(node: At, symbols: Symbols) -> Any:
    return symbols.of(node.fact, symbols.year + node.offset)


@formula.register
def _(node: OpenQuestion, symbols: Symbols) -> Any:
    return symbols.of(node, None)


@formula.register
def _(node: ex.Not, symbols: Symbols) -> Any:
    return z3.Not(formula(node.operand, symbols))


@formula.register(ex.Follows)
@formula.register(ex.AsShown)
def _(node: ex.Follows, symbols: Symbols) -> Any:
    return formula(node.operand, symbols)  # where everything is known, nothing has to follow


@formula.register
def _(node: ex.AllOf, symbols: Symbols) -> Any:
    return z3.And([formula(operand, symbols) for operand in node.operands])


@formula.register
def _(node: ex.AnyOf, symbols: Symbols) -> Any:
    return z3.Or([formula(operand, symbols) for operand in node.operands])


@formula.register
def _(node: ex.AtLeast, symbols: Symbols) -> Any:
    return z3.PbGe([(formula(operand, symbols), 1) for operand in node.operands], node.count)


@formula.register
def _(node: ex.Comparison, symbols: Symbols) -> Any:
    left, right = formula(node.left, symbols), formula(node.right, symbols)
    if isinstance(right, str):
        right = node.left.type.values.index(right)
    holds = OPERATORS[node.operator](_ordered(left), _ordered(right))
    absent = [formula(day, symbols).none for day in node.days]
    if node.operator == "!=":
        return z3.Or(*absent, holds)
    return z3.And(z3.Not(z3.Or(absent)), holds) if absent else holds


def _ordered(value: Any) -> Any:
    return value.code if isinstance(value, Day) else value


@formula.register
def _(node: ex.IsNone, symbols: Symbols) -> Any:
    return formula(node.operand, symbols).none


@formula.register
def _(node: ex.IsIn, symbols: Symbols) -> Any:
    place = formula(node.operand, symbols)
    return z3.Or([place == node.operand.type.values.index(value) for value in node.values])


@formula.register
def _(node: ex.ContainsAny, symbols: Symbols) -> Any:
    members = formula(node.operand, symbols)
    return z3.Or([members[value] for value in node.values])


@formula.register
def _(node: ex.ContainsAll, symbols: Symbols) -> Any:
    members = formula(node.operand, symbols)
    return z3.And([members[value] for value in node.values])


@formula.register
def _(node: ex.Arithmetic, symbols: Symbols) -> Any:
    left, right = formula(node.left, symbols), formula(node.right, symbols)
    return ARITHMETIC[node.operator](left, right)


@formula.register(ex.Minimum)
@formula.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, symbols: Symbols) -> Any:
    comes_first = operator.le if isinstance(node, ex.Minimum) else operator.ge

    def pick(one: Any, other: Any) -> Any:
        return _either(comes_first(_ordered(one), _ordered(other)), one, other, ())

    return reduce(pick, (formula(operand, symbols) for operand in node.operands))


@formula.register
def _(node: ex.Rounded, symbols: Symbols) -> Any:
    return _rounded(_real(formula(node.operand, symbols)), node)


@formula.register
def _(node: ex.Quotient, symbols: Symbols) -> Any:
    divisor = formula(node.divisor, symbols)
    absent = [formula(day, symbols).none for day in node.divisor.days]
    symbols.domain.append(z3.Or(*absent, divisor >= 0))  # another divisor is refused as a fault
    return _rounded(_real(formula(node.dividend, symbols)) / _real(divisor), node)


def _real(number: Any) -> Any:
    return z3.ToReal(number) if z3.is_int(number) else number


def _rounded(value: Any, node: ex.Rounded | ex.Quotient) -> Any:
    to = z3.RealVal(node.to)
    multiples = value / to
    whole = {
        "down": lambda: z3.ToInt(multiples),
        "up": lambda: -z3.ToInt(-multiples),
        "half_up": lambda: z3.ToInt(multiples + z3.Q(1, 2)),
    }[node.mode]()
    return z3.ToReal(whole) * to


@formula.register
def _(node: ex.DatePart, symbols: Symbols) -> Any:
    return getattr(formula(node.operand, symbols), node.part)


@formula.register
def _(node: ex.AsOf, symbols: Symbols) -> Any:
    if symbols.as_of is None:
        year, month, its_day = (z3.Int(f"as_of.{part}") for part in ("year", "month", "day"))
        symbols.as_of = Day(year, month, its_day, z3.BoolVal(False))
        symbols.domain += _is_a_date(symbols.as_of)
    return symbols.as_of


@formula.register
def _(node: ex.Moved, symbols: Symbols) -> Any:
    day, by = formula(node.operand, symbols), formula(node.by, symbols)
    if node.unit == DAYS:
        its_year, its_month, its_day = (z3.Int(f"{part} of {node.digest}") for part in ("year", "month", "day"))
        moved = Day(its_year, its_month, its_day, day.none)
        symbols.domain += [*_is_in_a_month(moved), _number_of(moved) == _number_of(day) + by]
        return moved
    months = day.year * MONTHS + day.month - 1 + by * MONTHS_IN[node.unit]
    year, month = months / MONTHS, months % MONTHS + 1
    last = _last_of(year, month)
    return Day(year, month, z3.If(day.day < last, day.day, last), day.none)


@formula.register
def _(node: ex.Elapsed, symbols: Symbols) -> Any:
    start, end = formula(node.start, symbols), formula(node.end, symbols)
    if node.unit == DAYS:
        return _number_of(end) - _number_of(start)
    last = _last_of(end.year, end.month)
    is_short = end.day < z3.If(start.day < last, start.day, last)
    months = (end.year - start.year) * MONTHS + end.month - start.month - z3.If(is_short, 1, 0)
    return months / MONTHS_IN[node.unit]


@formula.register
def _(node: ex.ReferenceYear, symbols: Symbols) -> Any:
    return z3.IntVal(symbols.year)


@formula.register
def _(node: ex.When, symbols: Symbols) -> Any:
    condition = formula(node.condition, symbols)
    return _either(condition, formula(node.then, symbols), formula(node.otherwise, symbols), node.type.values)


def _either(condition: Any, then: Any, otherwise: Any, values: tuple[str, ...]) -> Any:
    """One formula or another; of dates, of sets and of choices part by part."""
    match then, otherwise:
        case Day(), Day():
            parts = zip(astuple(then), astuple(otherwise), strict=True)
            return Day(*(z3.If(condition, a, b) for a, b in parts))
        case dict(), dict():
            return {value: z3.If(condition, then[value], otherwise[value]) for value in then}
    places = (values.index(part) if isinstance(part, str) else part for part in (then, otherwise))
    return z3.If(condition, *places)


@formula.register
def _(node: ex.ShareAtLeast, symbols: Symbols) -> Any:
    part, whole = formula(node.part, symbols), formula(node.whole, symbols)
    absent = z3.Or([formula(day, symbols).none for quantity in (node.part, node.whole) for day in quantity.days])
    symbols.domain.append(z3.Or(absent, z3.And(part >= 0, part <= whole)))  # other counts are refused as a fault
    reached = part * node.denominator >= node.numerator * whole
    return z3.And(z3.Not(absent), z3.If(whole == 0, formula(node.if_none, symbols), reached))


def solved(conditions: Iterator[Any] | list[Any], seconds: float) -> Any:
    """A model of the conditions; ``False`` where there is none, ``None`` where it could not be decided in time."""
    solver = z3.Solver()
    solver.set("timeout", int(seconds * 1000))
    solver.add(*conditions)
    answer = solver.check()
    return solver.model() if answer == z3.sat else False if answer == z3.unsat else None


def largest(quantity: Any, conditions: list[Any], seconds: float) -> Any:
    """A model in which a quantity is as large as it can be; as ``solved``, and ``None`` where nothing bounds it."""
    optimizer = z3.Optimize()
    optimizer.set("timeout", int(seconds * 1000))
    optimizer.add(*conditions)
    bound = optimizer.maximize(quantity)
    answer = optimizer.check()
    if answer == z3.unsat:
        return False
    if answer != z3.sat or "oo" in str(optimizer.upper(bound)):
        return None
    return optimizer.model()


def negation(condition: Any) -> Any:
    """Where a condition does not hold."""
    return z3.Not(condition)


def number(value: Decimal) -> Any:
    """A number that is known."""
    return z3.RealVal(str(value))


def either(condition: Any, then: Any, otherwise: Any) -> Any:
    """``then`` where the condition holds, ``otherwise`` where it does not."""
    return z3.If(condition, then, otherwise)


def total(parts: list[Any]) -> Any:
    """A sum."""
    return z3.Sum(parts) if parts else z3.RealVal(0)


def exact(model: Any, quantity: Any) -> Decimal:
    """The value of a quantity in a model."""
    value = model.eval(quantity, model_completion=True).as_fraction()
    return Decimal(value.numerator) / Decimal(value.denominator)
