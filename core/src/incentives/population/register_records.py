"""What comes of files of public registers."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from incentives.situation.registers import Register


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

    frame: Any
    files: tuple[RegisterFile, ...]
    differing: Mapping[str, int]
    unwanted: int

    @cached_property
    def told(self) -> Mapping[str, int]:
        """For each column of a fact, of how many practitioners it is told."""
        return {name: len(self.frame) - int(self.frame[name].null_count()) for name in self.differing}
