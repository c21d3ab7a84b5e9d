"""The smallest parts in which two conditions differ."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from attrs import frozen

from incentives.rules.expressions import AllOf, AnyOf, Expression
from incentives.rules.facts import At, Fact

Key = Callable[[Expression], str]
Pair = tuple[Expression | None, Expression | None]


class Joined(StrEnum):
    """How a part stands beside its neighbours.

    ``all``: every one of them has to hold. ``any``: one is enough. ``alone``: it has none.
    """

    ALL = "all"
    ANY = "any"
    ALONE = "alone"


@frozen(eq=False)
class ChangedPart:
    """A part of a condition that only one of two years has, or that differs between them.

    Attributes:
        before: the part as it was; ``None`` where there was none.
        after: the part as it is; ``None`` where there is none any more.
        joined: whether it is one of several that are all needed, one of several of which any is enough, or neither.
    """

    before: Expression | None
    after: Expression | None
    joined: Joined


def changed_parts(
    before: Expression, after: Expression, key: Key, joined: Joined = Joined.ALONE
) -> Iterator[ChangedPart]:
    """The smallest parts in which two conditions differ; ``key`` gives the digest that a part of the first has now."""
    if key(before) == after.digest:
        return
    node = _joining(before, after, key)
    if node is None:
        yield ChangedPart(before, after, joined)
        return
    old, new = _operands(before, node), _operands(after, node)
    gone = [part for part in old if key(part) not in {one.digest for one in new}]
    come = [part for part in new if part.digest not in set(map(key, old))]
    how = Joined.ALL if node is AllOf else Joined.ANY
    for one, other in _paired(gone, come, node, key):
        if one is None or other is None or not _is_alike(one, other, key) or _is_same((one, other), (before, after)):
            yield ChangedPart(one, other, how)
        else:
            yield from changed_parts(one, other, key, how)


def _is_same(pair: tuple[Expression, Expression], whole: tuple[Expression, Expression]) -> bool:
    """Whether a pair of parts is the whole again, as with ``x | y`` that became ``~(x | y)``."""
    return [one.digest for one in pair] == [one.digest for one in whole]


def _joining(before: Expression, after: Expression, key: Key) -> type[AllOf | AnyOf] | None:
    """How both are joined of parts; a single part counts as one, where the other has it or asks about the same too."""
    if isinstance(after, AllOf | AnyOf) and (type(before) is type(after) or key(before) in _digests(after)):
        return type(after)
    if isinstance(before, AllOf | AnyOf) and _is_within(before, after, key):
        return type(before)
    joined = [one for one in (before, after) if isinstance(one, AllOf | AnyOf)]
    if len(joined) != 1:
        return None
    single = after if joined[0] is before else before
    return type(joined[0]) if _facts(single) & _facts(joined[0]) else None


def _is_alike(before: Expression, after: Expression, key: Key) -> bool:
    """Whether two parts are worth looking into: otherwise each is told as a whole."""
    same_kind = type(before) is type(after) and isinstance(after, AllOf | AnyOf)
    return same_kind or _facts(before) == _facts(after) or _is_within(before, after, key)


def _is_within(before: Expression, after: Expression, key: Key) -> bool:
    """Whether one of the two is a part of the other, which has more beside it."""
    is_in_after = isinstance(after, AllOf | AnyOf) and key(before) in _digests(after)
    return is_in_after or (isinstance(before, AllOf | AnyOf) and after.digest in set(map(key, before.operands)))


def _digests(condition: AllOf | AnyOf) -> set[str]:
    return {operand.digest for operand in condition.operands}


def _operands(condition: Expression, node: type[AllOf | AnyOf]) -> tuple[Expression, ...]:
    return condition.operands if isinstance(condition, node) else (condition,)


def _facts(condition: Expression) -> set[str]:
    return {node.digest for node in condition.walk() if isinstance(node, Fact | At)}


def _paired(
    gone: Sequence[Expression], come: Sequence[Expression], node: type[AllOf | AnyOf], key: Key
) -> Iterator[Pair]:
    """Each part with what came in its place: the same with more beside it, or the only one about the same facts."""
    pairs = [*_regrouped(gone, come, node, key)]
    old, new = _without(gone, (pair[0] for pair in pairs)), _without(come, (pair[1] for pair in pairs))
    for part in old:
        matches = [one for one in new if _facts(one) and _facts(one) == _facts(part)]
        twins = [one for one in old if _facts(one) == _facts(part)]
        if len(matches) == len(twins) == 1:
            pairs.append(([part], [matches[0]]))
    old, new = _without(gone, (pair[0] for pair in pairs)), _without(come, (pair[1] for pair in pairs))
    yield from ((_joined(before, node), _joined(after, node)) for before, after in pairs)
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    yield from ((part, None) for part in old)
    yield from ((None, part) for part in new)


def _regrouped(
    gone: Sequence[Expression], come: Sequence[Expression], node: type[AllOf | AnyOf], key: Key
) -> Iterator[tuple[list[Expression], list[Expression]]]:
    """Several parts of one side that are one part on the other, where something was put beside them all."""
    old, new = {key(part): part for part in gone}, {part.digest: part for part in come}
    for part in come:
        for operand in part.children:
            if isinstance(operand, node) and _digests(operand) <= old.keys():
                yield [old[one.digest] for one in operand.operands], [part]
    for part in gone:
        for operand in part.children:
            if isinstance(operand, node) and set(map(key, operand.operands)) <= new.keys():
                yield [part], [new[key(one)] for one in operand.operands]


def _without(parts: Iterable[Expression], taken: Iterable[Iterable[Expression]]) -> list[Expression]:
    digests = {part.digest for group in taken for part in group}
    return [part for part in parts if part.digest not in digests]


def _joined(parts: Sequence[Expression], node: type[AllOf | AnyOf]) -> Expression:
    return parts[0] if len(parts) == 1 else node(tuple(parts))
