"""The records of why two saved results differ."""

from datetime import date as day
from decimal import Decimal
from typing import Annotated

from incentives.assessment import Outcome
from incentives.report.records.pieces import SchemeYear
from incentives.report.records.recording import Record
from incentives.report.records.twoeditions import Changes
from incentives.saved.causes import CauseKind
from incentives.saved.shifts import Measure


class Side(Record):
    """One of two results."""

    file: Annotated[str, "the result, as it was named"]
    label: Annotated[str | None, "the situation's label"]
    as_of: Annotated[day | None, "the day on which it was asked"]
    as_of_text: Annotated[str, "the same, for people"]
    version: Annotated[str, "of incentives, with which it was saved"]


class Move(Record):
    """By how much an amount moves; null where it has a bound on one side alone."""

    scheme: Annotated[str | None, "the scheme's id; null for the sum over all"]
    year: Annotated[int | None, "reference year; null for that sum"]
    benefit: Annotated[str | None, "id of the benefit; null for all of them"]
    row: Annotated[str, "the short name of the scheme with its year; of the sum over all, that it is"]
    name: Annotated[str, "of the benefit; of all of them, that of the scheme and year"]
    measure: Annotated[Measure, "which amount: what will be paid; the entitlement; what was received already"]
    measure_text: Annotated[str, "the same in words"]
    currency: Annotated[str, "ISO 4217"]
    certain: Annotated[Decimal, "of what is certain"]
    possible: Annotated[Decimal | None, "of what is possible"]
    reachable: Annotated[Decimal | None, "of what is within reach"]
    certain_text: Annotated[str, "for people, with the currency"]
    possible_text: Annotated[str, "same"]
    reachable_text: Annotated[str, "same"]


class Turned(SchemeYear):
    """A criterion whose outcome became another."""

    criterion: Annotated[str, "its id"]
    name: Annotated[str, "its name"]
    before: Annotated[Outcome | None, "its outcome; null where there is no such criterion"]
    after: Annotated[Outcome | None, "likewise"]
    text: Annotated[str, "the same in words"]


class Cause(Record):
    """One thing that is not the same in both results, and what it makes."""

    kind: Annotated[
        CauseKind,
        "this version of incentives gives other amounts than were saved; the day; the rules; an answer; what several "
        "answers make only together",
    ]
    text: Annotated[str, "the same in words: what it was, and what it is"]
    fact: Annotated[str | None, "id of the fact, or of the open question"]
    fact_year: Annotated[int | None, "the year that the fact belongs to"]
    before_text: Annotated[str | None, "the day, or the value, as it was"]
    after_text: Annotated[str | None, "the same as it is"]
    alone: Annotated[bool, "whether its share can be told alone; if not, it contradicts the rest, and is in together"]
    in_together: Annotated[bool, "whether it takes part in what several answers make only together"]
    moves: Annotated[tuple[Move, ...], "the amounts that it moves"]
    turned: Annotated[tuple[Turned, ...], "the criteria whose outcome it changes"]
    changes: Annotated[tuple[Changes, ...], "of the rules: what changed in each edition"]
    declared: Annotated[tuple[str, ...], "of the rules, sentences: what schemes declare otherwise beside editions"]
    parts: Annotated[tuple[str, ...], "of several answers: which take part"]


class Explanation(Record):
    """Why two saved results differ, in amounts that add up."""

    before: Annotated[Side, "the first result"]
    after: Annotated[Side, "the second"]
    same: Annotated[bool, "whether no amount differs"]
    sentences: Annotated[tuple[str, ...], "what is compared, and what is only in one of them"]
    moves: Annotated[tuple[Move, ...], "by how much each amount differs: the sum of the same move over all causes"]
    causes: Annotated[
        tuple[Cause, ...], "in this order: the day, then the rules on that day, then by these each answer alone"
    ]
    order_text: Annotated[str, "that order, in a sentence"]
