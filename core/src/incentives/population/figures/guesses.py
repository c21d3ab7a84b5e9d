"""For each fact that is not given, a few values in every row that stand for all it can have there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from attrs import frozen

from incentives.population.figures.probing import Place, Put, Seen
from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact
from incentives.rules.measures import DECIMAL, DECIMALS, Cell, as_lit
from incentives.rules.operators import any_of
from incentives.rules.representatives import Atom, is_entangled, representatives
from incentives.rules.trace import Trace
from incentives.rules.types import Kind
from incentives.situation.checking import LARGEST_COUNT
from incentives.values import Money

QUANTITIES = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.MONEY, Kind.DATE})
LEAST = Decimal(1).scaleb(-DECIMALS)
BENT = (ex.Minimum, ex.Maximum, ex.Rounded, ex.Quotient, ex.Moved, ex.Elapsed)
ANY_DAY = date(2000, 1, 1)
Root = tuple[int, frozenset[tuple[str, int]], Decimal]  # what tells the value at which a form is zero from others
AT, AFTER = "at", "after"  # a side begins where a form is zero, or right after it


@frozen(eq=False)
class Linear:
    """A quantity: so many times a fact, so many times other quantities, and a constant.

    Attributes:
        times: how often the fact is in it.
        others: the other quantities, by digest.
        factors: how often each of them is in it, by digest.
        constant: what is the same in every row.
    """

    times: int
    others: dict[str, ex.Expression]
    factors: dict[str, int]
    constant: Decimal

    def plus(self, other: "Linear", factor: int) -> "Linear":
        """This, and so many times another."""
        factors = {
            d: self.factors.get(d, 0) + factor * other.factors.get(d, 0) for d in {**self.factors, **other.factors}
        }
        constant = self.constant + factor * other.constant
        return Linear(self.times + factor * other.times, {**self.others, **other.others}, factors, constant)

    @property
    def root(self) -> Root:
        """What tells the value at which it is zero from others: the fact counted positively."""
        sign = 1 if self.times > 0 else -1
        factors = frozenset((digest, sign * factor) for digest, factor in self.factors.items() if factor)
        return abs(self.times), factors, sign * self.constant


def guesses(place: Place, seen: Iterable[Seen]) -> list[Put] | None:
    """Values that stand for all that a fact can have, in every row; ``None`` where that cannot be written in columns.

    Values are the same for all rows, or columns where they hang together with what the row says of other facts.

    Args:
        place: the fact or the question.
        seen: everything that is asked of it.
    """
    views = [one for one in seen if one.asking(place)]
    atoms = [(one, atom) for one in views for atom in one.atoms(place)]
    if any(_is_bent(place, one, atom) for one, atom in atoms):
        return None
    literals: dict[object, Put] = {}
    for one in views:
        rules = any_of(*(atom for its, atom in atoms if its is one))
        term = next(found[place] for asked in one.asking(place) if place in (found := one.reads(asked)))
        for value in representatives(term, rules, Trace.of([rules, term], one.known())):
            literals.setdefault(value, Put(value))
    mixed = [(one, atom) for one, atom in atoms if one.reads(atom).keys() != {place}]
    if not mixed:
        answers = {
            tuple(one.with_value(atom, place, put, {}) for one, atom in atoms) or key: put
            for key, put in literals.items()
        }
        return list(answers.values())
    if term.type.kind not in QUANTITIES:
        return list(literals.values())
    turning = list(_turning_points(place, mixed))
    return None if None in turning else [*literals.values(), *(put for put in turning if put is not None)]


def _is_bent(place: Place, seen: Seen, atom: Atom) -> bool:
    """Whether an atom turns elsewhere than where a sum is zero: its products, limits and rounding are not tried."""
    if not any(isinstance(node, BENT) or _is_product(node) for node in atom.walk()):
        return False
    return seen.reads(atom).keys() != {place} or is_entangled(atom, Trace.of([atom], seen.known()))


def _is_product(node: ex.Expression) -> bool:
    return isinstance(node, ex.Arithmetic) and node.operator == "*" and _multiple_of(node) is None


def _multiple_of(node: ex.Arithmetic) -> tuple[ex.Expression, int] | None:
    """What a product is so many times of; ``None`` where that many is no whole number written in the rule."""
    for part, factor in ((node.left, node.right), (node.right, node.left)):
        if isinstance(factor, ex.Literal) and type(factor.value) is int:
            return part, factor.value
    return None


def _turning_points(place: Place, atoms: Sequence[tuple[Seen, Atom]]) -> Iterator[Put | None]:
    """The values at which an answer changes, given what the row says of other facts."""
    known: set[tuple[Root, str] | str] = set()
    for seen, atom in atoms:
        term = seen.reads(atom)[place]
        if term.type.kind is Kind.DATE:
            yield from _days(seen, atom, place, known)
            continue
        quantities = [node for node in atom.walk() if node.type.kind in QUANTITIES]
        are_counts = all(node.type.kind is Kind.COUNT for node in quantities)
        for form, operator in _forms(seen, atom, place):
            if form is None or (not are_counts and abs(form.times) > 1):
                yield None
            elif form.times:
                new = [turn for turn in _turns(form, operator) if (form.root, turn) not in known]
                known.update((form.root, turn) for turn in new)
                yield from _around(form, new, seen, are_counts=are_counts)


def _turns(form: Linear, operator: str) -> tuple[str, ...]:
    """Where an answer begins that a form compared with zero gives, as the fact grows.

    >>> _turns(Linear(1, {}, {}, Decimal(0)), ">="), _turns(Linear(-1, {}, {}, Decimal(0)), ">=")
    (('at',), ('after',))
    """
    if operator in {"==", "!="}:
        return AT, AFTER
    return (AT,) if (operator in {">=", "<"}) == (form.times > 0) else (AFTER,)


def _forms(seen: Seen, atom: Atom, place: Place) -> Iterator[tuple[Linear | None, str]]:
    """Linear forms in a fact and how an atom compares them with zero; ``None`` where one cannot be written."""
    sides = (atom.part, atom.whole) if isinstance(atom, ex.ShareAtLeast) else atom.children
    forms = [_linear(seen, side, place) for side in sides]
    one, other = forms[0], forms[-1]
    if len(forms) != 2 or one is None or other is None:  # noqa: PLR2004  # an atom asks of two quantities
        yield None, ""
    elif isinstance(atom, ex.ShareAtLeast):
        nothing = Linear(0, {}, {}, Decimal(0))
        yield nothing.plus(one, atom.denominator).plus(other, -atom.numerator), ">="
        yield from ((one, ">="), (other, "=="), (other.plus(one, -1), ">="))
    elif isinstance(atom, ex.Comparison):
        yield one.plus(other, -1), atom.operator


def _linear(seen: Seen, node: ex.Expression, place: Place) -> Linear | None:
    if isinstance(node, ex.Arithmetic) and node.operator == "*":
        multiple = _multiple_of(node)
        part = None if multiple is None else _linear(seen, multiple[0], place)
        return None if multiple is None or part is None else Linear(0, {}, {}, Decimal(0)).plus(part, multiple[1])
    if isinstance(node, ex.Arithmetic):
        left, right = _linear(seen, node.left, place), _linear(seen, node.right, place)
        return left.plus(right, 1 if node.operator == "+" else -1) if left and right else None
    if place not in seen.reads(node):
        value = node.value if isinstance(node, ex.Literal) else None
        if value is None:
            return Linear(0, {node.digest: node}, {node.digest: 1}, Decimal(0))
        return Linear(0, {}, {}, value.amount if isinstance(value, Money) else Decimal(value))  # type: ignore[arg-type]  # a number
    return Linear(1, {}, {}, Decimal(0)) if isinstance(node, Fact | At) else None


def _around(form: Linear, turns: Collection[str], seen: Seen, *, are_counts: bool) -> Iterator[Put]:
    """The values from which a form has another sign; of what is no count, the one below as well."""
    times, factors, constant = form.root
    cells = {digest: seen.cell(form.others[digest]) for digest, _ in factors}
    if not any(isinstance(cell, pl.Expr) for cell in cells.values()) or any(cell is None for cell in cells.values()):
        return  # known without a row, or in none
    depth = max(seen.stages.depth(form.others[digest]) for digest in cells)
    rest: Any = -int(constant) if are_counts else pl.lit(-constant).cast(DECIMAL)
    for digest, factor in sorted(factors):
        rest = _multiple(cells[digest], -factor, are_counts=are_counts) + rest
    if are_counts:  # nothing is below the first turn but what is nearer to 0, which is always tried
        given = rest.fill_null(0).clip(-times, LARGEST_COUNT * times)
        more = {AT: times - 1, AFTER: times}
        points = [((given + more[turn]) // times if times > 1 else given + more[turn]).clip(0) for turn in turns]
    else:
        steps = dict.fromkeys(step for turn in turns for step in (Decimal(0), LEAST if turn == AFTER else -LEAST))
        points = [rest.fill_null(0) + pl.lit(step).cast(DECIMAL) for step in steps]
    for point in points:
        yield Put(seen.stages.hide(point, depth), depth + 1)


def _multiple(cell: Cell, factor: int, *, are_counts: bool) -> Any:
    if are_counts:
        return cell * factor  # type: ignore[operator]  # a number
    exact: Any = as_lit(cell).cast(DECIMAL)
    return exact if factor == 1 else pl.lit(Decimal(0)).cast(DECIMAL) - exact


def _days(seen: Seen, atom: Atom, place: Place, known: set[tuple[Root, str] | str]) -> Iterator[Put | None]:
    """The day that a row says of another fact, the one before and the one after."""
    for other in atom.children:
        if place in seen.reads(other):
            if not isinstance(other, Fact | At):
                yield None  # a part of it, compared with what the row says
            continue
        day = seen.cell(other)
        if isinstance(day, pl.Expr) and other.digest not in known:
            known.add(other.digest)
            depth = seen.stages.depth(other)
            filled = seen.stages.hide(day.fill_null(ANY_DAY), depth)
            for step in (-1, 0, 1):
                yield Put(seen.stages.hide(filled.dt.offset_by(f"{step}d").cast(pl.Date), depth + 1), depth + 2)
