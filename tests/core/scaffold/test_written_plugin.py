"""The plugin that is written: found, complete in its language, clean, and never to be taken for a real scheme."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives import Confidence, Eligibility, Outcome, Situation, load_catalogue
from incentives.cli import main
from incentives.scaffold import Answers, plugin_files, write_folder
from incentives.scaffold.plugin_files import requirement
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
PLAIN = {
    "jurisdiction": "XX",
    "name": "bike-visits",
    "authority": "Ministry of Practice",
    "profession": "physiotherapist",
    "currency": "EUR",
    "language": "en",
    "year": "2026",
}
UNUSUAL = {  # the longest names, signs that mean something in TOML, Python or a template, a currency without cents
    "jurisdiction": "JP",
    "name": "a-name-of-24-characters8",
    "authority": f"Caisse d'assurance & $soins #1 (100 %) – l’État {'à' * 42}",
    "profession": "speech_therapist",
    "currency": "JPY",
    "language": "fr",
    "year": "2100",
}
KINDS = {"plain": PLAIN, "unusual": UNUSUAL, "nl": {**PLAIN, "language": "nl"}, "de": {**PLAIN, "language": "de"}}

Written = Callable[..., Path]
Installed = Callable[..., Answers]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """`written(**answers)`: the folder of a new plugin."""

    def write(**answers: str) -> Path:
        write_folder(tmp_path / "plugin", plugin_files(Answers(**{**PLAIN, **answers}), TODAY))
        return tmp_path / "plugin"

    return write


@pytest.fixture
def installed(written: Written, install_project: Callable[[Path], Path]) -> Installed:
    """`installed(**answers)`: a new plugin that can be imported."""

    def install(**answers: str) -> Answers:
        install_project(written(**answers))
        return Answers(**{**PLAIN, **answers})

    return install


def prefix(answers: Answers) -> str:
    """Of the ids of its facts."""
    return f"{answers.jurisdiction.lower()}.{answers.name.replace('-', '_')}"


def facts(answers: Answers, **annual: object) -> dict[Any, object]:
    own = {f"{prefix(answers)}.{name}": value for name, value in annual.items()}
    return {"practitioner.profession": answers.profession, int(answers.year): own}


@pytest.mark.parametrize("kind", KINDS)
def test_the_catalogue_finds_its_scheme_beside_the_others_under_the_usual_names(
    installed: Installed, kind: str
) -> None:
    answers = installed(**KINDS[kind])
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    assert {answers.id, "fr-fami"} <= {scheme.id for scheme in catalogue}
    scheme, provider = catalogue[answers.id], catalogue.provider(answers.id)
    assert provider.name == answers.id.replace("-", "_")
    assert provider.distribution == f"incentives-{answers.id}"
    assert (scheme.jurisdiction, scheme.authority) == (answers.jurisdiction, answers.authority)
    assert scheme.professions == (answers.profession,)
    own = [fact.id for fact in scheme.facts if fact.id != "practitioner.profession"]
    assert {id.partition(".")[0] for id in own} == {answers.jurisdiction.lower()}
    assert {question.id.partition(".")[0] for question in scheme.questions} == {answers.id}
    edition = catalogue.edition(answers.id, int(answers.year))
    assert (edition.currency, edition.verified_on) == (answers.currency, TODAY)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("visits", "began", "outcome", "eligibility"),
    [
        (50, False, Outcome.MET, Eligibility.ELIGIBLE),
        (49, False, Outcome.NOT_MET, Eligibility.NOT_ELIGIBLE),
        (49, True, Outcome.UNKNOWN, Eligibility.UNDETERMINED),
    ],
)
def test_it_assesses_from_the_first_day(
    installed: Installed, kind: str, visits: int, began: bool, outcome: Outcome, eligibility: Eligibility
) -> None:
    answers = installed(**KINDS[kind])
    situation = Situation.of(facts(answers, registered=True, visits=visits, began_in_year=began))
    found = load_catalogue().assess(answers.id, int(answers.year), situation)
    assert found.criteria["activity"].outcome is outcome
    assert found.eligibility is eligibility


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_everything_it_says_is_filled_in(installed: Installed, tmp_path: Path, kind: str, language: str) -> None:
    answers = installed(**KINDS[kind])
    someone = tmp_path / "someone.toml"
    start = f'practitioner.profession = "{answers.profession}"\n[{answers.year}]\n'
    someone.write_text(f"{start}{prefix(answers)}.visits = 9\n", "utf-8")
    day = f"{answers.year}-05-01"
    for arguments in (
        ("questions", answers.id, "--years", answers.year),
        ("check", str(someone), "--year", answers.year, "--scheme", answers.id, "--as-of", day),
        ("show", answers.id, "--year", answers.year),
    ):
        told = CliRunner().invoke(main, [*arguments, "--lang", language])
        assert (told.exit_code, told.stderr) == (0, ""), arguments
        assert not re.search(r"[{}]|\$[a-z]", told.stdout.replace("$soins", ""))
        assert (f"[{answers.language}]" in told.stdout) is (answers.language != language)


def test_nothing_in_it_can_be_taken_for_a_real_scheme(installed: Installed) -> None:
    answers = installed()
    told = CliRunner().invoke(main, ["show", answers.id, "--year", answers.year, "--lang", "en"]).stdout
    assert "(example)" in told.splitlines()[0]
    assert "placeholders" in told
    edition = load_catalogue().edition(answers.id, int(answers.year))
    sure = {reference.confidence for figure in edition.figures for reference in figure.references}
    assert sure == {Confidence.INFERRED}


@pytest.mark.parametrize(
    ("language", "word"), [("en", "placeholders"), ("fr", "fictifs"), ("nl", "verzonnen"), ("de", "placeholders")]
)
def test_the_sentences_are_in_the_language_chosen_or_say_that_they_are_to_be_translated(
    written: Written, language: str, word: str
) -> None:
    folder = written(language=language)
    (path,) = folder.rglob("wording/*.toml")
    text = path.read_text("utf-8")
    table = tomllib.loads(text)
    assert path.name == f"{language}.toml"
    assert word in table["notes"]["example"]
    assert table["translation"] == ("ours" if language == "de" else "source")
    assert text.startswith("# Still in English") is (language == "de")


def test_the_three_languages_say_the_same_things_with_the_same_placeholders(tmp_path: Path) -> None:
    def sentences(table: dict[str, Any], path: str = "") -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, value in table.items():
            if isinstance(value, dict):
                found |= sentences(value, f"{path}.{key}")
            else:
                found[f"{path}.{key}"] = sorted(re.findall(r"\{.*?\}", value))
        return found

    said = []
    for language in ("en", "fr", "nl"):
        write_folder(tmp_path / language, plugin_files(Answers(**{**PLAIN, "language": language}), TODAY))
        (path,) = (tmp_path / language).rglob(f"wording/{language}.toml")
        said.append(sentences(tomllib.loads(path.read_text("utf-8"))))
    assert said[0]
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("kind", KINDS)
def test_its_code_is_formatted_and_free_of_what_our_linter_finds(written: Written, kind: str) -> None:
    folder = written(**KINDS[kind])
    config = f'extend = "{(ROOT / "pyproject.toml").as_posix()}"\n[lint.per-file-ignores]\n"tests/**" = ["INP001"]\n'
    (folder / "ruff.toml").write_text(config, "utf-8")
    for command in (["format", "--check"], ["check"]):
        told = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", str(folder)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout


def test_its_code_is_typed_as_strictly_as_ours(written: Written) -> None:
    package = written() / "src" / "incentives_xx_bike_visits"
    told = subprocess.run(
        [sys.executable, "-m", "mypy", str(package)],
        cwd=ROOT,  # whose settings and cache it takes
        env={**os.environ, "MYPYPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


def test_its_own_tests_are_green(written: Written, install_project: Callable[[Path], Path]) -> None:
    folder = written(**UNUSUAL)
    path = [str(install_project(folder)), *filter(None, [os.environ.get("PYTHONPATH")])]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


def test_its_readme_names_only_files_that_are_there_and_every_one_that_its_author_replaces(written: Written) -> None:
    folder = written()
    text = (folder / "README.md").read_text("utf-8")
    named = {name for name in re.findall(r"`([\w./-]+[./][\w./-]*)`", text) if "xx." not in name}
    assert {name for name in named if name.startswith(("src/", "tests/"))} >= {
        "src/incentives_xx_bike_visits/editions/2026.toml",
        "src/incentives_xx_bike_visits/facts.py",
        "src/incentives_xx_bike_visits/rules.py",
        "src/incentives_xx_bike_visits/wording/en.toml",
        "tests/cases/2026.toml",
    }
    missing = [name for name in named if name.startswith(("src/", "tests/")) and not (folder / name).exists()]
    assert missing == []


@pytest.mark.parametrize(
    ("installed_version", "wanted"),
    [("0.1.0", "incentives>=0.1,<0.2"), ("0.9.3", "incentives>=0.9,<0.10"), ("2.4.1", "incentives>=2.4,<3")],
)
def test_it_asks_for_this_version_and_those_that_keep_its_promises(installed_version: str, wanted: str) -> None:
    assert requirement(Version(installed_version)) == wanted


def test_the_version_that_wrote_it_is_one_that_it_accepts(written: Written) -> None:
    described = tomllib.loads((written() / "pyproject.toml").read_text("utf-8"))["project"]
    (needed,) = map(Requirement, described["dependencies"])
    assert needed.name == "incentives"
    assert version("incentives") in needed.specifier
