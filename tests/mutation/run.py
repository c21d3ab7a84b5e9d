"""Does a test notice when the code says something else? A random sample of mutants, each held against the tests.

It works on copies of the tree, never on the tree itself, and runs in an environment of its own:

    $ python3 -m venv /tmp/mutants && /tmp/mutants/bin/python -m pip install cosmic-ray==8.7.0
    $ /tmp/mutants/bin/python tests/mutation/run.py --mutants 100 --seed 1
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cosmic_ray.work_db import use_db

ROOT = Path(__file__).parents[2]
CONFIG = Path("tests/mutation/mutation.toml")
SESSION = "session.sqlite"
COSMIC_RAY = "cosmic_ray.cli"
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "_build")


def main() -> None:
    """Copy, draw, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=100, help="how many are drawn; 0 for all (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same of the same code")
    parser.add_argument("--only", default="", help="a part of the path of the modules to mutate")
    parser.add_argument("--processes", type=int, default=1, help="how many copies run side by side")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv/bin/python", help="that runs the tests")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.processes) as pool:
        copies = [Path(folder, str(part)) for part in range(asked.processes)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        rooms = (f"tests/core/{room}" for room in _config(ROOT)["tests"])
        _call(copies[0], asked, asked.python, "pytest", "-q", *rooms)  # what fails of itself would kill every mutant
        _call(copies[0], asked, sys.executable, COSMIC_RAY, "init", CONFIG, copies[0].parent / SESSION)
        results = list(pool.map(lambda copy: _run(copy, int(copy.name), asked), copies))
    found = [one for part in results for one in part]
    for place, outcome, diff in sorted(found):
        if outcome == "survived":
            print(f"\n{place}\n{diff}")
    print("\n", *(f"{outcome}: {number}" for outcome, number in sorted(Counter(one[1] for one in found).items())))


def _run(copy: Path, part: int, asked: argparse.Namespace) -> list[tuple[str, str, str]]:
    """Of each mutant of one copy's part of the sample: its place, whether it was killed, and what it changes."""
    session = str(shutil.copy(copy.parent / SESSION, copy / SESSION))
    with use_db(session) as work:
        drawn = _drawn(copy, work.work_items, asked)[part :: asked.processes]
        work.clear()
        work.add_work_items(drawn)
    _call(copy, asked, sys.executable, COSMIC_RAY, "exec", CONFIG, session)
    with use_db(session) as work:
        return [
            (_place(_spec(item)), str(result.test_outcome.value), result.diff or "")
            for item, result in work.completed_work_items
        ]


def _call(copy: Path, asked: argparse.Namespace, *command: str | Path) -> None:
    """A module of Python, run in a copy, with its code instead of what is installed."""
    python, *arguments = command
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(copy / "core/src"),
        "PATH": os.pathsep.join([str(asked.python.absolute().parent), os.environ["PATH"]]),
        "CI": "1",  # the same random examples for every mutant
    }
    subprocess.run([python, "-m", *arguments], cwd=copy, env=surroundings, check=True)


def _config(tree: Path) -> dict[str, Any]:
    return tomllib.loads((tree / CONFIG).read_text("utf-8"))


def _drawn(copy: Path, items: Any, asked: argparse.Namespace) -> list[Any]:
    """The sample: of the mutations that can change an answer, as many as asked."""
    sample = _config(copy)["sample"]
    operators = re.compile(f"core/({'|'.join(sample['operators'])})")
    silent = re.compile("|".join(sample["not_on_lines"]))
    lines = {
        path: (copy / path).read_text("utf-8").splitlines() for path in {_spec(item).module_path for item in items}
    }
    able = [
        item
        for item in sorted(items, key=lambda item: _place(_spec(item)))
        if asked.only in str(_spec(item).module_path)
        and operators.fullmatch(_spec(item).operator_name)
        and not silent.search(lines[_spec(item).module_path][_spec(item).start_pos[0] - 1])
    ]
    print(f"{len(able)} mutants can be drawn", flush=True)
    return random.Random(asked.seed).sample(able, min(asked.mutants or len(able), len(able)))  # noqa: S311  # a sample, no secret


def _spec(item: Any) -> Any:
    return item.mutations[0]


def _place(mutation: Any) -> str:
    row, column = mutation.start_pos
    return f"{mutation.module_path}:{row:04}:{column:03} {mutation.operator_name} {mutation.occurrence}"


if __name__ == "__main__":
    main()
