"""`--edition FILE` and `show --source`: editions of the user's own, and the files to start them from."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import incentives_fr_fami
import pytest
from click.testing import Result
from incentives import load_catalogue

Run = Callable[..., Result]
Told = Callable[..., Any]
IN_NOVEMBER = ("--as-of", "2026-11-22")
SHIPPED = files(incentives_fr_fami) / "editions"
IN_CODE = """\
from incentives import Scheme, Wording, hookimpl


@hookimpl
def incentive_schemes():
    yield Scheme("xx-cycling", "XX", "The town", (), (), {2024: lambda: 1 / 0}, Wording(None))
"""
COMMANDS: dict[str, tuple[object, ...]] = {
    "schemes": ("schemes",),
    "show": ("show", "fr-fami"),
    "questions": ("questions", "--years", "2027"),
    "check": ("check", "SITUATION", "--year", "2027", *IN_NOVEMBER),
    "compare": ("compare", "SITUATION", "--years", "2026-2027", *IN_NOVEMBER),
    "compare-schemes": ("compare-schemes", "--year", "2027"),
}


def whole(year: int) -> str:
    """The file of a shipped edition, with what it takes from another year in place."""
    return load_catalogue()["fr-fami"].edition_text(year) or ""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """FAMI 2027, as the user writes it."""
    text = whole(2026)
    path = tmp_path / "my-fami.toml"
    path.write_text(text.replace("year = 2026", "year = 2027"), "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_every_command_that_uses_editions_takes_one_of_the_users(
    run: Run, border: Path, own: Path, command: tuple[object, ...]
) -> None:
    arguments = [border if part == "SITUATION" else part for part in command]
    result = run(*arguments, "--edition", own)
    assert (result.exit_code, result.stderr) == (0, "")
    assert own.name in result.stdout.replace("\n", "").replace(" ", "")


def test_a_list_of_plugins_takes_none(run: Run, own: Path) -> None:
    assert run("plugins", "--edition", own).exit_code == 2


def test_several_editions_can_be_given_at_once(told: Told, own: Path, tmp_path: Path) -> None:
    second = tmp_path / "my-correction.toml"
    second.write_text((SHIPPED / "2025.toml").read_text("utf-8"), "utf-8")
    listed = told("schemes", "--edition", own, "--edition", second)["schemes"]
    (fami,) = (scheme for scheme in listed if scheme["id"] == "fr-fami")
    assert [(edition["year"], edition["file"]) for edition in fami["user_editions"]] == [
        (2025, str(second)),
        (2027, str(own)),
    ]


def test_an_edition_for_a_year_that_ships_stands_in_its_place(told: Told, border: Path, tmp_path: Path) -> None:
    text = whole(2025)
    corrected = tmp_path / "corrected.toml"
    corrected.write_text(text.replace('value = "490.00"', 'value = "500.00"'), "utf-8")
    asked = ("check", border, "--year", "2025", "--scheme", "fr-fami", *IN_NOVEMBER)
    amounts = [told(*asked, *more)["rows"][0]["amount"]["certain"] for more in ((), ("--edition", corrected))]
    assert amounts == ["590.00", "600.00"]


def test_show_takes_the_users_year_where_it_is_the_newest(told: Told, own: Path) -> None:
    assert told("show", "fr-fami", "--edition", own)["edition"]["year"] == 2027


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_faults_of_the_users_file_are_faulty_input_and_no_failure_of_a_plugin(
    run: Run, border: Path, own: Path, command: tuple[object, ...]
) -> None:
    text = own.read_text("utf-8")
    own.write_text(text.replace('"490.00"', "490.0").replace("no_proration", "no_proratoin"), "utf-8")
    arguments = [border if part == "SITUATION" else part for part in command]
    for accepting in ((), ("--accept-failures",)):
        result = run(*arguments, "--edition", own, *accepting)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.splitlines() == [
            f"{own} is not a valid edition:",
            "  - $.notes: fr-fami has no sentence for 'no_proratoin'; did you mean 'no_proration'?",
            "  - $.figures.base_amount: expected Decimal, got 490.0; write an amount as text, so that it stays exact",
        ]


def test_every_faulty_file_is_named_at_once(run: Run, own: Path, tmp_path: Path) -> None:
    missing, other = tmp_path / "nowhere.toml", tmp_path / "other.toml"
    other.write_text('scheme = "fr-famy"\n', "utf-8")
    result = run("schemes", "--edition", missing, "--edition", own, "--edition", other)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{missing}: $: cannot be read: No such file or directory" in result.stderr
    assert f"{other}: $.scheme: no installed plugin gives a scheme 'fr-famy'; did you mean 'fr-fami'?" in result.stderr
    assert str(own) not in result.stderr


def test_a_plugin_that_failed_is_still_told_beside_an_edition_of_the_users(
    run: Run, own: Path, install_broken: Callable[[str], Path]
) -> None:
    install_broken("import")
    result = run("schemes", "--edition", own)
    assert result.exit_code == 3
    assert own.name in result.stdout.replace("\n", "").replace(" ", "")
    assert "xx_broken" in result.stderr


@pytest.mark.parametrize("year", [2018, 2026])
def test_the_file_of_an_edition_is_printed_as_it_is_written_and_whole(run: Run, year: int) -> None:
    result = run("show", "fr-fami", "--year", year, "--source")
    assert (result.exit_code, result.stderr) == (0, "")
    written = (SHIPPED / f"{year}.toml").read_text("utf-8")
    assert result.stdout == (whole(year) if "[based_on]" in written else written)
    assert "[based_on]" not in result.stdout


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_file_printed_is_that_of_the_newest_year_in_whatever_language(run: Run, language: str) -> None:
    told = run("show", "fr-fami", "--source", "--lang", language).stdout
    assert told == whole(2026)


def test_the_file_of_an_edition_is_saved_and_replaces_none_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "start.toml"
    assert run("show", "fr-fami", "--source", "-o", path).exit_code == 0
    shipped = whole(2026)
    assert path.read_text("utf-8") == shipped
    path.write_text("mine", "utf-8")
    assert run("show", "fr-fami", "--source", "-o", path).exit_code == 2
    assert path.read_text("utf-8") == "mine"
    assert run("show", "fr-fami", "--source", "-o", path, "--force").exit_code == 0
    assert path.read_text("utf-8") == shipped


def test_the_file_of_the_users_own_edition_is_printed_too(run: Run, own: Path) -> None:
    assert run("show", "fr-fami", "--source", "--edition", own).stdout == own.read_text("utf-8")


def test_the_file_of_a_broken_edition_can_be_printed(run: Run, install_broken: Callable[[str], Path]) -> None:
    folder = install_broken("edition")
    result = run("show", "xx-cycling", "--source")
    assert (result.exit_code, result.stdout) == (0, (folder / "editions" / "2024.toml").read_text("utf-8"))


def test_a_scheme_without_files_says_so(run: Run, install: Callable[..., Path]) -> None:
    install("xx_in_code", module=IN_CODE)
    result = run("show", "xx-cycling", "--source")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "xx-cycling 2024 has no file: its plugin builds it in code" in result.stderr


def test_a_year_without_an_edition_has_no_file_and_says_how_to_supply_one(run: Run) -> None:
    result = run("show", "be-proqkine", "--year", "2025", "--source")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "incentives show be-proqkine --source -o FILE" in result.stderr
    assert "--edition FILE" in result.stderr


def test_a_file_is_printed_in_no_other_format(run: Run) -> None:
    result = run("show", "fr-fami", "--source", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "leave out --format" in result.stderr


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("en", "incentives show be-proqkine --source -o FILE"),
        ("fr", "incentives show be-proqkine --source -o FICHIER"),
        ("nl", "incentives show be-proqkine --source -o BESTAND"),
    ],
)
def test_a_row_without_rules_says_how_to_supply_them(told: Told, border: Path, language: str, way: str) -> None:
    rows = told("check", border, "--year", "2025", *IN_NOVEMBER, "--lang", language)["rows"]
    (text,) = (row["text"] for row in rows if not row["assessed"])
    assert f"`{way}`" in text
    assert "--edition" in text


def test_a_row_of_a_scheme_without_files_promises_none(told: Told, border: Path, install: Callable[..., Path]) -> None:
    folder = install(
        "xx_in_code",
        module=IN_CODE.replace("Wording(None)", "Wording(HERE)").replace(
            "\n\n\n@", "\nfrom importlib.resources import files\nHERE = files(__name__) / 'wording'\n\n@"
        ),
    )
    assert folder.exists()
    rows = told("check", border, "--year", "2025", *IN_NOVEMBER, "--lang", "en")["rows"]
    (text,) = (row["text"] for row in rows if row["scheme"] == "xx-cycling")
    assert "by a plugin only" in text
    assert "--edition" not in text
