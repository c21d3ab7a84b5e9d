"""A check or a comparison."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial

from incentives.assessment import Amount, Assessment
from incentives.catalogue import Catalogue, NotAssessed
from incentives.comparison import Apart, Bar, Comparison, Rates
from incentives.report import coming, parts
from incentives.report.answer import answers
from incentives.report.assessed import Row, row_record, unworded
from incentives.report.filler import filled
from incentives.report.records import person
from incentives.report.records.kept import Kept
from incentives.report.records.pieces import Sums
from incentives.report.records.times import Timeline as TimelineRecord
from incentives.report.worded import worded
from incentives.scheme.edition import Edition
from incentives.scheme.plaindata import NotWritable
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation
from incentives.timeline import Timeline
from incentives.wording import Speech, formats


def compared_body(  # noqa: PLR0913  # each says another thing about one report
    comparison: Comparison,
    situation: CheckedSituation,
    as_of: date | None,
    language: str,
    catalogue: Catalogue,
    *,
    rates: Rates | None = None,
    named: Collection[str] = (),
    line: Timeline | None = None,
    answer_only: bool = False,
    keep: bool = False,
) -> person.Comparison:
    """The assessments one after another, with their totals; a scheme that cannot be worded is a row that says so.

    Args:
        comparison: the assessments.
        situation: that they rest on.
        as_of: the day on which it is asked.
        language: of the report.
        catalogue: in which failures are recorded.
        rates: for one sum over every currency.
        named: the schemes that were asked for by their ids: they are laid out even where nothing is told of them.
        line: the timeline of the same assessments, where it was asked for.
        answer_only: whether nothing else is shown; what stands in full of each row is then left out.
        keep: whether it has to hold what it takes to work it out again.
    """
    speech = Speech(language)
    kept, not_kept = _kept(comparison, situation, catalogue, language) if keep else (None, None)
    apart = tuple(_apart(one, language) for one in comparison.apart)
    untold = tuple(coming.untold(one, language, named) for one in comparison.untold)
    return person.Comparison(
        label=situation.label,
        as_of=as_of,
        as_of_text=speech.say("labels", "as_of", date=formats.day(as_of, language)) if as_of else None,
        notices=tuple(notice.text(language) for notice in situation.notices),
        answer=answers(comparison, language, catalogue, untold, (one.text for one in apart)),
        told=sum(row.is_told for row in comparison.assessments),
        rows=tuple(_rows(comparison, language, catalogue, answer_only=answer_only)),
        totals=_sums(comparison.totals, speech),
        received=_sums(comparison.received, speech),
        untold=untold,
        totals_note=" ".join(_about_sums(comparison, speech)),
        totals_by_year={str(year): _sums(totals, speech) for year, totals in comparison.totals_by_year.items()},
        total_in=None if rates is None else _converted(comparison, rates, speech),
        apart=apart,
        timeline=None if line is None else _timeline(line, language, catalogue, named),
        kept=kept,
        not_kept=not_kept,
    )


def _kept(
    comparison: Comparison, situation: CheckedSituation, catalogue: Catalogue, language: str
) -> tuple[Kept | None, str | None]:
    """What it takes to work it out again, or why that cannot be kept."""
    from incentives.report.keeping import kept  # what not every report has

    try:
        return kept(comparison, situation, catalogue, language), None
    except NotWritable as error:
        return None, Speech(language).say("saved", "not_written", problem=str(error))


def _timeline(line: Timeline, language: str, catalogue: Catalogue, named: Collection[str]) -> TimelineRecord:
    from incentives.report.timelined import timeline_record  # what not every report has

    return timeline_record(line, language, catalogue, named)


def _sums(amounts: Iterable[Amount], speech: Speech) -> tuple[Sums, ...]:
    return tuple(parts.sums(amount, speech) for amount in amounts)


def _converted(comparison: Comparison, rates: Rates, speech: Speech) -> person.SumAtRates:
    """One sum over every currency, at the user's rates."""
    total = parts.sums(comparison.totals_in(rates.currency, rates.units), speech)
    given = {name: formats.number(rate, speech.language) for name, rate in rates.units.items()}
    said = [
        speech.say("labels", "rate", other=name, rate=rate, currency=rates.currency) for name, rate in given.items()
    ]
    at = formats.listing(said, speech.language) if said else speech.say("values", "none")
    return person.SumAtRates(
        rates=tuple(person.Rate(currency=name, rate=str(rate)) for name, rate in rates.units.items()),
        text=speech.say("labels", "total_in", currency=rates.currency, rates=at, **parts.texts(total)),
        **vars(total),
    )


def _apart(one: Apart, language: str) -> person.Apart:
    """Two rows that are not received together, and why."""
    names = [coming.short_name(row, language) for row in (one.row, one.other)]
    settled = {True: "due", None: "open", False: "not_due"}[one.is_other_due]
    key = f"excluded_{settled}" if one.why is Bar.EXCLUDED else one.why.value
    values = {"scheme": names[0], "other": names[1], "year": str(one.row.year)}
    speech = Speech(language)
    text = speech.say("apart", key, **values)
    return filled(person.Apart, speech, one, one.row, other=one.other.scheme.id, text=text)


def _about_sums(comparison: Comparison, speech: Speech) -> Iterator[str]:
    """What the sums hold, and whether that follows from rules of the user's own; or that there is none."""
    if not comparison.counted:
        yield speech.say("labels", "no_total")
        return
    yield speech.say("labels", "total_note")
    names = [f"{row.scheme.id} {row.year}" for row in comparison.counted if row.edition.user_supplied]
    if names:
        yield speech.say("labels", "total_user", editions=formats.listing(names, speech.language))


def _rows(comparison: Comparison, language: str, catalogue: Catalogue, *, answer_only: bool) -> Iterator[Row]:
    """The rows in full; of the answer alone, no more than what tells whether each can be said."""
    for row in comparison.rows:
        if answer_only:
            voice = Speech(language).of(row.scheme.wording, row.year)
            worded(partial(voice.say, "scheme", "short"), catalogue, row.scheme.id, row.year)
        else:
            yield _row(row, language, catalogue)


def _row(row: Assessment | NotAssessed, language: str, catalogue: Catalogue) -> Row:
    def otherwise(code: str) -> Row:
        return unworded(row, language, code)

    built = worded(lambda: row_record(row, language), catalogue, row.scheme.id, row.year, otherwise)
    return built or otherwise("invalid_wording")


def editions_of(comparison: Comparison) -> list[tuple[Scheme, Edition]]:
    """The editions that a comparison used."""
    return [(a.scheme, a.edition) for a in comparison.assessments]
