"""The practitioner on both sides of the border, on 22 November 2026: every day from the texts, written by hand.

Texts: the guide of 2025 (indicators on 31 December of the year, declaring planned from 12 January to 2 March 2026, the
payment in the second quarter of 2026), from which 2026 is concluded; the notes of 26 March 2024 (software aid: asked
and paid in the year after; Pro-Q-Kiné: a cycle from 2022 to 2024, closed on the last day of February, paid in the year
after).
"""

from datetime import date
from pathlib import Path

import pytest
from incentives import (
    Catalogue,
    Certainty,
    Course,
    CourseYear,
    DeedState,
    MoneyState,
    Period,
    Phase,
    Situation,
    Timeline,
    Window,
    timeline_of,
)

BORDER = Path(__file__).parents[3] / "examples" / "border.toml"
SEEN = date(2026, 11, 22)


@pytest.fixture(scope="module")
def line(catalogue: Catalogue) -> Timeline:
    return timeline_of(catalogue.assess_all(Situation.read(BORDER), range(2024, 2027), SEEN))


def of(line: Timeline, scheme: str, year: int) -> CourseYear:
    (found,) = (one for one in line.years if (one.scheme, one.year) == (scheme, year))
    return found


def states(year: CourseYear) -> dict[str, str]:
    return {one.criterion: one.state.value for one in year.deadlines}


def test_fami_2026_is_running_and_four_deeds_are_to_do_by_the_last_day_of_the_year(line: Timeline) -> None:
    year = of(line, "fr-fami", 2026)
    assert year.phase is Phase.RUNNING
    assert {one.day for one in year.deadlines} == {date(2026, 12, 31)}
    assert {one.certainty for one in year.deadlines} == {Certainty.PLANNED}  # the rules of 2026 are only announced
    to_do = {id for id, state in states(year).items() if state == "to_do"}
    assert to_do == {"sesam_vitale", "scor", "video", "devices"}
    assert {state for id, state in states(year).items() if id not in to_do} == {"done"}
    assert year.request is not None
    assert year.request.days == Window(within=Period(date(2027, 1, 1), date(2027, 3, 31)))
    assert (year.request.certainty, year.request.state) == (Certainty.UNKNOWN, DeedState.TO_DO)
    assert year.payment.period == Period(date(2027, 4, 1), date(2027, 6, 30))
    assert (year.payment.certainty, year.payment.state) == (Certainty.INFERRED, MoneyState.REACHABLE)
    assert [year.payable.certain, year.payable.possible, year.payable.reachable] == [0, 0, 1115]


def test_fami_2025_was_declared_in_a_planned_window_and_is_paid(line: Timeline) -> None:
    year = of(line, "fr-fami", 2025)
    assert year.phase is Phase.OVER
    assert year.request is not None
    assert (year.request.days.opens, year.request.days.closes) == (date(2026, 1, 12), date(2026, 3, 2))
    assert (year.request.certainty, year.request.state) == (Certainty.PLANNED, DeedState.DONE)
    assert year.payment.period == Period(date(2026, 4, 1), date(2026, 6, 30))
    assert year.payment.state is MoneyState.RECEIVED
    assert [year.payable.reachable, year.received.possible] == [0, 590]


def test_the_software_aid_of_2025_can_perhaps_still_be_requested_until_the_year_ends(line: Timeline) -> None:
    year = of(line, "be-inami-software", 2025)
    assert year.phase is Phase.PERHAPS_OPEN
    assert year.request is not None
    assert year.request.days == Window(within=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert year.request.advise_by == date(2026, 10, 31)  # nurses' and dentists' periods closed on that day
    assert (year.request.certainty, year.request.state) == (Certainty.UNKNOWN, DeedState.TO_DO)
    assert year.payment.period == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert states(year)["convention"] == "unsettled"  # no convention covered the whole of 2025
    assert [year.payable.possible, year.payable.reachable] == [0, 800]


def test_the_software_aid_of_2026_needs_more_acts_by_the_last_day_of_the_year(line: Timeline) -> None:
    year = of(line, "be-inami-software", 2026)
    assert (year.phase, states(year)["activity"]) == (Phase.RUNNING, "to_do")
    assert {one.day for one in year.deadlines} == {date(2026, 12, 31)}
    assert year.payable.reachable == 800


def test_the_cycle_of_three_years_is_one_course(line: Timeline) -> None:
    courses: list[Course] = [course for course in line.courses if course.scheme == "be-proqkine"]
    (course,) = courses
    assert course.period == Period(date(2022, 1, 1), date(2024, 12, 31))
    assert course.cycle is not None
    assert course.cycle.length == 3
    (year,) = course.years
    assert year.year == 2024
    assert {(one.day, one.advise_by) for one in year.deadlines} == {(date(2025, 2, 28), None)}
    assert year.request is None  # the association sends a list: nothing is requested
    assert year.payment.period == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert [year.phase, year.received.possible] == [Phase.OVER, 2000]


def test_of_fami_2024_nothing_is_told_and_of_the_years_after_the_cycle_nothing_is_known(line: Timeline) -> None:
    assert [(one.scheme, one.year) for one in line.years if not one.is_told] == [("fr-fami", 2024)]
    assert [(row.scheme.id, row.year) for row in line.not_assessed] == [("be-proqkine", 2025), ("be-proqkine", 2026)]


def test_it_goes_from_the_first_day_of_the_cycle_to_the_last_on_which_the_aid_of_2026_can_be_paid(
    line: Timeline,
) -> None:
    assert line.period == Period(date(2022, 1, 1), date(2027, 12, 31))
