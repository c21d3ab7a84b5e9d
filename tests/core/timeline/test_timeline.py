"""Timelines of single years: where one stands on each day, safer days, papers that can still be sent, refusals."""

import pickle
from datetime import date

import pytest
from incentives import (
    Assessment,
    Catalogue,
    Certainty,
    CourseYear,
    DeedState,
    InvalidArgument,
    MarkKind,
    Phase,
    Situation,
    timeline_of,
)


def seen(catalogue: Catalogue, scheme: str, year: int, day: date | None, **told: object) -> CourseYear:
    data = {"practitioner": {"profession": "physiotherapist"}, **told}
    (course,) = timeline_of([catalogue.assess(scheme, year, Situation.of(data), day)]).courses
    return course.years[0]


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2024, 12, 31), Phase.AHEAD),
        (date(2025, 1, 1), Phase.RUNNING),
        (date(2025, 12, 31), Phase.RUNNING),
        (date(2026, 1, 1), Phase.WAITING),
        (date(2026, 1, 12), Phase.OPEN),
        (date(2026, 3, 2), Phase.OPEN),
        (date(2026, 3, 3), Phase.PAYING),
        (date(2026, 6, 30), Phase.PAYING),
        (date(2026, 7, 1), Phase.OVER),
        (None, None),
    ],
)
def test_where_one_stands_in_the_course_of_fami_2025(
    catalogue: Catalogue, day: date | None, phase: Phase | None
) -> None:
    assert seen(catalogue, "fr-fami", 2025, day).phase is phase


@pytest.mark.parametrize(
    ("scheme", "year", "day", "phase"),
    [
        ("be-proqkine", 2023, date(2024, 2, 29), Phase.FINISHING),
        ("be-proqkine", 2023, date(2024, 3, 1), Phase.PAYING),
        ("be-inami-software", 2024, date(2025, 6, 1), Phase.PERHAPS_OPEN),
        ("fr-fami", 2020, date(2021, 3, 3), Phase.PAYMENT_UNKNOWN),
    ],
)
def test_where_one_stands_where_the_texts_give_less(
    catalogue: Catalogue, scheme: str, year: int, day: date, phase: Phase
) -> None:
    assert seen(catalogue, scheme, year, day).phase is phase


def test_in_a_leap_year_the_last_day_of_february_has_a_safer_day_before_it(catalogue: Catalogue) -> None:
    year = seen(catalogue, "be-proqkine", 2023, date(2023, 11, 1))
    assert {(one.day, one.advise_by) for one in year.deadlines} == {(date(2024, 2, 29), date(2024, 2, 28))}
    kinds = [mark.kind for mark in year.marks if mark.criterion == "enrolment"]
    assert kinds == [MarkKind.ADVISED, MarkKind.DEADLINE]


def test_the_years_of_a_cycle_stand_together_and_other_years_alone(catalogue: Catalogue) -> None:
    told = Situation.of({"be": {"inami_number": True}, 2023: {"be.proqkine.general_met": True}})
    line = timeline_of(catalogue.assess_all(told, range(2022, 2025), date(2024, 1, 1)))
    years = {course.scheme: [year.year for year in course.years] for course in line.courses}
    assert years["be-proqkine"] == [2022, 2023, 2024]
    assert [course.scheme for course in line.courses].count("fr-fami") == 3


def test_papers_that_can_still_be_sent_are_to_do_after_the_last_day(catalogue: Catalogue) -> None:
    told = {"fr.conventioned": True, "fr.dmp.software": "integrated", "fr.dmp.transactions": 0, "fr.dmp.proof": "none"}
    year = seen(catalogue, "fr-fami", 2025, date(2026, 2, 1), **{"2025": told})
    (dmp,) = (one for one in year.deadlines if one.criterion == "dmp")
    result = year.assessment.criteria["dmp"]
    assert result.still_open
    assert (dmp.state, dmp.day, dmp.until) == (DeedState.TO_DO, date(2025, 12, 31), date(2026, 3, 2))


def test_without_a_day_everything_is_final(catalogue: Catalogue) -> None:
    year = seen(catalogue, "fr-fami", 2025, None, **{"2025": {"fr.scor.transmissions": 0}})
    assert {one.is_so_far for one in year.deadlines} == {False}
    (scor,) = (one for one in year.deadlines if one.criterion == "scor")
    assert scor.state is DeedState.MISSED


def test_a_request_that_was_not_in_order_is_missed_once_its_time_has_passed(catalogue: Catalogue) -> None:
    lasting = {"be": {"inami_number": True, "first_registered_on": date(2010, 5, 1), "prosante_account": True}}
    year_told = {
        "be.convention.all_year": True,
        "be.acts": 812,
        "be.software.ehealth_registered": True,
        "be.software.commission_approved": True,
        "be.inami_software.requested_on": date(2025, 9, 15),
        "be.inami_software.request_channel": "form",
    }
    states = []
    for day in (date(2025, 10, 1), date(2026, 2, 1)):
        year = seen(catalogue, "be-inami-software", 2024, day, **lasting, **{"2024": year_told})
        assert year.request is not None
        states.append(year.request.state)
    assert states == [DeedState.TO_DO, DeedState.MISSED]


def test_where_no_text_names_the_days_they_are_unknown_and_none_is_made_up(catalogue: Catalogue) -> None:
    year = seen(catalogue, "be-inami-software", 2023, date(2024, 6, 1))
    assert year.request is not None
    assert (year.request.certainty, year.payment.certainty) == (Certainty.UNKNOWN, Certainty.UNKNOWN)
    assert {mark.kind for mark in year.marks} == {MarkKind.DEADLINE}


def test_for_a_profession_that_is_not_covered_nothing_is_to_do(catalogue: Catalogue) -> None:
    told = Situation.of({"practitioner": {"profession": "nurse"}, 2025: {"fr.conventioned": True}})
    (course,) = timeline_of([catalogue.assess("fr-fami", 2025, told, date(2025, 6, 1))]).courses
    (year,) = course.years
    assert year.is_covered is False
    assert {one.state for one in year.deadlines} <= {DeedState.MOOT, DeedState.DONE}


def test_a_timeline_goes_to_another_process(catalogue: Catalogue) -> None:
    line = timeline_of([catalogue.assess("fr-fami", 2025, Situation.of({}), date(2025, 6, 1))])
    back = pickle.loads(pickle.dumps(line))  # noqa: S301  # our own
    assert back == line
    assert back.courses[0].years[0].assessment.year == 2025


def test_an_empty_timeline_has_no_days() -> None:
    line = timeline_of([])
    assert (line.courses, line.period, line.as_of) == ((), None, None)


@pytest.mark.parametrize("rows", [None, 5, ["fr-fami"]])
def test_what_is_no_assessment_is_refused(rows: object) -> None:
    with pytest.raises(InvalidArgument, match="expected assessments"):
        timeline_of(rows)  # type: ignore[arg-type]  # on purpose


def test_assessments_that_are_seen_from_several_days_are_refused(catalogue: Catalogue) -> None:
    def on(day: date) -> Assessment:
        return catalogue.assess("fr-fami", 2025, Situation.of({}), day)

    with pytest.raises(InvalidArgument, match="2025-01-01, 2025-01-02"):
        timeline_of([on(date(2025, 1, 1)), on(date(2025, 1, 2))])
