from datetime import date
from decimal import Decimal

import pytest
from incentives import Fact, IncentivesError, Money, OpenQuestion, Wording
from incentives.errors import MissingWording
from incentives.rules.types import Kind, Type, Value
from incentives.wording import Speech

ACTS = Fact.count("be.acts", unit="acts")
FEES = Fact.money("be.fees", currency="EUR")
STATUS = Fact.choice("be.status", ["owner", "assistant"])
FORMS = Fact.set_of("be.forms", ["house", "team"])
STARTED = Fact.day("be.started_on", annual=False)
QUESTION = OpenQuestion("be-aid.gap", ask="office")


def test_placeholders_are_filled_with_what_the_caller_gives(english: Speech) -> None:
    said = english.say("criteria", "activity", "met", minimum="500", year="2024")
    assert said == "You had at least 500 acts in 2024."


def test_placeholders_that_the_caller_leaves_open_are_resolved(wording: Wording) -> None:
    speech = Speech("en").of(wording, 2024, {"minimum": "500", "year": "2023"}.get)
    assert speech.say("criteria", "activity", "met", year="2024") == "You had at least 500 acts in 2024."


def test_a_placeholder_that_nobody_knows_stays_visible(english: Speech) -> None:
    assert english.say("criteria", "activity", "met", year="2024") == "You had at least {minimum} acts in 2024."


def test_what_is_filled_in_is_never_taken_for_a_placeholder(english: Speech) -> None:
    said = english.say("criteria", "activity", "met", minimum="{year}", year="2024")
    assert said == "You had at least {year} acts in 2024."


def test_an_editions_own_sentence_is_said_for_it(wording: Wording) -> None:
    speech = Speech("en").of(wording, 2018)
    assert speech.say("criteria", "activity", "met", minimum="5", year="2018") == "You had at least 5 invoices in 2018."


def test_a_sentence_in_another_language_carries_its_mark(french: Speech) -> None:
    said = french.say("criteria", "activity", "only_english", year="2024")
    assert said == "[en] Said in English only, for 2024."


@pytest.mark.parametrize(
    ("language", "name", "mark"),
    [("en", "only_dutch", "[nl] "), ("nl", "only_english", "[en] "), ("nl", "only_dutch", ""), ("de", "met", "[en] ")],
)
def test_any_language_that_has_the_sentence_is_better_than_none(
    wording: Wording, language: str, name: str, mark: str
) -> None:
    said = Speech(language).of(wording).say("criteria", "activity", name)
    assert said.removeprefix(mark) == wording.find(("criteria", "activity", name), mark[1:3] or language)
    assert said.startswith(mark)


def test_a_sentence_in_the_language_asked_for_carries_none(french: Speech) -> None:
    assert french.say("criteria", "activity", "name") == "activité"


def test_a_language_that_a_scheme_is_not_written_in_is_marked_everywhere(wording: Wording) -> None:
    assert Speech("de").of(wording).say("criteria", "activity", "name") == "[en] activity"


def test_a_scheme_without_a_sentence_leaves_it_to_the_librarys_own(english: Speech) -> None:
    assert english.say("values", "not_given") == "not given"


def test_a_sentence_missing_in_every_language_is_an_error_that_names_its_place(english: Speech) -> None:
    with pytest.raises(MissingWording, match=r"no sentence at criteria\.activity\.nowhere") as caught:
        english.say("criteria", "activity", "nowhere")
    assert isinstance(caught.value, IncentivesError)
    assert caught.value.data == {"path": ("criteria", "activity", "nowhere")}
    assert english.find("criteria", "activity", "nowhere") is None


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        (ACTS, None, "not given"),
        (ACTS, 1234, "1,234"),
        (ACTS, 0, "0"),
        (FEES, Decimal(490), "€490.00"),
        (STARTED, date(2026, 3, 2), "2 March 2026"),
        (Fact.yes_no("be.member"), True, "yes"),
        (Fact.yes_no("be.member"), False, "no"),
        (QUESTION, True, "yes"),
        (QUESTION, None, "not given"),
        (STATUS, "owner", "practice owner"),
        (STATUS.at(-1), "owner", "practice owner"),
        (FORMS, frozenset({"team", "house"}), "health house and care team"),
        (FORMS, frozenset({"team"}), "care team"),
        (FORMS, frozenset[str](), "none"),
    ],
)
def test_a_value_is_said_as_its_fact_has_it(english: Speech, term: Fact, value: Value | None, text: str) -> None:
    assert english.term_value(term, value) == text


def test_a_literal_amount_is_said_with_its_currency(english: Speech) -> None:
    assert english.value(Money("490", "USD"), Type(Kind.MONEY, currency="USD")) == "US$490.00"


def test_a_value_without_a_label_is_said_as_it_is_and_never_left_out(english: Speech) -> None:
    level = Fact.ordered_choice("be.level", ["low", "7bis"])
    assert english.term_value(level, "low") == "lowest level"
    assert english.term_value(level, "7bis") == "7bis"


def test_a_label_in_another_language_carries_its_mark(french: Speech) -> None:
    assert french.term_value(STATUS, "owner") == "titulaire"
    assert french.term_value(STATUS, "assistant") == "[en] assistant"


def test_an_annual_fact_is_named_with_its_year_and_a_permanent_one_without(english: Speech) -> None:
    assert english.name(ACTS) == "acts (2024)"
    assert english.name(ACTS.at(-1)) == "acts (2023)"  # type: ignore[arg-type]  # another year's fact is a term
    assert english.name(ACTS, 2020) == "acts (2020)"
    assert english.name(STARTED) == "start of practice"


def test_without_a_year_an_annual_fact_is_named_alone(wording: Wording) -> None:
    assert Speech("en").of(wording).name(ACTS) == "acts"


def test_an_open_question_is_named_by_its_statement(english: Speech) -> None:
    assert english.name(QUESTION) == "the gap is ignored"


def test_a_question_is_asked_for_its_year(english: Speech) -> None:
    assert english.question(ACTS) == "How many acts in 2024?"
    assert english.question(ACTS, 2022) == "How many acts in 2022?"
