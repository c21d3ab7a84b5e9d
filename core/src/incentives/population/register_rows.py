"""Public registers made into a table of practitioners: their rows joined to one each, and what that leaves untold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl
from attrs import frozen

from incentives.errors import InvalidTable, UnknownFormat
from incentives.population.register_files import ID, SILENT, OpenedFile, RegisterFile, lines_of, opened, read
from incentives.rules.facts import Fact
from incentives.situation import Fault
from incentives.situation.registers import Register
from incentives.wording.said import Said, saying

TOGETHER = ";"


@frozen(eq=False)
class RegisterTable:
    """A table of practitioners made from registers: one row each, sorted by their number.

    Attributes:
        frame: a Polars frame: ``id``, the columns of facts, named as ``assess_table`` reads them, and those kept.
        files: what each file comes to.
        differing: for each column of a fact, how many practitioners have rows that differ, so that it stays untold.
        unwanted: how many practitioners are not in the table, since they were not asked for.
    """

    frame: pl.DataFrame
    files: tuple[RegisterFile, ...]
    differing: Mapping[str, int]
    unwanted: int

    @cached_property
    def told(self) -> Mapping[str, int]:
        """For each column of a fact, of how many practitioners it is told."""
        return {name: len(self.frame) - self.frame[name].null_count() for name in self.differing}


def register_table(
    paths: Sequence[Path],
    registers: Sequence[Register],
    facts: Mapping[str, Fact],
    *,
    day: date | None,
    today: date,
    keep: Sequence[tuple[str, str]] = (),
) -> RegisterTable:
    """The practitioners in files of registers, one row each.

    Args:
        paths: of the files.
        registers: those that are known.
        facts: by id.
        day: of the extracts whose name does not say it.
        today: no extract is of a later day.
        keep: columns, each with the value that practitioners must have there; of a column that was kept, one of them.

    Raises:
        UnreadableFile: if a file cannot be opened, or is not in UTF-8.
        InvalidTable: listing every file that is of no known register or of no known day, and every malformed line.
        UnknownFormat: if a column to keep by is none of the table.
    """
    known = [opened(path, registers, facts, day, today) for path in paths]
    files = [one for one in known if isinstance(one, OpenedFile)]
    faults = [fault for one in known if isinstance(one, list) for fault in one]
    faults += [
        Fault.of((str(one.path),), "register_other_numbers", other=str(files[0].path))
        for one in files
        if one.register.numbers != files[0].register.numbers
    ]
    lines = [lines_of(one) for one in files]
    if faults := faults + [fault for _, some in lines for fault in some]:
        raise InvalidTable(faults, source=", ".join(str(path) for path in paths))
    parts = [read(one, facts, blank) for one, (blank, _) in zip(files, lines, strict=True)]
    fact_columns = list(dict.fromkeys(one.column(facts[part.fact]) for one in files for part in one.register.facts))
    kept = list(dict.fromkeys(part.name for one in files for part in one.register.kept))
    rows = pl.concat([frame for frame, _ in parts], how="diagonal")
    grouped = rows.group_by(ID).agg(pl.col([*fact_columns, *kept]).drop_nulls().unique().sort())
    one_row = grouped.select(
        pl.col(ID),
        *(_one_value(name) for name in fact_columns),
        *(_joined(name) for name in kept),
        *(pl.col(name).list.len().gt(1).alias(f"differs:{name}") for name in fact_columns),
    ).sort(ID)
    wanted = one_row.filter(_wanted(keep, fact_columns, kept))
    differing = {name: int(wanted[f"differs:{name}"].sum()) for name in fact_columns}
    frame = wanted.select(ID, *fact_columns, *kept)
    return RegisterTable(frame, tuple(told for _, told in parts), differing, len(one_row) - len(wanted))


def _one_value(name: str) -> pl.Expr:
    """The one value of a practitioner's rows, if they have one."""
    first = pl.col(name).list.first()
    return pl.when(pl.col(name).list.len() == 1, first != SILENT).then(first).alias(name)


def _joined(name: str) -> pl.Expr:
    text = pl.col(name).list.join(TOGETHER)
    return pl.when(text != "").then(text).alias(name)


def _wanted(keep: Iterable[tuple[str, str]], fact_columns: Sequence[str], kept: Sequence[str]) -> pl.Expr:
    """Whether a practitioner is asked for."""
    found = pl.lit(value=True)
    for name, value in keep:
        if name in kept:
            found &= pl.col(name).str.split(TOGETHER).list.contains(value)
        elif name in fact_columns:
            found &= pl.col(name) == value
        else:
            known = ", ".join((*fact_columns, *kept))
            raise saying(UnknownFormat, Said.of("register_keep", name=name, known=known), name=name)
    return found.fill_null(value=False)
