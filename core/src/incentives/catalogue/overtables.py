"""What a catalogue says of a whole table: row by row, in figures, and what another edition would change."""

from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from incentives.errors import InvalidArgument, needing_extra
from incentives.hints import shown
from incentives.scheme.builders import EditionFiles
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import foreign_values

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.population.figures.figure_records import Reform, Summary
    from incentives.population.register_records import RegisterTable
    from incentives.population.wanted import Wanted

Against = int | str | PathLike[str]


class OverTables:
    """The methods of a catalogue that read a whole table."""

    __slots__ = ()

    def read_registers(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        paths: Iterable[str | PathLike[str]],
        *,
        today: date,
        day: date | None = None,
        keep: Iterable[tuple[str, str]] = (),
    ) -> "RegisterTable":
        """The practitioners in files of public registers that plugins know, one row each, for ``assess_table``.

        Args:
            paths: of the files, each known by its columns; practitioners are joined by their number.
            today: no extract is of a later day.
            day: of the extracts whose name does not say it; annual facts belong to its year.
            keep: names of columns, each with the value that practitioners must have there.

        Raises:
            UnreadableFile: if a file cannot be opened, or is not in UTF-8.
            InvalidTable: listing every file that is of no known register or of no known day, or every malformed line by
                its number.
            UnknownFormat: if a column to keep by is none of the table.
            MissingExtra: without the extra ``tables``.
        """
        with needing_extra("tables"):
            from incentives.population.register_rows import register_table

        facts = self.vocabulary.facts
        known = [
            register
            for plugin in self.plugins
            for register in plugin.registers
            if all(part.fact in facts for part in register.facts)  # not where another plugin contests one of them
        ]
        given = [Path(path) for path in paths]
        return register_table(given, known, facts, day=day, today=today, keep=tuple(keep))

    def assess_table(  # type: ignore[misc]  # only a catalogue inherits it  # noqa: PLR0913  # what can be asked
        self: "Catalogue",
        frame: Any,
        scheme_id: str,
        year: int,
        *,
        readings: Mapping[str, bool] | None = None,
        reasons: str | None = None,
        as_of: date | None = None,
        to_do: bool = False,
    ) -> Any:
        """What every practitioner in a table is due under one edition.

        Columns are named by fact id, those of another year ``id@YEAR``; a missing column or an empty cell is an unknown
        fact. Columns outside the name spaces of facts pass through. Added are, for each criterion of the edition,
        ``SCHEME.CRITERION`` (true, false, null where unknown), ``SCHEME.certain`` and ``SCHEME.possible`` (amounts),
        ``SCHEME.eligibility``, ``SCHEME.user_supplied`` (the file, where the edition is the user's own), and
        ``SCHEME.invalid``: the columns whose value in the row cannot be, and counted as unknown there.

        Args:
            frame: of Polars (eager or lazy), pandas, PyArrow, DuckDB or PySpark; one row a practitioner.
            scheme_id: the scheme.
            year: the reference year.
            readings: the reader's answers to open questions, by id, for all rows.
            reasons: a language; adds ``SCHEME.reasons``, a text that says why each criterion that is not met, and then
                each that is unknown, is so.
            as_of: the day on which it is asked what will be paid; adds ``SCHEME.payable_certain``,
                ``SCHEME.payable_possible`` and ``SCHEME.received``, see ``BenefitResult.payable``. The other columns
                take everything as final, with or without it.
            to_do: whether it is asked what to do, seen from that day; adds ``SCHEME.to_do`` (the deeds that come
                first), ``SCHEME.to_do_by`` and others: for each row what ``advice`` says of one practitioner. With
                ``reasons`` also ``SCHEME.to_do_said``, in sentences.

        Returns:
            A frame of the same kind; nothing is computed before it is asked for where the frame is lazy.

        Raises:
            InvalidTable: listing every column that cannot be taken as it is.
            InvalidSituation: if a reading answers no open question.
            InvalidArgument: if reasons cannot be given in the language, or it is asked what to do without a day.
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for that year.
            MissingExtra: without the extra ``tables``.
        """
        return self.assess_table_all(
            frame, [year], [scheme_id], readings=readings, reasons=reasons, as_of=as_of, to_do=to_do
        )

    def assess_table_all(  # type: ignore[misc]  # only a catalogue inherits it  # noqa: PLR0913  # likewise
        self: "Catalogue",
        frame: Any,
        years: Iterable[int],
        schemes: Iterable[str] | None = None,
        *,
        readings: Mapping[str, bool] | None = None,
        reasons: str | None = None,
        as_of: date | None = None,
        to_do: bool = False,
    ) -> Any:
        """What every practitioner in a table is due under several schemes and years, in one pass.

        As ``assess_table``; where several years are asked, the names of added columns begin with ``SCHEME@YEAR``, and
        columns of annual facts must say their year.

        Args:
            frame: as for ``assess_table``.
            years: the reference years.
            schemes: ids; every scheme unless given. Of one that then has no rules for a year, or broken ones, the
                column ``eligibility`` alone is added, and says ``unknown_edition`` or ``invalid_edition``.
            readings: the reader's answers to open questions, by id, for all rows.
            reasons: a language, for a column of text more, as in ``assess_table``.
            as_of: a day, for columns of what will be paid, as in ``assess_table``.
            to_do: whether it is asked what to do, as in ``assess_table``.

        Raises:
            InvalidTable: listing every column that cannot be taken as it is.
            UnknownEdition: if a scheme that was named has no rules for one of the years, or if none has.
            InvalidEdition: if those of a scheme that was named are broken, or no others can be used.
        """
        from incentives.catalogue.tables import assess_table  # heavy: only where there is a table

        return assess_table(self, frame, schemes, years, readings, reasons=reasons, as_of=as_of, to_do=to_do)

    def summarise_table(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        scheme_id: str,
        year: int,
        *,
        readings: Mapping[str, bool] | None = None,
        as_of: date | None = None,
        to_do: bool = False,
    ) -> "Summary":
        """A table in figures: who is due what, what keeps it back, what is not known.

        Arguments and errors as for ``assess_table``; the table is read once for what is known, and once more for what
        is not. With ``to_do`` it is read once more, for which deed by which day brings the most to the most; the other
        figures take everything as final, with or without ``as_of``.
        """
        return self.summarise_table_all(frame, [year], [scheme_id], readings=readings, as_of=as_of, to_do=to_do)

    def summarise_table_all(  # type: ignore[misc]  # only a catalogue inherits it
        self: "Catalogue",
        frame: Any,
        years: Iterable[int],
        schemes: Iterable[str] | None = None,
        *,
        readings: Mapping[str, bool] | None = None,
        as_of: date | None = None,
        to_do: bool = False,
    ) -> "Summary":
        """A table in figures, for several schemes and years; arguments and errors as for ``assess_table_all``.

        A scheme that was not named and has no rules for a year, or broken ones, is left out.
        """
        return summary_of(self, frame, schemes, years, readings, as_of=as_of, to_do=to_do)

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
        from incentives.population.figures.reform import compared  # once it is known that there are libraries for it

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
        from incentives.population.figures.reform import over_both  # once it is known that there are libraries for it

        return over_both(frame, after, before, self.vocabulary, readings or {})


