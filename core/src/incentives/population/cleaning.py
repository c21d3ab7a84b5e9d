"""What a row says of each fact: its value, or unknown and a mark where what was given cannot be."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl
from attrs import frozen

from incentives.population import sets
from incentives.population.nothing import NOTHING, SPACES, says_nothing
from incentives.rules.extents import Extent, Limit
from incentives.rules.facts import Fact
from incentives.rules.measures import DECIMAL, DECIMALS, as_lit
from incentives.rules.types import NO_DAY, Kind
from incentives.situation.checking import LARGEST_COUNT, UNKNOWN
from incentives.values.exact import rounded_to

CHOICES = frozenset({Kind.CHOICE, Kind.ORDERED_CHOICE})
# What can be written for yes and for no, in the three languages, in small letters: no word is in both.
YES = ("true", "yes", "vrai", "oui", "waar", "ja")
NO = ("false", "no", "faux", "non", "onwaar", "nee")

# How a count is written where a gap turned it into a float.
POINT_ZERO = r"\.0+$"
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")

# Up to which size a float tells decimals of so many digits apart, the finest first.
FLOATS = ((10**9, DECIMALS), (LARGEST_COUNT, 2))


Types = tuple[Any, ...]
INTEGERS: Types = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.Int128)
SMALL: Types = (pl.UInt8, pl.UInt16, pl.UInt32)  # never negative, never too large
TEXTS: Types = (pl.String, pl.Enum, pl.Categorical)
NUMBERS: Types = (*INTEGERS, pl.Decimal, pl.Float32, pl.Float64)
ACCEPTED: Mapping[Kind, Types] = {
    Kind.YES_NO: (pl.Boolean,),
    Kind.COUNT: NUMBERS,
    Kind.DECIMAL: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.DATE: (pl.Date,),
    Kind.CHOICE: TEXTS,
    Kind.ORDERED_CHOICE: TEXTS,
    Kind.SET: (*TEXTS, pl.List),
}


@frozen(eq=False)
class Cleaned:
    """A fact in every row.

    Attributes:
        given: as it was given.
        value: in the form that rules read, null where unknown or where what was given cannot be; see ``unreadable``.
        told: whether something was given.
        is_text: whether it was given as text, which can say nothing.
        can_misfit: whether what was given can be something that cannot be: ``value`` is then null though it was told.
        is_at_hand: whether ``value`` is a column of the table as it is.
        absent: where a day is told to be absent; ``None`` where the column cannot say so.
        unreadable: the value that stands for what cannot be; ``None`` where that is null.
    """

    given: pl.Expr
    value: pl.Expr
    told: pl.Expr
    is_text: bool
    can_misfit: bool
    is_at_hand: bool
    absent: pl.Expr | None = None
    unreadable: int | None = None

    def known(self, value: pl.Expr) -> pl.Expr:
        """The fact's value, null where it is unknown or cannot be.

        Args:
            value: the column of what was cleaned.
        """
        return value if self.unreadable is None else pl.when(value != self.unreadable).then(value)

    def misfits(self, value: pl.Expr) -> pl.Expr:
        """Where what was given cannot be.

        Args:
            value: the column of what was cleaned.
        """
        if self.unreadable is not None:
            return (value == self.unreadable).fill_null(value=False)
        if not self.is_text:
            return self.told & value.is_null()
        wrong = pl.map_batches([self.given, value], _unreadable, return_dtype=pl.Boolean, is_elementwise=True)
        return wrong if self.absent is None else wrong & ~self.absent


def _unreadable(columns: Sequence[pl.Series]) -> pl.Series:
    """Where a text says something that has no value; only texts without one are looked at."""
    given, value = columns
    wrong = given.is_not_null() & value.is_null()
    places = wrong.arg_true()
    if places.is_empty():
        return wrong
    texts = given.gather(places).cast(pl.String).str.strip_chars(SPACES)
    blank = (texts == "") | (texts == UNKNOWN)
    return wrong.scatter(places.filter(blank), values=False)


def fits(fact: Fact, dtype: Any) -> bool:
    """Whether a column of this type can say a fact."""
    if isinstance(dtype, pl.List):
        return fact.kind is Kind.SET and isinstance(dtype.inner, (*TEXTS, pl.Null))  # of nothing: all lists are empty
    if fact.kind in CHOICES and isinstance(dtype, NUMBERS):
        return bool(numbers_of(fact))
    return isinstance(dtype, ACCEPTED[fact.kind])


def numbers_of(fact: Fact) -> dict[str, float]:
    """The values of a choice that are written as a number is, each with that number."""
    return {
        value: float(value)
        for value in fact.values
        if _NUMBER.fullmatch(value) and value in {repr(float(value)), f"{float(value):.0f}"}
    }


def cleaned(fact: Fact, name: str, dtype: Any, *, is_text: bool = False) -> Cleaned:
    """What a column says of a fact.

    Args:
        fact: the fact.
        name: of the column.
        dtype: its type, which fits; of a file in which every cell is text, that.
        is_text: whether it is of such a file.
    """
    given = pl.col(name)
    told, absent = something(given, dtype), None
    value = _written(fact, given.str.strip_chars()) if is_text else BY_KIND[fact.kind](fact, given, dtype)
    if fact.limits.ends:
        value = _within(fact.limits, given if value is None else value)
    covered = isinstance(dtype, pl.Enum) and all(one in fact.values or says_nothing(one) for one in dtype.categories)
    if fact.kind is Kind.DATE and is_text:
        absent = (given.str.strip_chars(SPACES) == NO_DAY).fill_null(False)
        told &= ~absent
    return Cleaned(
        given,
        given if value is None else value,
        told,
        isinstance(dtype, TEXTS),
        value is not None and not covered,
        value is None,
        absent,
        sets.unreadable(fact.values) if fact.kind is Kind.SET else None,
    )


def _within(limits: Extent, value: pl.Expr) -> pl.Expr:
    """A value, null where it lies outside."""
    inside = [value >= _end(limits.low, "up")] if limits.low is not None else []
    inside += [value <= _end(limits.high, "down")] if limits.high is not None else []
    return pl.when(pl.all_horizontal(inside)).then(value)


def _end(end: Limit, mode: str) -> pl.Expr:
    """An end of what a fact can have; of a decimal the last one inside that a table holds."""
    return as_lit(rounded_to(end, Decimal(1).scaleb(-DECIMALS), mode)) if isinstance(end, Decimal) else pl.lit(end)


def something(given: pl.Expr, dtype: Any) -> pl.Expr:
    """Whether something was given."""
    if not isinstance(dtype, TEXTS):
        return ~given.is_null()
    return ~given.cast(pl.String).str.strip_chars(SPACES).is_in(NOTHING)


def _as_it_is(fact: Fact, given: pl.Expr, dtype: Any) -> pl.Expr | None:
    return None


def _count(fact: Fact, given: pl.Expr, dtype: Any) -> pl.Expr | None:
    if isinstance(dtype, SMALL):
        return given.cast(pl.Int64)
    if isinstance(dtype, pl.Int64):
        return _possible(given)
    fitting = given <= LARGEST_COUNT if isinstance(dtype, pl.UInt64) else given.is_between(0, LARGEST_COUNT)
    value = pl.when(fitting).then(given)
    if not dtype.is_integer():
        value = pl.when(value.round() == value).then(value)
    return value.cast(pl.Int64)


def _possible(number: pl.Expr) -> pl.Expr:
    """Whole numbers that can be; as unsigned ones, those below zero are above every limit."""
    return pl.when(number.reinterpret(signed=False) <= LARGEST_COUNT).then(number)


def _number(fact: Fact, given: pl.Expr, dtype: Any) -> pl.Expr | None:
    """A decimal; a float stands for the shortest decimal that reads as it, where that has few enough digits."""
    if dtype.is_float():
        wide = given.cast(pl.Float64)
        return pl.coalesce(*(_of_digits(wide, largest, digits) for largest, digits in FLOATS))
    value = pl.when(given.is_between(-LARGEST_COUNT, LARGEST_COUNT)).then(given)
    if isinstance(dtype, pl.Decimal) and dtype.scale > DECIMALS:
        value = pl.when(value.round(DECIMALS) == value).then(value.round(DECIMALS))
    return value.cast(DECIMAL)


def _of_digits(given: pl.Expr, largest: int, digits: int) -> pl.Expr:
    """The decimals that floats up to a size read as, null where they have more digits."""
    value = pl.when(given.is_between(-largest, largest)).then(given)
    unit = value - value + 10**digits  # a column: dividing by one number, Polars multiplies by its reciprocal
    is_exact = (value * 10**digits).round() / unit == value
    return pl.when(is_exact).then(value.round(digits)).cast(pl.Decimal(28, digits)).cast(DECIMAL)


def _choice(fact: Fact, given: pl.Expr, dtype: Any) -> pl.Expr | None:
    values = pl.Enum(fact.values)
    if dtype == values:
        return None
    if isinstance(dtype, NUMBERS):
        number = given.cast(pl.Float64)
        found = [pl.when(number == at).then(pl.lit(value)) for value, at in numbers_of(fact).items()]
        return pl.coalesce(found).cast(values)
    return _value_among(fact, given)


def _value_among(fact: Fact, text: pl.Expr) -> pl.Expr:
    values = pl.Enum(fact.values)
    value = text.cast(values, strict=False)
    if not numbers_of(fact):
        return value

    def again(columns: Sequence[pl.Series]) -> pl.Series:
        """Those that are none as they are written may be so without a point and zeros."""
        value, text = columns
        places = (value.is_null() & text.is_not_null()).arg_true()
        whole = text.gather(places).cast(pl.String).str.replace(POINT_ZERO, "").cast(values, strict=False)
        return value if places.is_empty() else value.scatter(places, whole)

    return pl.map_batches([value, text], again, return_dtype=values, is_elementwise=True)


def _set(fact: Fact, given: pl.Expr, dtype: Any) -> pl.Expr | None:
    return sets.read(given, fact.values, dtype)


BY_KIND: Mapping[Kind, Callable[[Fact, pl.Expr, Any], pl.Expr | None]] = {
    Kind.YES_NO: _as_it_is,
    Kind.COUNT: _count,
    Kind.DECIMAL: _number,
    Kind.MONEY: _number,
    Kind.DATE: _as_it_is,
    Kind.CHOICE: _choice,
    Kind.ORDERED_CHOICE: _choice,
    Kind.SET: _set,
}


def _written(fact: Fact, text: pl.Expr) -> pl.Expr:
    """Text, without spaces around it, as a value; null where it is none of the fact's kind."""
    match fact.kind:
        case Kind.YES_NO:
            lower = text.str.to_lowercase()
            return pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
        case Kind.COUNT:
            whole = text.str.replace(POINT_ZERO, "")
            return _possible(pl.when(whole.str.contains(r"^-?\d+$")).then(whole).cast(pl.Int64, strict=False))
        case Kind.DATE:
            return pl.when(text.str.contains(r"^\d{4}-\d{2}-\d{2}$")).then(text).str.to_date("%Y-%m-%d", strict=False)
        case Kind.DECIMAL | Kind.MONEY:
            digits = rf"^-?\d+(\.\d{{1,{DECIMALS}}})?$"
            number = pl.when(text.str.contains(digits)).then(text).cast(pl.Decimal(28, DECIMALS), strict=False)
            return pl.when(number.is_between(-LARGEST_COUNT, LARGEST_COUNT)).then(number)
        case Kind.SET:
            return sets.read(text, fact.values, pl.String())
        case _:
            return _value_among(fact, text)
