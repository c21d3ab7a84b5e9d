"""What an edition comes to by trying every completion of what is not told: slow, and as plain as can be.

Only whole situations are assessed, and those that the catalogue refuses are left out. Nothing here knows how the
program finds ranges and questions. What an edition doesn't read can be told and tried too, but it is never asked: no
benefit changes by it, and where it settles one, it says something of a fact which is asked.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from attrs import frozen
from incentives import NO_DAY, Benefit, Catalogue, Edition, InvalidSituation, OpenQuestion, Situation
from incentives.rules.facts import Term, fact_of, terms_of, year_of
from incentives.rules.types import Kind

Key = tuple[str, int | str | None]  # an id, and the year that it belongs to; "readings" for an open question
Told = Mapping[Key, Any]
BESIDE = 0.2  # how often something that is not read is told
BEFORE = 3  # years before the earliest that is read, of which something may be told
HUGE = 10**6
NOTHING = {"not_covered", "not_eligible"}  # of both, where only the profession is open, the latter is said
LARGEST_TOLD = 6  # of the counts behind a share, so that a dozen of values reaches every limit
SHARE = {"fr.billing.secured", "fr.billing.total", "fr.billing.excluded_secured", "fr.billing.excluded_total"}


@frozen
class Found:
    """What is said of one edition and one situation.

    Attributes:
        certain: the lowest amount.
        possible: the highest amount.
        eligibility: as the whole assessment says it.
        outcomes: of each criterion and each benefit; `None` where it is not settled.
        asked: of what the rule of a benefit reads, what can still settle whether it is due.
    """

    certain: Any
    possible: Any
    eligibility: str
    outcomes: Mapping[str, str | None]
    asked: frozenset[Key]


def situation_of(told: Told) -> Situation:
    data: dict[Any, Any] = {}
    for (id, place), value in told.items():
        (data if place is None else data.setdefault(place, {}))[id] = value
    return Situation.of(data)


def read_by(edition: Edition) -> dict[Key, Term]:
    """Everything on which an outcome or an amount of an edition depends."""
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    parts = [edition.covers, *conditions, *(benefit.amount for benefit in edition.benefits)]
    return {key_of(term, edition): term for part in parts for term in terms_of(part)}


def read_for(edition: Edition, benefit: Benefit) -> set[Key]:
    """Everything on which it depends whether a benefit is due, and how much."""
    return {
        key_of(term, edition) for part in (edition.entitlements[benefit.id], benefit.amount) for term in terms_of(part)
    }


def beside(catalogue: Catalogue, edition: Edition) -> dict[Key, Term]:
    """What an edition doesn't read, but what a contradiction speaks of together with something that it reads."""
    read, found = read_by(edition), dict[Key, Term]()
    for one, _ in catalogue.vocabulary.contradictions:
        terms = {key_of(term, edition): term for term in terms_of(one.condition)}
        if not read.keys().isdisjoint(terms):
            found |= terms
    return {key: term for key, term in found.items() if key not in read}


def is_shown(term: Term) -> bool:
    """Whether it says what the authority's account shows, which nothing asks for where no day is given."""
    return not isinstance(term, OpenQuestion) and fact_of(term).display is not None


def key_of(term: Term, edition: Edition) -> Key:
    return (term.id, "readings") if isinstance(term, OpenQuestion) else (term.id, year_of(term, edition.year))


def values_of(term: Term, edition: Edition) -> list[Any]:
    """A few values that stand for all, as the texts put it: around each limit, and far away."""
    year = edition.year
    if isinstance(term, OpenQuestion) or term.type.kind is Kind.YES_NO:
        return [True, False]
    fact = fact_of(term)
    match fact.kind:
        case Kind.COUNT if fact.id in SHARE:
            return [*range(13), HUGE]
        case Kind.COUNT:
            limits = {figure.value for figure in edition.figures if type(figure.value) is int and figure.value < year}
            return sorted({0, 1, HUGE, *(limit + step for limit in limits for step in (-1, 0))} - {-1})
        case Kind.DATE:
            ends = [date(at, *day) for at in (year, year + 1) for day in ((2, 28), (3, 1), (11, 30), (12, 1), (12, 31))]
            days = {*(date(at, 6, 15) for at in range(year - 8, year + 3)), *ends}
            return [*sorted(days | {day + timedelta(1) for day in ends}), NO_DAY]
        case Kind.SET:
            return [[], *([value] for value in fact.values), list(fact.values)]
    return list(fact.values)


