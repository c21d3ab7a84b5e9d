"""Public registers made into a table of practitioners: their rows joined to one each, and what that leaves untold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from incentives.errors import InvalidTable, UnknownFormat
from incentives.population.register_files import ID, SILENT, OpenedFile, lines_of, opened, read
from incentives.population.register_records import RegisterTable
from incentives.rules.facts import Fact
from incentives.situation import Fault
from incentives.situation.registers import Register
from incentives.wording.said import Said, saying

TOGETHER = ";"


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
    wanted = one_row
    for condition in _wanted(keep, fact_columns, kept):
        wanted = wanted.filter(condition)
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


def _wanted(keep: Iterable[tuple[str, str]], fact_columns: Sequence[str], kept: Sequence[str]) -> Iterator[pl.Expr]:
    """The conditions that hold of those who are asked for."""
    for name, value in keep:
        if name in kept:
            yield pl.col(name).str.split(TOGETHER).list.contains(value)
        elif name in fact_columns:
            yield pl.col(name) == value
        else:
            known = ", ".join((*fact_columns, *kept))
            raise saying(UnknownFormat, Said.of("register_keep", name=name, known=known), name=name)
