"""An edition compiled once, so that assessing it many times is fast."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from attrs import field, frozen

from incentives.assessment.outcomes import ZERO, Amount, Outcome
from incentives.rules.building import literal, when
from incentives.rules.evaluation import NOTHING, Known, Program, compile_program
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, terms_of
from incentives.rules.types import NO_DAY, Kind, Value
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.edition import Edition
from incentives.values import Money

FIXED = {Standing.WAIVED: Outcome.WAIVED, Standing.NOT_APPLICABLE: Outcome.NOT_APPLICABLE}


@frozen(eq=False)
class Payable:
    """A benefit and where its values stand in the trace.

    Attributes:
        benefit: the benefit.
        required: ids of the criteria it needs, with those of the benefits it comes on top of.
        first: ids of the benefits that go before it.
        entitled_at: where its entitlement stands.
        flat: where the amount depends on no fact, what is due: by whether it can be, then by whether it is.
    """

    benefit: Benefit
    required: tuple[str, ...]
    first: tuple[str, ...]
    entitled_at: int
    flat: Mapping[bool, Mapping[bool | None, Amount]] | None


@frozen(eq=False)
class Plan:
    """What every assessment of an edition shares.

    Attributes:
        edition: the edition.
        entitled: for each benefit's id, the condition under which it is due.
        program: conditions, entitlements and amounts, compiled.
        covers_at: where stands whether the profession is covered.
        places: for each criterion, its outcome if it is not asked, otherwise where its condition stands in the trace.
        payable: the benefits.
        decisive: where that stands in the trace whose values are the outcomes and the amounts.
        added: whether every benefit's amount is simply added to the others'.
        ceilings: of the groups that have one, by id.
        changeable: the facts of the reference year, and the permanent ones, that deeds can still change; of days, only
            those that are told to be absent.
        last_deed: the last day on which a deed of the reference period can change something.
    """

    edition: Edition
    entitled: Mapping[str, Expression] = field(init=False)
    added: bool = field(init=False)
    ceilings: Mapping[str, Expression] = field(init=False)
    program: Program = field(init=False)
    covers_at: int = field(init=False)
    places: tuple[tuple[Criterion, Outcome | None, int], ...] = field(init=False)
    payable: tuple[Payable, ...] = field(init=False)
    decisive: tuple[int, ...] = field(init=False)
    changeable: tuple[Fact, ...] = field(init=False)
    last_deed: date = field(init=False)

    @entitled.default
    def _entitlements(self) -> Mapping[str, Expression]:
        return self.edition.entitlements

    @added.default
    def _is_added(self) -> bool:
        return all(bundle.is_plain for bundle in self.edition.bundles)

    @ceilings.default
    def _at_most(self) -> Mapping[str, Expression]:
        return {group.id: group.at_most for group in self.edition.groups if group.at_most is not None}

    @program.default
    def _compile(self) -> Program:
        conditions = [criterion.condition for criterion in self.edition.criteria if criterion.condition is not None]
        amounts = [*(benefit.amount for benefit in self.edition.benefits), *self.ceilings.values()]
        return compile_program([self.edition.covers, *conditions, *self.entitled.values(), *amounts])

    @covers_at.default
    def _coverage_place(self) -> int:
        return self.program.position[self.edition.covers.digest]

    @places.default
    def _criterion_places(self) -> tuple[tuple[Criterion, Outcome | None, int], ...]:
        at = self.program.position
        return tuple(
            (one, FIXED.get(one.standing), 0 if one.condition is None else at[one.condition.digest])
            for one in self.edition.criteria
        )

    @payable.default
    def _benefits(self) -> tuple[Payable, ...]:
        at, on_nothing = self.program.position, self.program.run(Known(self.edition.year))
        return tuple(
            Payable(
                benefit=one,
                required=self.edition.required_by(one),
                first=self.edition.excluded_by(one),
                entitled_at=at[self.entitled[one.id].digest],
                flat=None if terms_of(one.amount) else _flat(on_nothing[at[one.amount.digest]], self.edition.currency),
            )
            for one in self.edition.benefits
        )

    @decisive.default
    def _deciding(self) -> tuple[int, ...]:
        at = self.program.position
        amounts = [one.benefit.amount for one in self.payable if one.flat is None]
        asked = [place for _, fixed, place in self.places if fixed is None]
        return (*asked, *(one.entitled_at for one in self.payable), *(at[one.digest] for one in amounts))

    @changeable.default
    def _changeable(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.edition.facts if not fact.fixed or fact.kind is Kind.DATE)

    @last_deed.default
    def _last_deed(self) -> date:
        deadlines = (one.deadline for one in self.edition.criteria if one.deadline is not None)
        return max([self.edition.period.end, *deadlines])

    @cached_property
    def lasting(self) -> tuple[Fact, ...]:
        """The sets of which some values stay once they are in."""
        return tuple(fact for fact in self.changeable if fact.kind is Kind.SET and fact.irreversible)

    @cached_property
    def absences(self) -> tuple[Mapping[Fact, Expression], Program]:
        """The days that may still come, each with the condition that it is absent, and these compiled."""
        absent = {fact: fact.is_none for fact in self.changeable if fact.kind is Kind.DATE}
        return absent, compile_program(absent.values())

    @cached_property
    def due(self) -> Mapping[str, Expression]:
        """For each benefit's id, its amount where it is due, otherwise nothing."""
        nothing = literal(Money(0, self.edition.currency))
        amounts = {benefit.id: benefit.amount for benefit in self.edition.benefits}
        return {id: when(entitled).then(amounts[id]).otherwise(nothing) for id, entitled in self.entitled.items()}

    def movable(self, known: Known, *, handed_in_only: bool = False) -> list[Fact]:
        """The facts that are told of the reference year, or for good, and that deeds can still change.

        Args:
            known: what is known.
            handed_in_only: whether the year's own deadlines have passed, so that only documents can still be sent.
        """
        this_year = known.annual.get(known.year, NOTHING)
        told = ((fact, (this_year if fact.annual else known.permanent).get(fact.id)) for fact in self.changeable)
        return [
            fact
            for fact, value in told
            if value is not None and _can_change(fact, value) and (fact.handed_in or not handed_in_only)
        ]

    def loosened(self, known: Known, *, handed_in_only: bool = False) -> Known:
        """The same knowledge, without what deeds can still change in the reference year; as for ``movable``."""
        permanent, this_year = dict(known.permanent), dict(known.annual.get(known.year, NOTHING))
        for fact in self.movable(known, handed_in_only=handed_in_only):
            del (this_year if fact.annual else permanent)[fact.id]
        return Known(known.year, permanent, {**known.annual, known.year: this_year}, known.readings, known.as_of)


