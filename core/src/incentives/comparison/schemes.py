"""Schemes side by side, without a practitioner."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from incentives.assessment.outcomes import ZERO, Amount
from incentives.assessment.totals import HIGHS
from incentives.rules.bounds import bounds
from incentives.rules.evaluation import Known
from incentives.rules.trace import Trace
from incentives.scheme.application import Handling
from incentives.scheme.criterion import Criterion, Establishment, Standing, Theme
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme


@frozen(eq=False)
class SchemeColumn:
    """One edition in a comparison of schemes.

    Attributes:
        scheme: the scheme.
        edition: its rules.
    """

    scheme: Scheme = field(repr=lambda scheme: scheme.id)
    edition: Edition = field(repr=lambda edition: str(edition.year))

    @property
    def most(self) -> Amount:
        """The most that the edition can pay: of what can be had together, each at its highest, up to every ceiling.

        ``certain`` is nothing.
        """
        edition = self.edition
        amounts = {benefit.id: benefit.amount for benefit in edition.benefits}
        ceilings = {group.id: group.at_most for group in edition.groups if group.at_most is not None}
        trace = Trace.of([*amounts.values(), *ceilings.values()], Known(edition.year))
        highs = {id: bounds(amount, trace).high for id, amount in amounts.items()}
        caps = {id: bounds(at_most, trace).high for id, at_most in ceilings.items()}
        sums = (bundle.total(highs, caps, HIGHS) for bundle in edition.bundles)
        return Amount.total((Amount(ZERO, high, high, edition.currency) for high in sums), edition.currency)

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """The criteria that it really asks."""
        return tuple(criterion for criterion in self.edition.criteria if criterion.standing is Standing.ASKED)

    def on(self, theme: Theme) -> tuple[Criterion, ...]:
        """Its criteria on a theme, whatever their standing."""
        return tuple(criterion for criterion in self.edition.criteria if criterion.theme is theme)

    @property
    def evidence_burden(self) -> Mapping[Handling, int]:
        """How many kinds of documents are sent, kept, not asked."""
        return Counter(evidence.handling for evidence in self.edition.evidence)

    @property
    def established(self) -> Mapping[Establishment, int]:
        """How many of the criteria asked are declared, pre-filled, measured, attested."""
        return Counter(criterion.established_by for criterion in self.asked)


@frozen(eq=False)
class SchemeComparison:
    """Schemes side by side, without a practitioner.

    Attributes:
        columns: one for each edition.
    """

    columns: tuple[SchemeColumn, ...] = field(converter=tuple[SchemeColumn, ...])

    @property
    def themes(self) -> Mapping[Theme, tuple[tuple[Criterion, ...], ...]]:
        """For each theme that some edition has, the criteria of each column on it."""
        used = [theme for theme in Theme if any(column.on(theme) for column in self.columns)]
        return {theme: tuple(column.on(theme) for column in self.columns) for theme in used}


def compare_schemes(editions: Iterable[tuple[Scheme, Edition]]) -> SchemeComparison:
    """Set schemes side by side by theme, amount, cadence, channel and evidence.

    Args:
        editions: each with its scheme.
    """
    return SchemeComparison(tuple(SchemeColumn(scheme, edition) for scheme, edition in editions))
