"""A column of values reads exactly as the same values do one by one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Fact
from incentives.errors import InvalidArgument
from incentives.population.reasons.styles import amount_style, day_style, list_style, number_style
from incentives.population.reasons.texts import Chooser
from incentives.population.reasons.values_in_words import Writer
from incentives.population.stages import Stages
from incentives.rules.setcolumns import TextSets
from incentives.wording import Speech

LETTERS = ("a", "b", "c", "d", "e", "f")
LARGEST = 10**12
MILLIONTH = Decimal("0.000001")

FACTS: Mapping[str, tuple[Fact, Any, st.SearchStrategy[Any]]] = {
    "yes or no": (Fact.yes_no("x.y"), pa.bool_(), st.booleans()),
    "count": (Fact.count("x.y", unit="acts"), pa.int64(), st.integers(0, LARGEST) | st.integers(0, 2000)),
    "choice": (Fact.choice("x.y", LETTERS), pa.string(), st.sampled_from(LETTERS)),
    "ordered choice": (Fact.ordered_choice("x.y", LETTERS), pa.string(), st.sampled_from(LETTERS)),
    "date": (Fact.day("x.y"), pa.date32(), st.dates()),
    "set": (
        Fact.set_of("x.y", LETTERS),
        pa.string(),
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
    FACTS = {**FACTS, name: (fact, pa.decimal128(28, 6), EXACT)}

FRAMES: Mapping[str, tuple[Callable[[Any], Any], bool]] = {
    "polars": (pl.from_arrow, True),
    "polars without enumerations": (pl.from_arrow, False),
    "pyarrow": (lambda table: table, False),
    "duckdb": (duckdb.from_arrow, False),
}


def held(value: Any) -> Any:
    """A value as a column holds it."""
    return ";".join(value) if isinstance(value, frozenset) else value


def written(frame: str, values: Sequence[Any], kind: str, language: str) -> list[Any]:
    fact, dtype, _ = FACTS[kind]
    make, enumerates = FRAMES[frame]
    table = pa.table({"at": range(len(values)), "x": pa.array([held(value) for value in values], dtype)})
    stages = Stages("hidden_")
    words = Writer(Speech(language), TextSets(), Chooser(enumerates), stages).written(nw.col("x"), fact)
    made = stages.computed(nw.from_native(make(table))).with_columns(words.alias("words")).lazy().collect("pyarrow")
    words_of: list[Any] = made.sort("at").get_column("words").to_list()
    return words_of


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("kind", FACTS)
@settings(max_examples=12)
@given(data=st.data())
def test_a_column_says_each_value_as_it_is_said_alone(data: st.DataObject, kind: str, language: str) -> None:
    fact, _, strategy = FACTS[kind]
    values = data.draw(st.lists(st.none() | strategy, max_size=20))
    speech = Speech(language)
    assert written("polars", values, kind, language) == [speech.value(value, fact.type, fact.id) for value in values]


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
@pytest.mark.parametrize("frame", FRAMES)
def test_every_kind_of_frame_says_the_values_at_the_edges_alike(frame: str, kind: str, language: str) -> None:
    values = SAMPLES.get(kind, NUMBERS_IN_WORDS)
    fact, speech = FACTS[kind][0], Speech(language)
    expected = [speech.value(value, fact.type, fact.id) for value in values]
    assert written(frame, values, kind, language) == expected


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
        assert written("polars", [value], kind, language) == [text]


def test_a_language_that_groups_digits_by_two_is_refused_and_not_approximated() -> None:
    with pytest.raises(InvalidArgument, match=r"'hi'.*numbers") as refused:
        number_style("hi")
    assert refused.value.data["language"] == "hi"
    with pytest.raises(InvalidArgument, match="numbers"):
        amount_style("EUR", "hi")


@pytest.mark.parametrize("language", ["de", "es", "pl", "hu", "ja"])
def test_other_languages_are_learnt_from_their_formatter(language: str) -> None:
    styles = (number_style(language), amount_style("EUR", language), day_style(language), list_style(language))
    assert len({type(style) for style in styles}) == 3


@pytest.mark.parametrize(
    ("name", "style"), [("day", day_style), ("listing", list_style), ("number", number_style), ("amount", None)]
)
def test_a_style_that_does_not_hold_on_samples_is_refused(
    name: str, style: Callable[[str], object] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from incentives.wording import formats

    original = getattr(formats, name)

    def odd(value: Any, *others: str) -> str:
        text: str = original(value, *others)
        return text + "!" if value in (date(2024, 12, 24), Decimal(1001)) or value == list("ABCDE") else text

    monkeypatch.setattr(formats, name, odd)
    with pytest.raises(InvalidArgument, match="cannot be written in a column"):
        amount_style("CHF", "it") if style is None else style("it")
