"""Edition files of the user's own, whatever is wrong with them: every fault of every file, and nothing half used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, InvalidEdition, Situation, load_catalogue
from made_up_plugin import DEFAULTS, filled
from made_up_plugin import EDITION as YEAR_2024

Install = Callable[..., Path]
Write = Callable[..., Path]

EDITION = filled(YEAR_2024, **DEFAULTS).replace("2024", "2027").replace("120.00", "150.00")
CYCLING = Situation.of({2024: {"xx.cycles": True}, 2027: {"xx.cycles": True}})


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """`write(old, new, name=...)`: the user's edition with one part replaced, as a file in the current folder."""
    monkeypatch.chdir(tmp_path)

    def written(old: str = "", new: str = "", name: str = "mine.toml") -> Path:
        assert old in EDITION
        path = Path(name)
        path.write_text(EDITION.replace(old, new, 1) if old else EDITION + new, "utf-8")
        return path

    return written


@pytest.fixture
def catalogue(install: Install) -> Catalogue:
    install("incentives-xx")
    return load_catalogue()


def faults_of(catalogue: Catalogue, *paths: Any) -> tuple[str, ...]:
    with pytest.raises(InvalidEdition) as caught:
        catalogue.with_edition(*paths)
    assert caught.value.code == "invalid_edition"
    return caught.value.faults


def test_a_plugin_needs_nothing_but_editions_in_for_its_users_to_supply_one(catalogue: Catalogue, write: Write) -> None:
    extended = catalogue.with_edition(write())
    assert extended["xx-cycling"].years == (2024, 2027)
    assert extended.assess("xx-cycling", 2027, CYCLING).amount.certain == 150
    assert extended.assess("xx-cycling", 2024, CYCLING).amount.certain == 120


@pytest.mark.parametrize("kind", [str, Path], ids=["text", "path"])
def test_a_file_is_named_by_its_path_and_shown_as_it_was_named(
    catalogue: Catalogue, write: Write, kind: Callable[[Path], Any]
) -> None:
    edition = catalogue.with_edition(kind(write())).edition("xx-cycling", 2027)
    assert (edition.source, edition.user_supplied) == ("mine.toml", True)


def test_what_was_read_is_kept_though_the_file_changes_or_goes(catalogue: Catalogue, write: Write) -> None:
    path = write()
    extended = catalogue.with_edition(path)
    path.unlink()
    assert extended.assess("xx-cycling", 2027, CYCLING).amount.certain == 150
    assert extended["xx-cycling"].edition_text(2027) == EDITION


