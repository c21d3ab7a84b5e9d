"""The records of when everything is."""

from datetime import date
from typing import Annotated

from incentives.report.records.pieces import Sums
from incentives.report.records.recording import Record
from incentives.timeline import Certainty, DeedState, MoneyState, Phase
from incentives.values import WindowStatus


class Deadline(Record):
    """A last day by which something has to be true."""

    criterion: Annotated[str, "id"]
    name: Annotated[str, "of the criterion"]
    day: Annotated[date, "the last day by the rule"]
    advise_by: Annotated[date | None, "a safer day, where there is one before it"]
    until: Annotated[date | None, "the day having passed, the last day for documents, if known"]
    certainty: Annotated[
        Certainty,
        "as a text gives it; of rules that are only announced; concluded from another year or profession; not given by "
        "any text",
    ]
    state: Annotated[
        DeedState,
        "it can still be done and brings money; nobody told, or the texts leave open, whether it was; it was; it was "
        "not, and cannot be any more; it changes no money",
    ]
    so_far: Annotated[bool, "whether the day has not passed, so that the state can still change"]


class RequestTime(Record):
    """When money is requested."""

    opens: Annotated[date | None, "first day"]
    open_by: Annotated[date | None, "a day on which it is known to be open already"]
    closes: Annotated[date | None, "last day that is surely open"]
    closes_at_latest: Annotated[date | None, "last day that may be open, where sources disagree"]
    within_start: Annotated[date | None, "where the days are not known: not before"]
    within_end: Annotated[date | None, "the same: not after"]
    advise_by: Annotated[date | None, "a prudent day to act by, where no closing day is known"]
    certainty: Annotated[Certainty, "how sure the days are"]
    status: Annotated[WindowStatus | None, "where as_of stands"]
    state: Annotated[DeedState, "what has become of the request"]
    text: Annotated[str, "sentences"]


class PaymentTime(Record):
    """When money is paid."""

    start: Annotated[date | None, "first day of the time in which it falls"]
    end: Annotated[date | None, "last day of it"]
    certainty: Annotated[Certainty, "how sure the days are"]
    state: Annotated[MoneyState, "all is received; the surest that is still to come; none will"]


class YearOfCourse(Record):
    """A reference year on a timeline."""

    year: Annotated[int, "reference year"]
    start: Annotated[date, "first day that the facts refer to"]
    end: Annotated[date, "last day that the facts refer to"]
    phase: Annotated[
        Phase | None,
        "where as_of stands: before the year; in it; after it with a last day to come; before, in or perhaps in the "
        "window; in the time of payment, or in one that is not known; after all of it",
    ]
    told: Annotated[bool, "whether anything is told of this year"]
    deadlines: Annotated[tuple[Deadline, ...], "of the criteria that are asked and that a deed can make true"]
    request: Annotated[RequestTime | None, "when it is requested; null where nothing has to be"]
    payment: Annotated[PaymentTime, "when it is paid"]
    payable: Annotated[Sums, "what will be paid, besides what was received"]
    received: Annotated[Sums, "what was received already, as far as it was told"]
    money_text: Annotated[str, "the money in a few words"]
    sentences: Annotated[tuple[str, ...], "all of it in sentences"]


class Course(Record):
    """A scheme's year, or the years of its cycle together."""

    scheme: Annotated[str, "id"]
    name: Annotated[str, "the scheme with its year, or with the years of its cycle"]
    start: Annotated[date, "first day of the year, or of the cycle"]
    end: Annotated[date, "last day of the year, or of the cycle"]
    cycle_text: Annotated[str | None, "a sentence, where it is a cycle"]
    years: Annotated[tuple[YearOfCourse, ...], "of a cycle perhaps not all: those that were asked"]


class Timeline(Record):
    """What happens when."""

    as_of: Annotated[date | None, "the day on which it is asked"]
    courses: Annotated[
        tuple[Course, ...],
        "by scheme and first day; without years of which nothing is told, unless the scheme was asked for by name, and "
        "without professions that are not covered",
    ]
