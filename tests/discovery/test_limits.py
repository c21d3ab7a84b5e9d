"""A plugin that says what a fact can be: whoever asks or reads it says so, in each language."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives import Catalogue, InvalidSituation, Situation, load_catalogue
from incentives.cli import main
from incentives.report.questionnaire import questionnaire
from incentives.report.situationschema import situation_schema
from made_up_plugin import MODULE

Install = Callable[..., Path]
MONTHS = 'Fact.count("xx.cycles", unit="months", least=1, most=12)'
HALF_A_YEAR = MODULE.replace('"cycling", cycles,', '"cycling", cycles >= 6,')


@pytest.fixture
def months(install: Install) -> Catalogue:
    install("incentives-xx-months", fact=MONTHS, module=HALF_A_YEAR)
    return load_catalogue()


def property_of(schema: Any) -> Any:
    (annual,) = schema["patternProperties"].values()
    return annual["properties"]["xx.cycles"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "From 1 to 12."), ("fr", "De 1 à 12."), ("nl", "Van 1 tot en met 12.")],
)
def test_whoever_asks_says_between_which_values_the_answer_lies(months: Catalogue, language: str, said: str) -> None:
    scheme, edition = months["xx-cycling"], months.edition("xx-cycling", 2024)
    assert said in questionnaire([(scheme, edition)], language, date(2024, 6, 1))
    (missing,) = months.assess("xx-cycling", 2024, Situation.of({})).missing_facts
    assert said in (missing.help(language) or "")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ('Fact.count("xx.cycles", unit="km", most=4)', "4"),
        ('Fact.count("xx.cycles", unit="km", least=100)', "100"),
        ('Fact.count("xx.cycles", unit="km", most=40)', "12"),
        ('Fact.decimal("xx.cycles", unit="part", most=Decimal("0.5"))', "0.5"),
        ('Fact.day("xx.cycles", least=date(2030, 1, 1))', "2030-01-01"),
    ],
)
def test_the_value_that_is_shown_as_an_example_can_be(install: Install, fact: str, said: str) -> None:
    condition = "cycles.year >= 2024" if "day" in fact else "cycles >= 0"
    module = MODULE.replace('"cycling", cycles,', f'"cycling", {condition},')
    install("incentives-xx-few", fact=fact, first="from datetime import date", module=module)
    catalogue = load_catalogue()
    scheme, edition = catalogue["xx-cycling"], catalogue.edition("xx-cycling", 2024)
    assert f"# xx.cycles =   # for example {said}" in questionnaire([(scheme, edition)], "en", date(2024, 6, 1))


def test_the_schema_of_a_situation_has_the_range(months: Catalogue) -> None:
    number, *_ = property_of(situation_schema(months, "en"))["anyOf"]
    assert number == {"type": "integer", "minimum": 1, "maximum": 12}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "expected 1 to 12, got 13"), ("fr", "une valeur de 1 à 12 est attendue, et non 13")],
)
def test_a_value_outside_is_told_by_the_command_and_nothing_is_assessed(
    months: Catalogue, tmp_path: Path, language: str, said: str
) -> None:
    del months
    told = tmp_path / "someone.toml"
    told.write_text("[2024.xx]\ncycles = 13\n", "utf-8")
    result = CliRunner().invoke(main, ["check", str(told), "--year", "2024", "--lang", language])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"2024.xx.cycles: {said}" in result.stderr


def test_a_saved_result_keeps_the_limits_and_comes_out_the_same(months: Catalogue, tmp_path: Path) -> None:
    del months
    told, saved = tmp_path / "someone.toml", tmp_path / "saved.json"
    told.write_text("[2024.xx]\ncycles = 12\n", "utf-8")
    arguments = ["check", str(told), "--year", "2024", "--scheme", "xx-cycling", "--format", "json", "-o", str(saved)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert json.loads(saved.read_text("utf-8"))["kept"]["facts"]["xx.cycles"]["most"] == 12
    assert (
        "With the rules saved in it, it comes out the same." in CliRunner().invoke(main, ["replay", str(saved)]).stdout
    )


def test_a_value_that_two_limits_leave_is_refused_by_the_catalogue_too(months: Catalogue) -> None:
    with pytest.raises(InvalidSituation, match="expected 1 to 12, got 0"):
        months.check(Situation.of({2024: {"xx.cycles": 0}}))
