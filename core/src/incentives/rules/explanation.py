"""Reader: which values were read and which of them decided, from the trace of one evaluation."""

from collections.abc import Callable, Sequence
from functools import singledispatch

from attrs import define

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.trace import Trace
from incentives.rules.types import Value

Decider = Callable[[ex.Expression, Trace], Sequence[ex.Expression]]
TERMS = {Fact, At, OpenQuestion}
_FOUND: dict[type[ex.Expression], Decider] = {}


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class TermRead:
    """A fact or an open question that an expression read.

    Attributes:
        term: what was read.
        value: its value, ``None`` where unknown.
        decided: whether the outcome rests on it; the outcome would be the same without the others.
    """

    term: Term
    value: Value | None
    decided: bool


def explain(expression: ex.Expression, trace: Trace) -> tuple[TermRead, ...]:
    """Everything the expression read, in the order of the rule, with what decided its value.

    Of an unknown outcome, those that decided are those that keep it unknown.
    """
    decisive, left = set(), [expression]
    while left:
        node = left.pop()
        if type(node) in TERMS:
            decisive.add(node.digest)
        else:
            left.extend(_decider(node)(node, trace))
    return tuple([TermRead(term, trace.value(term), term.digest in decisive) for term in terms_of(expression)])


def needs_day(expression: ex.Expression, trace: Trace) -> bool:
    """Whether a value is unknown, among what keeps it so that no day is given on which it is asked."""
    if not expression.reads_day or trace.value(expression) is not None:
        return False
    return isinstance(expression, ex.AsOf) or any(needs_day(part, trace) for part in _deciders(expression, trace))


def _decider(node: ex.Expression) -> Decider:
    kind = type(node)
    if kind not in _FOUND:  # to dispatch anew takes longer than what it leads to
        _FOUND[kind] = _deciders.dispatch(kind)
    return _FOUND[kind]


def _valued(nodes: Sequence[ex.Expression], trace: Trace, value: Value | None) -> Sequence[ex.Expression]:
    values, position = trace.values, trace.program.position
    return [node for node in nodes if values[position[node.digest]] is value]


@singledispatch
def _deciders(node: ex.Expression, trace: Trace) -> Sequence[ex.Expression]:
    """The children on which the node's value rests."""
    raise NotImplementedError(type(node).__name__)


@_deciders.register(ex.AllOf)
@_deciders.register(ex.AnyOf)
@_deciders.register(ex.AtLeast)
def _(node: ex.AllOf | ex.AnyOf | ex.AtLeast, trace: Trace) -> Sequence[ex.Expression]:
    return _valued(node.operands, trace, trace.value(node))


@_deciders.register
def _(node: ex.When, trace: Trace) -> Sequence[ex.Expression]:
    match trace.value(node.condition):
        case True:
            return (node.condition, node.then)
        case False:
            return (node.condition, node.otherwise)
        case _ if trace.value(node) is not None:
            return (node.then, node.otherwise)
        case _:
            return (node.condition, *_valued((node.then, node.otherwise), trace, None))


@_deciders.register
def _(node: ex.Follows, trace: Trace) -> Sequence[ex.Expression]:
    if trace.value(node.operand) is None:
        return _valued((node.holds, node.fails), trace, True)[:1] or (node.operand,)
    return (node.operand,)


@_deciders.register
def _(node: ex.ShareAtLeast, trace: Trace) -> Sequence[ex.Expression]:
    if absent := _absent((node.part, node.whole), trace):
        return absent
    part, whole = trace.value(node.part), trace.value(node.whole)
    if part is None or whole is None:
        return _valued((node.part, node.whole), trace, None)
    return (node.part, node.whole, node.if_none) if whole == 0 else (node.part, node.whole)


@_deciders.register(ex.Comparison)
@_deciders.register(ex.Arithmetic)
@_deciders.register(ex.Minimum)
@_deciders.register(ex.Maximum)
@_deciders.register(ex.Quotient)
@_deciders.register(ex.Moved)
@_deciders.register(ex.Elapsed)
def _(node: ex.Expression, trace: Trace) -> Sequence[ex.Expression]:
    if absent := _absent(node.children, trace):
        return absent
    return _valued(node.children, trace, None) if trace.value(node) is None else node.children


def _absent(nodes: Sequence[ex.Expression], trace: Trace) -> Sequence[ex.Expression]:
    """The first that is reckoned from a day told to be absent: it decides alone."""
    return [node for node in nodes if trace.is_absent(node)][:1]


@_deciders.register(ex.Literal)
@_deciders.register(ex.ReferenceYear)
@_deciders.register(ex.AsOf)
@_deciders.register(ex.Not)
@_deciders.register(ex.IsNone)
@_deciders.register(ex.IsIn)
@_deciders.register(ex.ContainsAny)
@_deciders.register(ex.ContainsAll)
@_deciders.register(ex.DatePart)
@_deciders.register(ex.Rounded)
@_deciders.register(Fact)
@_deciders.register(At)
@_deciders.register(OpenQuestion)
def _(node: ex.Expression, trace: Trace) -> Sequence[ex.Expression]:
    return node.children
