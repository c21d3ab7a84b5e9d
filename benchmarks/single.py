"""Measure one assessment; prints a table, judges nothing.

Run from the repository root, in the environment that README describes:

    .venv/bin/python benchmarks/single.py

It measures (a) a full assessment of FAMI 2025 over 1,000 different situations, once everything is loaded, with every
criterion's outcome and the amounts read and no result cached; and (b) what is missing at each step of random
interviews, under every edition of the shipped plugins: the first missing fact is answered, until nothing is missing.
"""

import gc
import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from incentives import Catalogue, Edition, Situation, load_catalogue

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "shared"))

from every_completion import Key, accepted, read_by, situation_of, values_of  # as random as the tests' answers

SITUATIONS = 1_000
ROUNDS = 7
INTERVIEWS = 20  # under each edition
FRESH = 3  # processes with the same interviews, of which the shortest time of each step counts
CAREFUL = 0.95
AS_OF = date(2025, 11, 22)


def situations(seed: int = 2025) -> list[Situation]:
    """Different practitioners, a fifth of them with gaps in what is known."""
    chance = random.Random(seed)  # noqa: S311  # made-up practitioners, not secrets
    return [
        Situation.of({"practitioner.profession": "physiotherapist", 2025: _facts(chance)}) for _ in range(SITUATIONS)
    ]


def _facts(chance: random.Random) -> dict[str, object]:
    total = chance.randint(200, 4000)
    facts: dict[str, object] = {
        "fr.conventioned": True,
        "fr.practice_status": chance.choice(["principal", "collaborator"]),
        "fr.business_software": chance.choice([True] * 19 + [False]),
        "fr.dmp.software": chance.choice(["none", "web_only", "integrated", "connector"]),
        "fr.dmp.transactions": chance.randint(0, 20),
        "fr.dmp.proof": chance.choice(["none", "sent", "validated"]),
        "fr.dmp.vendor_changed": False,
        "fr.sesam_vitale.addendum": chance.choice(["7", "8"]),
        "fr.sesam_vitale.conforming_invoice": True,
        "fr.scor.transmissions": chance.randint(0, 100),
        "fr.billing.transmitted_previous_year": True,
        "fr.billing.secured": chance.randint(total // 2, total),
        "fr.billing.total": total,
        "fr.billing.excluded_secured": 0,
        "fr.billing.excluded_total": 0,
        "fr.secure_messaging": chance.choice(["none", "mssante_personal", "apicrypt_v2"]),
        "fr.coordination.structures": chance.choice([[], ["cpts"], ["msp", "esp"]]),
        "fr.coordination.mdt_meetings": chance.randint(0, 6),
        "fr.telehealth.video": chance.choice(["none", "paid_secure", "free_professional"]),
        "fr.telehealth.device": chance.choice(["none", "purchased", "rented"]),
        "fr.telehealth.purchase_aid_before": "never",
    }
    if facts["fr.telehealth.device"] != "none":
        facts["fr.telehealth.device_types"] = ["oximeter"]
    return {id: value for id, value in facts.items() if chance.random() > 0.04}  # noqa: PLR2004  # one gap in 25 facts


def assessments() -> dict[str, float]:
    """Microseconds for one assessment: the median round, per situation."""
    catalogue = load_catalogue()
    people = situations()
    catalogue.assess("fr-fami", 2025, people[0])

    def everything(as_of: date | None) -> float:
        start = time.perf_counter()
        for person in people:
            assessment = catalogue.assess("fr-fami", 2025, person, as_of)
            _ = [result.outcome for result in assessment.criteria.values()]
            _ = assessment.amount, assessment.eligibility
        return (time.perf_counter() - start) / len(people) * 1e6

    def check() -> float:
        start = time.perf_counter()
        for person in people:
            catalogue.check(person)
        return (time.perf_counter() - start) / len(people) * 1e6

    return {
        "checking a situation": statistics.median(check() for _ in range(ROUNDS)),
        "assessment, checked, all outcomes read": statistics.median(everything(None) for _ in range(ROUNDS)),
        "the same, seen from a day of the year": statistics.median(everything(AS_OF) for _ in range(ROUNDS)),
    }


def interviews() -> dict[str, float]:
    """Microseconds of processor time to say what is missing: the mean step of all interviews, and the worst one."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        rounds = list(processes.map(interviewed, [2025] * FRESH))
    steps = [min(times) for times in zip(*rounds, strict=True)]
    return {"what is missing, at each step": statistics.mean(steps), "the same, the worst step": max(steps)}


def interviewed(seed: int) -> list[float]:
    """The time of each step of all interviews; in the same process once more, much would be kept."""
    catalogue, chance = load_catalogue(), random.Random(seed)  # noqa: S311  # made-up practitioners, not secrets
    editions = [catalogue.edition(scheme.id, year) for scheme in catalogue for year in scheme.years]
    for edition in editions:  # what is found once for each of them
        _ = catalogue.assess(edition.scheme, edition.year, Situation.of({})).missing_facts
    gc.disable()  # as timeit does: it would fall on one step what all have left behind
    return [step for edition in editions * INTERVIEWS for step in _steps(catalogue, edition, chance)]


def _steps(catalogue: Catalogue, edition: Edition, chance: random.Random) -> Iterator[float]:
    """Of one interview, answered at random, so that nothing contradicts what was answered before.

    Mostly so that something may still be due: where nothing may, nothing more is asked.
    """
    told: dict[Key, Any] = {}
    terms = read_by(edition)
    while True:
        assessment = catalogue.assess(edition.scheme, edition.year, situation_of(told))
        start = time.process_time()
        missing = assessment.missing_facts
        yield (time.process_time() - start) * 1e6
        if not missing:
            return
        key = missing[0].id, missing[0].year
        answers = [{**told, key: value} for value in values_of(terms[key], edition)]
        answers = [answer for answer in answers if accepted(catalogue, answer)]
        results = (catalogue.assess(edition.scheme, edition.year, situation_of(answer)) for answer in answers)
        promising = [answer for answer, result in zip(answers, results, strict=True) if result.amount.possible]
        told = chance.choice(promising if promising and chance.random() < CAREFUL else answers)


def main() -> None:
    """Measure and print."""
    print(f"{SITUATIONS} situations, FAMI 2025, median of {ROUNDS} rounds, no result cached")
    for name, microseconds in assessments().items():
        print(f"  {name:<42} {microseconds:8.1f} µs")
    print(f"{INTERVIEWS} interviews under each edition, processor time, each step the shortest of {FRESH} processes")
    for name, microseconds in interviews().items():
        print(f"  {name:<42} {microseconds:8.1f} µs")


if __name__ == "__main__":
    main()
