"""The columns that matter to each group of editions, and everything that is wrong with their names."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from attrs import frozen

from incentives.assessment.consistent import Key, impossible_numbers, keys_of, touching
from incentives.population.intake import FactColumn, fact_columns
from incentives.population.legibility import without_facts
from incentives.population.settling import reads_a_year
from incentives.population.wanted import Asked, Wanted
from incentives.rules.expressions import Expression
from incentives.scheme.edition import Edition
from incentives.situation import Fault, Vocabulary

KEPT = 128  # questions about tables


@frozen(eq=False)
class Group:
    """Editions that read the same columns in the same way.

    Attributes:
        wanted: the editions.
        columns: those that matter to them, in the order in which the schemes declare their facts.
        impossible: what cannot be in a row, each with the year that it is seen from.
        disagreeing: for each edition, what cannot be either, of the facts that are left by that.
    """

    wanted: Sequence[Wanted]
    columns: Sequence[FactColumn]
    impossible: Sequence[tuple[int, Expression]]
    disagreeing: Sequence[tuple[Edition, Sequence[Expression]]]


@frozen(eq=False)
class Groups:
    """What the names of a table's columns say.

    Attributes:
        groups: of editions.
        faults: all that is wrong with the names.
    """

    groups: Sequence[Group]
    faults: Sequence[Fault]

    @property
    def columns(self) -> list[FactColumn]:
        """Each column that matters, once."""
        return list({column.name: column for group in self.groups for column in group.columns}.values())


@lru_cache(maxsize=KEPT)
def groups_of(asked: Asked) -> Groups:
    """The columns that matter to what is asked."""
    faults: list[Fault] = []
    groups, says, of_others = [], not any(asked.groups), False
    for wanted in asked.groups:
        years = {one.edition.year for one in wanted}
        year = years.pop() if len(years) == 1 else None
        columns, wrong = fact_columns(asked.names, asked.vocabulary, year, asked.taken, caseless=asked.is_caseless)
        beside = _beside(wanted, columns, asked.vocabulary)
        impossible = list(_impossible(wanted, asked.vocabulary, beside))
        disagreeing = list(_disagreeing(wanted, columns))
        groups.append(Group(wanted, _in_order(columns, wanted, impossible, beside), impossible, disagreeing))
        says, of_others = says or _says_something(columns, wanted), of_others or bool(columns)
        faults += wrong
    if not says and not faults:
        faults.append(without_facts(asked.names, asked.groups[0][0].scheme, of_others=of_others))
    return Groups(groups, faults)


def _says_something(columns: Iterable[FactColumn], wanted: Iterable[Wanted]) -> bool:
    """Whether a column is a fact that a scheme of the editions asks for."""
    return not {column.fact.id for column in columns}.isdisjoint(fact.id for one in wanted for fact in one.scheme.facts)


def _beside(wanted: Iterable[Wanted], columns: Iterable[FactColumn], vocabulary: Vocabulary) -> frozenset[Key]:
    """The facts of columns that no edition reads, but that can change an answer."""
    keys = [column.about for column in columns]
    return frozenset(key for one in wanted for key in touching(vocabulary.contradictory, one.edition, keys))


def _impossible(
    wanted: Sequence[Wanted], vocabulary: Vocabulary, beside: Iterable[Key]
) -> Iterator[tuple[int, Expression]]:
    """What cannot be in a row, with the year that it is seen from."""
    mine = {fact.id for one in wanted for fact in one.scheme.facts}
    read = {year for one in wanted for year in one.years}
    years = sorted(read.union(year for _, year in beside if year is not None))
    for contradiction, _ in vocabulary.contradictions:
        condition = contradiction.condition
        if mine.isdisjoint(id for id, _ in keys_of(condition, 0)):
            continue
        for year in years if reads_a_year(condition) else years[:1]:
            yield year, condition
    for one in wanted:
        for condition in impossible_numbers(one.edition):
            yield one.edition.year, condition


def _disagreeing(
    wanted: Sequence[Wanted], columns: Iterable[FactColumn]
) -> Iterator[tuple[Edition, Sequence[Expression]]]:
    """For each edition, where a column that the authority's account shows disagrees with what is told otherwise."""
    shown = {column.about for column in columns if column.fact.display is not None}
    for edition in (one.edition for one in wanted):
        conditions = [one.condition for one in edition.disagreements]
        found = [one for one in conditions if not shown.isdisjoint(keys_of(one, edition.year))]
        if found:
            yield edition, found


def _in_order(
    columns: Iterable[FactColumn],
    wanted: Sequence[Wanted],
    impossible: Iterable[tuple[int, Expression]],
    beside: frozenset[Key],
) -> list[FactColumn]:
    """The columns that matter, in the order in which the schemes declare their facts."""
    ids = [fact.id for one in wanted for fact in one.scheme.facts]
    ids += [id for year, condition in impossible for id, _ in keys_of(condition, year)]
    order = {id: place for place, id in enumerate(dict.fromkeys(ids))}
    years = {year for one in wanted for year in one.years}
    mine = [
        one
        for one in columns
        if one.about in beside or (one.about[0] in order and (one.year is None or one.year in years))
    ]
    return sorted(mine, key=lambda one: (order.get(one.about[0], len(order)), one.year or 0, one.day is not None))
