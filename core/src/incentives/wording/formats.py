"""Numbers, amounts, dates and lists as a language writes them."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from incentives.values.exact import steady

# A percent sign after a number, or after the slot that a number will fill; in an address two digits follow it.
_PERCENT = re.compile("(?<=[\\d\0])[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?%(?![0-9A-Fa-f]{2})")
# French: « and », : and ;, or the h of an hour never stand alone at an end of a line.
_LOOSE = re.compile(r"(?<=«) | (?=[»€])| (?=[:;?!](?![\w/=]))|(?<=\d) (?=h\b)")


class _Signs(NamedTuple):
    """How a language writes numbers: between thousands, before a fraction, euros, euros owed, percentages."""

    group: str
    point: str
    euros: str
    less: str
    percent: str
    last: str  # before the last of a list


# What Babel gives too, which takes as long to load as a tenth of a short command.
_SIGNS = {
    "en": _Signs(",", ".", "€{}", "-€{}", "{}%", "and"),
    "fr": _Signs("\N{NARROW NO-BREAK SPACE}", ",", "{}\xa0€", "-{}\xa0€", "{}\xa0%", "et"),
    "nl": _Signs(".", ",", "€\xa0{}", "€\xa0-{}", "{}%", "en"),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
LOCALES = {"en": "en_GB", "fr": "fr_FR", "nl": "nl_BE"}


def _locale(language: str) -> str:
    _import_dates()
    return LOCALES.get(language, language)


@cache
def _import_dates() -> None:
    """Import what every locale needs of Babel, whatever ``TZ`` says: Babel looks for a time zone as it is imported.

    Nothing that is written here has a time of day.
    """
    # ``TZ`` names a file that is no time zone, or cannot be read; with pytz beside it, Babel fails otherwise.
    with suppress(ValueError, OSError, AssertionError):
        import babel.dates

        return
    given = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        import babel.dates  # noqa: F401  # once imported, it asks no more
    finally:
        os.environ.pop("TZ")
        if given is not None:
            os.environ["TZ"] = given


def _signed(written: str, signs: _Signs) -> str:
    """A number as Python writes it with commas between thousands, with the language's separators."""
    return written.translate({ord(","): signs.group, ord("."): signs.point})


@steady
def number(value: int | Decimal, language: str) -> str:
    """A number with the language's separators."""
    if signs := _SIGNS.get(language):
        whole, _, fraction = f"{value:,f}".partition(".") if isinstance(value, Decimal) else (f"{value:,}", "", "")
        return _signed(f"{whole}.{fraction}".rstrip("0").rstrip("."), signs)
    from babel.numbers import format_decimal  # heavy: only where something is printed

    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


def amount(value: Decimal, currency: str, language: str) -> str:
    """An amount to the cent: 490,00 €, € 490,00, €490.00."""
    return _amount(value, currency, language, value.is_signed())


@lru_cache(maxsize=4096)  # the same amounts are said of one practitioner after the other
@steady
def _amount(value: Decimal, currency: str, language: str, _is_signed: bool) -> str:  # as a zero can be
    if (signs := _SIGNS.get(language)) and currency == "EUR":
        written = _signed(f"{value:,.2f}", signs)
        return (signs.less if written.startswith("-") else signs.euros).format(written.removeprefix("-"))
    from babel.numbers import format_currency  # heavy: only where something is printed

    return format_currency(value, currency, locale=_locale(language))


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """A date in words: 2 mars 2026, 1er mars 2026."""
    if months := _MONTHS.get(language):
        first = "1er" if language == "fr" and value.day == 1 else value.day
        return f"{first} {months.split()[value.month - 1]} {value.year}"
    locale = _locale(language)  # first: it imports what follows in its own way
    from babel.dates import format_date  # heavy: only where something is printed

    return format_date(value, format="long", locale=locale)


def country(code: str, language: str) -> str:
    """The name of a country or of a part of one, by its ISO 3166 code; the code where there is no name."""
    from babel import Locale  # heavy: only where something is printed

    return str(Locale.parse(_locale(language)).territories.get(code, code))


@steady
def percentage(value: Decimal, language: str) -> str:
    """A share of one as a percentage: 70 %."""
    if signs := _SIGNS.get(language):
        return signs.percent.format(number(value * 100, language))
    from babel.numbers import format_percent  # heavy: only where something is printed

    return format_percent(value, locale=_locale(language), decimal_quantization=False)


def percents(text: str, language: str) -> str:
    """A text in which every percent sign stands after its number as the language has it, and no line breaks there."""
    return _PERCENT.sub(_percent_sign(language), text) if "%" in text else text


@cache
def _percent_sign(language: str) -> str:
    return percentage(Decimal(0), language)[1:]


@lru_cache(maxsize=4096)  # the sentences of a few schemes: each is said again and again
def tied(text: str, language: str) -> str:
    """A text in which no line breaks before a French colon and the like, nor inside French quotation marks' spaces."""
    return _LOOSE.sub("\N{NO-BREAK SPACE}", text) if language == "fr" else text


def listing(items: Iterable[str], language: str) -> str:
    """Several things in one sentence: a, b and c."""
    if signs := _SIGNS.get(language):
        *others, last = [*items] or [""]
        return f"{', '.join(others)} {signs.last} {last}" if others else last
    from babel.lists import format_list  # heavy: only where something is printed

    return format_list(list(items), locale=_locale(language))
