"""A small complete plugin of a made-up town: its files as templates, and a distribution that holds them."""

import re
from pathlib import Path

MODULE = '''\
"""A minimal complete plugin."""

from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import Confidence, Document, Establishment, Exclusion, Fact, Reference, Scheme, Theme, Wording
from incentives import PROFESSION, editions_in, hookimpl, money

written = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)
$first
cycles = $fact


@frozen(kw_only=True)
class Figures(incentives.Figures):
    grant: Decimal


def edition(f):
    $building
    cycling = f.criterion("cycling", cycles, theme=Theme.ACTIVITY, established_by=Establishment.DECLARED)
    return f.edition(criteria=[cycling], benefits=[f.benefit("grant", money(f.grant, "EUR"), requires=("cycling",))])


def scheme():
    here = files(__name__)
    return Scheme(
        id="$scheme",
        jurisdiction="XX",
        authority="The town",
        professions=PROFESSION.values,
        facts=(cycles,),
        editions=editions_in(here / "editions", Figures, edition),
        wording=Wording(here / "wording"),
        $more
    )


@hookimpl
def $hook():
    $giving
'''

EDITION = """\
scheme = "$scheme"
year = 2024
currency = "EUR"
verified_on = 2024-06-01
professions = [
    "physiotherapist", "speech_therapist", "nurse", "midwife", "podiatrist",
    "orthoptist", "dentist", "physician", "other",
]
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

[notes]
hills = "Hills count."
"""

DEFAULTS = {
    "first": "",
    "more": "",
    "fact": 'Fact.yes_no("xx.cycles")',
    "building": "",
    "scheme": "xx-cycling",
    "hook": "incentive_schemes",
    "giving": "yield scheme()",
}


def filled(template: str, **parts: str) -> str:
    return re.sub(r"\$([a-z]+)", lambda match: parts[match[1]], template)


def normalised(distribution: str) -> str:
    return re.sub(r"[-_.]+", "_", distribution).lower()


def write_distribution(  # noqa: PLR0913  # each says another thing about one distribution
    folder: Path,
    distribution: str,
    *,
    version: str = "1.2.3",
    entry_point: str | None = None,
    requires: tuple[str, ...] = (),
    module: str = MODULE,
    edition: str = EDITION,
    **parts: str,
) -> Path:
    """A folder with a distribution as an installer leaves it; gives that of its package, which lies within.

    The parts fill in the templates; `module` and `edition` replace a whole one.
    """
    name = normalised(distribution)
    site = folder / name
    (site / name / "editions").mkdir(parents=True)
    (site / name / "wording").mkdir()
    values = {**DEFAULTS, **parts}
    (site / name / "__init__.py").write_text(filled(module, **values), "utf-8")
    (site / name / "editions" / "2024.toml").write_text(filled(edition, **values), "utf-8")
    (site / name / "wording" / "en.toml").write_text(WORDING, "utf-8")
    metadata = site / f"{name}-{version}.dist-info"
    metadata.mkdir()
    required = "".join(f"Requires-Dist: {text}\n" for text in requires)
    header = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
    (metadata / "METADATA").write_text(header + required, "utf-8")
    (metadata / "entry_points.txt").write_text(f"[incentives]\n{entry_point or name} = {name}\n", "utf-8")
    (metadata / "RECORD").write_text("", "utf-8")
    return site / name
