"""Fake distributions, installed into folders of their own, with plugins written from a template."""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from incentives import Catalogue, Situation

MODULE = '''\
"""A minimal complete plugin."""

from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import Confidence, Document, Establishment, Exclusion, Fact, Reference, Scheme, Theme, Wording
from incentives import editions_in, hookimpl, money

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
        professions=("physiotherapist",),
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
professions = ["physiotherapist"]
documents.bylaw = { title = "Bylaw on cycling practitioners" }
figures.grant = { value = "120.00", document = "bylaw", place = "article 2", confidence = "official" }
criteria.cycling.references = [{ document = "bylaw", place = "article 1", confidence = "official" }]
benefits.grant.references = [{ document = "bylaw", place = "article 2", confidence = "official" }]
application = { channel = "none_needed", steps = [], references = [], payment = {} }
"""

WORDING = """\
translation = "source"

[criteria.cycling]
name = "Cycling"
met = "You cycle to your patients."
not_met = "You do not cycle to your patients."
unknown = "We do not know whether you cycle to your patients."
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


@pytest.fixture(autouse=True)
def nothing_disabled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INCENTIVES_DISABLE", raising=False)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Install a fake distribution: `install("incentives-xx", version=..., entry_point=..., requires=..., **parts)`.

    The parts fill in the template of its module; `module` replaces the whole of it.
    """
    modules: list[str] = []

    def installed(
        distribution: str,
        *,
        version: str = "1.2.3",
        entry_point: str | None = None,
        requires: tuple[str, ...] = (),
        module: str = MODULE,
        **parts: str,
    ) -> Path:
        name = normalised(distribution)
        site = tmp_path / "sites" / name
        (site / name / "editions").mkdir(parents=True)
        (site / name / "wording").mkdir()
        values = {**DEFAULTS, **parts}
        (site / name / "__init__.py").write_text(filled(module, **values), "utf-8")
        (site / name / "editions" / "2024.toml").write_text(filled(EDITION, **values), "utf-8")
        (site / name / "wording" / "en.toml").write_text(WORDING, "utf-8")
        metadata = site / f"{name}-{version}.dist-info"
        metadata.mkdir()
        required = "".join(f"Requires-Dist: {text}\n" for text in requires)
        header = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (metadata / "METADATA").write_text(header + required, "utf-8")
        (metadata / "entry_points.txt").write_text(f"[incentives]\n{entry_point or name} = {name}\n", "utf-8")
        (metadata / "RECORD").write_text("", "utf-8")
        monkeypatch.syspath_prepend(site)
        importlib.invalidate_caches()
        modules.append(name)
        return site / name

    yield installed
    for loaded in [key for key in sys.modules if key.partition(".")[0] in modules]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


@pytest.fixture
def shipped_schemes_work(capsys: pytest.CaptureFixture[str]) -> Callable[[Catalogue], None]:
    """Assess something with each shipped scheme; nothing may have been printed so far."""
    situation = Situation.of(
        {
            "practitioner.profession": "physiotherapist",
            "be": {"inami_number": True, "licensed": True, "first_registered_on": date(2010, 5, 1)},
            "be.proqkine": {"has_portfolio": True, "portfolio_created_on": date(2022, 2, 10)},
            2018: {
                "fr.conventioned": True,
                "fr.sesam_vitale": {"addendum": "2bis", "amendments": ["tp_acs", "tp_ald_maternite"]},
                "fr.sesam_vitale.conforming_invoice": True,
                "fr.scor.transmissions": 1,
                "fr.billing": {"secured": 800, "total": 1000, "excluded_secured": 0, "excluded_total": 0},
                "fr.billing.transmitted_previous_year": True,
                "fr.coordination.structures": [],
            },
            2022: {"be.proqkine": {"general_met": True, "annual_met": True, "data_correct": True}},
            2024: {
                "be.convention.all_year": True,
                "be.acts": 500,
                "be.software": {"ehealth_registered": True, "commission_approved": True},
            },
        }
    )

    def check(catalogue: Catalogue) -> None:
        due = {
            (id, year): catalogue.assess(id, year, situation).amount.certain
            for id, year in (("be-inami-software", 2024), ("be-proqkine", 2022), ("fr-fami", 2018))
        }
        assert due == {
            ("be-inami-software", 2024): Decimal(800),
            ("be-proqkine", 2022): Decimal(2000),
            ("fr-fami", 2018): Decimal(490),
        }
        assert capsys.readouterr() == ("", "")

    return check
