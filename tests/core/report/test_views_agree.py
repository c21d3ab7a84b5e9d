"""Answer, advice, calendar, timeline and page of random situations: no view contradicts another, or the assessment."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from every_view import Views, flat, seen
from incentives import Amount, Catalogue, DeedState, MarkKind, MoneyState, RequestStatus
from incentives.report.records.person import Place
from incentives.report.timelined import is_shown
from incentives.wording import formats

TO_DO = {Place.NOW, Place.BY, Place.LATER, Place.SPENDING}
OPEN = TO_DO | {Place.TELL_US, Place.SILENT, Place.JUDGED}
PENDING = {DeedState.TO_DO, DeedState.UNSETTLED}
Law = Callable[[Views], None]
LAWS: list[Law] = []


def law(holds: Law) -> Law:
    """What must hold of every row."""
    LAWS.append(holds)
    return holds


# money


@law
def what_is_certain_to_come_and_what_came_is_the_same_everywhere(views: Views) -> None:
    """Money that comes for certain, or came, is one sum in the assessment, the answer, the timeline and the report."""
    for place, amount in ((Place.DONE, views.a.payable.certain), (Place.RECEIVED, views.a.received.possible)):
        assert sum((one.worth or Decimal(0) for one in views.of(place)), Decimal(0)) == amount
    assert (views.year.payable, views.year.received) == (views.a.payable, views.a.received)
    assert views.row.payable.certain == views.a.payable.certain
    assert views.row.received.possible == views.a.received.possible


@law
def money_that_can_still_come_stands_in_the_answer(views: Views) -> None:
    """A benefit of which more can come than is certain is something to do, to tell or to wait for; no other one is."""
    more = {id for id, one in views.a.benefits.items() if is_more(one.payable)}
    assert more == views.benefits_in(*OPEN)


def is_more(payable: Amount) -> bool:
    return payable.certain != payable.possible or payable.certain != payable.reachable


@law
def no_thing_in_the_answer_promises_more_than_its_benefits_can_bring(views: Views) -> None:
    """What hangs on one thing is no more than what is in reach of its benefits, or possible."""
    for one in views.of(*OPEN):
        most = sum((at_most(views.a.benefits[id].payable) for id in one.benefits), Decimal(0))
        assert one.worth is not None
        assert 0 < one.worth <= most, one
    assert sum(one.worth or 0 for one in views.of(*TO_DO)) + views.a.payable.certain <= at_most(views.a.payable)


def at_most(payable: Amount) -> Decimal:
    assert payable.possible is not None
    assert payable.reachable is not None
    return max(payable.possible, payable.reachable)


@law
def what_is_too_late_brings_nothing(views: Views) -> None:
    """What the answer calls too late can bring no money, and is nothing to do."""
    late = views.benefits_in(Place.LATE)
    assert not late & views.benefits_in(*OPEN, Place.DONE)
    for id in late:
        payable = views.a.benefits[id].payable
        assert payable.certain == payable.possible == payable.reachable == 0


@law
def the_timeline_says_of_the_money_what_the_answer_says(views: Views) -> None:
    """The money of the timeline is the surest of what the answer names."""
    state = views.year.payment.state
    assert (state is MoneyState.CERTAIN) == bool(views.of(Place.DONE))
    if state in {MoneyState.POSSIBLE, MoneyState.REACHABLE}:
        assert views.of(*OPEN)
    if state in {MoneyState.NOTHING, MoneyState.RECEIVED}:
        assert not views.of(*OPEN, Place.DONE)
    if state is MoneyState.RECEIVED:
        assert views.of(Place.RECEIVED)


@law
def the_amounts_of_a_line_are_the_money_that_hangs_on_it(views: Views) -> None:
    """What a line of the answer names in words is the amount that programs read."""
    for one in views.of(*OPEN, Place.DONE, Place.RECEIVED):
        cents = [int(re.sub(r"\D", "", figure)) for figure in re.findall(r"\d[\d.,\s]*\d", one.money_text)]
        assert Decimal(sum(cents)) / 100 == one.worth, one


@law
def the_sums_are_what_the_answer_names(views: Views) -> None:
    """The sums of the report are those of the lines of its answer: what surely comes, and what came."""
    for place, sums in ((Place.DONE, views.whole.totals), (Place.RECEIVED, views.whole.received)):
        named = [one.worth or Decimal(0) for one in views.whole.answer if one.place is place]
        ends = [one.certain if place is Place.DONE else one.possible or Decimal(0) for one in sums]
        assert sum(named, Decimal(0)) == sum(ends, Decimal(0))


@law
def of_what_nothing_is_told_no_view_says_more_than_that(views: Views) -> None:
    """A row of which nothing is told has one line in the answer, with no money, and no day anywhere."""
    told = [row for one in views.whole.untold for row in one.rows]
    lines = {one.text for one in views.whole.answer if one.place is Place.NOT_COUNTED}
    assert {one.text for one in views.whole.untold} <= lines
    assert all(flat(one.text) in views.page for one in views.whole.untold)
    for row in told:
        named = [one for one in views.whole.answer if (one.scheme, one.years) == (row.scheme, (row.year,))]
        assert {one.place for one in named} <= {Place.BEWARE}
        years = [one for one in views.line.years if (one.scheme, one.year) == (row.scheme, row.year)]
        assert not any(is_shown(year, ()) for year in years)


# days


@law
def no_day_to_act_by_is_over(views: Views) -> None:
    """Whatever day one is told to act by is today or later, and of two the prudent one comes first."""
    for one in views.of(*TO_DO):
        assert all(day >= views.day for day in (one.by, one.safer) if day)
        assert not (one.by and one.safer) or one.safer < one.by
    for deed in views.row.to_do:
        assert all(day >= views.day for day in (deed.by, deed.advise_by) if day), deed
        assert deed.at_latest is None or deed.at_latest >= views.day, deed


@law
def what_is_done_together_is_one_line_of_the_answer(views: Views) -> None:
    """Each set of deeds is one line; what has to be bought for stands apart."""
    if not views.a.is_told or views.a.is_covered is False:
        return
    lines = views.of(*TO_DO)
    assert sorted(one.benefits for one in lines) == sorted(one.benefits for one in views.advice.sets)
    bought = [one.benefits for one in views.advice.sets if one.spending]
    assert all(one.place is Place.SPENDING for one in lines if one.benefits in bought)


@law
def the_day_of_a_deed_is_the_same_everywhere(views: Views) -> None:
    """A deed to meet a criterion has one last day: in the advice, on the timeline, in the calendar, in the answer."""
    marks = {(mark.kind, mark.criterion): mark.day for mark in views.year.marks}
    for one in views.advice.sets:
        if deeds := [deed for deed in one.steps if deed.deadline]:
            (item,) = (it for it in views.of(*TO_DO) if it.benefits == one.benefits)
            assert item.by == min(deed.deadline for deed in deeds if deed.deadline)
    lasts = {one.criterion: one for one in views.year.deadlines}
    for deed in views.steps:
        for id in deed.criteria:
            if id not in lasts:
                assert views.a.criteria[id].criterion.deadline is None
                continue
            last = lasts[id]
            expected = last.day if last.is_so_far else last.until
            assert deed.deadline is None or expected is None or deed.deadline <= expected, (deed, last)
            if len(deed.criteria) == 1 and len(deed.changes) == 1 and deed.changes[0].fact.annual:
                assert deed.deadline == expected, (deed, last)
            if deed.advised and len(deed.criteria) == 1:
                assert marks.get((MarkKind.ADVISED, id)) == deed.advised, (deed, last)


@law
def the_day_of_a_request_is_the_same_everywhere(views: Views) -> None:
    """A request that is advised has the days of the window on the timeline and in the report."""
    marks = {mark.kind: mark.day for mark in views.year.marks if not mark.criterion}
    window = views.row.application.window
    for deed in (deed for one in views.advice.sets for deed in one.requests):
        assert window is not None
        assert deed.deadline == marks.get(MarkKind.CLOSES) == window.closes
        assert deed.advised in {None, marks.get(MarkKind.PRUDENT)}
        assert deed.advised == window.advise_by
        assert deed.earliest in {None, marks.get(MarkKind.OPENS), marks.get(MarkKind.OPENS_AFTER)}, deed


@law
def every_day_to_act_by_is_in_the_calendar(views: Views) -> None:
    """The days of the answer stand in the calendar, with a reminder where there is time for one."""
    days = {event.dtstart for event in views.events.values()}
    for one in views.of(*TO_DO):
        assert {day for day in (one.by, one.safer) if day} <= days, one
    for deed in views.row.to_do:
        assert {day for day in (deed.by, deed.advise_by) if day} <= days, deed
    in_a_month = views.day + timedelta(days=29)
    for mark in views.year.marks:
        is_last = mark.kind in {MarkKind.DEADLINE, MarkKind.CLOSES} and mark.state is DeedState.TO_DO
        if is_last and mark.day >= in_a_month and mark.deed in views.events:
            assert len(views.events[mark.deed].alarm) == 3


@law
def the_calendar_has_the_days_of_the_timeline(views: Views) -> None:
    """Each day that stands on the timeline and isn't over is one event on that day; there is no other."""
    expected = {mark.deed: mark.day for mark in views.year.marks if mark.day >= views.day}
    assert {deed: event.dtstart for deed, event in views.events.items()} == (expected if views.course else {})


