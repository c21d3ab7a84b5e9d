"""Assessments side by side."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from attrs import frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import ZERO, Amount
from incentives.catalogue.catalogue import NotAssessed
from incentives.comparison.apart import Apart, Year
from incentives.comparison.rates import Rates, rounded
from incentives.comparison.sums import by_currency, sums_of
from incentives.comparison.untold import Untold, untold
from incentives.errors import InvalidArgument


@frozen(eq=False)
class Comparison:
    """Assessments by year and scheme.

    Attributes:
        rows: assessments, and what could not be assessed, by year and scheme.
    """

    rows: tuple[Assessment | NotAssessed, ...]

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """The rows of which something can be said."""
        return tuple(row for row in self.rows if isinstance(row, Assessment))

    @cached_property
    def counted(self) -> tuple[Assessment, ...]:
        """The rows that the sums count: those of which something is told, and that cover the profession or may."""
        return tuple(row for row in self.assessments if row.is_covered is not False and row.is_told)

    @cached_property
    def totals(self) -> tuple[Amount, ...]:
        """What will be paid in all, one sum for each currency; certain, possible and reachable each apart.

        Rows of editions that do not cover the practitioner's profession, or of which nothing is told, are left out, and
        so is what was received already. A scheme counts once a
        year, and what is not received together is never added: see ``apart``.
        """
        return by_currency(part for sums in self.totals_by_year.values() for part in sums)

    @cached_property
    def received(self) -> tuple[Amount, ...]:
        """What was received already, as far as it was told, one sum for each currency in which something was."""
        return by_currency(part for row in self.assessments if (part := row.received).possible != ZERO)

    @cached_property
    def untold(self) -> tuple[Untold, ...]:
        """The rows of which nothing is told for their year, with the question to answer first."""
        return tuple(untold(self.rows))

    @cached_property
    def totals_by_year(self) -> Mapping[int, tuple[Amount, ...]]:
        """The same sums for each reference year."""
        return {year: tuple(sums_of(rows)) for year, rows in self._years.items()}

    def totals_in(self, currency: str, rates: Mapping[str, Decimal]) -> Amount:
        """One sum over every currency, at rates that the caller gives; rounded to the cent, a half upwards.

        Args:
            currency: of the sum, ISO 4217.
            rates: for each other currency, how many units of ``currency`` one unit of it is.

        Raises:
            InvalidArgument: naming every currency that has no rate, and every rate that is none.
        """
        given = Rates(currency, rates)
        given.check(row.edition.currency for row in self.counted)
        parts = (part for year in self._years.values() for part in sums_of(year, given))
        return rounded(Amount.total(parts, currency))

    @cached_property
    def apart(self) -> tuple[Apart, ...]:
        """The rows that are not received together, with the reason."""
        return tuple(apart for year in self._years.values() for apart in year.apart)

    @cached_property
    def _years(self) -> Mapping[int, Year]:
        by_year: dict[int, list[Assessment | NotAssessed]] = {}
        for row in self.rows:
            by_year.setdefault(row.year, []).append(row)
        return {year: Year.of(rows) for year, rows in by_year.items()}


def compare(assessments: Iterable[Assessment | NotAssessed]) -> Comparison:
    """Set assessments side by side, by year and scheme.

    Args:
        assessments: of one practitioner, as ``Catalogue.assess_all`` gives them.

    Raises:
        InvalidArgument: if they are none.
    """
    rows = list(assessments) if isinstance(assessments, Iterable) else [assessments]
    if not all(isinstance(row, Assessment | NotAssessed) for row in rows):
        msg = f"expected assessments, as Catalogue.assess or assess_all give them; got {rows!r:.80}"
        raise InvalidArgument(msg, value=rows)
    return Comparison(tuple(sorted(rows, key=lambda row: (row.year, row.scheme.id))))
