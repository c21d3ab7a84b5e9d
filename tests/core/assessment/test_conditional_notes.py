"""Notes that concern some practitioners only: said to those of whom it is known that they are among them."""

from typing import Any

import pytest
from attrs import evolve
from incentives import ConditionalNote, CriterionResult, Fact, InvalidEdition

IS_LOCUM = Fact.yes_no("xx.locum")


def noted(made_up: Any, locum: bool | None) -> CriterionResult:
    edition = made_up.of({"grant": (100, ["a"], {})})
    first, *rest = edition.edition.criteria
    first = evolve(first, notes=("of_all", "of_locums"), notes_where=(ConditionalNote("of_locums", IS_LOCUM),))
    told = {} if locum is None else {"locum": locum}
    result: CriterionResult = edition.changed(criteria=(first, *rest)).assess(a=True, **told).criteria["a"]
    return result


def test_a_note_of_some_is_said_to_them_and_to_no_others(made_up: Any) -> None:
    assert noted(made_up, True).notes == ("of_all", "of_locums")
    assert noted(made_up, False).notes == ("of_all",)


def test_where_it_is_not_known_whom_a_note_concerns_it_is_not_said(made_up: Any) -> None:
    assert noted(made_up, None).notes == ("of_all",)


def test_a_note_of_some_changes_no_outcome(made_up: Any) -> None:
    assert {str(noted(made_up, locum).outcome) for locum in (True, False, None)} == {"met"}


def test_a_condition_for_a_note_that_the_criterion_does_not_have_is_refused(made_up: Any) -> None:
    edition = made_up.of({"grant": (100, ["a"], {})})
    first, *rest = edition.edition.criteria
    spare = evolve(first, notes_where=(ConditionalNote("of_locums", IS_LOCUM),))
    with pytest.raises(InvalidEdition, match=r"criteria\.a: .*of_locums"):
        edition.changed(criteria=(spare, *rest))
