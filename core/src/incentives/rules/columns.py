"""Reader: expressions over a table, one row a practitioner, as Polars expressions.

The same strong Kleene logic as in ``evaluation``; null is what is unknown. What is the same in every row (a literal, an
answered question, a fact without a column) is folded before Polars sees it.
"""

import operator
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from functools import reduce, singledispatch
from typing import Any

import polars as pl
from attrs import field, frozen

from incentives.rules import expressions as ex
from incentives.rules.daycolumns import elapsed, moved
from incentives.rules.evaluation import ordered_part
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of, year_of
from incentives.rules.measures import (
    DECIMAL,
    EXACT,
    LARGEST_FACTOR,
    Cell,
    as_decimal,
    as_lit,
    digits,
    divided,
    enough,
    extreme,
    kind_of,
    product,
    rounded,
)
from incentives.rules.operators import ARITHMETIC, OPERATORS, raw
from incentives.rules.setcolumns import holds_any
from incentives.rules.types import COUNT, Kind

MONTHS = 12


@frozen(eq=False)
class View:
    """The columns of a table, seen from one reference year; what is absent is unknown.

    Choices are enumerations of all their values, decimals and money are ``DECIMAL``, counts are 64-bit; sets are held
    as ``setcolumns`` says.

    Attributes:
        year: the reference year.
        permanent: columns of permanent facts, by id.
        annual: columns of annual facts, by year and id.
        readings: the reader's answers to open questions, by id.
        within: of dates that are all in one calendar year, that year; by id and by the year that the fact belongs to.
        absent: of days that can be told to be absent, where they were, never null; likewise.
        as_of: the day on which it is asked, if any.
    """

    year: int
    permanent: Mapping[str, pl.Expr]
    annual: Mapping[int, Mapping[str, pl.Expr]]
    readings: Mapping[str, bool] = field(factory=dict)
    within: Mapping[tuple[str, int | None], int] = field(factory=dict)
    absent: Mapping[tuple[str, int | None], pl.Expr] = field(factory=dict)
    as_of: date | None = None

    def fact(self, fact: Fact, offset: int = 0) -> Cell:
        """The column of a fact."""
        known = self.annual.get(self.year + offset, {}) if fact.annual else self.permanent
        return known.get(fact.id)

    def year_within(self, day: ex.Expression) -> int | None:
        """The calendar year that a date is in, in whatever row; ``None`` where that may be several."""
        return self.within.get((fact_of(day).id, year_of(day, self.year))) if isinstance(day, Fact | At) else None

    def told_absent(self, node: ex.Expression) -> pl.Expr | None:
        """Where a day that a quantity is reckoned from was told to be absent; ``None`` where no column can say so."""
        keys = [(fact_of(day).id, year_of(day, self.year)) for day in node.days if isinstance(day, Fact | At)]
        told = [self.absent[key] for key in keys if key in self.absent]
        return reduce(operator.or_, told) if told else None


def inputs(node: ex.Expression) -> tuple[ex.Expression, ...]:
    """The expressions from whose columns that of a node is made: its children, or of a part of a date the date."""
    if isinstance(node, ex.Comparison) and isinstance(node.left, ex.DatePart):
        return node.left.operand, node.right
    return node.children


@singledispatch
def column(node: ex.Expression, cells: Sequence[Cell], view: View) -> Cell:
    """The column of a node.

    Args:
        node: the expression.
        cells: of its ``inputs``, in their order.
        view: the columns of the facts.
    """
    raise NotImplementedError(type(node).__name__)


@column.register
def _(node: ex.Literal, cells: Sequence[Cell], view: View) -> Cell:
    value: Cell = raw(node.value)
    return value


@column.register
def _(node: Fact, cells: Sequence[Cell], view: View) -> Cell:
    return view.fact(node)


@column.register
def _(node: At, cells: Sequence[Cell], view: View) -> Cell:
    return view.fact(node.fact, node.offset)


@column.register
def _(node: OpenQuestion, cells: Sequence[Cell], view: View) -> Cell:
    return view.readings.get(node.id)


