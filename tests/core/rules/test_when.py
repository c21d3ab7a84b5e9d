# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from datetime import date
from decimal import Decimal

import pytest
from incentives import Expression, Fact, Known, OpenQuestion, evaluate, literal, money, percent, share, when
from incentives.rules.types import Value

QUESTION = OpenQuestion("fr-aid.six_enough", ask="office")
MEMBER = Fact.yes_no("fr.member")
ACTS = Fact.count("fr.acts", unit="acts")
ADDENDUM = Fact.ordered_choice("fr.addendum", ["none", "2bis", "6", "7", "8"])
STATUS = Fact.choice("fr.status", ["owner", "assistant", "other"])
BEFORE = Fact.choice("fr.status_before", ["owner", "assistant", "other"])
FORMS = Fact.set_of("fr.forms", ["house", "team"])
OLD_FORMS = Fact.set_of("fr.old_forms", ["house", "team"])


def known(reading: bool | None = None, /, **values: Value) -> Known:
    readings = {} if reading is None else {QUESTION.id: reading}
    return Known(2024, annual={2024: {f"fr.{name}": value for name, value in values.items()}}, readings=readings)


@pytest.mark.parametrize(("reading", "expected"), [(True, 6), (False, 7), (None, None)])
def test_a_when_yields_the_branch_of_its_condition(reading: bool | None, expected: int | None) -> None:
    assert evaluate(when(QUESTION).then(6).otherwise(7), known(reading)) == expected


def test_branches_that_agree_need_no_condition() -> None:
    amount = when(QUESTION).then(money("100.00", "EUR")).otherwise(money("100", "EUR"))
    assert evaluate(amount, known()) == Decimal(100)
    assert evaluate(when(QUESTION).then(ACTS).otherwise(3), known(acts=3)) == 3
    assert evaluate(when(QUESTION).then(MEMBER).otherwise(False), known(member=False)) is False


def test_an_unknown_branch_agrees_with_nothing() -> None:
    assert evaluate(when(QUESTION).then(ACTS).otherwise(3), known()) is None
    assert evaluate(when(QUESTION).then(ACTS).otherwise(ACTS + 0), known()) is None
    assert evaluate(when(QUESTION).then(MEMBER).otherwise(False), known()) is None


def test_the_branch_that_is_not_taken_may_be_unknown() -> None:
    assert evaluate(when(MEMBER).then(3).otherwise(ACTS), known(member=True)) == 3
    assert evaluate(when(MEMBER).then(3).otherwise(ACTS), known(member=False)) is None


REQUIRED = ADDENDUM >= when(QUESTION).then("6").otherwise("7")


@pytest.mark.parametrize(
    ("addendum", "expected"),
    [("8", True), ("7", True), ("6", None), ("2bis", False), ("none", False)],
)
def test_eight_meets_seven_or_six_if_the_question_says_so(addendum: str, expected: bool | None) -> None:
    assert evaluate(REQUIRED, known(addendum=addendum)) is expected


def test_a_comparison_between_the_two_figures_waits_for_the_reading() -> None:
    assert evaluate(REQUIRED, known(True, addendum="6")) is True
    assert evaluate(REQUIRED, known(False, addendum="6")) is False


IN_DOUBT = when(QUESTION).then(6).otherwise(7)
STATUS_IN_DOUBT = when(QUESTION).then(STATUS).otherwise(BEFORE)
STARTED_IN_DOUBT = when(QUESTION).then(literal(date(2024, 2, 1))).otherwise(date(2024, 11, 1))
FORMS_IN_DOUBT = when(QUESTION).then(FORMS).otherwise(OLD_FORMS)
BOTH_ASSISTANT: dict[str, Value] = {"status": "owner", "status_before": "assistant"}
BOTH_TEAM: dict[str, Value] = {"forms": frozenset({"team"}), "old_forms": frozenset({"team", "house"})}


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        (ACTS >= IN_DOUBT, {"acts": 8}),
        (IN_DOUBT <= ACTS, {"acts": 8}),
        (ACTS + IN_DOUBT >= 10, {"acts": 4}),
        (ACTS - IN_DOUBT < 0, {"acts": 4}),
        (IN_DOUBT < when(MEMBER).then(8).otherwise(9), {}),
        (ACTS.is_between(0, IN_DOUBT), {"acts": 5}),
        (STATUS_IN_DOUBT.is_in(["owner", "assistant"]), BOTH_ASSISTANT),
        (STATUS_IN_DOUBT != "other", BOTH_ASSISTANT),
        (STARTED_IN_DOUBT < date(2024, 12, 31), {}),
        (STARTED_IN_DOUBT.year == 2024, {}),
        (STARTED_IN_DOUBT.month < 12, {}),
        (FORMS_IN_DOUBT.contains_any(["team"]), BOTH_TEAM),
        (FORMS_IN_DOUBT.contains_all(["team"]), BOTH_TEAM),
        (share(IN_DOUBT, of=literal(10), if_none=MEMBER) >= percent("50"), {}),
        (share(literal(6), of=IN_DOUBT, if_none=MEMBER) >= percent("50"), {}),
    ],
)
def test_what_holds_in_both_branches_holds_while_the_condition_is_unknown(
    expression: Expression, values: dict[str, Value]
) -> None:
    assert evaluate(expression, known(**values)) is True
    assert evaluate(expression, known(True, **values)) is True
    assert evaluate(expression, known(False, **values)) is True


def test_what_fails_in_both_branches_fails_while_the_condition_is_unknown() -> None:
    assert evaluate(ACTS >= IN_DOUBT, known(acts=5)) is False
    assert evaluate(STATUS_IN_DOUBT.is_in(["other"]), known(**BOTH_ASSISTANT)) is False
