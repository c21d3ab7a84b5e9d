"""What programs ask a practitioner: every question of some schemes and years, or those of the next screen."""

from collections.abc import Mapping
from datetime import date as day
from decimal import Decimal
from typing import Annotated

from incentives.interview.topics import Topic
from incentives.report.records.pieces import SchemeYear
from incentives.report.records.recording import Record
from incentives.rules.types import Kind


class Question(Record):
    """A question to the practitioner."""

    path: Annotated[str, "where a situation holds the answer; dotted, with the year where it has one"]
    id: Annotated[str, "of the fact, or of the open question"]
    year: Annotated[int | None, "the year that it belongs to; null for a permanent fact or an open question"]
    is_reading: Annotated[bool, "whether the texts are silent, so that only the authority's word settles it"]
    kind: Annotated[Kind, "what sort of value answers it"]
    unit: Annotated[str | None, "what a count counts, or the currency of money"]
    choices: Annotated[Mapping[str, str], "the values of a choice or a set, each with its name"]
    may_be_none: Annotated[bool, 'whether "none" is an answer: there was no such day']
    question: Annotated[str, "the question; of an open question, the statement that holds if the answer is yes"]
    help: Annotated[str | None, "where to find the answer, what counts; of an open question, what the texts say"]
    schemes: Annotated[tuple[str, ...], "ids of the schemes that ask it"]


class Questions(Record):
    """Every question of some schemes and years."""

    editions_asked: Annotated[tuple[SchemeYear, ...], "the schemes and years"]
    questions: Annotated[tuple[Question, ...], "permanent facts first, then by year, open questions last"]


class Stake(SchemeYear):
    """The money of one scheme and year that hangs on some questions."""

    scheme_name: Annotated[str, "its short name"]
    money: Annotated[Decimal | None, "how much is open, or not certain to be paid; null where nothing bounds it"]
    currency: Annotated[str, "ISO 4217"]
    money_text: Annotated[str, "the same for people"]


class NextQuestions(Record):
    """What to ask next: only what can still change what is due, or what will be paid."""

    as_of: Annotated[day | None, "the day on which it is asked"]
    topic: Annotated[Topic | None, "what they are about; null once nothing can change the answer any more"]
    topic_text: Annotated[str | None, "the same in words"]
    questions: Annotated[tuple[Question, ...], "those of one screen; empty once nothing can change the answer any more"]
    stakes: Annotated[tuple[Stake, ...], "why they are asked: the most money first"]
    is_done: Annotated[bool, "whether nothing can change the answer any more, but what was answered with unknown"]
