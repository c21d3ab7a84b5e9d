"""What keeps an edition from being one: every contradiction in it, each with its place."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from incentives.hints import shown
from incentives.rules.expressions import Expression, Literal
from incentives.rules.facts import At, Fact
from incentives.rules.types import COUNT, YES_NO, Kind
from incentives.scheme.benefit import Benefit, Cadence
from incentives.scheme.criterion import Criterion, Establishment, Standing
from incentives.scheme.group import Group
from incentives.scheme.together import circle, conflicts_of
from incentives.values import Money

if TYPE_CHECKING:
    from incentives.scheme.edition import Edition

#: What a table says of what to do.
TO_DO = (
    "to_do",
    "to_do_by",
    "to_do_from",
    "to_do_advised",
    "to_do_spending",
    "to_do_certain",
    "to_do_possible",
    "to_do_later",
    "to_do_tell",
    "to_do_ask",
    "too_late",
)
# What a table of practitioners says besides its criteria: no criterion can be called so.
COLUMNS = frozenset(
    {
        "certain",
        "possible",
        "payable_certain",
        "payable_possible",
        "received",
        *TO_DO,
        "to_do_said",
        "eligibility",
        "invalid",
        "reasons",
        "change",
        "against",
        "user_supplied",
    }
)


def contradictions_of(edition: "Edition") -> Iterator[str]:
    """Every contradiction in an edition."""
    yield from _declared("criteria", edition.criteria)
    yield from _declared("benefits", edition.benefits)
    yield from _declared("groups", edition.groups)
    yield from (f"figures.{figure.name}: has no reference" for figure in edition.figures if not figure.references)
    evidence = {item.id for item in edition.evidence}
    for criterion in edition.criteria:
        yield from _of_criterion(criterion, evidence)
    for benefit in edition.benefits:
        yield from _of_benefit(benefit, edition)
    yield from _circles(edition.benefits)
    for group in edition.groups:
        yield from _of_group(group, edition)
    yield from _together(edition)
    if (cycle := edition.cycle) is not None and not 1 <= cycle.place <= cycle.length:
        yield f"cycle: {edition.year} is year {cycle.place} of {cycle.length}; give the years of the cycle it lies in"
    yield from _of_letters(edition)
    contacts = {contact.id for contact in edition.contacts}
    for question in edition.questions:
        if question.ask not in contacts:
            yield f"contacts: open question {question.id} is to be asked of {question.ask!r}, who is no contact"


def _of_letters(edition: "Edition") -> Iterator[str]:
    ids, criteria = [letter.id for letter in edition.letters], {criterion.id for criterion in edition.criteria}
    yield from (f"letters.{id}: declared {ids.count(id)} times" for id in dict.fromkeys(ids) if ids.count(id) > 1)
    for letter in edition.letters:
        if letter.criterion not in criteria:
            yield f"letters.{letter.id}: is about {shown(letter.criterion)}, which is no criterion"
        if not letter.references:
            yield f"letters.{letter.id}: has no reference; say where its contents are written"
        if letter.needed is not None and letter.needed.type != YES_NO:
            yield f"letters.{letter.id}: is needed under a {letter.needed.type}, not a condition"


def _declared(kind: str, items: Iterable[Criterion | Benefit | Group]) -> Iterator[str]:
    ids = [item.id for item in items]
    yield from (f"{kind}.{id}: declared {ids.count(id)} times" for id in dict.fromkeys(ids) if ids.count(id) > 1)
    yield from (f"{kind}.{item.id}: has no reference; say where it is written" for item in items if not item.references)


def _of_criterion(criterion: Criterion, evidence: set[str]) -> Iterator[str]:
    place, condition = f"criteria.{criterion.id}", criterion.condition
    if criterion.id in COLUMNS:
        yield f"{place}: a table of practitioners has a column of this name; choose another"
    asked = criterion.standing is Standing.ASKED
    if asked is (condition is None):
        yield f"{place}: standing {criterion.standing.value!r}, and a condition exactly when asked"
    elif condition is not None and condition.type != YES_NO:
        yield f"{place}: its condition is a {condition.type}, not a condition"
    elif criterion.established_by is Establishment.DISCRETIONARY and not isinstance(condition, Fact | At | None):
        yield (
            f"{place}: a person judges it, so its condition is one yes/no fact, which holds the decision; "
            "put what a rule can tell into a criterion of its own"
        )
    if criterion.advise_by and (criterion.deadline is None or criterion.advise_by > criterion.deadline):
        yield f"{place}: the prudent day {criterion.advise_by} is not before a deadline ({criterion.deadline})"
    yield from (f"{place}: no evidence {shown(id)} is declared" for id in criterion.evidence if id not in evidence)
    spare = [shown(note.id) for note in criterion.notes_where if note.id not in criterion.notes]
    yield from (f"{place}: says where note {id} is shown, but has no such note; name it under notes" for id in spare)


def _of_benefit(benefit: Benefit, edition: "Edition") -> Iterator[str]:
    place = f"benefits.{benefit.id}"
    criteria, benefits = {one.id for one in edition.criteria}, {one.id for one in edition.benefits}
    yield from (f"{place}: requires {id!r}, which is no criterion" for id in benefit.requires if id not in criteria)
    yield from (f"{place}: on top of {id!r}, which is no benefit" for id in benefit.on_top_of if id not in benefits)
    yield from (f"{place}: not with {id!r}, which is no benefit" for id in benefit.not_with if id not in benefits)
    yield from _not_money(place, "amount", benefit.amount, edition.currency)
    if benefit.request is not None and edition.application.window is None:
        yield f"{place}: must be requested, but there is no window (one without days says they are unknown)"
    if (benefit.instalment is None) is not (benefit.payments is None):
        yield f"{place}: give both instalment and payments (one payment, and how many of them), or neither"
    elif benefit.cadence is Cadence.MONTHLY and benefit.instalment is None:
        yield f"{place}: is paid monthly; give its instalment (one payment) and payments (how many in the period)"
    if benefit.instalment is not None:
        yield from _not_money(place, "instalment", benefit.instalment, edition.currency)
    if benefit.payments is not None and benefit.payments.type != COUNT:
        yield f"{place}: its number of payments is a {benefit.payments.type}, not a count"
    elif benefit.instalment is not None and benefit.payments is not None:
        yield from _otherwise_in_all(place, benefit.amount, benefit.instalment, benefit.payments)


def _otherwise_in_all(place: str, amount: Expression, instalment: Expression, payments: Expression) -> Iterator[str]:
    """A fixed amount that is not what fixed instalments come to; what depends on facts may be rounded or cut."""
    if instalment.type != amount.type or amount.type.kind is not Kind.MONEY:
        return  # told already
    whole, currency = instalment * payments, amount.type.currency
    paid, made = (part.value if isinstance(part, Literal) else None for part in (amount, whole))
    if isinstance(paid, Money) and isinstance(made, Money) and paid.amount != made.amount:
        yield (
            f"{place}: its amount is {paid.amount} {currency}, but its instalments come to {made.amount} {currency}; "
            "leave the amount out where it is no other"
        )


def _not_money(place: str, name: str, amount: Expression, currency: str) -> Iterator[str]:
    if amount.type.kind is not Kind.MONEY or amount.type.currency != currency:
        yield f"{place}: its {name} is a {amount.type}, not money in {currency}"
    elif isinstance(amount, Literal) and isinstance(amount.value, Money) and amount.value.amount < 0:
        yield f"{place}: its {name} is {amount.value.amount} {currency}; nobody owes an incentive"


def _of_group(group: Group, edition: "Edition") -> Iterator[str]:
    place = f"groups.{group.id}"
    known = {benefit.id for benefit in edition.benefits}
    yield from (f"{place}: has {id!r}, which is no benefit" for id in group.benefits if id not in known)
    yield from (
        f"{place}: names {id!r} {group.benefits.count(id)} times"
        for id in dict.fromkeys(group.benefits)
        if group.benefits.count(id) > 1
    )
    if group.at_most is None and not group.one_only:
        yield f"{place}: says nothing; give at_most (a ceiling) or one_only (alternatives)"
    if len(set(group.benefits)) < (2 if group.one_only else 1):
        yield f"{place}: has too few benefits; {'one_only needs two or more' if group.one_only else 'name them'}"
    if group.at_most is not None:
        yield from _not_money(place, "ceiling", group.at_most, edition.currency)
    for id in dict.fromkeys(group.benefits):
        others = [other.id for other in edition.groups if id in other.benefits]
        if len(others) > 1 and others[0] == group.id:
            yield f"benefits.{id}: is in several groups ({', '.join(others)}); a benefit is in one at most"


def _circles(benefits: tuple[Benefit, ...]) -> Iterator[str]:
    on_top = {benefit.id: benefit.on_top_of for benefit in benefits}
    leans_on = {benefit.id: (*benefit.on_top_of, *benefit.not_with) for benefit in benefits}
    told: set[frozenset[str]] = set()
    for benefit in benefits:
        if found := circle(benefit.id, on_top):
            yield f"benefits.{benefit.id}: benefits on top of one another in a circle: {' -> '.join(found)}"
            told.add(frozenset(found))
        elif (found := circle(benefit.id, leans_on)) and frozenset(found) not in told:
            told.add(frozenset(found))
            yield (
                f"benefits.{benefit.id}: none of these goes first, for they exclude one another in a circle: "
                f"{' -> '.join(found)}; where the practitioner is free to choose, declare a Group with one_only"
            )


def _together(edition: "Edition") -> Iterator[str]:
    """Benefits on top of what is never paid with them, or of several of which one only is."""
    for id, against in conflicts_of(edition.benefits, edition.groups).items():
        if id in against and not circle(id, {one.id: (*one.on_top_of, *one.not_with) for one in edition.benefits}):
            yield f"benefits.{id}: could never be paid: what it comes on top of, and itself, are not paid together"
