"""A folder of made-up schemes, to try commands with a national catalogue.

    python benchmarks/schemes.py --write FOLDER [--number 434]
    PYTHONPATH=FOLDER incentives check FOLDER/person.toml --year 2025 --as-of 2025-10-15

The folder holds fake distributions of mixed kinds (`benchmarks/made_up/kinds.py` says which, and what comes out for the
person), so many with the shipped ones.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = 3
MANY = 434


def write(folder: Path, number: int) -> Path:
    """So many schemes of all kinds, with the shipped ones, in a folder; the person's situation file beside them."""
    import tomli_w

    from benchmarks.made_up.writing import install, made, told

    schemes = made(number - SHIPPED)
    install(folder, schemes)
    person = folder / "person.toml"
    person.write_text(tomli_w.dumps(told(schemes)), encoding="utf-8")
    return person


def main() -> None:
    """Write schemes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FOLDER", required=True, help="where to write them")
    parser.add_argument("--number", type=int, default=MANY, help=f"of schemes, with the shipped ones (default {MANY})")
    asked = parser.parse_args()
    if asked.write.exists() and any(asked.write.iterdir()):
        parser.error(f"{asked.write} is not empty: what it holds would be among the schemes")
    sys.path.insert(0, str(ROOT))
    print(write(asked.write, asked.number))


if __name__ == "__main__":
    main()
