"""How a language writes numbers, amounts, days and lists, learnt from its formatter: columns can then write the same.

Each style is held against the formatter on samples; a language that writes in a way that these styles cannot say is
refused, never approximated.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from incentives.errors import InvalidArgument
from incentives.situation.checking import LARGEST_COUNT
from incentives.wording import formats

NUMBERS = tuple(
    Decimal(text)
    for text in (
        *("0", "7", "12", "999", "1000", "1001", "12345", "100000", "1234567", "98765432100", str(LARGEST_COUNT)),
        *("0.5", "0.05", "0.000001", "12.30", "1234.565", "1234.575", "999999.999999", "0.005", "0.015", "99.995"),
        *("-1", "-0.005", "-1234567.891"),
    )
)
DAYS = (*(date(2024, 1, 1) + timedelta(days=days) for days in range(366)), date(1, 1, 1), date(999, 2, 28))
DAY, YEAR = "23", "1987"  # stand for any day and any year; no month is written so
LIST_SEPARATORS = {
    2: ("two",),
    3: ("start", "end"),
    4: ("start", "middle", "end"),
    5: ("start", "middle", "middle", "end"),
}


@frozen
class NumberStyle:
    """How numbers are written.

    Attributes:
        plus: what stands before and after one that is not negative.
        minus: what stands before and after a negative one.
        group: between groups of three digits.
        point: before the decimals.
        decimals: how many there are, rounded half to even; ``None`` for as many as are needed.
    """

    plus: tuple[str, str]
    minus: tuple[str, str]
    group: str
    point: str
    decimals: int | None

    def text(self, value: Decimal) -> str:
        """A number, written so."""
        size = abs(value) if self.decimals is None else round(abs(value), self.decimals)
        whole, _, fraction = f"{size:f}".partition(".")
        fraction = fraction if self.decimals else fraction.rstrip("0")
        before, after = self.minus if value < 0 else self.plus
        grouped = f"{int(whole):,}".replace(",", self.group)
        return f"{before}{grouped}{self.point if fraction else ''}{fraction}{after}"


@frozen
class DayStyle:
    """How days are written: what stands around and between the parts, and each day of the month.

    Attributes:
        months: for each month, the parts of the text; among them ``DAY`` and ``YEAR``.
        days: for each day of the month, its text.
    """

    months: Sequence[Sequence[str]]
    days: Sequence[str]

    def text(self, value: date) -> str:
        """A day, written so."""
        values = {DAY: self.days[value.day - 1], YEAR: str(value.year)}
        return "".join(values.get(part, part) for part in self.months[value.month - 1])


@frozen
class ListStyle:
    """What stands between the items of a list: of two, and at the start, in the middle and at the end of more."""

    two: str
    start: str
    middle: str
    end: str

    def text(self, items: Sequence[str]) -> str:
        """A list of up to five items, written so."""
        separators = [getattr(self, name) for name in LIST_SEPARATORS.get(len(items), ())]
        return items[0] + "".join(a + b for a, b in zip(separators, items[1:], strict=True))


@lru_cache
def number_style(language: str) -> NumberStyle:
    """How a language writes plain numbers.

    Raises:
        InvalidArgument: in a way that columns cannot.
    """
    return _number_style(lambda value: formats.number(value, language), language, None)


@lru_cache
def amount_style(currency: str, language: str) -> NumberStyle:
    """How a language writes amounts of a currency.

    Raises:
        InvalidArgument: in a way that columns cannot.
    """
    decimals = len(re.sub(r"^\D*0\D*|\D", "", formats.amount(Decimal(0), currency, language)))
    return _number_style(lambda value: formats.amount(value, currency, language), language, decimals)


def _number_style(write: Callable[[Decimal], str], language: str, decimals: int | None) -> NumberStyle:
    fraction = "" if decimals == 0 else rf"(?P<point>\D+){'5' if decimals is None else '5' + '0' * (decimals - 1)}"
    value = Decimal(1234567) if decimals == 0 else Decimal("1234567.5")
    pattern = re.compile(rf"(?P<before>\D*)1(?P<group>\D*)234(?P=group)567{fraction}(?P<after>\D*)")
    plus, minus = pattern.fullmatch(write(value)), pattern.fullmatch(write(-value))
    if plus is None or minus is None:
        raise _refused("numbers", language)
    ends, negative_ends = ((match["before"], match["after"]) for match in (plus, minus))
    style = NumberStyle(ends, negative_ends, plus["group"], plus["point"] if fraction else "", decimals)
    if any(style.text(value) != write(value) for value in NUMBERS):
        raise _refused("numbers", language)
    return style


@lru_cache
def day_style(language: str) -> DayStyle:
    """How a language writes days.

    Raises:
        InvalidArgument: in a way that columns cannot.
    """
    texts = (formats.day(date(int(YEAR), month, int(DAY)), language) for month in range(1, 13))
    months = [re.split(f"({DAY}|{YEAR})", text) for text in texts]
    january = "".join("\0" if part == DAY else part for part in months[0])
    before, _, after = january.partition("\0")
    written = (formats.day(date(int(YEAR), 1, day), language) for day in range(1, 32))
    days = [text.removeprefix(before).removesuffix(after) for text in written]
    style = DayStyle(months, days)
    shapes = {tuple(part if part in {DAY, YEAR} else "" for part in parts) for parts in months}
    if len(shapes) > 1 or any(style.text(day) != formats.day(day, language) for day in DAYS):
        raise _refused("dates", language)
    return style


@lru_cache
def list_style(language: str) -> ListStyle:
    """How a language writes lists.

    Raises:
        InvalidArgument: in a way that columns cannot.
    """
    (two,), (start, middle, end) = _separators(2, language), _separators(4, language)
    style = ListStyle(two, start, middle, end)
    for count in range(1, 6):
        items = list("ABCDE"[:count])
        if style.text(items) != formats.listing(items, language):
            raise _refused("lists", language)
    return style


def _separators(count: int, language: str) -> list[str]:
    items = "ABCD"[:count]
    match = re.fullmatch("(.*)".join(items), formats.listing(items, language))
    if match is None:
        raise _refused("lists", language)
    return list(match.groups())


def _refused(what: str, language: str) -> InvalidArgument:
    msg = (
        f"reasons in {language!r} cannot be written in a column: its {what} are not written as this library can compose"
    )
    return InvalidArgument(msg, language=language)
