"""An edition file with faults cannot be built: the error names the file, and every fault with its place."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from incentives import InvalidEdition, Scheme

SchemeOf = Callable[..., Scheme]
Data = dict[str, Any]
REMOVED = object()


def put(data: Data, place: str, value: object) -> None:
    """Change, add or remove what stands at a place such as `figures.grant.value`."""
    keys: list[Any] = [int(key) if key.isdigit() else key for key in place.split(".")]
    table = reduce(lambda table, key: table[key], keys[:-1], data)
    last = keys[-1]
    if value is REMOVED:
        del table[last]
    else:
        table[last] = value


def faults_of(scheme: Scheme) -> tuple[str, ...]:
    with pytest.raises(InvalidEdition) as caught:
        scheme.edition(2024)
    return caught.value.faults


# What is changed, into what, the place that the fault names, and what it says.
FAULTS: dict[str, tuple[str, object, str, str]] = {
    # Figures: type and presence.
    "text for a number": ("figures.minimum_kilometres.value", "500", "$.figures.minimum_kilometres", "expected int"),
    "fraction for a number": ("figures.minimum_kilometres.value", 1.5, "$.figures.minimum_kilometres", "expected int"),
    "yes for a number": ("figures.minimum_kilometres.value", True, "$.figures.minimum_kilometres", "expected int"),
    "float for an amount": ("figures.grant.value", 120.0, "$.figures.grant", "write an amount as text"),
    "yes for an amount": ("figures.grant.value", True, "$.figures.grant", "expected Decimal"),
    "words for an amount": ("figures.grant.value", "much", "$.figures.grant", "such as '800.00'"),
    "no number for an amount": ("figures.grant.value", "NaN", "$.figures.grant", "such as '800.00'"),
    "endless amount": ("figures.grant.value", "Infinity", "$.figures.grant", "such as '800.00'"),
    "number for yes or no": ("figures.paid_in_winter.value", 1, "$.figures.paid_in_winter", "expected bool"),
    "text for yes or no": ("figures.paid_in_winter.value", "true", "$.figures.paid_in_winter", "expected bool"),
    "number for text": ("figures.required_bell.value", 2, "$.figures.required_bell", "expected str"),
    "text for a list": ("figures.locks.value", "chain", "$.figures.locks", "expected tuple"),
    "numbers in a list": ("figures.locks.value", ["chain", 2], "$.figures.locks", "expected tuple"),
    "missing value": ("figures.grant.value", REMOVED, "$.figures.grant", "expected Decimal"),
    "missing figure": ("figures.grant", REMOVED, "$.figures.grant", "is missing"),
    # Structure.
    "unknown key": ("curency", "EUR", "$", "'curency'"),
    "unknown key of a criterion": ("criteria.cycling.dead_line", 1, "$.criteria['cycling']", "'dead_line'"),
    "unknown key of the window": ("application.window.open", 1, "$.application.window", "'open'"),
    "missing key": ("currency", REMOVED, "$.currency", "'currency' is missing"),
    "missing application": ("application", REMOVED, "$.application", "'application' is missing"),
    "missing payment": ("application.payment", REMOVED, "$.application.payment", "'payment' is missing"),
    "missing references": (
        "criteria.cycling.references",
        REMOVED,
        "$.criteria['cycling'].references",
        "'references' is missing",
    ),
    "quoted year": ("year", "2024", "$.year", "expected a whole number"),
    "quoted date": ("verified_on", "2024-06-01", "$.verified_on", "expected a date"),
    "date-time for a date": ("verified_on", datetime(2024, 6, 1, 12), "$.verified_on", "expected a date"),  # noqa: DTZ001  # TOML's local date-time has no zone
    "number for projected": ("projected", 1, "$.projected", "expected true or false"),
    "unknown standing": ("criteria.cycling.standing", "optional", "$.criteria['cycling'].standing", "'optional'"),
    "unknown confidence": ("figures.grant.confidence", "sure", "$.figures['grant'].confidence", "'sure'"),
    "unknown handling": ("evidence.0.handling", "burnt", "$.evidence[0].handling", "'burnt'"),
    "number for notes": ("notes", [1], "$.notes[0]", "expected text"),
    # What does not fit together.
    "unknown document": ("figures.grant.document", "law", "$.figures.grant", "no document 'law'"),
    "criterion that no rule builds": ("criteria.helmet", {"references": []}, "$.criteria.helmet", "no rule is built"),
    "benefit that no rule builds": ("benefits.tea", {"references": []}, "$.benefits.tea", "no rule is built"),
    "criterion missing": ("criteria.equipment", REMOVED, "$.criteria.equipment", "is missing"),
    "benefit missing": ("benefits.grant", REMOVED, "$.benefits.grant", "is missing"),
    "criterion without a reference": ("criteria.cycling.references", [], "$.criteria.cycling", "no reference"),
    "benefit without a reference": ("benefits.grant.references", [], "$.benefits.grant", "no reference"),
    "unknown evidence": ("criteria.cycling.evidence", ["diary"], "$.criteria.cycling", "no evidence 'diary'"),
    "question without its contact": ("contacts.0.id", "village", "$.contacts", "'town', who is no contact"),
    "request without a window": ("application.window", REMOVED, "$.benefits.grant", "no window"),
    "window that closes before it opens": (
        "application.window",
        {"opens": date(2025, 3, 1), "closes": date(2025, 2, 28)},
        "$.application.window",
        "closes before it opens",
    ),
    "window outside its bounds": (
        "application.window",
        {"opens": date(2026, 1, 1), "within": {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}},
        "$.application.window",
        "outside its bounds",
    ),
    "payment that ends before it starts": (
        "application.payment",
        {"start": date(2025, 6, 1), "end": date(2025, 5, 31)},
        "$.application.payment",
        "before it starts",
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_reported_with_the_file_and_its_place(
    scheme_of: SchemeOf, data: Data, path: Path, case: tuple[str, object, str, str]
) -> None:
    changed, value, place, said = case
    put(data, changed, value)
    with pytest.raises(InvalidEdition) as caught:
        scheme_of(data).edition(2024)
    (fault,) = caught.value.faults
    assert fault.startswith(f"{place}: ")
    assert said in fault
    assert caught.value.code == "invalid_edition"
    assert str(caught.value) == f"{path} is not a valid edition:\n  - {fault}"


def test_bounds_that_end_before_they_start_are_a_fault(scheme_of: SchemeOf, data: Data) -> None:
    data["application"]["window"] = {"within": {"start": date(2025, 2, 1), "end": date(2025, 1, 1)}}
    (fault,) = faults_of(scheme_of(data))
    assert fault.startswith("$.application.window.within")
    assert "before it starts" in fault


def test_an_unknown_figure_comes_with_a_close_match(scheme_of: SchemeOf, data: Data) -> None:
    data["figures"]["minimum_kilometers"] = data["figures"].pop("minimum_kilometres")
    assert faults_of(scheme_of(data)) == (
        "$.figures.minimum_kilometers: no rule reads it; did you mean 'minimum_kilometres'?",
        "$.figures.minimum_kilometres: is missing",
    )


@pytest.mark.parametrize(
    "place",
    ["criteria.cycling", "benefits.grant", "application", "application.window", "application.payment", "evidence.0"],
)
def test_every_reference_names_a_declared_document(scheme_of: SchemeOf, data: Data, place: str) -> None:
    put(data, f"{place}.references", [{"document": "law", "place": "§1", "confidence": "official"}])
    (fault,) = faults_of(scheme_of(data))
    assert fault == f"$.{place.replace('evidence.0', 'evidence.log')}: no document 'law' is declared"


def doubtful(**parts: object) -> Data:
    return {"document": "bylaw", "place": "article 3", "confidence": "inferred", **parts}


READINGS = {"question": "xx-cycling.small_bell_enough", "yes": "small", "no": "large"}


def test_a_figure_in_doubt_becomes_a_question_where_the_rules_allow_it(scheme_of: SchemeOf, data: Data) -> None:
    data["figures"]["required_bell"] = doubtful(**READINGS)
    edition = scheme_of(data).edition(2024)
    assert [question.id for question in edition.questions] == [
        "xx-cycling.small_bell_enough",
        "xx-cycling.helmet_counts",
    ]


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        (
            "grant",
            doubtful(**{**READINGS, "yes": "100", "no": "120"}),
            "left in doubt, but the rules take it as certain",
        ),
        ("required_bell", doubtful(**{**READINGS, "question": "xx-cycling.tiny"}), "no open question of the scheme"),
        ("required_bell", doubtful(**{**READINGS, "yes": 1}), "expected str"),
        ("required_bell", doubtful(question="xx-cycling.small_bell_enough", yes="small"), "expected str"),
        ("required_bell", doubtful(**READINGS, value="large"), "value"),
        ("required_bell", doubtful(yes="small", no="large"), "expected str"),
    ],
)
def test_a_figure_in_doubt_must_be_complete_and_allowed(
    scheme_of: SchemeOf, data: Data, figure: str, value: Data, said: str
) -> None:
    data["figures"][figure] = value
    (fault,) = faults_of(scheme_of(data))
    assert fault.startswith(f"$.figures.{figure}: ")
    assert said in fault


def test_every_fault_of_the_figures_is_listed(scheme_of: SchemeOf, data: Data) -> None:
    put(data, "figures.grant.value", 120.5)
    put(data, "figures.minimum_kilometres.value", "many")
    put(data, "figures.paid_in_winter", REMOVED)
    put(data, "figures.paid_in_wintre", data["figures"]["required_bell"])
    places = [fault.partition(":")[0] for fault in faults_of(scheme_of(data))]
    assert sorted(places) == [
        "$.figures.grant",
        "$.figures.minimum_kilometres",
        "$.figures.paid_in_winter",
        "$.figures.paid_in_wintre",
    ]


def test_every_fault_of_the_structure_is_listed(scheme_of: SchemeOf, data: Data) -> None:
    put(data, "year", "2024")
    put(data, "currency", REMOVED)
    put(data, "criteria.cycling.standing", "optional")
    put(data, "application.steps", [1, "queue"])
    put(data, "surplus", 1)
    faults = faults_of(scheme_of(data))
    assert len(faults) == 5
    for said in ("$.year", "'currency'", "'optional'", "$.application.steps[0]", "'surplus'"):
        assert any(said in fault for fault in faults), said


def test_every_contradiction_is_listed(scheme_of: SchemeOf, data: Data) -> None:
    put(data, "criteria.cycling.references", [])
    put(data, "criteria.equipment.evidence", ["diary"])
    put(data, "contacts", [])
    put(data, "application.window", REMOVED)
    places = [fault.partition(":")[0] for fault in faults_of(scheme_of(data))]
    assert sorted(places) == ["$.benefits.grant", "$.contacts", "$.criteria.cycling", "$.criteria.equipment"]


@pytest.mark.parametrize("content", ["year = ", "year = 2024\nyear = 2025\n", "not TOML"])
def test_a_file_that_is_not_toml_is_named(scheme_of: SchemeOf, path: Path, content: str) -> None:
    with pytest.raises(InvalidEdition) as caught:
        scheme_of(content).edition(2024)
    assert str(path) in str(caught.value)
    (fault,) = caught.value.faults
    assert fault.startswith("$: ")


@pytest.mark.parametrize(("key", "value"), [("year", 2023), ("scheme", "xx-walking")])
def test_an_edition_filed_elsewhere_is_refused(scheme_of: SchemeOf, data: Data, key: str, value: object) -> None:
    data[key] = value
    (fault,) = faults_of(scheme_of(data))
    assert "is filed as xx-cycling 2024" in fault


def test_a_fact_that_the_scheme_does_not_declare_is_a_fault(scheme_of: SchemeOf, data: Data) -> None:
    whole = scheme_of(data)
    rest = [fact for fact in whole.facts if fact.id not in {"xx.kilometres", "xx.asked_on"}]
    faults = faults_of(scheme_of(data, facts=rest, questions=()))
    assert sorted(faults) == [
        "reads the fact xx.asked_on, which the scheme does not declare",
        "reads the fact xx.kilometres, which the scheme does not declare",
        "reads the open question xx-cycling.helmet_counts, which the scheme does not declare",
    ]


def test_a_builder_that_gives_no_edition_is_refused(scheme_of: SchemeOf, data: Data) -> None:
    (fault,) = faults_of(scheme_of(data, editions={2024: lambda: data}))
    assert fault == "expected an Edition, got dict"


def test_an_amount_is_read_exactly_from_text_or_a_whole_number(scheme_of: SchemeOf, data: Data) -> None:
    for written in ("120.00", "120", 120):
        put(data, "figures.grant.value", written)
        edition = scheme_of(data).edition(2024)
        assert edition.benefits[0].amount.type.currency == "EUR"
        (value,) = [figure.value for figure in edition.figures if figure.name == "grant"]
        assert Decimal(str(value)) == 120
