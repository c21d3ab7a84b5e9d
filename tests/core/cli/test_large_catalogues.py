"""A message does not grow with the catalogue: near names, how many there are, and where all are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import Result
from incentives import Catalogue, UnknownScheme
from incentives.catalogue import PluginInfo

Run = Callable[..., Result]
MANY = 400


@pytest.fixture
def large(catalogue: Catalogue, loaded_once: None, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue of some hundred schemes."""
    del loaded_once  # which would load another
    one = catalogue["be-proqkine"]
    schemes = tuple(evolve(one, id=f"xx-scheme{number:03}") for number in range(MANY))
    providers: dict[str, PluginInfo] = {scheme.id: catalogue.plugins[0] for scheme in schemes}
    whole = evolve(catalogue, schemes=schemes, providers=providers, failures=[])
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
