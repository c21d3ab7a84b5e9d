"""How long advice takes, and whether every law of it holds, over random situations of all shipped editions.

    python -m benchmarks.advice --seeds 20

Besides the sample that the tests try: as many people an edition as asked, for each of so many seeds.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from incentives import Catalogue, load_catalogue

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))

from advised import keeps_every_law, situations


def times(catalogue: Catalogue, seed: int, people: int) -> Iterator[float]:
    """Milliseconds of the second advice on each, once what all share is compiled; each is held against the laws."""
    for scheme in catalogue:
        for year in scheme.years:
            chance = random.Random(f"{seed} {scheme.id} {year}")  # noqa: S311  # test data, no secret
            edition = catalogue.edition(scheme.id, year)
            for situation, day in situations(catalogue, edition, chance, people):
                keeps_every_law(catalogue, situation, edition, day)
                assessment = catalogue.assess(scheme.id, year, situation, day)
                start = process_time()
                catalogue.advice(assessment)
                yield 1000 * (process_time() - start)


def main() -> None:
    """Print how long it took, or stop at the first law that does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--people", type=int, default=20, help="of each edition and seed")
    asked = parser.parse_args()
    catalogue = load_catalogue()
    found = [one for seed in range(asked.seeds) for one in times(catalogue, seed, asked.people)]
    print(
        f"{len(found)} people, every law holds; median {median(found):.1f} ms, 95% {quantiles(found, n=20)[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
