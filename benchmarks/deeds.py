"""How long it takes to tell a whole table what to do, and whether each row is told what the advice to one says.

    python -m benchmarks.deeds --rows 100000
    python -m benchmarks.deeds --rows 0 --people 2000

First made-up practitioners of FAMI 2025 (see ``population``), seen from days within the year, while declarations are
taken, and after; then random ones of every shipped edition, with holes, each held against the advice to that
practitioner alone.
"""

import argparse
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import polars as pl
from incentives import Catalogue, load_catalogue

from benchmarks.population import YEAR, population

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))

from advised_rows import differences, practitioners

SCHEME = "fr-fami"
DAYS = (date(2025, 10, 1), date(2026, 2, 1), date(2026, 9, 1))
DECLARED = [f"fr.fami.{end}" for end in ("declared", "declared_on", "declared_items")]


def table(rows: int, day: date, holes: float) -> pl.DataFrame:
    """Practitioners as they are known on a day: nobody has declared anything within the year."""
    people = population(rows, holes=holes)
    told = pl.col(DECLARED[1]) <= day
    if day.year == YEAR:
        return people.drop(DECLARED)
    return people.with_columns(pl.when(told).then(pl.col(name)).alias(name) for name in DECLARED)


def measure(catalogue: Catalogue, rows: int) -> None:
    """Print the processor time for tables of so many rows."""
    for holes in (0.0, 0.05):
        for day in DAYS:
            people = table(rows, day, holes)
            start = process_time()
            catalogue.assess_table(people, SCHEME, YEAR, as_of=day, to_do=True)
            print(f"{rows} rows, {holes:.0%} of the cells empty, {day}: {process_time() - start:.1f} s", flush=True)
    few = pl.concat([table(rows // 100, DAYS[0], 0.0)] * 100)
    start = process_time()
    catalogue.assess_table(few, SCHEME, YEAR, as_of=DAYS[0], to_do=True)
    print(f"{rows} rows, each of them a hundred times, {DAYS[0]}: {process_time() - start:.1f} s")


def hold_together(catalogue: Catalogue, seed: int, people: int) -> None:
    """Stop at the first edition of which a row is told something else than its practitioner alone."""
    for scheme in catalogue:
        for year in scheme.years:
            chance = random.Random(f"{seed} {scheme.id} {year}")  # noqa: S311  # test data, no secret
            edition = catalogue.edition(scheme.id, year)
            every = practitioners(catalogue, edition, chance, people)
            for days in (chance.randrange(-20, 364), chance.randrange(366, 900)):
                day = edition.period.start + timedelta(days=days)
                if found := differences(catalogue, edition, every, day):
                    at, wrong = found[0]
                    sys.exit(f"{scheme.id} {year}, {day}: {len(found)} rows differ; the first: {every[at]}, {wrong}")
            print(f"{scheme.id} {year}: {len(every)} rows agree", flush=True)


def main() -> None:
    """Print how long it took and what agrees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=200, help="of each edition")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    catalogue = load_catalogue()
    if asked.rows:
        measure(catalogue, asked.rows)
    if asked.people:
        hold_together(catalogue, asked.seed, asked.people)


if __name__ == "__main__":
    main()
