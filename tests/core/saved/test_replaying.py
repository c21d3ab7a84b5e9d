"""A saved result is worked out again with its own rules and with those installed now."""

import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from belgian_aid import AID, belgian
from incentives import Catalogue, InvalidReport, Replayed, RulesNow, SavedResult, Situation, compare, read_saved, replay
from incentives.report.data import to_toml

Written = Callable[..., dict[str, Any]]
Result = Callable[..., SavedResult]
Corrected = Callable[..., Catalogue]
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.toml"))


def without(catalogue: Catalogue, scheme: str) -> Catalogue:
    return evolve(catalogue, schemes=tuple(one for one in catalogue.schemes if one.id != scheme))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_out_the_same(written: Written, catalogue: Catalogue, example: Path) -> None:
    years = (2024, 2025, 2026) if example.stem == "border" else (2025,)
    saved = written(Situation.read(example), years, schemes=None)
    found = replay(read_saved(saved), catalogue)
    assert found.is_same_by_its_rules
    assert found.is_same_now
    assert not found.is_corrected
    assert len(found.rows) == len(years) * len(catalogue.schemes)


def test_a_result_in_toml_is_worked_out_like_one_in_json(written: Written, catalogue: Catalogue) -> None:
    saved = written(belgian(), schemes=None)
    found = replay(read_saved(tomllib.loads(to_toml(saved))), catalogue)
    assert found.is_same
    assert found.result.answers == read_saved(saved).answers


def test_the_rules_of_a_file_are_those_that_were_used_also_without_the_plugin(
    result: Result, catalogue: Catalogue
) -> None:
    found = replay(result(belgian()), without(catalogue, AID))
    (row,) = found.rows
    assert (found.is_same_by_its_rules, found.is_same_now, found.is_same) == (True, False, False)
    assert (row.rules, row.now, row.plugin_now) == (RulesNow.NO_PLUGIN, None, None)
    assert row.plugin.distribution == "incentives-be-inami-software"
    assert row.again is not None
    assert row.again.entitled is not None
    assert row.again.entitled.certain == 800


def test_the_answers_of_a_scheme_that_is_gone_keep_no_other_from_being_worked_out(
    result: Result, catalogue: Catalogue
) -> None:
    rest = without(catalogue, AID)
    facts = {fact.id: fact for scheme in rest for fact in scheme.facts}
    said = tuple((one, scheme.wording) for scheme in rest for one in scheme.contradictions)
    installed = evolve(rest, vocabulary=evolve(rest.vocabulary, facts=facts, contradictions=said))
    found = replay(result(belgian(), schemes=(AID, "be-proqkine")), installed)
    assert found.refused is None
    assert {row.scheme.id: row.is_same_now for row in found.rows} == {AID: False, "be-proqkine": True}


def test_a_corrected_amount_is_named_and_the_saved_rules_still_give_what_they_gave(
    result: Result, corrected: Corrected
) -> None:
    found = replay(result(belgian()), corrected(('value = "800.00"', 'value = "850.00"'), own=False))
    (row,) = found.rows
    assert (found.is_same_by_its_rules, found.is_same_now, found.is_corrected) == (True, False, True)
    assert row.rules is RulesNow.CORRECTED
    assert row.changes is not None
    assert row.digest != row.digest_now
    assert [(one.id, one.difference) for one in row.changes.benefits] == [("lump_sum", Decimal(50))]
    assert row.now is not None
    assert row.now.benefits["lump_sum"].entitled.certain == 850


def test_a_correction_that_changes_nothing_for_somebody_is_told_all_the_same(
    result: Result, corrected: Corrected
) -> None:
    found = replay(result(belgian(acts=900)), corrected(("value = 500", "value = 480"), own=False))
    assert (found.is_same, found.is_corrected) == (True, True)


def test_an_edition_of_ones_own_in_place_of_the_plugins_is_another_and_no_correction(
    result: Result, corrected: Corrected
) -> None:
    found = replay(result(belgian()), corrected(('value = "800.00"', 'value = "850.00"')))
    assert [row.rules for row in found.rows] == [RulesNow.OTHER]
    assert (found.is_same_now, found.is_corrected) == (False, False)


