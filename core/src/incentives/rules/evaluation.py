"""Reader: the value of expressions for one practitioner, by strong Kleene logic.

Expressions are compiled once into one straight-line Python function over all their distinct nodes; its result, the
value of every node, is the trace from which explanations are read. No text of an expression reaches the generated
source: ids and literals are bound as names.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, singledispatch
from types import CodeType, MappingProxyType
from typing import Any

from attrs import define, field, frozen

from incentives.errors import InconsistentFacts
from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.operators import OPERATORS, describe
from incentives.rules.types import COUNT, NO_DAY, Kind, Value
from incentives.values import Money, dates
from incentives.values.exact import CALCULATED, quotient, rounded_to

NOTHING: Mapping[str, Value] = MappingProxyType({})
STRICT = (
    ex.Not,
    ex.IsNone,
    ex.IsIn,
    ex.ContainsAny,
    ex.ContainsAll,
)  # unknown as any part
RECKONED = (
    ex.Comparison,
    ex.Arithmetic,
    ex.Minimum,
    ex.Maximum,
    ex.Rounded,
    ex.Quotient,
    ex.DatePart,
    ex.Moved,
    ex.Elapsed,
)  # unknown as any part, unless one is absent


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class Known:
    """What is known of one practitioner, seen from one reference year; what is not there is unknown.

    The value of a day is a date, or ``NO_DAY`` where it is told that there was none.

    Attributes:
        year: the reference year.
        permanent: values of permanent facts, by id.
        annual: values of annual facts, by year and id.
        readings: the reader's answers to open questions, by id.
        as_of: the day on which it is asked, if any.
    """

    year: int
    permanent: Mapping[str, Value] = NOTHING
    annual: Mapping[int, Mapping[str, Value]] = field(factory=dict)
    readings: Mapping[str, bool] = field(factory=dict)
    as_of: date | None = None


def place_of(term: Term, known: Known) -> tuple[dict[str, Value | None], str]:
    """Where the value of a term is put, and under which key, in what is known in dictionaries that can be written."""
    if isinstance(term, OpenQuestion):
        return known.readings, term.id  # type: ignore[return-value]  # may hold None, which reads as unknown
    if isinstance(term, Fact) and not term.annual:
        return known.permanent, term.id  # type: ignore[return-value]  # the same
    year = known.year + (term.offset if isinstance(term, At) else 0)
    return known.annual.setdefault(year, {}), term.id  # type: ignore[attr-defined]  # it can be written


class _Source:
    """The source of one generated function, the constants it names, and the names of the nodes it has evaluated."""

    def __init__(self) -> None:
        self.constants: dict[str, object] = {"share": share_at_least, "NOTHING": NOTHING, "NO_DAY": NO_DAY}
        self.offsets: dict[int, str] = {0: "this_year"}
        self.names: dict[str, str] = {}

    def constant(self, value: object) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def year(self, offset: int) -> str:
        return self.offsets.setdefault(offset, f"year_{len(self.offsets)}")

    def emit(self, node: ex.Expression) -> str:
        """The source of a node's value, from the names of its children."""
        return _emit(node, [self.names[child.digest] for child in node.children], self)

    def lines(self, nodes: Iterable[ex.Expression], indent: str = " ") -> list[str]:
        """One assignment for each node that is not evaluated yet and is no constant."""
        lines = []
        for node in nodes:
            if node.digest in self.names:
                continue
            emitted = self.emit(node)
            is_constant = isinstance(node, ex.Literal | ex.ReferenceYear)
            name = self.names[node.digest] = emitted if is_constant else f"v{len(self.names)}"
            lines += [] if is_constant else [f"{indent}{name} = {emitted}"]
        return lines

    def function(self, body: Iterable[str]) -> Callable[..., Any]:
        """The function with these lines for its body."""
        head = "def evaluate(permanent, annual, readings, year, as_of=None):"
        getters = [" permanent, answer = permanent.get, readings.get if readings else None"]
        for offset, name in self.offsets.items():
            getters.append(f" {name} = annual.get({f'year + {offset}' if offset else 'year'}, NOTHING).get")
        exec(_code("\n".join([head, *getters, *body])), self.constants)  # noqa: S102  # only names made above
        function: Callable[..., Any] = self.constants["evaluate"]  # type: ignore[assignment]  # it has just been made
        return function


