"""Every benchmark with one command, in one table; docs/benchmarks.md says how to install what it needs.

    python benchmarks/run.py [--part table --part single ...] [--rows 3000000] [--quick] [-o results.json]

Nothing is timed that does not give the same answers as the single assessment; where something does not, that is said
in the table, and the exit code is 1.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measuring import Figure

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("table", "single", "start", "rows", "schemes")
ROWS, QUICK_ROWS = 3_000_000, 200_000
ROUNDS, QUICK_ROUNDS = 7, 3
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000, 10_000_000), (10_000, 100_000)
SCHEMES, QUICK_SCHEMES = (3, 10, 50, 100, 250, 500), (3, 10, 50)


def figures(part: str, rows: int, rounds: int, *, quick: bool) -> "list[Figure]":
    """The figures of one part."""
    from benchmarks import cases, scaling, single, tables
    from benchmarks.measuring import Figure

    match part:
        case "table":
            return tables.measured(rows, rounds)
        case "single":
            measured = {**single.assessments(), **single.interviews()}
            own = [Figure(part, case, "incentives", micros, "µs") for case, micros in measured.items()]
            return [*own, *cases.measured(rounds)]
        case "start":
            bare, listing, ratio = single.starts()
            least = "import pluggy, attrs, cattrs, click"
            return [
                Figure(part, "processor time of a whole process", least, bare, "ms"),
                Figure(part, "processor time of a whole process", "incentives schemes", listing, "ms", ratio, least),
            ]
        case "rows":
            return scaling.with_rows(QUICK_SIZES if quick else SIZES, rounds)
        case _:
            return scaling.with_schemes(QUICK_SCHEMES if quick else SCHEMES)


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one; may be repeated")
    parser.add_argument("--rows", type=int, help=f"of the tables compared (default {ROWS:,})")
    parser.add_argument("--rounds", type=int, help=f"runs of each, of which the shortest counts (default {ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="smaller and fewer, to see that everything works")
    parser.add_argument("-o", "--output", type=Path, help="where to save the figures: .json or .md")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from benchmarks.measuring import as_markdown, save

    rows = asked.rows or (QUICK_ROWS if asked.quick else ROWS)
    rounds = asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS)
    found: list[Figure] = []
    for part in asked.part or PARTS:
        print(f"{part} ... (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)
        found += figures(part, rows, rounds, quick=asked.quick)
    print(as_markdown(found))
    if asked.output:
        save(found, asked.output)
    return int(any(figure.value is None for figure in found))


if __name__ == "__main__":
    sys.exit(main())
