"""The calendar: read back by two other libraries, no day is moved, and the next one updates the last."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from incentives import Catalogue, InvalidArgument, MissingExtra, Situation, Timeline, timeline_of
from incentives.report.agenda import Whose, agenda, marks_ahead
from incentives.report.timelined import is_shown
from random_situations import situations_of_all_editions

BORDER = Path(__file__).parents[3] / "examples" / "border.toml"
SEEN = date(2026, 11, 22)
MADE = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
CAMILLE = Whose("camille", "Camille")
Days = dict[str, tuple[date | None, date | None]]
Written = Callable[..., str]


@pytest.fixture
def written(catalogue: Catalogue) -> Written:
    """`written(whose, language, made_at, situation, day)`: a calendar of the border example, as text."""

    def of(
        whose: Whose = CAMILLE,
        language: str = "en",
        made_at: datetime = MADE,
        situation: Situation | None = None,
        day: date = SEEN,
    ) -> str:
        rows = catalogue.assess_all(situation or Situation.read(BORDER), range(2024, 2027), day)
        return agenda(timeline_of(rows), whose, made_at, language, catalogue).decode()

    return of


def days_in_ical(text: str) -> Days:
    return {str(event.uid): (event.dtstart, event.dtend) for event in IcsCalendarStream.calendar_from_ics(text).events}


def days_in_vobject(text: str) -> Days:
    events = vobject.readOne(text).vevent_list
    return {event.uid.value: (event.dtstart.value, event.dtend.value) for event in events}


def marked(line: Timeline, whose: Whose) -> Days:
    """What must be read: each day that is not over, to the next one, which is not in it any more."""
    return {
        str(whose.name_of(year.scheme, year.year, mark.deed)): (mark.day, mark.day + timedelta(days=1))
        for year in line.years
        if is_shown(year, ())
        for mark in marks_ahead(year)
    }


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_both_readers_find_the_days_of_the_timeline_and_none_is_moved(catalogue: Catalogue, written: Written) -> None:
    line = timeline_of(catalogue.assess_all(Situation.read(BORDER), range(2024, 2027), SEEN))
    expected = marked(line, CAMILLE)
    assert days_in_ical(written()) == days_in_vobject(written()) == expected
    assert min(day for day, _ in expected.values() if day) == date(2026, 12, 31)


def test_every_day_that_is_still_to_come_is_an_event_for_every_edition_and_situation(catalogue: Catalogue) -> None:
    written = 0
    for scheme, year, situation, day in situations_of_all_editions(catalogue, each=2):
        line = timeline_of([catalogue.assess(scheme, year, situation, day)])
        if expected := marked(line, CAMILLE):
            written += 1
            text = agenda(line, CAMILLE, MADE, "en", catalogue).decode()
            assert days_in_ical(text) == days_in_vobject(text) == expected
    assert written >= 10


def test_events_last_all_day_and_say_where_they_end(written: Written) -> None:
    lines = lines_of(written())
    starts = [line for line in lines if line.startswith("DTSTART")]
    ends = [line for line in lines if line.startswith("DTEND")]
    assert len(starts) == len(ends) == lines.count("BEGIN:VEVENT")
    assert all(re.fullmatch(r"DT(START|END);VALUE=DATE:\d{8}", line) for line in [*starts, *ends])
    assert "BEGIN:VTODO" not in lines


def test_the_next_calendar_updates_the_last_one(written: Written) -> None:
    """Same names; later by each of the ways in which programs tell; what was done in between says so."""
    before, later = written(), written(made_at=MADE + timedelta(hours=1))
    assert days_in_ical(before).keys() == days_in_ical(later).keys()
    for key in ("DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"):
        first, second = (next(line for line in lines_of(text) if line.startswith(key)) for text in (before, later))
        assert first < second
    text = BORDER.read_text("utf-8").replace("fr.scor.transmissions = 0\n", "fr.scor.transmissions = 3\n")
    done = written(situation=Situation.from_toml(text.encode()), made_at=MADE + timedelta(hours=2))
    assert days_in_ical(done) == days_in_ical(before)
    name = str(CAMILLE.name_of("fr-fami", 2026, "deadline.scor"))
    told = [{str(e.uid): e for e in IcsCalendarStream.calendar_from_ics(one).events}[name] for one in (before, done)]
    assert [(event.summary, len(event.alarm)) for event in told] == [
        ("FAMI (France) 2026: last day for: Use of SCOR (planned)", 3),
        ("FAMI (France) 2026: last day for: Use of SCOR (planned; met so far)", 0),
    ]


def test_names_depend_on_the_id_alone_and_two_practitioners_share_none(written: Written) -> None:
    camille, renamed, other = (
        days_in_ical(written(Whose(id, label)))
        for id, label in (("camille", "Camille"), ("camille", "C. Martin"), ("robin", "Camille"))
    )
    assert camille.keys() == renamed.keys()
    assert camille.keys().isdisjoint(other)
    assert days_in_ical(written(language="fr")).keys() == camille.keys()


def test_the_name_of_an_event_never_changes() -> None:
    """A new name would make every event of every calendar that was ever imported appear twice."""
    name = CAMILLE.name_of("fr-fami", 2026, "deadline.scor")
    assert str(name) == "892c187e-8233-5500-9733-5c351b58e884"


def test_what_is_planned_or_not_known_is_tentative_and_says_so(written: Written) -> None:
    read = IcsCalendarStream.calendar_from_ics(written()).events
    events = {str(event.summary): event.status for event in read}
    tentative = {summary for summary, status in events.items() if status == "TENTATIVE"}
    assert tentative == {summary for summary in events if re.search(r"\((planned|day not (certain|known))", summary)}
    assert "Telematics premium 2026: last day for: Membership of the convention (met so far)" in set(events) - tentative
    assert "FAMI (France) 2026: requests can open from today on (day not known)" in tentative


def test_one_is_reminded_in_the_morning_of_what_is_to_do_and_never_before_today(written: Written) -> None:
    events = IcsCalendarStream.calendar_from_ics(written(day=date(2026, 12, 20))).events
    (scor,) = (event for event in events if event.uid == str(CAMILLE.name_of("fr-fami", 2026, "deadline.scor")))
    morning = timedelta(hours=9)
    assert [alarm.trigger for alarm in scor.alarm] == [morning - timedelta(days=7), morning - timedelta(days=1)]
    assert "TRIGGER:-P6DT15H" in lines_of(written())


def test_nothing_personal_is_in_it_but_the_label(written: Written) -> None:
    text = " ".join(lines_of(written()))
    assert "Camille" in text
    assert "€" not in text
    for answer in ("455", "640", "1950", "2015", "camille\n"):
        assert answer not in re.sub(r"(UID|SEQUENCE|DTSTAMP|LAST-MODIFIED|TRIGGER|DT\w+;VALUE=DATE):\S+", "", text)
    assert "Camille" not in written(Whose("camille"))


def test_lines_that_a_label_or_a_wording_could_break_are_kept_together(written: Written) -> None:
    text = written(Whose("x", "A\nBEGIN:VEVENT\r\nEND:VCALENDAR; B, \\n \x07 é"))
    names = {vobject.readOne(text).contents[key][0].value for key in ("name", "x-wr-calname")}
    assert len(names) == 1
    assert re.fullmatch(r"Incentive schemes: A.+; B, .+ é", names.pop())
    assert len(days_in_ical(text)) == len(days_in_ical(written()))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\x07" not in text


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("fr", "FAMI (France) 2026\u00a0: dernier jour pour\u00a0: Utilisation de SCOR (prévisionnel)"),
        ("nl", "FAMI (Frankrijk) 2026: laatste dag voor: Gebruik van SCOR (gepland)"),
    ],
)
def test_it_speaks_the_language_of_the_reader(written: Written, language: str, summary: str) -> None:
    events = IcsCalendarStream.calendar_from_ics(written(language=language)).events
    assert summary in {event.summary for event in events}


def test_without_a_day_to_come_there_is_no_calendar(catalogue: Catalogue) -> None:
    line = timeline_of([catalogue.assess("be-inami-software", 2022, Situation.of({}), SEEN)])
    with pytest.raises(InvalidArgument, match="nothing was written"):
        agenda(line, CAMILLE, MADE, "en", catalogue)


def test_a_missing_library_is_named_with_the_way_to_install_it(
    catalogue: Catalogue, take_away: Callable[[str], None]
) -> None:
    take_away("icalendar")
    with pytest.raises(MissingExtra, match=r"icalendar is missing.*incentives\[calendar\]"):
        agenda(timeline_of([]), CAMILLE, MADE, "en", catalogue)
