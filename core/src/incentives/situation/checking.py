"""A situation held against the facts that are known: all its faults at once, or clean values."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from incentives import hints
from incentives.errors import InvalidSituation
from incentives.rules.expressions import Expression
from incentives.rules.facts import At, Fact, OpenQuestion, namespace_of, terms_of
from incentives.rules.types import NO_DAY, Kind, Value
from incentives.scheme.scheme import Contradiction
from incentives.scheme.shared import PRACTISES_IN
from incentives.situation import foreign_values
from incentives.situation.faults import Fault
from incentives.situation.paths import path_to
from incentives.situation.situation import RawFacts, Situation
from incentives.values.exact import is_plausible
from incentives.wording import Wording

if TYPE_CHECKING:
    from incentives.rules.evaluation import Known, Program

UNKNOWN = foreign_values.UNKNOWN
LARGEST_COUNT = 10**12
NUMBERS = frozenset({int, float, Decimal})
MOST_COMPARED = 20  # ids of one situation that are not known: no more are compared with those that are
MOST_NAMED = 3  # facts in one notice
NOT_PLAIN: tuple[None, tuple[object, ...]] = (None, ())


class _Unfit(Exception):  # never leaves this module
    """A raw value does not fit its fact; carries the id of the sentence that says so."""


@frozen(eq=False)
class Contradictory:
    """Conditions that cannot hold, from whichever year they are seen.

    Attributes:
        conditions: each seen from the year that it is about.
    """

    conditions: tuple[Expression, ...] = ()

    @cached_property
    def by_fact(self) -> Mapping[str, Mapping[str, Expression]]:
        """For the id of each fact, the conditions that read it, by digest."""
        found: dict[str, dict[str, Expression]] = {}
        for condition in self.conditions:
            for term in terms_of(condition):
                found.setdefault(term.id, {})[condition.digest] = condition
        return found

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each condition stands among them, by digest."""
        return {condition.digest: at for at, condition in enumerate(self.conditions)}


NOTHING_CONTRADICTORY = Contradictory()


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class CheckedSituation:
    """Values that fit their facts and do not contradict one another.

    Attributes:
        permanent: values of permanent facts, by id.
        annual: values of annual facts, by year and id.
        readings: answers to open questions, by id.
        notices: ids that no loaded plugin knows or owns; they change nothing.
        label: a name to print, if any.
        contradictory: what cannot hold of any practitioner.
        id: a name that never changes, if any.
    """

    permanent: Mapping[str, Value]
    annual: Mapping[int, Mapping[str, Value]]
    readings: Mapping[str, bool]
    notices: tuple[Fault, ...] = ()
    label: str | None = None
    contradictory: Contradictory = NOTHING_CONTRADICTORY
    id: str | None = None

    @cached_property
    def namespaces(self) -> Mapping[int, frozenset[str]]:
        """The name spaces of the facts that are told, by the year that they belong to."""
        return {year: frozenset(map(namespace_of, values)) for year, values in self.annual.items()}

    def seen_from(self, year: int, as_of: date | None = None) -> "Known":
        """What is known, seen from a reference year, on a day."""
        from incentives.rules.evaluation import Known  # heavy: only where rules are applied

        return Known(year, self.permanent, self.annual, self.readings, as_of)


