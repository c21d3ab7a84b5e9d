"""A table of practitioners with the columns of the answers, computed while it is written."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from incentives.wording import Speech
from incentives.wording.formats import number

if TYPE_CHECKING:
    import polars as pl

    from incentives.population.table_files import Seen, TableFile


@frozen(eq=False)
class AnsweredTable:
    """A table with the columns of the answers.

    Attributes:
        given: the table.
        frame: its rows, with those columns.
        marks: the columns that say what is invalid in a row.
        sets: the columns that hold sets of facts.
        has_reasons: whether there are columns of reasons.
        is_advised: whether there are columns of what to do.
    """

    given: "TableFile"
    frame: "pl.LazyFrame"
    marks: list[str]
    sets: list[str]
    has_reasons: bool
    is_advised: bool

    def check_writable(self, path: Path) -> None:
        """Refuse what the form of a file, by its suffix, cannot hold.

        Raises:
            UnknownFormat: naming every such column.
        """
        from incentives.population.table_files import check_writable, form_of

        with self.given.read():
            check_writable(self.frame, path, form_of(path), self.sets)

    def write(self, path: Path, form: str, seen: "Seen", delimiter: str | None = None) -> None:
        """Compute it row by row into a file.

        Args:
            path: of the file.
            form: of the file: ``"csv"``, ``"parquet"`` or ``"ipc"``.
            seen: told how far it is, and what is invalid; what it raises ends the work.
            delimiter: between the cells of a CSV file; as in the table unless given.
        """
        from incentives.population import table_files
        from incentives.population.dialect import Dialect

        dialect = self.given.dialect or Dialect()
        dialect = evolve(dialect, delimiter=delimiter) if delimiter else dialect
        few = table_files.LONG_ROWS_AT_A_TIME if self.has_reasons else None
        few = table_files.SLOW_ROWS_AT_A_TIME if self.is_advised else few
        frame = table_files.counted(self.frame, self.marks, seen)
        with self.given.read():
            table_files.write_table(frame, path, form, dialect=dialect, sets=self.sets, rows_at_a_time=few)


def invalid_rows(invalid: int, names: Counter[str], marks: Iterable[str], language: str) -> list[str]:
    """What is said of rows with values that cannot be, as ``AnsweredTable.write`` told of them.

    Args:
        invalid: how many rows have one.
        names: of the columns with such a value, each with the number of rows.
        marks: the columns that say it.
        language: of the sentences.
    """
    if not invalid:
        return []
    say = Speech(language).say
    each = (f"{name} ({number(times, language)})" for name, times in sorted(names.items()))
    return [
        say("table_file", "some_invalid", rows=number(invalid, language), column=", ".join(marks)),
        say("table_file", "some_invalid_in", columns=", ".join(each)),
    ]
