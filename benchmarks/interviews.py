"""Hold interviews with made-up practitioners: how many screens, whether the laws hold, how long a step takes.

Run from the repository root, in the environment that README describes:

    .venv/bin/python benchmarks/interviews.py [--interviews 300] [--tries 300] [--seed 2025] [--many FOLDER]

It counts (a) the screens of a blank French physiotherapist under FAMI 2025, and of one with practices in both countries
under every scheme for 2025 and 2026, with everything known, and with each single "I don't know" and random pairs; (b)
where, under all editions, an answer at the end is not that of the whole truth, a question cannot change it, or has one
answer left; and (c) the processor time of each step, the same interviews held several times, the shortest counting.
With `--many FOLDER`, the same of steps with the schemes that `benchmarks/schemes.py --write FOLDER` wrote; run it with
FOLDER in PYTHONPATH.
"""

import argparse
import gc
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from incentives import Catalogue, Edition, Interview, Situation, load_catalogue

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "shared"))

from every_completion import Key, situation_of
from interviewed import (
    can_change,
    held,
    path_of,
    terms_by_key,
    the_answer,
    timely,
    told_by,
    truth,
    values_that_fit,
)

AS_OF = date(2026, 11, 22)
AGAIN, FIRST_STEPS = 3, 100  # of an interview about hundreds of schemes
PAIRS = 20  # of what is not known, in each interview
COUNTRIES: Key = ("practitioner.practises_in", None)
Begin = Callable[[], Interview]


def screens(begin: Begin, told: Mapping[Key, Any], chance: random.Random) -> tuple[int, int]:
    """How many screens with everything known, and the most with one or two things not known."""
    asked = {one.path for _, screen in held(begin(), told, chance).screens for one in screen.questions}
    left: list[Collection[str]] = [*([path] for path in sorted(asked))]
    pairs = [*combinations(sorted(asked), 2)]
    left += chance.sample(pairs, min(PAIRS, len(pairs)))
    seed = chance.random()  # the same order within screens, so that only what is not known differs
    counts = [len(held(begin(), told, random.Random(seed), unknown).screens) for unknown in ([], *left)]  # noqa: S311  # made-up practitioners
    return counts[0], max(counts)


def count_screens(
    catalogue: Catalogue, name: str, begin: Begin, editions: list[Edition], seed: int, number: int
) -> None:
    """Print how many screens interviews took."""
    plain, unsure = Counter[int](), Counter[int]()
    for at in range(number):
        chance = random.Random(f"{seed} {at}")  # noqa: S311  # made-up practitioners
        told = timely({COUNTRIES: ["fr", "be"], **truth(catalogue, editions, chance)}, editions, AS_OF)
        certain, most = screens(begin, told, chance)
        plain[certain] += 1
        unsure[most] += 1
    print(f"{name}: screens, everything known      {dict(sorted(plain.items()))}")
    print(f"{name}: the most with one or two gaps  {dict(sorted(unsure.items()))}")


def laws(catalogue: Catalogue, seed: int, number: int, tries: int) -> None:
    """Print what breaks a law, and how much was looked at."""
    editions = [catalogue.edition(scheme.id, year) for scheme in catalogue for year in scheme.years]
    looked, broken = Counter[str](), Counter[str]()
    for at in range(number):
        chance, edition = random.Random(f"{seed} {at}"), editions[at % len(editions)]  # noqa: S311  # the same
        days = [date(edition.year, 9, 1), date(edition.year + 1, 3, 1), date(edition.year + 2, 6, 30)]
        as_of = chance.choice([None, *days])
        told = timely(truth(catalogue, [edition], chance), [edition], as_of)
        interview = catalogue.interview(Situation.of({}), [edition.scheme], [edition.year], as_of)
        found = held(interview, told, chance)
        whole = catalogue.assess(edition.scheme, edition.year, situation_of(told), as_of)
        place = f"{edition.scheme} {edition.year} on {as_of}, {seed} {at}"
        looked["answers"] += 1
        if the_answer(found.interview.assessments) != the_answer([whole]):
            broken["answers"] += 1
            print(f"  another answer than the whole truth gives: {place}")
        keys = {path_of(key): key for key in terms_by_key([edition])}
        for before, screen in found.screens:
            path = chance.choice(screen.questions).path
            if path not in keys:
                continue
            known = told_by(before, [edition])
            looked["questions"] += 1
            if len(values_that_fit(catalogue, edition, known, keys[path])) < 2:  # noqa: PLR2004  # it is settled
                broken["settled"] += 1
                print(f"  one answer left: {path}, {place}")
            elif not can_change(catalogue, edition, known, keys[path], as_of, chance, tries):
                broken["idle"] += 1
                print(f"  found nothing that it changes, in {tries} tries: {path}, {place}")
    print(f"laws: looked at {dict(looked)}, broken {dict(broken)}")


