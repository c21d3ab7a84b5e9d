"""A table of practitioners held against the schemes of a catalogue."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from incentives.errors import InvalidArgument, MissingExtra, UnknownEdition
from incentives.scheme.scheme import Scheme

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.population.table import Wanted


def assess_table(  # noqa: PLR0913  # the method that users call is the same
    catalogue: "Catalogue",
    frame: Any,
    schemes: Iterable[str] | None,
    years: Iterable[int],
    readings: Mapping[str, bool] | None,
    *,
    is_text: bool = False,
    reasons: str | None = None,
) -> Any:
    """The frame with the columns of every scheme and year added; see the methods of ``Catalogue``."""
    from incentives.population.table import over_table

    wanted, unknown = wanted_editions(catalogue, schemes, years)
    given = readings or {}
    return over_table(
        frame, wanted, catalogue.vocabulary, given, is_text=is_text, reasons=reasons, without_rules=unknown
    )


def wanted_editions(
    catalogue: "Catalogue", schemes: Iterable[str] | None, years: Iterable[int]
) -> "tuple[list[Wanted], list[str]]":
    """The editions of some schemes and years, and what the columns of those that have no rules are called.

    Of several years, the year is part of the names of columns.

    Args:
        catalogue: the schemes.
        schemes: ids; without them every scheme is asked, and only that none has rules is an error.
        years: the reference years.

    Raises:
        MissingExtra: if the libraries for tables are not installed.
        InvalidArgument: if no scheme or no year is asked.
        UnknownScheme: if no plugin gives one of the schemes.
        UnknownEdition: if one has no rules for a year.
        InvalidEdition: if they are broken.
    """
    try:
        from incentives.population.table import Wanted
    except ModuleNotFoundError as error:
        msg = f"tables need the library {error.name}: install them with pip install 'incentives[tables]'"
        raise MissingExtra(msg, library=error.name) from error
    asked = sorted(set(_several(years, "years, such as [2024, 2025]")))
    ids = [scheme.id for scheme in catalogue] if schemes is None else _several(schemes, "ids of schemes")
    pairs = [(catalogue[id], year) for year in asked for id in dict.fromkeys(ids)]
    known = [(scheme, year) for scheme, year in pairs if year in scheme.years] if schemes is None else pairs
    if not pairs:
        msg = "no scheme or no year is asked; name at least one of each"
        raise InvalidArgument(msg)
    if not known:
        msg = f"no scheme has rules for {', '.join(map(str, asked))}; `incentives schemes` lists the years of each"
        raise UnknownEdition(msg, years=asked)

    def name(scheme: Scheme, year: int) -> str:
        return scheme.id if len(asked) == 1 else f"{scheme.id}@{year}"

    wanted = [Wanted(scheme, catalogue.edition(scheme.id, year), name(scheme, year)) for scheme, year in known]
    return wanted, [name(scheme, year) for scheme, year in pairs if (scheme, year) not in known]


def _several(value: Iterable[Any], wanted: str) -> Iterable[Any]:
    if isinstance(value, int | str):
        msg = f"expected several {wanted}; got {value!r}"
        raise InvalidArgument(msg, value=value)
    return value
