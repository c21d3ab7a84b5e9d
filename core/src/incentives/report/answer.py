"""The answer: what to do, by when, for how much, over all schemes and years."""

from collections.abc import Iterable, Iterator
from functools import partial

from incentives.assessment import Assessment
from incentives.catalogue import Catalogue, NotAssessed
from incentives.comparison import Bar, Comparison
from incentives.report import coming
from incentives.report.answering import answer, items_of, rests_on
from incentives.report.records.person import Answer, Place, ShownRow, Untold
from incentives.report.worded import worded
from incentives.wording import Speech, formats

Row = Assessment | NotAssessed


def answers(
    comparison: Comparison,
    language: str,
    catalogue: Catalogue,
    untold: Iterable[Untold] = (),
    beside: Iterable[str] = (),
) -> tuple[Answer, ...]:
    """Everything that the answer to a comparison says.

    Args:
        comparison: of one practitioner.
        language: of the answer.
        catalogue: that gives advice, and in which failures are recorded.
        untold: the rows of which nothing is told.
        beside: what is said of schemes that are not received together.
    """
    nothing_told = (answer(Place.NOT_COUNTED, one.text, years=_years(one.rows)) for one in untold)
    said = (answer(Place.BEWARE, text) for text in beside)
    counted = _told(comparison, language, catalogue)
    return (*counted, *_not_counted(comparison, Speech(language)), *nothing_told, *said)


def _told(comparison: Comparison, language: str, catalogue: Catalogue) -> Iterator[Answer]:
    """What is said of the rows of which something is told; of one before which another goes, only what was received."""
    behind = [one.row for one in comparison.apart if one.why is Bar.EXCLUDED and one.is_other_due]
    for row in comparison.assessments:
        if _is_told(row) or row.edition.user_supplied:
            found = worded(
                partial(_items, row, language, catalogue),
                catalogue,
                row.scheme.id,
                row.year,
                partial(_failed, row, language),
            )
            yield from (one for one in found or () if row not in behind or one.place is Place.RECEIVED)


def _items(row: Assessment, language: str, catalogue: Catalogue) -> list[Answer]:
    return [*(items_of(row, catalogue.advice(row), language) if _is_told(row) else ()), *rests_on(row, language)]


def _is_told(row: Assessment) -> bool:
    return row.is_told and row.is_covered is not False


def _failed(row: Assessment, language: str, code: str) -> list[Answer]:
    """A row whose own sentences cannot be used, or whose rules failed; the list of failures says why."""
    said = Speech(language).say("labels", f"short_{code}")
    name = f"{row.scheme.id} {row.year}"
    return [answer(Place.NOT_COUNTED, name, money_text=said, scheme=row.scheme.id, years=(row.year,))]


def _not_counted(comparison: Comparison, speech: Speech) -> Iterator[Answer]:
    """Years without rules, professions that are not covered, nothing due."""
    untold = {id(row) for one in comparison.untold for row in one.rows}
    by_state: dict[tuple[str, str], list[Row]] = {}
    for row in comparison.rows:
        if id(row) not in untold and (state := _state(row)):
            by_state.setdefault((state, row.scheme.id), []).append(row)
    for (state, scheme), rows in by_state.items():
        years = formats.listing([str(row.year) for row in rows], speech.language)
        name = f"{coming.short_name(rows[0], speech.language)} {years}"
        said = speech.say("labels", f"short_{state}")
        yield answer(Place.NOT_COUNTED, name, money_text=said, scheme=scheme, years=_years(rows))


def _state(row: Row) -> str | None:
    """Why a row is in no group of its own."""
    if isinstance(row, NotAssessed):
        return row.code
    if row.is_covered is False:
        return "not_covered"
    is_nothing = row.is_told and row.amount.reachable == 0 and row.received.possible == 0
    return "not_eligible" if is_nothing else None


def _years(rows: Iterable[Row | ShownRow]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.year for row in rows))
