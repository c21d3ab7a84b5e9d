"""Random situations of every edition, seen in every way: assessment, answer, advice, calendar, timeline and page."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

from advised import situations
from attrs import frozen
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from incentives import (
    Advice,
    Assessment,
    Catalogue,
    Deed,
    DeedKind,
    InvalidArgument,
    Situation,
    Timeline,
    compare,
    timeline_of,
)
from incentives.hookspecs import PARTS, Screen
from incentives.report.agenda import Whose, agenda
from incentives.report.compared import compared_body, editions_of
from incentives.report.frame import document
from incentives.report.records import person
from incentives.report.records.person import Answer, Place
from incentives.timeline import CourseYear
from incentives.wording import LANGUAGES
from random_situations import situations_of_all_editions

MADE = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
SOMEONE = Whose("someone")


@frozen
class Views:
    """One scheme and year, seen from one day, in every way; `answer` and `events` are those of this row alone."""

    a: Assessment
    advice: Advice
    answer: tuple[Answer, ...]
    row: person.Assessment
    year: CourseYear
    course: str | None  # what the timeline of the page calls it; None where it is left out
    events: dict[str, Event]  # by the deed of the mark
    page: str
    language: str
    whole: person.Comparison  # the report on all rows
    line: Timeline

    @property
    def day(self) -> date:
        assert self.a.as_of is not None
        return self.a.as_of

    def of(self, *places: Place) -> list[Answer]:
        return [one for one in self.answer if one.place in places]

    def benefits_in(self, *places: Place) -> set[str]:
        return {id for one in self.of(*places) for id in one.benefits}

    @property
    def steps(self) -> list[Deed]:
        """What is advised to meet criteria."""
        return [deed for one in self.advice.sets for deed in one.steps if deed.kind is DeedKind.CRITERION]

    @property
    def every_deed(self) -> list[Deed]:
        """The deeds of every way, not only of the best ones."""
        return [deed for one in self.advice.benefits.values() for way in one.ways for deed in way.deeds]


def views_of(catalogue: Catalogue, situation: Situation, years: list[int], day: date, language: str) -> Iterator[Views]:
    """The views of every row of which something is told and that covers the practitioner."""
    checked = catalogue.check(situation)
    comparison = compare(catalogue.assess_all(checked, years, day))
    line = timeline_of(comparison.rows)
    body = compared_body(comparison, checked, day, language, catalogue, line=line)
    made = document(
        "comparison",
        body,
        language=language,
        today=day,
        catalogue=catalogue,
        editions=editions_of(comparison),
        as_of=day,
    )
    page = said_on(catalogue.render("html", made, Screen(parts=frozenset(PARTS))))
    events = read_back(catalogue, line, language)
    assert body.timeline is not None
    names = {(one.scheme, year.year): one.name for one in body.timeline.courses for year in one.years}
    rows = {(one.scheme, one.year): one for one in body.rows if isinstance(one, person.Assessment)}
    for a in comparison.assessments:
        if not a.is_told or a.is_covered is False:
            continue
        (year,) = (one for one in line.years if (one.scheme, one.year) == (a.scheme.id, a.year))
        yield Views(
            a,
            catalogue.advice(a),
            tuple(one for one in body.answer if one.scheme == a.scheme.id and one.years == (a.year,)),
            rows[a.scheme.id, a.year],
            year,
            names.get((a.scheme.id, a.year)),
            {
                mark.deed: events[name]
                for mark in year.marks
                if (name := str(SOMEONE.name_of(a.scheme.id, a.year, mark.deed))) in events
            },
            page,
            language,
            body,
            line,
        )


def said_on(page: str) -> str:
    """The words of a page, without its marks."""
    return flat(unescape(re.sub(r"<[^>]+>", " ", page)))


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_back(catalogue: Catalogue, line: Timeline, language: str) -> dict[str, Event]:
    try:
        text = agenda(line, SOMEONE, MADE, language, catalogue).decode()
    except InvalidArgument:  # no day to write
        return {}
    return {str(event.uid): event for event in IcsCalendarStream.calendar_from_ics(text).events}


def edge(catalogue: Catalogue, scheme: str, year: int, chance: random.Random) -> date:
    """A day of the edition's course on which something ends or begins, or the day after."""
    (only,) = timeline_of([catalogue.assess(scheme, year, Situation.of({}))]).years
    return chance.choice(only.marks).day + timedelta(days=chance.choice([0, 1]))


def seen(catalogue: Catalogue, seed: object, each: int) -> Iterator[Views]:
    """Of each edition so many people of whom little is told, and twice as many who meet much; each from two days."""
    bare = situations_of_all_editions(catalogue, each)
    told: dict[tuple[str, int], list[tuple[Situation, date]]] = {}
    for scheme, year, situation, day in bare:
        told.setdefault((scheme, year), []).append((situation, day))
    for (scheme, year), people in told.items():
        chance = random.Random(f"{seed} {scheme} {year}")  # noqa: S311  # no secret
        for situation, day in (*people, *situations(catalogue, catalogue.edition(scheme, year), chance, 2 * each)):
            language = chance.choice(LANGUAGES)
            for on in {day, edge(catalogue, scheme, year, chance)}:
                yield from views_of(catalogue, situation, [year], on, language)