@law
def what_brings_money_is_on_the_timeline(views: Views) -> None:
    """A scheme and year that the answer names with money, or a deed, stands on the timeline, and so in the calendar."""
    if views.of(*OPEN, Place.DONE):
        assert views.course is not None


# deeds


@law
def what_is_advised_is_to_do_on_the_timeline(views: Views) -> None:
    """A criterion that the advice would have met is not done, missed or without money on the timeline."""
    states = {one.criterion: one.state for one in views.year.deadlines}
    for deed in views.steps:
        assert {states.get(id, DeedState.TO_DO) for id in deed.criteria} <= PENDING, deed


@law
def what_is_to_do_on_the_timeline_is_advised(views: Views) -> None:
    """What the timeline calls to do, some way to money asks for."""
    advised = {id for deed in views.every_deed for id in deed.criteria}
    found = {one.criterion for one in views.year.deadlines if one.state is DeedState.TO_DO}
    assert found <= advised


@law
def a_request_is_to_make_in_one_view_as_in_the_others(views: Views) -> None:
    """A request that is advised is to be made, or perhaps, on the timeline; and what is to be made there is advised.

    Unless, once the deeds are done, nothing has to be requested any more.
    """
    requests = {id for deed in views.every_deed for id in deed.benefits}
    state = None if views.year.request is None else views.year.request.state
    if requests:
        assert state in PENDING, (requests, state)
    ways = [way for one in views.advice.benefits.values() for way in one.ways]
    unneeded = any(way.after.benefits[way.benefit].request is RequestStatus.NOT_NEEDED for way in ways)
    if state is DeedState.TO_DO:
        assert requests or unneeded, state


