"""One practitioner at a time: ours, zen-engine and OpenFisca over the same situations, every outcome read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from incentives import Catalogue, Outcome, Situation, load_catalogue

from benchmarks.agreement import (
    PERMANENT,
    SCHEME,
    Disagreement,
    check_values,
    facts_of,
    situation_of,
)
from benchmarks.measuring import Figure, prepared, side_by_side
from benchmarks.peers import openfisca_fami, zen_fami
from benchmarks.population import YEAR, population
from benchmarks.single import situations

CHECKED = 2_000
FEWER = 10  # of the situations, one in so many goes through OpenFisca, which takes milliseconds for each
OURS, ZEN, ZEN_UNTRACED, OPENFISCA = "incentives", "zen-engine, traced", "zen-engine, not traced", "OpenFisca"
PART = "single"


def measured(rounds: int) -> list[Figure]:
    """Microseconds for one practitioner, over the 1,000 situations of ``single.py``."""
    catalogue = load_catalogue()
    refused = {ZEN: _zen_disagreement(catalogue), OPENFISCA: _openfisca_disagreement(catalogue)}
    people = situations()
    facts = [dict(_facts(person)) for person in people]
    contexts = [zen_fami.context(one) for one in facts]
    inputs = [openfisca_fami.of_one(one) for one in facts[::FEWER]]
    checked = [catalogue.check(person) for person in people]
    traced, untraced = zen_fami.evaluator(trace=True), zen_fami.evaluator(trace=False)
    built = openfisca_fami.system()
    work: dict[str, tuple[Callable[[], object], int]] = {
        OURS: (lambda: [_read(catalogue, person) for person in people], len(people)),
        f"{OURS}, checked before": (lambda: [_read(catalogue, person) for person in checked], len(people)),
    }
    if not refused[ZEN]:
        work[ZEN] = (lambda: [zen_fami.read(traced(one)) for one in contexts], len(contexts))
        work[ZEN_UNTRACED] = (lambda: [zen_fami.read(untraced(one)) for one in contexts], len(contexts))
    if not refused[OPENFISCA]:
        work[OPENFISCA] = (lambda: [_calculated(built, one) for one in inputs], len(inputs))
    times = side_by_side({name: prepared(run) for name, (run, _) in work.items()}, rounds)
    each = {name: times[name].over(number) for name, (_, number) in work.items()}
    figures = [Figure(PART, "agreement", name, None, "", note=why) for name, why in refused.items() if why]
    case = "one practitioner, every outcome read"
    figures.append(Figure.of(PART, case, OURS, each.pop(OURS)))
    ours = times[OURS].over(len(people))
    return figures + [Figure.of(PART, case, name, time, OURS, ours) for name, time in each.items()]


def _facts(person: Situation) -> Iterator[tuple[str, Any]]:
    yield from person.permanent.items()
    yield from person.annual[YEAR].items()


def _read(catalogue: Catalogue, person: Any) -> object:
    assessment = catalogue.assess(SCHEME, YEAR, person)
    outcomes = [result.outcome for result in assessment.criteria.values()]
    due = [result.outcome for result in assessment.benefits.values()]
    return outcomes, due, assessment.amount, assessment.eligibility


def _calculated(built: Any, inputs: Mapping[str, Any]) -> object:
    made = openfisca_fami.simulation(built, inputs, 1)
    return openfisca_fami.amount(made), openfisca_fami.outcomes(made)


def _expected(catalogue: Catalogue, people: list[dict[str, Any]]) -> list[tuple[float, dict[str, bool]]]:
    """What is certain, and which criteria are surely met."""
    found = []
    for facts in people:
        assessment = catalogue.assess(SCHEME, YEAR, situation_of(facts))
        met = {id: result.outcome is Outcome.MET for id, result in assessment.criteria.items()}
        found.append((float(assessment.amount.certain), met))
    return found


def _complete() -> list[dict[str, Any]]:
    """Generated practitioners, and those of the 1,000 situations of whom nothing was taken away."""
    generated = [facts_of(row) for row in population(CHECKED).iter_rows(named=True)]
    facts = [dict(_facts(person)) for person in situations()]
    needed = max(len(one.keys() - PERMANENT - {"fr.telehealth.device_types"}) for one in facts)
    whole = [one for one in facts if len(one.keys() - PERMANENT - {"fr.telehealth.device_types"}) == needed]
    return generated + [one for one in whole if ("fr.telehealth.device_types" in one) == _has_device(one)]


def _has_device(facts: Mapping[str, Any]) -> bool:
    return bool(facts["fr.telehealth.device"] != "none")


def _zen_disagreement(catalogue: Catalogue) -> str:
    people = _complete()
    evaluate = zen_fami.evaluator(trace=True)
    try:
        got = [zen_fami.read(evaluate(zen_fami.context(facts))) for facts in people]
        check_values(ZEN, got, _expected(catalogue, people))
    except Disagreement as error:
        return str(error)
    return ""


def _openfisca_disagreement(catalogue: Catalogue) -> str:
    people = _complete()[::FEWER]
    built = openfisca_fami.system()
    got = []
    for facts in people:
        made = openfisca_fami.simulation(built, openfisca_fami.of_one(facts), 1)
        amount, outcomes = openfisca_fami.amount(made), openfisca_fami.outcomes(made)
        got.append((float(amount[0]), {id: bool(values[0]) for id, values in outcomes.items()}))
    try:
        check_values(OPENFISCA, got, _expected(catalogue, people))
    except Disagreement as error:
        return str(error)
    return ""
