"""`check -o`, `replay` and `explain-change`: what is saved, who may read it, and what is said of it."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli as tomllib  # the same parser, compiled: these are long texts
from click.testing import Result
from incentives.wording import LANGUAGES

Run = Callable[..., Result]
ROOT = Path(__file__).parents[3]
BORDER = ROOT / "examples" / "border.toml"
ASKED = ("--year", "2025", "--as-of", "2026-11-22", "--lang", "en")


@pytest.fixture
def save(run: Run, tmp_path: Path) -> Callable[..., Path]:
    """`save(name, situation, *options)`: a result of 2025 in a file."""

    def saved(name: str = "a.json", situation: Path = BORDER, *options: object) -> Path:
        path = tmp_path / name
        made = run("check", situation, *ASKED, "--format", path.suffix[1:], "-o", path, *options)
        assert made.exit_code == 0
        return path

    return saved


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """`changed((old, new), ...)`: the situation of the border, changed here and there."""

    def written(*changes: tuple[str, str]) -> Path:
        text = BORDER.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "changed.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def flat(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("name", ["a.json", "a.toml", "a.text", "a.html"])
def test_a_result_that_is_saved_can_be_read_by_its_owner_alone(save: Callable[..., Path], name: str) -> None:
    path = save(name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    save(name, BORDER, "--force")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_said_of_a_saved_result_can_be_read_by_its_owner_alone(run: Run, save: Callable[..., Path]) -> None:
    saved = save()
    for command in (("replay", saved), ("explain-change", saved, saved)):
        path = saved.with_name("said.txt")
        assert run(*command, "-o", path, "--force").exit_code == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_result_in_formats_for_people_does_not_say_by_which_rules_it_can_be_replayed(run: Run) -> None:
    assert '"kept"' not in run("check", BORDER, *ASKED, "--all").stdout


def test_the_kept_rules_take_a_line_each(save: Callable[..., Path]) -> None:
    lines = save().read_text("utf-8").splitlines()
    assert [line for line in lines if line.lstrip().startswith('"fr.billing.secured":')] != []
    kept = [line for line in lines if '"digest":' in line and '"rules":' in line]
    assert len(kept) == 2
    assert all(isinstance(json.loads(line.strip().rstrip(",")), dict) for line in kept)


def test_replay_says_that_it_is_the_same_in_each_language(run: Run, save: Callable[..., Path]) -> None:
    path, said = save(), {}
    for language in LANGUAGES:
        result = run("replay", path, "--lang", language)
        assert result.exit_code == 0
        said[language] = flat(result.stdout)
    assert "With the rules that are installed now, it comes out the same." in said["en"]
    assert "Avec les règles installées aujourd'hui, le résultat est le même." in said["fr"]
    assert "Met de regels die nu geïnstalleerd zijn, komt hetzelfde uit." in said["nl"]


def test_replay_exits_with_1_where_the_plugin_is_gone_and_says_which(run: Run, save: Callable[..., Path]) -> None:
    result = run("replay", save(), "--disable", "fr_fami", "--lang", "en")
    assert result.exit_code == 1
    assert "With the rules saved in it, it comes out the same." in flat(result.stdout)
    assert "No plugin that is installed and works gives this scheme any more; it was incentives-fr-fami" in flat(
        result.stdout
    )


def own(run: Run, folder: Path, *changes: tuple[str, str]) -> Path:
    text = run("show", "fr-fami", "--year", "2025", "--source").stdout
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_replay_by_an_own_edition_is_the_same_with_it_and_another_without(
    run: Run, save: Callable[..., Path], tmp_path: Path
) -> None:
    mine = own(run, tmp_path, ('[figures.base_amount]\nvalue = "490.00"', '[figures.base_amount]\nvalue = "520.00"'))
    saved = save("a.json", BORDER, "--edition", mine)
    assert run("replay", saved, "--edition", mine).exit_code == 0
    without = run("replay", saved, "--lang", "en")
    assert without.exit_code == 1
    said = flat(without.stdout)
    assert "It used an edition of your own" in said
    assert "Amount: €520.00 → €490.00" in said


def test_explain_change_lays_each_amount_to_what_made_it(
    run: Run, save: Callable[..., Path], changed: Callable[..., Path]
) -> None:
    before, after = save(), save("b.json", changed(("fr.billing.secured = 1950", "fr.billing.secured = 1350")))
    result = run("explain-change", before, after, "--lang", "en")
    assert result.exit_code == 0
    said = flat(result.stdout)
    assert "billing in secured mode (2025): 1,950 → 1,350" in said
    assert "FAMI (France) 2025, Electronic transmission rate: met → not met" in said
    assert "\N{MINUS SIGN}€490.00" in said


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("fr", "Pourquoi le résultat a-t-il changé ?", "prestations retenues par l'INAMI (2025) : 640 → 480"),
        ("nl", "Waarom is het veranderd?", "verstrekkingen die het RIZIV in aanmerking neemt (2025): 640 → 480"),
    ],
)
def test_explain_change_speaks_french_and_dutch(
    run: Run, save: Callable[..., Path], changed: Callable[..., Path], language: str, title: str, line: str
) -> None:
    before, after = save(), save("b.json", changed(("be.acts = 640", "be.acts = 480")))
    said = flat(run("explain-change", before, after, "--lang", language, "--format", "markdown").stdout)
    assert title in said
    assert line in said


def test_explain_change_needs_no_plugin(run: Run, save: Callable[..., Path], changed: Callable[..., Path]) -> None:
    before, after = save(), save("b.json", changed(("be.acts = 640", "be.acts = 480")))
    result = run("explain-change", before, after, "--lang", "nl", "--disable", "be_inami_software")
    assert result.exit_code == 0
    assert "[en] acts recognised by INAMI (2025): 640 → 480" in flat(result.stdout)


def test_an_amount_that_was_changed_in_the_file_is_told_to_be(run: Run, save: Callable[..., Path]) -> None:
    path = save()
    path.write_text(path.read_text("utf-8").replace('"possible": "590.00"', '"possible": "600.00"'), "utf-8")
    result = run("replay", path, "--lang", "en")
    assert result.exit_code == 1
    assert "it was changed after it was saved" in flat(result.stdout)
    assert "at most €600.00" in flat(result.stdout)


def test_every_fault_of_both_files_is_told_at_once(run: Run, save: Callable[..., Path], tmp_path: Path) -> None:
    good = json.loads(save().read_text("utf-8"))
    broken = {**good, "kept": {**good["kept"], "facts": {"be.acts": {"id": "be.acts", "kind": "colour"}}}}
    other = {**good, "schema_version": 2}
    paths = []
    for name, data in (("broken.json", broken), ("other.json", other)):
        paths.append(tmp_path / name)
        paths[-1].write_text(json.dumps(data), "utf-8")
    result = run("explain-change", *paths, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "kept.facts.be.acts.kind: expected one of" in result.stderr
    assert "written in version 2 of the format" in result.stderr
    assert "neither its amounts, nor its answers, nor its rules can be compared" in result.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["", "not JSON", "[1, 2]", '{"kind": "plugins", "schema_version": 1}', '{"kind": "check"}', "a = 1\n"]
)
def test_what_is_no_saved_result_is_refused_without_a_traceback(
    run: Run, tmp_path: Path, text: str, language: str
) -> None:
    path = tmp_path / "some.json"
    path.write_text(text, "utf-8")
    result = run("replay", path, "--lang", language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "some.json" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_result_of_a_version_that_kept_no_rules_is_still_read_but_cannot_be_replayed(
    run: Run, save: Callable[..., Path]
) -> None:
    path = save()
    older = {name: part for name, part in json.loads(path.read_text("utf-8")).items() if not name.endswith("kept")}
    path.write_text(json.dumps(older), "utf-8")
    result = run("replay", path, "--lang", "en")
    assert result.exit_code == 2
    assert "kept: this result holds no rules and no answers to replay" in result.stderr


def test_a_file_that_is_not_there_is_said_to_be_so(run: Run, tmp_path: Path) -> None:
    result = run("replay", tmp_path / "nowhere.json", "--lang", "en")
    assert result.exit_code == 2
    assert "give the path of a saved result that can be read" in result.stderr


# Without answers.


def values_in(part: Any) -> set[str]:
    """Every text and number in a report, without its keys."""
    match part:
        case dict():
            return {text for one in part.values() for text in values_in(one)}
        case list():
            return {text for one in part for text in values_in(one)}
    return {str(part)}


@pytest.mark.parametrize("name", ["w.json", "w.toml"])
def test_a_result_without_answers_says_so_and_is_not_replayed(run: Run, save: Callable[..., Path], name: str) -> None:
    path = save(name, BORDER, "--without-answers")
    text = path.read_text("utf-8")
    data = json.loads(text) if name.endswith("json") else tomllib.loads(text)
    assert "can neither be replayed nor explained" in data["not_kept"]
    for command in (("replay", path), ("explain-change", path, path)):
        result = run(*command, "--lang", "en")
        assert result.exit_code == 2
        assert "saved without its answers" in result.stderr


def test_a_result_without_answers_holds_none_of_them(save: Callable[..., Path]) -> None:
    path = save("w.json", BORDER, "--without-answers")
    text = path.read_text("utf-8")
    for answer in ("Camille", "1950", "1,950", "2300", "2026-02-10", "10 February 2026", "640", "mssante", "titulaire"):
        assert answer not in text
    assert "590.00" in text


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_formats_that_are_for_reading_are_not_written_without_answers(run: Run, name: str) -> None:
    result = run("check", BORDER, *ASKED, "--format", name, "--without-answers")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--without-answers goes with --format json or toml" in flat(result.stderr)
