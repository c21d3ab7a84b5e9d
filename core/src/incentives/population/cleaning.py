"""What a row says of each fact: its value, or unknown and a mark where what was given cannot be."""

import re
from collections.abc import Callable, Mapping
from string import whitespace
from typing import Any

import narwhals as nw
from attrs import frozen

from incentives.rules.facts import Fact
from incentives.rules.measures import DECIMAL, DECIMALS
from incentives.rules.setcolumns import set_pattern
from incentives.rules.types import NO_DAY, Kind
from incentives.situation.checking import LARGEST_COUNT, UNKNOWN

CHOICES = frozenset({Kind.CHOICE, Kind.ORDERED_CHOICE})
Types = tuple[type[nw.dtypes.DType], ...]
INTEGERS: Types = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32, nw.UInt64, nw.Int128)
SMALL: Types = (nw.UInt8, nw.UInt16, nw.UInt32)  # never negative, never too large
TEXTS: Types = (nw.String, nw.Enum, nw.Categorical)
NUMBERS: Types = (*INTEGERS, nw.Decimal, nw.Float32, nw.Float64)
ACCEPTED: Mapping[Kind, Types] = {
    Kind.YES_NO: (nw.Boolean,),
    Kind.COUNT: NUMBERS,
    Kind.DECIMAL: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.DATE: (nw.Date,),
    Kind.CHOICE: TEXTS,
    Kind.ORDERED_CHOICE: TEXTS,
    Kind.SET: (*TEXTS, nw.List),
}

# What says nothing: an empty cell, and the word for what is not known, however spaced.
SPACES = f"{whitespace}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
NOTHING = ("", UNKNOWN)

# What can be written for yes and for no, in the three languages, in small letters: no word is in both.
YES = ("true", "yes", "vrai", "oui", "waar", "ja")
NO = ("false", "no", "faux", "non", "onwaar", "nee")

# How a count is written where a gap turned it into a float.
POINT_ZERO = r"\.0+$"
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")

# Up to which size a float tells decimals of so many digits apart, the finest first.
FLOATS = ((10**9, DECIMALS), (LARGEST_COUNT, 2))


@frozen(eq=False)
class Opened:
    """A column that says a fact, as the backend opened it.

    Attributes:
        name: of the column as it was given, inside.
        dtype: its type.
        typed: the column in the form that rules read, where the backend made one; null in rows that it could not read.
        typed_dtype: its type.
        is_clean: whether ``typed`` holds no value that cannot be.
        is_sifted: whether cells that say nothing are left out of the marks later.
    """

    name: str
    dtype: nw.dtypes.DType
    typed: str | None = None
    typed_dtype: nw.dtypes.DType | None = None
    is_clean: bool = False
    is_sifted: bool = False


@frozen(eq=False)
class Cleaned:
    """A fact in every row.

    Attributes:
        value: in the form that rules read, null where unknown or where what was given cannot be.
        told: whether something was given.
        said: the same, or whether a cell is there at all where the marks are sifted later.
        can_misfit: whether what was given can be something that cannot be: ``value`` is then null though it was said.
        is_at_hand: whether ``value`` is a column of the table as it is.
        absent: where a day is told to be absent; ``None`` where the column cannot say so.
    """

    value: nw.Expr
    told: nw.Expr
    said: nw.Expr
    can_misfit: bool
    is_at_hand: bool
    absent: nw.Expr | None = None


def fits(fact: Fact, dtype: nw.dtypes.DType) -> bool:
    """Whether a column of this type can say a fact."""
    if isinstance(dtype, nw.List):
        return fact.kind is Kind.SET and dtype.inner in (*TEXTS, nw.Unknown)  # of nothing: all lists are empty
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


def says_nothing(text: str) -> bool:
    """Whether a cell of text is as good as an empty one."""
    return text.strip(SPACES) in NOTHING


