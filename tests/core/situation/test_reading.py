"""Reading a situation: from a file or a mapping, nested or dotted; nothing is judged yet but its form."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, Fault, Situation, UnreadableFile

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]

FILE = """\
label = "Marie"
practitioner.profession = "physiotherapist"
be.inami_number = true
be.first_registered_on = 2010-05-01

[2024]
be.acts = 812
be.software.ehealth_registered = "unknown"
fr.sesam_vitale.amendments = ["tp_acs"]

[2024.be.convention]
all_year = true

[2025]
be.acts = 0

[readings]
"fr-fami.dmp_transaction_required" = true
"""


def test_a_file_gives_permanent_annual_facts_readings_and_a_label(tmp_path: Path) -> None:
    path = tmp_path / "marie.toml"
    path.write_text(FILE, "utf-8")
    situation = Situation.read(path)
    assert situation.permanent == {
        "practitioner.profession": "physiotherapist",
        "be.inami_number": True,
        "be.first_registered_on": date(2010, 5, 1),
    }
    assert situation.annual == {
        2024: {
            "be.acts": 812,
            "be.software.ehealth_registered": "unknown",
            "fr.sesam_vitale.amendments": ["tp_acs"],
            "be.convention.all_year": True,
        },
        2025: {"be.acts": 0},
    }
    assert situation.readings == {"fr-fami.dmp_transaction_required": True}
    assert (situation.label, situation.source, situation.faults) == ("Marie", str(path), ())


def test_a_path_can_be_given_as_text(tmp_path: Path) -> None:
    path = tmp_path / "marie.toml"
    path.write_text("be.inami_number = true", "utf-8")
    assert Situation.read(str(path)).permanent == Situation.read(path).permanent == {"be.inami_number": True}


@pytest.mark.parametrize(
    "data",
    [
        {"be": {"inami_number": True}, "2024": {"be": {"software": {"ehealth_registered": True}, "acts": 3}}},
        {"be.inami_number": True, "2024": {"be.software.ehealth_registered": True, "be.acts": 3}},
        {"be.inami_number": True, 2024: {"be.software": {"ehealth_registered": True}, "be.acts": 3}},
        {"be": {"inami_number": True}, 2024: {"be": {"software.ehealth_registered": True, "acts": 3}}},
    ],
)
def test_nested_and_dotted_forms_with_years_as_numbers_or_text_are_one(data: Mapping[Any, object]) -> None:
    situation = Situation.of(data)
    assert situation.permanent == {"be.inami_number": True}
    assert situation.annual == {2024: {"be.software.ehealth_registered": True, "be.acts": 3}}
    assert situation.faults == ()


def test_readings_can_be_nested_or_dotted_too() -> None:
    nested = Situation.of({"readings": {"fr-fami": {"telehealth_open": False}}})
    dotted = Situation.of({"readings": {"fr-fami.telehealth_open": False}})
    assert nested.readings == dotted.readings == {"fr-fami.telehealth_open": False}


def test_a_year_as_number_and_as_text_is_one_year() -> None:
    situation = Situation.of({2024: {"be.acts": 3}, "2024": {"be.main_occupation": True}})
    assert situation.annual == {2024: {"be.acts": 3, "be.main_occupation": True}}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"be.licensed": True, "be": {"licensed": False}}, "be.licensed"),
        ({2024: {"be.acts": 3, "be": {"acts": 4}}}, "2024.be.acts"),
        ({2024: {"be.acts": 0}, "2024": {"be.acts": False}}, "2024.be.acts"),
        ({"readings": {"a-b.c": True, "a-b": {"c": False}}}, "readings.a-b.c"),
    ],
)
def test_a_fact_given_twice_with_two_values_is_a_fault(data: Mapping[Any, object], path: str) -> None:
    (fault,) = Situation.of(data).faults
    assert (fault.paths, fault.id) == ((path,), "given_twice")


def test_a_fact_given_twice_with_one_value_is_no_fault() -> None:
    assert Situation.of({2024: {"be.acts": 3, "be": {"acts": 3}}}).faults == ()


def test_the_mapping_that_was_given_is_not_changed() -> None:
    data: dict[Any, Any] = {"be": {"inami_number": True}, 2024: {"be": {"acts": 3}}, "readings": {"a-b.c": True}}
    Situation.of(data)
    assert data == {"be": {"inami_number": True}, 2024: {"be": {"acts": 3}}, "readings": {"a-b.c": True}}


def test_an_empty_situation_is_a_situation(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.of({}))
    assert (checked.permanent, checked.annual, checked.readings, checked.notices) == ({}, {}, {}, ())


@pytest.mark.parametrize("name", ["24", "02024", "20245", "0"])
def test_a_year_table_that_is_no_year_is_a_fault(faults_of: Faults, name: str) -> None:
    (fault,) = faults_of({name: {"be.acts": 3}})
    assert (fault.paths, fault.id) == ((name,), "expected_year")
    assert "[2024]" in fault.text("en")


@pytest.mark.parametrize("value", [812, "812", True, [{"be.acts": 3}]])
@pytest.mark.parametrize("name", ["2024", "readings"])
def test_a_year_or_readings_that_are_no_table_are_a_fault(faults_of: Faults, name: str, value: object) -> None:
    (fault,) = faults_of({name: value})
    assert (fault.paths, fault.id) == ((name,), "expected_table")


def test_a_label_that_is_no_text_is_a_fault(faults_of: Faults) -> None:
    (fault,) = faults_of({"label": 7})
    assert (fault.paths, fault.id) == (("label",), "expected_text")


def test_a_label_is_kept(catalogue: Catalogue) -> None:
    assert catalogue.check(Situation.of({"label": "Marie"})).label == "Marie"


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    with pytest.raises(UnreadableFile, match=r"nowhere\.toml.*give the path") as caught:
        Situation.read(path)
    assert (caught.value.code, caught.value.data["path"]) == ("unreadable_file", str(path))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="give the path of a situation file"):
        Situation.read(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"be.acts = ", b"name;acts\nMarie;812\n", b"\xff\xfe\x00", b"be.acts = 1\nbe.acts = 2\n", b"be.acts = 09\n"],
)
def test_what_is_not_toml_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "marie.toml"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"marie\.toml is not TOML") as caught:
        Situation.read(path)
    assert "incentives questions" in str(caught.value)


def test_the_source_of_a_situation_is_named_with_its_faults(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "marie.toml"
    path.write_text("[2024]\nbe.acts = true\n", "utf-8")
    with pytest.raises(ValueError, match=r"marie\.toml cannot be used") as caught:
        catalogue.check(Situation.read(path))
    assert "2024.be.acts: expected a whole number" in str(caught.value)
