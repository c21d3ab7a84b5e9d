"""Expressions turned into columns, those that are used several times as hidden columns of their own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, Self, TypeVar

import polars as pl
from attrs import define, field, frozen

from incentives.rules import expressions as ex
from incentives.rules.columnbounds import Ends
from incentives.rules.columns import View, column, inputs
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.measures import Cell

PLAIN = (Fact, At, OpenQuestion, ex.Literal, ex.ReferenceYear, ex.AsOf)


class Rows(Protocol):
    """What columns can be added to: a table, or a plan for one."""

    def with_columns(self, *columns: pl.Expr) -> Self:
        """The rows with some columns more, each of which reads only those before."""
        ...


R = TypeVar("R", bound=Rows)


@frozen(eq=False)
class Turns:
    """Columns to be added to the rows of some table."""

    _turns: list[tuple[pl.Expr, ...]] = field(factory=list, init=False)

    def with_columns(self, *columns: pl.Expr) -> Self:
        """These, and some columns more."""
        self._turns.append(columns)
        return self

    def over(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """The rows of a table with all of these columns."""
        for columns in self._turns:
            rows = rows.with_columns(*columns)
        return rows


@define(eq=False)
class Stages:
    """The hidden columns of a table, in the order in which they can be computed: a stage reads only those before it.

    Without them shared parts would be computed again, and the plan would grow with every use.

    Attributes:
        prefix: of the names of hidden columns.
        following: gives each expression as it follows from what else the row says; as it is, where that is not asked.
        ends_of: the ranges of quantities that were added, each found once however many columns are made from it.
    """

    prefix: str
    following: Callable[[ex.Expression], ex.Expression] = field(default=lambda expression: expression)
    ends_of: Ends = field(init=False)
    _stages: list[list[pl.Expr]] = field(factory=list, init=False)
    _cells: dict[str, Cell] = field(factory=dict, init=False)
    _depth: dict[str, int] = field(factory=dict, init=False)
    _gathered: dict[type, dict[str, list[ex.AllOf | ex.AnyOf]]] = field(
        factory=lambda: defaultdict(lambda: defaultdict(list)), init=False
    )
    _count: int = field(default=0, init=False)

    @ends_of.default
    def _kept_ends(self) -> Ends:
        return Ends(self.cell, self.keep)

    def add(self, expressions: Iterable[ex.Expression], view: View) -> None:
        """Give some expressions, and all that they are made of, their columns."""
        wanted = list(map(self.following, expressions))
        uses = Counter(expression.digest for expression in wanted)
        seen: set[str] = set()
        nodes = [node for expression in wanted for node in expression.walk(seen) if node.digest not in self._cells]
        parts = {node.digest: self._parts(node) for node in nodes}
        uses.update(part.digest for its in parts.values() for part in its)
        uses.update(part.digest for node in nodes if isinstance(node, ex.When) for part in parts[node.digest])
        for node in nodes:
            its = [part.digest for part in parts[node.digest]]
            cell = column(node, [self._cells[part] for part in its], view)
            depth = max((self._depth[part] for part in its), default=0)
            if isinstance(cell, pl.Expr) and uses[node.digest] > 1 and not isinstance(node, PLAIN):
                cell, depth = self.hide(cell, depth), depth + 1
            self._cells[node.digest], self._depth[node.digest] = cell, depth

    def _parts(self, node: ex.Expression) -> Sequence[ex.Expression]:
        """What the column of a node is made from; of what was gathered before, that as a whole."""
        if not isinstance(node, ex.AllOf | ex.AnyOf):
            return inputs(node)
        left = {operand.digest: operand for operand in node.operands}
        parts: list[ex.Expression] = []
        gathered = self._gathered[type(node)]
        smaller = [one for digest in left for one in gathered[digest] if len(one.operands) < len(left)]
        for before in sorted(smaller, key=lambda one: -len(one.operands)):
            digests = [operand.digest for operand in before.operands]
            if left.keys() >= set(digests):
                parts.append(before)
                for digest in digests:
                    left.pop(digest, None)
        gathered[node.operands[0].digest].append(node)
        return [*parts, *left.values()]

    def hide(self, cell: pl.Expr, depth: int) -> pl.Expr:
        """A hidden column that reads only hidden columns of less depth."""
        name = f"{self.prefix}{self._count}"
        self._count += 1
        while len(self._stages) <= depth:
            self._stages.append([])
        self._stages[depth].append(cell.alias(name))
        return pl.col(name)

    def keep(self, cell: pl.Expr) -> pl.Expr:
        """A hidden column that may read all those before it."""
        return self.hide(cell, self.height)

    def cell(self, expression: ex.Expression) -> Cell:
        """The column of an expression that was added."""
        return self._cells[self.following(expression).digest]

    def depth(self, expression: ex.Expression) -> int:
        """How many stages must be computed before the column of an expression can be."""
        return self._depth[self.following(expression).digest]

    @property
    def height(self) -> int:
        """How many stages there are: the depth of a column that may read all hidden ones."""
        return len(self._stages)

    def computed(self, rows: R) -> R:
        """The rows with all hidden columns."""
        for stage in filter(None, self._stages):
            rows = rows.with_columns(*stage)
        return rows
