"""What would follow in each row if a fact that is not given had some value: a table seen with other values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from attrs import evolve, field, frozen

from incentives.assessment.consistent import key_of
from incentives.population.figures.tally import every, is_true, is_unknown, negated, some
from incentives.population.stages import Stages
from incentives.rules import expressions as ex
from incentives.rules.columns import View, column, inputs
from incentives.rules.evaluation import Known
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.measures import Cell
from incentives.rules.representatives import Atom

Place = tuple[str, str, int | None]  # whether a fact or a question, its id, and the year that it belongs to
ATOMS = (ex.Comparison, ex.ShareAtLeast, ex.IsNone)  # that ask about days
HIDDEN = (ex.Arithmetic, ex.ShareAtLeast, ex.Follows)  # large, and used several times


def place_of(term: Term, year: int) -> Place:
    """Which fact of which year, or which question, a term reads when it is seen from a year."""
    if isinstance(term, OpenQuestion):
        return "question", term.id, None
    return "fact", *key_of(term, year)


@frozen(eq=False)
class Put:
    """A value that is put in place of a fact.

    Attributes:
        value: one for all rows, or a column.
        depth: how many stages must be computed before that column is there.
    """

    value: Any
    depth: int = 0


@frozen(eq=False)
class Seen:
    """Expressions over a table, seen from one year, that can be asked again with another value in place of a fact.

    Attributes:
        view: the columns.
        stages: of this view.
        expressions: all that will be asked.
    """

    view: View
    stages: Stages
    expressions: Sequence[ex.Expression]
    _nodes: dict[str, ex.Expression] = field(factory=dict, init=False)
    _reads: dict[str, Mapping[Place, Term]] = field(factory=dict, init=False)
    _parts: dict[tuple[str, Place], Sequence[ex.Expression]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        self._nodes.update({node.digest: node for one in self.expressions for node in one.walk(seen)})
        self.stages.add([*self._nodes.values()] * 2, self.view)  # twice: each becomes a hidden column

    def reads(self, node: ex.Expression) -> Mapping[Place, Term]:
        """Everything that an expression reads."""
        if node.digest not in self._reads:
            self._reads[node.digest] = {place_of(term, self.view.year): term for term in terms_of(node)}
        return self._reads[node.digest]

    def cell(self, node: ex.Expression) -> Cell:
        """An expression as the table has it."""
        return self.stages.cell(node)

    def asking(self, place: Place) -> list[ex.Expression]:
        """The expressions that read a fact or a question."""
        return [expression for expression in self.expressions if place in self.reads(expression)]

    def atoms(self, place: Place) -> list[Atom]:
        """The smallest conditions that read it."""
        nodes = (node for node in self._nodes.values() if place in self.reads(node))
        return [node for node in nodes if isinstance(node, Atom)]

    def known(self) -> Known:
        """What is the same in every row: the reader's answers."""
        return Known(self.view.year, readings=self.view.readings, as_of=self.view.as_of)

    def with_value(self, node: ex.Expression, place: Place, put: Put, memo: dict[str, Put]) -> Any:
        """An expression, with a value in place of a fact or a question.

        Args:
            node: the expression.
            place: what is replaced.
            put: by what.
            memo: of what was asked already with the same value.
        """
        return self._with(node, place, put, memo).value

    def _with(self, node: ex.Expression, place: Place, put: Put, memo: dict[str, Put]) -> Put:
        if place not in self.reads(node):
            return Put(self.cell(node), self.stages.depth(node))
        if node.digest not in memo:
            memo[node.digest] = self._made(node, place, put, memo)
        return memo[node.digest]

    def _made(self, node: ex.Expression, place: Place, put: Put, memo: dict[str, Put]) -> Put:
        value = put.value
        if isinstance(node, Fact | At | OpenQuestion):
            return put
        view, asks_the_day = self.view, isinstance(node, ATOMS) and self._asks_the_day(node, place)
        if asks_the_day and isinstance(value, str):  # told to be absent
            return Put(isinstance(node, ex.IsNone) or (isinstance(node, ex.Comparison) and node.operator == "!="))
        if asks_the_day:  # whatever was told of it
            view = evolve(view, absent={key: told for key, told in view.absent.items() if key != place[1:]})
        if isinstance(node, ex.ContainsAny | ex.ContainsAll) and isinstance(value, frozenset):
            held = value.issuperset(node.values) if isinstance(node, ex.ContainsAll) else bool(value & {*node.values})
            return Put(held)
        parts = [self._with(part, place, put, memo) for part in self._operands(node, place)]
        cell = column(node, [part.value for part in parts], view)
        depth = max(part.depth for part in parts)
        if isinstance(cell, pl.Expr) and isinstance(value, pl.Expr) and isinstance(node, HIDDEN):
            return Put(self.stages.hide(cell, depth), depth + 1)
        return Put(cell, depth)

    def _asks_the_day(self, node: ex.Expression, place: Place) -> bool:
        """Whether a place is a day that a condition asks about."""
        days = (day for part in node.children for day in part.days if isinstance(day, Fact | At))
        return place in {place_of(day, self.view.year) for day in days}

    def _operands(self, node: ex.Expression, place: Place) -> Sequence[ex.Expression]:
        """What a node is made from; of a long conjunction or disjunction, those without the place as one."""
        key = node.digest, place
        if key not in self._parts:
            parts: Sequence[ex.Expression] = inputs(node)
            if isinstance(node, ex.AllOf | ex.AnyOf):
                others = tuple(part for part in parts if place not in self.reads(part))
                if len(others) > 1:
                    rest = type(node)(others)
                    self.stages.add([rest, rest], self.view)
                    parts = [*(part for part in parts if place in self.reads(part)), rest]
            self._parts[key] = parts
        return self._parts[key]


def would_settle(
    place: Place, values: Iterable[Put], seen: Sequence[Seen], entitled: Sequence[ex.Expression]
) -> pl.Expr | bool:
    """Where every entitlement would be known, whatever a fact that is not given turned out to be.

    Values that would contradict what the row says cannot be; a row in which none can be is not settled.

    Args:
        place: the fact or the question.
        values: that stand for all it can have.
        seen: from each year, everything that must be known or cannot be; the first from the year of the entitlements.
        entitled: the entitlements.
    """
    first, entitlements = seen[0], {expression.digest for expression in entitled}
    touched = [expression for expression in entitled if place in first.reads(expression)]
    is_settled = [negated(is_unknown(first.cell(one))) for one in entitled if place not in first.reads(one)]
    can_be: list[pl.Expr | bool] = []
    if any(known is False for known in is_settled):
        return False
    for put in values:
        memos: list[dict[str, Put]] = [{} for _ in seen]
        known = every(negated(is_unknown(first.with_value(one, place, put, memos[0]))) for one in touched)
        impossible = some(
            is_true(one.with_value(condition, place, put, memo))
            for one, memo in zip(seen, memos, strict=True)
            for condition in one.asking(place)
            if condition.digest not in entitlements
        )
        if impossible is True:
            continue
        is_settled.append(some((impossible, known)))
        can_be.append(negated(impossible))
        if is_settled[-1] is False:
            return False
    return every([*is_settled, some(can_be)])