def _can_change(fact: Fact, value: Value) -> bool:
    """Whether deeds can change a value: a day that has come stays, one that is absent may still come."""
    return value == NO_DAY if fact.fixed else value not in fact.irreversible


def _flat(value: Value | None, currency: str) -> Mapping[bool, Mapping[bool | None, Amount]] | None:
    if not isinstance(value, Decimal):
        return None
    due, perhaps_due = Amount(value, value, value, currency), Amount(ZERO, value, value, currency)
    only_later, never = Amount(ZERO, ZERO, value, currency), Amount(ZERO, ZERO, ZERO, currency)
    return {True: {True: due, None: perhaps_due, False: only_later}, False: {False: never}}


@lru_cache(maxsize=4096)
def plan_of(edition: Edition) -> Plan:
    """The plan of an edition, made at the first call."""
    return Plan(edition)


@lru_cache(maxsize=4096)
def details_of(edition: Edition) -> Program:
    """Everything that is evaluated only when somebody asks why or how, compiled at the first call."""
    expressions = [variant.condition for criterion in edition.criteria for variant in criterion.variants]
    expressions += [note.condition for criterion in edition.criteria for note in criterion.notes_where]
    for benefit in edition.benefits:
        beside = (benefit.instalment, benefit.payments, benefit.received, benefit.refused)
        expressions += [part for part in beside if part is not None]
        if (request := benefit.request) is not None:
            parts = (request.made, request.made_on, request.covers, request.needed)
            expressions += [part for part in parts if part is not None]
            expressions += [requirement.condition for requirement in request.requirements]
    expressions += [evidence.needed for evidence in edition.evidence if evidence.needed is not None]
    expressions += [letter.needed for letter in edition.letters if letter.needed is not None]
    if (account := edition.application.payment.account_given) is not None:
        expressions.append(account)
    return compile_program(expressions)
