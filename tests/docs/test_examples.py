import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from click.testing import CliRunner
from incentives import (
    Assessment,
    Catalogue,
    Eligibility,
    NotAssessed,
    Outcome,
    RequestStatus,
    Situation,
    WindowStatus,
)
from incentives.cli import main

NOVEMBER = date(2026, 11, 22)
JANUARY = date(2026, 1, 20)


pytestmark = pytest.mark.usefixtures("loaded_once")


@frozen
class Examples:
    """The situation files of the examples, assessed with the shipped schemes."""

    folder: Path
    catalogue: Catalogue

    def situation(self, name: str) -> Situation:
        return Situation.read(self.folder / f"{name}.toml")

    def assessed(self, name: str, scheme: str, year: int, as_of: date = NOVEMBER) -> Assessment:
        return self.catalogue.assess(scheme, year, self.situation(name), as_of)


@pytest.fixture
def examples(root: Path, catalogue: Catalogue) -> Examples:
    return Examples(root / "examples", catalogue)


def amounts(assessment: Assessment) -> tuple[object, object, object]:
    return assessment.amount.certain, assessment.amount.possible, assessment.amount.reachable


def answered(*arguments: str) -> Any:
    result = CliRunner().invoke(main, [*arguments, "--format", "json", "--lang", "en"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def situation_files() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", situation_files(), ids=lambda path: path.stem)
def test_every_example_is_checked_and_compared_without_a_fault_or_a_notice(path: Path) -> None:
    for report in (
        answered("check", str(path), "--year", "2025", "--as-of", "2026-11-22"),
        answered("compare", str(path), "--years", "2024-2026", "--as-of", "2026-11-22"),
    ):
        assert report["label"]
        assert report["notices"] == []
        assert report["failures"] == []


@pytest.mark.parametrize("path", situation_files(), ids=lambda path: path.stem)
def test_the_command_at_the_head_of_every_example_works(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [
        line.removeprefix("#").split()
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("#   incentives ")
    ]
    assert commands
    monkeypatch.chdir(path.parents[1])
    for command in commands:
        assert str(path.relative_to(path.parents[1])) in command
        assert answered(*command[1:])["rows"]


def test_both_sides_of_the_border_in_2025_and_2026(examples: Examples) -> None:
    paid = examples.assessed("border", "fr-fami", 2025)
    assert amounts(paid) == (590, 590, 590)
    assert paid.benefits["coordination"].request is RequestStatus.VALID
    assert paid.application.payment.period is not None
    assert paid.application.payment.period.end < NOVEMBER

    to_complete = examples.assessed("border", "fr-fami", 2026)
    assert amounts(to_complete) == (0, 0, 1115)
    assert to_complete.eligibility is Eligibility.NOT_YET
    open_ones = [result for result in to_complete.criteria.values() if result.still_open]
    assert [result.id for result in open_ones] == ["sesam_vitale", "scor", "video", "devices"]
    assert {result.criterion.deadline for result in open_ones} == {date(2026, 12, 31)}

    to_request = examples.assessed("border", "be-inami-software", 2025)
    assert amounts(to_request) == (0, 800, 800)
    assert to_request.benefits["lump_sum"].request is RequestStatus.TO_DO
    assert [q.id for q in to_request.open_questions] == ["be-inami-software.gap_in_convention_ignored"]

    counting = examples.assessed("border", "be-inami-software", 2026)
    assert amounts(counting) == (0, 0, 800)
    assert [result.id for result in counting.criteria.values() if result.still_open] == ["activity"]


def test_on_the_belgian_side_of_the_border_2024_is_due(examples: Examples) -> None:
    assert amounts(examples.assessed("border", "be-inami-software", 2024)) == (800, 800, 800)
    assert amounts(examples.assessed("border", "be-proqkine", 2024)) == (2000, 2000, 2000)
    # 490 + 100 + 350 + 175: nothing was said about France in 2024, so nothing is excluded and nothing is certain
    assert amounts(examples.assessed("border", "fr-fami", 2024)) == (0, 1115, 1115)


def test_no_rules_are_known_for_the_quality_premium_after_its_cycle(examples: Examples) -> None:
    rows = examples.catalogue.assess_all(examples.situation("border"), (2025, 2026), NOVEMBER)
    unknown = [row for row in rows if isinstance(row, NotAssessed)]
    assert [(row.scheme.id, row.year, row.code) for row in unknown] == [
        ("be-proqkine", 2025, "unknown_edition"),
        ("be-proqkine", 2026, "unknown_edition"),
    ]


def test_the_french_physiotherapist_declares_940_eur_in_an_open_window(examples: Examples) -> None:
    found = examples.assessed("french_physiotherapist", "fr-fami", 2025, JANUARY)
    assert amounts(found) == (940, 940, 940)
    assert {id: result.outcome for id, result in found.benefits.items()} == {
        "base": Outcome.MET,
        "coordination": Outcome.MET,
        "video": Outcome.MET,
        "devices": Outcome.NOT_MET,
    }
    assert found.application.status is WindowStatus.OPEN
    due = [result for result in found.benefits.values() if result.outcome is Outcome.MET]
    assert {result.request for result in due} == {RequestStatus.TO_DO}


def test_one_secured_act_less_than_70_percent_costs_the_french_physiotherapist_the_base(examples: Examples) -> None:
    given = examples.situation("french_physiotherapist")
    facts: dict[Any, object] = {**given.permanent, 2025: {**given.annual[2025], "fr.billing.secured": 1399}}
    found = examples.catalogue.assess("fr-fami", 2025, Situation.of(facts), JANUARY)
    assert found.criteria["transmission_rate"].outcome is Outcome.NOT_MET
    assert amounts(found) == (350, 350, 350)


@pytest.mark.parametrize(
    ("reading", "certain", "possible"), [("unknown", 0, 800), (True, 800, 800), (False, 0, 0)], ids=str
)
def test_the_second_year_in_belgium_hangs_on_the_convention_and_not_on_acts(
    examples: Examples, reading: object, certain: int, possible: int
) -> None:
    given = examples.situation("belgian_second_year")
    readings = {"be-inami-software.gap_in_convention_ignored": reading}
    facts: dict[Any, object] = {**given.permanent, **given.annual, "readings": readings}
    found = examples.catalogue.assess("be-inami-software", 2025, Situation.of(facts), NOVEMBER)
    assert found.criteria["activity"].outcome is Outcome.MET
    assert amounts(found)[:2] == (certain, possible)


def test_gaps_are_possible_and_never_certain(examples: Examples) -> None:
    found = examples.assessed("gaps", "fr-fami", 2025)
    assert amounts(found) == (0, 1015, 1015)  # 490 + 350 + 175; a quality group never counts as coordination
    assert found.benefits["coordination"].outcome is Outcome.NOT_MET
    assert {missing.id for missing in found.missing_facts} == {
        "fr.dmp.proof",  # one accepted earlier says that the practice did not begin in December
        "fr.sesam_vitale.conforming_invoice",
        "fr.fami.shown.scor",  # the payment is out, and its detail can be seen
        "fr.fami.shown.transmission_rate",
        "fr.scor.transmissions",
        "fr.billing.transmitted_previous_year",
        "fr.billing.first_secured_on",
        "fr.practice_started_on",
        "fr.billing.secured",
        "fr.billing.total",
        "fr.billing.excluded_secured",
        "fr.billing.excluded_total",
    }
    assert {question.id for question in found.open_questions} == {
        "fr-fami.free_professional_video_counts",
        "fr-fami.device_owned_before_counts",
        "fr-fami.first_claim_in_december_counts",
        "fr-fami.no_act_left_passes",
    }


def test_a_nurse_is_not_covered_here_rather_than_refused(examples: Examples) -> None:
    for scheme in ("fr-fami", "be-inami-software"):
        found = examples.assessed("nurse", scheme, 2025)
        assert (found.is_covered, found.eligibility) == (False, "not_covered")
        assert amounts(found) == (0, 0, 0)
    audience = examples.assessed("nurse", "fr-fami", 2025).criteria["audience"]
    assert audience.outcome is Outcome.NOT_MET
    assert "not covered here" in audience.reason("en")


def test_the_cross_border_script_prints_both_countries_and_what_to_do(root: Path, tmp_path: Path) -> None:
    script = root / "examples" / "cross_border.py"
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    amounts_told, _, to_do = run.stdout.partition("What to do:\n")
    lines = [line.split() for line in amounts_told.splitlines()[1:]]
    figures = {(year, scheme): [word for word in rest if word[0].isdigit()] for year, scheme, *rest in lines}
    assert {row: [Decimal(figure) for figure in told] for row, told in figures.items()} == {
        ("2025", "be-inami-software"): [0, 800, 800],
        ("2025", "be-proqkine"): [],
        ("2025", "fr-fami"): [590, 590, 590],
        ("2026", "be-inami-software"): [0, 0, 800],
        ("2026", "be-proqkine"): [],
        ("2026", "fr-fami"): [0, 0, 1115],
    }
    assert "request lump_sum through prosante by 2026-12-31" in to_do
    assert "by 2026-12-31: Send at least one supporting document through SCOR" in to_do
