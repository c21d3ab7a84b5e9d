"""What would make each benefit certain to be paid, as a record."""

from collections.abc import Iterable
from functools import partial

from incentives.advice import BenefitAdvice, Deed, DeedSet, FactChange, Way
from incentives.assessment import Assessment, MissingFact, PendingQuestion
from incentives.catalogue import Catalogue
from incentives.comparison import Comparison
from incentives.report import parts
from incentives.report.filler import filled, named
from incentives.report.records import counsel
from incentives.report.records.person import RequestFact
from incentives.report.records.pieces import Stated
from incentives.report.worded import worded
from incentives.wording import Speech, formats


def advice_body(comparison: Comparison, label: str | None, language: str, catalogue: Catalogue) -> counsel.Advice:
    """The advice on every assessment of which something is told; one that cannot be worded is among the failures.

    Args:
        comparison: the assessments.
        label: whose they are, if named.
        language: of the report.
        catalogue: that gives the advice.
    """
    told = [one for one in comparison.assessments if one.is_told]
    found = (worded(partial(_scheme, one, catalogue, language), catalogue, one.scheme.id, one.year) for one in told)
    as_of = next((one.as_of for one in told), None)
    return counsel.Advice(label=label, as_of=as_of, schemes=tuple(one for one in found if one and one.benefits))


def _scheme(assessment: Assessment, catalogue: Catalogue, language: str) -> counsel.AdvisedScheme:
    advice, speech = catalogue.advice(assessment), assessment.speech(language)
    return filled(
        counsel.AdvisedScheme,
        speech,
        assessment,
        benefits=tuple(_benefit(one, speech) for one in advice.benefits.values()),
        sets=tuple(_set(one, speech) for one in advice.sets),
        together=parts.sums(advice.together, speech),
    )


def _benefit(one: BenefitAdvice, speech: Speech) -> counsel.AdvisedBenefit:
    return counsel.AdvisedBenefit(
        id=one.id,
        name=speech.say("benefits", one.id, "name"),
        ways=tuple(_way(way, speech) for way in one.ways),
        too_late=tuple(
            counsel.Late(
                criterion=None if late.criterion is None else speech.say("criteria", late.criterion.id, "name"),
                deadline=late.deadline,
                counts_from=late.counts_from,
            )
            for late in one.too_late
        ),
        questions=_untold(one.questions, speech),
        open_questions=_silent(one.open_questions, speech),
    )


def _way(way: Way, speech: Speech) -> counsel.AdvisedWay:
    return counsel.AdvisedWay(
        deeds=tuple(_deed(one, speech) for one in way.deeds),
        promised=parts.sums(way.promised, speech),
        alone=parts.sums(way.alone, speech),
        is_certain=way.is_certain,
        if_still_taken=way.if_still_taken,
        spending=way.spending,
        questions=_untold(way.questions, speech),
        open_questions=_silent(way.open_questions, speech),
    )


def _set(one: DeedSet, speech: Speech) -> counsel.AdvisedSet:
    return counsel.AdvisedSet(
        deeds=tuple(_deed(deed, speech) for deed in one.deeds),
        benefits=one.benefits,
        brings=parts.sums(one.brings, speech),
        spending=one.spending,
    )


def _deed(deed: Deed, speech: Speech) -> counsel.AdvisedDeed:
    return counsel.AdvisedDeed(
        kind=deed.kind,
        text=deed.text(speech.language),
        criteria=deed.criteria,
        benefits=deed.benefits,
        deadline=deed.deadline,
        latest=deed.latest,
        advised=deed.advised,
        earliest=deed.earliest,
        spending=deed.spending,
        unless_done=deed.unless_done,
        changes=tuple(_change(one, speech) for one in deed.changes),
        papers=named("evidence", deed.evidence, speech),
    )


def _change(one: FactChange, speech: Speech) -> counsel.ChangeOfFact:
    return counsel.ChangeOfFact(
        id=one.fact.id,
        year=one.year,
        have_text=speech.term_value(one.fact, one.have),
        need_text=speech.term_value(one.fact, one.need),
        more_text=None if one.more is None else formats.number(one.more, speech.language),
    )


def _untold(facts: Iterable[MissingFact], speech: Speech) -> tuple[RequestFact, ...]:
    return tuple(RequestFact(id=one.id, year=one.year, question=one.question(speech.language)) for one in facts)


def _silent(questions: Iterable[PendingQuestion], speech: Speech) -> tuple[Stated, ...]:
    return tuple(Stated(id=one.id, statement=one.statement(speech.language)) for one in questions)
