"""Whatever a label, a key, a value or a title holds, it is shown and never obeyed."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from incentives import Catalogue

Run = Callable[..., Result]
Written = Callable[..., Path]

OBEYED = ["\x1b[31m", "\x07", "\x9b2J", "\u202e", "\u2066", "\x7f"]
LABEL = "Anna" + "".join(OBEYED) + "\n# Approved\n\n<b onclick='x()'>you</b> [win](javascript:x) ![](http://x/y)"


@pytest.fixture
def odd(situation: Written, tmp_path: Path) -> list[object]:
    """What asks of somebody with an odd label, an odd key, and an edition with odd words."""
    del tmp_path
    path = situation(f'label = {json.dumps(LABEL)}\n"xx.a\\u001b[31m\\n# b" = "\\u009b"\nbe.inami_number = true\n')
    return ["check", path, "--year", "2024", "--lang", "en"]


@pytest.fixture
def own(catalogue: Catalogue, tmp_path: Path) -> Path:
    text = catalogue["be-proqkine"].edition_text(2024)
    assert text is not None
    path = tmp_path / "own.toml"
    path.write_text(text.replace('title = "', 'title = "\\u001b[31m\\n# Title <i>\\u202e'), "utf-8")
    return path


@pytest.mark.parametrize("format_name", ["text", "markdown", "json", "toml"])
def test_no_report_sends_a_terminal_what_it_would_obey(
    run: Run, odd: list[object], own: Path, format_name: str
) -> None:
    for arguments in ([*odd, "--edition", own], ["show", "be-proqkine", "--year", "2024", "--edition", own]):
        result = run(*arguments, "--format", format_name)
        assert result.exit_code == 0
        for said in (result.stdout, result.stderr):
            assert [one for one in OBEYED if one[0] in said] == []
        assert "\n# Approved" not in result.stdout
        assert "\n# Title" not in result.stdout


def test_data_stays_what_it_was(run: Run, odd: list[object]) -> None:
    assert json.loads(run(*odd, "--format", "json").stdout)["label"] == LABEL
    assert tomllib.loads(run(*odd, "--format", "toml").stdout)["label"] == LABEL


def test_messages_about_odd_input_are_harmless_too(run: Run, situation: Written, own: Path) -> None:
    fault = run(
        "check", situation('"be.a\\u001b[31m\\nb" = "\\u009b"\nbe.inami_number = "\\u001b\\n- x"\n'), "--year", "2024"
    )
    edition = run(
        "schemes", "--edition", own, "--edition", situation('"\\u001b[31m\\n" = 1\nyear = "\\u009b"\n', "b.toml")
    )
    for result in (fault, edition, run("show", "\x1b[31m"), run("check", "\x1b[31m.toml", "--year", "2024")):
        assert result.exit_code == 2
        assert [one for one in OBEYED if one[0] in result.stderr] == []
    assert len(fault.stderr.splitlines()) == 3
