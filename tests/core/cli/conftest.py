"""The command line in a plain surrounding, situation files, and plugins installed into folders of their own."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from incentives.cli import main

ROOT = Path(__file__).parents[3]

SCHEME_MODULE = '''\
"""A small complete plugin: 120 euros for practitioners who cycle."""

from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import Establishment, Fact, Scheme, Theme, Wording, editions_in, hookimpl, money

cycles = Fact.yes_no("xx.cycles")


@frozen(kw_only=True)
class Figures(incentives.Figures):
    grant: Decimal


def edition(f):
    cycling = f.criterion("cycling", cycles, theme=Theme.ACTIVITY, established_by=Establishment.DECLARED)
    return f.edition(criteria=[cycling], benefits=[f.benefit("grant", money(f.grant, "EUR"), requires=("cycling",))])


@hookimpl
def incentive_schemes():
    here = files(__name__)
    yield Scheme(
        id="xx-cycling",
        jurisdiction="XX",
        authority="The town",
        professions=("physiotherapist",),
        facts=(cycles,),
        editions=editions_in(here / "editions", Figures, edition),
        wording=Wording(here / "wording"),
    )
'''

EDITION = """\
scheme = "xx-cycling"
year = 2024
currency = "EUR"
verified_on = 2024-06-01
professions = ["physiotherapist"]
documents.bylaw = { title = "Bylaw on cycling practitioners" }
figures.grant = { value = "120.00", document = "bylaw", place = "article 2", confidence = "official" }
criteria.cycling.references = [{ document = "bylaw", place = "article 1", confidence = "official" }]
benefits.grant.references = [{ document = "bylaw", place = "article 2", confidence = "official" }]
application = { channel = "none_needed", steps = [], references = [], payment = {} }
"""

WORDING = """\
translation = "source"

[scheme]
name = "Grant for practitioners who cycle"
short = "Cycling grant"
summary = "The town pays practitioners who cycle to their patients."
authority = "The town"
decides = "The town decides; this tool only assesses."
not_covered = "Your profession is not covered here."

[criteria.cycling]
name = "Cycling"
met = "You cycle to your patients."
not_met = "You do not cycle to your patients."
unknown = "We do not know whether you cycle to your patients."

[facts."xx.cycles"]
name = "cycling to patients"
question = "Do you cycle to your patients?"
help = "Any bicycle counts."

[benefits.grant]
name = "Cycling grant"

[channels.none_needed]
name = "Nothing to request"
"""


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INCENTIVES_DISABLE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Result]:
    """`run(*arguments)`: the command line, which never ends in an exception of its own."""

    def invoked(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception  # what would be a traceback on a screen
        return result

    return invoked


@pytest.fixture
def told(run: Callable[..., Result]) -> Callable[..., Any]:
    """`told(*arguments)`: the data of an answer in JSON, of a run without a fault."""

    def data(*arguments: object) -> Any:
        result = run(*arguments, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return data


@pytest.fixture
def border() -> Path:
    return ROOT / "examples" / "border.toml"


@pytest.fixture
def situation(tmp_path: Path) -> Callable[..., Path]:
    """`situation(text)`: a situation file with that text."""

    def written(text: str = "", name: str = "someone.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """`install(name, module=..., edition=...)`: a distribution with one plugin, found by its metadata."""
    packages: list[str] = []

    def installed(name: str, module: str = SCHEME_MODULE, edition: str = EDITION) -> Path:
        site = tmp_path / "sites" / name
        (site / name / "editions").mkdir(parents=True)
        (site / name / "wording").mkdir()
        (site / name / "__init__.py").write_text(module, "utf-8")
        (site / name / "editions" / "2024.toml").write_text(edition, "utf-8")
        (site / name / "wording" / "en.toml").write_text(WORDING, "utf-8")
        metadata = site / f"{name}-1.2.3.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.3\n", "utf-8")
        (metadata / "entry_points.txt").write_text(f"[incentives]\n{name} = {name}\n", "utf-8")
        monkeypatch.syspath_prepend(site)
        importlib.invalidate_caches()
        packages.append(name)
        return site / name

    yield installed
    for loaded in [module for module in sys.modules if module.partition(".")[0] in packages]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


@pytest.fixture
def install_broken(install: Callable[..., Path]) -> Callable[[str], Path]:
    """`install_broken(how)`: a plugin that fails at "import" or "hook", or whose 2024 "edition" is broken."""

    def broken(how: str) -> Path:
        match how:
            case "import":
                return install("xx_broken", module='print("on the screen")\nraise RuntimeError("the gear is worn")\n')
            case "hook":
                hook = "def incentive_schemes():\n    raise OSError('worn')\n"
                return install("xx_broken", module=f"from incentives import hookimpl\n\n@hookimpl\n{hook}")
        return install("xx_broken", edition=EDITION.replace("figures.grant", "figures.gront"))

    return broken
