"""Plugins can be disabled by entry point or distribution; an unknown name is an error."""

from collections.abc import Callable
from pathlib import Path

import pytest
from incentives import Catalogue, UnknownPlugin, UnknownScheme, load_catalogue

Install = Callable[..., Path]
Check = Callable[[Catalogue], None]

BROKEN = "raise RuntimeError('it was loaded all the same')"


def state_of(catalogue: Catalogue, plugin: str) -> str:
    (state,) = [str(info.state) for info in catalogue.plugins if info.name == plugin]
    return state


@pytest.mark.parametrize(
    "name",
    ["xx_bike", "incentives-xx-cycling", "incentives_xx_cycling", "incentives.xx.cycling", "Incentives-XX-cycling"],
)
def test_a_disabled_plugin_is_listed_but_never_loaded(install: Install, shipped_schemes_work: Check, name: str) -> None:
    install("incentives-xx-cycling", entry_point="xx_bike", first=BROKEN)
    catalogue = load_catalogue(disable=[name])
    assert catalogue.failures == ()
    assert state_of(catalogue, "xx_bike") == "disabled"
    assert "xx-cycling" not in catalogue
    shipped_schemes_work(catalogue)


def test_the_environment_disables_several_by_commas(
    install: Install, monkeypatch: pytest.MonkeyPatch, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-north", first=BROKEN)
    install("incentives-xx-south", first=BROKEN)
    install("incentives-xx-west", scheme="xx-west")
    monkeypatch.setenv("INCENTIVES_DISABLE", " incentives-xx-north, incentives_xx_south,")
    catalogue = load_catalogue(disable=["incentives_xx_west"])
    assert catalogue.failures == ()
    assert [scheme.id for scheme in catalogue] == ["be-inami-software", "be-proqkine", "fr-fami"]
    shipped_schemes_work(catalogue)


def test_a_shipped_plugin_can_be_disabled_like_any_other() -> None:
    catalogue = load_catalogue(disable=["fr_fami"])
    assert [scheme.id for scheme in catalogue] == ["be-inami-software", "be-proqkine"]
    assert state_of(catalogue, "fr_fami") == "disabled"
    with pytest.raises(UnknownScheme, match="fr-fami"):
        catalogue.edition("fr-fami", 2025)


@pytest.mark.parametrize(
    ("name", "near"), [("fr_famy", "'fr_fami'"), ("incentives-be-proqkin", "'incentives-be-proqkine'")]
)
def test_an_unknown_name_is_an_error_with_a_close_match(name: str, near: str) -> None:
    with pytest.raises(UnknownPlugin, match=f"{name}.*did you mean {near}") as caught:
        load_catalogue(disable=[name])
    assert caught.value.code == "unknown_plugin"


def test_an_unknown_name_like_no_other_lists_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCENTIVES_DISABLE", "zzzzz")
    with pytest.raises(UnknownPlugin, match="'zzzzz'") as caught:
        load_catalogue()
    for name in ("be_inami_software", "be_proqkine", "fr_fami", "incentives-fr-fami"):
        assert name in str(caught.value)


def test_every_unknown_name_is_reported_at_once() -> None:
    with pytest.raises(UnknownPlugin) as caught:
        load_catalogue(disable=["fr_famy", "fr_fami", "be_proqkin"])
    assert caught.value.data["names"] == ["fr_famy", "be_proqkin"]
