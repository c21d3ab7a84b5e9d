"""A table in figures: one report on its editions, one on what another edition would change."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from incentives.advice import DeedKind
from incentives.population.figures.figure_records import (
    EditionCost,
    EditionSummary,
    Reform,
    Side,
    Summary,
    ToDoSummary,
)
from incentives.report import parts
from incentives.report.filler import filled
from incentives.report.records.profession import (
    Cause,
    Changed,
    DeedInTable,
    EditionFigures,
    EditionResult,
    EditionSide,
    MissingInTable,
    Practitioners,
    QuestionInTable,
    TableComparison,
    TableSummary,
    ToDoInTable,
)
from incentives.scheme.application import Contact
from incentives.scheme.beside import Beside
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.values.exact import STEADY
from incentives.wording import Speech, formats

THOUSANDTH, ALMOST_ALL = Decimal("0.001"), Decimal("0.999")
Pair = tuple[Scheme, Edition]
T = TypeVar("T", bound=EditionFigures)
P = TypeVar("P", bound=Practitioners)


def summary_body(
    summary: Summary,
    editions: Iterable[Pair],
    language: str,
    source: str | None = None,
    as_of: date | None = None,
) -> TableSummary:
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
    return TableSummary(
        source=source,
        practitioners=summary.rows,
        results=tuple(
            _result(one, pair, summary.rows, language, as_of) for one, pair in zip(summary.editions, pairs, strict=True)
        ),
        totals=tuple(parts.cost(cost, speech) for cost in summary.costs),
        totals_note=" ".join(speech.say("table", note) for note in notes),
    )


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
) -> TableComparison:
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
    rows = reform.rows
    return TableComparison(
        source=source,
        practitioners=rows,
        scheme=scheme.id,
        scheme_name=speech.say("scheme", "short"),
        before=_side_of(EditionSide, reform.before, (scheme, before), rows, Speech(language), as_of),
        after=_side_of(EditionSide, reform.after, (scheme, after), rows, Speech(language), as_of),
        gains=_changed(reform.gains, rows, scheme, both, language),
        loses=_changed(reform.loses, rows, scheme, both, language),
        difference=parts.cost(reform.difference, speech),
        note=f"{speech.say('table', 'change_note')} {speech.say('table', 'on_request')}",
        **_counts(reform, ("same", "undetermined", "not_covered"), rows, language),
    )


def _counts(figures: object, names: Iterable[str], rows: int, language: str) -> dict[str, Practitioners]:
    return {name: _count(Practitioners, getattr(figures, name), rows, language) for name in names}


def _count(kind: type[P], count: int, rows: int, language: str, **own: Any) -> P:
    """So many practitioners, and their share of all."""
    share = _share(count, rows, language) if rows else None
    return kind(practitioners=count, practitioners_text=formats.number(count, language), share_text=share, **own)


def _share(count: int, rows: int, language: str) -> str:
    """To the tenth of a percent; never all, nor none, where it isn't."""
    share = STEADY.divide(count, rows).quantize(THOUSANDTH, context=STEADY)
    if 0 < count < rows and share in {0, 1}:
        key, end = ("more_than", ALMOST_ALL) if share else ("less_than", THOUSANDTH)
        return Speech(language).say("table", key, share=formats.percentage(end, language))
    return formats.percentage(share, language)


def _side_of(  # what a side is made of
    kind: type[T], one: EditionCost, pair: Pair, rows: int, speech: Speech, as_of: date | None, **own: Any
) -> T:
    counts = _counts(one, ("eligible", "undetermined", "not_eligible", "not_covered", "invalid"), rows, speech.language)
    return parts.marked(kind, *pair, speech, as_of, one, **counts, **own)


def _result(one: EditionSummary, pair: Pair, rows: int, language: str, as_of: date | None) -> EditionResult:
    scheme, edition = pair
    speech = Speech(language).of(scheme.wording, edition.year)
    facts = {fact.id: fact for fact in scheme.facts}
    return _side_of(
        EditionResult,
        one,
        pair,
        rows,
        speech,
        as_of,
        columns=one.name,
        cost_note=speech.say("table", "not_added") if _is_less(edition) else None,
        missing_facts=tuple(
            filled(MissingInTable, speech, fact, name=speech.name(facts[fact.id], fact.year))
            for fact in one.missing
            if not fact.is_question
        ),
        open_questions=tuple(
            filled(
                QuestionInTable,
                speech,
                asked,
                statement=speech.say("questions", asked.id, "statement"),
                ask=parts.contact(_asked(asked.id, scheme, edition), speech),
            )
            for asked in one.missing
            if asked.is_question
        ),
        readings=parts.readings(one.readings, speech),
        to_do=None if one.to_do is None else _to_do(one.to_do, speech),
    )


def _to_do(one: ToDoSummary, speech: Speech) -> ToDoInTable:
    deeds = tuple(
        filled(DeedInTable, speech, deed, name=_deed_name(deed.id, speech), practitioners=deed.rows)
        for deed in one.deeds
    )
    note = speech.say("table", "to_do_note")
    return ToDoInTable(as_of=one.as_of, practitioners=one.rows, untold=one.untold, deeds=deeds, note=note)


def _deed_name(id: str, speech: Speech) -> str:
    """What a deed is, in a few words."""
    kind, _, rest = id.rpartition(":")
    match kind:
        case DeedKind.REQUEST:
            return speech.say("table", "to_request", benefit=speech.say("benefits", rest, "name"))
        case DeedKind.ACCOUNT:
            return speech.say("answer", "account")
        case _:
            return speech.say("criteria", id, "name")


def _asked(id: str, scheme: Scheme, edition: Edition) -> Contact:
    """Who can settle an open question."""
    ask = next(question.ask for question in scheme.questions if question.id == id)
    return next(contact for contact in edition.contacts if contact.id == ask)


def _changed(side: Side, rows: int, scheme: Scheme, both: tuple[Edition, Edition], language: str) -> Changed:
    """Those who gain or lose, by criterion; one that an edition no longer has is named as it was."""
    voices = {
        criterion.id: Speech(language).of(scheme.wording, edition.year)
        for edition in both
        for criterion in edition.criteria
    }
    criteria = tuple(filled(Cause, voices[cause.id], cause, practitioners=cause.rows) for cause in side.causes)
    return _count(Changed, side.rows, rows, language, criteria=criteria, without=side.without)
