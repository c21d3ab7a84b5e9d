"""Ranges, outcomes and questions against every completion that no contradiction refuses: how many differ.

Told, and tried, is what an edition reads, now and then also what a contradiction ties to that. Asked must be,
of what a benefit's own rule reads, exactly that of which an answer can settle whether it is due.

Run `python benchmarks/consistent.py 5000 SEED`; without a seed, situations are new each time.
"""

import random
import sys
from collections import Counter
from pathlib import Path

from incentives import load_catalogue

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "shared"))

from every_completion import differences, trials  # the reference is shared with the test of a sample

SITUATIONS = 2000


def main(situations: int, seed: str | None) -> int:
    """Print what differs, and the figure; how many differ."""
    catalogue, tried, differing = load_catalogue(), Counter[str](), 0
    for edition, told, gone in trials(catalogue, random.Random(seed), situations):  # noqa: S311  # no secret
        tried[edition.scheme] += 1
        if found := differences(catalogue, edition, told, gone):
            differing += 1
            print(f"{edition.scheme} {edition.year} without {gone}, told {told}:", *found, sep="\n  ")
    by_scheme = ", ".join(f"{scheme} {count:,}" for scheme, count in tried.items())
    print(f"{tried.total():,} situations ({by_scheme}), {differing:,} differences")
    return differing


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SITUATIONS
    sys.exit(bool(main(count, sys.argv[2] if len(sys.argv) > 2 else None)))  # noqa: PLR2004  # the second argument
