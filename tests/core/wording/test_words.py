"""An expression in words: each node in English, and no two different rules in the same words."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Sequence
from datetime import date

import pytest
from incentives import (
    Expression,
    Fact,
    OpenQuestion,
    Wording,
    age,
    at_least,
    literal,
    maximum,
    minimum,
    money,
    percent,
    pro_rata,
    ratio,
    reference_year,
    rounded,
    share,
    tiers,
    when,
    words,
    years_between,
)
from incentives.wording import CORE, Speech

MEMBER, TRAINED = Fact.yes_no("be.member"), Fact.yes_no("be.trained", annual=False)
ACTS = Fact.count("be.acts", unit="acts")
FEES = Fact.money("be.fees", currency="EUR")
STARTED = Fact.day("be.started_on", annual=False)
STATUS = Fact.choice("be.status", ["owner", "assistant"])
LEVEL = Fact.ordered_choice("be.level", ["low", "7bis"])
FORMS = Fact.set_of("be.forms", ["house", "team"])
QUESTION = OpenQuestion("be-aid.gap", ask="office")
RATE = share(ACTS, of=ACTS + 5, if_none=QUESTION) >= percent("70")

PAID = tiers(ACTS, (500, money(300, "EUR")), (1000, money(600, "EUR")), below=money(0, "EUR"))
TWO_OF_THREE = "at least 2 of: trained; ([the gap is ignored] and member (2024)); level (2024) is 7bis"
TWO_OF_PLAIN = "at least 2 of: trained; [the gap is ignored]; member (2024)"

SAID: Sequence[tuple[Expression, str]] = (
    (MEMBER, "member (2024)"),
    (MEMBER.at(-1), "member (2023)"),
    (TRAINED, "trained"),
    (QUESTION, "[the gap is ignored]"),
    (literal(True), "yes"),
    (literal(1500), "1,500"),
    (money("490", "EUR"), "€490.00"),
    (~TRAINED, "not: trained"),
    (TRAINED & QUESTION, "trained and [the gap is ignored]"),
    (TRAINED | QUESTION, "trained or [the gap is ignored]"),
    (~(TRAINED & QUESTION), "not: (trained and [the gap is ignored])"),
    (TRAINED & (QUESTION | MEMBER), "trained and ([the gap is ignored] or member (2024))"),
    (ACTS >= 500, "acts (2024) at least 500"),
    (ACTS > 500, "acts (2024) above 500"),
    (ACTS <= 500, "acts (2024) at most 500"),
    (ACTS < 500, "acts (2024) below 500"),
    (ACTS == 500, "acts (2024) is 500"),
    (ACTS != 500, "acts (2024) is not 500"),
    (FEES >= money("100", "EUR"), "fees (2024) at least €100.00"),
    (STARTED < date(2024, 3, 1), "start of practice before 1 March 2024"),
    (STARTED <= date(2024, 3, 1), "start of practice no later than 1 March 2024"),
    (STARTED > date(2024, 3, 1), "start of practice after 1 March 2024"),
    (STARTED >= date(2024, 3, 1), "start of practice on or after 1 March 2024"),
    (STARTED == date(2024, 3, 1), "start of practice is 1 March 2024"),
    (STARTED.year == 2024, "year of start of practice is 2024"),
    (STARTED.year >= reference_year(), "year of start of practice 2024 or later"),
    (STARTED.year <= 2023, "year of start of practice 2023 or earlier"),
    (STARTED.year < 2023, "year of start of practice before 2023"),
    (STATUS.is_in(["owner"]), "status (2024) is practice owner"),
    (STARTED.month == 12, "month of start of practice is 12"),
    (STATUS == "owner", "status (2024) is practice owner"),
    (STATUS.is_in(["owner", "assistant"]), "status (2024) is one of: practice owner, assistant"),
    (LEVEL >= "7bis", "level (2024) at least 7bis"),
    (LEVEL < "7bis", "level (2024) below 7bis"),
    (FORMS.contains_any(["house", "team"]), "forms of care (2024) includes one of: health house, care team"),
    (FORMS.contains_all(["house"]), "forms of care (2024) includes all of: health house"),
    (FORMS.contains_any([]), "forms of care (2024) includes one of: none"),
    (ACTS + ACTS.at(-1), "acts (2024) plus acts (2023)"),
    (ACTS - 5, "acts (2024) minus 5"),
    (when(TRAINED).then(5).otherwise(6), "5 if trained, otherwise 6"),
    (RATE, "acts (2024) at least 70% of acts (2024) plus 5"),
    (at_least(2, TRAINED, QUESTION & MEMBER, LEVEL == "7bis"), TWO_OF_THREE),
    (at_least(2, TRAINED, QUESTION, MEMBER) | MEMBER, f"({TWO_OF_PLAIN}) or member (2024)"),
    (minimum(ACTS, 500), "the lowest of: acts (2024); 500"),
    (maximum(FEES, money(5, "EUR")), "the highest of: fees (2024); €5.00"),
    (minimum(STARTED, date(2024, 3, 1)), "the earliest of: start of practice; 1 March 2024"),
    (maximum(STARTED, date(2024, 3, 1)).month == 3, "month of the latest of: start of practice; 1 March 2024 is 3"),
    (minimum(maximum(ACTS, 5), 9), "the lowest of: (the highest of: acts (2024); 5); 9"),
    (FEES * percent("12.5"), "fees (2024) times 12.5%"),
    (money("2.50", "EUR") * ACTS, "€2.50 times acts (2024)"),
    (FEES * (ACTS + 1), "fees (2024) times (acts (2024) plus 1)"),
    (ACTS * 2 + 1, "acts (2024) times 2 plus 1"),
    (rounded(FEES, "0.01", "up"), "fees (2024) rounded up to a multiple of €0.01"),
    (rounded(FEES * percent("5"), "1", "half_up"), "(fees (2024) times 5%) rounded to the nearest €1.00, halves up"),
    (
        ratio(FEES, ACTS, 2, "down", if_none=money(0, "EUR")),
        "€0.00 if acts (2024) is 0, otherwise (fees (2024) divided by acts (2024)) rounded down to a multiple of €0.01",
    ),
    (
        pro_rata(money(50, "EUR"), ACTS, 12, 0, "up", ceiling=money(50, "EUR")),
        "the lowest of: (€50.00 times acts (2024) divided by 12) rounded up to a multiple of €1.00; €50.00",
    ),
    (
        ratio(ACTS, 12, 2, "up") * FEES,
        "((acts (2024) divided by 12) rounded up to a multiple of 0.01) times fees (2024)",
    ),
    (years_between(STARTED, date(2024, 3, 1)) >= 18, "whole years from start of practice to 1 March 2024 at least 18"),
    (
        STARTED.plus(years=1, days=-3) < date(2024, 3, 1),
        "(3 days before (1 year after start of practice)) before 1 March 2024",
    ),
    (age(STARTED) < 18, "whole years from start of practice to the day on which this is asked below 18"),
    (STARTED.plus(months=ACTS), "acts (2024) months after start of practice"),
    (rounded(ACTS, "10", "down") >= 20, "(acts (2024) rounded down to a multiple of 10) at least 20"),
    (PAID, "by acts (2024): €300.00 from 500; €600.00 from 1,000; otherwise €0.00"),
    (tiers(ACTS, (500, 5), below=4), "5 if acts (2024) at least 500, otherwise 4"),
    (
        tiers(STARTED, (date(2024, 3, 1), 5), (date(2024, 7, 1), 6), below=4),
        "by start of practice: 5 from 1 March 2024 on; 6 from 1 July 2024 on; otherwise 4",
    ),
    (
        tiers(ACTS, (1, when(TRAINED).then(1).otherwise(2)), (2, 3), below=4),
        "by acts (2024): (1 if trained, otherwise 2) from 1; 3 from 2; otherwise 4",
    ),
)


@pytest.mark.parametrize(("expression", "text"), SAID)
def test_an_expression_is_said_in_words(english: Speech, expression: Expression, text: str) -> None:
    assert words(expression, english) == text


def test_the_reference_year_is_named_where_no_edition_is(wording: Wording) -> None:
    speech = Speech("en").of(wording)
    assert words(reference_year(), speech) == "the reference year"
    assert words(ACTS >= 500, speech) == "acts at least 500"


LOOK_ALIKES: Sequence[tuple[Expression, Expression]] = (
    (FEES * (ACTS + 1), FEES * ACTS + FEES),
    ((ACTS + 1) * 2, ACTS + literal(1) * 2),
    (ACTS * (ACTS.at(-1) * ACTS.at(-2)), (ACTS * ACTS.at(-1)) * ACTS.at(-2)),
    (rounded(FEES + FEES * 2, "1", "up"), FEES + rounded(FEES * 2, "1", "up")),
    (rounded(FEES, "1", "up") * ACTS, rounded(FEES * ACTS, "1", "up")),
    (rounded(FEES, "1", "half_up"), rounded(FEES, "1", "down")),
    (at_least(2, TRAINED, MEMBER, QUESTION), at_least(2, TRAINED, MEMBER & QUESTION, MEMBER & QUESTION)),
    (
        tiers(ACTS, (1, tiers(ACTS, (2, 3), (3, 4), below=5)), (4, 6), below=7),
        tiers(ACTS, (1, 5), (2, 3), (3, 4), (4, 6), below=7),
    ),
    (
        when(ACTS >= 5).then(1).otherwise(when(ACTS >= 9).then(2).otherwise(3)),
        when(ACTS >= 9).then(2).otherwise(when(ACTS >= 5).then(1).otherwise(3)),
    ),
    (
        when(ACTS >= 9).then(2).otherwise(when(ACTS.at(-1) >= 5).then(1).otherwise(3)),
        when(ACTS >= 9).then(2).otherwise(when(ACTS >= 5).then(1).otherwise(3)),
    ),
    (ACTS - (ACTS.at(-1) - ACTS.at(-2)), (ACTS - ACTS.at(-1)) - ACTS.at(-2)),
    (ACTS - (ACTS.at(-1) + ACTS.at(-2)), (ACTS - ACTS.at(-1)) + ACTS.at(-2)),
    (TRAINED & (QUESTION | MEMBER), (TRAINED & QUESTION) | MEMBER),
    (~(TRAINED | QUESTION), ~TRAINED | QUESTION),
    (~(TRAINED & QUESTION), ~TRAINED & QUESTION),
    (when(TRAINED & QUESTION).then(1).otherwise(2), when(TRAINED | QUESTION).then(1).otherwise(2)),
    (
        when(MEMBER).then(when(TRAINED).then(1).otherwise(2)).otherwise(3),
        when(TRAINED).then(1).otherwise(when(MEMBER).then(2).otherwise(3)),
    ),
)


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_different_rules_are_not_said_in_the_same_words(english: Speech, one: Expression, other: Expression) -> None:
    assert words(one, english) != words(other, english)


def test_a_rule_is_said_in_the_language_asked_for_and_gaps_are_marked(french: Speech) -> None:
    assert "actes (2024)" in words(ACTS >= 500, french)
    assert "[en] trained" in words(TRAINED, french)


@pytest.mark.parametrize("language", CORE.languages)
def test_every_language_of_the_library_has_words_for_every_expression(wording: Wording, language: str) -> None:
    speech = Speech(language).of(wording, 2024)
    own = Speech(language, (CORE,))
    for key in CORE.table("en")["words"]:
        assert not own.say("words", key).startswith("["), key
    for expression, _ in SAID:
        assert "{" not in words(expression, speech)
