"""Numbers, amounts, dates and lists as a language writes them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from incentives.values.exact import steady

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


@steady
def percentage(value: Decimal, language: str) -> str:
    """A share of one as a percentage: 70 %."""
    from babel.numbers import format_percent  # heavy: only where something is printed

    return format_percent(value, locale=_locale(language), decimal_quantization=False)


def listing(items: Iterable[str], language: str) -> str:
    """Several things in one sentence: a, b and c."""
    from babel.lists import format_list  # heavy: only where something is printed

    return format_list(list(items), locale=_locale(language))
