"""A small sound plugin, installed as a distribution of its own, of which tests break one part at a time."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import Factory, define
from incentives import Catalogue, load_catalogue
from incentives.testing import CHECKS, CaseBook, Finding, read_cases, weight
from incentives.testing.subjects import subjects

MODULE = """\
from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import (
    PROFESSION, Contradiction, Establishment, Fact, OpenQuestion, Scheme, Theme, Wording, editions_in, hookimpl, money,
)

cycles = Fact.yes_no("xx.cycles")
kilometres = Fact.count("xx.kilometres", unit="km")
bell = Fact.choice("xx.bell", ("none", "loud"))
started_on = Fact.day("xx.started_on", annual=False)
tandem_counts = OpenQuestion("xx-cycling.tandem_counts", ask="town")
FACTS = (PROFESSION, cycles, kilometres, bell, started_on)
QUESTIONS = (tandem_counts,)
CONTRADICTIONS = (Contradiction("far_without_cycling", ~cycles & (kilometres >= 1000)),)


@frozen(kw_only=True)
class Figures(incentives.Figures):
    grant: Decimal
    bonus: Decimal
    minimum_kilometres: int


def edition(f):
    declared = Establishment.DECLARED
    cycling = f.criterion("cycling", cycles & (kilometres >= f.minimum_kilometres), theme=Theme.ACTIVITY,
                          established_by=declared)
    equipment = f.criterion("equipment", (bell == "loud") & (started_on.year <= f.year), theme=Theme.SOFTWARE,
                            established_by=declared)
    riding = f.criterion("riding", (bell != "none") | tandem_counts, theme=Theme.QUALITY, established_by=declared)
    grant = f.benefit("grant", money(f.grant, "EUR"), requires=("cycling", "riding"))
    bonus = f.benefit("bonus", money(f.bonus, "EUR"), requires=("equipment",), on_top_of=("grant",))
    return f.edition(criteria=[cycling, equipment, riding], benefits=[grant, bonus])


def scheme(**parts):
    here = files(__name__)
    given = dict(
        id="xx-cycling",
        jurisdiction="XX",
        authority="The town",
        professions=("physiotherapist",),
        facts=FACTS,
        questions=QUESTIONS,
        contradictions=CONTRADICTIONS,
        editions=editions_in(here / "editions", Figures, edition, QUESTIONS),
        wording=Wording(here / "wording"),
    )
    return Scheme(**{**given, **parts})


@hookimpl
def incentive_schemes():
    yield scheme()
"""

EDITION = """\
scheme = "xx-cycling"
year = 2025
currency = "EUR"
verified_on = 2025-06-01
professions = ["physiotherapist"]
contacts = [{ id = "town" }]
documents.bylaw = { title = "Bylaw on cycling", date = 2024-12-01 }
figures.grant = { value = "120.00", document = "bylaw", place = "article 2", confidence = "official" }
figures.bonus = { value = "30.00", document = "bylaw", place = "article 3", confidence = "official" }
figures.minimum_kilometres = { value = 500, document = "bylaw", place = "article 1", confidence = "official" }
criteria.cycling.references = [{ document = "bylaw", place = "article 1", confidence = "official" }]
criteria.equipment.references = [{ document = "bylaw", place = "article 3", confidence = "official" }]
criteria.riding.references = [{ document = "bylaw", place = "article 4", confidence = "official" }]
benefits.grant.references = [{ document = "bylaw", place = "article 2", confidence = "official" }]
benefits.bonus.references = [{ document = "bylaw", place = "article 3", confidence = "official" }]

[application]
channel = "counter"
steps = ["queue"]
references = [{ document = "bylaw", place = "article 5", confidence = "official" }]
payment = {}
"""

WORDING = """\
translation = "source"

[scheme]
name = "Cycling practitioners"
short = "Cycling"
summary = "A grant for practitioners who cycle."
authority = "The town"
decides = "The town decides."
not_covered = "Other professions have their own bylaw."

[channels.counter]
name = "the counter of the town hall"

[steps]
queue = "Queue at the counter."

[contacts.town]
name = "Town hall"

[benefits]
grant.name = "grant"
bonus.name = "bonus"

[questions."xx-cycling.tandem_counts"]
statement = "Whether a tandem counts"
why = "The bylaw does not say."

[faults]
far_without_cycling = "{xx.kilometres} km were cycled by somebody who does not cycle."

[criteria.cycling]
name = "Cycling"
met = "You cycled {minimum_kilometres} km."
not_met = "You did not cycle {minimum_kilometres} km."
unknown = "We do not know how far you cycled."
remedy = "Cycle {minimum_kilometres} km."

[criteria.equipment]
name = "Bell"
met = "You have a bell."
not_met = "You have no bell."
unknown = "We do not know about your bell."
remedy = "Buy a bell."

[criteria.riding]
name = "Being heard"
met = "You are heard."
not_met = "You are not heard."
unknown = "We do not know whether you are heard."
remedy = "Be heard."

[facts]
"xx.cycles" = { name = "cycling", question = "Do you cycle?", help = "To your patients." }
"xx.kilometres" = { name = "kilometres", question = "How far?", help = "In the year." }
"xx.started_on" = { name = "start", question = "Since when?", help = "Your first day." }

[facts."xx.bell"]
name = "bell"
question = "Which bell?"
help = "On the bicycle."
values = { none = "none", loud = "a loud one" }
"""

CASES = """\
year = 2025

[base.rider]
practitioner.profession = "physiotherapist"
xx.cycles = true
xx.kilometres = 500
xx.bell = "loud"
xx.started_on = 2025-12-31

[[case]]
says = "500 km, a bell and a start in the year: everything is due"
from = "rider"
expect = { certain = "150.00", possible = 150, outcomes = { cycling = "met", equipment = "met", riding = "met" } }

