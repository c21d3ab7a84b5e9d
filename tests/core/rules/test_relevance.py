"""Which missing terms can still change the answer, on examples worked by hand."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from datetime import date
from decimal import Decimal

import pytest
from incentives import (
    Expression,
    Fact,
    Known,
    OpenQuestion,
    all_of,
    evaluate,
    literal,
    money,
    percent,
    reference_year,
    relevant_missing,
    share,
    when,
)
from incentives.rules.consequences import consequences_of
from incentives.rules.facts import At, Term
from incentives.rules.types import Value

A, B, C, D = (Fact.yes_no(f"be.{letter}") for letter in "abcd")
ACTS = Fact.count("be.acts", unit="acts")
CLAIMS = Fact.count("be.claims", unit="claims")
HOURS = Fact.decimal("be.hours", unit="hours")
STARTED = Fact.day("be.started_on", annual=False)
STATUS = Fact.choice("be.status", ["owner", "assistant"])
LEVEL = Fact.ordered_choice("be.level", ["none", "6", "7", "8"])
FORMS = Fact.set_of("be.forms", ["house", "team"])
QUESTION = OpenQuestion("be-aid.none_passes", ask="office")
RATE = share(ACTS, of=CLAIMS, if_none=QUESTION) >= percent("70")


def missing(expression: Expression, **values: Value) -> list[str]:
    return names(relevant_missing(expression, known(**values)))


def known(**values: Value) -> Known:
    permanent = {"be.started_on": values.pop("started_on")} if "started_on" in values else {}
    return Known(2024, permanent, {2024: {f"be.{name}": value for name, value in values.items()}})


def names(terms: tuple[Term, ...]) -> list[str]:
    return [f"{term.fact.id}@{term.offset}" if isinstance(term, At) else term.id.removeprefix("be.") for term in terms]


def test_a_way_that_is_closed_lists_only_what_the_other_still_needs() -> None:
    assert missing(A | (B & C), a=False, b=True) == ["c"]


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (A | (B & C), {}, ["a", "b", "c"]),
        (A | (B & C), {"b": False}, ["a"]),
        (A | (B & C), {"a": True}, []),
        (A | (B & C), {"a": False, "c": False}, []),
        (A & (B | C), {"c": True}, ["a"]),
        (~A, {}, ["a"]),
        ((A & B) | (~A & C), {"b": True, "c": True}, ["a"]),
        ((A & B) | (~A & C), {"b": False, "c": False}, []),
        ((A & B) | (~A & C), {"b": True, "c": False}, ["a"]),
        (all_of(A, B, C, D), {"d": False}, []),
        (STATUS.is_in(["owner"]) | A, {"status": "owner"}, []),
        (STATUS.is_in(["owner"]) | A, {"status": "assistant"}, ["a"]),
        (STATUS.is_in(["owner"]) | A, {}, ["status", "a"]),
        (STATUS.is_in(["owner"]) | A, {"a": True}, []),
        (ACTS >= 500, {}, ["acts"]),
        ((ACTS >= 500) & (ACTS <= 400) & A, {"a": False}, []),
        ((ACTS >= 500) | (ACTS.at(-1) >= 500), {"acts": 499}, ["be.acts@-1"]),
        (ACTS + CLAIMS, {"acts": 1}, ["claims"]),
        (FORMS.contains_any(["team"]) & A, {}, ["forms", "a"]),
        (reference_year() >= 2024, {}, []),
    ],
)
def test_only_what_can_still_change_the_answer_is_listed(
    expression: Expression, values: dict[str, Value], expected: list[str]
) -> None:
    assert missing(expression, **values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["acts", "claims", "be-aid.none_passes"]),
        ({"acts": 5}, ["claims"]),  # with a part the whole is not zero
        ({"acts": 0}, ["claims", "be-aid.none_passes"]),
        ({"claims": 10}, ["acts"]),
        ({"claims": 0}, ["acts", "be-aid.none_passes"]),
        ({"acts": 0, "claims": 0}, ["be-aid.none_passes"]),
        ({"acts": 5, "claims": 10}, []),
    ],
)
def test_the_question_for_a_whole_of_zero_is_listed_only_while_it_can_be_zero(
    values: dict[str, Value], expected: list[str]
) -> None:
    assert missing(RATE, **values) == expected


def test_with_a_part_the_question_is_not_listed_however_much_of_the_whole_is_missing() -> None:
    rate = share(ACTS, of=CLAIMS + ACTS.at(-1), if_none=QUESTION) >= percent("70")
    assert missing(rate, acts=5) == ["claims", "be.acts@-1"]
    assert missing(rate, acts=0) == ["claims", "be.acts@-1", "be-aid.none_passes"]


def test_a_figure_in_doubt_matters_only_to_those_between_its_two_values() -> None:
    rule = LEVEL >= when(QUESTION).then("6").otherwise("7")
    assert missing(rule) == ["be-aid.none_passes", "level"]
    assert missing(rule, level="6") == ["be-aid.none_passes"]
    assert missing(rule, level="7") == []
    assert missing(rule, level="none") == []


def test_a_condition_between_equal_branches_is_not_listed() -> None:
    assert missing(when(A).then(money(100, "EUR")).otherwise(money(100, "EUR"))) == []
    assert missing(when(A).then(B).otherwise(C), b=True, c=True) == []
    assert missing(when(A).then(B).otherwise(C), b=True, c=False) == ["a"]
    assert missing(when(A).then(B).otherwise(C), a=True, c=False) == ["b"]


def test_a_quantity_is_listed_where_it_can_agree_with_the_other_branch_while_the_condition_stays_open() -> None:
    never = A & ~A  # unknown while A is, and then false
    assert missing(when(never).then(ACTS).otherwise(0)) == ["a", "acts"]
    assert missing(when(never).then(ACTS * CLAIMS).otherwise(0)) == ["a", "acts", "claims"]
    more = when(ACTS > CLAIMS).then(ACTS - ACTS).otherwise(1)
    assert missing(when(never).then(more).otherwise(0)) == ["a", "acts", "claims"]
    assert missing(when(never).then(more).otherwise(1)) == ["a", "acts", "claims"]
    assert missing(when(never).then(ACTS * CLAIMS).otherwise(1)) == ["a", "acts", "claims"]


def between(part: Expression, whole: Expression | int, least: str, below: str) -> Expression:
    """That a share reaches one percentage and not the other."""
    shares = share(part, of=whole, if_none=A)
    return (shares >= percent(least)) & ~(shares >= percent(below))


TAUTOLOGY = B | ~B  # unknown while B is, and then true: what else holds can make it true earlier


@pytest.mark.parametrize(
    ("narrow", "fact", "inside"),
    [
        (HOURS == Decimal("2.3"), "hours", Decimal("2.3")),
        (HOURS.is_between(Decimal("2.31"), Decimal("2.39")), "hours", Decimal("2.35")),
        (HOURS + HOURS == Decimal("4.6"), "hours", Decimal("2.3")),
        (ACTS.is_between(777, 777), "acts", 777),
        (1000 - ACTS == 223, "acts", 777),
        (5 * ACTS == 3885, "acts", 777),
        (ACTS * 5 == 3885, "acts", 777),
        (reference_year() * ACTS == 2024 * 777, "acts", 777),
        (ACTS * reference_year() == 2024 * 777, "acts", 777),
        (ACTS * ACTS == 49, "acts", 7),
        (ACTS * ACTS + ACTS == 56, "acts", 7),
        (STARTED.year + 2 == reference_year(), "started_on", date(2022, 5, 5)),
        (reference_year() - STARTED.year == 30, "started_on", date(1994, 5, 5)),
        ((STARTED > date(2024, 3, 31)) & (STARTED.month == 3), "started_on", date(2025, 3, 2)),
        ((STARTED < date(2024, 3, 1)) & (STARTED.month == 11), "started_on", date(2023, 11, 2)),
        (STARTED.is_between(date(2024, 2, 29), date(2024, 2, 29)), "started_on", date(2024, 2, 29)),
        (between(ACTS, 10_000, "77.7", "77.71"), "acts", 7_770),
        (between(literal(777), CLAIMS, "7.77", "7.7707"), "claims", 10_000),
        (between(literal(777), CLAIMS + 1, "7.77", "7.7707"), "claims", 9_999),
        (between(2 * ACTS, ACTS + 10_001, "50", "50.005"), "acts", 3_334),
        (share(when(QUESTION).then(ACTS).otherwise(0), of=1000, if_none=A) >= percent("77.7"), "acts", 777),
    ],
)
def test_a_value_in_a_narrow_range_is_found(narrow: Expression, fact: str, inside: Value) -> None:
    rule = narrow | TAUTOLOGY
    readings = {QUESTION.id: True}
    before, after = known(), known(**{fact: inside})
    before, after = (Known(2024, k.permanent, k.annual, readings) for k in (before, after))
    assert (evaluate(rule, before), evaluate(rule, after)) == (None, True)
    assert fact in names(relevant_missing(rule, before))


@pytest.mark.parametrize(
    "rule", [STARTED.year >= 0, STARTED.year <= 9999, STARTED > date.min, STARTED < date.max, STARTED.month >= 0]
)
def test_the_ends_of_the_calendar_are_no_trap(rule: Expression) -> None:
    assert missing(rule) == ["started_on"]


def test_a_rule_of_many_unknown_facts_lists_them_all_and_takes_no_tour_of_all_combinations() -> None:
    facts = [Fact.yes_no(f"be.f{number}") for number in range(40)]
    rule = all_of(*[fact | facts[at - 1] for at, fact in enumerate(facts)])
    assert {term.digest for term in relevant_missing(rule, Known(2024))} == {fact.digest for fact in facts}


def test_facts_that_a_sum_takes_together_are_listed_whatever_they_have_to_be() -> None:
    both = ((ACTS * 2 + CLAIMS * 3 == 777) & (ACTS == 300)) | TAUTOLOGY
    assert missing(both) == ["acts", "claims", "b"]
    assert missing(both, acts=300) == ["claims", "b"]
    assert missing(both, acts=301) == ["b"]


def test_what_settles_a_condition_early_is_listed_even_if_it_could_come_out_one_way_only() -> None:
    never, always = A & ~A, A | ~A  # unknown while A is
    assert missing((ACTS + CLAIMS >= 500) & never) == ["acts", "claims", "a"]
    assert missing((ACTS + CLAIMS >= 500) | always) == ["acts", "claims", "a"]
    assert missing((ACTS > CLAIMS) & never) == ["acts", "claims", "a"]
    assert missing((ACTS > CLAIMS) | always) == ["acts", "claims", "a"]


def test_what_can_change_in_one_year_is_not_taken_for_what_can_in_another() -> None:
    early = (reference_year() < 2025) & A
    assert names(relevant_missing(early, Known(2024))) == ["a"]
    assert names(relevant_missing(early, Known(2025))) == []
    rule = (STARTED.year == reference_year()) & (STARTED >= date(2025, 1, 1))
    assert names(relevant_missing(rule | TAUTOLOGY, Known(2025))) == ["started_on", "b"]
    assert names(relevant_missing(rule | TAUTOLOGY, Known(2024))) == ["b"]  # it cannot hold


@pytest.mark.parametrize(
    ("impossible", "rule", "expected"),
    [
        (A & B, (A & B & C) | D | ~D, ["d"]),
        (A & B, (A & C) | D | ~D, ["a", "c", "d"]),
        (A & (ACTS >= 300), (A & (ACTS >= 400)) | D | ~D, ["d"]),
        (A & (ACTS >= 300), (A & (ACTS >= 200)) | D | ~D, ["a", "acts", "d"]),
        (A & (STATUS == "owner"), (A & ~(STATUS == "assistant")) | D | ~D, ["d"]),
        (A & (STARTED > date(2024, 1, 1)), (A & (STARTED.year == 2025)) | D | ~D, ["d"]),
        (A & (STARTED > date(2024, 1, 1)), (A & (STARTED.year == 2023)) | D | ~D, ["a", "started_on", "d"]),
    ],
)
def test_no_answer_counts_that_contradicts_another(
    impossible: Expression, rule: Expression, expected: list[str]
) -> None:
    assert names(relevant_missing(rule, Known(2024), consequences_of([impossible]))) == expected


def test_what_a_rule_does_not_read_is_not_asked_even_where_it_would_settle_it() -> None:
    cannot_be = consequences_of([A & B])
    assert evaluate(cannot_be.following(A), known(b=True)) is False
    assert names(relevant_missing(A, known(), cannot_be)) == ["a"]
    assert names(relevant_missing(A | (B & C), known(), cannot_be)) == ["a", "b", "c"]
