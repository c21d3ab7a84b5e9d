"""What a broken-off installation leaves on the path: it is named with its folder, and the others answer."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from incentives import Catalogue, load_catalogue

Install = Callable[..., Path]
Check = Callable[[Catalogue], None]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
NAME = "incentives-xx-cycling"


def metadata_of(package: Path) -> Path:
    return package.parent / "incentives_xx_cycling-1.2.3.dist-info"


def without_metadata(folder: Path) -> None:
    (folder / "METADATA").unlink()


def in_latin_1(folder: Path) -> None:
    text = (folder / "METADATA").read_text("utf-8") + "Author: Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}\n"
    (folder / "METADATA").write_bytes(text.encode("latin-1"))


def without_a_version(folder: Path) -> None:
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\n", "utf-8")


def without_an_equals_sign(folder: Path) -> None:
    (folder / "entry_points.txt").write_text("[incentives]\nincentives_xx_cycling\n", "utf-8")


def with_entry_points_in_latin_1(folder: Path) -> None:
    text = "[console_scripts]\nv\N{LATIN SMALL LETTER E WITH ACUTE}lo = x:y\n[incentives]\nincentives_xx_cycling = x\n"
    (folder / "entry_points.txt").write_bytes(text.encode("latin-1"))


DAMAGES = [without_metadata, in_latin_1, without_a_version, without_an_equals_sign, with_entry_points_in_latin_1]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_distribution_is_named_with_its_folder_and_the_others_answer(
    install: Install, shipped_schemes_work: Check, damage: Callable[[Path], None]
) -> None:
    folder = metadata_of(install(NAME))
    damage(folder)
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.code) == ("installation", "plugin_installation_failed")
    assert str(folder) in failure.message
    assert "install its distribution again" in failure.message
    assert [scheme.id for scheme in catalogue] == SHIPPED
    assert {str(info.state) for info in catalogue.plugins if info.distribution == NAME} == {"failed"}
    shipped_schemes_work(catalogue)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_distribution_can_be_disabled(install: Install, damage: Callable[[Path], None]) -> None:
    damage(metadata_of(install(NAME)))
    catalogue = load_catalogue(disable=[NAME])
    assert catalogue.failures == ()


def test_an_empty_folder_that_hides_a_plugin_is_told_and_the_plugin_is_used(
    install: Install, shipped_schemes_work: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(NAME)
    empty = tmp_path / "first" / "incentives_xx_cycling-1.0.dist-info"
    empty.mkdir(parents=True)
    monkeypatch.syspath_prepend(empty.parent)
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert str(failure.stage) == "installation"
    assert str(empty) in failure.message
    assert [scheme.id for scheme in catalogue] == [*SHIPPED, "xx-cycling"]
    shipped_schemes_work(catalogue)


def test_an_empty_folder_of_this_library_itself_stops_no_plugin(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(NAME, requires=("incentives>=0.1",))
    empty = tmp_path / "first" / "incentives-0.0.1.dist-info"
    empty.mkdir(parents=True)
    monkeypatch.syspath_prepend(empty.parent)
    catalogue = load_catalogue()
    assert str(empty) in " ".join(failure.message for failure in catalogue.failures)
    assert [scheme.id for scheme in catalogue] == [*SHIPPED, "xx-cycling"]
    assert "json" in catalogue.formats


def test_an_empty_folder_that_hides_nothing_of_ours_is_no_matter(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(NAME)
    (tmp_path / "first" / "attrs-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "first" / "whatever-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "first")
    assert load_catalogue().failures == ()


def test_what_pip_was_about_to_remove_is_ignored(install: Install) -> None:
    package = install(NAME)
    folder = metadata_of(package)
    folder.rename(folder.with_name("~ncentives_xx_cycling-1.2.3.dist-info"))
    catalogue = load_catalogue()
    assert (catalogue.failures, [scheme.id for scheme in catalogue]) == ((), SHIPPED)


def test_a_damaged_distribution_of_others_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site" / "whatever-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "entry_points.txt").write_bytes(b"[console_scripts]\nv\xe9lo\n")
    monkeypatch.setattr(sys, "path", [str(folder.parent), *sys.path])
    assert load_catalogue().failures == ()
