"""A table of practitioners held against the schemes of a catalogue."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from incentives.errors import InvalidArgument, MissingExtra
from incentives.scheme.scheme import Scheme

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.population.table import Wanted


def assess_table(  # noqa: PLR0913  # the method that users call is the same
    catalogue: "Catalogue",
    frame: Any,
    schemes: Iterable[str],
    years: Iterable[int],
    readings: Mapping[str, bool] | None,
    *,
    is_text: bool = False,
    reasons: str | None = None,
) -> Any:
    """The frame with the columns of every scheme and year added; see the methods of ``Catalogue``."""
    from incentives.population.table import over_table

    wanted = wanted_editions(catalogue, schemes, years)
    return over_table(frame, wanted, catalogue.vocabulary, readings or {}, is_text=is_text, reasons=reasons)


def wanted_editions(catalogue: "Catalogue", schemes: Iterable[str], years: Iterable[int]) -> "list[Wanted]":
    """The editions of some schemes and years; of several years, the year is part of the names of columns.

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
    found: list[Scheme] = [catalogue[id] for id in dict.fromkeys(_several(schemes, "ids of schemes"))]
    if not asked or not found:
        msg = "no scheme or no year is asked; name at least one of each"
        raise InvalidArgument(msg)
    return [
        Wanted(scheme, catalogue.edition(scheme.id, year), scheme.id if len(asked) == 1 else f"{scheme.id}@{year}")
        for year in asked
        for scheme in found
    ]


def _several(value: Iterable[Any], wanted: str) -> Iterable[Any]:
    if isinstance(value, int | str):
        msg = f"expected several {wanted}; got {value!r}"
        raise InvalidArgument(msg, value=value)
    return value
