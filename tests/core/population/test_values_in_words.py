"""A column of values reads exactly as the same values do one by one."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Fact
from incentives.population.reasons import in_words
from incentives.wording import Speech

LETTERS = ("a", "b", "c", "d", "e", "f")
LARGEST = 10**12
MILLIONTH = Decimal("0.000001")

FACTS: Mapping[str, tuple[Fact, Any, st.SearchStrategy[Any]]] = {
    "yes or no": (Fact.yes_no("x.y"), pl.Boolean, st.booleans()),
    "count": (Fact.count("x.y", unit="acts"), pl.Int64, st.integers(0, LARGEST) | st.integers(0, 2000)),
    "choice": (Fact.choice("x.y", LETTERS), pl.String, st.sampled_from(LETTERS)),
    "ordered choice": (Fact.ordered_choice("x.y", LETTERS), pl.String, st.sampled_from(LETTERS)),
    "date": (Fact.day("x.y"), pl.Date, st.dates()),
    "set": (
        Fact.set_of("x.y", LETTERS),
        pl.UInt8,
        st.lists(st.sampled_from(LETTERS), unique=True).map(frozenset),
    ),
}
NUMBERS = st.integers(-LARGEST * 10**6, LARGEST * 10**6) | st.integers(-(10**10), 10**10)
HALVES = st.integers(-(10**7), 10**7).map(lambda number: number * 5 * 10**3)  # half a cent among them
EXACT = (NUMBERS | HALVES).map(lambda number: number * MILLIONTH)
for name, fact in (
    ("decimal", Fact.decimal("x.y", unit="hours")),
    *((currency, Fact.money("x.y", currency=currency)) for currency in ("EUR", "JPY", "TND")),
):
    FACTS = {**FACTS, name: (fact, pl.Decimal(28, 6), EXACT)}


def held(value: Any) -> Any:
    """A value as a column holds it."""
    return sum(1 << LETTERS.index(item) for item in value) if isinstance(value, frozenset) else value


def written(values: Sequence[Any], kind: str, language: str) -> list[Any]:
    fact, dtype, _ = FACTS[kind]
    frame = pl.DataFrame({"x": pl.Series([held(value) for value in values], dtype=dtype)})
    return frame.select(in_words(pl.col("x"), fact, Speech(language)))["x"].to_list()


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("kind", FACTS)
@settings(max_examples=12)
@given(data=st.data())
def test_a_column_says_each_value_as_it_is_said_alone(data: st.DataObject, kind: str, language: str) -> None:
    fact, _, strategy = FACTS[kind]
    values = data.draw(st.lists(st.none() | strategy, max_size=20))
    speech = Speech(language)
    assert written(values, kind, language) == [speech.value(value, fact.type, fact.id) for value in values]


SAMPLES: Mapping[str, Sequence[Any]] = {
    "yes or no": (True, None, False),
    "count": (None, 0, 9, 10, 999, 1000, 1001, 12_045, 999_999, 10**6, 10**9 + 7, LARGEST),
    "choice": ("a", None, "f"),
    "ordered choice": ("a", None, "f"),
    "date": (date(2026, 3, 1), None, date(2024, 2, 29), date(987, 12, 31), date(1, 1, 11), date(9999, 8, 21)),
    "set": (*(frozenset(LETTERS[:size]) for size in range(6)), None, frozenset("bf"), frozenset("acf"), frozenset("f")),
}
NUMBERS_IN_WORDS = tuple(
    None if text is None else Decimal(text).quantize(MILLIONTH)
    for text in (
        *("0", "0.000001", "-0.000001", "0.5", "1", "-1", "12.30", "999.995", "999.985", "0.005", "0.015", "0.0150001"),
        *("-0.005", "2.5", "3.5", "0.9995", "999999.999999", "1000", "-1234567.891", "1000000000000", None),
    )
)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("kind", FACTS)
def test_the_values_at_the_edges_are_said_alike(kind: str, language: str) -> None:
    values = SAMPLES.get(kind, NUMBERS_IN_WORDS)
    fact, speech = FACTS[kind][0], Speech(language)
    expected = [speech.value(value, fact.type, fact.id) for value in values]
    assert written(values, kind, language) == expected


@pytest.mark.parametrize(
    ("kind", "value", "texts"),
    [
        ("count", 1234567, {"en": "1,234,567", "fr": "1\u202f234\u202f567", "nl": "1.234.567"}),
        ("date", date(2026, 3, 1), {"en": "1 March 2026", "fr": "1er mars 2026", "nl": "1 maart 2026"}),
        ("EUR", Decimal("1234.5"), {"en": "€1,234.50", "fr": "1\u202f234,50\xa0€", "nl": "€\xa01.234,50"}),
        ("decimal", Decimal("-1234.5"), {"en": "-1,234.5", "fr": "-1\u202f234,5", "nl": "-1.234,5"}),
        ("set", frozenset("abc"), {"en": "a, b and c", "fr": "a, b et c", "nl": "a, b en c"}),
        ("set", frozenset(), {"en": "none", "fr": "néant", "nl": "geen"}),
        ("yes or no", True, {"en": "yes", "fr": "oui", "nl": "ja"}),
        ("count", None, {"en": "not given", "fr": "non renseigné", "nl": "niet ingevuld"}),
    ],
)
def test_a_value_is_written_as_its_language_writes_it(kind: str, value: object, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        assert written([value], kind, language) == [text]


@pytest.mark.parametrize("language", ["de", "es", "hi", "hu", "ja", "pl"])
def test_whatever_the_language_a_column_says_numbers_and_days_as_it_does(language: str) -> None:
    for kind, value in (("count", 12_345_678), ("date", date(2026, 3, 1)), ("EUR", Decimal("-1234567.50"))):
        fact = FACTS[kind][0]
        assert written([value, None], kind, language) == [
            Speech(language).value(one, fact.type) for one in (value, None)
        ]
