"""The tests that have to notice a mutant: exits with 0 only if they all pass.

First those that are about the mutated module, since they mostly do notice; then all that mirror its room, laws last.
"""

import resource
import subprocess
import sys
import tomllib
from pathlib import Path

SECONDS = 120  # of processor time, so that a busy machine kills no mutant
OPTIONS = ("-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")


def main() -> None:
    """Run them."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    rooms = tomllib.loads(Path(__file__).with_name("mutation.toml").read_text("utf-8"))["tests"]
    modules = [path for room in rooms for path in Path("core/src/incentives", room).glob("*.py")]
    mutated = max(modules, key=lambda path: path.stat().st_mtime_ns)
    tests = [str(path) for path in sorted(Path("tests/core", mutated.parent.name).glob("test_*.py"))]
    about = [
        name for names, stems in rooms[mutated.parent.name].items() if mutated.stem in stems for name in names.split()
    ]
    first = [f"tests/core/{name}.py" for name in about]
    rest = sorted((test for test in tests if test not in first), key=lambda test: test.endswith("laws.py"))
    for some in filter(None, (first, rest)):
        if code := subprocess.run([sys.executable, "-m", "pytest", *OPTIONS, *some], check=False).returncode:
            sys.exit(code)


if __name__ == "__main__":
    main()
