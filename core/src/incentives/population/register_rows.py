"""Public registers made into a table of practitioners: their rows joined to one each, and what that leaves untold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl
from attrs import frozen

from incentives.errors import InvalidTable, UnknownFormat
from incentives.hints import ranges
from incentives.population.dialect import unreadable
from incentives.population.table_files import UNDERNEATH
from incentives.rules.facts import Fact
from incentives.situation import Fault
from incentives.situation.registers import Register, RegisterFact
from incentives.wording.said import Said, saying

ID = "id"
TOGETHER = ";"
NO_NUMBER = "no_number"
SILENT = "\0"  # no code, and no value of a fact


@frozen(eq=False)
class RegisterFile:
    """What one file of a register comes to.

    Attributes:
        path: of the file.
        register: that it is one of.
        day: of the extract; ``None`` where nothing says it, and no fact of one year is read.
        rows: how many rows it has.
        left_out: how many were left out, by the id of the reason; ``no_number`` of those without one.
        silent: for the id of each fact, how many rows have each code that says nothing of it.
    """

    path: Path
    register: Register
    day: date | None
    rows: int
    left_out: Mapping[str, int]
    silent: Mapping[str, Mapping[str, int]]


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


@frozen(eq=False)
class _Opened:
    """A file whose register is known.

    Attributes:
        path: of the file.
        register: that it is one of.
        day: of the extract.
        names: its columns.
    """

    path: Path
    register: Register
    day: date | None
    names: tuple[str, ...]

    def column(self, fact: Fact) -> str:
        """The name of a fact's column in the table."""
        return f"{fact.id}@{self.day.year}" if fact.annual and self.day else fact.id


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
    opened = [_opened(path, registers, facts, day, today) for path in paths]
    if faults := [fault for one in opened if isinstance(one, list) for fault in one]:
        raise InvalidTable(faults, source=", ".join(str(path) for path in paths))
    files = [one for one in opened if isinstance(one, _Opened)]
    for one in files:
        _check_lines(one)
    read = [_read(one, facts) for one in files]
    fact_columns = list(dict.fromkeys(one.column(facts[part.fact]) for one in files for part in one.register.facts))
    kept = list(dict.fromkeys(part.name for one in files for part in one.register.kept))
    rows = pl.concat([frame for frame, _ in read], how="diagonal")
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
    return RegisterTable(frame, tuple(told for _, told in read), differing, len(one_row) - len(wanted))


def _opened(
    path: Path, registers: Sequence[Register], facts: Mapping[str, Fact], day: date | None, today: date
) -> _Opened | list[Fault]:
    """A file with its register and its day, or what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            head = file.readline().rstrip("\r\n")
    except OSError as error:
        raise unreadable(path, "file_unopened", said=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise unreadable(path, "file_not_utf8") from error
    for register in registers:
        names = tuple(name.strip() for name in head.split(register.separator))
        if {*register.columns} <= {*names}:
            break
    else:
        known = ", ".join(one.name for one in registers)
        return [Fault.of((str(path),), "register_unknown", known=known)]
    stamped = re.search(register.stamp, path.name) if register.stamp else None
    found = _day(stamped["day"]) if stamped else None
    if found and day and found != day:
        return [Fault.of((str(path),), "register_two_days", name=found.isoformat(), told=day.isoformat())]
    found = found or day
    if found and found > today:
        return [Fault.of((str(path),), "register_future", day=found.isoformat(), today=today.isoformat())]
    if found is None and any(facts[part.fact].annual for part in register.facts):
        return [Fault.of((str(path),), "register_no_day")]
    return _Opened(path, register, found, names)


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _check_lines(opened: _Opened) -> None:
    """Refuse a file in which lines have not as many cells as the first one names columns.

    Raises:
        InvalidTable: naming each of them by its number.
    """
    mark = opened.register.separator.encode()
    wanted = len(opened.names) - 1
    wrong: dict[int, list[int]] = {}
    with opened.path.open("rb") as file:
        for number, line in enumerate(file, 1):
            count = line.count(mark)
            if count == wanted or not (bare := line.strip(b"\r\n")):
                continue
            if count != wanted + 1 or not bare.endswith(mark):  # a separator may stand behind the last cell
                wrong.setdefault(count + 1, []).append(number)
    if wrong:
        columns = str(len(opened.names))
        faults = [
            Fault.of((), "activity_cells", value=str(cells), more=columns, lines=ranges(lines))
            for cells, lines in sorted(wrong.items())
        ]
        raise InvalidTable(faults, source=str(opened.path))


def _read(opened: _Opened, facts: Mapping[str, Fact]) -> tuple[pl.DataFrame, RegisterFile]:
    """The rows that count, each with its number and what it says, and what became of the others."""
    register = opened.register
    columns = list(register.columns)
    places = [opened.names.index(name) for name in columns]
    cells = pl.scan_csv(
        opened.path,
        separator=register.separator,
        quote_char=None,
        infer_schema=False,
        glob=False,
        truncate_ragged_lines=True,
        new_columns=[f"{place}" for place in range(len(opened.names))],
    ).select(
        pl.col(f"{place}").str.strip_chars().replace("", None).alias(name)
        for place, name in zip(places, columns, strict=True)
    )
    try:
        rows = cells.collect()
    except UNDERNEATH as error:
        raise unreadable(opened.path, "file_not_utf8" if "utf-8" in str(error) else "file_damaged") from error
    total, left_out = len(rows), {}
    for part in register.left_out:
        is_out = pl.col(part.column).is_in(list(part.codes)).fill_null(value=False)
        left_out[part.id] = int(rows.select(is_out.sum()).item())
        rows = rows.filter(~is_out)
    left_out[NO_NUMBER] = rows[register.id].null_count()
    rows = rows.filter(pl.col(register.id).is_not_null())
    silent = {part.fact: _silent(rows[part.column], part.values) for part in register.facts}
    frame = rows.select(
        pl.col(register.id).alias(ID),
        *(_value(part).alias(opened.column(facts[part.fact])) for part in register.facts),
        *(pl.col(part.column).alias(part.name) for part in register.kept),
    )
    return frame, RegisterFile(opened.path, register, opened.day, total, left_out, silent)


def _value(part: RegisterFact) -> pl.Expr:
    """What a row says of a fact; a code that says nothing of it differs from those that do."""
    otherwise = None if part.any_row else SILENT
    known = pl.col(part.column).replace_strict(
        list(part.values), list(part.values.values()), default=otherwise, return_dtype=pl.String
    )
    return pl.when(pl.col(part.column).is_not_null()).then(known)


def _silent(codes: pl.Series, values: Mapping[str, str]) -> dict[str, int]:
    """How many rows have each code that is none of those known."""
    return {code: times for code, times in codes.drop_nulls().value_counts(sort=True).rows() if code not in values}


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
