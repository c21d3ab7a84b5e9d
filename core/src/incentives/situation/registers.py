"""Registers of practitioners as authorities publish them: which of their columns says which fact.

A register is data, nothing in it is computed by a plugin: its files are read in one place, and every rule of what is left
out and what stays untold is the same for all.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

NO_CODES: Mapping[str, str] = MappingProxyType({})


@frozen
class RegisterFact:
    """What a column of a register says of a fact.

    Attributes:
        fact: its id; an annual one belongs to the year of the extract.
        column: of the register, as its first line names it.
        values: the fact's value for each code; a code that is not among them says nothing of the fact.
        source: where it is written what the codes mean.
    """

    fact: str
    column: str
    values: Mapping[str, str]
    source: str


@frozen
class RegisterColumn:
    """A column of a register that is kept beside the facts, for those who work with the table.

    Attributes:
        name: in the table; no fact has it.
        column: of the register.
        codes: the word that is written for each code; without them, what the register says. Several are joined by ``;``.
        source: where it is written what it holds.
    """

    name: str
    column: str
    source: str
    codes: Mapping[str, str] = NO_CODES


@frozen
class RegisterRows:
    """Rows of a register that say nothing of a practitioner.

    Attributes:
        id: of the sentence that says why, under ``register`` in the wording of the library.
        column: by which they are told.
        only: the codes of the rows that are kept; all but ``never`` unless given. A blank cell is a code too.
        never: the codes of the rows that are left out.
    """

    id: str
    column: str
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@frozen(eq=False)
class Register:
    """A public register: a text file with a line of column names, in which a practitioner may have several rows.

    Attributes:
        name: of the register.
        columns: every column that its files have, by which they are known again; others may follow.
        separator: between two cells.
        id: the column with the practitioner's number.
        id_pattern: what such a number looks like, a regular expression.
        facts: what it says of facts.
        kept: columns that are kept beside them.
        left_out: rows that are left out.
        stamp: a regular expression whose group ``day`` is the day of the extract, as YYYYMMDD, in the name of a file.
        source: where it is published and described.
    """

    name: str
    columns: tuple[str, ...]
    separator: str
    id: str
    id_pattern: str
    facts: Sequence[RegisterFact]
    source: str
    kept: Sequence[RegisterColumn] = ()
    left_out: Sequence[RegisterRows] = ()
    stamp: str = ""
