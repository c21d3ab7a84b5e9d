"""A plugin whose rule goes by the day on which it is asked: assessed, said, advised, verified."""

import pickle
from datetime import date
from typing import Any

import pytest
from incentives import Situation
from incentives.report.assessed import assessment_record

WITHOUT_A_DAY = "It hangs on the day on which this is asked, and none is given."
FACTS = {
    "practitioner.profession": "physiotherapist",
    "xx.started_on": date(1990, 2, 28),
    2025: {"xx.cycles": True, "xx.kilometres": 9000, "xx.bell": "loud"},
}


@pytest.fixture
def aged(plugin: Any) -> Any:
    """The sound plugin; its equipment is for who has practised for 35 years on the day on which it is asked."""
    plugin.edit("__init__.py", "(started_on.year <= f.year)", "(incentives.age(started_on) >= 35)")
    return plugin


def test_the_outcome_says_that_no_day_is_given(aged: Any) -> None:
    a = aged.install().assess("xx-cycling", 2025, Situation.of(FACTS))
    found = a.criteria["equipment"]
    assert (found.outcome.value, found.needs_day) == ("unknown", True)
    assert assessment_record(a, "en").eligibility_text.endswith(WITHOUT_A_DAY)
    assert a.missing_facts == ()
    assert a.benefits["bonus"].needs_day
    assert not a.benefits["grant"].needs_day
    assert (a.amount.certain, a.amount.possible) == (a.benefits["grant"].amount.certain, a.amount.possible)


@pytest.mark.parametrize(("on", "outcome"), [(date(2025, 2, 27), "not_met"), (date(2025, 2, 28), "met")])
def test_the_day_that_is_given_decides_and_is_replayed(aged: Any, on: date, outcome: str) -> None:
    a = aged.install().assess("xx-cycling", 2025, Situation.of(FACTS), as_of=on)
    assert a.criteria["equipment"].outcome.value == outcome
    assert WITHOUT_A_DAY not in assessment_record(a, "en").eligibility_text
    again = pickle.loads(pickle.dumps(a))  # noqa: S301  # of our own making
    assert again.criteria["equipment"].outcome == a.criteria["equipment"].outcome


@pytest.mark.parametrize(
    "check", ["reachable", "maximum", "amounts", "asking", "unknown", "advice", "table_equals_single"]
)
def test_what_the_solver_finds_is_held_against_the_laws_on_the_day_that_it_found(aged: Any, check: str) -> None:
    assert [finding for finding in aged.findings(check, cases=False) if finding.severity != "note"] == []
