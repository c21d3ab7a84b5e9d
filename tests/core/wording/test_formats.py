from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from incentives.values.exact import STEADY
from incentives.wording import formats

NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " "})


def spaced(text: str) -> str:
    """The text with its no-break spaces as plain ones: which of them a language uses is its own affair."""
    return text.translate(NO_BREAK)


@pytest.mark.parametrize(("language", "text"), [("en", "€490.00"), ("fr", "490,00 €"), ("nl", "€ 490,00")])
@pytest.mark.parametrize("value", ["490", "490.00", "490.0"])
def test_an_amount_is_written_to_the_cent(language: str, text: str, value: str) -> None:
    assert spaced(formats.amount(Decimal(value), "EUR", language)) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "€1,234,567.89"), ("fr", "1 234 567,89 €"), ("nl", "€ 1.234.567,89")]
)
def test_a_large_amount_has_the_separators_of_its_language(language: str, text: str) -> None:
    assert spaced(formats.amount(Decimal("1234567.89"), "EUR", language)) == text


def test_an_amount_never_breaks_from_its_sign_at_the_end_of_a_line() -> None:
    assert " " not in formats.amount(Decimal("1234.5"), "EUR", "fr")


@pytest.mark.parametrize(("language", "text"), [("en", "2 March 2026"), ("fr", "2 mars 2026"), ("nl", "2 maart 2026")])
def test_a_date_is_written_in_words(language: str, text: str) -> None:
    assert formats.day(date(2026, 3, 2), language) == text


@pytest.mark.parametrize("language", ["en", "fr", "nl", "de"])
def test_every_day_of_a_year_is_written_as_babel_has_it_but_the_first_of_a_french_month(language: str) -> None:
    locale = formats.LOCALES.get(language, language)
    for at in range(366):
        day = date(2028, 1, 1) + timedelta(at)
        theirs = format_date(day, format="long", locale=locale)
        first = language == "fr" and day.day == 1
        assert formats.day(day, language) == (theirs.replace("1 ", "1er ", 1) if first else theirs)


@pytest.mark.parametrize(("language", "text"), [("en", "12,345.678"), ("fr", "12 345,678"), ("nl", "12.345,678")])
def test_a_number_keeps_all_its_decimals(language: str, text: str) -> None:
    assert spaced(formats.number(Decimal("12345.678"), language)) == text


AMOUNTS = [
    *("0", "-0", "-0.001", "0.005", "0.015", "1.50", "100", "1E+3", "0E+3", "1E-7", "-1", "-1234.5", "999.985"),
    *("999.995", "12345.678", "-1234567.89", "1234567890123456789012345.678"),
]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_numbers_amounts_percentages_and_lists_are_written_as_babel_has_them(language: str) -> None:
    locale = formats.LOCALES[language]
    for value in map(Decimal, AMOUNTS):
        with localcontext(STEADY):
            number = format_decimal(value, locale=locale, decimal_quantization=False)
            euros = format_currency(value, "EUR", locale=locale)
            share = format_percent(value, locale=locale, decimal_quantization=False)
        assert formats.number(value, language) == number
        assert formats.amount(value, "EUR", language) == euros
        assert formats.percentage(value, language) == share
    for count in (0, 7, -5, 1000, -1234567):
        assert formats.number(count, language) == format_decimal(count, locale=locale)
    for several in ([], ["a"], ["a", "b"], ["a", "b", "c", "d"]):
        assert formats.listing(several, language) == format_list(several, locale=locale)


@pytest.mark.parametrize(("language", "text"), [("en", "CHF1,234.50"), ("fr", "1 234,50 CHF"), ("nl", "CHF 1.234,50")])
def test_another_currency_has_its_own_sign(language: str, text: str) -> None:
    assert spaced(formats.amount(Decimal("1234.5"), "CHF", language)) == text


def test_a_count_has_no_decimals() -> None:
    assert formats.number(500, "fr") == "500"
    assert formats.number(0, "en") == "0"


@pytest.mark.parametrize(("language", "text"), [("en", "70%"), ("fr", "70 %")])
def test_a_share_is_written_as_a_percentage(language: str, text: str) -> None:
    assert spaced(formats.percentage(Decimal("0.7"), language)) == text


def test_a_share_in_dutch_is_a_percentage_whatever_its_space() -> None:
    assert spaced(formats.percentage(Decimal("0.7"), "nl")).replace(" ", "") == "70%"


def test_a_percentage_is_not_rounded() -> None:
    assert formats.percentage(Decimal("0.699"), "en") == "69.9%"
    assert spaced(formats.percentage(Decimal("0.333"), "fr")) == "33,3 %"


@pytest.mark.parametrize(("language", "text"), [("en", "a, b and c"), ("fr", "a, b et c"), ("nl", "a, b en c")])
def test_several_things_are_listed_with_an_and(language: str, text: str) -> None:
    assert formats.listing(["a", "b", "c"], language) == text


def test_one_thing_is_listed_alone() -> None:
    assert formats.listing(iter(["a"]), "en") == "a"


@pytest.mark.parametrize(("language", "written"), [("en", "70%"), ("fr", "70\N{NO-BREAK SPACE}%"), ("nl", "70%")])
@pytest.mark.parametrize("text", ["70 %", "70%", "70\N{NO-BREAK SPACE}%", "70\N{NARROW NO-BREAK SPACE}%"])
def test_a_percent_sign_is_written_in_one_way_that_never_breaks(language: str, written: str, text: str) -> None:
    assert formats.percents(f"({text} : x)", language) == f"({written} : x)"
    assert formats.percents(text, language) == formats.percentage(Decimal("0.7"), language)
    assert formats.percents("% of", language) == "% of"
