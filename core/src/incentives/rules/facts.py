"""What a rule can ask: facts about a practitioner, and questions that the texts leave open."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from attrs import field, frozen

from incentives.errors import FactError
from incentives.rules.digested import DIGESTED_IF_GIVEN, NAMED_IF_GIVEN
from incentives.rules.expressions import Expression
from incentives.rules.extents import ENDLESS, Extent, Limit, extent_of, given_limit, misplaced
from incentives.rules.types import Kind, Type

RESERVED = frozenset({"certain", "possible", "eligibility", "invalid", "unknown"})
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_QUESTION_ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9_]+")


def namespace_of(id: str) -> str:
    """The first word of an id: the jurisdiction that owns a fact, or the scheme that an open question is of."""
    return id.partition(".")[0]


def _values(values: Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


class Display(StrEnum):
    """When the authority's own account shows what a fact tells.

    ``while_requested``: as long as benefits can be requested, such as what a form has filled in already.
    ``once_paid``: from the time of payment on, such as the details of what was paid.
    """

    WHILE_REQUESTED = "while_requested"
    ONCE_PAID = "once_paid"


@frozen(eq=False)
class Fact(Expression):
    """A piece of information asked for. Maps to ``cccev:InformationConcept``.

    Build one with the class method of its kind. Two facts of one id are the same when their digest is.

    Attributes:
        id: dotted path; starts with the jurisdiction, such as ``be.acts``.
        kind: what sort of value it has.
        annual: whether it belongs to one calendar year; otherwise it holds whatever the year.
        values: the values of a choice or a set; of an ordered choice, from lowest to highest.
        unit: what a count counts, or the currency of money.
        fixed: whether no deed of the practitioner can change it any more (an identity, an event, a past year).
        irreversible: values that no later deed can undo, where others can still change.
        handed_in: whether it can still change until the application window closes, like a document that is sent.
        bought: values for which something has to be bought or rented, as far as the texts say so; never at what price.
        display: when the authority's own account shows it, where it tells nothing else than what is shown there; it is
            asked only then. ``None`` for every other fact.
        least: its least value, where another is meant than 0 for numbers and amounts, or any day; ``-Infinity`` for a
            number that can be as low as may be.
        most: its largest value; ``None`` where nothing bounds it.

    Raises:
        FactError: if the declaration contradicts itself.
    """

    id: str = field(kw_only=True)
    kind: Kind = field(kw_only=True)
    annual: bool = field(kw_only=True, default=True)
    values: tuple[str, ...] = field(kw_only=True, default=(), converter=_values)
    unit: str | None = field(kw_only=True, default=None)
    fixed: bool = field(kw_only=True, default=False)
    irreversible: tuple[bool | str, ...] = field(kw_only=True, default=())
    handed_in: bool = field(kw_only=True, default=False)
    bought: tuple[bool | str, ...] = field(kw_only=True, default=(), metadata=DIGESTED_IF_GIVEN)
    display: Display | None = field(kw_only=True, default=None, metadata=DIGESTED_IF_GIVEN)
    least: Limit | None = field(kw_only=True, default=None, converter=given_limit, metadata=NAMED_IF_GIVEN)
    most: Limit | None = field(kw_only=True, default=None, converter=given_limit, metadata=NAMED_IF_GIVEN)

    def __attrs_post_init__(self) -> None:
        has_values = self.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE, Kind.SET}
        if not _ID.fullmatch(self.id):
            msg = f"{self.id!r} is not a fact id: write a dotted path of lower-case words, such as 'be.acts'"
        elif self.id.rpartition(".")[2] in RESERVED:
            msg = f"{self.id!r} ends with a reserved word ({', '.join(sorted(RESERVED))})"
        elif has_values and (not self.values or len(set(self.values)) < len(self.values)):
            msg = f"{self.id}: a {self.kind.value} needs values, each of them once"
        elif "unknown" in self.values:
            msg = f"{self.id}: 'unknown' is what a situation says of any fact; it cannot be one of the values"
        elif self.values and not has_values:
            msg = f"{self.id}: a {self.kind.value} has no list of values"
        elif strange := [name for name in ("irreversible", "bought") if not self._has(getattr(self, name))]:
            msg = f"{self.id}: {strange[0]} names values that it does not have: {getattr(self, strange[0])!r}"
        elif (self.kind is Kind.MONEY) and not re.fullmatch("[A-Z]{3}", self.unit or ""):
            msg = f"{self.id}: the unit of money is a currency code, such as 'EUR'"
        elif problem := misplaced(self.kind, self.least, self.most):
            msg = f"{self.id}: {problem}"
        else:
            Expression.__attrs_post_init__(self)
            return
        raise FactError(msg, id=self.id)

    @cached_property
    def type(self) -> Type:
        return Type(self.kind, self.values, self.unit if self.kind is Kind.MONEY else None)

    @cached_property
    def extent(self) -> Extent:
        """Between which values it lies: numbers and amounts at least 0 unless it says otherwise."""
        return extent_of(self.kind, self.least, self.most)

    @cached_property
    def limits(self) -> Extent:
        """Its extent, as far as that says more than its kind: no count is negative."""
        is_usual = self.kind is Kind.COUNT and self.extent.low == 0
        return Extent(None, self.extent.high) if is_usual else self.extent

    @property
    def namespace(self) -> str:
        """The first word of the id: the jurisdiction that owns it."""
        return namespace_of(self.id)

    def _has(self, values: tuple[bool | str, ...]) -> bool:
        return {*values} <= ({True, False} if self.kind is Kind.YES_NO else {*self.values})

    def at(self, offset: int) -> Expression:
        """The same fact, ``offset`` years from the reference year: ``at(-1)`` is the year before.

        Raises:
            FactError: if the fact is permanent.
        """
        if not self.annual:
            msg = f"{self.id} holds whatever the year: it has no value {offset} years away"
            raise FactError(msg, id=self.id)
        return At(fact=self, offset=offset) if offset else self

    @classmethod
    def yes_no(
        cls,
        id: str,
        *,
        irreversible: tuple[bool, ...] = (),
        annual: bool = True,
        fixed: bool = False,
        bought: tuple[bool, ...] = (),
    ) -> "Fact":
        """A fact that is true or false."""
        return cls(id=id, kind=Kind.YES_NO, annual=annual, fixed=fixed, irreversible=irreversible, bought=bought)

    @classmethod
    def count(
        cls, id: str, *, unit: str, annual: bool = True, fixed: bool = False, least: int = 0, most: int | None = None
    ) -> "Fact":
        """A whole number of ``unit``, never negative: ``most=12`` where a year's months are counted."""
        return cls(id=id, kind=Kind.COUNT, annual=annual, unit=unit, fixed=fixed, least=least or None, most=most)

    @classmethod
    def decimal(
        cls,
        id: str,
        *,
        unit: str,
        annual: bool = True,
        fixed: bool = False,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = None,
    ) -> "Fact":
        """An exact number of ``unit``; not negative unless ``least`` says so, ``None`` being no limit."""
        low = _least(least)
        return cls(id=id, kind=Kind.DECIMAL, annual=annual, unit=unit, fixed=fixed, least=low, most=most)

    @classmethod
    def money(
        cls,
        id: str,
        *,
        currency: str,
        annual: bool = True,
        fixed: bool = False,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = None,
    ) -> "Fact":
        """An exact amount in one currency; not negative unless ``least`` says so, ``None`` being no limit."""
        low = _least(least)
        return cls(id=id, kind=Kind.MONEY, annual=annual, unit=currency, fixed=fixed, least=low, most=most)

    @classmethod
    def day(
        cls,
        id: str,
        *,
        annual: bool = True,
        fixed: bool = True,
        least: date | None = None,
        most: date | None = None,
    ) -> "Fact":
        """A date; or told to be absent, where there was no such day, whatever its first and last one."""
        return cls(id=id, kind=Kind.DATE, annual=annual, fixed=fixed, least=least, most=most)

    @classmethod
    def choice(  # noqa: PLR0913  # each says another thing about one fact
        cls,
        id: str,
        values: Iterable[str],
        *,
        annual: bool = True,
        fixed: bool = False,
        irreversible: tuple[str, ...] = (),
        handed_in: bool = False,
        bought: tuple[str, ...] = (),
    ) -> "Fact":
        """One of some values, without an order."""
        return cls(
            id=id,
            kind=Kind.CHOICE,
            values=values,
            annual=annual,
            fixed=fixed,
            irreversible=irreversible,
            handed_in=handed_in,
            bought=bought,
        )

    @classmethod
    def shown(cls, id: str, values: Iterable[str], display: Display) -> "Fact":
        """What the authority's own account shows of a year: one of some values, which no deed changes.

        One of the values says that it shows nothing: who looked and found nothing can then say so.
        """
        return cls(id=id, kind=Kind.CHOICE, values=values, fixed=True, display=display)

    @classmethod
    def ordered_choice(
        cls,
        id: str,
        values: Iterable[str],
        *,
        annual: bool = True,
        fixed: bool = False,
        irreversible: tuple[str, ...] = (),
    ) -> "Fact":
        """One of some values, given from lowest to highest."""
        kind = Kind.ORDERED_CHOICE
        return cls(id=id, kind=kind, values=values, annual=annual, fixed=fixed, irreversible=irreversible)

    @classmethod
    def set_of(
        cls,
        id: str,
        values: Iterable[str],
        *,
        annual: bool = True,
        fixed: bool = False,
        irreversible: tuple[str, ...] = (),
    ) -> "Fact":
        """Any number of some values, possibly none; those that are ``irreversible`` stay in it once they are."""
        return cls(id=id, kind=Kind.SET, values=values, annual=annual, fixed=fixed, irreversible=irreversible)