@frozen(eq=False)
class Vocabulary:
    """Every fact and open question that can be given, and what cannot hold together.

    Attributes:
        facts: by id.
        questions: by id.
        contradictions: each with the wording that says it.
        is_complete: whether every installed plugin is loaded; otherwise what it would own is not known here.
    """

    facts: Mapping[str, Fact]
    questions: Mapping[str, OpenQuestion]
    contradictions: tuple[tuple[Contradiction, Wording], ...] = ()
    is_complete: bool = True

    @cached_property
    def contradictory(self) -> Contradictory:
        """What cannot hold of any practitioner."""
        return Contradictory(tuple(contradiction.condition for contradiction, _ in self.contradictions))

    @cached_property
    def _program(self) -> "Program":
        from incentives.rules.evaluation import compile_program  # the same

        return compile_program(contradiction.condition for contradiction, _ in self.contradictions)

    @cached_property
    def _alarms(self) -> tuple[Callable[..., bool], ...]:
        """One for each scheme: compiled together, hundreds would be a text that no other rules have."""
        from incentives.rules.evaluation import compile_alarm  # the same

        by_scheme = groupby(self.contradictions, lambda one: id(one[1]))
        return tuple(compile_alarm(contradiction.condition for contradiction, _ in its) for _, its in by_scheme)

    @cached_property
    def _fits(self) -> Mapping[str, Callable[[object], Value]]:
        return {id: _checker(fact) for id, fact in self.facts.items()}

    @cached_property
    def _plain(self) -> Mapping[bool, Mapping[str, tuple[type | None, Container[object]]]]:
        """The type and the values that fit as they are, for annual facts and for permanent ones."""
        return {
            annual: {id: _plain_values(fact) for id, fact in self.facts.items() if fact.annual is annual}
            for annual in (True, False)
        }

    def check(
        self, situation: Situation, beside: Callable[[CheckedSituation], Iterable[Fault]] = lambda _: ()
    ) -> CheckedSituation:
        """The situation's values, each in the form that rules read.

        Args:
            situation: the raw values.
            beside: what else can be wrong with values that fit their facts and do not contradict one another.

        Raises:
            InvalidSituation: listing every fault, with its paths.
        """
        found = list(situation.faults)
        notices: list[Fault] = []
        permanent = self._checked(situation.permanent, None, found, notices)
        annual = {year: self._checked(raw, year, found, notices) for year, raw in situation.annual.items()}
        readings = self._readings(situation.readings, found, notices) if situation.readings else {}
        notices += _elsewhere(permanent, annual)
        checked = CheckedSituation(
            permanent, annual, readings, tuple(notices), situation.label, self.contradictory, situation.id
        )
        for year in annual or (0,):
            if any(rings(permanent, annual, readings, year) for rings in self._alarms):
                found.extend(self._contradicted(checked, year))
        found.extend(beside(_without_faults(checked, found) if found else checked))
        if found:
            raise InvalidSituation(situation.source, list({str(fault): fault for fault in found}.values()))
        return checked

    def _checked(self, raw: RawFacts, year: int | None, faults: list[Fault], notices: list[Fault]) -> dict[str, Value]:
        values: dict[str, Any] = dict(raw)
        fits_as_is = self._plain[year is not None].get
        for id, value in raw.items():
            kind, fitting = fits_as_is(id, NOT_PLAIN)
            if type(value) is kind and value in fitting:  # nearly always; everything else can take its time
                continue
            read = self._read(id, value, year, faults, notices)
            if read is None:
                del values[id]
            else:
                values[id] = read
        return values

    def _read(
        self, id: str, value: object, year: int | None, faults: list[Fault], notices: list[Fault]
    ) -> Value | None:
        """One value in the form that rules read; ``None`` if it is unknown or a fault."""
        fact = self.facts.get(id)
        if fact is None:
            self._say_unknown(id, year, faults, notices)
        elif fact.annual is (year is None):
            faults.append(Fault.of((path_to(id, year),), "needs_year" if fact.annual else "needs_no_year"))
        elif not _is_unknown(value):
            try:
                return self._fits[id](value)
            except _Unfit as error:
                faults.append(_misfit(fact, value, year, str(error)))
        return None

    def _say_unknown(self, id: str, year: int | None, faults: list[Fault], notices: list[Fault]) -> None:
        table, _, rest = id.partition(".")
        if rest in self.facts:  # such as [year2024]
            faults.append(Fault.of((table,), "expected_year"))
            return
        if id in self.questions:
            faults.append(Fault.of((path_to(id, year),), "belongs_to_readings"))
            return
        owned = table in self._namespaces
        near = hints.near([id], self.facts) if len(faults) + len(notices) < MOST_COMPARED else []
        # A plugin that is not loaded may own the id, unless it is all but one that is known.
        is_fault = owned and (self.is_complete or bool(near and hints.near([id], near, cutoff=0.85)))
        sentence = ("unknown_fact" if is_fault else "foreign_fact") + ("_near" if near else "")
        (faults if is_fault else notices).append(Fault.of((path_to(id, year),), sentence, near="".join(near)))

    @cached_property
    def _namespaces(self) -> frozenset[str]:
        return frozenset(fact.namespace for fact in self.facts.values())

    def _readings(self, raw: RawFacts, faults: list[Fault], notices: list[Fault]) -> dict[str, bool]:
        answers: dict[str, bool] = {}
        owned = {namespace_of(id) for id in self.questions}
        for id, value in raw.items():
            path = (f"readings.{id}",)
            if id not in self.questions:
                near = hints.near([id], self.questions) if len(faults) + len(notices) < MOST_COMPARED else []
                is_owned = namespace_of(id) in owned
                sentence = ("unknown_question" if is_owned else "foreign_question") + ("_near" if near else "")
                (faults if is_owned else notices).append(Fault.of(path, sentence, near="".join(near)))
            elif isinstance(value, bool):
                answers[id] = value
            elif not _is_unknown(value):
                faults.append(Fault.of(path, "expected_yes_no", value=hints.shown(value)))
        return answers

    def _contradicted(self, checked: CheckedSituation, year: int) -> Iterable[Fault]:
        trace = self._program.run(checked.seen_from(year))
        for contradiction, wording in self.contradictions:
            if trace[self._program.position[contradiction.condition.digest]] is not True:
                continue
            paths, values = [], {"year": str(year), "next_year": str(year + 1)}
            for term in terms_of(contradiction.condition):
                value = trace[self._program.position[term.digest]]
                if value is not None and not isinstance(term, OpenQuestion):
                    fact, at = (term.fact, year + term.offset) if isinstance(term, At) else (term, year)
                    paths.append(path_to(fact.id, at if fact.annual else None))
                    values[fact.id] = ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
            yield Fault(tuple(paths), contradiction.id, values, wording)


