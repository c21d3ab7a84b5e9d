"""What made-up schemes cost, and a folder of them to try by hand.

    python benchmarks/schemes.py --write FOLDER [--number 434]
    PYTHONPATH=FOLDER incentives check FOLDER/person.toml --year 2025 --as-of 2025-10-15

The folder holds fake distributions of mixed kinds (`benchmarks/made_up/kinds.py` says which, and what comes out for the
person), so many with the shipped ones. Without an argument it is the process in which they are measured, and prints
processor time as JSON.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from incentives import Assessment, Situation, load_catalogue

ROOT = Path(__file__).parents[1]
ROUNDS = 7
YEAR = 2025
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


def of_schemes(number: int) -> dict[str, float]:
    """Milliseconds of processor time with so many installed schemes, in a process that has not seen any of them.

    All of the plainest kind, as they have always been: another mixture would cost more or less.
    """
    from benchmarks.made_up.kinds import KINDS
    from benchmarks.made_up.writing import install, made

    with tempfile.TemporaryDirectory() as site:
        install(Path(site), made(number - SHIPPED, KINDS[:1]))
        environment = {**os.environ, "PYTHONPATH": site}
        command = [sys.executable, __file__]
        for _ in range(2):  # the first one compiles the modules
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  # ourselves
    found: dict[str, float] = json.loads(done.stdout)
    if found.pop("schemes") != number or found.pop("failures"):
        msg = f"not all of {number} schemes could be used: {done.stdout}"
        raise RuntimeError(msg)
    return found


def person() -> Situation:
    """Somebody of whom shipped schemes are told something: not all facts of a situation are to be of one scheme."""
    facts = {"be.acts": 700, "fr.conventioned": True, "fr.scor.transmissions": 12}
    return Situation.of({"practitioner.profession": "physiotherapist", YEAR: facts})


def _this_process() -> dict[str, float]:
    """What a process of its own measures: all that happens once, then an assessment of one person under all schemes."""
    start = time.process_time()
    catalogue = load_catalogue()
    loaded = time.process_time()
    situation = person()
    catalogue.assess_all(situation, [YEAR])
    first = time.process_time()
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for one in catalogue.assess_all(situation, [YEAR]):
            if isinstance(one, Assessment):  # not every scheme has an edition for the year
                _ = one.amount, one.eligibility
        times.append(time.process_time() - begun)
    return {
        "schemes": len(catalogue.schemes),
        "failures": len(catalogue.failures),
        "load_catalogue": (loaded - start) * 1e3,
        "assess_all, the first time": (first - loaded) * 1e3,
        "assess_all, again": min(times) * 1e3,
    }


def main() -> None:
    """Write schemes where that is asked, else measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="where to write them, instead of measuring")
    parser.add_argument("--number", type=int, default=MANY, help=f"of schemes, with the shipped ones (default {MANY})")
    asked = parser.parse_args()
    if asked.write is None:
        print(json.dumps(_this_process()))
    elif asked.write.exists() and any(asked.write.iterdir()):
        parser.error(f"{asked.write} is not empty: what it holds would be among the schemes")
    else:
        sys.path.insert(0, str(ROOT))
        print(write(asked.write, asked.number))


if __name__ == "__main__":
    main()