@column.register
def _(node: ex.ReferenceYear, cells: Sequence[Cell], view: View) -> Cell:
    return view.year


@column.register
def _(node: ex.AsOf, cells: Sequence[Cell], view: View) -> Cell:
    return view.as_of


@column.register
def _(node: ex.Not, cells: Sequence[Cell], view: View) -> Cell:
    (operand,) = cells
    return ~operand if isinstance(operand, pl.Expr) else (None if operand is None else not operand)


@column.register
def _(node: ex.AllOf, cells: Sequence[Cell], view: View) -> Cell:
    return _gathered(cells, decisive=False)


@column.register
def _(node: ex.AnyOf, cells: Sequence[Cell], view: View) -> Cell:
    return _gathered(cells, decisive=True)


def _gathered(cells: Sequence[Cell], *, decisive: bool) -> Cell:
    """All of, or any of: the decisive value as soon as one operand has it, unknown where one is left unknown."""
    if any(cell is decisive for cell in cells):
        return decisive
    columns = [cell for cell in cells if isinstance(cell, pl.Expr)]
    is_uncertain = any(cell is None for cell in cells)
    if not columns:
        return None if is_uncertain else not decisive
    gathered = reduce(operator.or_ if decisive else operator.and_, columns)
    if not is_uncertain:
        return gathered
    return pl.when(gathered if decisive else ~gathered).then(pl.lit(decisive))


@column.register
def _(node: ex.AtLeast, cells: Sequence[Cell], view: View) -> Cell:
    columns = [cell for cell in cells if isinstance(cell, pl.Expr)]
    wanted = node.count - sum(cell is True for cell in cells)
    enough = wanted - sum(cell is None for cell in cells)  # of the columns, if all that no row says holds
    if wanted <= 0 or enough > len(columns):
        return wanted <= 0
    if not columns:
        return None
    true, not_false = (reduce(operator.add, [_as_number(one, if_unknown) for one in columns]) for if_unknown in (0, 1))
    return pl.when(true >= wanted).then(pl.lit(True)).otherwise(pl.when(not_false < enough).then(pl.lit(False)))


def _as_number(condition: pl.Expr, if_unknown: int) -> pl.Expr:
    return condition.fill_null(bool(if_unknown)).cast(pl.Int64)


@column.register
def _(node: ex.Comparison, cells: Sequence[Cell], view: View) -> Cell:
    return _where_absent(view.told_absent(node), node.operator == "!=", _compared(node, cells, view))


def _where_absent(absent: pl.Expr | None, value: bool, cell: Cell) -> Cell:
    """A cell, but one value where a day that it asks about was told to be absent."""
    if absent is None:
        return cell
    told = pl.when(absent).then(pl.lit(value))
    return told if cell is None else told.otherwise(as_lit(cell))


@column.register
def _(node: ex.IsNone, cells: Sequence[Cell], view: View) -> Cell:
    day = cells[0]
    given = _wherever_known(day, False) if isinstance(day, pl.Expr) else None if day is None else False
    return _where_absent(view.told_absent(node), True, given)


def _compared(node: ex.Comparison, cells: Sequence[Cell], view: View) -> Cell:
    if isinstance(node.left, ex.DatePart):
        return _compared_part(node, node.left, cells, view)
    left, right = _matched(cells, (node.left, node.right))
    if left is None or right is None:
        return None
    if node.left.type.kind is Kind.ORDERED_CHOICE:
        return _is_in(left, tuple(value for value in node.left.type.values if value in ordered_part(node)))
    compared: Cell = OPERATORS[node.operator](left, right)
    return compared


def _compared_part(node: ex.Comparison, part: ex.DatePart, cells: Sequence[Cell], view: View) -> Cell:
    """A year or a month compared; by its first and last day where these are known, which is faster."""
    day, wanted = cells
    if day is None or wanted is None:
        return None
    days = _days_of(part, wanted, view) if isinstance(wanted, int) else None
    result: Cell
    if isinstance(day, pl.Expr) and days is not None:
        result = IN_DAYS[node.operator](day, *days)
    else:
        result = OPERATORS[node.operator](*_matched([column(part, [day], view), wanted], (part, node.right)))
    return result


