"""How much processor time the commands take that read what practices and funds already have, as whole processes.

    python -m benchmarks.exports

Made-up files in the form of the real ones: 100,000 lines of billed acts, and registers of 100,000 practitioners.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FORMS = Path(__file__).parents[1] / "tests" / "plugins" / "fr_fami" / "registers"
ACTIVITIES, MAILBOXES = "ps-libreacces-personne-activite.txt", "extraction-correspondance-mssante.txt"
MODES = ("vitale",) * 8 + ("sesam_sans_vitale", "degraded", "paper")
NUMBER = re.compile(r"\b8101\d{8}\b")
REASONS = ("",) * 20 + ("ame", "ehpad_resident", "telecare", "infant_under_3_months")


def acts(lines: int, chance: random.Random) -> Iterator[str]:
    """Lines of billed acts, of two years."""
    yield "date;mode;reason;acts"
    for _ in range(lines):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(731))
        yield f"{day};{chance.choice(MODES)};{chance.choice(REASONS)};{chance.randint(1, 4)}"


def extract(name: str, people: int, chance: random.Random) -> Iterator[str]:
    """Rows of an extract, one or two of each practitioner, made of those that the tests read."""
    head, *rows = (FORMS / name).read_text("utf-8").splitlines()
    named = [row for row in rows if NUMBER.search(row) and "|E|" not in row]  # no student
    yield head
    for number in range(people):
        for row in chance.choices(named, k=chance.choice((1, 1, 1, 2))):
            yield NUMBER.sub(f"8{10_100_000_000 + number}", row)


def seconds(*words: str) -> float:
    """Processor time of a command, with all its threads and its start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = [sys.executable, "-c", "from incentives.cli import run; run()"]
    nowhere = subprocess.DEVNULL
    subprocess.run([*start, *words], check=True, stdout=nowhere, stderr=nowhere)  # noqa: S603  # our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print the shortest of some runs of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    chance = random.Random(1)  # noqa: S311  # test data, no secret
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        made = {"acts.csv": acts(asked.rows, chance)}
        made |= {name: extract(name, asked.rows, chance) for name in (ACTIVITIES, MAILBOXES)}
        for name, lines in made.items():
            (place / name).write_text("\n".join(lines) + "\n", "utf-8")
        count = ("read-activity", str(place / "acts.csv"), "--year", "2025", "--as-of", "2026-01-20")
        registers = (str(place / ACTIVITIES), str(place / MAILBOXES))
        join = ("register", *registers, "--day", "2026-01-20", "-o", str(place / "people.parquet"), "--force")
        for said, words in ((f"{asked.rows:,} lines of acts", count), (f"{asked.rows:,} practitioners", join)):
            print(f"{said}: {min(seconds(*words) for _ in range(asked.runs)):.2f} s of processor time")


if __name__ == "__main__":
    main()
