"""What deeds can still bring about, as a condition: each told fact by what can still become of it."""

from datetime import date
from typing import Any

import pytest
from incentives import NO_DAY, Expression, Fact, Known, all_of, any_of, at_least, evaluate, when
from incentives.assessment.reachable import Reach
from incentives.rules.expressions import Follows

TODAY = date(2025, 9, 1)
A, B, C = (Fact.yes_no(f"xx.{id}", fixed=True) for id in "abc")
FREE = Fact.yes_no("xx.free")
LOST = Fact.yes_no("xx.lost", irreversible=(False,))
EARNED = Fact.yes_no("xx.earned", irreversible=(True,))
COUNT = Fact.count("xx.count", unit="acts")
PAPER = Fact.choice("xx.paper", ("none", "sent"), handed_in=True)
DAY = Fact.day("xx.day")
LADDER = Fact.ordered_choice("xx.ladder", ("low", "middle", "high"), irreversible=("high",))
FORMS = Fact.set_of("xx.forms", ("house", "team", "network"), irreversible=("house", "team"))


def reached(condition: Expression, *, late: bool = False, **told: Any) -> Any:
    known = Known(2025, {}, {2025: {f"xx.{id}": value for id, value in told.items()}})
    return evaluate(Reach(2025, TODAY, handed_in_only=late).to(condition), known)


@pytest.mark.parametrize(
    ("condition", "told", "expected"),
    [
        (A, {"a": False}, False),
        (A, {}, None),
        (FREE, {"free": False}, True),
        (FREE, {}, True),  # whatever it is, a deed can make it so
        (COUNT >= 5, {"count": 0}, True),
        (LOST, {"lost": False}, False),
        (LOST, {}, None),
        (~LOST, {"lost": True}, True),
        (EARNED, {"earned": False}, True),
        (~EARNED, {"earned": True}, False),
        (FREE.at(-1), {}, None),  # of a year that is over
        (A & FREE, {"a": False, "free": True}, False),
        (A | FREE, {"a": False, "free": False}, True),
        (~(A | FREE), {"a": True}, False),
        (~(A & B), {"a": True, "b": True}, False),
        (at_least(2, A, B, C), {"a": True, "b": False, "c": False}, False),
        (~at_least(2, A, B, C), {"a": True, "b": True}, False),
        (all_of(when(A).then(B).otherwise(FREE)), {"a": True, "b": False}, False),
        (all_of(when(A).then(B).otherwise(FREE)), {"a": False, "b": False}, True),
        (any_of(A, Follows(B, C, A)), {"a": False, "c": True}, True),
        (Follows(FREE, C, A), {"a": True, "free": False}, True),
        (date(2025, 12, 31) >= DAY, {"day": NO_DAY}, True),
        (date(2025, 8, 1) >= DAY, {"day": NO_DAY}, False),  # which has passed
        (date(2025, 8, 1) >= DAY, {"day": date(2025, 8, 2)}, False),
        (DAY.month == 12, {"day": NO_DAY}, True),
        (LADDER == "low", {"ladder": "middle"}, True),
        (LADDER == "low", {"ladder": "high"}, False),
        (LADDER == "low", {}, None),
        (FORMS.contains_any(["team"]), {"forms": frozenset({"house"})}, True),  # what is not in it can be added
        (~FORMS.contains_any(["house", "network"]), {"forms": frozenset({"house"})}, False),
        (~FORMS.contains_any(["house", "network"]), {"forms": frozenset({"network"})}, True),
        (~FORMS.contains_all(["house", "team"]), {"forms": frozenset({"house", "team"})}, False),
        (~FORMS.contains_all(["house", "network"]), {"forms": frozenset({"house", "network"})}, True),
    ],
)
def test_a_deed_helps_as_long_as_what_is_told_can_still_change(
    condition: Expression, told: dict[str, Any], expected: bool | None
) -> None:
    assert reached(condition, **told) is expected


def test_once_the_deadline_has_passed_only_papers_can_be_sent() -> None:
    assert reached(FREE & (PAPER == "sent"), late=True, free=False, paper="none") is False
    assert reached(FREE & (PAPER == "sent"), late=True, free=True, paper="none") is True
