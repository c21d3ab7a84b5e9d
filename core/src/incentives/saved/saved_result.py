"""A result with all that it takes to work it out again."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import Amount
from incentives.catalogue.catalogue import Catalogue, NotAssessed
from incentives.comparison import Comparison, compare
from incentives.errors import InvalidArgument
from incentives.saved.row_answers import Key, RowAnswer, in_cents
from incentives.situation import CheckedSituation


def version_now() -> str:
    """The version of this library, which works results out."""
    try:
        return version("incentives")
    except PackageNotFoundError:  # run from a folder that nobody installed
        return "unknown"


@frozen(eq=False, slots=False)
class SavedResult:
    """What was answered to one practitioner, with the rules, the answers and the day that it follows from.

    ``read_saved`` gives the one in a file, ``SavedResult.of`` that of a comparison at hand.

    Attributes:
        situation: what was told.
        as_of: the day on which it was asked; ``None`` took everything as final.
        catalogue: the rules that were used, and they alone; it can be asked like any other.
        answers: what was answered, by scheme and year.
        totals: what will be paid in all, one sum for each currency.
        version: of ``incentives``, with which it was worked out.
        digests: of the edition of each scheme and year, as they were written down.
        own_editions: the schemes and years whose edition was the user's own.
        source: where it was read, for messages.
    """

    situation: CheckedSituation
    as_of: date | None
    catalogue: Catalogue = field(repr=False)
    answers: Mapping[Key, RowAnswer] = field(repr=False)
    totals: tuple[Amount, ...]
    version: str
    digests: Mapping[Key, str] = field(repr=False)
    own_editions: frozenset[Key] = frozenset()
    source: str = "the result"

    @classmethod
    def of(cls, comparison: Comparison, catalogue: Catalogue) -> "SavedResult":
        """A result at hand, as if it had been saved and read.

        Args:
            comparison: assessments of one practitioner, of one day.
            catalogue: that gave them.

        Raises:
            InvalidArgument: if nothing was assessed, or several practitioners or days are mixed.
        """
        found = comparison.assessments
        if len({(id(row.situation), row.as_of) for row in found}) != 1:
            msg = "expected the assessments of one situation on one day, as one call of Catalogue.assess_all gives them"
            raise InvalidArgument(msg, value=comparison)
        return cls(
            found[0].situation,
            found[0].as_of,
            catalogue,
            {one.key: one for one in map(RowAnswer.of, comparison.rows)},
            sums_of(comparison),
            version_now(),
            {(row.scheme.id, row.year): row.edition.digest for row in found},
            frozenset((row.scheme.id, row.year) for row in found if row.edition.user_supplied),
        )

    @property
    def label(self) -> str | None:
        """The name that the situation was given, if any."""
        return self.situation.label

    @cached_property
    def again(self) -> Comparison:
        """The same schemes and years, worked out anew with the same rules, answers and day."""
        return worked_out(self.catalogue, self.situation, self.as_of, self.answers)


def sums_of(comparison: Comparison) -> tuple[Amount, ...]:
    """What will be paid in all, one sum for each currency, as it is printed."""
    return tuple(map(in_cents, comparison.totals))


def worked_out(
    catalogue: Catalogue, situation: CheckedSituation, as_of: date | None, wanted: Iterable[Key]
) -> Comparison:
    """Some schemes and years side by side; those that the catalogue doesn't have are left out.

    Args:
        catalogue: the rules.
        situation: the answers.
        as_of: the day.
        wanted: the schemes and years.
    """
    keys = {*wanted}
    schemes = sorted({scheme for scheme, _ in keys if scheme in catalogue})
    years = sorted({year for _, year in keys})
    rows: tuple[Assessment | NotAssessed, ...] = catalogue.assess_all(situation, years, as_of, schemes)
    return compare(row for row in rows if (row.scheme.id, row.year) in keys)