@law
def the_list_of_deeds_and_the_answer_say_the_same(views: Views) -> None:
    """What the answer says step by step, the list of all deeds says too."""
    listed = {deed.what for deed in views.row.to_do}
    for deed in views.steps:
        remedies = {views.a.criteria[id].remedy(views.language) for id in deed.criteria} - {None}
        assert remedies, deed
        assert remedies <= listed


@law
def an_event_says_its_deed_in_the_words_of_the_answer(views: Views) -> None:
    """The calendar's event of a last day says what to do by it as the answer does."""
    for deed in views.steps:
        if len(deed.criteria) == 1 and (event := views.events.get(f"deadline.{deed.criteria[0]}")):
            assert flat(deed.text(views.language)) in flat(str(event.description))


@law
def one_thing_is_to_do_now_only_if_it_can_be_done_now(views: Views) -> None:
    """What stands under now can be begun today; what stands under later cannot, since its window opens later."""
    for one in views.advice.sets:
        (item,) = (it for it in views.of(*TO_DO) if it.benefits == one.benefits)
        ahead = [deed for deed in one.requests if deed.earliest and deed.earliest > views.day]
        if item.place is Place.LATER:
            assert ahead
            assert not one.steps
        if item.place is Place.NOW and not one.steps:
            assert not ahead
        assert (item.place is Place.SPENDING) == one.spending


@law
def the_page_says_the_whole_answer(views: Views) -> None:
    """Every sentence and amount of the answer, and every deed and outcome, stands on the page."""
    for one in views.answer:
        for text in (one.text, one.money_text, *one.steps, *one.hints):
            assert flat(text) in views.page, text
    for deed in views.row.to_do:
        assert flat(deed.what) in views.page
    for criterion in views.row.criteria:
        assert flat(criterion.reason) in views.page
    assert views.course is None or flat(views.course) in views.page
    assert views.whole.timeline is not None
    for course in views.whole.timeline.courses:
        for text in (text for year in course.years for text in year.sentences):
            assert flat(text) in views.page, text


@law
def the_words_of_the_timeline_name_the_money_and_the_days(views: Views) -> None:
    """What is still to come, and each day by which something is to be done, stands in the timeline's sentences."""
    assert views.whole.timeline is not None
    courses = [one for one in views.whole.timeline.courses if one.scheme == views.a.scheme.id]
    for year in (year for course in courses for year in course.years if year.year == views.a.year):
        said = " ".join(year.sentences)
        if views.year.payment.state not in {MoneyState.NOTHING, MoneyState.RECEIVED}:
            assert views.row.payable.certain_text in said
            assert views.row.payable.possible_text in said
        days = {one.day for one in views.year.deadlines if one.state is DeedState.TO_DO and one.is_so_far}
        assert all(formats.day(day, views.language) in said for day in days)


@law
def the_word_of_the_summary_is_that_of_the_answer(views: Views) -> None:
    """Nobody is told to be due nothing where the answer names money or a deed, nor the other way round."""
    word, comes = views.row.result, bool(views.of(*OPEN, Place.DONE))
    if word in {"not_eligible", "undetermined_missed", "undetermined_invalid"}:
        assert not comes
    if re.fullmatch("(eligible_)?(received|refused|received_refused)", word):
        assert not comes
    if not comes and not views.of(Place.RECEIVED):
        assert re.search("not_eligible|missed|invalid|refused|no_account", word), word


@pytest.fixture(scope="module")
def views(catalogue: Catalogue) -> list[Views]:
    return list(seen(catalogue, 8, each=1))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_no_view_contradicts_another(views: list[Views], law: Law) -> None:
    for one in views:
        law(one)


def test_they_are_of_many_kinds(catalogue: Catalogue, views: list[Views]) -> None:
    assert {(one.a.scheme.id, one.a.year) for one in views} == {(s.id, year) for s in catalogue for year in s.years}
    places = {item.place for one in views for item in one.answer}
    assert places >= set(Place) - {Place.JUDGED}
    assert {one.year.payment.state for one in views} == set(MoneyState)
