"""A new plugin as its users get it: written by an installed library, built into a wheel, installed from that."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "incentives_xx_bike_visits"
ANSWERS = (
    *("--jurisdiction", "XX", "--name", "bike-visits", "--authority", "Ministry of Practice"),
    *("--profession", "physiotherapist", "--currency", "EUR", "--language", "en", "--year", "2026"),
)
COMMAND_LINE = "from incentives.cli import main; main()"

Python = Callable[..., str]


def site_of(wheel: Path, site: Path) -> Path:
    """A wheel, unpacked as pip would install it."""
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def build(project: Path, into: Path) -> Path:
    """The wheel of a project."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = into.glob("*.whl")
    return wheel


def python(*arguments: str, sites: tuple[Path, ...], cwd: Path) -> str:
    """What a fresh Python prints that finds these sites first."""
    path = [*map(str, sites), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, built and installed."""
    place = tmp_path_factory.mktemp("core")
    return site_of(build(ROOT / "core", place / "dist"), place / "site")


@pytest.fixture(scope="module")
def plugin(core: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plugin that the installed library wrote, built and installed beside it."""
    place = tmp_path_factory.mktemp("plugin")
    python("-c", COMMAND_LINE, "new-plugin", "project", *ANSWERS, sites=(core,), cwd=place)
    return site_of(build(place / "project", place / "dist"), place / "site")


def test_the_wheel_holds_the_figures_the_sentences_and_the_mark_of_types(plugin: Path) -> None:
    package = plugin / PACKAGE
    held = {path.relative_to(package).as_posix() for path in package.rglob("*.*") if path.suffix != ".pyc"}
    assert held == {"__init__.py", "facts.py", "rules.py", "py.typed", "editions/2026.toml", "wording/en.toml"}


def test_its_tests_and_cases_stay_out_of_the_wheel(plugin: Path) -> None:
    assert {path.name for path in plugin.iterdir()} == {PACKAGE, f"{PACKAGE}-0.1.0.dist-info"}


def test_installed_beside_the_library_it_is_found_and_assesses(core: Path, plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "someone.toml").write_text(
        'practitioner.profession = "physiotherapist"\n'
        "[2026]\n"
        "xx.bike_visits = { registered = true, began_in_year = false, visits = 50 }\n",
        "utf-8",
    )
    sites = (core, plugin)
    assert "xx-bike-visits" in python("-c", COMMAND_LINE, "schemes", "--lang", "en", sites=sites, cwd=tmp_path)
    asked = ("check", "someone.toml", "--year", "2026", "--scheme", "xx-bike-visits", "--lang", "en", "--all")
    told = python("-c", COMMAND_LINE, *asked, sites=sites, cwd=tmp_path)
    assert "€100.00" in told
    assert "your situation on the basis of your answers" in " ".join(told.split())


def test_the_installed_library_is_the_one_that_was_built(core: Path, tmp_path: Path) -> None:
    place = python("-c", "import incentives; print(incentives.__file__)", sites=(core,), cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(core)