def _without_faults(checked: CheckedSituation, faults: Iterable[Fault]) -> CheckedSituation:
    """What is left of a situation without the facts that a fault names."""
    wrong = {path for fault in faults for path in fault.paths}
    permanent = {id: value for id, value in checked.permanent.items() if id not in wrong}
    annual = {
        year: {id: value for id, value in values.items() if path_to(id, year) not in wrong}
        for year, values in checked.annual.items()
    }
    return CheckedSituation(permanent, annual, checked.readings)


def _elsewhere(permanent: Mapping[str, Value], annual: Mapping[int, Mapping[str, Value]]) -> Iterator[Fault]:
    """For each country in which the practitioner does not practise, by one answer, the other answers about it.

    That may be so, for one moves; it may as well be a slip. A plain no says nothing of practising there.
    """
    told = permanent.get(PRACTISES_IN.id)
    if not isinstance(told, frozenset):
        return
    found: dict[str, list[str]] = {}
    for year, facts in ((None, permanent), *annual.items()):
        for id, value in facts.items():
            country = namespace_of(id)
            if country in PRACTISES_IN.values and country not in told and value is not False:
                found.setdefault(country, []).append(path_to(id, year))
    for country, paths in found.items():
        named, count = (PRACTISES_IN.id, *paths[:MOST_NAMED]), str(len(paths))
        yield Fault.of(named, "practised_elsewhere", country=f'"{country}"', count=count)


def _is_unknown(value: object) -> bool:
    return isinstance(value, str) and value == UNKNOWN


