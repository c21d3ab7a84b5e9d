"""Messages and lists do not grow with the catalogue: what comes first, how many there are, and where all are."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import Result
from incentives import Catalogue, UnknownScheme
from incentives.catalogue import PluginInfo, PluginState

Run = Callable[..., Result]
MANY = 400


@pytest.fixture
def large(catalogue: Catalogue, loaded_once: None, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue of some hundred schemes."""
    del loaded_once  # which would load another
    one = catalogue["be-proqkine"]
    schemes = tuple(evolve(one, id=f"xx-scheme{number:03}") for number in range(MANY))
    formats = next(plugin for plugin in catalogue.plugins if plugin.formats)
    plugins = [
        evolve(catalogue.plugins[0], name=f"plugin{number:03}", schemes=(scheme,), package="no.package")
        for number, scheme in enumerate(schemes)
    ]
    plugins[-1] = evolve(plugins[-1], state=PluginState.DISABLED)
    providers: dict[str, PluginInfo] = dict(zip((scheme.id for scheme in schemes), plugins, strict=True))
    whole = evolve(catalogue, schemes=schemes, providers=providers, plugins=(formats, *plugins), failures=[])
    monkeypatch.setattr("incentives.cli.output.load_catalogue", lambda **_: whole)
    return whole


COMMANDS = {
    "unknown scheme": ("show", "zzz"),
    "unknown schemes": ("compare-schemes", "zzz", "--year", "2024"),
    "unknown scheme to check": ("check", "someone.toml", "--year", "2024", "--scheme", "zzz"),
    "unknown year": ("check", "someone.toml", "--year", "2030"),
    "unknown years": ("compare", "someone.toml", "--years", "2030"),
    "year of no questions": ("questions", "--years", "2030"),
}


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("case", COMMANDS)
def test_a_message_is_as_short_for_hundreds_of_schemes_as_for_a_few(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("someone.toml").write_text("be.inami_number = true\n", "utf-8")
    result = run(*COMMANDS[case])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr) < 6000
    assert str(MANY) in result.stderr
    assert "`incentives schemes`" in result.stderr


def test_the_nearest_of_hundreds_is_offered(large: Catalogue) -> None:
    with pytest.raises(UnknownScheme, match="did you mean 'xx-scheme123'") as caught:
        large["xx-schema123"]
    assert len(str(caught.value)) < 200


@pytest.mark.usefixtures("large")
def test_how_many_schemes_are_left_out_is_said_and_all_are_shown_when_asked(run: Run) -> None:
    short, whole = run("schemes", "--lang", "en").stdout, run("schemes", "--all", "--lang", "en").stdout
    shown = sum(f"xx-scheme{number:03}" in short for number in range(MANY))
    assert 20 < shown < MANY
    assert f"and {MANY - shown} more" in short
    assert all(f"- xx-scheme{number:03}" in whole for number in range(MANY))
    assert whole.count("Country:") == MANY


@pytest.mark.usefixtures("large")
def test_programs_get_the_whole_list(run: Run) -> None:
    body = json.loads(run("schemes", "--format", "json").stdout)
    assert len(body["schemes"]) == MANY
    assert body["left_out"] == 0
    assert len(json.loads(run("plugins", "--format", "json").stdout)["plugins"]) == MANY + 1


@pytest.mark.usefixtures("large")
def test_what_cannot_be_used_stands_first_among_hundreds_of_plugins(run: Run) -> None:
    lines = run("plugins", "--lang", "en").stdout.splitlines()
    assert lines[2].startswith(f"- plugin{MANY - 1}: disabled")
