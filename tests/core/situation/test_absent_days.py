"""A day can be told to be absent, in a file and in Python; nothing else can be ``none``."""

from datetime import date
from pathlib import Path

import pytest
from incentives import NO_DAY, Catalogue, InvalidSituation, Situation

FIRST = "fr.billing.first_secured_on"


def faults(catalogue: Catalogue, data: dict[object, object], language: str = "en") -> list[str]:
    with pytest.raises(InvalidSituation) as caught:
        catalogue.check(Situation.of(data))
    return [fault.text(language) for fault in caught.value.faults]  # type: ignore[attr-defined]  # faults have a text


def test_a_file_says_that_there_was_no_such_day(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text(f'be.first_registered_on = "none"\n[2025]\n{FIRST} = "none"\n', "utf-8")
    checked = catalogue.check(Situation.read(path))
    assert checked.permanent == {"be.first_registered_on": NO_DAY}
    assert checked.annual[2025] == {FIRST: NO_DAY}


@pytest.mark.parametrize("value", ["unknown", None])
def test_absent_is_not_unknown(catalogue: Catalogue, value: object) -> None:
    assert catalogue.check(Situation.of({2025: {FIRST: value}})).annual[2025] == {}


@pytest.mark.parametrize("value", ["None", "NONE", "", " none", "nil", False, [], 0])
def test_nothing_else_says_it_and_the_fault_names_the_way_out(catalogue: Catalogue, value: object) -> None:
    for language in ("en", "fr", "nl"):
        (text,) = faults(catalogue, {2025: {FIRST: value}}, language)
        assert text.startswith(f"2025.{FIRST}: ")
        assert '"none"' in text


@pytest.mark.parametrize("id", ["fr.conventioned", "fr.billing.total", "fr.coordination.structures"])
def test_what_is_no_day_cannot_be_absent(catalogue: Catalogue, id: str) -> None:
    (text,) = faults(catalogue, {2025: {id: "none"}})
    assert text.startswith(f"2025.{id}: ")


@pytest.mark.parametrize(
    ("day", "other", "value"),
    [
        (FIRST, "fr.billing.secured", 1),
        (FIRST, "fr.billing.excluded_secured", 1),
        ("fr.practice_started_on", "fr.billing.total", 1),
        ("fr.practice_started_on", "fr.billing.secured", 1),
        ("fr.fami.declared_on", "fr.fami.declared", True),
        ("fr.fami.declared_on", "fr.fami.declared_items", ["dmp"]),
        ("be.first_registered_on", "be.inami_number", True),
        ("be.first_registered_on", "be.convention.all_year", True),
        ("be.first_registered_on", "be.convention.joined_in_year", True),
        ("be.first_registered_on", "be.acts", 1),
        ("be.inami_software.requested_on", "be.inami_software.requested", True),
        ("be.inami_software.requested_on", "be.inami_software.request_channel", "form"),
        ("be.proqkine.portfolio_created_on", "be.proqkine.has_portfolio", True),
    ],
)
def test_an_absent_day_contradicts_what_cannot_be_without_it(
    catalogue: Catalogue, day: str, other: str, value: object
) -> None:
    known = catalogue.vocabulary.facts
    data: dict[object, object] = {2025: {}}
    for id, said in ((day, "none"), (other, value)):
        (data[2025] if known[id].annual else data)[id] = said  # type: ignore[index]  # a table
    for language in ("en", "fr", "nl"):
        (text,) = faults(catalogue, data, language)
        assert day in text.partition(": ")[0]
        assert other in text.partition(": ")[0]


def test_a_day_of_a_first_claim_contradicts_a_year_without_any(catalogue: Catalogue) -> None:
    told = {"fr.billing.transmitted_previous_year": True, FIRST: date(2025, 5, 1), "fr.billing.secured": 0}
    (text,) = faults(catalogue, {2025: told})
    assert '"none"' in text


@pytest.mark.parametrize("id", [FIRST, "fr.fami.declared_on", "be.inami_software.requested_on"])
def test_a_day_that_must_lie_in_a_year_may_be_absent(catalogue: Catalogue, id: str) -> None:
    no = {"fr.fami.declared": False, "fr.billing.secured": 0, "be.inami_software.requested": False}
    assert catalogue.check(Situation.of({2025: {id: "none", **no}})).annual[2025][id] == NO_DAY
