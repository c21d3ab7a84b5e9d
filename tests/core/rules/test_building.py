"""Types are checked when an expression is built, and the message names the fact and the way out."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from incentives import Expression, ExpressionError, Fact, OpenQuestion, literal, money, percent, share, when
from incentives.rules.types import Kind

MEMBER = Fact.yes_no("be.member")
ACTS = Fact.count("be.acts", unit="acts")
HOURS = Fact.decimal("be.hours", unit="hours")
FEES = Fact.money("be.fees", currency="EUR")
DOLLARS = Fact.money("us.fees", currency="USD")
STARTED = Fact.day("be.started_on")
STATUS = Fact.choice("be.status", ["owner", "assistant"])
OTHER_STATUS = Fact.choice("be.other_status", ["owner", "assistant"])
LEVEL = Fact.ordered_choice("be.level", ["none", "6", "7"])
OTHER_LEVEL = Fact.ordered_choice("be.other_level", ["none", "6", "7"])
FORMS = Fact.set_of("be.forms", ["house", "team"])
QUESTION = OpenQuestion("be-aid.gap", ask="office")

REFUSED: dict[str, tuple[Callable[[], Any], str, str]] = {
    # what: how, whom the message names, which way out it shows
    "yes/no is true": (lambda: MEMBER == True, "be.member", "x or ~x"),  # noqa: E712  # the mistake under test
    "yes/no has an order": (lambda: MEMBER >= 1, "be.member", "x or ~x"),
    "yes/no against yes/no": (lambda: MEMBER == Fact.yes_no("be.licensed"), "be.member", "x or ~x"),
    "question compared": (lambda: QUESTION != False, "be-aid.gap", "x or ~x"),  # noqa: E712  # the mistake under test
    "yes/no of last year compared": (lambda: MEMBER.at(-1) == True, "be.member", "x or ~x"),  # noqa: E712  # same
    "choice has no order": (lambda: STATUS < "owner", "be.status", "is_in"),
    "choice against choice": (lambda: STATUS == OTHER_STATUS, "be.status", "against a value"),
    "ordered against ordered": (lambda: LEVEL >= OTHER_LEVEL, "be.level", "one of its values"),
    "ordered against choice": (lambda: LEVEL == STATUS, "be.level", "one of its values"),
    "choice against a number": (lambda: STATUS == 1, "be.status", "value"),
    "ordered against a number": (lambda: LEVEL >= 6, "be.level", "one of its values"),
    "unknown value, close": (lambda: STATUS == "assistent", "be.status", "did you mean 'assistant'?"),
    "unknown value, far": (lambda: STATUS == "king", "be.status", "owner, assistant"),
    "unknown ordered value": (lambda: LEVEL >= "8", "be.level", "none, 6, 7"),
    "unknown value among several": (lambda: STATUS.is_in(["owner", "assistan"]), "be.status", "'assistant'"),
    "unknown value of a set": (lambda: FORMS.contains_any(["hose"]), "be.forms", "'house'"),
    "is_in of a count": (lambda: ACTS.is_in(["1"]), "be.acts", "choice"),
    "is_in of a set": (lambda: FORMS.is_in(["house"]), "be.forms", "choice"),
    "contains_any of a choice": (lambda: STATUS.contains_any(["owner"]), "be.status", "set"),
    "contains_all of a yes/no": (lambda: MEMBER.contains_all([]), "be.member", "set"),
    "set compared": (lambda: FORMS == "house", "be.forms", "contains_any or contains_all"),
    "count against text": (lambda: ACTS >= "500", "be.acts", "number"),
    "count against money": (lambda: ACTS >= money(5, "EUR"), "be.acts", "number"),
    "decimal against a date": (lambda: date(2024, 1, 1) <= HOURS, "be.hours", "number"),
    "count of last year against text": (lambda: ACTS.at(-1) >= "500", "be.acts", "number"),
    "money against a number": (lambda: FEES >= 100, "be.fees", "same currency"),
    "money in two currencies": (lambda: FEES > money(5, "USD"), "be.fees", "same currency"),
    "date against text": (lambda: STARTED < "2024-01-01", "be.started_on", "date"),
    "date against a year": (lambda: STARTED == 2024, "be.started_on", "year"),
    "year of a count": (lambda: ACTS.year, "be.acts", "only a date has a year"),
    "month of a choice": (lambda: STATUS.month, "be.status", "only a date has a month"),
    "sum of two currencies": (lambda: FEES + DOLLARS, "be.fees", "one currency"),
    "difference of two currencies": (lambda: FEES - money(1, "USD"), "be.fees", "one currency"),
    "money and number": (lambda: FEES + 1, "be.fees", "one currency"),
    "sum of conditions": (lambda: MEMBER + MEMBER, "be.member", "only numbers"),
    "sum of dates": (lambda: STARTED - date(2024, 1, 1), "be.started_on", "only numbers"),
    "number is no condition": (lambda: MEMBER & ACTS, "be.acts", "expected a condition"),
    "text is no condition": (lambda: MEMBER | "yes", "text", "expected a condition"),
    "negated number": (lambda: ~ACTS, "be.acts", "expected a condition"),
    "share of a condition": (lambda: share(MEMBER, of=ACTS, if_none=QUESTION), "be.member", "numbers"),
    "share of a whole that is money": (lambda: share(ACTS, of=FEES, if_none=QUESTION), "be.fees", "numbers"),
    "share whose zero case is a number": (lambda: share(ACTS, of=ACTS, if_none=ACTS), "be.acts", "condition"),
    "share against a number": (lambda: share(ACTS, of=ACTS, if_none=QUESTION) >= 70, "70", "percent('...')"),
    "when of a number": (lambda: when(ACTS), "be.acts", "condition"),
    "branches of two kinds": (lambda: when(MEMBER).then(ACTS).otherwise(STARTED), "be.acts", "same kind"),
    "branches in two currencies": (
        lambda: when(MEMBER).then(FEES).otherwise(money(1, "USD")),
        "be.fees",
        "same kind",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_parts_that_do_not_fit_are_refused_when_built(what: str) -> None:
    build, name, way_out = REFUSED[what]
    with pytest.raises(ExpressionError) as caught:
        build()
    assert name in str(caught.value)
    assert way_out in str(caught.value)


@pytest.mark.parametrize(
    "build",
    [
        lambda: HOURS >= 37.5,
        lambda: ACTS + 0.5,
        lambda: literal(0.7),
        lambda: when(MEMBER).then(0.7),
        lambda: share(0.5, of=ACTS, if_none=QUESTION),
    ],
)
def test_a_float_is_refused_in_favour_of_a_decimal(build: Callable[[], object]) -> None:
    with pytest.raises(ExpressionError, match=re.escape("Decimal('0.7')")):
        build()


@pytest.mark.parametrize("value", [None, [1], datetime(2024, 1, 1, tzinfo=UTC), b"x", {"house"}])
def test_a_value_that_no_rule_can_hold_is_refused(value: object) -> None:
    with pytest.raises(ExpressionError, match="cannot stand in a rule"):
        literal(value)


@pytest.mark.parametrize("text", ["", "seventy", "70%", "-1", "NaN", "Infinity", 70, 0.7, None])
def test_a_percentage_is_written_as_text_and_at_least_zero(text: Any) -> None:
    with pytest.raises(ExpressionError, match="percentage written as text, such as '70'"):
        percent(text)


def test_a_percentage_is_an_exact_fraction() -> None:
    assert (percent("70").numerator, percent("70").denominator) == (7, 10)
    assert (percent("33.3").numerator, percent("33.3").denominator) == (333, 1000)


@pytest.mark.parametrize(
    "misuse",
    [
        lambda part: part == percent("70"),
        lambda part: part != percent("70"),
        bool,
        lambda part: part and MEMBER,
        lambda part: MEMBER & part,
    ],
)
def test_a_share_that_is_not_compared_yet_is_no_truth_value(misuse: Callable[[Any], object]) -> None:
    with pytest.raises(ExpressionError):
        misuse(share(ACTS, of=ACTS + 1, if_none=QUESTION))


def test_a_floating_amount_is_refused() -> None:
    with pytest.raises(TypeError, match="stays exact"):
        money(1.5, "EUR")  # type: ignore[arg-type]  # the mistake under test


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (ACTS + 1, Kind.COUNT),
        (ACTS + Decimal("0.5"), Kind.DECIMAL),
        (HOURS - 1, Kind.DECIMAL),
        (1 - HOURS, Kind.DECIMAL),
        (FEES + money(1, "EUR"), Kind.MONEY),
        (STARTED.year, Kind.COUNT),
        (STARTED.month, Kind.COUNT),
        (ACTS >= 1, Kind.YES_NO),
        (MEMBER & QUESTION, Kind.YES_NO),
        (when(MEMBER).then(FEES).otherwise(money(0, "EUR")), Kind.MONEY),
        (when(MEMBER).then(ACTS).otherwise(0), Kind.COUNT),
        (when(MEMBER).then(ACTS).otherwise(HOURS), Kind.DECIMAL),
        (when(MEMBER).then(HOURS).otherwise(ACTS), Kind.DECIMAL),
        (LEVEL.at(-1), Kind.ORDERED_CHOICE),
    ],
)
def test_an_expression_knows_the_kind_of_what_it_yields(expression: Expression, kind: Kind) -> None:
    assert expression.type.kind is kind


def test_an_error_of_the_rule_language_carries_its_code() -> None:
    with pytest.raises(TypeError) as caught:
        _ = ~ACTS
    assert isinstance(caught.value, ExpressionError)
    assert caught.value.code == "invalid_expression"