def steps(begin: Begin, told: Mapping[Key, Any], seed: int, most: int | None = None) -> list[float]:
    """Milliseconds of processor time of each step of an interview: a screen found, one answered, what still matters."""
    chance, found = random.Random(seed), []  # noqa: S311  # the same

    def timed(call: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = call()
        found.append((time.process_time() - start) * 1e3)
        return result

    values = {path_of(key): value for key, value in told.items()}
    interview = timed(begin)
    while most is None or len(found) < most:
        screen = timed(partial(getattr, interview, "screen"))
        if screen is None:
            break
        answers: dict[str, Any] = {}
        left = list(screen.questions)
        while left:
            path = chance.choice(left).path
            answers[path] = values.get(path, "unknown")
            left = list(timed(partial(interview.still_asked, answers)))
        interview = timed(partial(interview.answer, answers))
    return found


def time_steps(name: str, begin: Begin, people: Iterable[Mapping[Key, Any]], most: int | None = None) -> None:
    """Print how long steps take."""
    shortest: list[float] = []
    first: list[float] = []
    for at, told in enumerate(people):
        gc.collect()
        rounds = [steps(begin, told, at, most) for _ in range(AGAIN)]
        first += rounds[0]
        shortest += [min(each) for each in zip(*rounds, strict=True)]
    print(
        f"{name}: {len(shortest)} steps, ms of processor time: mean {statistics.mean(shortest):.2f}, "
        f"worst {max(shortest):.2f}; as they came first: mean {statistics.mean(first):.2f}, worst {max(first):.2f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=300, help="for the laws (default 300)")
    parser.add_argument("--people", type=int, default=12, help="whose screens and steps are counted (default 12)")
    parser.add_argument("--tries", type=int, default=300, help="to find what a question changes (default 300)")
    parser.add_argument("--seed", type=int, default=2025, help="of what is random (default 2025)")
    parser.add_argument(
        "--many", type=Path, metavar="FOLDER", help="of made-up schemes; then only their steps are timed"
    )
    given = parser.parse_args()
    catalogue = load_catalogue()
    if given.many:
        person = Situation.read(given.many / "person.toml")
        told: dict[Key, Any] = {(id, None): value for id, value in person.permanent.items()}
        told |= {(id, year): value for year, facts in person.annual.items() for id, value in facts.items()}
        time_steps(
            f"{len(catalogue.schemes)} schemes",
            lambda: catalogue.interview(Situation.of({}), None, [2025], date(2025, 10, 15)),
            [told],
            FIRST_STEPS,
        )
        return
    fami, border = [("fr-fami", 2025)], [(id, year) for id in ("fr-fami", "be-inami-software") for year in (2025, 2026)]
    cases: list[tuple[str, Begin, list[tuple[str, int]]]] = [
        ("FAMI 2025", lambda: catalogue.interview(Situation.of({}), ["fr-fami"], [2025], AS_OF), fami),
        ("border, 2025 and 2026", lambda: catalogue.interview(Situation.of({}), None, [2025, 2026], AS_OF), border),
    ]
    for name, begin, places in cases:
        editions = [catalogue.edition(*place) for place in places]
        count_screens(catalogue, name, begin, editions, given.seed, given.people)
        people = [
            timely({COUNTRIES: ["fr", "be"], **truth(catalogue, editions, random.Random(at))}, editions, AS_OF)  # noqa: S311  # the same
            for at in range(given.people)
        ]
        time_steps(name, begin, people)
    laws(catalogue, given.seed, given.interviews, given.tries)


if __name__ == "__main__":
    main()
