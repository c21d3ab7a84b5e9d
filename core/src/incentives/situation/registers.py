"""Registers of practitioners as authorities publish them: which of their columns says which fact.

A register is data, nothing in it is computed by a plugin: files are read in one place, and what is left out and what
stays untold follows the same rules for all.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from incentives.wording import Wording


@frozen(eq=False)
class RegisterFact:
    """What a column of a register says of a fact.

    Attributes:
        fact: its id; an annual one belongs to the year of the extract.
        column: of the register, as its first line names it.
        values: the fact's value for each code. A code that is not among them, and a blank cell, say nothing.
        source: where it is written what the codes mean.
        any_row: whether it is so as soon as one row says it; otherwise rows that differ leave it untold, also where one
            has a code that is not among the values.
    """

    fact: str
    column: str
    values: Mapping[str, str]
    source: str
    any_row: bool = False


@frozen
class RegisterColumn:
    """A column of a register that is kept as it is, beside the facts; what several rows say is joined by ``;``.

    Attributes:
        name: in the table; no fact has it.
        column: of the register.
        source: where it is written what it holds.
    """

    name: str
    column: str
    source: str


@frozen
class RegisterRows:
    """Rows of a register that are left out, since they speak of no practitioner.

    Attributes:
        id: of the sentence that says why, under ``registers`` and the name of the register in the wording.
        column: by which they are told.
        codes: what stands there in these rows.
    """

    id: str
    column: str
    codes: tuple[str, ...]


@frozen(eq=False)
class Register:
    """A public register: a text file with a line of column names, in which a practitioner may have several rows.

    Attributes:
        name: a word for it; what it is called stands under ``registers`` and this word in the wording, as ``name``.
        separator: between two cells; no cell is in quotation marks.
        id: the column with the practitioner's number; rows without one are left out.
        numbers: a word for whose numbers they are; only registers with the same one are joined.
        facts: what it says of facts.
        source: where it is published.
        wording: every sentence about it.
        kept: columns that are kept as they are.
        left_out: rows that are left out.
        stamp: a regular expression, with a group ``day`` of eight digits, for the day of the extract in a file's name.
    """

    name: str
    separator: str
    id: str
    numbers: str
    facts: Sequence[RegisterFact]
    source: str
    wording: Wording
    kept: Sequence[RegisterColumn] = ()
    left_out: Sequence[RegisterRows] = ()
    stamp: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are read, each once; a file that has them all is one of this register."""
        facts, kept, rows = self.facts, self.kept, self.left_out
        parts: list[RegisterFact | RegisterColumn | RegisterRows] = [*facts, *kept, *rows]
        return tuple(dict.fromkeys((self.id, *(part.column for part in parts))))
