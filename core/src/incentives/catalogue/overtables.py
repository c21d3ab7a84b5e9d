"""What a catalogue says of a whole table: its figures, and what another edition would change."""

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import evolve

from incentives.errors import InvalidArgument
from incentives.scheme.builders import EditionFiles
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.population.figures import Reform, Summary
    from incentives.population.table import Wanted

Against = int | str | PathLike[str]


class OverTables:
    """The methods of a catalogue that read a whole table."""

    __slots__ = ()

    def summarise_table(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        scheme_id: str,
        year: int,
        *,
        readings: Mapping[str, bool] | None = None,
    ) -> "Summary":
        """A table in figures: who is due what, what keeps it back, what is not known.

        Arguments and errors as for ``assess_table``; the table is read once for what is known, and once more for what
        is not.
        """
        return self.summarise_table_all(frame, [year], [scheme_id], readings=readings)

    def summarise_table_all(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        years: Iterable[int],
        schemes: Iterable[str] | None = None,
        *,
        readings: Mapping[str, bool] | None = None,
    ) -> "Summary":
        """A table in figures, for several schemes and years; arguments and errors as for ``assess_table_all``."""
        ids = [scheme.id for scheme in self.schemes] if schemes is None else schemes
        return summary_of(self, frame, ids, years, readings)

    def compare_table(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        scheme_id: str,
        year: int,
        against: Against,
        *,
        readings: Mapping[str, bool] | None = None,
    ) -> "Reform":
        """Two editions over one table: who gains, who loses, by which criterion, at what cost.

        Columns that name no year are read by each edition as of its own reference year.

        Args:
            frame: as for ``assess_table``.
            scheme_id: the scheme.
            year: the reference year of the edition afterwards.
            against: the edition before: a year, or the path of an edition file of the user's own. The same year stands
                for the plugin's own edition where the user supplied the one asked for.
            readings: the reader's answers to open questions, by id, for all rows.

        Raises:
            InvalidTable: listing every column that cannot be taken as it is.
            InvalidEdition: if the file is no edition.
            InvalidArgument: if there are not two editions of this scheme to compare.
        """
        after, before = both(self, scheme_id, year, against)
        from incentives.population.reform import compared  # once it is known that there are libraries for it

        return compared(frame, after, before, self.vocabulary, readings or {})

    def assess_table_against(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        scheme_id: str,
        year: int,
        against: Against,
        *,
        readings: Mapping[str, bool] | None = None,
    ) -> Any:
        """The frame with the columns of two editions, and ``SCHEME.change``; arguments and errors as ``compare_table``.

        The edition before has the columns ``SCHEME.against.*``. The change is ``gains``, ``loses``, ``same`` or
        ``undetermined``.
        """
        after, before = both(self, scheme_id, year, against)
        from incentives.population.reform import over_both  # once it is known that there are libraries for it

        return over_both(frame, after, before, self.vocabulary, readings or {})


def summary_of(
    catalogue: "Catalogue",
    frame: Any,
    schemes: Iterable[str],
    years: Iterable[int],
    readings: Mapping[str, bool] | None,
    *,
    is_text: bool = False,
) -> "Summary":
    """A table in figures; see the methods of ``Catalogue``."""
    from incentives.catalogue.tables import wanted_editions

    wanted = wanted_editions(catalogue, schemes, years)
    from incentives.population.summary import summarise  # once it is known that there are libraries for it

    return summarise(frame, wanted, catalogue.vocabulary, readings or {}, is_text=is_text)


def both(catalogue: "Catalogue", scheme_id: str, year: int, against: Against) -> "tuple[Wanted, Edition]":
    """The edition afterwards, and the one before.

    Raises:
        InvalidArgument: if they are the same one, or the file is of another scheme.
        InvalidEdition: if the file is no edition.
        UnknownEdition: if the scheme has no rules for one of the years.
    """
    from incentives.catalogue.tables import wanted_editions

    (after,) = wanted_editions(catalogue, [scheme_id], [year])
    if isinstance(against, bool) or not isinstance(against, int | str | PathLike):
        msg = f"expected a year or the path of an edition file to compare against, got {against!r:.80}"
        raise InvalidArgument(msg, value=against)
    if not isinstance(against, int):
        return after, _in_file(catalogue, scheme_id, against)
    if against != year:
        return after, catalogue.edition(scheme_id, against)
    own = _of_plugin(catalogue[scheme_id], year) if after.edition.user_supplied else None
    if own is None:
        msg = f"{scheme_id} {year} would be compared with itself; name another year, or an edition file of your own"
        raise InvalidArgument(msg, scheme=scheme_id, year=year)
    return after, own


def _in_file(catalogue: "Catalogue", scheme_id: str, path: str | PathLike[str]) -> Edition:
    """The edition of a scheme in a file of the user's own."""
    known = {id(edition) for scheme in catalogue.schemes for edition in scheme.user_editions}
    more = catalogue.with_edition(path)
    (edition,) = (one for scheme in more.schemes for one in scheme.user_editions if id(one) not in known)
    if edition.scheme != scheme_id:
        msg = f"{path} is an edition of {edition.scheme}, not of {scheme_id}; compare two editions of one scheme"
        raise InvalidArgument(msg, scheme=scheme_id, path=str(path))
    return edition


def _of_plugin(scheme: Scheme, year: int) -> Edition | None:
    """The plugin's own edition of a year of which the user supplied one, if there is such."""
    files = scheme.editions
    if not isinstance(files, EditionFiles) or year not in files.files:
        return None
    return evolve(scheme, editions=evolve(files, supplied={})).edition(year)
