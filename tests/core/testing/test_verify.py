"""`incentives verify`: what it finds, how it exits, and what is remembered of it."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from incentives import load_catalogue
from incentives.cli import main
from incentives.cli.verify import progress
from incentives.errors import UnknownPlugin
from incentives.testing import CHECKS, verify

LANGUAGES = ("en", "fr", "nl")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("INCENTIVES_CACHE", str(folder))
    return folder


@pytest.fixture
def incentives() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, arguments)


def _standing(incentives: Callable[..., Result], name: str = "xx_cycling") -> Any:
    listed = json.loads(incentives("plugins", "--format", "json").stdout)["plugins"]
    return next(one["verified"] for one in listed if one["name"] == name)


def test_a_sound_plugin_exits_with_0(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    told = incentives("verify", "xx_cycling", "--cases", str(plugin.cases))
    assert (told.exit_code, told.stderr) == (0, "")
    assert "checks found nothing to put right" in told.stdout


def test_a_plugin_goes_by_its_distribution_too(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    told = incentives("verify", "incentives-xx-cycling", "--format", "json")
    assert [one["name"] for one in json.loads(told.stdout)["plugins"]] == ["xx_cycling"]


def test_a_finding_exits_with_1_and_says_what_where_and_how(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.edit("wording/en.toml", 'queue = "Queue at the counter."', "")
    plugin.install()
    told = incentives("verify", "xx_cycling", "--format", "json")
    assert told.exit_code == 1
    (only,) = json.loads(told.stdout)["plugins"]
    assert (only["sound"], only["held"] > 10) == (False, True)
    assert only["findings"] == [
        {
            "check": "complete",
            "severity": "finding",
            "place": "xx-cycling 2025, wording/en.toml, steps.queue",
            "problem": "is missing, and the edition can say it",
            "remedy": "write it under [steps]",
        }
    ]
    shown = incentives("verify", "xx_cycling").stdout
    assert "steps.queue: is missing, and the edition can say it" in " ".join(shown.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_speaks_each_language(plugin: Any, incentives: Callable[..., Result], language: str) -> None:
    plugin.edit("wording/en.toml", 'queue = "Queue at the counter."', "")
    plugin.install()
    told = incentives("verify", "xx_cycling", "--lang", language)
    assert "[en]" not in told.stdout
    assert {"en": "Not sound: 1", "fr": "Non conforme", "nl": "Niet in orde: 1"}[language] in told.stdout


def test_cases_are_those_of_one_plugin(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    told = incentives("verify", "--cases", str(plugin.cases))
    assert told.exit_code == 2
    assert "name that plugin" in told.stderr


def test_a_case_that_fails_is_a_finding(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.edit("editions/2025.toml", "value = 500", "value = 501")
    plugin.install()
    told = incentives("verify", "xx_cycling", "--cases", str(plugin.cases), "--format", "json")
    assert told.exit_code == 1
    found = {finding["check"] for finding in json.loads(told.stdout)["plugins"][0]["findings"]}
    assert "cases_hold" in found


def test_an_unknown_plugin_is_faulty_input(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    told = incentives("verify", "xx_cyclin")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "did you mean 'xx_cycling'?" in told.stderr
    with pytest.raises(UnknownPlugin, match=r"known: .*xx_cycling"):
        verify(load_catalogue(), ["nothing_like_it"])


def test_a_plugin_that_cannot_be_loaded_is_a_finding_and_exits_with_1(
    plugin: Any, incentives: Callable[..., Result]
) -> None:
    plugin.edit("__init__.py", "from decimal", "import no_such_module\nfrom decimal")
    plugin.install()
    told = incentives("verify", "xx_cycling", "--format", "json")
    assert told.exit_code == 1
    found = [finding["check"] for finding in json.loads(told.stdout)["plugins"][0]["findings"]]
    assert "loads" in found


def test_a_failed_plugin_that_was_not_asked_for_exits_with_3(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.edit("__init__.py", "from decimal", "import no_such_module\nfrom decimal")
    plugin.install()
    told = incentives("verify", "be_proqkine")
    assert told.exit_code == 3
    assert "no_such_module" in told.stderr


def test_a_check_that_cannot_be_finished_is_a_finding_and_hides_no_other(plugin: Any) -> None:
    plugin.edit("wording/en.toml", "translation = ", "translation ")
    (told,) = verify(plugin.install(), ["xx_cycling"])
    broken = [finding for finding in told.findings if "cannot be checked: UnreadableFile" in finding.problem]
    assert {finding.check for finding in broken} >= {"languages", "complete"}
    assert told.held == sum(
        {"OfPlugin": 1, "OfScheme": 1, "OfEdition": 1}[check.subject.__name__] for check in CHECKS if not check.by_cases
    )


def test_each_check_is_told_before_it_is_held(plugin: Any) -> None:
    steps: list[tuple[str, int, int]] = []
    (told,) = verify(plugin.install(), ["xx_cycling"], step=lambda *step: steps.append(step))
    assert [done for _, done, _ in steps] == list(range(told.held))
    assert {total for *_, total in steps} == {told.held}
    assert {said for said, *_ in steps} == {"xx_cycling", "xx-cycling", "xx-cycling 2025"}


def test_on_a_terminal_a_bar_shows_what_is_checked(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress() as step:
        assert step is not None
        step("xx-cycling 2025", 1, 2)
    assert "xx-cycling 2025" in capsys.readouterr().err


def test_elsewhere_there_is_no_bar(capsys: Any) -> None:
    with progress() as step:
        assert step is None
    assert capsys.readouterr().err == ""


def test_every_installed_plugin_is_verified_unless_some_are_named(plugin: Any) -> None:
    plugin.install()
    catalogue = load_catalogue(disable=["fr_fami", "be_inami_software"])
    assert [one.plugin.name for one in verify(catalogue)] == ["be_proqkine", "xx_cycling"]


def test_plugins_says_whether_one_was_verified_and_whether_it_changed_since(
    plugin: Any, incentives: Callable[..., Result]
) -> None:
    plugin.install()
    assert _standing(incentives) == {"standing": "not_verified", "on": None}
    assert incentives("verify", "xx_cycling").exit_code == 0
    today = json.loads(incentives("plugins", "--format", "json").stdout)["date"]
    assert _standing(incentives) == {"standing": "verified", "on": today}
    assert _standing(incentives, "be_proqkine") == {"standing": "not_verified", "on": None}
    assert _standing(incentives, "core_formats") is None
    plugin.edit("wording/en.toml", '"Be heard."', '"Be heard!"')
    assert _standing(incentives) == {"standing": "changed", "on": today}


def test_what_was_verified_in_another_environment_is_not_verified_in_this_one(
    plugin: Any, incentives: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin.install()
    incentives("verify", "xx_cycling")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(plugin.site, elsewhere)
    monkeypatch.setattr(sys, "path", [str(elsewhere), *(entry for entry in sys.path if entry != str(plugin.site))])
    for name in [name for name in sys.modules if name.partition(".")[0] == plugin.package]:
        del sys.modules[name]  # not by monkeypatch, which would bring it back for the tests that follow
    assert _standing(incentives)["standing"] == "not_verified"


def test_a_plugin_of_which_a_scheme_is_contested_is_listed_too(
    plugin: Any, incentives: Callable[..., Result], install: Callable[..., Path]
) -> None:
    plugin.install()
    incentives("verify", "xx_cycling")
    install("incentives-xx-other", scheme="xx-cycling")
    told = incentives("plugins")
    assert told.exit_code == 3
    assert "xx_cycling" in told.stdout
    assert _standing(incentives)["standing"] == "changed"


def test_a_changed_figure_is_noticed(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    incentives("verify", "xx_cycling")
    plugin.edit("editions/2025.toml", '"120.00"', '"121.00"')
    assert _standing(incentives)["standing"] == "changed"


def test_a_plugin_that_is_no_longer_sound_is_no_longer_verified(plugin: Any, incentives: Callable[..., Result]) -> None:
    plugin.install()
    incentives("verify", "xx_cycling")
    plugin.edit("wording/en.toml", 'queue = "Queue at the counter."', "")
    assert incentives("verify", "xx_cycling").exit_code == 1
    assert _standing(incentives)["standing"] == "not_verified"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"xx_cycling": {"on": "never"}}', '{"xx_cycling": 3}'])
def test_what_cannot_be_read_of_the_record_counts_as_not_verified(
    plugin: Any, incentives: Callable[..., Result], cache: Path, content: str
) -> None:
    plugin.install()
    cache.mkdir()
    (cache / "verified.json").write_text(content, "utf-8")
    assert _standing(incentives)["standing"] == "not_verified"


def test_where_the_record_cannot_be_kept_the_findings_are_still_told(
    plugin: Any, incentives: Callable[..., Result], cache: Path
) -> None:
    plugin.install()
    cache.write_text("a file where a folder should be", "utf-8")
    told = incentives("verify", "xx_cycling")
    assert told.exit_code == 0
    assert "is not remembered" in told.stderr
    assert "checks found nothing to put right" in told.stdout


def test_the_record_is_in_the_users_own_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from incentives.testing import kept

    monkeypatch.delenv("INCENTIVES_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: tmp_path / name)
    assert kept.path() == tmp_path / "incentives" / "verified.json"
