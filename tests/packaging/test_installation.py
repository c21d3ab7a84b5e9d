"""A plugin of somebody else, from its source to its removal, in an environment that holds nothing but wheels.

A group of its own, since it installs everything anew: ``python -m pytest -m installation``.
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.installation

ROOT = Path(__file__).parents[2]
THEIRS = ROOT / "examples" / "third_party"
PROJECTS = (ROOT / "core", *sorted((ROOT / "plugins").iterdir()), THEIRS)
OURS = {"be-inami-software", "be-proqkine", "fr-fami"}
NEW = {"xn-outpost", "xn-renewal"}
GENERATED = "xx-night-calls"
ANSWERS = (
    *("--jurisdiction", "XX", "--name", "night-calls", "--authority", "Council of Quorn", "--profession", "nurse"),
    *("--currency", "CHF", "--language", "fr", "--year", "2026"),
)
# Under agreement, group C, 30 births in ten months, equipment that nobody judged yet.
SITUATION = """
label = "Ingrid"
practitioner.profession = "midwife"
xn.born_on = 1985-04-12
xn.first_agreement_on = 2015-09-01

[2025]
xn.under_agreement = true
xn.training_hours = 30

[2026]
xn.under_agreement = true
xn.municipality_group = "c"
xn.household_income = 600000
xn.training_hours = 30
xn.outpost.months = 10
xn.outpost.births = 30
xn.outpost.on_call = true
xn.outpost.home_visits = true
xn.outpost.weekly_clinic = false
xn.outpost.equipment_cost = 12000
xn.outpost.equipment_leased = false
xn.outpost.requested = true
xn.outpost.requested_on = 2027-02-15
"""
TABLE = """\
name;practitioner.profession;xn.under_agreement;xn.born_on;xn.first_agreement_on;xn.municipality_group;xn.outpost.months;\
xn.outpost.births;xn.outpost.on_call;xn.outpost.home_visits;xn.outpost.equipment_cost
Ingrid;midwife;true;1985-04-12;2015-09-01;c;10;30;true;true;0
Astrid;midwife;true;1985-04-12;2015-09-01;c;12;40;true;true;0
Solveig;midwife;true;1985-04-12;2015-09-01;b;12;;true;true;0
Gunn;midwife;true;1985-04-12;2015-09-01;b;12;9;true;true;0
"""


class Environment:
    """A virtual environment, and what its commands say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)

    def run(self, *command: str, cwd: Path, code: int = 0) -> str:
        """What a command prints; it must end with this exit code."""
        hidden = {"PYTHONPATH", "PYTHONHOME", "PYTEST_ADDOPTS", "INCENTIVES_DISABLE", "COVERAGE_PROCESS_START"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment |= {"LANG": "en_GB.UTF-8", "LC_ALL": "", "PYTHONUTF8": "1", "COLUMNS": "160"}
        environment["XDG_CACHE_HOME"] = str(self.folder / "cache")
        program = str(self.scripts / command[0])
        run = subprocess.run(
            [program, *command[1:]], cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == code, f"{' '.join(command)}\n{run.stdout}\n{run.stderr}"
        return run.stdout

    def data(self, *command: str, cwd: Path, code: int = 0) -> Any:
        """The same, as JSON."""
        return json.loads(self.run(*command, "--format", "json", cwd=cwd, code=code))

    def install(self, *what: str) -> None:
        """Install with pip."""
        self.run("python", "-m", "pip", "install", "--quiet", *what, cwd=self.folder)


def wheel_of(project: Path, into: Path) -> Path:
    """The wheel of a project."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    name = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["name"].replace("-", "_")
    (wheel,) = into.glob(f"{name}-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Ours and theirs, by the name of the project's folder."""
    into = tmp_path_factory.mktemp("wheels")
    return {project.name: wheel_of(project, into) for project in PROJECTS}


@pytest.fixture(scope="module")
def environment(wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Ours alone, with the extras that authors need."""
    made = Environment(tmp_path_factory.mktemp("environment") / "venv")
    core = f"{wheels['core']}[tables,testing]"
    made.install(core, *(str(wheel) for name, wheel in wheels.items() if name not in {"core", THEIRS.name}))
    return made


def test_a_third_party_plugin_lives_beside_ours_from_its_installation_to_its_removal(
    environment: Environment, wheels: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "ingrid.toml").write_text(SITUATION, "utf-8")
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")

    def incentives(*command: str, code: int = 0) -> Any:
        return environment.data("incentives", *command, cwd=tmp_path, code=code)

    def found() -> set[str]:
        return {scheme["id"] for scheme in incentives("schemes")["schemes"]}

    assert found() == OURS
    environment.install(str(wheels[THEIRS.name]))
    assert found() == OURS | NEW

    # Found and assessed: 2,500 and 600 for ten months; half of 12,000 hangs on the medical officer.
    check = incentives("check", "ingrid.toml", "--year", "2026", "--scheme", "xn-outpost", "--as-of", "2027-04-30")
    (result,) = check["rows"]
    assert (result["amount"]["certain"], result["amount"]["possible"]) == ("31000.00", "37000.00")
    assert result["amount"]["currency"] == "NOK"
    told = environment.run(
        *("incentives", "check", "ingrid.toml", "--year", "2026", "--scheme", "xn-outpost", "--lang", "en"),
        cwd=tmp_path,
    )
    assert "Judgement of the medical officer" in told

    # Compared: a midwife's schemes are the two of Northmark, of which the premium is not paid beside the allowance.
    compared = incentives("compare", "ingrid.toml", "--years", "2026", "--as-of", "2027-04-30")
    totals = {total["currency"]: total["certain"] for total in compared["totals"]}
    assert totals == {"NOK": "31000.00"}
    assert [(one["scheme"], one["other"]) for one in compared["apart"]] == [("xn-renewal", "xn-outpost")]

    # Tabled: the same answers for four people at once.
    environment.run(
        *("incentives", "table", "people.csv", "-o", "out.csv", "--year", "2026", "--scheme", "xn-outpost"),
        cwd=tmp_path,
    )
    rows = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    heads, *people = [row.split(";") for row in rows]
    amounts = {
        row[0]: (row[heads.index("xn-outpost.certain")], row[heads.index("xn-outpost.possible")]) for row in people
    }
    assert amounts == {
        "Ingrid": ("31000.00", "31000.00"),
        "Astrid": ("36000.00", "36000.00"),
        "Solveig": ("0.00", "36000.00"),
        "Gunn": ("0.00", "0.00"),
    }

    # Verified, by its author's cases too, and by the record that the listing shows.
    environment.run("incentives", "verify", "xn_midwives", cwd=tmp_path)
    assert "verified" in environment.run("incentives", "plugins", "--lang", "en", cwd=tmp_path)
    environment.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(THEIRS), cwd=tmp_path)

    # Removed: it is gone, ours still answer, and what was said about Northmark is named, not an error.
    environment.run("python", "-m", "pip", "uninstall", "--yes", "incentives-xn-midwives", cwd=tmp_path)
    assert found() == OURS
    left = incentives("check", "ingrid.toml", "--year", "2026", "--as-of", "2027-04-30")
    assert {row["scheme"] for row in left["rows"]} <= OURS
    assert "xn." in json.dumps(left["notices"])


def test_a_plugin_that_was_just_written_is_green_installed_and_removed_again(
    environment: Environment, tmp_path: Path
) -> None:
    environment.run("incentives", "new-plugin", "project", *ANSWERS, cwd=tmp_path)
    project = tmp_path / "project"
    environment.install(str(wheel_of(project, tmp_path / "dist")))
    environment.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project), cwd=project)
    listed = environment.data("incentives", "schemes", cwd=tmp_path)["schemes"]
    assert GENERATED in {scheme["id"] for scheme in listed}
    environment.run("incentives", "verify", "xx_night_calls", cwd=tmp_path)
    environment.run("python", "-m", "pip", "uninstall", "--yes", f"incentives-{GENERATED}", cwd=tmp_path)
    listed = environment.data("incentives", "schemes", cwd=tmp_path)["schemes"]
    assert GENERATED not in {scheme["id"] for scheme in listed}
