"""A criterion that a person judges: nobody can tell the outcome beforehand, so it is asked of nobody."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from incentives import Criterion, InvalidEdition, Standing

MadeUp = Any  # the class that the fixture `made_up` is
AID: dict[str, tuple[int, list[str], dict[str, Any]]] = {"grant": (100, ["a", "committee"], {})}


def test_a_benefit_is_due_subject_to_the_judgement_where_everything_else_is_met(made_up: MadeUp) -> None:
    result = made_up.of(AID).assess(a=True)
    assert result.criteria["committee"].outcome == "unknown"
    assert (result.benefits["grant"].eligibility, result.eligibility) == ("undetermined", "undetermined")
    assert result.benefits["grant"].subject_to == result.subject_to == ("committee",)
    assert (result.amount.certain, result.amount.possible) == (0, 100)


@pytest.mark.parametrize("told", [{}, {"a": False}])
def test_nothing_is_subject_to_a_judgement_alone_while_another_criterion_is_open_or_not_met(
    made_up: MadeUp, told: dict[str, bool]
) -> None:
    result = made_up.of(AID).assess(**told)
    assert result.benefits["grant"].subject_to == result.subject_to == ()


@pytest.mark.parametrize(("agreed", "word", "due"), [(True, "eligible", 100), (False, "not_eligible", 0)])
def test_the_decision_once_known_settles_it(made_up: MadeUp, agreed: bool, word: str, due: int) -> None:
    result = made_up.of(AID).assess(a=True, agreed=agreed)
    assert (result.eligibility, result.amount.certain, result.amount.possible) == (word, due, due)
    assert result.subject_to == ()
    assert result.pending_decisions == ()


def test_a_waived_criterion_does_not_keep_it_from_being_subject_to_the_judgement_alone(made_up: MadeUp) -> None:
    aid = made_up.of(AID)
    waived = [
        Criterion(c.id, None, Standing.WAIVED, c.theme, c.established_by, c.references) if c.id == "a" else c
        for c in aid.edition.criteria
    ]
    assert aid.changed(criteria=tuple(waived)).assess().subject_to == ("committee",)


def test_the_decision_is_no_missing_fact_but_pending_and_the_other_facts_are_still_asked(made_up: MadeUp) -> None:
    result = made_up.of(AID).assess()
    assert [missing.id for missing in result.missing_facts] == ["xx.a"]
    (decision,) = result.pending_decisions
    assert (decision.id, decision.missing.id, decision.missing.year) == ("committee", "xx.committee_agreed", 2025)
    assert (decision.missing.benefits, decision.missing.spread) == (("grant",), 100)
    assert made_up.of(AID).assess(a=False).pending_decisions == ()


def test_the_whole_is_subject_to_nothing_where_another_benefit_is_due_without(made_up: MadeUp) -> None:
    result = made_up.of({**AID, "basic": (40, ["a"], {})}).assess(a=True)
    assert (result.eligibility, result.subject_to) == ("eligible", ())
    assert result.benefits["grant"].subject_to == ("committee",)


def test_of_several_benefits_the_whole_is_subject_to_what_the_easiest_one_hangs_on(made_up: MadeUp) -> None:
    aid = made_up.of({"large": (100, ["committee", "jury"], {}), "small": (10, ["jury"], {})}, judged=("jury",))
    result = aid.assess()
    assert result.benefits["large"].subject_to == ("committee", "jury")
    assert result.benefits["small"].subject_to == result.subject_to == ("jury",)


def test_a_benefit_that_another_may_go_before_is_not_subject_to_the_judgement_alone(made_up: MadeUp) -> None:
    aid = made_up.of({"grant": (100, ["committee"], {"not_with": ("prize",)}), "prize": (70, ["a"], {})})
    assert aid.assess().benefits["grant"].subject_to == ()
    assert aid.assess(a=True).benefits["grant"].outcome == "not_met"
    assert aid.assess(a=False).benefits["grant"].subject_to == ("committee",)


def test_what_a_rule_can_tell_is_no_matter_of_judgement(made_up: MadeUp) -> None:
    aid = made_up.of(AID)
    criteria = {criterion.id: criterion for criterion in aid.edition.criteria}
    committee, other = criteria["committee"], criteria["a"]
    assert committee.condition is not None
    assert other.condition is not None
    mixed = Criterion(
        "committee",
        committee.condition | other.condition,
        Standing.ASKED,
        committee.theme,
        committee.established_by,
        committee.references,
        date(2025, 12, 31),
    )
    with pytest.raises(InvalidEdition, match=r"criteria\.committee: a person judges it"):
        aid.changed(criteria=(other, mixed))


def test_it_is_subject_to_a_judgement_exactly_where_that_alone_would_make_it_due(made_up: MadeUp) -> None:
    aid = made_up.of({"grant": (100, ["a", "b", "committee"], {}), "more": (30, ["c"], {"on_top_of": ("grant",)})})
    for values in product((True, False, None), repeat=3):
        told = {id: value for id, value in zip("abc", values, strict=True) if value is not None}
        now, later = aid.assess(**told), aid.assess(**told, agreed=True)
        for id, result in now.benefits.items():
            assert bool(result.subject_to) is (later.benefits[id].outcome == "met"), (id, told)
