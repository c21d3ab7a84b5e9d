"""Numbers, amounts, dates and lists as a language writes them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from incentives.values.exact import steady

# A percent sign after a number, or after the slot that a number will fill.
_PERCENT = re.compile("(?<=[\\d\0])[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?%")
LOCALES = {"en": "en_GB", "fr": "fr_FR", "nl": "nl_BE"}


def _locale(language: str) -> str:
    return LOCALES.get(language, language)


@steady
def number(value: int | Decimal, language: str) -> str:
    """A number with the language's separators."""
    from babel.numbers import format_decimal  # heavy: only where something is printed

    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


@steady
def amount(value: Decimal, currency: str, language: str) -> str:
    """An amount to the cent: 490,00 €, € 490,00, €490.00."""
    from babel.numbers import format_currency  # heavy: only where something is printed

    return format_currency(value, currency, locale=_locale(language))


def day(value: date, language: str) -> str:
    """A date in words: 2 mars 2026, 1er mars 2026."""
    from babel.dates import format_date  # heavy: only where something is printed

    text = format_date(value, format="long", locale=_locale(language))
    return text.replace("1 ", "1er ", 1) if language == "fr" and value.day == 1 else text


def country(code: str, language: str) -> str:
    """The name of a country or of a part of one, by its ISO 3166 code; the code where there is no name."""
    from babel import Locale  # heavy: only where something is printed

    return str(Locale.parse(_locale(language)).territories.get(code, code))


@steady
def percentage(value: Decimal, language: str) -> str:
    """A share of one as a percentage: 70 %."""
    from babel.numbers import format_percent  # heavy: only where something is printed

    return format_percent(value, locale=_locale(language), decimal_quantization=False)


def percents(text: str, language: str) -> str:
    """A text in which every percent sign stands after its number as the language has it, and no line breaks there."""
    return _PERCENT.sub(percentage(Decimal(0), language)[1:], text) if "%" in text else text


def listing(items: Iterable[str], language: str) -> str:
    """Several things in one sentence: a, b and c."""
    from babel.lists import format_list  # heavy: only where something is printed

    return format_list(list(items), locale=_locale(language))
