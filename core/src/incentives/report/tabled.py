"""The content of a table in figures: one report on its editions, one on what another edition would change."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from incentives.population.figures.records import (
    BenefitSummary,
    ComparedCost,
    Cost,
    EditionSummary,
    Reform,
    Side,
    Summary,
)
from incentives.report import parts
from incentives.report.parts import Content
from incentives.scheme.application import Contact
from incentives.scheme.beside import Beside
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.values.exact import STEADY
from incentives.wording import Speech, formats

THOUSANDTH, ALMOST_ALL = Decimal("0.001"), Decimal("0.999")
Pair = tuple[Scheme, Edition]


def summary_body(
    summary: Summary,
    editions: Iterable[Pair],
    language: str,
    source: str | None = None,
    as_of: date | None = None,
) -> Content:
    """A table in figures, an edition after the other.

    Args:
        summary: the figures.
        editions: those that it is about, in its order.
        language: of the report.
        source: the name of the table.
        as_of: the day on which it is asked, for which editions are still to be relied on.
    """
    speech, pairs = Speech(language), list(editions)
    notes = ["total_note", *(["apart"] if _are_apart(pairs) else []), "on_request"]
    return {
        "source": source,
        "practitioners": summary.rows,
        "results": [
            _result(one, scheme, edition, summary.rows, language, as_of)
            for one, (scheme, edition) in zip(summary.editions, pairs, strict=True)
        ],
        "totals": [_cost(cost, speech) for cost in summary.costs],
        "totals_note": " ".join(speech.say("table", note) for note in notes),
    }


def _are_apart(pairs: Iterable[Pair]) -> bool:
    """Whether some of the schemes are not paid together, so that the sums are less than their parts."""
    by_year: dict[int, list[Scheme]] = {}
    for scheme, edition in pairs:
        by_year.setdefault(edition.year, []).append(scheme)
    return any(others for schemes in by_year.values() for others in Beside.of(schemes).against.values())


def _is_less(edition: Edition) -> bool:
    """Whether an edition can pay less than its benefits one by one."""
    return not all(bundle.is_plain for bundle in edition.bundles)


def reform_body(  # what a report is made of
    reform: Reform,
    scheme: Scheme,
    both: tuple[Edition, Edition],
    language: str,
    source: str | None = None,
    as_of: date | None = None,
) -> Content:
    """What another edition changes over a table.

    Args:
        reform: the figures.
        scheme: of the editions.
        both: the edition before, and the one afterwards.
        language: of the report.
        source: the name of the table.
        as_of: the day on which it is asked, for which editions are still to be relied on.
    """
    speech = Speech(language).of(scheme.wording)
    before, after = both
    return {
        "source": source,
        "practitioners": reform.rows,
        "scheme": scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "before": _side_of(reform.before, (scheme, before), reform.rows, language, as_of),
        "after": _side_of(reform.after, (scheme, after), reform.rows, language, as_of),
        "gains": _changed(reform.gains, reform.rows, scheme, both, language),
        "loses": _changed(reform.loses, reform.rows, scheme, both, language),
        "same": _count(reform.same, reform.rows, language),
        "undetermined": _count(reform.undetermined, reform.rows, language),
        "not_covered": _count(reform.not_covered, reform.rows, language),
        "difference": _cost(reform.difference, speech),
        "note": f"{speech.say('table', 'change_note')} {speech.say('table', 'on_request')}",
    }


def _count(count: int, rows: int, language: str) -> Content:
    """So many practitioners, and their share of all."""
    return {
        "practitioners": count,
        "practitioners_text": formats.number(count, language),
        "share_text": _share(count, rows, language) if rows else None,
    }


def _share(count: int, rows: int, language: str) -> str:
    """To the tenth of a percent; never all, nor none, where it isn't."""
    share = STEADY.divide(count, rows).quantize(THOUSANDTH, context=STEADY)
    if 0 < count < rows and share in {0, 1}:
        key, end = ("more_than", ALMOST_ALL) if share else ("less_than", THOUSANDTH)
        return Speech(language).say("table", key, share=formats.percentage(end, language))
    return formats.percentage(share, language)


def _cost(cost: Cost, speech: Speech) -> Content:
    def text(amount: Decimal | None) -> str:
        if amount is None:
            return speech.say("report", "unbounded")
        return formats.amount(amount, cost.currency, speech.language)

    return {
        "currency": cost.currency,
        "certain": f"{cost.certain:.2f}",
        "possible": None if cost.possible is None else f"{cost.possible:.2f}",
        "certain_text": text(cost.certain),
        "possible_text": text(cost.possible),
    }


