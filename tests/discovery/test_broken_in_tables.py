"""A table held against every scheme, of which one has a broken edition: the others answer, and it says so itself."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from incentives import Catalogue, InvalidEdition, UnknownEdition, load_catalogue

SHIPPED = ("incentives-fr-fami", "incentives-be-inami-software", "incentives-be-proqkine")
PEOPLE = pl.DataFrame({"be.acts@2024": [500, None], "member": ["001", "002"]})


@pytest.fixture
def catalogue(install: Callable[..., Path]) -> Catalogue:
    """The shipped schemes, and two of which the only edition is broken."""
    for scheme in ("xx-cycling", "xx-walking"):
        install(f"incentives-{scheme}", scheme=scheme, building="raise ZeroDivisionError('no wheels')")
    return load_catalogue()


def broken(catalogue: Catalogue) -> list[tuple[str, str | None, int | None]]:
    return [(str(failure.stage), failure.scheme, failure.year) for failure in catalogue.failures]


def test_a_scheme_with_a_broken_edition_has_a_column_that_says_so_and_the_others_answer(catalogue: Catalogue) -> None:
    answers = catalogue.assess_table_all(PEOPLE, [2024])
    for scheme in ("xx-cycling", "xx-walking"):
        assert [name for name in answers.columns if name.startswith(scheme)] == [f"{scheme}.eligibility"]
        assert answers[f"{scheme}.eligibility"].to_list() == ["invalid_edition"] * 2
    assert answers["be-inami-software.activity"].to_list() == [True, None]
    assert answers["be-proqkine.eligibility"].to_list() == ["undetermined"] * 2
    assert broken(catalogue) == [("edition", "xx-cycling", 2024), ("edition", "xx-walking", 2024)]


def test_of_several_years_each_says_whether_its_rules_are_broken_or_not_known(catalogue: Catalogue) -> None:
    answers = catalogue.assess_table_all(PEOPLE, [2024, 2025])
    said = {name: set(answers[name]) for name in answers.columns if name.startswith(("xx-cycling", "be-proqkine@2025"))}
    assert said == {
        "xx-cycling@2024.eligibility": {"invalid_edition"},
        "xx-cycling@2025.eligibility": {"unknown_edition"},
        "be-proqkine@2025.eligibility": {"unknown_edition"},
    }


def test_a_scheme_that_is_named_must_have_rules_that_can_be_used(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidEdition, match="xx-walking 2024"):
        catalogue.assess_table_all(PEOPLE, [2024], ["be-proqkine", "xx-walking"])
    assert broken(catalogue) == [("edition", "xx-walking", 2024)]


def test_in_figures_the_broken_ones_are_left_out_and_among_the_failures(catalogue: Catalogue) -> None:
    summary = catalogue.summarise_table_all(PEOPLE, [2024])
    assert {one.scheme for one in summary.editions} == {"be-inami-software", "be-proqkine", "fr-fami"}
    assert broken(catalogue) == [("edition", "xx-cycling", 2024), ("edition", "xx-walking", 2024)]


def test_where_every_edition_is_broken_that_is_the_error_and_each_is_among_the_failures(
    catalogue: Catalogue,
) -> None:
    alone = load_catalogue(disable=SHIPPED)
    with pytest.raises(InvalidEdition, match="xx-cycling 2024"):
        alone.assess_table_all(PEOPLE, [2024])
    assert broken(alone) == [*broken(catalogue), ("edition", "xx-cycling", 2024), ("edition", "xx-walking", 2024)]
    with pytest.raises(UnknownEdition, match="no scheme has rules for 2025"):
        alone.assess_table_all(PEOPLE, [2025])