def _misfit(fact: Fact, value: object, year: int | None, sentence: str) -> Fault:
    given = list(value) if isinstance(value, foreign_values.SEVERAL) else [value]
    wrong = [item for item in given if not (isinstance(item, str) and item in fact.values)]
    texts = [item if isinstance(item, str) else hints.shown(item) for item in wrong[:MOST_COMPARED]]
    near = hints.near(texts, fact.values)
    many = hints.digits_of(value)
    low, high = (hints.shown(end) for end in (fact.extent.low, fact.extent.high))
    if many:
        sentence = "huge_digits"
    elif near and sentence in {"unknown_choice", "unknown_in_set"}:
        sentence = "other_capitals" if _is_but_for_capitals(wrong, near) else f"{sentence}_near"
    return Fault.of(
        (path_to(fact.id, year),),
        sentence,
        digits=str(many),
        value=f'"{hints.short(value)}"' if isinstance(value, str) else hints.shown(value),
        wrong=hints.listed((f'"{hints.short(text, 40)}"' for text in texts), of=len(wrong)),
        near=hints.listed(f'"{match}"' for match in near),
        low=low,
        high=high,
        values=hints.listed(fact.values, "incentives questions"),
    )


def _is_but_for_capitals(wrong: list[object], near: list[str]) -> bool:
    """Whether what is written is known but for its capitals, so that nothing is left to choose from."""
    known = {value.casefold() for value in near}
    return all(isinstance(item, str) and item.casefold() in known for item in wrong)


def _plain_values(fact: Fact) -> tuple[type | None, Container[object]]:
    """The type and the values that need no change, so that most values are checked by a look-up."""
    match fact.kind:
        case Kind.YES_NO:
            return bool, (True, False)
        case Kind.COUNT:
            low, high = fact.extent.numbers
            return int, range(int(low or 0), LARGEST_COUNT + 1 if high is None else int(high) + 1)
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            return str, frozenset(fact.values)
        case _:
            return NOT_PLAIN


def _checker(fact: Fact) -> Callable[[object], Value]:
    """A function that gives a raw value in the form that rules read, or raises."""
    fits, extent = partial(FITS[fact.kind], frozenset(fact.values)), fact.extent
    if not extent.ends:
        return fits
    otherwise = f"expected_{extent.shape}" if fact.limits.ends else "negative_count"

    def fitting(raw: object) -> Value:
        value = fits(raw)
        if not extent.holds(value):
            raise _Unfit(otherwise)
        return value

    return fitting


def _yes_no(_: frozenset[str], raw: object) -> Value:
    if raw is True or raw is False:
        return raw
    raise _Unfit("expected_yes_no")


def _number(raw: Any, otherwise: str) -> Decimal:
    """The number that is written, exactly; what is none is told by the sentence of that id."""
    exact = None
    if type(raw) in NUMBERS:
        exact = Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    if exact is None or not exact.is_finite():
        raise _Unfit(otherwise)
    return exact


def _count(_: frozenset[str], raw: object) -> Value:
    exact = _number(raw, "expected_count")
    if exact != exact.to_integral_value():  # a whole number with decimals, as a column of floats holds it, is one
        raise _Unfit("expected_count")
    if not -LARGEST_COUNT <= exact <= LARGEST_COUNT:
        raise _Unfit("huge_count" if exact > 0 else "negative_count")
    return int(exact)


def _decimal(_: frozenset[str], raw: object) -> Value:
    exact = _number(raw, "expected_number")
    if not is_plausible(exact):
        raise _Unfit("huge_number")
    return exact


def _day(_: frozenset[str], raw: object) -> Value:
    if type(raw) is date or raw == NO_DAY:
        return raw
    raise _Unfit("expected_date_quoted" if isinstance(raw, str) else "expected_date")


def _choice(values: frozenset[str], raw: object) -> Value:
    if isinstance(raw, str) and raw in values:
        return raw
    raise _Unfit("unknown_choice")


def _several(values: frozenset[str], raw: object) -> Value:
    if not isinstance(raw, foreign_values.SEVERAL):
        raise _Unfit("expected_set")
    try:
        found = frozenset(raw)
    except TypeError:  # an item that cannot even be compared, such as a list
        raise _Unfit("unknown_in_set") from None
    if not found <= values:
        raise _Unfit("unknown_in_set")
    return found


FITS: Mapping[Kind, Callable[..., Value]] = {
    Kind.YES_NO: _yes_no,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.ORDERED_CHOICE: _choice,
    Kind.SET: _several,
}
