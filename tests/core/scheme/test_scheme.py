"""A scheme builds each edition when it is first asked for, once."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from shutil import copytree
from typing import Any

import incentives_be_proqkine
import pytest
from attrs import evolve
from incentives import (
    PROFESSION,
    Contradiction,
    Edition,
    Fact,
    InvalidEdition,
    Scheme,
    UnknownEdition,
    Wording,
    editions_in,
)
from incentives_be_proqkine.facts import QUESTIONS
from incentives_be_proqkine.rules import Figures, edition

SchemeOf = Callable[..., Scheme]


def test_declaring_a_scheme_builds_no_edition_and_using_one_builds_it_once(
    scheme_of: SchemeOf, data: dict[str, Any], built: Edition
) -> None:
    calls = []

    def build() -> Edition:
        calls.append("built")
        return built

    scheme = scheme_of(data, editions={2024: build})
    assert (scheme.years, scheme.built(2024), calls) == ((2024,), None, [])
    assert scheme.edition(2024) is scheme.edition(2024) is scheme.built(2024)
    assert calls == ["built"]


def test_a_broken_file_harms_neither_its_scheme_nor_the_other_editions(tmp_path: Path) -> None:
    folder = tmp_path / "editions"
    copytree(str(files(incentives_be_proqkine) / "editions"), folder)
    (folder / "2024.toml").write_text("premium = ", "utf-8")
    (folder / "notes.txt").write_text("no edition", "utf-8")
    (folder / "draft.toml").write_text("no edition", "utf-8")
    whole = next(iter(incentives_be_proqkine.incentive_schemes()))
    scheme = Scheme(
        id="be-proqkine",
        jurisdiction="BE",
        authority="INAMI/RIZIV",
        professions=("physiotherapist",),
        facts=whole.facts,
        questions=whole.questions,
        editions=editions_in(folder, Figures, edition, QUESTIONS),
        wording=whole.wording,
    )
    assert scheme.years == (2022, 2023, 2024)
    assert scheme.edition(2023).digest == whole.edition(2023).digest
    with pytest.raises(InvalidEdition, match=r"2024\.toml"):
        scheme.edition(2024)
    assert scheme.edition(2023).benefits[0].id == "premium"


def test_an_edition_that_failed_can_be_built_once_its_file_is_put_right(
    scheme_of: SchemeOf, data: dict[str, Any], path: Path
) -> None:
    scheme = scheme_of("year = ")
    with pytest.raises(InvalidEdition):
        scheme.edition(2024)
    scheme_of(data)
    assert path.exists()
    assert scheme.edition(2024).year == 2024


def test_a_year_without_rules_is_an_error_that_names_the_known_ones(scheme_of: SchemeOf, data: dict[str, Any]) -> None:
    with pytest.raises(UnknownEdition, match=r"xx-cycling has no edition for 2025; known: 2024") as caught:
        scheme_of(data).edition(2025)
    assert caught.value.data == {"scheme": "xx-cycling", "year": 2025, "known": (2024,)}


def test_the_years_are_sorted_and_cannot_be_changed(scheme_of: SchemeOf, data: dict[str, Any], built: Edition) -> None:
    given = {2026: lambda: built, 2024: lambda: built}
    scheme = scheme_of(data, editions=given)
    given[2020] = lambda: built
    assert scheme.years == (2024, 2026)
    with pytest.raises(TypeError):
        scheme.editions[2025] = lambda: built  # type: ignore[index]  # that it cannot be done is what is tested


@pytest.mark.parametrize("id", ["FAMI", "fr_fami", "fr fami", "", "-fr", "fr-", "fr--fami", "2fr"])
def test_a_scheme_id_is_made_of_lower_case_words(scheme_of: SchemeOf, data: dict[str, Any], id: str) -> None:
    with pytest.raises(ValueError, match="such as 'fr-fami'"):
        scheme_of(data, id=id)


def test_a_contradiction_needs_a_condition() -> None:
    with pytest.raises(TypeError, match="no condition"):
        Contradiction("odd", Fact.count("xx.acts", unit="acts"))


def test_the_period_of_a_year_is_the_calendar_year(built: Edition) -> None:
    assert (built.period.start, built.period.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_rule_can_give_the_deadline_that_the_file_leaves_out() -> None:
    scheme = next(iter(incentives_be_proqkine.incentive_schemes()))
    deadlines = {criterion.deadline for criterion in scheme.edition(2023).criteria if criterion.condition is not None}
    assert deadlines == {date(2024, 2, 29)}


def test_a_cycle_says_which_of_its_years_an_edition_is() -> None:
    scheme = next(iter(incentives_be_proqkine.incentive_schemes()))
    cycles = [scheme.edition(year).cycle for year in scheme.years]
    assert [(cycle.place, cycle.length) for cycle in cycles if cycle] == [(1, 3), (2, 3), (3, 3)]
    assert {(cycle.period.start, cycle.period.end) for cycle in cycles if cycle} == {
        (date(2022, 1, 1), date(2024, 12, 31))
    }


def test_a_wording_is_read_only_when_something_is_said(scheme_of: SchemeOf, data: dict[str, Any], path: Path) -> None:
    scheme = scheme_of(data, wording=Wording(path.parent / "nowhere"))
    assert scheme.edition(2024).year == 2024


def test_a_scheme_asks_the_profession_unless_its_text_is_for_everybody() -> None:
    (scheme,) = incentives_be_proqkine.incentive_schemes()

    def ids(*professions: str) -> list[str]:
        return [fact.id for fact in evolve(scheme, professions=professions, facts=()).facts]

    assert ids("physiotherapist") == [PROFESSION.id]
    assert ids(*PROFESSION.values) == []