def _days_of(part: ex.DatePart, wanted: int, view: View) -> tuple[date, date] | None:
    """The first and the last day of a year, or of a month of the only year that a date can be in."""
    if part.part == "year":
        return (date(wanted, 1, 1), date(wanted, 12, 31)) if MINYEAR <= wanted <= MAXYEAR else None
    year = view.year_within(part.operand)
    if year is None or not 1 <= wanted <= MONTHS:
        return None
    return date(year, wanted, 1), date(year, wanted, monthrange(year, wanted)[1])


IN_DAYS: Mapping[str, Callable[[pl.Expr, date, date], pl.Expr]] = {
    "==": lambda day, first, last: day.is_between(first, last),
    "!=": lambda day, first, last: ~day.is_between(first, last),
    "<": lambda day, first, _: day < first,
    "<=": lambda day, _, last: day <= last,
    ">": lambda day, _, last: day > last,
    ">=": lambda day, first, _: day >= first,
}


@column.register
def _(node: ex.IsIn, cells: Sequence[Cell], view: View) -> Cell:
    return _is_in(cells[0], node.values)


def _is_in(cell: Cell, values: tuple[str, ...]) -> Cell:
    if not isinstance(cell, pl.Expr):
        return None if cell is None else cell in values
    if not values:
        return _wherever_known(cell, False)
    return cell == values[0] if len(values) == 1 else cell.is_in(values)


def _wherever_known(cell: Cell, value: bool) -> Cell:
    return pl.when(~cell.is_null()).then(pl.lit(value)) if isinstance(cell, pl.Expr) else None


@column.register
def _(node: ex.ContainsAny, cells: Sequence[Cell], view: View) -> Cell:
    return _contains_any(cells[0], node, node.values)


@column.register
def _(node: ex.ContainsAll, cells: Sequence[Cell], view: View) -> Cell:
    if not node.values:
        return _wherever_known(cells[0], True)
    held = [_contains_any(cells[0], node, (value,)) for value in node.values]
    return _gathered(held, decisive=False)


def _contains_any(cell: Cell, node: ex.ContainsAny | ex.ContainsAll, wanted: tuple[str, ...]) -> Cell:
    if not isinstance(cell, pl.Expr):
        return None  # no literal is a set
    if not wanted:
        return _wherever_known(cell, False)
    return holds_any(cell, node.operand.type.values, wanted)


@column.register
def _(node: ex.Arithmetic, cells: Sequence[Cell], view: View) -> Cell:
    left, right = _matched(cells, (node.left, node.right))
    if left is None or right is None:
        return None
    if node.operator == "*":
        return _product(node, left, right)
    result: Cell = ARITHMETIC[node.operator](left, right)
    return result


def _product(node: ex.Arithmetic, left: Any, right: Any) -> Cell:
    decimals = digits(node.left), digits(node.right)
    if node.type != COUNT:
        kind_of(node)
        return product(left, right, decimals)
    small = any(isinstance(factor, int) and abs(factor) <= LARGEST_FACTOR for factor in (left, right))
    if small or not any(isinstance(factor, pl.Expr) for factor in (left, right)):
        result: Cell = left * right
        return result
    whole = product(as_decimal(left), as_decimal(right), decimals)
    return whole.cast(pl.Int64) if isinstance(whole, pl.Expr) else whole


@column.register(ex.Minimum)
@column.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, cells: Sequence[Cell], view: View) -> Cell:
    kind = kind_of(*node.operands)
    return extreme(min if isinstance(node, ex.Minimum) else max, list(_matched(cells, node.operands)), kind)


@column.register
def _(node: ex.Rounded, cells: Sequence[Cell], view: View) -> Cell:
    return rounded(as_decimal(cells[0], kind_of(node.operand)), node)


@column.register
def _(node: ex.Quotient, cells: Sequence[Cell], view: View) -> Cell:
    one, other = (as_decimal(cell, kind_of(part)) for cell, part in zip(cells, node.children, strict=True))
    return divided(one, other, node)


