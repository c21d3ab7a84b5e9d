"""The columns of a table matched with facts: which column says what, and everything that is wrong with their names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from incentives import hints
from incentives.rules.expressions import Expression
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of, terms_of, year_of
from incentives.rules.types import Kind
from incentives.situation import Fault, Vocabulary

Key = tuple[str, int | None]  # a fact's id, and the year that it belongs to; none for a permanent fact
NONE = ".none"  # ends the name of a column that says whether a day was told to be absent
_OTHER_YEAR = re.compile(r"(?P<id>.*)@(?P<year>\d{4})")


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


def key_of(term: Fact | At, year: int) -> Key:
    """Which fact of which year a term reads when it is seen from a year."""
    return fact_of(term).id, year_of(term, year)


def keys_of(expression: Expression, year: int) -> Iterator[Key]:
    """Every fact that an expression reads, each with the year that it belongs to, seen from a year."""
    return (key_of(term, year) for term in terms_of(expression) if not isinstance(term, OpenQuestion))


def fact_columns(
    names: Sequence[str], vocabulary: Vocabulary, year: int | None, outputs: Iterable[str]
) -> tuple[list[FactColumn], list[Fault]]:
    """The columns that say a fact, and what is wrong with the names of columns.

    Args:
        names: of all the columns.
        vocabulary: the facts that are known.
        year: the year that annual facts belong to where their column names none; ``None`` if all must.
        outputs: names of the columns that will be added.
    """
    found: dict[Key, FactColumn] = {}
    faults: list[Fault] = []
    taken = set(outputs)
    spaces = {fact.namespace for fact in vocabulary.facts.values()}
    for name in names:
        if names.count(name) > 1:
            faults.append(Fault.of((name,), "column_twice"))
        elif name in taken:
            faults.append(Fault.of((name,), "column_taken"))
        elif name in vocabulary.questions:
            faults.append(Fault.of((name,), "column_of_question"))
        elif name.partition(".")[0] in spaces and "." in name:
            one = _one(name, vocabulary, year)
            if isinstance(one, Fault):
                faults.append(one)
            elif (other := found.setdefault(one.key, one)) is not one:
                faults.append(Fault.of((other.name, name), "column_same_fact"))
    return list(found.values()), faults


def _one(name: str, vocabulary: Vocabulary, year: int | None) -> FactColumn | Fault:
    match = _OTHER_YEAR.fullmatch(name)
    id, said = (match["id"], int(match["year"])) if match else (name, None)
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
