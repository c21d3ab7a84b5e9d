"""What alone would settle a row, for hand-made rules, held against every value tried one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import polars as pl
import pytest
from incentives import (
    Expression,
    Fact,
    InconsistentFacts,
    Known,
    OpenQuestion,
    at_least,
    evaluate,
    maximum,
    minimum,
    percent,
    rounded,
    share,
    when,
)
from incentives.assessment.consistent import outside
from incentives.population.figures.guesses import guesses
from incentives.population.figures.probing import Seen, place_of, would_settle
from incentives.population.figures.tally import every, is_unknown
from incentives.population.stages import Stages
from incentives.rules.columns import View
from incentives.rules.facts import terms_of
from incentives.rules.measures import DECIMAL
from incentives.rules.types import Kind

YEAR = 2025
A, B, C = (Fact.count(f"xx.{name}", unit="acts") for name in "abc")
FEW, SOME = Fact.count("xx.few", unit="acts", most=4), Fact.count("xx.some", unit="acts", least=2, most=9)
FLAG, OTHER = Fact.yes_no("xx.flag"), Fact.yes_no("xx.other")
START, END = (Fact.day(f"xx.{name}") for name in ("start", "end"))
RATE, LIMIT = (Fact.decimal(f"xx.{name}", unit="%") for name in ("rate", "limit"))
SIZE = Fact.ordered_choice("xx.size", ("small", "middle", "large"))
FORMS = Fact.set_of("xx.forms", ("x", "y", "z"))
NONE = OpenQuestion(id="xx-scheme.none", ask="office")
TYPES: Mapping[Kind, Any] = {Kind.COUNT: pl.Int64, Kind.YES_NO: pl.Boolean, Kind.DATE: pl.Date}
TYPES = {**TYPES, Kind.DECIMAL: pl.Decimal(28, DECIMAL.scale)}
COUNTS: Sequence[Any] = (None, 0, 3, 4, 7)
DAYS = (None, date(2025, 1, 1), date(2025, 3, 1))
NUMBERS = (None, Decimal(0), Decimal("0.5"), Decimal(2))
SHARE = share(A - C, of=B - C, if_none=NONE) >= percent("70")
IMPOSSIBLE = (A > B, C > A, (A - C > B - C))

SETS = [frozenset(v for v, there in zip("xyz", given, strict=True) if there) for given in product((0, 1), repeat=3)]
ALL: Mapping[Kind, Iterable[Any]] = {
    Kind.YES_NO: (True, False),
    Kind.COUNT: range(40),
    Kind.DATE: [date(2024, 12, 25) + timedelta(days=days) for days in range(90)],
    Kind.DECIMAL: [Decimal(quarters) / 4 for quarters in range(-8, 20)],
    Kind.ORDERED_CHOICE: SIZE.values,
    Kind.SET: SETS,
}
GAP, GAP_OR_TRUE, ANY = (None,), (None, True), (None, True, False)
LISTED = FORMS.contains_any(["x"]) | FORMS.contains_all(["y", "z"]) | (FLAG & FORMS.contains_any(["y"]))

# Entitlements, what cannot be, and for each fact the values that it has in the rows; the first is the one asked for.
CASES: Mapping[str, tuple[Sequence[Expression], Sequence[Expression], dict[Fact, Sequence[Any]]]] = {
    "one threshold": ([A >= 5], (), {A: GAP}),
    "another fact still open": ([(A >= 5) & FLAG], (), {A: GAP, FLAG: ANY}),
    "two thresholds": ([when(A >= 5).then(FLAG).otherwise(A >= 2)], (), {A: GAP, FLAG: GAP_OR_TRUE}),
    "a sum with another count": ([A + B >= 10], (), {A: GAP, B: COUNTS}),
    "one count against another": ([(A > B) | FLAG], (), {A: GAP, B: COUNTS, FLAG: ANY}),
    "both are needed": ([A >= 3, (B >= 3) | (A < 3)], (), {A: GAP, B: COUNTS}),
    "part of a share": ([SHARE], IMPOSSIBLE, {A: GAP, B: COUNTS, C: (None, 0, 2)}),
    "whole of a share": ([SHARE], IMPOSSIBLE, {B: GAP, A: COUNTS, C: (None, 0, 2)}),
    "excluded from a share": ([SHARE], IMPOSSIBLE, {C: GAP, A: COUNTS, B: COUNTS}),
    "a day against another": ([(END > START) & FLAG], (), {END: GAP, START: DAYS, FLAG: GAP_OR_TRUE}),
    "days that cannot be": ([(START.month == 3) | FLAG], (START > END,), {START: GAP, END: DAYS, FLAG: GAP}),
    "an exact number": ([(RATE >= LIMIT) & FLAG], (), {RATE: GAP, LIMIT: NUMBERS, FLAG: GAP_OR_TRUE}),
    "an ordered choice": ([(SIZE >= "middle") | FLAG], (), {SIZE: GAP, FLAG: GAP_OR_TRUE}),
    "a set": ([LISTED], (), {FORMS: GAP, FLAG: ANY}),
    "two of three": ([at_least(2, FLAG, OTHER, A >= 5)], (), {A: GAP, FLAG: ANY, OTHER: GAP_OR_TRUE}),
    "the lowest of two counts": ([minimum(A, B) >= 4], (), {A: GAP, B: COUNTS}),
    "twice a count": ([(A * 2 >= 7) | FLAG], (), {A: GAP, FLAG: ANY}),
    "twice a count against another": ([(A * 2 >= B) | FLAG], (), {A: GAP, B: COUNTS, FLAG: ANY}),
    "a count against three times another": ([(A + 1 >= 3 * B) | FLAG], (), {A: GAP, B: COUNTS, FLAG: ANY}),
    "nothing can be": ([FLAG | OTHER], (FLAG, ~FLAG), {FLAG: GAP, OTHER: GAP}),
    "a limit settles it": ([(FEW <= 4) | FLAG], tuple(outside(FEW)), {FEW: GAP, FLAG: ANY}),
    "limits and another count": ([FEW + B >= 7], tuple(outside(FEW)), {FEW: GAP, B: COUNTS}),
    "a least and a largest value": ([B < SOME], tuple(outside(SOME)), {SOME: GAP, B: (None, 0, 1, 5, 9, 12)}),
    "the same either way": ([(FLAG & OTHER) | (~FLAG & OTHER)], (), {FLAG: GAP, OTHER: GAP_OR_TRUE}),
}


def known_of(row: dict[Fact, Any]) -> Known:
    return Known(YEAR, annual={YEAR: {fact.id: value for fact, value in row.items() if value is not None}})


def expected(entitled: Iterable[Expression], impossible: Iterable[Expression], row: dict[Fact, Any]) -> bool:
    """Whether every value of the first fact that can be leaves no entitlement unknown."""
    found, asked = [], next(iter(row))
    for value in ALL[asked.kind]:
        known = known_of({**row, asked: value})
        try:
            if any(evaluate(condition, known) is True for condition in impossible):
                continue
            found.append(all(evaluate(one, known) is not None for one in entitled))
        except InconsistentFacts:
            continue
    return bool(found) and all(found)


@pytest.mark.parametrize("case", CASES)
def test_a_fact_settles_exactly_the_rows_in_which_every_value_that_can_be_does(case: str) -> None:
    entitled, impossible, given = CASES[case]
    rows = [dict(zip(given, cells, strict=True)) for cells in product(*given.values())]
    usable = [row for row in rows if not any(evaluate(one, known_of(row)) is True for one in impossible)]
    columns = [pl.Series(fact.id, [row[fact] for row in usable], dtype=TYPES.get(fact.kind)) for fact in given]
    others = {fact.id: pl.col(fact.id) for fact in list(given)[1:]}
    seen = [Seen(View(YEAR, {}, {YEAR: others}), Stages("h"), [*entitled, *impossible])]
    place = place_of(next(iter(given)), YEAR)
    values = guesses(place, seen)
    assert values is not None
    settles = would_settle(place, values, seen, entitled)
    frame = seen[0].stages.computed(pl.DataFrame(columns).lazy())
    found = frame.with_columns(settles=settles if isinstance(settles, pl.Expr) else pl.lit(settles)).collect()
    assert found["settles"].to_list() == [expected(entitled, impossible, row) for row in usable]


def test_a_month_compared_with_what_the_row_says_cannot_be_told_in_columns() -> None:
    view = View(YEAR, {}, {YEAR: {A.id: pl.col(A.id)}})
    seen = [Seen(view, Stages("h"), [START.month >= A])]
    assert guesses(place_of(START, YEAR), seen) is None


@pytest.mark.parametrize(
    "condition",
    [A * B >= 5, rounded(RATE, "1", "down") >= 1, maximum(START, date(2025, 1, 1)).month == 3, A * A >= 5],
)
def test_what_turns_otherwise_than_a_sum_cannot_be_told_in_columns(condition: Expression) -> None:
    """Better no number than one that leaves rows out."""
    asked = next(iter(terms_of(condition)))
    view = View(YEAR, {}, {YEAR: {B.id: pl.col(B.id)}})
    assert guesses(place_of(asked, YEAR), [Seen(view, Stages("h"), [condition])]) is None


def test_conditions_that_are_never_unknown_are_folded() -> None:
    assert every([True, True]) is True
    assert every([True, False]) is False
    assert is_unknown(None) is True
    assert is_unknown(cell=False) is False
