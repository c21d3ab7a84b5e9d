"""Every benchmark with one command, in one table; docs/benchmarks.md says how to install what it needs.

    python benchmarks/run.py [--part table --part single ...] [--against PATH] [--rows 3000000] [--quick] [-o FILE]

Nothing is timed that does not give the same answers as the single assessment; where something does not, that is said
in the table, and the exit code is 1 (not for what the other checkout cannot do).
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("table", "frames", "single", "start", "rows", "schemes")
ROWS, QUICK_ROWS = 3_000_000, 200_000
ROUNDS, QUICK_ROUNDS = 7, 3


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one; may be repeated")
    parser.add_argument(
        "--against", type=Path, metavar="PATH", help="another checkout, whose build takes turns with this"
    )
    parser.add_argument("--rows", type=int, help=f"of the tables compared (default {ROWS:,})")
    parser.add_argument("--rounds", type=int, help=f"runs of each, of which the shortest counts (default {ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="smaller and fewer, to see that everything works")
    parser.add_argument("-o", "--output", type=Path, help="where to save the figures: .json or .md")
    asked = parser.parse_args()
    if asked.against is not None and not (asked.against / "core" / "src" / "incentives").is_dir():
        parser.error(f"{asked.against} is no checkout: it has no core/src/incentives")
    sys.path.insert(0, str(ROOT))
    from benchmarks import parts
    from benchmarks.builds import builds
    from benchmarks.measuring import Figure, as_markdown, save

    wanted = parts.Asked(
        builds(asked.against and asked.against.resolve()),
        asked.rows or (QUICK_ROWS if asked.quick else ROWS),
        asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS),
        asked.quick,
    )
    found: list[Figure] = []
    for part in asked.part or PARTS:
        print(f"{part} ... (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)
        found += getattr(parts, part)(wanted)
    print(as_markdown(found))
    if asked.output:
        save(found, asked.output)
    return int(any(figure.time is None and not figure.who.startswith(tuple(wanted.names[1:])) for figure in found))


if __name__ == "__main__":
    sys.exit(main())
