"""Random situations to be advised on, and what must hold of every advice, whatever the scheme."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from every_completion import Told, situation_of, values_of
from everything_met import USUAL
from incentives import (
    NO_DAY,
    Advice,
    Assessment,
    BenefitAdvice,
    Catalogue,
    Deed,
    DeedKind,
    Edition,
    Fact,
    InvalidSituation,
    Outcome,
    Situation,
    Way,
    applied,
)
from incentives.rules.facts import At

RANK = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1}  # anything else stands in nobody's way
HANDED = ("received", "refused")


def a_day(edition: Edition, chance: random.Random) -> date:
    """A day to ask from: mostly within the reference period, sometimes until long after."""
    last = 365 if chance.random() < 0.7 else 900
    return edition.period.start + timedelta(days=chance.randrange(-20, last))


def a_situation(catalogue: Catalogue, edition: Edition, day: date, chance: random.Random) -> Told | None:
    """Something of everything that an edition reads, told as of a day; ``None`` where it contradicts itself."""
    odd, holes = chance.choice([0.05, 0.15, 0.4]), chance.choice([0, 0, 0.05, 0.2])
    told: dict[tuple[str, Any], Any] = {}
    earlier = [(term.id, edition.year + term.offset) for term in edition.terms if isinstance(term, At)]
    for key in [*((fact.id, edition.year if fact.annual else None) for fact in edition.facts), *earlier]:
        if chance.random() >= holes:
            told[key] = _a_value(catalogue.vocabulary.facts[key[0]], edition, day, chance, odd)
    told = {key: value for key, value in told.items() if value is not None}
    left_out, billed = (told.get((f"fr.billing.{id}", edition.year)) for id in ("excluded_secured", "total"))
    if left_out is not None and billed is not None and left_out > billed:
        return None  # no number of secured bills, which may be untold, lies between
    for question in edition.questions:
        if chance.random() < 0.4:
            told[question.id, "readings"] = chance.random() < 0.5
    try:
        catalogue.check(situation_of(told))
    except InvalidSituation:
        return None
    return told


def _a_value(fact: Fact, edition: Edition, day: date, chance: random.Random, odd: float) -> Any:
    if fact.id in USUAL and chance.random() >= odd:
        return USUAL[fact.id]
    if fact.id.rpartition(".")[2] in HANDED and chance.random() < 0.9:
        return None
    if fact.kind == "date":
        return chance.choice([NO_DAY, day, day - timedelta(days=40), day - timedelta(days=700), None])
    return chance.choice([*values_of(fact, edition), None])


def situations(
    catalogue: Catalogue, edition: Edition, chance: random.Random, number: int
) -> Iterator[tuple[Situation, date]]:
    """So many situations that the catalogue takes, each with a day to ask from."""
    while number:
        day = a_day(edition, chance)
        if (told := a_situation(catalogue, edition, day, chance)) is not None:
            number -= 1
            yield situation_of(told), day


def keeps_every_law(catalogue: Catalogue, situation: Situation, edition: Edition, day: date) -> Advice:
    """Assert all that must hold of the advice on one situation; the advice."""
    assessment = catalogue.assess(edition.scheme, edition.year, situation, day)
    advice = catalogue.advice(assessment)
    for benefit in advice.benefits.values():
        _has_a_way_exactly_where_money_is_in_reach(benefit)
        for way in benefit.ways:
            _promises_what_comes(catalogue, situation, assessment, way)
            _is_in_time_and_can_be_done(assessment, way)
            _needs_each_deed(catalogue, situation, way)
        if benefit.best is not None:
            _is_smallest(catalogue, situation, assessment, benefit.best)
    _comes_to_that_together(catalogue, situation, advice)
    return advice


def _again(catalogue: Catalogue, situation: Situation, deeds: Iterable[Deed], way: Way) -> Assessment | None:
    edition = way.after.edition
    try:
        return catalogue.assess(edition.scheme, edition.year, applied(situation, deeds), way.on)
    except InvalidSituation:
        return None


def _has_a_way_exactly_where_money_is_in_reach(benefit: BenefitAdvice) -> None:
    reachable = benefit.result.payable.reachable
    # A day that is absent so far can only come from now on; what is within reach takes any day for possible.
    known = benefit.result.basis.known
    waits = NO_DAY in {*known.permanent.values(), *known.annual.get(known.year, {}).values()}
    assert bool(benefit.ways) is (reachable != 0) or (waits and not benefit.ways), (benefit.id, reachable, benefit.ways)
    goes_behind_another = bool(benefit.result.excluded_by)  # then nothing is too late, and nothing to be done
    assert bool(benefit.too_late) is (not benefit.ways) or goes_behind_another, benefit.id


def _promises_what_comes(catalogue: Catalogue, situation: Situation, before: Assessment, way: Way) -> None:
    again = _again(catalogue, situation, way.deeds, way)
    assert again is not None, "what is advised contradicts itself"
    assert again.benefits[way.benefit].payable == way.promised
    assert way.alone.certain == max(again.payable.certain - before.payable.certain, 0)
    assert way.money is None or way.money > 0
    hangs_on = (way.if_still_taken, way.questions, way.open_questions, way.decisions)
    is_settled_anyway = way.alone.possible == 0  # by what it shares a ceiling or a choice with
    assert way.is_certain is not any(hangs_on) or is_settled_anyway, (way, hangs_on)


def _is_in_time_and_can_be_done(before: Assessment, way: Way) -> None:
    day = before.as_of
    assert day is not None
    assert way.on >= day
    for deed in way.deeds:
        assert deed.latest is None or deed.latest >= day or way.if_still_taken, deed
        assert deed.advised is None or deed.advised >= day
        assert all(deed.text(language) for language in ("en", "fr", "nl"))
        for change in deed.changes:
            assert change.year in {None, before.year}
            assert change.have != change.need
            assert change.have not in change.fact.irreversible
            assert not change.fact.fixed or change.fact.kind == "date"
            assert change.more is None or change.more > 0


def _needs_each_deed(catalogue: Catalogue, situation: Situation, way: Way) -> None:
    """Whatever is left out, something is missing that was there with it."""
    for deed in way.deeds:
        if (without := _again(catalogue, situation, (one for one in way.deeds if one is not deed), way)) is None:
            continue
        if deed.kind is DeedKind.CRITERION:
            assert any(_rank(without, id) < _rank(way.after, id) for id in deed.criteria), deed
        elif not deed.unless_done and any(change.have is False for change in deed.changes):
            lacking = without.benefits[way.benefit].payable
            assert lacking.certain == 0
            assert way.is_certain or lacking.possible == 0 or way.if_still_taken


def _rank(assessment: Assessment, id: str) -> int:
    return RANK.get(assessment.criteria[id].outcome, 2)


def _is_smallest(catalogue: Catalogue, situation: Situation, before: Assessment, way: Way) -> None:
    """No fewer changes of told facts meet what the way meets; those of a share change together, and count as one."""
    edition, result = before.edition, before.benefits[way.benefit]
    changes = [change for deed in way.deeds if deed.kind is DeedKind.CRITERION for change in deed.changes]
    shares = [change for change in changes if change.fact.id.startswith("fr.billing.")]
    size = len(changes) - max(len(shares) - 1, 0)
    required = [one for one in result.required if RANK.get(one.outcome, 2) < 2]
    if size < 2 or len(required) > 2:
        return
    told: dict[Any, Any] = {(id, None): value for id, value in situation.permanent.items()}
    told |= {(id, edition.year): value for id, value in situation.annual.get(edition.year, {}).items()}
    if any(one.key not in told for one in changes):  # what follows from others is known too, and changes with them
        return
    read = {one.key: one.fact for one in changes}
    options = {key: [v for v in values_of(fact, edition) if v != told.get(key)] for key, fact in read.items()}
    for keys in combinations(read, size - 1):
        for values in product(*(options[key] for key in keys)):
            data: dict[Any, Any] = {}
            for (id, year), value in {**told, **dict(zip(keys, values, strict=True))}.items():
                (data if year is None else data.setdefault(year, {}))[id] = value
            data.update({year: facts for year, facts in situation.annual.items() if year != edition.year})
            data["readings"] = situation.readings
            try:
                again = catalogue.assess(edition.scheme, edition.year, Situation.of(data), way.on)
            except InvalidSituation:
                continue
            assert any(_rank(again, one.id) < _rank(way.after, one.id) for one in required), (keys, values)


def _comes_to_that_together(catalogue: Catalogue, situation: Situation, advice: Advice) -> None:
    if not advice.ways:
        assert advice.together.possible == 0
        return
    last = max(advice.ways, key=lambda way: way.on)
    again = _again(catalogue, situation, [deed for way in advice.ways for deed in way.deeds], last)
    assert again is not None, "ways contradict one another"
    assert advice.together.certain == max(again.payable.certain - advice.assessment.payable.certain, 0)
    for way in advice.ways:
        payable = again.benefits[way.benefit].payable
        assert payable.certain >= way.promised.certain
        assert payable.possible is None or payable.possible >= (way.promised.possible or 0)
    for one in advice.sets:
        assert one.alone.certain <= advice.together.certain
        assert one.besides.certain <= advice.together.certain