@column.register
def _(node: ex.DatePart, cells: Sequence[Cell], view: View) -> Cell:
    (day,) = cells
    if isinstance(day, pl.Expr):
        return day.dt.year() if node.part == "year" else day.dt.month()
    part: int | None = None if day is None else getattr(day, node.part)
    return part


@column.register
def _(node: ex.Moved, cells: Sequence[Cell], view: View) -> Cell:
    day, by = cells
    return moved(day, by, node.unit)


@column.register
def _(node: ex.Elapsed, cells: Sequence[Cell], view: View) -> Cell:
    start, end = cells
    return elapsed(node.unit, start, end)


@column.register
def _(node: ex.When, cells: Sequence[Cell], view: View) -> Cell:
    condition, *branches = cells
    then, otherwise = _matched(branches, (node.then, node.otherwise))
    if condition is True or condition is False:
        return then if condition else otherwise
    kind = kind_of(node.then, node.otherwise)
    agreed = _agreed(then, otherwise, kind)
    if condition is None or (agreed is not None and not isinstance(agreed, pl.Expr)):
        return agreed
    return chosen(condition, then, otherwise, agreed, kind)  # type: ignore[arg-type]  # a condition that is no constant


def _agreed(one: Cell, other: Cell, kind: pl.Decimal) -> Cell:
    """The value that two cells share, unknown where they differ."""
    if one is None or other is None:
        return None
    same: Any = one == other
    if isinstance(same, bool):
        return one if same else None
    return pl.when(same).then(as_lit(one, kind))


def chosen(condition: pl.Expr, then: Cell, otherwise: Cell, agreed: Cell, kind: pl.Decimal = DECIMAL) -> pl.Expr | None:
    """One cell or another by a condition; a third, which only two that are known can have, where that is unknown."""
    result = None if agreed is None else as_lit(agreed, kind)
    for holds, cell in ((~condition, otherwise), (condition, then)):
        if cell is not None:
            branch = pl.when(holds).then(as_lit(cell, kind))
            result = branch if result is None else branch.otherwise(result)
    return result


@column.register
def _(node: ex.Follows, cells: Sequence[Cell], view: View) -> Cell:
    operand, holds, fails = cells
    found: Cell = None
    for condition, value in ((fails, False), (holds, True)):
        if condition is True:
            found = value
        elif isinstance(condition, pl.Expr):
            branch = pl.when(condition).then(pl.lit(value))
            found = branch if found is None else branch.otherwise(as_lit(found))
    if operand is None or found is None:
        return found if operand is None else operand
    return pl.coalesce(operand, as_lit(found)) if isinstance(operand, pl.Expr) else operand


@column.register
def _(node: ex.ShareAtLeast, cells: Sequence[Cell], view: View) -> Cell:
    absent = [told for told in map(view.told_absent, (node.part, node.whole)) if told is not None]
    return _where_absent(reduce(operator.or_, absent) if absent else None, False, _share(node, cells))


def _share(node: ex.ShareAtLeast, cells: Sequence[Cell]) -> Cell:
    part, whole = _matched(cells[:2], (node.part, node.whole))
    if part is None or whole is None:
        return None
    reached = enough(part, whole, node)
    if_none = cells[2]
    if not isinstance(whole, pl.Expr):
        is_none: Any = whole == 0
        if not is_none or not isinstance(part, pl.Expr):
            return if_none if is_none else reached
        return None if if_none is None else pl.when(~part.is_null()).then(as_lit(if_none))
    if if_none is None:
        return pl.when(whole != 0).then(as_lit(reached))
    is_none = whole == 0
    if isinstance(part, pl.Expr):  # a whole of zero says nothing yet while its part is unknown
        is_none = is_none & ~part.is_null()
    return pl.when(is_none).then(as_lit(if_none)).otherwise(as_lit(reached))


def _matched(cells: Sequence[Cell], nodes: Sequence[ex.Expression]) -> Sequence[Cell]:
    """Counts as decimals where another is one, all with as many digits."""
    if not any(node.type.kind in EXACT for node in nodes):
        return cells
    kind = kind_of(*nodes)
    return [as_decimal(cell, kind) for cell in cells]
