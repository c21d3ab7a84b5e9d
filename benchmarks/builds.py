"""Builds of the library that are measured, each in processes of its own."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from attrs import field, frozen

from benchmarks.measuring import Contender, Refused, Time

ROOT = Path(__file__).parents[1]
PATIENCE = 150  # seconds for one run
PROGRAM = 'import incentives.cli as cli; getattr(cli, "run", cli.main)()'


@frozen
class Build:
    """A checkout of the library, whose core and plugins are imported in place of the installed ones.

    Attributes:
        name: as the table shows it.
        root: of the checkout.
    """

    name: str
    root: Path = ROOT

    def environment(self, site: Path | None = None) -> dict[str, str]:
        """The environment of its processes; a folder of more plugins is found too."""
        sources = [self.root / "core" / "src", *sorted(self.root.glob("plugins/*/src"))]
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return kept | {"PYTHONPATH": os.pathsep.join(map(str, [*sources, *([site] if site else [])]))}

    def command(self, *words: str, site: Path | None = None) -> Contender:
        """The command line as a whole process, in the folder of the checkout."""
        return process([sys.executable, "-c", PROGRAM, *words], self.environment(site), self.root)


def builds(against: Path | None) -> list[Build]:
    """This checkout, and the one that it is held against."""
    return [Build("incentives"), *([Build(f"incentives at {against.name}", against)] if against else [])]


def process(command: list[str], environment: dict[str, str], folder: Path) -> Contender:
    """A whole process.

    Raises:
        Refused: by the contender, if it fails.
    """

    def run() -> Time:
        begun = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603  # our own command
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=folder
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise Refused(f"{' '.join(command[3:])} ended with {child.returncode}")
        return Time(wall, used.ru_utime + used.ru_stime)

    return run


@frozen(eq=False)
class Worker:
    """A process that does pieces of work (see ``work.py``) with one build, one at a time, and says what each took.

    Attributes:
        build: that it imports.
        site: a folder of more plugins.
    """

    build: Build
    site: Path | None = None
    _child: "subprocess.Popen[str]" = field(init=False)

    @_child.default
    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # ourselves
            [sys.executable, "-m", "benchmarks.work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.build.environment(self.site),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def doing(self, work: str, **given: Any) -> Contender:
        """A piece of work as a contender; what it needs is made the first time, and not timed.

        Raises:
            Refused: by the contender, if the work cannot be done, or not in time.
        """
        return lambda: self._times(work, given)[-1]

    def times(self, work: str, **given: Any) -> list[Time]:
        """What each part of a piece of work took."""
        return self._times(work, given)

    def _times(self, work: str, given: dict[str, Any]) -> list[Time]:
        answer = self._asked(work, given)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return [Time(*each) for each in answer["times"]]

    def _asked(self, work: str, given: dict[str, Any]) -> Any:
        child = self._child
        if child.stdin is None or child.stdout is None or child.poll() is not None:
            raise Refused("its process has ended")
        child.stdin.write(json.dumps([work, given]) + "\n")
        child.stdin.flush()
        if not select.select([child.stdout], [], [], PATIENCE)[0]:
            child.kill()
            raise Refused(f"takes more than {PATIENCE} s")
        return json.loads(child.stdout.readline() or '{"refused": "its process has ended"}')
