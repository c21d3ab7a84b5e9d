"""Checks of dates: in order within an edition, and without gap or overlap between editions.

Two editions whose keys are consecutive years claim to continue one another: the later one's period begins on the day
after the earlier one's ends. Where a year between them has no edition, nothing is claimed but that they do not overlap.
Editions of one cycle stand in it at the place of their year; two cycles do not overlap.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.testing.findings import Finding
from incentives.testing.subjects import OfEdition, OfScheme


def order(subject: OfEdition) -> Iterator[Finding]:
    """The dates of an edition are in order."""
    for place, first, last, what, remedy in _ordered(subject.edition):
        if first is not None and last is not None and last < first:
            yield Finding(f"{subject}, {place}", f"{what}: {last} comes before {first}", remedy)
    edition = subject.edition
    if not edition.period.start.year <= edition.year <= edition.period.end.year:
        yield Finding(
            f"{subject}, period",
            f"{edition.period.start} to {edition.period.end} has no day in {edition.year}",
            "the key of an edition is the year of its period: correct the one or the other",
        )


def _ordered(edition: Edition) -> Iterator[tuple[str, date | None, date | None, str, str]]:
    """Pairs of dates of which the second may not come before the first."""
    window = edition.application.window
    closes = window.days.last_day if window else None
    requested = {id for b in edition.benefits if b.request is not None for id in edition.required_by(b)}
    for criterion in edition.criteria:
        if criterion.standing is not Standing.ASKED:
            continue
        place = f"criteria.{criterion.id}, deadline"
        yield (
            place,
            edition.period.start,
            criterion.deadline,
            "the deadline is over before the period begins",
            "correct it, or leave it out where no deed can change the criterion any more",
        )
        yield (
            f"criteria.{criterion.id}, advise_by",
            edition.period.start,
            criterion.advise_by,
            "the prudent day is over before the period begins",
            "correct it: it did not move with the year",
        )
        if criterion.id in requested:
            yield (
                place,
                criterion.deadline,
                closes,
                "the application window closes before the deadline",
                "what is requested must be true by then: correct the deadline or the window",
            )
    yield (
        "application.window.advise_by",
        edition.period.start,
        window.advise_by if window else None,
        "the prudent day is over before the period begins",
        "correct it: it did not move with the year",
    )
    payment = edition.application.payment.period
    opens = (window.days.opens or window.days.open_by) if window else None
    yield (
        "application.payment",
        opens,
        payment.end if payment else None,
        "it is paid before it can be requested",
        "correct the payment or the window",
    )
    yield (
        "expected_next",
        edition.verified_on,
        edition.expected_next,
        "newer rules were due when it was verified",
        "look for the newer text, then set `verified_on` and `expected_next`",
    )
    for reference in _documents(edition):
        yield (
            "verified_on",
            reference[1],
            edition.verified_on,
            f"{reference[0]!r} was published later",
            "compare the edition with that text, then set `verified_on` to the day on which you did",
        )


def _documents(edition: Edition) -> list[tuple[str, date | None]]:
    parts = (edition.criteria, edition.benefits, edition.groups, edition.figures)
    lists = (part.references for group in parts for part in group)
    found = {reference.document for references in lists for reference in references}
    return sorted(((document.title, document.published_on) for document in found), key=lambda pair: pair[0])


def continuity(subject: OfScheme) -> Iterator[Finding]:
    """Editions of consecutive years continue one another: no overlap, no gap."""
    for before, after in pairwise(sorted(subject.editions, key=lambda edition: edition.year)):
        place = f"{subject}, {before.year} and {after.year}, period"
        expected = before.period.end + timedelta(days=1)
        if after.period.start < expected:
            yield Finding(
                place,
                f"they overlap: {after.year} begins on {after.period.start}, before {before.year} is over",
                f"end {before.year} the day before, or begin {after.year} on {expected}: a day has one set of rules",
            )
        elif after.year == before.year + 1 and after.period.start > expected:
            yield Finding(
                place,
                f"there is a gap: one ends on {before.period.end}, the other begins on {after.period.start}",
                f"begin {after.year} on {expected}, or give the days between the edition that they belong to",
            )


def cycles(subject: OfScheme) -> Iterator[Finding]:
    """Editions of a cycle lie in it, at the place of their year; cycles follow one another."""
    with_cycle = [(edition, edition.cycle) for edition in subject.editions if edition.cycle is not None]
    for edition, cycle in with_cycle:
        place = f"{subject} {edition.year}, cycle"
        if edition.period.start < cycle.period.start or edition.period.end > cycle.period.end:
            yield Finding(place, "the edition's period is not inside its cycle", "correct the cycle or the period")
        expected = edition.year - cycle.period.start.year + 1
        if cycle.place != expected:
            yield Finding(
                place,
                f"says it is year {cycle.place} of a cycle that starts in {cycle.period.start.year}",
                f"it is year {expected}: correct `place` or the cycle's first day",
            )
    by_start = sorted({cycle for _, cycle in with_cycle}, key=lambda cycle: (cycle.period.start, cycle.place))
    for one, other in pairwise(by_start):
        same = one.period == other.period
        if same and one.length != other.length:
            yield Finding(
                f"{subject}, cycle", f"one cycle has {one.length} years, and {other.length}", "it has one length"
            )
        if not same and other.period.start <= one.period.end:
            yield Finding(
                f"{subject}, cycle",
                f"the cycle that begins on {other.period.start} overlaps the one that ends on {one.period.end}",
                "a year belongs to one cycle: correct the first or the last day",
            )
