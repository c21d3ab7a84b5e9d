"""Plain surroundings, the shipped schemes, and plugins installed into folders of their own."""

import gc
import importlib
import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import incentives.population
import pytest
from attrs import evolve
from hypothesis import settings
from incentives import Catalogue, load_catalogue
from made_up_plugin import write_distribution
from sample import sample

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=sample(60))
settings.register_profile("dev", deadline=None, max_examples=sample(60))
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Several processes run the tests already: threads of Polars beside them would only wait for one another.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

# Ten thousand tests stay in memory, and what they ask the catalogue for: to look through all of it for garbage as often
# as usual takes a tenth of the time.
gc.set_threshold(2_000, 10, 1_000)

# What runs the same lines for thousands of situations, or a plugin's whole test suite: measuring each of them would
# take most of the time, and the coverage that counts is that of the tests that say by hand what has to come out.
NOT_MEASURED = ("laws", "agreement", "conformance", "in_words", "tutorial")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem.endswith(NOT_MEASURED):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    gc.freeze()  # all that is there once the tests are collected stays to the end


def pytest_unconfigure() -> None:
    gc.unfreeze()  # libraries in C look at the end for what was left of theirs


def _metadata(project: Path) -> str:
    """Give a project the metadata that an editable installation would; its package's name."""
    described = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    package: str = described["name"].replace("-", "_")
    information = project / "src" / f"{package}-{described['version']}.dist-info"
    information.mkdir()
    metadata = ["Metadata-Version: 2.1", f"Name: {described['name']}", f"Version: {described['version']}"]
    metadata += [f"Requires-Dist: {requirement}" for requirement in described["dependencies"]]
    (information / "METADATA").write_text("\n".join(metadata) + "\n", "utf-8")
    groups = described["entry-points"].items()
    lines = [line for group, entries in groups for line in (f"[{group}]", *(f"{k} = {v}" for k, v in entries.items()))]
    (information / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return package


@pytest.fixture
def install_project(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Path]]:
    """`install_project(folder)`: a project made importable as pip would in editable mode; its source folder."""
    packages: list[str] = []

    def installed(project: Path) -> Path:
        packages.append(_metadata(project))
        monkeypatch.syspath_prepend(str(project / "src"))
        importlib.invalidate_caches()
        return project / "src"

    yield installed
    for loaded in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing that a test remembers of plugins is kept in the user's own folder, nor read from there."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INCENTIVES_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def bytecode_kept() -> Iterator[None]:
    """A process that a test starts keeps what it compiles, whatever this one does: the next would compile it again."""
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, own_cache_folder: Path) -> None:
    for name in ("INCENTIVES_DISABLE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    # What one test finds sound, no other remembers: it would say so or not by the order in which they run.
    monkeypatch.setenv("INCENTIVES_CACHE", str(own_cache_folder / uuid4().hex))


@pytest.fixture(scope="session")
def catalogue() -> Iterator[Catalogue]:
    """The installed plugins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("INCENTIVES_DISABLE", raising=False)
        yield load_catalogue()


@pytest.fixture
def loaded_once(catalogue: Catalogue, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line asks one catalogue each time, unless it would load other plugins."""
    if not {"install", "install_project", "town_installed"}.isdisjoint(request.fixturenames):
        return

    def load(*, disable: tuple[str, ...] = ()) -> Catalogue:
        is_other = disable or "INCENTIVES_DISABLE" in os.environ
        return load_catalogue(disable=disable) if is_other else evolve(catalogue, failures=[])

    monkeypatch.setattr("incentives.cli.output.load_catalogue", load)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """`install("incentives-xx", ...)`: a made-up distribution, found by its metadata; see `write_distribution`."""
    packages: list[str] = []

    def installed(distribution: str, **parts: Any) -> Path:
        package = write_distribution(tmp_path / "sites", distribution, **parts)
        monkeypatch.syspath_prepend(package.parent)
        importlib.invalidate_caches()
        packages.append(package.name)
        return package

    yield installed
    for loaded in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


@pytest.fixture
def town_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up schemes of `tests/town` beside the shipped ones."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "town"))
    importlib.invalidate_caches()
    yield
    sys.modules.pop("incentives_xx_town", None)


@pytest.fixture
def take_away(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`take_away("polars")`: as if this library for tables were not installed."""

    def taken(library: str) -> None:
        for name in [name for name in sys.modules if name.startswith("incentives.population.")]:
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(incentives.population, name.split(".")[2], raising=False)
        monkeypatch.setitem(sys.modules, library, None)

    return taken
