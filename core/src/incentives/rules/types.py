"""The types of the rule language, checked when an expression is built."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from attrs import frozen

from incentives.values import Money

# What an expression yields when it is known; an amount is its Decimal: the currency is in the type.
Value = bool | int | Decimal | date | str | frozenset[str]
LiteralValue = bool | int | Decimal | date | str | Money
#: The value of a day that was told to be absent: there was no such day. It is known, which a day not told is not.
NO_DAY = "none"


class Kind(StrEnum):
    """What sort of value an expression yields."""

    YES_NO = "yes_no"
    COUNT = "count"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    ORDERED_CHOICE = "ordered_choice"
    SET = "set"
    TEXT = "text"


@frozen
class Percent:
    """An exact share of a whole: ``numerator`` in ``denominator``."""

    numerator: int
    denominator: int


# What to write instead, for the message that refuses a comparison.
_HOW_COMPARED: Mapping[Kind, str] = MappingProxyType({
    Kind.YES_NO: "; a condition stands by itself: write x or ~x",
    Kind.SET: "; ask a set with contains_any or contains_all",
    Kind.CHOICE: "; a choice without an order is asked with ==, != or is_in, against a value",
    Kind.ORDERED_CHOICE: "; an ordered choice is compared with one of its values, written as text",
    Kind.COUNT: "; a number is compared with a number",
    Kind.DECIMAL: "; a number is compared with a number",
    Kind.MONEY: "; an amount is compared with one in the same currency: write money('100', 'EUR')",
    Kind.DATE: "; a date is compared with a date: write date(2024, 3, 1), or ask its .year",
})  # fmt: skip


@frozen
class Type:
    """The kind of an expression, with its values (choices and sets) or its currency (money)."""

    kind: Kind
    values: tuple[str, ...] = ()
    currency: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is a plain number: a count or a decimal."""
        return self.kind in {Kind.COUNT, Kind.DECIMAL}

    @property
    def is_quantity(self) -> bool:
        """Whether its values have an order of their own: numbers, amounts and dates."""
        return self.is_number or self.kind in {Kind.MONEY, Kind.DATE}

    @property
    def how_compared(self) -> str:
        """What to write instead of a comparison that is refused, as the end of the message."""
        return _HOW_COMPARED.get(self.kind, "")

    def __str__(self) -> str:
        name = self.kind.value.replace("_", " ")
        return f"{name} in {self.currency}" if self.currency else name


YES_NO = Type(Kind.YES_NO)
COUNT = Type(Kind.COUNT)
DECIMAL = Type(Kind.DECIMAL)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)


def common_type(*types: Type) -> Type:
    """The type of what is calculated or chosen from parts: an amount if one is, a decimal if one is."""
    by_kind = {one.kind: one for one in reversed(types)}
    return by_kind.get(Kind.MONEY) or by_kind.get(Kind.DECIMAL) or types[0]


def is_literal(value: object) -> bool:
    """Whether a Python value can stand in an expression as it is; floats and date-times cannot."""
    return isinstance(value, bool | int | Decimal | date | str | Money) and not isinstance(value, datetime)


def type_of(value: LiteralValue) -> Type:
    """The type of a literal."""
    match value:
        case bool():
            return YES_NO
        case int():
            return COUNT
        case Decimal():
            return DECIMAL
        case Money():
            return Type(Kind.MONEY, currency=value.currency)
        case date():
            return DATE
        case _:
            return TEXT
