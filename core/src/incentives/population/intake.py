"""The columns of a table matched with facts: which column says what, and everything that is wrong with their names."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from enum import Enum

from attrs import frozen

from incentives import hints
from incentives.assessment.consistent import Key
from incentives.rules.facts import Fact
from incentives.rules.types import Kind
from incentives.situation import Fault, Vocabulary

NONE = ".none"  # ends the name of a column that says whether a day was told to be absent
SURE = 0.85  # how alike a name that may be foreign is to one that is meant
_OTHER_YEAR = re.compile(r"(?P<id>.*)@(?P<year>\d{4})")


class Origin(Enum):
    """Where a table comes from.

    Attributes:
        FRAME: a frame in memory, or one that is still to be computed.
        FILE: a file, which can be read more than once.
        TEXT_FILE: a file in which every cell is text.
    """

    FRAME = "frame"
    FILE = "file"
    TEXT_FILE = "text file"


@frozen(eq=False)
class FactColumn:
    """A column that says a fact.

    Attributes:
        name: of the column, as it was given.
        fact: what it says.
        year: the year it belongs to; ``None`` for a permanent fact.
        day: of a column that says whether a day was told to be absent, the fact of that day.
    """

    name: str
    fact: Fact
    year: int | None
    day: Fact | None = None

    @property
    def key(self) -> Key:
        """The fact and the year that it says."""
        return self.fact.id, self.year

    @property
    def about(self) -> Key:
        """The fact that a rule reads, and its year: of a column that says whether a day is absent, the day."""
        return (self.fact if self.day is None else self.day).id, self.year


def fact_columns(
    names: Sequence[str], vocabulary: Vocabulary, year: int | None, outputs: Iterable[str], *, caseless: bool = False
) -> tuple[list[FactColumn], list[Fault]]:
    """The columns that say a fact, and what is wrong with the names of columns.

    Args:
        names: of all the columns.
        vocabulary: the facts that are known.
        year: the year that annual facts belong to where their column names none; ``None`` if all must.
        outputs: names of the columns that will be added.
        caseless: whether names that differ in case are the same.
    """
    found: dict[Key, FactColumn] = {}
    faults: list[Fault] = []
    taken = set(outputs)
    spaces = {fact.namespace for fact in vocabulary.facts.values()}
    times = Counter(names)
    for name in names:
        small = name.strip().casefold()  # as every fact is written
        meant = small if caseless else name
        if times[name] > 1:
            faults.append(Fault.of((name,), "column_twice"))
        elif meant in taken:
            faults.append(Fault.of((name,), "column_taken"))
        elif meant in vocabulary.questions:
            faults.append(Fault.of((name,), "column_of_question"))
        elif _begins_like(meant, spaces):
            one = _one(name, meant, vocabulary, year)
            if isinstance(one, Fault):
                faults.append(one)
            elif (other := found.setdefault(one.key, one)) is not one:
                faults.append(Fault.of((other.name, name), "column_same_fact"))
        elif _begins_like(small, spaces) and (near := hints.near([small.partition("@")[0]], vocabulary.facts, SURE)):
            faults.append(Fault.of((name,), "unknown_fact_near", near="".join(near)))
    return list(found.values()), faults


def _begins_like(name: str, spaces: Container[str]) -> bool:
    return "." in name and name.partition(".")[0] in spaces


def _one(name: str, meant: str, vocabulary: Vocabulary, year: int | None) -> FactColumn | Fault:
    match = _OTHER_YEAR.fullmatch(meant)
    id, said = (match["id"], int(match["year"])) if match else (meant, None)
    fact = vocabulary.facts.get(id)
    day = vocabulary.facts.get(id.removesuffix(NONE)) if fact is None and id.endswith(NONE) else None
    if day is not None and day.kind is Kind.DATE:
        fact = Fact.yes_no(id, annual=day.annual)
    if fact is None:
        near = hints.near([id], vocabulary.facts)
        return Fault.of((name,), "unknown_fact" + ("_near" if near else ""), near="".join(near))
    if not fact.annual:
        return Fault.of((name,), "column_needs_no_year") if said else FactColumn(name, fact, None, day)
    if said is None and year is None:
        return Fault.of((name,), "column_needs_year", fact=id)
    return FactColumn(name, fact, said or year, day)
