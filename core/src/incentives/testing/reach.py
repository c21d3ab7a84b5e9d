"""Checks by solver, exact: every benefit can be due, and the most that an edition says it pays is really the most."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from incentives.assessment import Assessment, Outcome
from incentives.assessment.plan import plan_of
from incentives.errors import InvalidSituation
from incentives.rules.facts import terms_of
from incentives.scheme.benefit import Benefit
from incentives.scheme.together import Sums
from incentives.situation import Situation
from incentives.testing.casefacts import Case, flat
from incentives.testing.findings import Finding, note
from incentives.testing.subjects import OfEdition

if TYPE_CHECKING:
    from incentives.testing.formulas import Symbols

SECONDS = 20.0
UNDECIDED = "the solver could not decide it in time; split the rule, or show it by a worked case and tell the authors"


@frozen(eq=False)
class Rules:
    """The rules of an edition as formulas.

    Attributes:
        subject: the edition.
        symbols: the unknowns.
        due: for each benefit's id, when it is due.
        amount: for each benefit's id, what it then pays.
        ceilings: for each group that has one, its ceiling.
        always: what holds of every situation that can be given.
    """

    subject: OfEdition
    symbols: "Symbols"
    due: Mapping[str, Any]
    amount: Mapping[str, Any]
    ceilings: Mapping[str, Any]
    always: list[Any] = field(factory=list)

    @classmethod
    def of(cls, subject: OfEdition) -> "Rules":
        """The formulas of an edition.

        Raises:
            MissingExtra: without the extra ``testing``.
        """
        from incentives.testing.formulas import Symbols, formula, negation  # heavy: only where it is asked

        edition = subject.edition
        symbols = Symbols(edition.year)
        due = {id: symbols.formula(condition) for id, condition in plan_of(edition).entitled.items()}
        amount = {benefit.id: symbols.formula(benefit.amount) for benefit in edition.benefits}
        ceilings = {id: symbols.formula(at_most) for id, at_most in plan_of(edition).ceilings.items()}
        for criterion in edition.criteria:
            if criterion.condition is not None:
                symbols.formula(criterion.condition)  # its counts must be such as can be, whatever needs it
        always = []
        for year in sorted({year for _, year in symbols.found if year} | {edition.year}):
            seen = Symbols(year, symbols.found, symbols.domain)
            always += [negation(formula(condition, seen)) for condition in _contradictions(subject, symbols)]
        return cls(subject, symbols, due, amount, ceilings, [*always, *symbols.domain])

    @property
    def paid(self) -> Any:
        """What it pays in all, of what can be had together and up to every ceiling."""
        from incentives.testing.formulas import either, total

        parts = {id: either(self.due[id], self.amount[id], _real(Decimal(0))) for id in self.due}
        sums: Sums[Any] = Sums(
            nothing=_real(Decimal(0)),
            add=lambda one, other: one + other,
            least=lambda one, other: either(one < other, one, other),
            most=lambda one, other: either(one < other, other, one),
        )
        ceilings = {id: sums.most(at_most, sums.nothing) for id, at_most in self.ceilings.items()}
        return total([bundle.total(parts, ceilings, sums) for bundle in self.subject.edition.bundles])

    def solve(self, *conditions: Any) -> Any:
        """A model of the rules and some conditions; ``False`` where there is none, ``None`` if undecided."""
        from incentives.testing.formulas import solved

        return solved([*self.always, *conditions], SECONDS)

    def assess(self, model: Any) -> Assessment:
        """What the program itself says of the situation that a model is.

        Raises:
            InvalidSituation: if it cannot be given.
        """
        situation = Situation.of(self.symbols.situation(model), source="the situation that the solver found")
        day = self.symbols.day(model)
        return self.subject.catalogue.assess(self.subject.scheme.id, self.subject.edition.year, situation, as_of=day)

    def shown(self, model: Any) -> str:
        """The situation that a model is, in one line."""
        return ", ".join(f"{id} = {value}" for id, value in flat("", self.symbols.situation(model)))


def _contradictions(subject: OfEdition, symbols: "Symbols") -> Iterator[Any]:
    """Those that facts of the edition can meet, whichever plugin declares them."""
    ids = {id for id, _ in symbols.found}
    own = {contradiction.id for contradiction in subject.scheme.contradictions}
    for contradiction, wording in subject.catalogue.vocabulary.contradictions:
        read = {term.id for term in terms_of(contradiction.condition)}
        if read & ids or (wording is subject.scheme.wording and contradiction.id in own):
            yield contradiction.condition


def reachable(subject: OfEdition) -> Iterator[Finding]:
    """Every benefit can be due, and then pays something."""
    rules = Rules.of(subject)
    for benefit in subject.edition.benefits:
        place = f"{subject}, benefits.{benefit.id}"
        model = rules.solve(rules.due[benefit.id], rules.amount[benefit.id] > 0)
        if model is None:
            yield Finding(place, "whether it can be due was not decided", UNDECIDED)
        elif model is False:
            yield from _unreachable(rules, benefit, place)
        elif (said := _refuted(rules, model, benefit)) is not None:
            yield Finding(
                place,
                f"the solver finds it due with {rules.shown(model)}; the program says {said}",
                "no fault of yours: tell the authors of `incentives`, with this situation",
            )


def _unreachable(rules: Rules, benefit: Benefit, place: str) -> Iterator[Finding]:
    if rules.solve(rules.due[benefit.id]) is not False:
        yield Finding(place, "pays nothing wherever it is due", "correct its amount")
        return
    required = rules.subject.edition.required_by(benefit)
    conditions = {c.id: c.condition for c in rules.subject.edition.criteria if c.condition is not None}
    never = [id for id in required if id in conditions and rules.solve(rules.symbols.formula(conditions[id])) is False]
    why = f"no situation meets {', '.join(never)}" if never else f"no situation meets all of {', '.join(required)}"
    yield Finding(
        place,
        f"can never be due: {why}",
        "conditions exclude one another, or a contradiction of the scheme forbids them: read them against the text",
    )


def _refuted(rules: Rules, model: Any, benefit: Benefit) -> str | None:
    """What the program says where it does not find the benefit due too."""
    try:
        result = rules.assess(model).benefits[benefit.id]
    except InvalidSituation as error:
        return str(error)
    return None if result.outcome is Outcome.MET else str(result.outcome)


def maximum(subject: OfEdition) -> Iterator[Finding]:
    """The most that the edition says it pays is attained, and never exceeded."""
    nothing = subject.catalogue.assess(subject.scheme.id, subject.edition.year, Situation.of({}))
    declared, rules = nothing.amount.possible, Rules.of(subject)
    if declared is None:
        yield note(
            f"{subject}, benefits",
            "nothing bounds what it pays",
            "if the text names a ceiling, put it into the amount",
        )
        return
    more = rules.solve(rules.paid > _real(declared))
    if more is not False:
        known = "whether it pays more was not decided" if more is None else f"it pays more with {rules.shown(more)}"
        yield Finding(f"{subject}, benefits", f"it says that it pays at most {declared}, but {known}", UNDECIDED)
        return
    attained = rules.solve(rules.paid == _real(declared))
    if attained is None:
        yield Finding(f"{subject}, benefits", f"whether it ever pays {declared} was not decided", UNDECIDED)
    elif attained is False:
        yield from _not_tight(rules, nothing, declared)
    else:
        found = rules.assess(attained).amount.certain
        if found != declared:
            yield Finding(
                f"{subject}, benefits",
                f"the solver finds {declared} paid with {rules.shown(attained)}; the program says {found}",
                "no fault of yours: tell the authors of `incentives`, with this situation",
            )


def _not_tight(rules: Rules, nothing: Assessment, declared: Decimal) -> Iterator[Finding]:
    """Why the most that is said is never paid: one benefit alone never is, or several never are together."""
    from incentives.testing.formulas import exact, largest

    most = largest(rules.paid, rules.always, SECONDS)
    paid = f"{exact(most, rules.paid)} with {rules.shown(most)}" if most else "less"
    tops = {
        id: [rules.due[id], rules.amount[id] == _real(one.amount.possible)]
        for id, one in nothing.benefits.items()
        if one.amount.possible
    }
    alone = [id for id, top in tops.items() if rules.solve(*top) is False]
    for id in alone:
        yield Finding(
            f"{rules.subject}, benefits.{id}",
            f"never pays the {nothing.benefits[id].amount.possible} that it says; the edition pays at most {paid}",
            "write its amount so that one quantity stands in it once, or cap it at what can really come out",
        )
    pairs = [(a, b) for a, b in combinations(tops, 2) if rules.solve(*tops[a], *tops[b]) is False]
    for a, b in pairs:
        if a not in alone and b not in alone:
            shared = ", ".join(_shared(rules, a, b)) or "a contradiction between their facts"
            yield note(
                f"{rules.subject}, benefits.{a} and {b}",
                f"they are never both paid in full: {shared} drives them in opposite directions. "
                f"It says that it pays up to {declared}, but pays at most {paid}",
                "nothing to put right if the text says so; an amount that is exact together needs one benefit for both",
            )
    if not alone and not pairs:
        yield note(
            f"{rules.subject}, benefits",
            f"they are never all paid in full: it says that it pays up to {declared}, but pays at most {paid}",
            "nothing to put right if the text says so",
        )


def _shared(rules: Rules, one: str, other: str) -> list[str]:
    """The facts and questions that two benefits both depend on."""
    edition = rules.subject.edition
    amounts = {benefit.id: benefit.amount for benefit in edition.benefits}
    entitled = plan_of(edition).entitled
    read = [
        dict.fromkeys(term.id for part in (entitled[id], amounts[id]) for term in terms_of(part)) for id in (one, other)
    ]
    return [id for id in read[0] if id in read[1]]


def _real(amount: Decimal | None) -> Any:
    from incentives.testing.formulas import number

    return number(amount or Decimal(0))


@lru_cache(maxsize=16)  # every law asks for them
def witnesses(subject: OfEdition) -> tuple[Case, ...]:
    """A situation for each benefit in which it is due, and one in which none is, as cases that expect nothing."""
    rules = Rules.of(subject)
    wanted = {f"{benefit.id} is due": [rules.due[benefit.id]] for benefit in subject.edition.benefits}
    wanted["nothing is paid"] = [rules.paid == _real(Decimal(0))]
    cases = []
    for title, conditions in wanted.items():
        if model := rules.solve(*conditions):
            tables: dict[str, dict[str, Any]] = {"": {}}
            for key, value in rules.symbols.situation(model).items():
                if isinstance(value, dict):
                    tables[str(key)] = value
                else:
                    tables[""][key] = value
            place, day = f"{subject}, where {title}", rules.symbols.day(model)
            cases.append(Case(place, place, subject.scheme.id, subject.edition.year, day, tables, {}))
    return tuple(cases)
