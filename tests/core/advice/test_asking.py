"""Asking the catalogue for advice."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from incentives import AssessmentFailed, Catalogue, InvalidArgument, Situation
from incentives.advice import counsel


def test_advice_is_asked_of_an_assessment(catalogue: Catalogue) -> None:
    wrong: Any = "fr-fami"
    with pytest.raises(InvalidArgument, match="an assessment, from Catalogue"):
        catalogue.advice(wrong)


def test_rules_that_fail_while_advice_is_sought_are_named_with_their_scheme(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        msg = "no such luck"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr(counsel, "ways_to", failing)
    own = evolve(catalogue, failures=[])
    assessment = own.assess("be-inami-software", 2026, Situation.of({}), date(2026, 11, 22))
    with pytest.raises(AssessmentFailed, match=r"be-inami-software.*2026.*no such luck"):
        own.advice(assessment)
    assert own.failures[-1].scheme == "be-inami-software"


def test_nobody_whose_profession_is_not_covered_is_advised(catalogue: Catalogue) -> None:
    nurse = Situation.of({"practitioner": {"profession": "nurse"}})
    assert not catalogue.advice(catalogue.assess("fr-fami", 2026, nurse, date(2026, 11, 22))).benefits


def test_where_nothing_is_told_there_are_questions_and_no_steps(catalogue: Catalogue) -> None:
    advice = catalogue.advice(catalogue.assess("be-proqkine", 2024, Situation.of({}), date(2024, 6, 1)))
    (premium,) = advice.benefits.values()
    assert [way.deeds for way in premium.ways] == [()]
    assert "be.licensed" in [one.id for one in premium.questions]
    assert advice.sets == ()
