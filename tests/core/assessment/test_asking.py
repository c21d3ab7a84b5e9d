"""What to tell, whom to ask, and what a catalogue says of years that it does not know."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from incentives import Assessment, Catalogue, NotAssessed, Situation, UnknownEdition, UnknownScheme

Assess = Callable[..., Assessment]

PROOF_ONLY = {"fr.dmp.transactions": 0, "fr.dmp.proof": "sent"}


def test_missing_facts_come_with_the_largest_range_first(assess: Assess) -> None:
    changes = {"fr.telehealth.device": "unknown", "fr.telehealth.video": "unknown", "fr.scor.transmissions": "unknown"}
    missing = assess("fr-fami", 2025, changes).missing_facts
    assert [(fact.id, fact.spread, fact.benefits) for fact in missing] == [
        ("fr.scor.transmissions", Decimal(590), ("base", "coordination")),
        ("fr.telehealth.video", Decimal(350), ("video",)),
        ("fr.telehealth.device", Decimal(175), ("devices",)),
    ]


def test_a_missing_fact_brings_its_question_its_help_and_its_year(assess: Assess) -> None:
    (missing,) = assess("fr-fami", 2025, {"fr.scor.transmissions": "unknown"}).missing_facts
    assert missing.year == 2025
    assert "2025" in missing.question("en")
    assert missing.question("fr") != missing.question("en")
    assert missing.help("en")
    (permanent,) = assess("fr-fami", 2025, {"practitioner.profession": "unknown"}).missing_facts
    assert (permanent.id, permanent.year) == ("practitioner.profession", None)


def test_a_fact_of_an_earlier_year_is_asked_for_that_year(assess: Assess) -> None:
    result = assess("be-inami-software", 2023)
    assert [(fact.id, fact.year) for fact in result.missing_facts] == [("be.acts", 2021)]
    known = assess("be-inami-software", 2023, {2021: {"be.acts": 500}})
    assert known.missing_facts == ()
    assert known.amount.certain == 800


def test_what_can_no_longer_change_the_amount_is_not_asked(assess: Assess) -> None:
    changes = {
        "fr.scor.transmissions": 0,
        "fr.dmp.software": "unknown",
        "fr.coordination.structures": "unknown",
        "fr.practice_status": "unknown",
    }
    assert assess("fr-fami", 2025, changes).missing_facts == ()
    assert assess("fr-fami", 2025, {"fr.coordination.mdt_meetings": "unknown"}).missing_facts == ()
    excused = {"be.first_registered_on": date(2024, 3, 1), "be.acts": "unknown"}
    assert assess("be-inami-software", 2024, excused).missing_facts == ()


def test_an_open_question_says_what_the_texts_leave_open_and_whom_to_ask(assess: Assess) -> None:
    result = assess("fr-fami", 2025, PROOF_ONLY)
    assert (result.amount.certain, result.amount.possible) == (Decimal(525), Decimal(1115))
    assert result.missing_facts == ()
    (question,) = result.open_questions
    assert (question.id, question.spread, question.benefits) == (
        "fr-fami.dmp_transaction_required",
        Decimal(590),
        ("base", "coordination"),
    )
    assert question.ask.id == "caisse"
    assert question.statement("en")
    assert question.why("en")
    assert question.statement("fr") != question.statement("en")


def test_the_belgian_question_is_to_be_asked_of_inami(assess: Assess) -> None:
    (question,) = assess("be-inami-software", 2025).open_questions
    assert question.id == "be-inami-software.gap_in_convention_ignored"
    assert (question.ask.id, question.ask.email) == ("inami", "kinefr@riziv-inami.fgov.be")


@pytest.mark.parametrize(("answer", "due"), [(True, 525), (False, 1115)])
def test_a_reading_settles_its_question_and_is_recorded(assess: Assess, answer: bool, due: int) -> None:
    readings = {"fr-fami.dmp_transaction_required": answer, "fr-fami.addendum_6_enough": True}
    result = assess("fr-fami", 2025, PROOF_ONLY, readings=readings)
    assert (result.amount.certain, result.amount.possible) == (Decimal(due), Decimal(due))
    assert result.open_questions == ()
    assert result.readings == {"fr-fami.dmp_transaction_required": answer}


def test_a_question_on_which_nothing_depends_is_not_asked(assess: Assess) -> None:
    assert assess("fr-fami", 2025).open_questions == ()
    assert assess("fr-fami", 2025, {**PROOF_ONLY, "fr.scor.transmissions": 0}).open_questions == ()


def test_an_unknown_edition_names_the_known_years_and_the_way_to_others(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownEdition, match=r"be-proqkine.*2025.*2022, 2023, 2024") as caught:
        catalogue.assess("be-proqkine", 2025, Situation.of({}))
    assert "supplied by a plugin" in str(caught.value)
    assert caught.value.code == "unknown_edition"
    assert (caught.value.data["year"], caught.value.data["known"]) == (2025, (2022, 2023, 2024))


def test_an_unknown_scheme_is_an_error_with_a_close_match(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownScheme, match="did you mean 'fr-fami'") as caught:
        catalogue.assess("fr-famy", 2025, Situation.of({}))
    assert caught.value.code == "unknown_scheme"


def test_a_year_without_an_edition_is_a_row_and_never_dropped(catalogue: Catalogue) -> None:
    rows = catalogue.assess_all(Situation.of({}), range(2017, 2028))
    assert [(row.year, row.scheme.id) for row in rows] == [
        (year, scheme) for year in range(2017, 2028) for scheme in ("be-inami-software", "be-proqkine", "fr-fami")
    ]
    unknown = {(row.scheme.id, row.year): row for row in rows if isinstance(row, NotAssessed)}
    assert set(unknown) == {
        *(("be-inami-software", year) for year in (2017, 2018, 2019, 2020, 2021, 2027)),
        *(("be-proqkine", year) for year in (2017, 2018, 2019, 2020, 2021, 2025, 2026, 2027)),
        *(("fr-fami", year) for year in (2017, 2027)),
    }
    row = unknown["be-proqkine", 2025]
    assert (row.code, isinstance(row.error, UnknownEdition)) == ("unknown_edition", True)
    assert "2022, 2023, 2024" in str(row.error)


def test_rows_are_sorted_by_year_and_scheme_in_whatever_order_the_years_are_given(catalogue: Catalogue) -> None:
    rows = catalogue.assess_all(Situation.of({}), [2025, 2023, 2024])
    keys = [(row.year, row.scheme.id) for row in rows]
    assert len(keys) == 9
    assert keys == sorted(keys)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_year_that_is_over_is_asked_about_in_the_past(assess: Assess, language: str) -> None:
    def question(day: date | None) -> str:
        (asked,) = assess("fr-fami", 2025, {"fr.conventioned": None}, as_of=day).missing_facts
        return asked.question(language)

    past = {"en": "Did you practise", "fr": "Étiez-vous", "nl": "Werkte u"}[language]
    assert question(date(2026, 1, 1)).startswith(past)
    assert question(date(2025, 12, 31)) == question(None)
    assert not question(date(2025, 12, 31)).startswith(past)