[[case]]
says = "499 km are not enough"
from = "rider"
facts = { xx.kilometres = 499 }
expect = { certain = 0, possible = 0, outcomes = { cycling = "not_met" }, benefits = { grant = "not_met" } }

[[case]]
says = "how far is not known"
from = "rider"
unset = ["xx.kilometres"]
expect = { certain = 0, possible = 150, missing = ["xx.kilometres"], outcomes = { cycling = "unknown" } }

[[case]]
says = "a start after the year brings no bonus"
from = "rider"
facts = { xx.started_on = 2026-01-01 }
expect = { certain = 120, possible = 120, outcomes = { equipment = "not_met" } }

[[case]]
says = "without a day of start the bonus is open"
from = "rider"
unset = ["xx.started_on"]
expect = { certain = 120, possible = 150, outcomes = { equipment = "unknown" } }

[[case]]
says = "without a bell the tandem decides"
from = "rider"
facts = { xx.bell = "none" }
expect = { certain = 0, possible = 120, questions = ["xx-cycling.tandem_counts"], outcomes = { riding = "unknown" } }

[[case]]
says = "without a bell, where a tandem counts"
from = "rider"
facts = { xx.bell = "none", readings."xx-cycling.tandem_counts" = true }
expect = { certain = 120, possible = 120 }

[[case]]
says = "without a bell, where a tandem does not count"
from = "rider"
facts = { xx.bell = "none", readings."xx-cycling.tandem_counts" = false }
expect = { certain = 0, possible = 0, outcomes = { riding = "not_met" } }
"""


@define(eq=False)
class Plugin:
    """The plugin on disk, before it is installed, and what the kit says of it."""

    site: Path
    package: str = "incentives_xx_cycling"
    entry_point: str = "xx_cycling"
    distribution: str = "incentives-xx-cycling"

    @property
    def folder(self) -> Path:
        return self.site / self.package

    @property
    def cases(self) -> Path:
        return self.site / "cases"

    def write(self) -> None:
        files = {
            self.folder / "__init__.py": MODULE,
            self.folder / "editions" / "2025.toml": EDITION,
            self.folder / "wording" / "en.toml": WORDING,
            self.cases / "basic.toml": CASES,
        }
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Break one part: `path` is of the package, or begins with `cases/`."""
        file = (self.site if path.startswith("cases/") else self.folder) / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        file.write_text(text.replace(old, new), "utf-8")

    def copy(self, path: str, to: str, *changes: tuple[str, str]) -> None:
        """One file more: another one with changes."""
        text = (self.folder / path).read_text("utf-8")
        for old, new in changes:
            assert old in text, f"{old!r} is not in {path}"
            text = text.replace(old, new)
        (self.folder / to).write_text(text, "utf-8")

    def install(self) -> Catalogue:
        metadata = self.site / f"{self.distribution.replace('-', '_')}-1.0.dist-info"
        metadata.mkdir(exist_ok=True)
        header = f"Metadata-Version: 2.1\nName: {self.distribution}\nVersion: 1.0\n"
        (metadata / "METADATA").write_text(header, "utf-8")
        (metadata / "entry_points.txt").write_text(f"[incentives]\n{self.entry_point} = {self.package}\n", "utf-8")
        importlib.invalidate_caches()
        return load_catalogue()

    def findings(self, check: str, *, cases: bool = True) -> list[Finding]:
        """What one check finds in it."""
        catalogue = self.install()
        (info,) = (one for one in catalogue.plugins if one.name == self.entry_point)
        book = read_cases(self.cases, info.schemes, catalogue) if cases and info.schemes else CaseBook()
        (held,) = (one for one in CHECKS if one.id == check)
        return [
            f for subject in subjects(info, catalogue, book) if held.applies(subject) for f in held.findings(subject)
        ]


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugin]:
    """The sound plugin, written but not yet installed."""
    monkeypatch.delenv("INCENTIVES_DISABLE", raising=False)
    made = Plugin(tmp_path / "site")
    assert made.package not in sys.modules, "a test before left it imported, and its own would not be read"
    made.write()
    monkeypatch.syspath_prepend(made.site)
    yield made
    for name in [name for name in sys.modules if name.partition(".")[0] == made.package]:
        del sys.modules[name]
    importlib.invalidate_caches()


@define(eq=False)
class Loadings:
    """What loading took in a fresh interpreter: a plugin of the same files is loaded once, wherever it is written."""

    load: Callable[[str, tuple[str, ...]], dict[str, Any]]
    plugin: Plugin | None = None
    known: dict[tuple[str, ...], dict[str, Any]] = Factory(dict)

    def __call__(self, name: str, path: tuple[str, ...]) -> dict[str, Any]:
        assert self.plugin is not None
        files = sorted(file for file in self.plugin.folder.rglob("*") if file.suffix in {".py", ".toml"})
        key = (name, *(text for file in files for text in (file.name, file.read_text("utf-8"))))
        if key not in self.known:
            self.known[key] = self.load(name, path)
        return self.known[key]

    def cache_clear(self) -> None:
        self.known.clear()


@pytest.fixture(scope="module")
def loadings() -> Loadings:
    return Loadings(weight._loaded.__wrapped__)  # noqa: SLF001  # what a test must not do each time


@pytest.fixture
def loaded_once(plugin: Plugin, loadings: Loadings, monkeypatch: pytest.MonkeyPatch) -> None:
    loadings.plugin = plugin
    monkeypatch.setattr(weight, "_loaded", loadings)


@pytest.fixture
def found(plugin: Plugin) -> Callable[[str], list[str]]:
    """The places and problems that a check finds."""
    return lambda check: [f"{finding.place}: {finding.problem}" for finding in plugin.findings(check)]
