"""What generated schemes cost: fake distributions in a folder of their own, measured in a process of their own.

Run as a script it is that process, and prints processor time as JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from incentives import Assessment, Situation, load_catalogue

ROUNDS = 7
YEAR = 2025
SHIPPED = 3

MODULE = '''\
"""A made-up scheme."""

from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import Contradiction, Establishment, Fact, Scheme, Theme, Wording, editions_in, hookimpl, money, percent
from incentives import PROFESSION, OpenQuestion, share

ID = "{id}"
kind = Fact.choice(f"xx.{{ID}}.kind", ("none", "basic", "full"))
registered = Fact.yes_no(f"xx.{{ID}}.registered")
visits = Fact.count(f"xx.{{ID}}.visits", unit="visits")
by_bike = Fact.count(f"xx.{{ID}}.by_bike", unit="visits")
forms = Fact.set_of(f"xx.{{ID}}.forms", ("alone", "group", "network"))
FACTS = (kind, registered, visits, by_bike, forms)
no_visit_passes = OpenQuestion(f"xx-{{ID}}.no_visit_passes", ask="town")


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of a year."""

    grant: Decimal
    minimum: int
    part: str


def edition(f):
    """The edition of a year."""
    made = {{
        "registration": registered & kind.is_in(["basic", "full"]),
        "activity": visits >= f.minimum,
        "cycling": share(by_bike, of=visits, if_none=no_visit_passes) >= percent(f.part),
        "network": forms.contains_any(["group", "network"]),
    }}
    criteria = [
        f.criterion(id, condition, theme=Theme.ACTIVITY, established_by=Establishment.DECLARED)
        for id, condition in made.items()
    ]
    return f.edition(criteria=criteria, benefits=[f.benefit("grant", money(f.grant, "EUR"), requires=tuple(made))])


@hookimpl
def incentive_schemes():
    """The scheme."""
    here = files(__name__)
    yield Scheme(
        id=f"xx-{{ID}}",
        jurisdiction="XX",
        authority="The town",
        professions=PROFESSION.values,
        facts=FACTS,
        questions=(no_visit_passes,),
        contradictions=(Contradiction("more_by_bike", by_bike > visits),),
        editions=editions_in(here / "editions", Figures, edition, (no_visit_passes,)),
        wording=Wording(here / "wording"),
    )
'''
EDITION = """\
scheme = "xx-{id}"
year = 2025
currency = "EUR"
verified_on = 2025-06-01
professions = [
    "physiotherapist", "speech_therapist", "nurse", "midwife", "podiatrist",
    "orthoptist", "dentist", "physician", "other",
]
documents.bylaw = {{ title = "Bylaw" }}
figures.grant = {{ value = "120.00", document = "bylaw", place = "article 2", confidence = "official" }}
figures.minimum = {{ value = 100, document = "bylaw", place = "article 2", confidence = "official" }}
figures.part = {{ value = "30", document = "bylaw", place = "article 2", confidence = "official" }}
application = {{ channel = "none_needed", steps = [], references = [], payment = {{}} }}
contacts = [{{ id = "town" }}]
{criteria}
benefits.grant.references = [{{ document = "bylaw", place = "article 2", confidence = "official" }}]
"""
CRITERIA = ("registration", "activity", "cycling", "network")
CRITERION = 'criteria.{id}.references = [{{ document = "bylaw", place = "article 1", confidence = "official" }}]'


def install(site: Path, number: int) -> None:
    """Fake distributions in a folder, each with a plugin of one scheme."""
    criteria = "\n".join(CRITERION.format(id=id) for id in CRITERIA)
    for at in range(number):
        id = f"g{at:04}"
        name = f"incentives_made_up_{id}"
        (site / name / "editions").mkdir(parents=True)
        (site / name / "wording").mkdir()
        (site / name / "__init__.py").write_text(MODULE.format(id=id), encoding="utf-8")
        (site / name / "editions" / "2025.toml").write_text(EDITION.format(id=id, criteria=criteria), encoding="utf-8")
        (site / name / "wording" / "en.toml").write_text('translation = "source"\n', encoding="utf-8")
        metadata = site / f"{name}-1.0.dist-info"
        metadata.mkdir()
        header = (
            f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\nRequires-Dist: incentives>=0.1\n"
        )
        (metadata / "METADATA").write_text(header, encoding="utf-8")
        (metadata / "entry_points.txt").write_text(f"[incentives]\n{name} = {name}\n", encoding="utf-8")


def of_schemes(number: int) -> dict[str, float]:
    """Milliseconds of processor time with so many installed schemes, in a process that has not seen any of them."""
    with tempfile.TemporaryDirectory() as site:
        install(Path(site), number - SHIPPED)
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
    """Somebody of whom every scheme is told something: the facts of a situation are not to be all of one scheme."""
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
            if isinstance(one, Assessment):  # not every shipped scheme has an edition for the year
                _ = one.amount, one.eligibility
        times.append(time.process_time() - begun)
    return {
        "schemes": len(catalogue.schemes),
        "failures": len(catalogue.failures),
        "load_catalogue": (loaded - start) * 1e3,
        "assess_all, the first time": (first - loaded) * 1e3,
        "assess_all, again": min(times) * 1e3,
    }


if __name__ == "__main__":
    print(json.dumps(_this_process()))
