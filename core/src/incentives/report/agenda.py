"""A timeline as a calendar that other programs import: every day of it is one event, known again at the next import.

Nothing of the answers given is in it: no amount, no count; of the practitioner the label alone.
"""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from attrs import frozen

from incentives.catalogue import Catalogue
from incentives.errors import InvalidArgument, needing_extra
from incentives.hints import harmless
from incentives.report.parts import reached
from incentives.report.timelined import deed_text, is_shown, request_text
from incentives.report.worded import worded
from incentives.timeline import Certainty, CourseYear, DeedState, Mark, MarkKind, MoneyState, Timeline
from incentives.wording import Speech, formats
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

OURS = UUID("a3a91957-7449-4208-a022-aaacaac0c2e6")  # never to be changed: it is in the name of every event
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # the same: revisions are counted in seconds from here
MORNING = timedelta(hours=9)
# How long before the day one is reminded, at nine in the morning; nothing where there is nothing to do.
REMINDERS = {
    MarkKind.DEADLINE: (28, 7, 1),
    MarkKind.ADVISED: (7,),
    MarkKind.OPENS: (0,),
    MarkKind.OPEN_BY: (0,),
    MarkKind.OPENS_AFTER: (0,),
    MarkKind.PRUDENT: (28, 7, 1),
    MarkKind.CLOSES: (28, 7, 1),
    MarkKind.CLOSES_AT_LATEST: (1,),
    MarkKind.CLOSES_BEFORE: (28, 7, 1),
    MarkKind.PAYMENT_ENDS: (0,),
}
PENDING = {DeedState.TO_DO, DeedState.UNSETTLED, MoneyState.CERTAIN, MoneyState.POSSIBLE, MoneyState.REACHABLE}


@frozen
class Whose:
    """Whose calendar it is.

    Attributes:
        id: what its events are known by again; never in the calendar itself.
        label: a name to print, if any.
    """

    id: str
    label: str | None = None

    def name_of(self, *parts: object) -> UUID:
        """The name of an event: always the same for the same parts, and telling nobody whose it is."""
        return uuid5(OURS, json.dumps([self.id, *parts]))


def check_can_write() -> None:
    """Find out before any work whether there is a library to write calendars with.

    Raises:
        MissingExtra: if there is none.
    """
    with needing_extra("calendar"):
        import icalendar
    del icalendar


def agenda(
    line: Timeline,
    whose: Whose,
    made_at: datetime,
    language: str,
    catalogue: Catalogue,
    *,
    named: Collection[str] = (),
) -> bytes:
    """The calendar of the days of a timeline that are not over yet, as RFC 5545 has it.

    Args:
        line: the timeline.
        whose: whose it is.
        made_at: when, with a time zone; of two calendars the later one is believed.
        language: of its words.
        catalogue: in which schemes that cannot be worded are recorded.
        named: the schemes that were asked for by their ids: they stand in it even where nothing is told of them.

    Raises:
        MissingExtra: if there is no library to write it with.
        InvalidArgument: if there is no day to write.
    """
    check_can_write()
    calendar, speech = _calendar(whose, made_at, language), Speech(language)
    for year in line.years:
        if is_shown(year, named):
            build = partial(_events, year, whose, speech, made_at)
            for event in worded(build, catalogue, year.scheme, year.year) or ():
                calendar.add_component(event)
    if not calendar.subcomponents:
        raise saying(InvalidArgument, Said.of("nothing_for_calendar"))
    return bytes(calendar.to_ical(sorted=False))


def _calendar(whose: Whose, made_at: datetime, language: str) -> "Calendar":
    from icalendar import Calendar, vText

    speech, calendar = Speech(language), Calendar()
    title = speech.say("calendar", "title")
    if whose.label is not None:
        title = speech.say("calendar", "title_of", who=harmless(whose.label))
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//incentives//calendar//{language.upper()}")
    calendar.add("uid", str(whose.name_of()))
    calendar.add("last-modified", made_at)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(title))  # of itself, the library would not write a comma as the format wants it
    return calendar


