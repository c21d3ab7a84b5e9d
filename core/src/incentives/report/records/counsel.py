"""What would make each benefit certain to be paid: deeds, in time, with what they bring."""

from datetime import date as day
from typing import Annotated

from incentives.advice.deed import DeedKind
from incentives.report.records.person import RequestFact
from incentives.report.records.pieces import Named, SchemeYear, Stated, Sums
from incentives.report.records.recording import Record


class ChangeOfFact(Record):
    """A fact as it is, and as it has to become."""

    id: Annotated[str, "the fact's id"]
    year: Annotated[int | None, "the year that it belongs to; null for a permanent one"]
    have_text: Annotated[str, "its value now"]
    need_text: Annotated[str, "the nearest value that does"]
    more_text: Annotated[str | None, "how many more of a number; null for any other fact"]


class AdvisedDeed(Record):
    """Something to do."""

    kind: Annotated[DeedKind, "to meet a criterion, to request what is due, or to give the account"]
    text: Annotated[str, "what to do"]
    criteria: Annotated[tuple[str, ...], "ids of the criteria that it meets"]
    benefits: Annotated[tuple[str, ...], "ids of the benefits that it requests"]
    deadline: Annotated[day | None, "the last day that surely counts; null where no text names one"]
    latest: Annotated[day | None, "the last day that may count"]
    advised: Annotated[day | None, "a prudent day to act by, before the deadline; never a closing day"]
    earliest: Annotated[day | None, "the first day on which it can be done, where that is still to come"]
    spending: Annotated[bool, "whether something has to be bought or rented; no price is known"]
    unless_done: Annotated[bool, "whether a request is perhaps made already: nobody told"]
    changes: Annotated[tuple[ChangeOfFact, ...], "the facts that it changes"]
    papers: Annotated[tuple[str, ...], "names of the papers it takes"]


class AdvisedWay(Record):
    """A smallest set of deeds after which a benefit will be paid."""

    deeds: Annotated[tuple[AdvisedDeed, ...], "all of it, or it is not paid; none where only answers are missing"]
    promised: Annotated[Sums, "what will then be paid of the benefit"]
    alone: Annotated[Sums, "what will then be paid in all beyond what is already, if nothing else is done"]
    is_certain: Annotated[bool, "whether what is promised is certain"]
    if_still_taken: Annotated[bool, "whether no text tells that the request is taken then, so that one must ask"]
    spending: Annotated[bool, "whether something has to be bought or rented"]
    questions: Annotated[tuple[RequestFact, ...], "what nobody told and still stands in the way"]
    open_questions: Annotated[tuple[Stated, ...], "where the texts are silent and it still stands in the way"]


class Late(Record):
    """What can no longer be done, and from when it can count again."""

    criterion: Annotated[str | None, "name of the criterion that is not met; null where the request is too late"]
    deadline: Annotated[day | None, "the last day that there was; null where no text names one"]
    counts_from: Annotated[day | None, "the first day on which it can count again; null where that is not known"]


class AdvisedBenefit(Named):
    """What to do for one benefit that is not certain to be paid."""

    __table__ = "benefits"
    ways: Annotated[tuple[AdvisedWay, ...], "the smallest sets of deeds that make it so, best first"]
    too_late: Annotated[tuple[Late, ...], "what can no longer be done; empty where there is a way"]
    questions: Annotated[tuple[RequestFact, ...], "what nobody told and can still change it"]
    open_questions: Annotated[tuple[Stated, ...], "where the texts are silent and that can change it"]


class AdvisedSet(Record):
    """Deeds that only pay together."""

    deeds: Annotated[tuple[AdvisedDeed, ...], "all of it, or nothing is paid"]
    benefits: Annotated[tuple[str, ...], "ids of the benefits that hang on it"]
    brings: Annotated[Sums, "what these pay then, beyond what they surely do already"]
    spending: Annotated[bool, "whether something has to be bought or rented"]


class AdvisedScheme(SchemeYear):
    """What to do for one scheme and year."""

    scheme_name: Annotated[str, "its short name"]
    benefits: Annotated[
        tuple[AdvisedBenefit, ...], "those that are neither certain to be paid, nor received nor refused"
    ]
    sets: Annotated[tuple[AdvisedSet, ...], "the deeds of the best ways, by what only pays together"]
    together: Annotated[Sums, "what will be paid in all beyond what is already, if all of it is done"]


class Advice(Record):
    """What would make each benefit certain to be paid, scheme by scheme."""

    label: Annotated[str | None, "the situation's label"]
    as_of: Annotated[day | None, "the day on which it is asked"]
    schemes: Annotated[tuple[AdvisedScheme, ...], "those of which something is told and not all is certain"]
