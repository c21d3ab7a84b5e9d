import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (".ci", "core", "plugins", "tests", "docs", "examples", "benchmarks", "findings")
GENERATED = re.compile(r"\..*|__pycache__|_?build|dist|venv|.*\.egg-info")
NOT_OURS = re.compile(r"\.git|\.coverage.*")  # `.git` is a file in a second working tree
TEXT_SUFFIXES = {"", ".html", ".ics", ".json", ".md", ".py", ".sh", ".toml", ".txt", ".yml"}
MACHINE_PATH = re.compile(r"(^|[^\w./-])/(work|home|root|Users)/", re.MULTILINE)


def our_files() -> Iterator[Path]:
    """The files that we wrote, without asking git: a source archive has none."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and not NOT_OURS.fullmatch(path.name))
    for folder in FOLDERS:
        for parent, folders, names in os.walk(ROOT / folder):
            folders[:] = [name for name in folders if not GENERATED.fullmatch(name)]
            yield from (Path(parent, name) for name in names)


def command_in_ci(name: str) -> str:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    defined = re.findall(rf"^{name}='(.+)'$", script, re.MULTILINE)
    assert len(defined) == 1, f"{name} is not defined exactly once in .ci/run"
    assert re.search(rf"^\s*\${name}$", script, re.MULTILINE), f".ci/run never runs ${name}"
    return str(defined[0])


def readme_commands() -> set[str]:
    """The commands that the README shows, without the environment's folder in front of their first word."""
    lines = re.findall(r"^\$ (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    return {command.removeprefix(".venv/bin/") for line in lines for command in line.split(" && ")}


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs() -> None:
    assert command_in_ci("test_command") in readme_commands()


def test_the_main_command_of_the_readme_is_the_one_that_ci_runs() -> None:
    assert command_in_ci("main_command") in readme_commands()


def test_no_text_names_a_path_of_somebodys_machine() -> None:
    texts = [path for path in our_files() if path.suffix in TEXT_SUFFIXES]
    naming = [path.relative_to(ROOT) for path in texts if MACHINE_PATH.search(path.read_text("utf-8"))]
    assert naming == []


def test_the_lock_file_of_uv_is_kept_out_of_git() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize("needed", ["requirements.txt", "requirements-dev.txt"])
def test_the_readme_installs_what_ci_installs(needed: str) -> None:
    installing = f"python -m pip install -r {needed}"
    assert installing in readme_commands()
    assert installing in (ROOT / ".ci" / "run").read_text("utf-8").replace("--quiet ", "").replace(
        '"$scratch/main/bin/python"', "python"
    )


def test_the_main_command_of_the_readme_needs_core_and_the_plugins_alone() -> None:
    every, alone = (
        (ROOT / name).read_text("utf-8").splitlines() for name in ("requirements-dev.txt", "requirements.txt")
    )
    members = [line for line in every if line.startswith("-e ")]
    assert [line for line in alone if not line.startswith(("#", "-c"))] == [line.partition("[")[0] for line in members]