def cleaned(fact: Fact, column: Opened) -> Cleaned:
    """What a column says of a fact."""
    given, dtype = nw.col(column.name), column.dtype
    something = told(given, dtype)
    said = ~given.is_null() if column.is_sifted else something
    typed = given if column.typed is None else nw.col(column.typed)
    value = None if column.is_clean else BY_KIND[fact.kind](fact, typed, column.typed_dtype or dtype)
    covered = isinstance(dtype, nw.Enum) and all(one in fact.values or says_nothing(one) for one in dtype.categories)
    can_misfit = not covered and (column.typed is not None or value is not None)
    absent = None
    if fact.kind is Kind.DATE and isinstance(dtype, TEXTS):
        absent = (_as_text(given, dtype).str.strip_chars(SPACES) == NO_DAY).fill_null(False)
        something, said = something & ~absent, said & ~absent
    return Cleaned(typed if value is None else value, something, said, can_misfit, value is None, absent)


def told(given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """Whether something was given."""
    if not isinstance(dtype, TEXTS):
        return ~given.is_null()
    return ~_as_text(given, dtype).str.strip_chars(SPACES).is_in(NOTHING)


def _as_text(given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """A column of one of the types of text, as text."""
    return given if isinstance(dtype, nw.String) else given.cast(nw.String)


def _as_it_is(fact: Fact, given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr | None:
    return None


def _count(fact: Fact, given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr | None:
    if isinstance(dtype, SMALL):
        return given.cast(nw.Int64)
    fitting = given <= LARGEST_COUNT if dtype.is_unsigned_integer() else given.is_between(0, LARGEST_COUNT)
    value = nw.when(fitting).then(given)
    if not dtype.is_integer():
        value = nw.when(value.round() == value).then(value)
    return value.cast(nw.Int64)


def _number(fact: Fact, given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr | None:
    """A decimal; a float stands for the shortest decimal that reads as it, where that has few enough digits."""
    if dtype.is_float():
        wide = given.cast(nw.Float64)
        return nw.coalesce(*(_of_digits(wide, largest, digits) for largest, digits in FLOATS))
    value = nw.when(given.is_between(-LARGEST_COUNT, LARGEST_COUNT)).then(given)
    if isinstance(dtype, nw.Decimal) and dtype.scale > DECIMALS:
        value = nw.when(value.round(DECIMALS) == value).then(value.round(DECIMALS))
    return value.cast(DECIMAL)


def _of_digits(given: nw.Expr, largest: int, digits: int) -> nw.Expr:
    """The decimals that floats up to a size read as, null where they have more digits."""
    value = nw.when(given.is_between(-largest, largest)).then(given)
    unit = value - value + 10**digits  # a column: dividing by one number, Polars multiplies by its reciprocal
    is_exact = (value * 10**digits).round() / unit == value
    return nw.when(is_exact).then(value.round(digits)).cast(nw.Decimal(28, digits)).cast(DECIMAL)


def _choice(fact: Fact, given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr | None:
    if isinstance(dtype, nw.Enum) and dtype.categories == fact.values:
        return None
    if isinstance(dtype, NUMBERS):
        number = given.cast(nw.Float64)
        return nw.coalesce(*(nw.when(number == at).then(nw.lit(value)) for value, at in numbers_of(fact).items()))
    text = _as_text(given, dtype)
    value = nw.when(text.is_in(fact.values)).then(text)
    if not numbers_of(fact):
        return value
    whole = text.str.replace_all(POINT_ZERO, "")
    return value.otherwise(nw.when(whole.is_in(fact.values)).then(whole))


def _set(fact: Fact, given: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr | None:
    if not isinstance(dtype, TEXTS):
        return None  # read by the backend
    text = _as_text(given, dtype)
    return nw.when(text.str.contains(set_pattern(fact.values))).then(text)


BY_KIND: Mapping[Kind, Callable[[Fact, nw.Expr, Any], nw.Expr | None]] = {
    Kind.YES_NO: _as_it_is,
    Kind.COUNT: _count,
    Kind.DECIMAL: _number,
    Kind.MONEY: _number,
    Kind.DATE: _as_it_is,
    Kind.CHOICE: _choice,
    Kind.ORDERED_CHOICE: _choice,
    Kind.SET: _set,
}