def random_situation(catalogue: Catalogue, edition: Edition, chance: random.Random) -> dict[Key, Any]:
    """A whole situation that the catalogue takes, in which much is met; now and then also facts that aren't read."""
    told: dict[Key, Any] = {}
    read = list(read_by(edition).items())
    chance.shuffle(read)
    careful = chance.random() < 0.8
    for key, term in read:
        values = [value for value in values_of(term, edition) if key[0] not in SHARE or value <= LARGEST_TOLD]
        chance.shuffle(values)
        fitting = [one for value in values if accepted(catalogue, one := {**told, key: value})]
        if not fitting:  # what was told before leaves nothing: once more
            return random_situation(catalogue, edition, chance)
        if careful and chance.random() < 0.9:
            fitting = [max(fitting, key=lambda one: _met(catalogue, edition, one))]
        told = fitting[0]
    for key, term in beside(catalogue, edition).items():
        more = {**told, key: chance.choice(values_of(term, edition))}
        told = more if chance.random() < BESIDE and accepted(catalogue, more) else told
    earliest = min(year for _, year in told if isinstance(year, int))
    for year in range(earliest - BEFORE, edition.year + 1):
        for key, term in read:
            other = key[0], year
            if isinstance(key[1], int) and other not in told and chance.random() < 0.1:
                more = {**told, other: values_of(term, edition)[chance.randrange(2)]}
                told = more if accepted(catalogue, more) else told
    return told


def accepted(catalogue: Catalogue, told: Told) -> bool:
    try:
        catalogue.check(situation_of(told))
    except InvalidSituation:
        return False
    return True


def _met(catalogue: Catalogue, edition: Edition, told: Told) -> int:
    outcomes = [one.outcome for one in assessed(catalogue, edition, told).criteria.values()]
    return len(outcomes) - outcomes.count("not_met")


def assessed(catalogue: Catalogue, edition: Edition, told: Told) -> Any:
    return catalogue.assess(edition.scheme, edition.year, situation_of(told))


def with_holes(
    catalogue: Catalogue, edition: Edition, told: Told, chance: random.Random, most: int = 3
) -> tuple[dict[Key, Any], list[Key]]:
    """The situation without up to so many facts, often such as contradict one another, now and then one not read."""
    read = list(read_by(edition))
    known = read + list(beside(catalogue, edition)) if chance.random() < BESIDE else read
    pairs = [
        [key for key in known if key[0] in {term.id for term in terms_of(one.condition)}]
        for one, _ in catalogue.vocabulary.contradictions
    ]
    linked = [pair for pair in pairs if not set(read).isdisjoint(pair)]
    pool = read
    if linked and chance.random() < 0.7:
        pool = list(chance.choice(linked)) + chance.sample(read, 1)
        if chance.random() < 0.5:
            pool += chance.choice(linked)
    pool = list(dict.fromkeys(pool))
    gone = chance.sample(pool, min(len(pool), chance.randint(1, most)))
    return {key: value for key, value in told.items() if key not in gone}, gone


def said(catalogue: Catalogue, edition: Edition, told: Told) -> Found:
    """What the program says."""
    result = assessed(catalogue, edition, told)
    asked = {
        (fact.id, fact.year) for fact in (*result.missing_facts, *(one.missing for one in result.pending_decisions))
    }
    return Found(
        result.amount.certain,
        result.amount.possible,
        str(result.eligibility),
        {id: None if outcome == "unknown" else outcome for id, outcome in _outcomes(result)},
        frozenset({*asked, *((question.id, "readings") for question in result.open_questions)}),
    )