def test_an_edition_that_is_gone_is_said_to_be(result: Result, catalogue: Catalogue, corrected: Corrected) -> None:
    later = corrected(("year = 2024", "year = 2031"))
    saved = result(belgian(), years=(2024, 2031), rules=later)
    rules = {row.year: row.rules for row in replay(saved, catalogue).rows}
    assert rules == {2024: RulesNow.SAME, 2031: RulesNow.NO_EDITION}
    assert replay(saved, later).is_same


def test_a_year_that_has_rules_now_and_had_none_then_comes_out_otherwise(
    result: Result, catalogue: Catalogue, corrected: Corrected
) -> None:
    saved = result(belgian(), years=(2024, 2031), rules=catalogue)
    assert replay(saved, catalogue).is_same
    found = replay(saved, corrected(("year = 2024", "year = 2031")))
    assert {row.year: (row.rules, row.is_same_now) for row in found.rows} == {
        2024: (RulesNow.SAME, True),
        2031: (RulesNow.NOT_SAVED, False),
    }


def changed(saved: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    text = json.dumps(saved["kept"])
    assert old in text
    return {**saved, "kept": json.loads(text.replace(old, new))}


def test_rules_that_somebody_changed_in_the_file_are_not_taken_for_those_that_were_used(
    written: Written, catalogue: Catalogue
) -> None:
    saved = changed(written(belgian()), '"money": "800.00"', '"money": "900.00"')
    found = replay(read_saved(saved), catalogue)
    (row,) = found.rows
    assert (found.is_same_by_its_rules, row.is_intact) == (False, False)


def test_an_amount_that_somebody_changed_in_the_file_does_not_come_out(written: Written, catalogue: Catalogue) -> None:
    saved = written(belgian())
    saved["rows"][0]["amount"]["certain"] = "900.00"
    found = replay(read_saved(saved), catalogue)
    assert (found.is_same_by_its_rules, found.is_same_now) == (False, False)


def test_answers_that_the_installed_rules_refuse_are_told(result: Result, catalogue: Catalogue) -> None:
    words = catalogue.vocabulary
    facts = {id: fact for id, fact in words.facts.items() if id != "be.acts"}
    found: Replayed = replay(result(belgian()), evolve(catalogue, vocabulary=evolve(words, facts=facts)))
    assert found.is_same_by_its_rules
    assert not found.is_same_now
    assert found.refused is not None
    assert "2024.be.acts" in str(found.refused)


def test_a_result_at_hand_is_worked_out_like_one_in_a_file(catalogue: Catalogue, result: Result) -> None:
    comparison = compare(catalogue.assess_all(Situation.of(belgian()), [2024], result(belgian()).as_of, [AID]))
    at_hand = SavedResult.of(comparison, catalogue)
    assert replay(at_hand, catalogue).is_same
    assert at_hand.answers == result(belgian()).answers


def test_rules_that_read_what_their_scheme_does_not_ask_are_refused(written: Written) -> None:
    saved = written(belgian())
    (scheme,) = saved["kept"]["schemes"]
    scheme["facts"].remove("be.acts")
    saved["kept"]["situation"]["annual"]["next"] = {}
    with pytest.raises(InvalidReport) as caught:
        read_saved(saved)
    assert "be.acts" in str(caught.value)


def test_answers_that_contradict_one_another_in_a_file_are_refused(written: Written) -> None:
    saved = written(belgian())
    saved["kept"]["situation"]["annual"]["2024"]["be.inami_software.requested"] = False
    saved["kept"]["situation"]["annual"]["2024"]["be.acts"] = "many"
    with pytest.raises(InvalidReport) as caught:
        read_saved(saved)
    said = str(caught.value)
    assert "2024.be.inami_software.requested" in said
    assert "2024.be.acts: expected a whole number" in said
