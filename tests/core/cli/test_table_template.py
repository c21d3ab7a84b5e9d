"""`incentives table --template`: an empty table with a column for everything that the asked editions read."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from incentives import load_catalogue

Run = Callable[..., Result]
FAMI = ("--scheme", "fr-fami", "--year", "2025")


def columns(text: str, delimiter: str = ",") -> list[str]:
    (row,) = csv.reader(text.splitlines(), delimiter=delimiter)
    return row


def test_a_template_filled_in_lacks_nothing_and_has_nothing_that_is_not_read(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "people.csv"
    assert run("table", "--template", *FAMI, "-o", template).exit_code == 0
    with template.open("a", encoding="utf-8") as file:
        file.write(",".join(["physiotherapist", *[""] * (len(columns(template.read_text("utf-8"))) - 1)]) + "\n")
    result = run("table", template, *FAMI, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["Written"]


def test_every_fact_on_which_an_answer_depends_is_a_column_in_the_order_of_the_questions(run: Run) -> None:
    found = columns(run("table", "--template", *FAMI).stdout)
    catalogue = load_catalogue()
    facts = catalogue.edition("fr-fami", 2025).facts
    requests = {fact.id for fact in facts if fact.id.startswith("fr.fami.")}  # of which a table says nothing
    assert set(found) == {fact.id for fact in facts} - requests
    assert found[:2] == ["practitioner.profession", "fr.practice_started_on"]  # the permanent ones
    order = [fact.id for fact in catalogue["fr-fami"].facts]
    assert sorted(found[2:], key=order.index) == found[2:]


def test_a_fact_of_another_year_names_it(run: Run) -> None:
    # the edition 2022 reads the acts of two years before
    found = columns(run("table", "--template", "--scheme", "be-inami-software", "--year", "2022").stdout)
    assert "be.acts@2020" in found
    assert "be.main_occupation" in found
    assert "be.acts" not in found


def test_of_several_years_every_annual_column_names_its_own(run: Run) -> None:
    found = columns(run("table", "--template", "--scheme", "be-inami-software", "--years", "2024-2025").stdout)
    annual = {fact.id for fact in load_catalogue()["be-inami-software"].facts if fact.annual}
    assert all(("@" in name) is (name.partition("@")[0] in annual) for name in found)
    assert {"be.acts@2024", "be.acts@2025", "be.inami_number"} <= set(found)
    assert len(set(found)) == len(found)


def test_without_a_scheme_it_asks_what_all_schemes_of_the_year_read(run: Run) -> None:
    found = columns(run("table", "--template", "--year", "2025").stdout)
    assert {"fr.scor.transmissions", "be.acts", "practitioner.profession"} <= set(found)
    assert found.count("practitioner.profession") == 1


@pytest.mark.parametrize(("delimiter", "sign"), [("semicolon", ";"), ("tab", "\t"), ("comma", ",")])
def test_a_template_for_a_spreadsheet_separates_its_cells_as_asked(run: Run, delimiter: str, sign: str) -> None:
    assert "fr.conventioned" in columns(run("table", "--template", *FAMI, "--delimiter", delimiter).stdout, sign)


def test_a_template_never_replaces_a_file_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("precious", "utf-8")
    assert run("table", "--template", *FAMI, "-o", path).exit_code == 2
    assert path.read_text("utf-8") == "precious"
    assert run("table", "--template", *FAMI, "-o", path, "--force").exit_code == 0
    assert "fr.conventioned" in columns(path.read_text("utf-8"))
