"""A table of practitioners held against the schemes of a catalogue."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from incentives.catalogue.catalogue import NotAssessed
from incentives.catalogue.failures import Stage
from incentives.catalogue.years import years_of
from incentives.errors import (
    AssessmentFailed,
    ExpressionError,
    InvalidArgument,
    InvalidEdition,
    UnknownEdition,
    needing_extra,
)
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.population.wanted import Wanted


@frozen(eq=False)
class Asked:
    """What is asked of a table.

    Attributes:
        years: the reference years, in order.
        editions: the rules that it is held against, by year and then by scheme.
        without: the schemes and years of which there are no rules that can be used.
    """

    years: tuple[int, ...]
    editions: tuple[tuple[Scheme, Edition], ...]
    without: tuple[NotAssessed, ...]

    def wanted(self, as_of: date | None = None, *, to_do: bool = False) -> "list[Wanted]":
        """The editions, each with what the names of its columns begin with.

        Args:
            as_of: the day on which it is asked what will be paid; without it that is not said.
            to_do: whether it is asked what to do, seen from that day.

        Raises:
            InvalidArgument: if it is asked what to do without a day.
            MissingExtra: if the libraries for tables are not installed.
        """
        if to_do and as_of is None:
            msg = "what to do hangs on the day: give as_of with to_do, such as as_of=date(2026, 11, 22)"
            raise InvalidArgument(msg)
        with needing_extra("tables"):
            from incentives.population.wanted import Wanted
        return [
            Wanted(scheme, edition, self._name(scheme, edition.year), as_of, to_do) for scheme, edition in self.editions
        ]

    @property
    def without_rules(self) -> dict[str, str]:
        """Why there are no rules, in a word, by what the name of the column that says so begins with."""
        return {self._name(one.scheme, one.year): one.code for one in self.without}

    def _name(self, scheme: Scheme, year: int) -> str:
        """Of several years, the year is part of the names of columns."""
        return scheme.id if len(self.years) == 1 else f"{scheme.id}@{year}"


def asked_for(catalogue: "Catalogue", schemes: Iterable[str] | None, years: Iterable[int]) -> Asked:
    """The editions of some schemes and years.

    Args:
        catalogue: the schemes.
        schemes: ids; without them every scheme is asked, and only that none has rules is an error.
        years: the reference years.

    Raises:
        InvalidArgument: if no scheme or no year is asked.
        UnknownScheme: if no plugin gives one of the schemes.
        UnknownEdition: if one that was named has no rules for a year, or none has.
        InvalidEdition: if the rules of one that was named are broken, or no others can be used.
    """
    asked = tuple(years_of(years))
    if isinstance(schemes, str):
        msg = f"expected several ids of schemes; got {schemes!r}"
        raise InvalidArgument(msg, value=schemes)
    ids = None if schemes is None else list(schemes)
    if not asked or ids == []:
        msg = "no scheme or no year is asked; name at least one of each"
        raise InvalidArgument(msg)
    found = [catalogue[id] for id in dict.fromkeys(ids)] if ids is not None else catalogue.schemes
    editions, without = [], []
    for scheme, year in [(scheme, year) for year in asked for scheme in found]:
        try:
            editions.append((scheme, _held(catalogue, scheme, year, may_fail=ids is None)))
        except (UnknownEdition, InvalidEdition, AssessmentFailed) as error:
            if ids is not None:
                raise
            without.append(NotAssessed(scheme, year, error))
    if not editions:
        broken = [one.error for one in without if not isinstance(one.error, UnknownEdition)]
        raise broken[0] if broken else no_rules_for(asked)
    return Asked(asked, tuple(editions), tuple(without))


def _held(catalogue: "Catalogue", scheme: Scheme, year: int, *, may_fail: bool) -> Edition:
    """An edition whose figures a table can hold.

    Raises:
        AssessmentFailed: if they are too fine, and nobody named the scheme; it is then also among the failures.
    """
    edition = catalogue.edition(scheme.id, year)
    if may_fail:
        with needing_extra("tables"):
            from incentives.rules.measures import check_digits
        conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
        ceilings = [group.at_most for group in edition.groups if group.at_most is not None]
        try:
            check_digits([*conditions, *(benefit.amount for benefit in edition.benefits), *ceilings])
        except ExpressionError as error:
            catalogue.record_failure(scheme.id, Stage.RULE, str(error), year)
            raise AssessmentFailed(str(error), scheme=scheme.id, year=year) from error
    return edition


def no_rules_for(years: Iterable[int]) -> UnknownEdition:
    """The error where no scheme has rules for any of some years."""
    years = tuple(years)
    return saying(UnknownEdition, Said.of("no_rules", years=", ".join(map(str, years))), years=years)


def assess_table(  # noqa: PLR0913  # the method that users call is the same
    catalogue: "Catalogue",
    frame: Any,
    schemes: Iterable[str] | None,
    years: Iterable[int],
    readings: Mapping[str, bool] | None,
    *,
    reasons: str | None = None,
    as_of: date | None = None,
    to_do: bool = False,
) -> Any:
    """The frame with the columns of every scheme and year added; see the methods of ``Catalogue``."""
    asked = asked_for(catalogue, schemes, years)
    wanted, without = asked.wanted(as_of, to_do=to_do), asked.without_rules
    from incentives.population.table import over_table  # once it is known that there are libraries for it

    given = readings or {}
    return over_table(frame, wanted, catalogue.vocabulary, given, reasons=reasons, without_rules=without)