@lru_cache(maxsize=4096)
def _code(source: str) -> CodeType:
    """Compiled, which takes most of the time: rules of one form differ only in the constants that they name."""
    return compile(source, "<rules>", "exec")


@frozen(eq=False)
class Program:
    """Compiled expressions.

    Attributes:
        nodes: every distinct node, children before parents; the trace has their values in this order.
        position: where a node stands in the trace, by digest.
    """

    nodes: tuple[ex.Expression, ...]
    position: Mapping[str, int]
    _function: Callable[..., tuple[Value | None, ...]]

    def run(self, known: Known) -> tuple[Value | None, ...]:
        """The value of every node, ``None`` where unknown.

        Raises:
            InconsistentFacts: if a share meets a part larger than its whole, or a quotient a divisor below zero.
        """
        return self._function(known.permanent, known.annual, known.readings, known.year, known.as_of)


@frozen
class _Asked:
    """Expressions that are the same as others if their digests are."""

    digests: tuple[str, ...]
    expressions: tuple[ex.Expression, ...] = field(eq=False)


def compile_program(expressions: Iterable[ex.Expression]) -> Program:
    """Compile expressions into one program that evaluates each distinct node once.

    The programs made last are kept: whoever asks what is missing asks the same of one practitioner after the other.
    """
    asked = tuple(expressions)
    return _compiled(_Asked(tuple(expression.digest for expression in asked), asked))


@lru_cache(maxsize=4096)
def _compiled(asked: _Asked) -> Program:
    seen: set[str] = set()
    nodes = tuple(node for expression in asked.expressions for node in expression.walk(seen))
    source = _Source()
    lines = source.lines(nodes)
    result = f" return ({''.join(f'{source.names[node.digest]}, ' for node in nodes)})"
    return Program(nodes, {node.digest: at for at, node in enumerate(nodes)}, source.function([*lines, result]))


def compile_alarm(conditions: Iterable[ex.Expression]) -> Callable[..., bool]:
    """Compile conditions that seldom hold into one function that tells whether any does.

    It keeps no trace, and passes over a condition as soon as a term is unknown that it cannot hold without, so that
    the conditions of other countries cost next to nothing. It takes what ``Known`` is made of, the year last.
    """
    source = _Source()
    conditions = tuple(conditions)
    often = Counter(term.digest for condition in conditions for term in terms_of(condition))
    shared = [term for condition in conditions for term in terms_of(condition) if often[term.digest] > 1]
    body = source.lines(shared)
    names_of_shared = dict(source.names)
    for condition in conditions:
        source.names = dict(names_of_shared)  # what another condition evaluated may have been passed over
        needed = indispensable(condition)
        guards = [f"{name} is not None" for digest, name in source.names.items() if digest in needed]
        for digest, term in needed.items():
            if digest not in source.names:
                name = f"v{len(source.names)}"
                guards.append(f"({name} := {source.emit(term)}) is not None")
                source.names[digest] = name
        body.append(f" if {' and '.join(guards) or 'True'}:")
        body += source.lines(condition.walk(set()), indent="  ")
        body.append(f"  if {source.names[condition.digest]} is True: return True")
    return source.function([*body, " return False"])


def indispensable(condition: ex.Expression) -> dict[str, Term]:
    """Terms that must all be known for a condition to hold, by digest; not always all such terms."""
    if any(isinstance(node, ex.ShareAtLeast | ex.Quotient) for node in condition.walk(set())):
        return {}  # numbers that cannot be are to be found wherever they are
    return _needed(condition, to_hold=True)


def _needed(node: ex.Expression, *, to_hold: bool) -> dict[str, Term]:
    if isinstance(node, Fact | At | OpenQuestion):
        return {node.digest: node}
    if isinstance(node, RECKONED) and node.days:  # one that is absent decides alone
        return {day.digest: day for day in node.days if isinstance(day, Fact | At)} if len(node.days) == 1 else {}
    spare = _spare(node) if to_hold else None
    parts = [_needed(child, to_hold=spare is not None) for child in node.children]
    spare = 0 if isinstance(node, STRICT + RECKONED) else spare
    if spare is None:
        return {}
    terms = {digest: term for part in parts for digest, term in part.items()}
    often = Counter(digest for part in parts for digest in part)
    return {digest: term for digest, term in terms.items() if often[digest] > spare}


def _spare(node: ex.Expression) -> int | None:
    """How many of its operands a node can do without and still hold; ``None`` where it holds otherwise than by them."""
    match node:
        case ex.AllOf():
            return 0
        case ex.AnyOf():
            return len(node.operands) - 1
        case ex.AtLeast():
            return len(node.operands) - node.count
    return None