def test_a_mark_of_the_editor_before_the_text_is_no_fault(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(EDITION, "utf-8-sig")
    assert catalogue.with_edition(path).edition("xx-cycling", 2027).year == 2027


def test_signs_that_cannot_be_printed_are_left_out_of_the_name(catalogue: Catalogue, write: Write) -> None:
    edition = catalogue.with_edition(write(name="mine\n[readings].toml")).edition("xx-cycling", 2027)
    assert edition.source == "mine?[readings].toml"


def test_no_file_is_no_change(catalogue: Catalogue) -> None:
    assert catalogue.with_edition().schemes == catalogue.schemes


TAX = "{ value = 1, document = 'bylaw', place = 'x', confidence = 'official' }"

# What is replaced, by what, and how the fault begins and goes on.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "not TOML": ("year = 2027", "year = ", "$: is not TOML", "incentives show SCHEME --source"),
    "a key twice": ("year = 2027", "year = 2027\nyear = 2027", "$: is not TOML", ""),
    "unknown scheme": ('"xx-cycling"', '"xx-cycing"', "$.scheme: ", "did you mean 'xx-cycling'?"),
    "scheme that is no text": ('"xx-cycling"', "7", "$.scheme: ", "expected text"),
    "no scheme": ('scheme = "xx-cycling"\n', "", "$.scheme: ", "is missing"),
    "quoted year": ("2027\n", '"2027"\n', "$.year: ", "expected a whole number"),
    "implausible year": ("2027\n", "20277\n", "$.year: ", "a year such as 2027"),
    "unknown key": ("currency", "currrency = 1\ncurrency", "$: ", "'currrency'"),
    "float for an amount": ('"150.00"', "150.0", "$.figures.grant: ", "write an amount as text"),
    "unknown figure": ("figures.grant = { value", f"figures.tax = {TAX}\nfigures.grant = {{ value",
                       "$.figures.tax: ", "no rule reads it"),
    "figure in doubt": ('value = "150.00"', "question = 'xx-cycling.hills', yes = '1', no = '2'",
                        "$.figures.grant: ", "certain"),
    "unknown confidence": ("official", "sure", "$.figures['grant'].confidence: ", "'sure'"),
    "undeclared document": ("documents.bylaw", "documents.law", "$.figures.grant: ", "no document 'bylaw'"),
    "criterion without a reference": (
        '[{ document = "bylaw", place = "article 1", confidence = "official" }]', "[]", "$.criteria.cycling: ", "no r"),
    "criterion that no rule builds": (
        "benefits.", "criteria.walking.references = []\nbenefits.", "$.criteria.walking: ", "no rule is built from it"),
    "no criterion": ("criteria.cycling", "criteria.walking", "$.criteria.cycling: ", "is missing"),
    "unknown profession": ("physiotherapist", "physio", "$.professions: ", "did you mean 'physician'?"),
    "unknown note": ("documents.", "notes = ['hils']\ndocuments.", "$.notes: ", "did you mean 'hills'?"),
    "unknown channel": ('"none_needed"', '"post"', "$.application.channel: ", "known: none_needed"),
    "unknown step": ("steps = []", "steps = ['queue']", "$.application.steps: ", "known: none"),
    "unknown contact": ("documents.", "contacts = [{ id = 'town' }]\ndocuments.", "$.contacts: ", "'town'"),
    "unknown paper": ("documents.", "evidence = [{ id = 'log', handling = 'kept' }]\ndocuments.",
                      "$.evidence: ", "'log'"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_the_file_and_its_place(
    catalogue: Catalogue, write: Write, case: tuple[str, str, str, str]
) -> None:
    old, new, place, said = case
    path = write(old, new)
    faults = faults_of(catalogue, path)
    fault = faults[0]
    assert fault.startswith(place)
    assert said in fault
    with pytest.raises(InvalidEdition) as caught:
        catalogue.with_edition(path)
    assert str(caught.value).startswith("mine.toml is not a valid edition:\n  - $" if place[0] == "$" else "mine.toml")
    assert catalogue["xx-cycling"].years == (2024,)
    assert catalogue.failures == ()


def test_faults_of_different_kinds_are_listed_together(catalogue: Catalogue, write: Write) -> None:
    path = write("verified_on = 2027-06-01\n", "notes = ['hils']\nverified_on = '2027'\n")
    assert len(faults_of(catalogue, path)) == 1  # without a date the rest cannot be read
    path = write()
    text = path.read_text("utf-8").replace('"150.00"', "150.0").replace('"physiotherapist"', '"physio"')
    text = text.replace('cycling.references = [{ document = "bylaw"', 'cycling.references = [{ document = "law"')
    path.write_text(f"notes = ['hils']\n{text}", "utf-8")
    places = [fault.partition(": ")[0] for fault in faults_of(catalogue, path)]
    assert places == ["$.professions", "$.notes", "$.figures.grant", "$.criteria.cycling"]


@pytest.mark.parametrize("name", ["nowhere.toml", "folder", "", "x" * 300], ids=["missing", "folder", "none", "long"])
def test_a_file_that_cannot_be_read_says_so(catalogue: Catalogue, write: Write, name: str) -> None:
    write()
    Path("folder").mkdir()
    (fault,) = faults_of(catalogue, name)
    assert fault.startswith("$: cannot be read: ")
    assert "give the path of an edition file" in fault


def test_a_file_in_another_encoding_says_so(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(EDITION.replace("Bylaw", "Règlement"), "latin-1")
    assert faults_of(catalogue, path) == ("$: is not TOML: it is not in UTF-8; save it so",)


@pytest.mark.parametrize("path", [None, 2027, b"mine.toml"])
def test_what_is_no_path_is_refused(catalogue: Catalogue, path: Any) -> None:
    from incentives.errors import InvalidArgument

    with pytest.raises(InvalidArgument, match="the path of an edition file"):
        catalogue.with_edition(path)


def test_every_faulty_file_is_told_and_none_is_used(catalogue: Catalogue, write: Write) -> None:
    good = write(name="good.toml")
    bad = write('"150.00"', "150.0", "bad.toml")
    worse = write("2027\n", "2026\nsurplus = 1\n", "worse.toml")
    with pytest.raises(InvalidEdition) as caught:
        catalogue.with_edition(good, bad, worse, "nowhere.toml")
    faults = caught.value.faults
    assert [fault.partition(": ")[0] for fault in faults] == ["bad.toml", "worse.toml", "nowhere.toml"]
    assert "bad.toml: $.figures.grant: " in str(caught.value)
    assert "worse.toml: $: nothing is called 'surplus' here" in str(caught.value)
    assert "good.toml" not in str(caught.value)
    assert catalogue["xx-cycling"].years == (2024,)


def test_two_files_for_one_scheme_and_year_are_refused(catalogue: Catalogue, write: Write) -> None:
    first, second = write(name="first.toml"), write("150.00", "160.00", "second.toml")
    assert faults_of(catalogue, first, second) == (
        "$.year: xx-cycling 2027 is given by first.toml too; leave one of the two out",
    )
    assert faults_of(catalogue, first, first) == (
        "$.year: xx-cycling 2027 is given by first.toml too; leave one of the two out",
    )
    replaced = catalogue.with_edition(first).with_edition(second)  # one after the other, the last one holds
    assert replaced.assess("xx-cycling", 2027, CYCLING).amount.certain == 160


IN_CODE = """\
from incentives import Scheme, Wording, hookimpl


@hookimpl
def incentive_schemes():
    yield Scheme("xx-cycling", "XX", "The town", (), (), {2024: lambda: None}, Wording(None))
"""


def test_a_scheme_that_builds_its_editions_in_code_says_that_it_takes_no_files(install: Install, write: Write) -> None:
    install("incentives-xx", module=IN_CODE)
    (fault,) = faults_of(load_catalogue(), write())
    assert fault.startswith("$.scheme: the plugin of xx-cycling builds its editions in code and has no file format")


RAISING = {
    "an error": "raise RuntimeError('the gear is worn')",
    "an exit": "raise SystemExit(1)",
    "a missing key": "{}['gear']",
}


@pytest.mark.parametrize("building", RAISING.values(), ids=RAISING.keys())
def test_whatever_the_rules_raise_is_a_fault_of_the_file(install: Install, write: Write, building: str) -> None:
    install("incentives-xx", building=building)
    catalogue = load_catalogue()
    fault = faults_of(catalogue, write())[-1]
    assert fault.startswith("$: the rules of xx-cycling can make nothing of it: ")
    assert "incentives show xx-cycling --source" in fault
    assert catalogue.failures == ()


def test_a_broken_edition_of_the_plugin_can_be_put_right_by_the_user(install: Install, write: Write) -> None:
    folder = install("incentives-xx")
    (folder / "editions" / "2024.toml").write_text("year = ", "utf-8")
    catalogue = load_catalogue()
    with pytest.raises(InvalidEdition):
        catalogue.edition("xx-cycling", 2024)
    assert [failure.year for failure in catalogue.failures] == [2024]
    mended = catalogue.with_edition(write("2027\n", "2024\n"))
    assert mended.assess("xx-cycling", 2024, CYCLING).amount.certain == 150
    assert mended.failures == ()
    assert [failure.year for failure in catalogue.failures] == [2024]


def test_failures_of_an_extended_catalogue_are_its_own(install: Install, write: Write) -> None:
    folder = install("incentives-xx")
    (folder / "editions" / "2024.toml").write_text("year = ", "utf-8")
    catalogue = load_catalogue()
    extended = catalogue.with_edition(write())
    with pytest.raises(InvalidEdition):
        extended.edition("xx-cycling", 2024)
    assert len(extended.failures) == 1
    assert catalogue.failures == ()


def test_a_contested_scheme_says_who_contests_it(install: Install, write: Write) -> None:
    install("incentives-xx-north")
    install("incentives-xx-south")
    (fault,) = faults_of(load_catalogue(), write())
    assert fault.startswith("$.scheme: ")
    assert "incentives-xx-south" in fault


def test_the_scheme_of_a_disabled_plugin_is_not_known(catalogue: Catalogue, write: Write) -> None:
    assert catalogue.failures == ()
    (fault,) = faults_of(load_catalogue(disable=["incentives-xx"]), write())
    assert fault.startswith("$.scheme: no installed plugin gives a scheme 'xx-cycling'")


def test_a_plugin_whose_sentences_cannot_be_read_keeps_nobody_from_supplying(install: Install, write: Write) -> None:
    folder = install("incentives-xx")
    (folder / "wording" / "en.toml").write_text("translation = ", "utf-8")
    extended = load_catalogue().with_edition(write())
    assert extended.assess("xx-cycling", 2027, CYCLING).amount.certain == 150