def _result(  # what a result is made of
    one: EditionSummary, scheme: Scheme, edition: Edition, rows: int, language: str, as_of: date | None
) -> Content:
    speech = Speech(language).of(scheme.wording, edition.year)
    facts = {fact.id: fact for fact in scheme.facts}
    return {
        "scheme": scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "year": one.year,
        **parts.origin(edition, language),
        **parts.freshness_of(scheme, edition, as_of, language),
        "columns": one.name,
        "confidence": edition.confidence.value,
        "confidence_text": speech.say("confidence", edition.confidence.value),
        "projected_text": speech.say("report", "projected") if edition.projected else None,
        "eligible": _count(one.eligible, rows, language),
        "undetermined": _count(one.undetermined, rows, language),
        "not_eligible": _count(one.not_eligible, rows, language),
        "not_covered": _count(one.not_covered, rows, language),
        "invalid": _count(one.invalid, rows, language),
        "cost": _cost(one.cost, speech),
        "cost_note": speech.say("table", "not_added") if _is_less(edition) else None,
        "benefits": [_benefit(benefit, speech) for benefit in one.benefits],
        "missing_facts": [
            {
                "id": fact.id,
                "year": fact.year,
                "name": speech.name(facts[fact.id], fact.year),
                "not_given": fact.not_given,
                "bears_on": fact.bears_on,
                "settles": fact.settles,
            }
            for fact in one.missing
            if not fact.is_question
        ],
        "open_questions": [
            {
                "id": question.id,
                "statement": speech.say("questions", question.id, "statement"),
                "ask": parts.contacts([_asked(question.id, scheme, edition)], speech)[0],
                "not_given": question.not_given,
                "bears_on": question.bears_on,
                "settles": question.settles,
            }
            for question in one.missing
            if question.is_question
        ],
        "readings": [
            {"id": id, "statement": speech.say("questions", id, "statement"), "answer": answer,
             "answer_text": speech.say("values", "yes" if answer else "no")}
            for id, answer in one.readings.items()
        ],
    }  # fmt: skip


def _asked(id: str, scheme: Scheme, edition: Edition) -> Contact:
    """Who can settle an open question."""
    ask = next(question.ask for question in scheme.questions if question.id == id)
    return next(contact for contact in edition.contacts if contact.id == ask)


def _benefit(benefit: BenefitSummary, speech: Speech) -> Content:
    return {
        "id": benefit.id,
        "name": speech.say("benefits", benefit.id, "name"),
        "due": benefit.due,
        "possible": benefit.possible,
        "not_due": benefit.not_due,
        "cost": _cost(benefit.cost, speech),
        "criteria": [
            {
                "id": criterion.id,
                "name": speech.say("criteria", criterion.id, "name"),
                "not_met": criterion.not_met,
                "alone": criterion.alone,
                "together": criterion.together,
                "unknown": criterion.unknown,
            }
            for criterion in benefit.criteria
        ],
    }


def _side_of(cost: ComparedCost, pair: Pair, rows: int, language: str, as_of: date | None) -> Content:
    scheme, edition = pair
    speech = Speech(language)
    return {
        "year": cost.year,
        **parts.origin(edition, language),
        **parts.freshness_of(scheme, edition, as_of, language),
        "confidence": edition.confidence.value,
        "confidence_text": speech.say("confidence", edition.confidence.value),
        "projected_text": speech.say("report", "projected") if edition.projected else None,
        "eligible": _count(cost.eligible, rows, language),
        "undetermined": _count(cost.undetermined, rows, language),
        "not_eligible": _count(cost.not_eligible, rows, language),
        "not_covered": _count(cost.not_covered, rows, language),
        "invalid": _count(cost.invalid, rows, language),
        "cost": _cost(cost.cost, speech),
        "compared": _cost(cost.compared, speech),
    }


def _changed(side: Side, rows: int, scheme: Scheme, both: tuple[Edition, Edition], language: str) -> Content:
    """Those who gain or lose, by criterion; one that an edition no longer has is named as it was."""
    voices = {
        criterion.id: Speech(language).of(scheme.wording, edition.year)
        for edition in both
        for criterion in edition.criteria
    }
    return {
        **_count(side.rows, rows, language),
        "criteria": [
            {
                "id": cause.id,
                "name": voices[cause.id].say("criteria", cause.id, "name"),
                "practitioners": cause.rows,
                "alone": cause.alone,
                "together": cause.together,
            }
            for cause in side.causes
        ],
        "without": side.without,
    }
