"""What does not fit its fact: every fault at once, each with its path and the way out."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Catalogue, Fact, Fault, InvalidSituation, Situation, load_catalogue
from incentives.situation import Vocabulary

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]

YES_NO, COUNT, DAY = "be.convention.all_year", "be.acts", "be.inami_software.requested_on"
CHOICE, ORDERED, SET = "fr.dmp.software", "fr.sesam_vitale.addendum", "fr.sesam_vitale.amendments"

MISFITS = [
    (YES_NO, 1, "expected true or false"),
    (YES_NO, 0, "expected true or false"),
    (YES_NO, "yes", "expected true or false"),
    (YES_NO, "true", "expected true or false"),
    (YES_NO, [], "expected true or false"),
    (COUNT, True, "expected a whole number"),
    (COUNT, False, "expected a whole number"),
    (COUNT, 90.5, "expected a whole number"),
    (COUNT, 90.5, "expected a whole number"),
    (COUNT, "90%", 'expected a whole number, got "90%"'),
    (COUNT, "812", 'expected a whole number, got "812"'),
    (COUNT, -1, "at least 0"),
    (COUNT, [3], "expected a whole number"),
    (DAY, datetime(2025, 3, 1, 12, 0), "expected a date"),  # noqa: DTZ001  # TOML's local date-time has no zone
    (DAY, time(12, 0), "expected a date"),
    (DAY, "2025-03-01", "without quotation marks"),
    (DAY, 2025, "expected a date"),
    (CHOICE, "integrate", 'did you mean "integrated"'),
    (CHOICE, "Integrated", 'did you mean "integrated"'),
    (CHOICE, "zzz", "expected one of none, web_only, integrated, connector"),
    (CHOICE, ["integrated"], "integrated"),
    (CHOICE, True, "none, web_only, integrated, connector"),
    (ORDERED, 8, "2bis"),
    (ORDERED, "2 bis", 'did you mean "2bis"'),
    (SET, "tp_acs", "expected a list"),
    (SET, True, "expected a list"),
    (SET, ["tp_acs", "unknown"], '"unknown"'),
    (SET, ["tp_asc"], 'did you mean "tp_acs"'),
    (SET, ["zzz"], "tp_ald_maternite"),
    (SET, [["tp_acs"]], "tp_ald_maternite"),
    (SET, [3], "tp_ald_maternite"),
]


@pytest.mark.parametrize(("fact", "value", "said"), MISFITS, ids=[f"{fact}={value!r}" for fact, value, _ in MISFITS])
def test_a_value_that_does_not_fit_its_fact_is_a_fault_with_its_path(
    faults_of: Faults, fact: str, value: object, said: str
) -> None:
    (fault,) = faults_of({2024: {fact: value}})
    assert fault.paths == (f"2024.{fact}",)
    assert str(fault).startswith(f"2024.{fact}: ")
    assert said in str(fault)


def test_every_fault_is_reported_at_once(catalogue: Catalogue) -> None:
    data: dict[Any, object] = {2024: {}, "24": {}, "label": 1, "be.licenced": True, "be.acts": 3}
    data["2025"] = {fact: value for fact, value, _ in MISFITS}
    data["2024"] = {"be.inami_number": True}
    data["be"] = {"acts": 3, "licensed": True}
    data["be.licensed"] = False
    data["readings"] = {"fr-fami.dmp_transaction_requird": True, "fr-fami.telehealth_open": "yes"}
    with pytest.raises(InvalidSituation) as caught:
        catalogue.check(Situation.of(data, source="anna"))
    paths = {path for fault in caught.value.faults for path in getattr(fault, "paths", ())}
    assert paths == {
        "24",
        "label",
        "be.licenced",
        "be.acts",
        "be.licensed",
        "2024.be.inami_number",
        "readings.fr-fami.dmp_transaction_requird",
        "readings.fr-fami.telehealth_open",
        *(f"2025.{fact}" for fact in (YES_NO, COUNT, DAY, CHOICE, ORDERED, SET)),
    }
    assert (caught.value.source, caught.value.code) == ("anna", "invalid_situation")
    assert all(f"  - {fault}" in str(caught.value).splitlines() for fault in caught.value.faults)


def test_unknown_is_accepted_for_every_fact_and_says_no_more_than_leaving_it_out(catalogue: Catalogue) -> None:
    facts = catalogue.vocabulary.facts.values()
    checked = catalogue.check(
        Situation.of(
            {
                **{fact.id: "unknown" for fact in facts if not fact.annual},
                2025: {fact.id: "unknown" for fact in facts if fact.annual},
                "readings": dict.fromkeys(catalogue.vocabulary.questions, "unknown"),
            }
        )
    )
    assert (checked.permanent, checked.annual, checked.readings) == ({}, {2025: {}}, {})


@pytest.mark.parametrize("text", ["Unknown", "?", "n/a", ""])
def test_only_the_word_unknown_says_unknown(faults_of: Faults, text: str) -> None:
    assert [fault.paths for fault in faults_of({2024: {COUNT: text}})] == [(f"2024.{COUNT}",)]


def test_values_that_fit_come_out_in_the_form_that_rules_read(catalogue: Catalogue) -> None:
    values = {YES_NO: False, COUNT: 0, CHOICE: "none", ORDERED: "2bis", SET: ["rsp_580", "tp_acs", "tp_acs"]}
    annual = catalogue.check(Situation.of({2024: {**values, DAY: date(2025, 3, 1)}})).annual[2024]
    assert annual == {**values, DAY: date(2025, 3, 1), SET: frozenset({"rsp_580", "tp_acs"})}
    assert annual[YES_NO] is False
    assert type(annual[COUNT]) is int


def test_an_empty_list_is_a_set_known_to_be_empty(catalogue: Catalogue) -> None:
    assert catalogue.check(Situation.of({2024: {SET: []}})).annual == {2024: {SET: frozenset()}}


@pytest.mark.parametrize("fact", ["be.acts", "fr.scor.transmissions", "fr.billing.total", "fr.coordination.structures"])
def test_an_annual_fact_at_the_top_must_go_under_a_year(faults_of: Faults, fact: str) -> None:
    (fault,) = faults_of({fact: 3})
    assert (fault.paths, fault.id) == ((fact,), "needs_year")
    assert "[2024]" in str(fault)


@pytest.mark.parametrize("fact", ["be.inami_number", "practitioner.profession", "be.first_registered_on"])
def test_a_permanent_fact_under_a_year_must_go_to_the_top(faults_of: Faults, fact: str) -> None:
    (fault,) = faults_of({2024: {fact: "unknown"}})
    assert (fault.paths, fault.id) == ((f"2024.{fact}",), "needs_no_year")
    assert "top" in str(fault)


@pytest.mark.parametrize(
    ("fact", "year", "value", "near"),
    [
        ("practitioner.practises_in", None, ["FR", "be"], '"FR"; did you mean "fr"?'),
        ("practitioner.profession", None, "NURSE", '"NURSE"; did you mean "nurse"?'),
        (SET, 2024, ["TP_ACS"], '"TP_ACS"; did you mean "tp_acs"?'),
        (ORDERED, 2024, "2BIS", '"2BIS"; did you mean "2bis"?'),
    ],
)
def test_a_value_in_other_capitals_is_offered_as_it_is_known_and_no_other_is_listed(
    faults_of: Faults, fact: str, year: int | None, value: object, near: str
) -> None:
    (fault,) = faults_of({year: {fact: value}} if year else {fact: value})
    assert fault.id == "other_capitals"
    assert near in str(fault)
    assert "values are" not in str(fault)


@pytest.mark.parametrize(
    ("id", "near"),
    [
        ("be.act", "be.acts"),
        ("fr.dmp.transaction", "fr.dmp.transactions"),
        ("practitioner.proffession", "practitioner.profession"),
    ],
)
def test_an_unknown_id_where_a_loaded_plugin_owns_the_name_space_is_a_fault(
    faults_of: Faults, id: str, near: str
) -> None:
    (fault,) = faults_of({id: True})
    assert (fault.paths, fault.id) == ((id,), "unknown_fact_near")
    assert f"did you mean {near}?" in str(fault)


def test_an_unknown_id_like_no_other_is_a_fault_all_the_same(faults_of: Faults) -> None:
    (fault,) = faults_of({2024: {"be.zzzzzzzzzzzzzzzzzz.qqqqqqqq": True}})
    assert (fault.paths, fault.id) == (("2024.be.zzzzzzzzzzzzzzzzzz.qqqqqqqq",), "unknown_fact")
    assert "incentives questions" in str(fault)


def test_a_table_where_a_value_belongs_is_an_unknown_id(faults_of: Faults) -> None:
    (fault,) = faults_of({2024: {"be.acts": {"january": 30}}})
    assert fault.paths == ("2024.be.acts.january",)
    assert "did you mean be.acts?" in str(fault)


def test_an_id_in_a_name_space_that_nobody_owns_is_a_notice(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.of({"lu.cns_number": True, 2024: {"lu.acts": 3, "be.acts": 512}}))
    assert [notice.paths for notice in checked.notices] == [("lu.cns_number",), ("2024.lu.acts",)]
    assert "was not used" in str(checked.notices[0])
    assert (checked.permanent, checked.annual) == ({}, {2024: {"be.acts": 512}})


def test_facts_of_a_disabled_plugin_are_notices_and_the_rest_is_used() -> None:
    belgian_only = load_catalogue(disable=["fr_fami"])
    situation = Situation.of(
        {
            2024: {"fr.scor.transmissions": "wrong", "be.acts": 512},
            "readings": {"fr-fami.telehealth_open": True},
        }
    )
    checked = belgian_only.check(situation)
    assert checked.annual == {2024: {"be.acts": 512}}
    assert checked.readings == {}
    assert [notice.paths for notice in checked.notices] == [
        ("2024.fr.scor.transmissions",),
        ("readings.fr-fami.telehealth_open",),
    ]


def test_an_unknown_reading_of_a_loaded_scheme_is_a_fault_with_a_close_match(faults_of: Faults) -> None:
    (fault,) = faults_of({"readings": {"fr-fami.dmp_transactions_required": True}})
    assert fault.paths == ("readings.fr-fami.dmp_transactions_required",)
    assert "did you mean fr-fami.dmp_transaction_required?" in str(fault)


def test_a_reading_of_a_scheme_that_nobody_gives_is_a_notice(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.of({"readings": {"xx-cycling.helmets_count": True}}))
    assert [notice.paths for notice in checked.notices] == [("readings.xx-cycling.helmets_count",)]
    assert checked.readings == {}


@pytest.mark.parametrize("value", [1, "yes", 0, [True]])
def test_a_reading_is_yes_or_no(faults_of: Faults, value: object) -> None:
    (fault,) = faults_of({"readings": {"fr-fami.telehealth_open": value}})
    assert fault.paths == ("readings.fr-fami.telehealth_open",)
    assert "expected true or false" in str(fault)


DECIMAL = Fact.decimal("xx.hours", unit="hours", least=None)
MONEY = Fact.money("xx.turnover", currency="EUR", least=None)
NUMBERS = Vocabulary(facts={DECIMAL.id: DECIMAL, MONEY.id: MONEY}, questions={})


@pytest.mark.parametrize("fact", [DECIMAL, MONEY], ids=lambda fact: str(fact.id))
@pytest.mark.parametrize(("raw", "value"), [(3, "3"), (0.1, "0.1"), (Decimal("12.50"), "12.50"), (-2, "-2")])
def test_numbers_and_amounts_are_kept_exactly_as_written(fact: Fact, raw: object, value: str) -> None:
    checked = NUMBERS.check(Situation.of({2024: {fact.id: raw}}))
    assert repr(checked.annual[2024][fact.id]) == repr(Decimal(value))


@pytest.mark.parametrize("fact", [DECIMAL, MONEY], ids=lambda fact: str(fact.id))
@pytest.mark.parametrize("raw", [True, "12.50", "12 EUR", float("inf"), Decimal("-inf"), [3]])
def test_what_is_no_finite_number_is_no_amount(fact: Fact, raw: object) -> None:
    with pytest.raises(InvalidSituation, match=rf"2024\.{fact.id}: expected a number"):
        NUMBERS.check(Situation.of({2024: {fact.id: raw}}))


RAW = st.recursive(
    st.booleans()
    | st.integers(-3, 3000)
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["unknown", "none", "6", "tp_acs", "physiotherapist"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def raw(catalogue: Catalogue) -> st.SearchStrategy[dict[Any, Any]]:
    ids = st.sampled_from(sorted(catalogue.vocabulary.facts)) | st.text(max_size=12)
    permanent, annual, readings = (st.dictionaries(ids, RAW, max_size=size) for size in (3, 4, 2))
    return st.builds(lambda top, year, said: {**top, 2025: year, "readings": said}, permanent, annual, readings)


@given(data=st.data())
def test_any_value_at_all_is_either_used_or_a_fault_that_every_language_can_say(
    catalogue: Catalogue, raw: st.SearchStrategy[dict[Any, Any]], data: st.DataObject
) -> None:
    situation = Situation.of(data.draw(raw))
    try:
        checked = catalogue.check(situation)
    except InvalidSituation as error:
        texts = [fault.text(lang) for fault in error.faults if isinstance(fault, Fault) for lang in ("en", "fr", "nl")]
        assert texts
        assert all(texts)
    else:
        assert {*checked.permanent, *checked.annual.get(2025, {})} <= set(catalogue.vocabulary.facts)


def test_an_id_that_nobody_declares_is_a_fault_unless_a_plugin_that_is_not_loaded_may_own_it() -> None:
    facts, unknown = {"xx.acts": Fact.count("xx.acts", unit="acts")}, Situation.of({2024: {"xx.something_else": 3}})
    with pytest.raises(InvalidSituation) as caught:
        Vocabulary(facts, {}).check(unknown)
    assert [fault.id for fault in caught.value.faults if isinstance(fault, Fault)] == ["unknown_fact"]
    checked = Vocabulary(facts, {}, is_complete=False).check(unknown)
    assert ([notice.id for notice in checked.notices], checked.annual) == (["foreign_fact"], {2024: {}})
