"""What a plugin's own worked cases show of its rules: every outcome of every criterion, both sides of every threshold.

A rule that several editions share (its digest is the same) has to be tried once, in any of them.
"""

from collections.abc import Iterator
from functools import lru_cache

from attrs import define, field, frozen

from incentives.assessment import Outcome
from incentives.rules.expressions import Expression
from incentives.scheme.edition import Edition
from incentives.testing.casefacts import assessed
from incentives.testing.subjects import OfScheme
from incentives.testing.thresholds import Threshold, thresholds
from incentives.wording import Speech
from incentives.wording.words import words

OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN)


@define(eq=False)
class CriterionSeen:
    """One rule of a criterion, and the outcomes in which cases have seen it.

    Attributes:
        criterion: its id.
        years: of the editions that have this very rule.
        seen: how many cases have seen each outcome.
    """

    criterion: str
    years: list[int] = field(factory=list)
    seen: dict[Outcome, int] = field(factory=lambda: dict.fromkeys(OUTCOMES, 0))

    @property
    def missing(self) -> tuple[Outcome, ...]:
        """The outcomes that no case has seen."""
        return tuple(outcome for outcome in OUTCOMES if not self.seen[outcome])


@frozen(eq=False)
class Coverage:
    """What the cases of one scheme show.

    Attributes:
        scheme: the scheme's id.
        criteria: each rule of each criterion that is asked.
        thresholds: each figure that a quantity is held against.
        said: each threshold in words.
    """

    scheme: str
    criteria: tuple[CriterionSeen, ...]
    thresholds: tuple[Threshold, ...]
    said: tuple[str, ...]

    def table(self, width: int = 100) -> str:
        """Both tables, for a screen of this width."""
        from io import StringIO

        from rich.console import Console  # heavy: only where somebody looks
        from rich.table import Table

        screen = StringIO()
        console = Console(file=screen, width=width, color_system=None)
        criteria = Table("criterion", "years", "met", "not met", "unknown", title=f"{self.scheme}: criteria")
        for row in self.criteria:
            criteria.add_row(row.criterion, _years(row.years), *(str(row.seen[outcome] or "-") for outcome in OUTCOMES))
        figures = Table("threshold", "at it", "other side", title=f"{self.scheme}: thresholds")
        for threshold, said in zip(self.thresholds, self.said, strict=True):
            sides = zip((threshold.at, threshold.other), threshold.can_be, strict=True)
            figures.add_row(said, *("yes" if tried else "-" if can_be else "cannot be" for tried, can_be in sides))
        console.print(criteria)
        if self.thresholds:
            console.print(figures)
        return screen.getvalue()


@lru_cache(maxsize=16)  # two checks and a table ask for it
def coverage(subject: OfScheme) -> Coverage:
    """What the worked cases of a scheme show of its rules."""
    editions = subject.editions
    rules: dict[tuple[str, str], CriterionSeen] = {}
    for edition in editions:
        for id, condition in _conditions(edition):
            rules.setdefault((id, condition.digest), CriterionSeen(id)).years.append(edition.year)
    figures = thresholds(
        (f"{edition.scheme} {edition.year}, {place}", expression)
        for edition in editions
        for place, expression in _expressions(edition)
    )
    by_year = {edition.year: edition for edition in editions}
    read = {year: [figures[d] for d in thresholds(_expressions(edition))] for year, edition in by_year.items()}
    for case in subject.cases:
        known = subject.catalogue.check(case.situation()).seen_from(case.year, case.as_of)
        outcomes = assessed(case, subject.catalogue).criteria
        for id, condition in _conditions(by_year[case.year]):
            rules[id, condition.digest].seen[outcomes[id].outcome] += 1
        for threshold in read[case.year]:
            threshold.see(known)
    speech = Speech("en").of(subject.scheme.wording)
    said = tuple(_said(threshold, speech) for threshold in figures.values())
    return Coverage(subject.scheme.id, tuple(rules.values()), tuple(figures.values()), said)


def _conditions(edition: Edition) -> Iterator[tuple[str, Expression]]:
    for criterion in edition.criteria:
        if criterion.condition is not None:
            yield criterion.id, criterion.condition


def _expressions(edition: Edition) -> Iterator[tuple[str, Expression]]:
    yield from ((f"criteria.{id}", condition) for id, condition in _conditions(edition))
    yield from ((f"benefits.{benefit.id}", benefit.amount) for benefit in edition.benefits)
    yield from ((f"groups.{group.id}", group.at_most) for group in edition.groups if group.at_most is not None)


def _said(threshold: Threshold, speech: Speech) -> str:
    return words(threshold.node, speech)


def _years(years: list[int]) -> str:
    """Years as runs: ``2018-2022, 2025``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