def _stamp(event: "Event", made_at: datetime) -> None:
    """When it was made, in the ways by which programs tell which of two events of one name is the later."""
    event.add("dtstamp", made_at)
    event.add("last-modified", made_at)
    event.add("sequence", max(int((made_at - BEGINNING).total_seconds()), 0))


def _events(year: CourseYear, whose: Whose, speech: Speech, made_at: datetime) -> list["Event"]:
    from icalendar import Event

    events, own = [], year.assessment.speech(speech.language)
    name = speech.say("timeline", "single", scheme=own.say("scheme", "short"), year=str(year.year))
    for mark in marks_ahead(year):
        event, summary = Event(), harmless(_summary(mark, name, year, own))
        event.add("uid", str(whose.name_of(year.scheme, year.year, mark.deed)))
        event.add("dtstart", mark.day)
        event.add("dtend", mark.day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", "\n".join(map(harmless, _description(mark, year, whose, own))))
        event.add("status", "CONFIRMED" if mark.certainty is Certainty.STATED else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        for before in _reminders(mark, year):
            event.add_component(_alarm(before, summary))
        _stamp(event, made_at)
        events.append(event)
    return events


def marks_ahead(year: CourseYear) -> list[Mark]:
    """The days that are not over yet; without a day on which it is asked, all of them."""
    as_of = year.assessment.as_of
    return [mark for mark in year.marks if as_of is None or mark.day >= as_of]


def _summary(mark: Mark, name: str, year: CourseYear, speech: Speech) -> str:
    criterion = speech.say("criteria", mark.criterion, "name") if mark.criterion else ""
    what = speech.say("calendar", "what", mark.kind.value, criterion=criterion)
    summary = speech.say("calendar", "summary", name=name, what=what)
    sure = None if mark.certainty is Certainty.STATED else speech.say("calendar", "certainty", mark.certainty.value)
    marks = [text for text in (sure, _state(mark, year, speech)) if text]
    if not marks:
        return summary
    return speech.say("calendar", "marked", summary=summary, marks=speech.say("labels", "between").join(marks))


def _state(mark: Mark, year: CourseYear, speech: Speech) -> str | None:
    """What has become of it, where that is not simply still to do or to come."""
    if mark.state in {DeedState.TO_DO, MoneyState.CERTAIN}:
        return None
    if isinstance(mark.state, MoneyState):
        return speech.say("calendar", "money", mark.state.value)
    if not mark.criterion:
        return speech.say("calendar", "request", mark.state.value)
    return next(deed_text(one, speech) for one in year.deadlines if one.criterion == mark.criterion)


def _description(mark: Mark, year: CourseYear, whose: Whose, speech: Speech) -> Iterator[str]:
    a = year.assessment
    if whose.label is not None:
        yield speech.say("calendar", "of", who=whose.label)
    if mark.criterion and (remedy := a.criteria[mark.criterion].remedy(speech.language)):
        yield remedy
    if isinstance(mark.state, DeedState) and not mark.criterion and year.request is not None:
        yield request_text(year, year.request, speech)
        yield speech.say("calendar", "where", channel=speech.say("channels", a.application.channel, "name"))
    if mark.state in PENDING and a.application.contacts:
        contacts = ((speech.say("contacts", one.id, "name"), one.phone, one.email) for one in a.application.contacts)
        told = speech.say("labels", "between").join(reached(*one) for one in contacts)
        yield speech.say("calendar", "ask", contacts=told)
    if a.as_of is None:
        yield speech.say("calendar", "seen_undated")
    else:
        yield speech.say("calendar", "seen", date=formats.day(a.as_of, speech.language))


def _reminders(mark: Mark, year: CourseYear) -> Iterator[timedelta]:
    """How far from the beginning of the day one is reminded, where there is something to do and time for it."""
    as_of = year.assessment.as_of
    if mark.state not in PENDING:
        return
    for days in REMINDERS.get(mark.kind, ()):
        if as_of is None or mark.day - timedelta(days=days) > as_of:
            yield MORNING - timedelta(days=days)


def _alarm(before: timedelta, text: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", before)
    return alarm
