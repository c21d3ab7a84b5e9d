"""Checks of what loading a plugin costs and touches, in a fresh interpreter."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from incentives.testing.findings import Finding, note
from incentives.testing.subjects import OfPlugin

BUDGET = 0.5  # seconds, beside core: generous, since machines differ
MODULES = 50  # of other distributions
TRIES = 3
TIMEOUT = 60.0  # seconds


@lru_cache(maxsize=32)
def _loaded(name: str, path: tuple[str, ...]) -> dict[str, Any]:
    """What loading a plugin in a fresh interpreter took, imported and opened."""
    asked = json.dumps({"name": name, "path": path})
    told = subprocess.run(  # noqa: S603  # this interpreter, and a module of our own
        [sys.executable, "-P", "-c", STARTER, asked],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    before, _, rest = told.stdout.partition(MARK)
    answer, _, after = rest.partition(MARK)
    if told.returncode or not answer:
        return {"error": told.stderr[-500:]}
    return {**json.loads(answer), "printed": (before + after).strip()}


MARK = "\N{INFORMATION SEPARATOR TWO}"  # around the answer: all else is what the plugin printed
STARTER = (
    "import json, sys; asked = json.loads(sys.argv[1]); sys.path[:] = asked['path']; "
    "from incentives.testing.loading import told; "
    f"print({MARK!r} + json.dumps(told(asked['name'])) + {MARK!r}, flush=True)"
)


def printed(name: str) -> str:
    """What a plugin prints when it is loaded, also below Python and when the program ends."""
    text: str = _loaded(name, tuple(sys.path)).get("printed", "")
    return text


def light(subject: OfPlugin) -> Iterator[Finding]:
    """Loading the plugin is quick and imports little besides core."""
    name = subject.plugin.name
    runs = [_loaded(name, tuple(sys.path))]
    if "error" in runs[0]:
        yield Finding(
            name, f"cannot be loaded in a fresh interpreter: {runs[0]['error']}", "import it alone, and mend it"
        )
        return
    while runs[-1]["seconds"] > BUDGET and len(runs) < TRIES:
        _loaded.cache_clear()
        runs.append(_loaded(name, tuple(sys.path)))
    seconds = min(run["seconds"] for run in runs)
    if seconds > BUDGET:
        yield Finding(
            name,
            f"takes {seconds:.2f} s to load, beside core",
            f"build editions only when they are used, and import what is heavy there; the budget is {BUDGET} s",
        )
    imported: dict[str, int] = runs[0]["imported"]
    if imported:
        said = ", ".join(f"{package} ({count} modules)" for package, count in imported.items())
        heavy = sum(imported.values()) > MODULES
        yield (Finding if heavy else note)(
            name,
            f"imports when loaded what core does not: {said}",
            "import it in the function that needs it, or do without: every command pays for it",
        )


def reads_nothing(subject: OfPlugin) -> Iterator[Finding]:
    """The hook and the editions read no file outside the package, no network, and start nothing."""
    for event, what in _loaded(subject.plugin.name, tuple(sys.path)).get("touched", ()):
        yield Finding(
            subject.plugin.name,
            f"does {event} {what!r} when its schemes are loaded",
            "keep what it needs in files of the package, read through importlib.resources",
        )
