"""Editions are written as plain data, and come back saying the same, or are refused with every fault."""

import json
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli_w
from attrs import evolve
from incentives import Catalogue, Contradiction, Edition, Exclusion, Fact, FactError, Figure, Reference
from incentives.scheme.plaindata import NotReadable, NotWritable, edition_data, edition_of, record_data, record_of

FAMI = "fr-fami"


def terms_of(catalogue: Catalogue, edition: Edition) -> tuple[dict[str, Any], dict[str, Any]]:
    scheme = catalogue[edition.scheme]
    return {one.id: one for one in scheme.facts}, {one.id: one for one in scheme.questions}


def read_again(catalogue: Catalogue, edition: Edition, data: Any) -> Edition:
    return edition_of(data, *terms_of(catalogue, edition), "rules")


@pytest.mark.parametrize("scheme", ["be-inami-software", "be-proqkine", FAMI])
def test_every_edition_comes_back_with_its_digest_through_json_and_toml(catalogue: Catalogue, scheme: str) -> None:
    for year in catalogue[scheme].years:
        edition = catalogue.edition(scheme, year)
        data = edition_data(edition)
        for again in (json.loads(json.dumps(data)), tomllib.loads(tomli_w.dumps(data))):
            assert read_again(catalogue, edition, again).digest == edition.digest


@pytest.mark.parametrize("value", [date(2024, 2, 29), Decimal("0.70"), ("8", "8b"), True, 500, "800.00"])
def test_a_figure_comes_back_in_its_type(catalogue: Catalogue, value: object) -> None:
    edition = catalogue.edition(FAMI, 2025)
    odd = evolve(edition, figures=(Figure("odd", value, edition.figures[0].references), *edition.figures))
    again = read_again(catalogue, odd, json.loads(json.dumps(edition_data(odd))))
    assert (again.digest, again.figures[0].value) == (odd.digest, value)


def test_a_document_is_written_once_also_where_two_have_one_id(catalogue: Catalogue) -> None:
    edition = catalogue.edition(FAMI, 2025)
    (known,) = edition.figures[0].references
    twin = Reference(evolve(known.document, title="Another text of the same id"), "§9", known.confidence)
    odd = evolve(edition, figures=(*edition.figures, Figure("odd", 1, (twin,))))
    text = json.dumps(edition_data(odd), ensure_ascii=False)
    assert text.count(known.document.title) == 1
    assert read_again(catalogue, odd, json.loads(text)).digest == odd.digest


@pytest.mark.parametrize(
    "fact",
    [
        Fact.count("xx.months", unit="months", most=12),
        Fact.decimal("xx.part", unit="share", least=Decimal("0.25"), most=1),
        Fact.money("xx.profit", currency="EUR", least=None),
        Fact.day("xx.joined_on", least=date(2020, 2, 29)),
        Fact.set_of("xx.forms", ["a", "b"], irreversible=("a",)),
    ],
    ids=lambda fact: str(fact.id),
)
def test_a_fact_comes_back_with_its_limits_and_with_what_lasts(fact: Fact) -> None:
    data = record_data(fact)
    for again in (json.loads(json.dumps(data)), tomllib.loads(tomli_w.dumps(data))):
        assert record_of(Fact, again, {}, {}, "fact").digest == fact.digest
    assert "most" not in record_data(Fact.count("xx.acts", unit="acts"))


@pytest.mark.parametrize("most", ["soon", True, {"day": "2024-01-01"}, {"decimal": "NaN"}, [1]])
def test_a_limit_that_is_none_is_refused(most: object) -> None:
    data = {**record_data(Fact.count("xx.months", unit="months")), "most": most}
    with pytest.raises((FactError, NotReadable)):
        record_of(Fact, data, {}, {}, "fact")


def test_what_a_scheme_declares_comes_back(catalogue: Catalogue) -> None:
    for scheme in catalogue:
        facts, questions = terms_of(catalogue, catalogue.edition(scheme.id, scheme.years[-1]))
        for fact in scheme.facts:
            assert record_of(Fact, json.loads(json.dumps(record_data(fact))), {}, {}, "fact").digest == fact.digest
        for one in scheme.contradictions:
            assert record_of(Contradiction, record_data(one), facts, questions, "one") == one
    exclusion = Exclusion("xx-other", catalogue.edition(FAMI, 2025).figures[0].references)
    assert record_of(Exclusion, json.loads(json.dumps(record_data(exclusion))), {}, {}, "one") == exclusion


def test_what_is_no_plain_data_is_not_written(catalogue: Catalogue) -> None:
    edition = catalogue.edition(FAMI, 2025)
    odd = evolve(edition, figures=(Figure("odd", object(), edition.figures[0].references),))
    with pytest.raises(NotWritable, match="is not written as plain data"):
        edition_data(odd)


def test_every_fault_is_found_with_its_place(catalogue: Catalogue) -> None:
    edition = catalogue.edition("be-inami-software", 2024)
    data = json.loads(json.dumps(edition_data(edition)))
    data["verified_on"], data["year"], data["colour"] = "lately", "2024", "blue"
    del data["currency"]
    data["criteria"][0]["theme"] = "cycling"
    data["criteria"][1]["condition"] = {"fact": "be.nobody_knows"}
    data["benefits"] = {}
    with pytest.raises(NotReadable) as caught:
        read_again(catalogue, edition, data)
    assert {(fault.path, fault.id) for fault in caught.value.faults} == {
        ("rules.verified_on", "report_not_day"),
        ("rules.year", "report_not_count"),
        ("rules.colour", "saved_no_part"),
        ("rules.currency", "report_missing"),
        ("rules.criteria[0].theme", "unknown_choice"),
        ("rules.criteria[1].condition", "saved_no_rule"),
        ("rules.benefits", "report_not_list"),
    }