def summary_of(  # noqa: PLR0913  # the method that users call is the same
    catalogue: "Catalogue",
    frame: Any,
    schemes: Iterable[str] | None,
    years: Iterable[int],
    readings: Mapping[str, bool] | None,
    *,
    as_of: date | None = None,
    to_do: bool = False,
) -> "Summary":
    """A table in figures; see the methods of ``Catalogue``."""
    from incentives.catalogue.tables import asked_for

    wanted = asked_for(catalogue, schemes, years).wanted(as_of, to_do=to_do)
    from incentives.population.figures.summary import summarise  # once it is known that there are libraries for it

    return summarise(frame, wanted, catalogue.vocabulary, readings or {})


def both(catalogue: "Catalogue", scheme_id: str, year: int, against: Against) -> "tuple[Wanted, Edition]":
    """The edition afterwards, and the one before.

    Raises:
        InvalidArgument: if they are the same one, or the file is of another scheme.
        InvalidEdition: if the file is no edition.
        UnknownEdition: if the scheme has no rules for one of the years.
    """
    from incentives.catalogue.tables import asked_for

    (after,) = asked_for(catalogue, [scheme_id], [year]).wanted()
    if isinstance(against, str | PathLike):
        return after, _in_file(catalogue, scheme_id, against)
    if (other := foreign_values.year(against)) is None:
        msg = f"expected a year or the path of an edition file to compare against, got {shown(against)}"
        raise InvalidArgument(msg, value=against)
    year = after.edition.year
    if other != year:
        return after, catalogue.edition(scheme_id, other)
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
