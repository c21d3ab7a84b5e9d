"""Expressions over a table, by hand: what may not go wrong."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from incentives import (
    Expression,
    Fact,
    OpenQuestion,
    age,
    at_least,
    clamp,
    literal,
    maximum,
    minimum,
    money,
    percent,
    ratio,
    reference_year,
    rounded,
    share,
    tiers,
    when,
    years_between,
)
from incentives.rules import expressions as ex
from incentives.rules.columnbounds import Ends, column_bounds
from incentives.rules.columns import View, column, inputs
from incentives.rules.facts import At
from incentives.rules.measures import Cell
from incentives.rules.types import Value

YEAR = 2024
Rows = list[dict[str, Any]]
Agree = Callable[..., None]
Givens = Callable[[Mapping[str, Any]], Mapping[str, Value]]
MEMBER, TRAINED = Fact.yes_no("xx.member"), Fact.yes_no("xx.trained")
LICENSED = Fact.yes_no("xx.licensed", annual=False)
ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours")
FEES = Fact.money("xx.fees", currency="EUR")
STARTED = Fact.day("xx.started_on", annual=False)
STATUS = Fact.choice("xx.status", ["owner", "assistant", "replacement"])
LEVEL = Fact.ordered_choice("xx.level", ["none", "low", "middle", "high"])
FORMS = Fact.set_of("xx.forms", ["house", "team", "network", "other"])
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
RATE = share(ACTS, of=CLAIMS, if_none=FIRST) >= percent("70")
HOURLY = share(HOURS, of=literal(Decimal("0.3")), if_none=FIRST) >= percent("70")
BASE = when(MEMBER).then(money(490, "EUR")).otherwise(money(0, "EUR"))
STEPS = tiers(ACTS, (500, money(300, "EUR")), (1000, money("600.05", "EUR")), below=money(0, "EUR"))
EIGHTH = FEES * percent("12.5")
EXTRA = when(TRAINED).then(money("100.05", "EUR")).otherwise(money(20, "EUR"))


# Each case: the expression, rows of what is given, and the value in each row; then the same with the reading yes.
BY_HAND: dict[str, tuple[Expression, Rows, list[Value | None]]] = {
    "an unknown part of all": (
        MEMBER & TRAINED,
        [{"member": True}, {"member": False}, {"member": True, "trained": True}, {}],
        [None, False, True, None],
    ),
    "a day told to be absent": (
        STARTED.is_none,
        [{"started_on": "none"}, {"started_on": date(2024, 1, 1)}, {}],
        [True, False, None],
    ),
    "neither before nor from a day on": (
        ~(STARTED < date(2024, 3, 1)) & ~(STARTED >= date(2024, 3, 1)),
        [{"started_on": "none"}, {"started_on": date(2024, 1, 1)}, {}],
        [True, False, None],
    ),
    "not in a year, whatever else is known": (
        STARTED.year + ACTS != CLAIMS,
        [{"started_on": "none"}, {"started_on": "none", "acts": 3, "claims": 2027}, {"acts": 3, "claims": 2027}, {}],
        [True, True, None, None],
    ),
    "no share of an absent day": (
        share(STARTED.month, of=literal(12), if_none=FIRST) >= percent("50"),
        [{"started_on": "none"}, {"started_on": date(2024, 6, 1)}, {"started_on": date(2024, 5, 1)}, {}],
        [False, True, False, None],
    ),
    "an unknown part of any": (
        MEMBER | TRAINED,
        [{"member": True}, {"member": False}, {"trained": False, "member": False}, {}],
        [True, None, False, None],
    ),
    "a month later, the last of it where it is shorter": (
        STARTED.plus(months=ACTS),
        [
            {"started_on": date(2024, 1, 31), "acts": 1},
            {"started_on": date(2024, 1, 31), "acts": 2},
            {"started_on": date(2023, 11, 30), "acts": 3},
            {"started_on": date(9999, 12, 1), "acts": 1},
            {"started_on": date(2024, 1, 31)},
            {"acts": 1},
        ],
        [date(2024, 2, 29), date(2024, 3, 31), date(2024, 2, 29), date.max, None, None],
    ),
    "so many days earlier, never before the first": (
        STARTED.plus(days=0 - ACTS),
        [
            {"started_on": date(2024, 3, 1), "acts": 1},
            {"started_on": date(1, 1, 3), "acts": 5},
            {"started_on": date(2024, 3, 1)},
        ],
        [date(2024, 2, 29), date.min, None],
    ),
    "whole years until a day": (
        years_between(STARTED, date(2025, 2, 28)),
        [
            {"started_on": date(2024, 2, 29)},
            {"started_on": date(2024, 3, 1)},
            {"started_on": date(2025, 3, 1)},
            {"started_on": date(2026, 3, 1)},
            {},
        ],
        [1, 0, -1, -2, None],
    ),
    "an age on the day on which it is asked, 28 February 2025": (
        age(STARTED),
        [{"started_on": date(2004, 2, 29)}, {"started_on": date(2004, 3, 1)}, {}],
        [21, 20, None],
    ),
    "a quotient, to the cent, of nothing by nothing": (
        ratio(FEES, ACTS - CLAIMS, 2, "half_up", if_none=HOURS * money(1, "EUR")),
        [
            {"fees": Decimal("-0.01"), "acts": 3, "claims": 1},
            {"fees": Decimal("0.25"), "acts": 10, "claims": 0},
            {"fees": Decimal(3), "acts": 2, "claims": 2, "hours": Decimal("0.5")},
            {"acts": 2, "claims": 2, "hours": Decimal("0.5")},
            {"fees": Decimal(3), "acts": 2, "claims": 2},
            {"fees": Decimal(3), "acts": 2, "hours": Decimal(1)},
        ],
        [Decimal(0), Decimal("0.03"), Decimal("0.5"), Decimal("0.5"), None, None],
    ),
    "nothing given at all": (~MEMBER & (ACTS > 3), [{}, {}], [None, None]),
    "all but one operand the same in every row": (
        MEMBER & FIRST,
        [{"member": False}, {"member": True}],
        [False, None],
    ),
    "what follows where it is not told": (
        ex.Follows(MEMBER, ACTS > 5, TRAINED),
        [{"member": False, "acts": 9}, {"member": True}, {"acts": 9}, {"acts": 1, "trained": True}, {"acts": 1}, {}],
        [False, True, True, False, None, None],
    ),
    "as an account shows it where it is not told": (
        ex.AsShown(MEMBER, TRAINED, ~TRAINED),
        [{"member": False, "trained": True}, {"trained": True}, {"trained": False}, {"member": True}, {}],
        [False, True, False, True, None],
    ),
    "what follows where no column tells it": (
        ex.Follows(MEMBER, literal(False), TRAINED),
        [{"trained": True}],
        [False],
    ),
    "a member by choice alone": (
        ~(STATUS == "owner"),
        [{"status": "owner"}, {"status": "assistant"}, {}],
        [False, True, None],
    ),
    "one of no values": (STATUS.is_in([]), [{"status": "owner"}, {}], [False, None]),
    "any of no values": (FORMS.contains_any([]), [{"forms": frozenset({"team"})}, {}], [False, None]),
    "all of no values": (FORMS.contains_all([]), [{"forms": frozenset()}, {}], [True, None]),
    "all of two": (
        FORMS.contains_all(["house", "other"]),
        [
            {"forms": frozenset({"house", "other"})},
            {"forms": frozenset({"house", "team"})},
            {"forms": frozenset(FORMS.values)},
            {"forms": frozenset()},
            {},
        ],
        [True, False, True, False, None],
    ),
    "any of two": (
        FORMS.contains_any(["house", "other"]),
        [{"forms": frozenset({"team", "other"})}, {"forms": frozenset({"team"})}, {"forms": frozenset()}, {}],
        [True, False, False, None],
    ),
    "an ordered choice": (
        LEVEL >= "middle",
        [{"level": one} for one in LEVEL.values] + [{}],
        [False, False, True, True, None],
    ),
    "below the lowest": (LEVEL < "none", [{"level": "none"}, {"level": "high"}, {}], [False, False, None]),
    "another than the highest": (LEVEL != "high", [{"level": "none"}, {"level": "high"}, {}], [True, False, None]),
    "the year before": (
        ACTS.at(-1) > ACTS,
        [{"acts before": 3, "acts": 2}, {"acts before": 3}, {"acts": 2}],
        [True, None, None],
    ),
    "a month": (
        STARTED.month == 12,
        [{"started_on": date(2024, 12, 1)}, {"started_on": date(2024, 1, 1)}, {}],
        [True, False, None],
    ),
    "the reference year": (
        STARTED.year == reference_year(),
        [{"started_on": date(2024, 12, 31)}, {"started_on": date(2025, 1, 1)}, {}],
        [True, False, None],
    ),
    "a year outside every calendar": (
        (STARTED.year < 10_000) & (STARTED.year >= 0) & (STARTED.year != 123_456) & ~(STARTED.year == 0),
        [{"started_on": date(1, 1, 1)}, {"started_on": date(9999, 12, 31)}, {}],
        [True, True, None],
    ),
    "a year beside each of its ends": (
        STARTED.year.is_between(2023, 2024) & (STARTED.year > 2022) & (STARTED.year <= 2024),
        [{"started_on": date(*day)} for day in ((2022, 12, 31), (2023, 1, 1), (2024, 12, 31), (2025, 1, 1))],
        [False, True, True, False],
    ),
    "a year and a count": (
        STARTED.year > ACTS,
        [{"started_on": date(2024, 1, 1), "acts": 2023}, {"started_on": date(2024, 1, 1), "acts": 2024}, {"acts": 1}],
        [True, False, None],
    ),
    "exactly the share": (
        RATE,
        [{"acts": 7, "claims": 10}, {"acts": 699, "claims": 1000}, {"acts": 7}, {"claims": 10}, {}],
        [True, False, None, None, None],
    ),
    "a share of nothing": (
        RATE,
        [{"acts": 0, "claims": 0}, {"claims": 0}, {"acts": 1, "claims": 1}],
        [None, None, True],
    ),
    "a share of decimals": (
        HOURLY,
        [{"hours": Decimal("0.21")}, {"hours": Decimal("0.209999")}, {}],
        [True, False, None],
    ),
    "decimals to the last digit": (
        HOURS + HOURS == Decimal("0.3"),
        [{"hours": Decimal("0.15")}, {"hours": Decimal("0.150001")}, {}],
        [True, False, None],
    ),
    "a count and a decimal": (
        HOURS + ACTS > Decimal("2.5"),
        [{"hours": Decimal("0.5"), "acts": 2}, {"hours": Decimal("0.500001"), "acts": 2}, {"acts": 9}],
        [False, True, None],
    ),
    "money to the cent": (
        FEES >= money("100.05", "EUR"),
        [{"fees": Decimal("100.05")}, {"fees": Decimal("100.04")}, {}],
        [True, False, None],
    ),
    "branches that agree while the condition is unknown": (
        when(MEMBER).then(ACTS).otherwise(CLAIMS),
        [
            {"acts": 3, "claims": 3},
            {"acts": 3, "claims": 4},
            {"acts": 3},
            {"member": True, "acts": 3},
            {"member": False, "acts": 3},
        ],
        [3, None, None, 3, None],
    ),
    "a branch that no row gives": (
        when(MEMBER).then(ACTS).otherwise(CLAIMS),
        [{"member": True, "acts": 3}, {"member": False, "acts": 3}, {"acts": 3}],
        [3, None, None],
    ),
    "a when of conditions": (
        when(FIRST).then(MEMBER).otherwise(TRAINED),
        [{"member": True, "trained": True}, {"member": True, "trained": False}, {"member": True}],
        [True, None, None],
    ),
    "two of three": (
        at_least(2, MEMBER, TRAINED, ACTS > 3),
        [
            {"member": True, "trained": True},
            {"member": False, "trained": False},
            {"member": True, "trained": False},
            {"member": True, "trained": False, "acts": 4},
            {"member": True, "trained": False, "acts": 3},
            {},
        ],
        [True, False, None, True, False, None],
    ),
    "two of three, one the same in every row": (
        at_least(2, MEMBER, TRAINED, FIRST),
        [{"member": True, "trained": False}, {"member": False, "trained": False}, {"member": True, "trained": True}],
        [None, False, True],
    ),
    "two of three of which none is in the table": (at_least(2, FIRST, LICENSED, LICENSED), [{}, {}], [None, None]),
    "the lowest and the highest": (
        minimum(ACTS, CLAIMS) * maximum(CLAIMS, 2),
        [{"acts": 3, "claims": 5}, {"acts": 3, "claims": 1}, {"acts": 3}, {"claims": 5}],
        [15, 2, None, None],
    ),
    "the lowest of a count and decimals": (
        minimum(ACTS, HOURS, Decimal("2.5")),
        [{"acts": 3, "hours": Decimal("2.6")}, {"acts": 2, "hours": Decimal("2.4")}, {"acts": 2}],
        [Decimal("2.5"), 2, None],
    ),
    "the later of two dates": (
        maximum(STARTED, date(2024, 3, 1)).month,
        [{"started_on": date(2024, 2, 1)}, {"started_on": date(2024, 4, 1)}, {}],
        [3, 4, None],
    ),
    "within a limit that the unknown cannot pass": (minimum(FEES, money(5, "EUR")) > money(5, "EUR"), [{}], [False]),
    "a limit on both sides": (
        clamp(ACTS, 2, 4) == 4,
        [{"acts": 4}, {"acts": 9}, {"acts": 3}, {}],
        [True, True, False, None],
    ),
    "a count times a count": (
        ACTS * CLAIMS,
        [{"acts": 10**9, "claims": 9 * 10**9}, {"acts": 7, "claims": 0}, {"acts": 7}],
        [9 * 10**18, 0, None],
    ),
    "an amount for each": (
        money("12.50", "EUR") * ACTS,
        [{"acts": 3}, {"acts": 10**12}],
        [Decimal("37.5"), Decimal("12.5e12")],
    ),
    "an eighth of an amount, to its last digit": (
        EIGHTH,
        [{"fees": Decimal("0.000001")}, {"fees": Decimal("-999999999999.999999")}, {}],
        [Decimal("0.000000125"), Decimal("-124999999999.999999875"), None],
    ),
    "an eighth compared with a figure": (
        EIGHTH > money("0.000001125", "EUR"),
        [{"fees": Decimal("0.000009")}, {"fees": Decimal("0.000010")}, {}],
        [False, True, None],
    ),
    "decimals times decimals": (
        HOURS * FEES,
        [
            {"hours": Decimal("0.000003"), "fees": Decimal("0.000007")},
            {"hours": Decimal(10**9 - 1), "fees": Decimal(10**8)},
        ],
        [Decimal("0.000000000021"), Decimal(99999999900000000)],
    ),
    "half a cent up": (
        rounded(EIGHTH, "0.01", "half_up"),
        [{"fees": Decimal(text)} for text in ("1234.60", "1234.59", "-0.2", "-0.04", "-0.12", "0.04", "0.039999")]
        + [{}],
        [Decimal(text) for text in ("154.33", "154.32", "-0.02", "0", "-0.01", "0.01", "0")] + [None],
    ),
    "down to the cent": (
        rounded(EIGHTH, "0.01", "down"),
        [{"fees": Decimal(text)} for text in ("1234.60", "0.08", "0.079999", "-0.000001")],
        [Decimal(text) for text in ("154.32", "0.01", "0", "-0.01")],
    ),
    "up to ten": (
        rounded(HOURS * FEES, "10", "up"),
        [{"hours": Decimal(5), "fees": Decimal(text)} for text in ("2", "2.000001", "-0.1", "0")],
        [10, 20, 0, 0],
    ),
    "a count rounded to hundreds": (
        rounded(ACTS, "100", "half_up"),
        [{"acts": 149}, {"acts": 150}, {"acts": 10**12}, {}],
        [100, 200, 10**12, None],
    ),
    "stepwise": (
        STEPS,
        [{"acts": acts} for acts in (499, 500, 999, 1000)] + [{}],
        [0, 300, 300, Decimal("600.05"), None],
    ),
    "one of two amounts, one finer than a fact": (
        when(MEMBER).then(EIGHTH).otherwise(money("0.05", "EUR")),
        [
            {"member": True, "fees": Decimal("0.000001")},
            {"member": False},
            {"fees": Decimal("0.4")},
            {"fees": Decimal(1)},
        ],
        [Decimal("0.000000125"), Decimal("0.05"), Decimal("0.05"), None],
    ),
    "a sum of which a part is finer than a fact": (
        EIGHTH + FEES + money("0.05", "EUR"),
        [{"fees": Decimal("0.000001")}, {}],
        [Decimal("0.050001125"), None],
    ),
    "amounts by two conditions": (
        BASE + EXTRA,
        [{"member": True, "trained": True}, {"member": True, "trained": False}, {"member": True}],
        [Decimal("590.05"), Decimal(510), None],
    ),
}
READ_YES = {
    "all but one operand the same in every row": [False, True],
    "two of three, one the same in every row": [True, False, True],
    "a share of nothing": [True, None, True],
    "a when of conditions": [True, True, True],
}


@pytest.mark.parametrize("case", BY_HAND)
def test_a_column_by_hand(case: str, over_rows: Any, agree: Agree, givens: Givens) -> None:
    expression, rows, expected = BY_HAND[case]
    given_rows = [givens(row) for row in rows]
    for readings, wanted in (({}, expected), ({FIRST.id: True}, READ_YES.get(case, expected))):
        assert over_rows(expression, given_rows, readings)[None] == wanted
        agree(expression, given_rows, readings)


def test_every_node_is_among_the_expressions_by_hand() -> None:
    read = {type(node) for expression, *_ in BY_HAND.values() for node in expression.walk()}
    nodes = {kind for kind in vars(ex).values() if isinstance(kind, type) and issubclass(kind, Expression)}
    assert (nodes - {Expression}) | {Fact, At, OpenQuestion} <= read


def test_a_node_without_a_column_form_is_refused_by_name() -> None:
    forgotten = type("Forgotten", (Expression,), {})()
    with pytest.raises(NotImplementedError, match="Forgotten"):
        column(forgotten, [], View(YEAR, {}, {}))
    with pytest.raises(NotImplementedError, match="Forgotten"):
        column_bounds(forgotten, lambda _: None, Ends(lambda _: None))


def test_what_is_the_same_in_every_row_stays_a_value() -> None:
    """Nothing that is known before is left to be computed."""
    view = View(YEAR, {}, {}, {FIRST.id: False})
    cells: dict[str, Cell] = {}
    for node in (when(FIRST).then(BASE).otherwise(money(5, "EUR"))).walk():
        cells[node.digest] = column(node, [cells[child.digest] for child in inputs(node)], view)
    assert [cell for cell in cells.values() if isinstance(cell, pl.Expr)] == []
