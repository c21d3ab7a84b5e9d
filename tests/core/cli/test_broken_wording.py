"""One plugin's sentences cannot be used: its rows say so, the others answer, and the plugin and the file are named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made_up_plugin import WORDING

Run = Callable[..., Result]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
PLUGIN = "xx_words"
DAMAGES = {
    "broken": b"translation = \n",
    "not in UTF-8": WORDING.replace("patients", "m\N{LATIN SMALL LETTER E WITH ACUTE}decins").encode("latin-1"),
    "empty": b"",
    "nested too deep": b"a = " + b"[" * 5_000,
    "without one sentence": WORDING.replace('name = "Cycling"\n', "").encode(),
    "without the name of a fact": WORDING.replace('name = "cycling to patients"\n', "").encode(),
}


def damaged(package: Path, damage: str) -> Path:
    """The file of a plugin with its English sentences, damaged."""
    path = package / "wording" / "en.toml"
    path.write_bytes(DAMAGES[damage])
    return path


@pytest.fixture(params=DAMAGES)
def words(install: Callable[..., Path], request: pytest.FixtureRequest) -> Path:
    """A damaged file."""
    return damaged(install(PLUGIN), request.param)


def commands(border: Path) -> dict[str, tuple[object, ...]]:
    return {
        "schemes": ("schemes",),
        "check": ("check", border, "--year", "2024"),
        "compare": ("compare", border, "--years", "2024-2025"),
        "compare-schemes": ("compare-schemes", "--year", "2024"),
        "questions": ("questions", "--years", "2024"),
        "plugins": ("plugins",),
    }


@pytest.fixture
def latin(install: Callable[..., Path]) -> Path:
    """A file that is not in UTF-8."""
    return damaged(install(PLUGIN), "not in UTF-8")


@pytest.mark.parametrize("name", ["schemes", "compare", "compare-schemes", "questions"])
def test_the_others_answer_and_the_plugin_and_its_file_are_named(
    run: Run, border: Path, latin: Path, name: str
) -> None:
    result = run(*commands(border)[name])
    assert result.exit_code == 3
    assert PLUGIN in result.stderr
    assert f"{latin} is not in UTF-8" in result.stderr
    shown = result.stdout.lower().replace("é", "e").replace("pro-q", "proq")
    assert ("inami" in shown or "telematics" in shown, "proq" in shown) == (True, True)


def test_its_row_says_so(run: Run, border: Path, words: Path) -> None:
    result = run("check", border, "--year", "2024", "--format", "json")
    assert result.exit_code == 3
    assert (PLUGIN in result.stderr, str(words) in result.stderr) == (True, True)
    rows = {row["scheme"]: row for row in json.loads(result.stdout)["rows"]}
    assert (rows["xx-cycling"]["assessed"], rows["xx-cycling"]["code"]) == (False, "invalid_wording")
    assert [rows[id]["assessed"] for id in SHIPPED] == [True] * 3
    assert str(words) in " ".join(failure["message"] for failure in json.loads(result.stdout)["failures"])


def test_the_list_of_plugins_does_not_say_that_it_is_active(run: Run, words: Path) -> None:
    assert words.exists()
    listed = json.loads(run("plugins", "--format", "json").stdout)["plugins"]
    states = {one["name"]: one["state"] for one in listed}
    assert states[PLUGIN] == "failed"
    assert {states[name] for name in ("fr_fami", "be_proqkine", "be_inami_software")} == {"active"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_broken_file_of_another_language_is_told_by_the_list_of_plugins(
    run: Run, install: Callable[..., Path], language: str
) -> None:
    (install(PLUGIN) / "wording" / "fr.toml").write_text("[", "utf-8")
    listed = json.loads(run("plugins", "--lang", language, "--format", "json").stdout)["plugins"]
    assert [one["state"] for one in listed if one["name"] == PLUGIN] == ["failed"]


def test_with_every_sentence_it_is_active_and_all_is_well(run: Run, border: Path, install: Callable[..., Path]) -> None:
    install(PLUGIN)
    for command in commands(border).values():
        result = run(*command)
        assert (result.exit_code, result.stderr) == (0, "")


def test_a_summary_of_a_table_leaves_its_scheme_out(run: Run, latin: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("be.acts,xx.cycles\n500,true\n", "utf-8")
    result = run("table", people, "--year", "2024", "--summary", "--format", "json")
    assert result.exit_code == 3
    assert str(latin) in result.stderr
    assert [one["scheme"] for one in json.loads(result.stdout)["results"]] == SHIPPED


def test_reasons_in_a_table_leave_its_scheme_out(run: Run, latin: Path, tmp_path: Path) -> None:
    people, written = tmp_path / "people.csv", tmp_path / "out.csv"
    people.write_text("be.acts,xx.cycles\n500,true\n", "utf-8")
    result = run("table", people, "--year", "2024", "--reasons", "en", "-o", written)
    assert result.exit_code == 3
    assert str(latin) in result.stderr
    head = written.read_text("utf-8").splitlines()[0]
    assert "be-proqkine.reasons" in head
    assert "xx-cycling.reasons" not in head


def test_facts_that_contradict_one_another_are_told_with_every_other_fault(
    run: Run, install: Callable[..., Path], situation: Callable[..., Path]
) -> None:
    more = 'contradictions=(incentives.Contradiction("never", cycles),),'
    (install(PLUGIN, more=more) / "wording" / "en.toml").write_text("[", "utf-8")
    result = run("check", situation("[2024]\nxx.cycles = true\nbe.acts = -1\n"), "--year", "2024")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2024.xx.cycles" in result.stderr
    assert "(never)" in result.stderr
    assert "2024.be.acts" in result.stderr
