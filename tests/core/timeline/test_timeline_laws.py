"""What holds of the timeline of every edition and situation: it says nothing that the assessment doesn't."""

from collections.abc import Iterator
from datetime import date

import pytest
from incentives import (
    Amount,
    Assessment,
    Catalogue,
    Certainty,
    CourseYear,
    DeedState,
    MarkKind,
    MoneyState,
    Outcome,
    RequestStatus,
    WindowStatus,
    timeline_of,
)
from random_situations import situations_of_all_editions

Found = list[tuple[Assessment, CourseYear]]


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> Found:
    """Each assessment, with the year of the timeline that is made of it."""
    return list(_found(catalogue))


def _found(catalogue: Catalogue) -> Iterator[tuple[Assessment, CourseYear]]:
    for scheme, year, situation, day in situations_of_all_editions(catalogue, each=4):
        assessment = catalogue.assess(scheme, year, situation, day)
        (course,) = timeline_of([assessment]).courses
        (only,) = course.years
        yield assessment, only


def test_every_edition_is_among_them(catalogue: Catalogue, found: Found) -> None:
    assert {(a.scheme.id, a.year) for a, _ in found} == {
        (scheme.id, year) for scheme in catalogue for year in scheme.years
    }


def test_each_day_is_one_of_the_edition_and_none_is_left_out(found: Found) -> None:
    for a, year in found:
        application, days = a.edition.application, set[date | None]()
        for criterion in a.edition.criteria:
            if criterion.standing == "asked":
                days |= {criterion.deadline, criterion.advise_by}
        if (window := application.window) is not None:
            days |= {window.days.opens, window.days.open_by, window.days.closes, window.days.closes_at_latest}
            days.add(window.advise_by)
            if window.days.within is not None:
                days.add(window.days.within.start if window.days.opens is None else None)
                is_closing_known = window.days.closes or window.days.closes_at_latest
                days.add(None if is_closing_known else window.days.within.end)
        if application.payment.period is not None:
            days |= {application.payment.period.start, application.payment.period.end}
        assert {mark.day for mark in year.marks} == days - {None}, (a.scheme.id, a.year)


def test_each_last_day_is_that_of_its_criterion(found: Found) -> None:
    for a, year in found:
        days = {one.criterion: one.day for one in year.deadlines}
        assert days == {
            id: day
            for id, one in a.criteria.items()
            if (day := one.criterion.deadline) and one.criterion.condition is not None
        }


def test_a_deed_has_one_name_within_its_year(found: Found) -> None:
    for _, year in found:
        deeds = [mark.deed for mark in year.marks]
        assert len(deeds) == len(set(deeds))


def test_the_money_is_what_will_be_paid_and_what_was_received(found: Found) -> None:
    for a, year in found:
        assert (year.payable, year.received) == (a.payable, a.received)
        assert (year.payment.state is MoneyState.CERTAIN) == (a.payable.certain != 0)
        if year.payment.state in {MoneyState.RECEIVED, MoneyState.NOTHING}:
            assert a.payable == Amount(a.payable.certain * 0, a.payable.certain * 0, a.payable.certain * 0, "EUR")


def test_what_is_met_is_done_and_what_is_to_do_can_still_be_done(found: Found) -> None:
    states = set()
    for a, year in found:
        for one in year.deadlines:
            result = a.criteria[one.criterion]
            states.add(one.state)
            assert (one.state is DeedState.DONE) == (result.outcome is Outcome.MET)
            if one.state is DeedState.TO_DO:
                assert result.still_open
                assert a.payable.reachable != 0
            if one.state is DeedState.MISSED:
                assert result.outcome is Outcome.NOT_MET
                assert not result.still_open
    assert states == set(DeedState)


def test_a_request_is_to_do_exactly_where_some_benefit_waits_for_it(found: Found) -> None:
    for a, year in found:
        waiting = {
            one.request
            for one in a.benefits.values()
            if one.is_reachable and one.payable.reachable != 0 and not (one.is_received or one.is_refused)
        }
        if year.request is not None:
            assert year.request.status == a.application.status
            is_open = year.request.status is not WindowStatus.CLOSED
            can = RequestStatus.TO_DO in waiting or (RequestStatus.INVALID in waiting and is_open)
            assert (year.request.state is DeedState.TO_DO) == can
        else:
            assert a.edition.application.window is None


def test_days_are_stated_only_where_a_text_gives_them_firmly(found: Found) -> None:
    for a, year in found:
        dated, payment = a.edition.application.window, year.payment
        if year.request is not None and dated is not None:
            is_given = dated.days.closes is not None
            assert (year.request.certainty is Certainty.STATED) == (is_given and dated.is_firm)
            assert (year.request.certainty is Certainty.UNKNOWN) == (not is_given)
        assert (payment.certainty is Certainty.UNKNOWN) == (payment.period is None)
        bounds = {MarkKind.OPENS_AFTER, MarkKind.CLOSES_BEFORE, MarkKind.PRUDENT}
        assert {mark.certainty for mark in year.marks if mark.kind in bounds} <= {Certainty.UNKNOWN}


def test_a_safer_day_is_never_after_the_day_by_the_rule(found: Found) -> None:
    for _, year in found:
        days = {(mark.kind, mark.criterion): mark.day for mark in year.marks}
        for (kind, criterion), day in days.items():
            if kind is MarkKind.ADVISED:
                assert day < days[MarkKind.DEADLINE, criterion]