def _least(limit: Decimal | int | None) -> Decimal | int | None:
    """As it is declared: 0 is what nobody has to say."""
    return ENDLESS if limit is None else limit or None


@frozen(eq=False)
class At(Expression):
    """An annual fact of another year, counted from the reference year."""

    fact: Fact
    offset: int

    @property
    def id(self) -> str:
        """The fact's own id."""
        return self.fact.id

    @cached_property
    def type(self) -> Type:
        return self.fact.type

    @property
    def children(self) -> tuple[Expression, ...]:
        return ()  # the fact of its own year is not what is read


@frozen(eq=False)
class OpenQuestion(Expression):
    """A point on which the texts are silent or disagree; unknown until the reader answers it.

    Attributes:
        id: the scheme's id, a dot, and a name; public, since readers answer by it.
        ask: the id of the contact, in the edition, who can settle it.

    Raises:
        FactError: if the id is not of that form.
    """

    id: str = field()
    ask: str

    @id.validator
    def _check_id(self, _: object, value: str) -> None:
        if not _QUESTION_ID.fullmatch(value):
            msg = f"{value!r} is not the id of an open question: write the scheme's id, a dot and a name"
            raise FactError(msg, id=value)


Term = Fact | At | OpenQuestion


def fact_of(term: Fact | At) -> Fact:
    """The fact that a term reads, of whichever year."""
    return term.fact if isinstance(term, At) else term


def year_of(term: Fact | At, year: int) -> int | None:
    """The year that what a term reads belongs to, seen from a year; ``None`` for a permanent fact."""
    if isinstance(term, At):
        return year + term.offset
    return year if term.annual else None


def terms_of(expression: Expression) -> tuple[Term, ...]:
    """The facts and open questions that an expression reads, each once, in the order of reading."""
    return expression.leaves  # type: ignore[return-value]  # expressions do not know the classes of their leaves
