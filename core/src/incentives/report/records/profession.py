"""The records of a table of practitioners."""

from datetime import date as day
from typing import Annotated

from incentives.report.records.pieces import Contact, Cost, EditionMark, Named, Reading, Stated
from incentives.report.records.recording import Record


class BlockingCriterion(Named):
    """A criterion, and how many it keeps back."""

    __table__ = "criteria"
    not_met: Annotated[int, "rows in which it is not met"]
    alone: Annotated[int, "of these, where it is the only one not met among those the benefit requires"]
    together: Annotated[int, "the others of these"]
    unknown: Annotated[int, "rows in which it is not known"]


class BenefitResult(Named):
    """One benefit over a table."""

    __table__ = "benefits"
    due: Annotated[int, "rows in which it is due"]
    possible: Annotated[int, "rows in which that is not settled"]
    not_due: Annotated[int, "rows in which it is not due"]
    cost: Annotated[Cost, "what it costs"]
    criteria: Annotated[tuple[BlockingCriterion, ...], "those it requires, with those of benefits it comes on top of"]


class MissingInTable(Record):
    """A fact that is not given, among the undetermined rows."""

    id: Annotated[str, "the fact's id"]
    year: Annotated[int | None, "the year that it belongs to; null if it holds whatever the year"]
    name: Annotated[str, "its short name"]
    not_given: Annotated[int, "rows in which it is not given"]
    bears_on: Annotated[int, "of these, where a benefit still hangs on it; a few may be too many, none is missed"]
    settles: Annotated[int | None, "of these, where no benefit would stay open, whatever it is; null if unknown"]


class QuestionInTable(Stated):
    """An open question that is not answered, among the undetermined rows."""

    ask: Annotated[Contact, "who can settle it"]
    not_given: Annotated[int, "the undetermined rows"]
    bears_on: Annotated[int, "of these, where a benefit still hangs on it; a few may be too many, none is missed"]
    settles: Annotated[int | None, "of these, where, whatever the answer is, no benefit of the scheme would stay open"]


class Practitioners(Record):
    """So many rows."""

    practitioners: Annotated[int, "rows"]
    practitioners_text: Annotated[str, "the same, as the language writes it"]
    share_text: Annotated[str | None, "their share of all rows; null for an empty table"]


class EditionFigures(EditionMark):
    """An edition over a table."""

    eligible: Annotated[Practitioners, "something is certain"]
    undetermined: Annotated[Practitioners, "something is possible"]
    not_eligible: Annotated[Practitioners, "nothing is"]
    not_covered: Annotated[Practitioners, "of another profession; counted in none of the three above"]
    invalid: Annotated[Practitioners, "with a value that cannot be, which counts as not given"]
    cost: Annotated[Cost, "of all benefits"]


class EditionSide(EditionFigures):
    """One of two editions over a table."""

    compared: Annotated[Cost, "the same without those whom one of the editions, or both, do not cover"]


class DeedInTable(Record):
    """A deed, and what hangs on it."""

    id: Annotated[str, "the criterion that it meets, `request:BENEFIT` or `account:FACT`"]
    name: Annotated[str, "what it is, in a few words"]
    by: Annotated[day | None, "the last day for it; null where no text names one"]
    practitioners: Annotated[int, "rows in which it is to be done"]
    alone: Annotated[int, "of these, where nothing else is needed for that money, requests aside"]
    together: Annotated[int, "the others of these"]
    cost: Annotated[Cost, "what is paid once it is done, with what only pays together with it"]


class ToDoInTable(Record):
    """What is to be done, seen from a day."""

    as_of: Annotated[day, "the day"]
    practitioners: Annotated[int, "rows in which something is to be done"]
    untold: Annotated[int, "rows of which nothing is told for the year; they are in no other figure here"]
    deeds: Annotated[tuple[DeedInTable, ...], "every deed, the one on which most money hangs first"]
    note: Annotated[str, "sentences: how this is counted"]


class EditionResult(EditionFigures):
    """One scheme and year over a table."""

    scheme: Annotated[str, "the scheme's id"]
    scheme_name: Annotated[str, "its short name"]
    columns: Annotated[str, "what the names of its columns begin with"]
    cost_note: Annotated[str | None, "a sentence where benefits cost less together than one by one"]
    benefits: Annotated[tuple[BenefitResult, ...], "in the edition's order"]
    missing_facts: Annotated[tuple[MissingInTable, ...], "facts that are not given, the one that settles most first"]
    open_questions: Annotated[tuple[QuestionInTable, ...], "open questions that are not answered, likewise"]
    readings: Annotated[tuple[Reading, ...], "open questions that the reader answered"]
    to_do: Annotated[ToDoInTable | None, "with `--to-do`: which deed by which day brings the most to the most"]


class TableSummary(Record):
    """A whole table in figures."""

    source: Annotated[str | None, "the name of the file"]
    practitioners: Annotated[int, "rows of the table"]
    results: Annotated[tuple[EditionResult, ...], "one for each scheme and year"]
    totals: Annotated[tuple[Cost, ...], "of all results together, one for each currency"]
    totals_note: Annotated[str, "sentences: what the sums hold, and on which condition"]


class Cause(Named):
    """A criterion by which they gain or lose."""

    __table__ = "criteria"
    practitioners: Annotated[int, "rows in which it differs"]
    alone: Annotated[int, "of these, where no other criterion differs so"]
    together: Annotated[int, "the others of these"]


class Changed(Practitioners):
    """Those who gain, or those who lose."""

    criteria: Annotated[tuple[Cause, ...], "the criteria that differ, the one with most rows first"]
    without: Annotated[int, "of the rows, those in which no criterion is known to differ"]


class TableComparison(Record):
    """Two editions over the same table: who gains and who loses."""

    source: Annotated[str | None, "the name of the file"]
    practitioners: Annotated[int, "rows of the table"]
    scheme: Annotated[str, "the scheme's id"]
    scheme_name: Annotated[str, "its short name"]
    before: Annotated[EditionSide, "the edition compared against"]
    after: Annotated[EditionSide, "the edition asked for"]
    gains: Annotated[Changed, "those who surely gain"]
    loses: Annotated[Changed, "those who surely lose"]
    same: Annotated[Practitioners, "both amounts settled, and equal"]
    undetermined: Annotated[Practitioners, "those of whom none of this can be said"]
    not_covered: Annotated[Practitioners, "those of a profession that one of the editions, or both, do not cover"]
    difference: Annotated[Cost, "after less before, of whom is compared: the certain and the possible cost each"]
    note: Annotated[str, "sentences: how this is counted"]
