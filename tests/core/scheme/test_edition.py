"""An edition that contradicts itself cannot be built; one that can be built says what it says by its digest."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Benefit,
    Cadence,
    Confidence,
    Criterion,
    Edition,
    Fact,
    Figure,
    InvalidEdition,
    Scheme,
    Standing,
    load_catalogue,
    money,
)

SchemeOf = Callable[..., Scheme]


def faults_of(edition: Edition, **changes: Any) -> tuple[str, ...]:
    with pytest.raises(InvalidEdition) as caught:
        evolve(edition, **changes)
    return caught.value.faults


def cycling(edition: Edition, **changes: Any) -> tuple[Criterion, ...]:
    """The criteria of the edition, the first one changed."""
    return (evolve(edition.criteria[0], **changes), *edition.criteria[1:])


def grant(edition: Edition, **changes: Any) -> tuple[Benefit, ...]:
    return (evolve(edition.benefits[0], **changes),)


def test_an_edition_is_built_without_faults(built: Edition) -> None:
    assert (built.scheme, built.year, built.currency) == ("xx-cycling", 2024, "EUR")
    assert [criterion.id for criterion in built.criteria] == ["cycling", "equipment"]
    assert built.criteria[0].notes == ("rain",)


def test_a_benefit_requires_criteria_that_exist(built: Edition) -> None:
    assert faults_of(built, benefits=grant(built, requires=("cycling", "cyclng", "grant"))) == (
        "$.benefits.grant: requires 'cyclng', which is no criterion",
        "$.benefits.grant: requires 'grant', which is no criterion",
    )


def test_a_benefit_comes_on_top_of_benefits_that_exist(built: Edition) -> None:
    (fault,) = faults_of(built, benefits=grant(built, on_top_of=("cycling",)))
    assert fault == "$.benefits.grant: on top of 'cycling', which is no benefit"


@pytest.mark.parametrize(
    ("circle", "named"),
    [
        ({"grant": ("grant",)}, {"grant"}),
        ({"grant": ("tea",), "tea": ("grant",)}, {"grant", "tea"}),
        ({"grant": ("tea",), "tea": ("cake",), "cake": ("grant",), "jam": ("cake",)}, {"grant", "tea", "cake"}),
    ],
)
def test_benefits_on_top_of_one_another_in_a_circle_are_refused(
    built: Edition, circle: dict[str, tuple[str, ...]], named: set[str]
) -> None:
    benefits = tuple(evolve(built.benefits[0], id=id, on_top_of=below) for id, below in circle.items())
    faults = faults_of(built, benefits=benefits)
    assert {fault.partition(":")[0] for fault in faults} == {f"$.benefits.{id}" for id in named}
    assert all("in a circle" in fault for fault in faults)


def test_a_chain_and_a_shared_base_are_no_circle(built: Edition) -> None:
    below = {"grant": (), "tea": ("grant",), "cake": ("grant", "tea")}
    benefits = tuple(evolve(built.benefits[0], id=id, on_top_of=ids) for id, ids in below.items())
    assert evolve(built, benefits=benefits).benefits == benefits


def test_an_id_stands_for_one_criterion_and_one_benefit(built: Edition) -> None:
    assert faults_of(built, criteria=(*built.criteria, built.criteria[0])) == ("$.criteria.cycling: declared 2 times",)
    assert faults_of(built, benefits=built.benefits * 3) == ("$.benefits.grant: declared 3 times",)


def test_criteria_benefits_and_figures_each_need_a_reference(built: Edition) -> None:
    faults = faults_of(
        built,
        criteria=cycling(built, references=()),
        benefits=grant(built, references=()),
        figures=(Figure("grant", "120.00"), *built.figures[1:]),
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "$.criteria.cycling",
        "$.benefits.grant",
        "$.figures.grant",
    ]
    assert all("has no reference" in fault for fault in faults)


@pytest.mark.parametrize("standing", [Standing.WAIVED, Standing.NOT_APPLICABLE])
def test_what_is_not_asked_has_no_condition(built: Edition, standing: Standing) -> None:
    (fault,) = faults_of(built, criteria=cycling(built, standing=standing))
    assert fault.startswith("$.criteria.cycling: ")
    assert standing.value in fault


def test_what_is_asked_has_a_condition(built: Edition) -> None:
    (fault,) = faults_of(built, criteria=cycling(built, condition=None))
    assert fault.startswith("$.criteria.cycling: ")
    assert "condition" in fault


def test_a_condition_is_a_condition(built: Edition) -> None:
    acts = Fact.count("xx.acts", unit="acts")
    (fault,) = faults_of(built, criteria=cycling(built, condition=acts))
    assert fault == "$.criteria.cycling: its condition is a count, not a condition"


@pytest.mark.parametrize("amount", [money("120.00", "CHF"), Fact.count("xx.acts", unit="acts")])
def test_an_amount_is_money_in_the_currency_of_the_edition(built: Edition, amount: object) -> None:
    (fault,) = faults_of(built, benefits=grant(built, amount=amount))
    assert fault.startswith("$.benefits.grant: its amount is a ")
    assert fault.endswith("not money in EUR")


def test_evidence_is_declared(built: Edition) -> None:
    (fault,) = faults_of(built, evidence=())
    assert fault == "$.criteria.cycling: no evidence 'log' is declared"


def test_an_open_question_is_to_be_asked_of_a_contact(built: Edition) -> None:
    (fault,) = faults_of(built, contacts=())
    assert fault.startswith("$.contacts: open question xx-cycling.helmet_counts")
    assert "'town'" in fault


def test_a_benefit_that_must_be_requested_needs_a_window(built: Edition) -> None:
    (fault,) = faults_of(built, application=evolve(built.application, window=None))
    assert fault.startswith("$.benefits.grant: must be requested")
    without = evolve(built, application=evolve(built.application, window=None), benefits=grant(built, request=None))
    assert without.application.window is None


def test_every_contradiction_of_an_edition_is_listed_at_once(built: Edition) -> None:
    faults = faults_of(
        built,
        criteria=cycling(built, condition=None, references=(), evidence=("diary",)),
        benefits=grant(built, requires=("walking",), on_top_of=("tea",), amount=money(1, "CHF"), references=()),
        contacts=(),
    )
    assert len(faults) == 8


def test_an_edition_without_a_file_is_named_by_its_scheme_and_year(built: Edition) -> None:
    with pytest.raises(InvalidEdition, match="xx-cycling 2024 is not a valid edition"):
        evolve(built, source="", contacts=())


@pytest.mark.parametrize(
    ("confidences", "least"),
    [
        (["official", "official"], Confidence.OFFICIAL),
        (["official", "secondary"], Confidence.SECONDARY),
        (["inferred", "secondary"], Confidence.INFERRED),
    ],
)
def test_an_edition_is_as_sure_as_its_least_sure_figure(
    scheme_of: SchemeOf, data: dict[str, Any], confidences: list[str], least: Confidence
) -> None:
    for name, confidence in zip(("grant", "minimum_kilometres"), confidences, strict=True):
        data["figures"][name]["confidence"] = confidence
    assert scheme_of(data).edition(2024).confidence is least


@pytest.mark.parametrize(
    ("scheme", "year", "confidence"),
    [
        ("fr-fami", 2018, "official"),
        ("fr-fami", 2025, "official"),
        ("fr-fami", 2026, "inferred"),
        ("be-inami-software", 2024, "secondary"),
        ("be-inami-software", 2025, "inferred"),
        ("be-proqkine", 2024, "secondary"),
    ],
)
def test_the_shipped_editions_say_how_sure_they_are(scheme: str, year: int, confidence: str) -> None:
    assert load_catalogue().edition(scheme, year).confidence == confidence


def test_an_amount_that_comes_once_a_cycle_is_another_than_a_yearly_one(built: Edition) -> None:
    assert evolve(built, benefits=grant(built, cadence=Cadence.PER_CYCLE)).digest != built.digest