def expected(catalogue: Catalogue, edition: Edition, told: Told, gone: list[Key]) -> Found | None:
    """What must be said, by every completion that is not refused; `None` where each of them is."""
    terms = read_by(edition) | beside(catalogue, edition)
    ways: dict[tuple[Any, ...], Any] = {}
    for values in product(*(values_of(terms[key], edition) for key in gone)):
        whole = {**told, **dict(zip(gone, values, strict=True))}
        try:
            ways[tuple(map(str, values))] = assessed(catalogue, edition, whole)
        except InvalidSituation:
            continue
    if not ways:
        return None
    results = list(ways.values())
    assert all(one.amount.certain == one.amount.possible for one in results)
    outcomes: dict[str, set[str]] = {}
    for one in results:
        for id, outcome in _outcomes(one):
            outcomes.setdefault(id, set()).add(outcome)
    due = {one.eligibility for one in results}
    benefits = {id: {way: one.benefits[id].outcome for way, one in ways.items()} for id in results[0].benefits}
    certain = any(set(outcome.values()) == {"met"} for outcome in benefits.values())
    asked = {
        key
        for benefit in edition.benefits
        for at, key in enumerate(gone)
        if key in read_for(edition, benefit) and can_settle(at, benefits[benefit.id])
        if not is_shown(terms[key])
    }
    return Found(
        min(one.amount.certain for one in results),
        max(one.amount.certain for one in results),
        "eligible" if certain else max(due) if due <= NOTHING else "undetermined",
        {id: next(iter(found)) if len(found) == 1 else None for id, found in outcomes.items()},
        frozenset(asked),
    )


def _outcomes(result: Any) -> Iterator[tuple[str, str]]:
    yield from ((f"criteria.{id}", str(one.outcome)) for id, one in result.criteria.items())
    yield from ((f"benefits.{id}", str(one.outcome)) for id, one in result.benefits.items())


def can_settle(at: int, outcomes: Mapping[tuple[Any, ...], Any]) -> bool:
    """Whether, with some of the others told or not, telling one more makes one outcome of several."""
    width = len(next(iter(outcomes)))
    for others in product((True, False), repeat=width):
        if others[at]:
            continue
        before: dict[Any, set[Any]] = {}
        after: dict[Any, set[Any]] = {}
        for way, outcome in outcomes.items():
            told = tuple(value for value, is_told in zip(way, others, strict=True) if is_told)
            before.setdefault(told, set()).add(outcome)
            after.setdefault((told, way[at]), set()).add(outcome)
        if any(len(found) == 1 and len(before[told]) > 1 for (told, _), found in after.items()):
            return True
    return False


def differences(catalogue: Catalogue, edition: Edition, told: Told, gone: list[Key]) -> list[str]:
    """What the program says otherwise than every completion does."""
    must, found = expected(catalogue, edition, told, gone), said(catalogue, edition, told)
    if must is None:
        return []
    names = ("certain", "possible", "eligibility", "outcomes", "asked")
    return [
        f"{name}: {getattr(found, name)} instead of {getattr(must, name)}"
        for name in names
        if getattr(found, name) != getattr(must, name)
    ]


def trials(catalogue: Catalogue, chance: random.Random, count: int) -> Iterable[tuple[Edition, Told, list[Key]]]:
    """Random situations with holes, of every edition in turn."""
    editions = [catalogue.edition(scheme.id, year) for scheme in catalogue for year in scheme.years]
    whole: dict[tuple[str, int], dict[Key, Any]] = {}
    for at in range(count):
        edition = editions[at % len(editions)]
        place = edition.scheme, edition.year
        if place not in whole or chance.random() < 0.3:
            whole[place] = random_situation(catalogue, edition, chance)
        yield edition, *with_holes(catalogue, edition, whole[place], chance)