def evaluate(expression: ex.Expression, known: Known) -> Value | None:
    """The value of one expression, ``None`` where unknown.

    Compiles at every call: for many evaluations of one expression, keep a ``compile_program``.
    """
    return compile_program([expression]).run(known)[-1]


def share_at_least(
    part: int | None, whole: int | None, numerator: int, denominator: int, if_none: bool | None
) -> bool | None:
    """Whether part / whole >= numerator / denominator, by cross-multiplication."""
    if (part or 0) < 0 or (whole is not None and whole < (part or 0)):
        msg = f"a part of {part} in a whole of {whole} cannot be: correct the counts that they come from"
        raise InconsistentFacts(msg, part=part, whole=whole)
    if part is None or whole is None:
        return None
    return if_none if whole == 0 else part * denominator >= numerator * whole


def divided(dividend: Decimal | int | None, divisor: Decimal | int | None, to: Decimal, mode: str) -> Decimal | None:
    """A quotient, rounded; unknown where a part is, and where the divisor is zero."""
    if divisor is not None and divisor < 0:
        msg = f"{divisor} cannot be divided by: correct the numbers that it comes from"
        raise InconsistentFacts(msg, divisor=divisor)
    return None if dividend is None or not divisor else quotient(dividend, divisor, to, mode)


def _any(names: list[str], value: str) -> str:
    return " or ".join(f"{name} is {value}" for name in names)


def _strict(names: list[str], result: str) -> str:
    """Unknown as soon as a part is; a literal never is."""
    uncertain = [name for name in names if name.startswith("v")]
    return f"None if {_any(uncertain, 'None')} else {result}" if uncertain else result


def _reckoned(node: ex.Expression, names: list[str], result: str, if_absent: str = "NO_DAY") -> str:
    """Strict, but for a part that is reckoned from a day told to be absent: it decides, whatever the others are."""
    told = [f"{name} == NO_DAY" for name, child in zip(names, node.children, strict=True) if child.days]
    strict = _strict(names, result)
    return f"{if_absent} if {' or '.join(told)} else {strict}" if told else strict


@singledispatch
def _emit(node: ex.Expression, names: list[str], source: _Source) -> str:
    raise NotImplementedError(type(node).__name__)


@_emit.register
def _(node: ex.Literal, names: list[str], source: _Source) -> str:
    return source.constant(node.value.amount if isinstance(node.value, Money) else node.value)


@_emit.register
def _(node: Fact, names: list[str], source: _Source) -> str:
    return f"{'this_year' if node.annual else 'permanent'}({source.constant(node.id)})"


@_emit.register
def _(node: At, names: list[str], source: _Source) -> str:
    return f"{source.year(node.offset)}({source.constant(node.fact.id)})"


@_emit.register
def _(node: OpenQuestion, names: list[str], source: _Source) -> str:
    return f"answer and answer({source.constant(node.id)})"  # mostly no question is answered: then nothing is looked up


@_emit.register
def _(node: ex.Not, names: list[str], source: _Source) -> str:
    return _strict(names, f"not {names[0]}")


@_emit.register
def _(node: ex.AllOf, names: list[str], source: _Source) -> str:
    # Plain truth comes first: it costs least to ask, and false and unknown are told apart only where it fails.
    return f"True if {' and '.join(names)} else False if {_any(names, 'False')} else None"


@_emit.register
def _(node: ex.AnyOf, names: list[str], source: _Source) -> str:
    return f"True if {' or '.join(names)} else None if {_any(names, 'None')} else False"


@_emit.register
def _(node: ex.AtLeast, names: list[str], source: _Source) -> str:
    true, not_false = (" + ".join(f"({name} {test})" for name in names) for test in ("is True", "is not False"))
    return f"True if {true} >= {node.count} else False if {not_false} < {node.count} else None"


@_emit.register
def _(node: ex.Comparison, names: list[str], source: _Source) -> str:
    if node.left.type.kind is Kind.ORDERED_CHOICE:
        return _strict(names[:1], f"{names[0]} in {source.constant(ordered_part(node))}")
    return _reckoned(node, names, f"{names[0]} {node.operator} {names[1]}", str(node.operator == "!="))


@_emit.register
def _(node: ex.IsNone, names: list[str], source: _Source) -> str:
    return _strict(names, f"{names[0]} == NO_DAY")


