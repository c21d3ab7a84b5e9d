"""Files of public registers: which register each is of, of which day, and what its rows say."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
from attrs import frozen

from incentives.hints import ranges
from incentives.population.dialect import unreadable
from incentives.population.register_records import RegisterFile
from incentives.population.table_files import UNDERNEATH
from incentives.rules.facts import Fact
from incentives.situation import Fault
from incentives.situation.registers import Register, RegisterFact

ID = "id"
NO_NUMBER = "no_number"
SILENT = "\0"  # no code, and no value of a fact


@frozen(eq=False)
class OpenedFile:
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


def opened(
    path: Path, registers: Sequence[Register], facts: Mapping[str, Fact], day: date | None, today: date
) -> OpenedFile | list[Fault]:
    """A file with its register and its day, or what is wrong with it.

    Args:
        path: of the file.
        registers: those that are known.
        facts: by id.
        day: of an extract whose name does not say it.
        today: no extract is of a later day.

    Raises:
        UnreadableFile: if it cannot be opened, or is not in UTF-8.
    """
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
    return OpenedFile(path, register, found, names)


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def lines_of(one: OpenedFile) -> tuple[int, list[Fault]]:
    """How many lines are blank, and those that have not as many cells as the first one, by their numbers."""
    mark = one.register.separator.encode()
    wanted = len(one.names) - 1
    blank = 0
    wrong: dict[int, list[int]] = {}
    with one.path.open("rb") as file:
        for number, line in enumerate(file, 1):
            count = line.count(mark)
            if count == wanted:
                continue
            bare = line.strip(b"\r\n")
            if not bare:
                blank += 1
            elif count != wanted + 1 or not bare.endswith(mark):  # a separator may stand behind the last cell
                wrong.setdefault(count + 1, []).append(number)
    place, columns = (str(one.path),), str(len(one.names))
    return blank, [
        Fault.of(place, "activity_cells", value=str(cells), more=columns, lines=ranges(lines))
        for cells, lines in sorted(wrong.items())
    ]


def read(one: OpenedFile, facts: Mapping[str, Fact], blank: int) -> tuple[pl.DataFrame, RegisterFile]:
    """The rows that count, each with its number and what it says, and what became of the others.

    Args:
        one: the file.
        facts: by id.
        blank: how many of its lines are blank.

    Raises:
        UnreadableFile: if it is not in UTF-8.
    """
    register = one.register
    columns = list(register.columns)
    places = [one.names.index(name) for name in columns]
    cells = pl.scan_csv(
        one.path,
        separator=register.separator,
        quote_char=None,
        infer_schema=False,
        glob=False,
        truncate_ragged_lines=True,
        new_columns=[f"{place}" for place in range(len(one.names))],
    ).select(
        pl.col(f"{place}").str.strip_chars().replace("", None).alias(name)
        for place, name in zip(places, columns, strict=True)
    )
    try:
        rows = cells.collect()
    except UNDERNEATH as error:
        raise unreadable(one.path, "file_not_utf8" if "utf-8" in str(error) else "file_damaged") from error
    total, left_out = len(rows) - blank, {}
    for part in register.left_out:
        is_out = pl.col(part.column).is_in(list(part.codes)).fill_null(value=False)
        left_out[part.id] = int(rows.select(is_out.sum()).item())
        rows = rows.filter(~is_out)
    left_out[NO_NUMBER] = rows[register.id].null_count() - blank
    rows = rows.filter(pl.col(register.id).is_not_null())
    silent = {part.fact: _silent(rows[part.column], part.values) for part in register.facts}
    frame = rows.select(
        pl.col(register.id).alias(ID),
        *(_value(part).alias(one.column(facts[part.fact])) for part in register.facts),
        *(pl.col(part.column).alias(part.name) for part in register.kept),
    )
    return frame, RegisterFile(one.path, register, one.day, total, left_out, silent)


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
