"""A timeline: its days for programs, and what they mean in sentences."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial

from incentives.assessment import Assessment, RequestStatus
from incentives.catalogue import Catalogue
from incentives.report import coming, parts
from incentives.report.filler import filled, makes
from incentives.report.records import times
from incentives.report.worded import worded
from incentives.rules.facts import namespace_of
from incentives.timeline import (
    Certainty,
    Course,
    CourseYear,
    Deadline,
    DeedState,
    MoneyState,
    RequestTime,
    Timeline,
)
from incentives.wording import Speech, formats


def timeline_record(line: Timeline, language: str, catalogue: Catalogue, named: Collection[str] = ()) -> times.Timeline:
    """What happens when; a scheme that cannot be worded is left out, and is among the failures.

    Left out too are the years that do not concern the practitioner, as far as is told.

    Args:
        line: the timeline.
        language: of its sentences.
        catalogue: in which failures are recorded.
        named: the schemes that were asked for by their ids: they stand on it even where nothing is told of them.
    """
    found = (
        worded(partial(_course, course, years, language), catalogue, course.scheme)
        for course in line.courses
        if (years := [one for one in course.years if is_shown(one, named)])
    )
    return times.Timeline(as_of=line.as_of, courses=tuple(one for one in found if one is not None))


def is_shown(year: CourseYear, named: Collection[str]) -> bool:
    """Whether a year concerns the practitioner, as far as is told, or was asked for by name.

    Where nothing is told of the year itself, it does only if money comes of it, or may.
    """
    if year.is_covered is False or year.scheme in named:
        return year.is_covered is not False
    a, comes = year.assessment, year.payment.state is not MoneyState.NOTHING
    told = a.situation.annual.get(year.year, {})
    return year.is_told and (comes or any(namespace_of(id) in a.namespaces for id in told))


def _course(course: Course, years: list[CourseYear], language: str) -> times.Course:
    name, first = _name(course, years[0], language), course.period.start
    cycle = None
    if course.cycle is not None:
        ends = {"start": formats.day(first, language), "end": formats.day(course.period.end, language)}
        cycle = Speech(language).say("timeline", "cycle_period", length=str(course.cycle.length), **ends)
    said, speech = tuple(_year(one, language) for one in years), Speech(language)
    return filled(times.Course, speech, course, name=name, cycle_text=cycle, years=said)


def _name(course: Course, year: CourseYear, language: str) -> str:
    """The scheme with its year, or with the years of its cycle."""
    speech, scheme = Speech(language), year.assessment.speech(language).say("scheme", "short")
    if course.cycle is None:
        return speech.say("timeline", "single", scheme=scheme, year=str(year.year))
    first, last = (str(day.year) for day in (course.period.start, course.period.end))
    return speech.say("timeline", "cycle", scheme=scheme, years=speech.say("timeline", "years", first=first, last=last))


def _year(year: CourseYear, language: str) -> times.YearOfCourse:
    speech = year.assessment.speech(language)
    return filled(
        times.YearOfCourse,
        speech,
        year,
        request=None if year.request is None else _request(year, year.request, speech),
        money_text=money_text(year, speech),
        sentences=tuple(_sentences(year, speech)),
    )


@makes(times.Deadline)
def deadline(one: Deadline, speech: Speech) -> times.Deadline:
    """A last day."""
    return filled(times.Deadline, speech, one, name=speech.say("criteria", one.criterion, "name"))


def _request(year: CourseYear, request: RequestTime, speech: Speech) -> times.RequestTime:
    within, text = request.days.within, request_text(year, request, speech)
    start, end = (within.start, within.end) if within else (None, None)
    return filled(times.RequestTime, speech, request, request.days, within_start=start, within_end=end, text=text)


def money_text(year: CourseYear, speech: Speech) -> str:
    """The money of a year in a few words: what was received, or the surest that is still to come."""
    if not year.is_told:
        return speech.say("timeline", "untold")
    state = year.payment.state
    source = year.received if state is MoneyState.RECEIVED else year.payable
    end = state.value if state.value in {"certain", "possible", "reachable"} else "possible"
    return speech.say("timeline", "money_short", state.value, amount=parts.texts(parts.sums(source, speech))[end])


def _sentences(year: CourseYear, speech: Speech) -> Iterator[str]:
    language = speech.language
    ends = {"start": formats.day(year.period.start, language), "end": formats.day(year.period.end, language)}
    if year.phase is None:
        yield speech.say("timeline", "period_alone", **ends)
    else:
        yield speech.say("timeline", "period", phase=speech.say("timeline", "phase", year.phase.value), **ends)
    yield from _deadline_sentences(year.deadlines, speech)
    if year.request is not None:
        yield request_text(year, year.request, speech)
    when = parts.payment_text(year.assessment.edition.application.payment, speech)
    sure = certainty_text(year.payment.certainty, speech) if year.payment.certainty is Certainty.INFERRED else None
    yield _sure(speech, "payment", sure, when=when, money=_all_money(year, speech))


def _all_money(year: CourseYear, speech: Speech) -> str:
    ends = parts.texts(parts.sums(year.payable, speech))
    if not year.is_told:
        said = [speech.say("timeline", "untold")]
    elif year.payment.state is MoneyState.RECEIVED:
        said = []
    elif year.payment.state is MoneyState.NOTHING:
        said = [speech.say("timeline", "money_short", "nothing")]
    elif coming.hangs_on_past_request(year.assessment):
        said = [speech.say("timeline", "money_if_requested", **ends)]
    else:
        said = [speech.say("timeline", "money", **ends)]
    if year.received.possible != 0:
        said.append(speech.say("timeline", "money_received", amount=parts.sums(year.received, speech).possible_text))
    return speech.say("labels", "between").join(said)


def _deadline_sentences(deadlines: Iterable[Deadline], speech: Speech) -> Iterator[str]:
    """One sentence a last day: what is to do by it, what is done, what was not; and how sure its least sure part is."""
    together: dict[date, list[Deadline]] = {}
    for one in deadlines:
        together.setdefault(one.day, []).append(one)
    for day, its in sorted(together.items()):
        certainty = max((one.certainty for one in its), key=list(Certainty).index)
        sure = None if certainty is Certainty.STATED else certainty_text(certainty, speech)
        deeds = speech.say("labels", "between").join(_deeds(its, speech))
        yield _sure(speech, "deadline", sure, day=formats.day(day, speech.language), deeds=deeds)


def _deeds(deadlines: list[Deadline], speech: Speech) -> Iterator[str]:
    for state in DeedState:
        for is_so_far in (True, False):
            its = [one for one in deadlines if one.state is state and one.is_so_far is is_so_far]
            if its:
                names = formats.listing([speech.say("criteria", one.criterion, "name") for one in its], speech.language)
                said = speech.say("timeline", "deeds", state=deed_text(its[0], speech), names=names)
                yield _with_other_day(said, its[0], speech)


def _with_other_day(said: str, one: Deadline, speech: Speech) -> str:
    """What is to do, with the safer day, or with that until which papers can still be sent."""
    if one.state in {DeedState.TO_DO, DeedState.UNSETTLED} and one.is_so_far and one.advise_by is not None:
        return speech.say("timeline", "advised", deeds=said, day=formats.day(one.advise_by, speech.language))
    if one.is_so_far or one.state not in {DeedState.TO_DO, DeedState.UNSETTLED}:
        return said
    if one.until is None and one.state is DeedState.UNSETTLED:
        return said
    if one.until is None:
        return speech.say("timeline", "late_unknown", deeds=said)
    return speech.say("timeline", "late", deeds=said, day=formats.day(one.until, speech.language))


def deed_text(one: Deadline, speech: Speech) -> str:
    """What has become of a deed, in a word or two."""
    is_so_far = one.state is DeedState.DONE and one.is_so_far
    return speech.say("timeline", "deed", "done_so_far" if is_so_far else one.state.value)


def certainty_text(certainty: Certainty, speech: Speech) -> str:
    """How sure a day is, where it is not stated as it stands."""
    return speech.say("timeline", "certainty", certainty.value)


def request_text(year: CourseYear, request: RequestTime, speech: Speech) -> str:
    """When it is requested, how sure that is, and what has become of the request."""
    dated = year.assessment.edition.application.window
    if dated is None:  # there is no time of requests without a window
        return ""
    sure = certainty_text(request.certainty, speech) if request.certainty is Certainty.INFERRED else None
    state = speech.say("timeline", "requested", _became_of(request, year.assessment))
    said = _sure(speech, "request", sure, window=parts.window_text(dated, speech), state=state)
    is_pending = request.state in {DeedState.TO_DO, DeedState.UNSETTLED}
    if dated.advised(year.assessment.as_of) is None or not is_pending or request.advise_by is None:
        return said
    advice = speech.say("timeline", "prudent", day=formats.day(request.advise_by, speech.language))
    return f"{said} {advice}"


def _became_of(request: RequestTime, a: Assessment) -> str:
    """What has become of a request: unsettled where nobody knows, or where what was missed is perhaps taken still."""
    statuses = {a.benefits[id].request for id in request.benefits}
    is_missed = request.state is DeedState.UNSETTLED and RequestStatus.UNKNOWN not in statuses
    return "missed_perhaps" if is_missed else request.state.value


def _sure(speech: Speech, key: str, sure: str | None, **values: str) -> str:
    if sure is None:
        return speech.say("timeline", key, **values)
    return speech.say("timeline", f"{key}_sure", certainty=sure, **values)