@_emit.register
def _(node: ex.IsIn, names: list[str], source: _Source) -> str:
    return _strict(names, f"{names[0]} in {source.constant(frozenset(node.values))}")


@_emit.register
def _(node: ex.ContainsAny, names: list[str], source: _Source) -> str:
    return _strict(names, f"not {names[0]}.isdisjoint({source.constant(frozenset(node.values))})")


@_emit.register
def _(node: ex.ContainsAll, names: list[str], source: _Source) -> str:
    return _strict(names, f"{names[0]} >= {source.constant(frozenset(node.values))}")


@_emit.register
def _(node: ex.Arithmetic, names: list[str], source: _Source) -> str:
    if node.type == COUNT:
        return _reckoned(node, names, f"{names[0]} {node.operator} {names[1]}")
    return _reckoned(node, names, f"{source.constant(CALCULATED[node.operator])}({names[0]}, {names[1]})")


@_emit.register(ex.Minimum)
@_emit.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, names: list[str], source: _Source) -> str:
    pick = source.constant(min if isinstance(node, ex.Minimum) else max)
    return _reckoned(node, names, f"{pick}({', '.join(names)})")


@_emit.register
def _(node: ex.Rounded, names: list[str], source: _Source) -> str:
    to = source.constant(Decimal(node.to))
    return _reckoned(node, names, f"{source.constant(rounded_to)}({names[0]}, {to}, {node.mode!r})")


@_emit.register
def _(node: ex.Quotient, names: list[str], source: _Source) -> str:
    to = source.constant(Decimal(node.to))
    found = f"{source.constant(divided)}({names[0]}, {names[1]}, {to}, {node.mode!r})"
    told = [f"{name} == NO_DAY" for name, child in zip(names, node.children, strict=True) if child.days]
    return f"NO_DAY if {' or '.join(told)} else {found}" if told else found


@_emit.register
def _(node: ex.DatePart, names: list[str], source: _Source) -> str:
    return _reckoned(node, names, f"{names[0]}.{node.part}")


@_emit.register
def _(node: ex.Moved, names: list[str], source: _Source) -> str:
    return _reckoned(node, names, f"{source.constant(dates.moved)}({names[0]}, {node.unit!r}, {names[1]})")


@_emit.register
def _(node: ex.Elapsed, names: list[str], source: _Source) -> str:
    return _reckoned(node, names, f"{source.constant(dates.elapsed)}({node.unit!r}, {names[0]}, {names[1]})")


@_emit.register
def _(node: ex.ReferenceYear, names: list[str], source: _Source) -> str:
    return "year"


@_emit.register
def _(node: ex.AsOf, names: list[str], source: _Source) -> str:
    return "as_of"


@_emit.register
def _(node: ex.When, names: list[str], source: _Source) -> str:
    condition, then, otherwise = names
    agreed = f"{then} if {then} == {otherwise} else None"
    return f"{then} if {condition} is True else {otherwise} if {condition} is False else {agreed}"


@_emit.register
def _(node: ex.Follows, names: list[str], source: _Source) -> str:
    operand, holds, fails = names
    return f"{operand} if {operand} is not None else True if {holds} is True else False if {fails} is True else None"


@_emit.register
def _(node: ex.ShareAtLeast, names: list[str], source: _Source) -> str:
    part, whole, if_none = names
    sound = f"{part} is not None and {whole} is not None and 0 <= {part} <= {whole} and {whole}"
    reached = f"{part} * {node.denominator} >= {node.numerator} * {whole}"
    rest = f"share({part}, {whole}, {node.numerator}, {node.denominator}, {if_none})"
    told = [f"{name} == NO_DAY" for name, child in ((part, node.part), (whole, node.whole)) if child.days]
    absent = f"False if {' or '.join(told)} else " if told else ""
    return f"{absent}{reached} if {sound} else {rest}"  # the call is for what is unknown, none at all, or cannot be


def ordered_part(node: ex.Comparison) -> frozenset[str]:
    """The values of an ordered choice for which its comparison with a literal holds."""
    values = node.left.type.values
    if not isinstance(node.right, ex.Literal):
        msg = f"an ordered choice is compared with a literal, not with {describe(node.right)}"
        raise TypeError(msg)
    pivot = values.index(str(node.right.value))
    holds = OPERATORS[node.operator]
    return frozenset(value for at, value in enumerate(values) if holds(at, pivot))
