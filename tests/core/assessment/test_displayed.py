"""What the authority's own account shows: when it is asked, what it settles, and where it cannot be so."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from every_completion import Key, accepted, read_by, situation_of, values_of
from incentives import (
    Assessment,
    Catalogue,
    Display,
    Fact,
    Fault,
    InvalidSituation,
    Situation,
    as_shown,
    evaluate,
    words,
)
from incentives.errors import ExpressionError
from incentives.rules.evaluation import Known
from incentives.rules.expressions import AsShown
from incentives.rules.plain import from_plain, to_plain
from incentives.scheme.displayed import as_ruled
from incentives.wording import Speech

Assess = Callable[..., Assessment]
COUNTED = Fact.count("xx.sent", unit="transmissions")
SHOWN = Fact.shown("xx.shown", ("validated", "not_validated", "not_shown"), Display.ONCE_PAID)
SENT = as_shown(COUNTED >= 1, met=SHOWN == "validated", not_met=SHOWN == "not_validated")


def value(**told: object) -> object:
    return evaluate(SENT, Known(2025, {}, {2025: {f"xx.{id}": told[id] for id in told}}))  # type: ignore[misc]  # plain values


def test_what_is_shown_settles_what_is_not_told_and_nothing_shown_settles_nothing() -> None:
    assert value(shown="validated") is True
    assert value(shown="not_validated") is False
    assert value(shown="not_shown") is None
    assert value() is None
    assert (value(sent=0), value(sent=1)) == (False, True)


def test_it_is_written_as_data_and_said_in_words(catalogue: Catalogue) -> None:
    again = from_plain(to_plain(SENT), {fact.id: fact for fact in (COUNTED, SHOWN)}, {})
    assert again.digest == SENT.digest
    assert again.digest != as_ruled(SENT).digest
    assert as_ruled(~SENT & (COUNTED < 9)).digest == (~(COUNTED >= 1) & (COUNTED < 9)).digest
    condition = next(one.condition for one in catalogue.edition("fr-fami", 2025).criteria if one.id == "scor")
    assert condition is not None
    said = words(condition, Speech("en").of(catalogue["fr-fami"].wording, 2025))
    assert said == (
        "SCOR transmissions (2025) at least 1 "
        "(or, where that is not told, SCOR indicator as shown on amelipro (2025) is reached)"
    )


def test_what_is_no_condition_is_refused() -> None:
    with pytest.raises(ExpressionError, match=r"xx\.sent is none"):
        as_shown(COUNTED, met=SHOWN == "validated")


@pytest.mark.parametrize(
    ("told", "paths"),
    [
        (
            {"fr.fami.shown.scor": "validated", "fr.scor.transmissions": 0},
            ("2025.fr.fami.shown.scor", "2025.fr.scor.transmissions"),
        ),
        (
            {"fr.fami.shown.scor": "not_validated", "fr.scor.transmissions": 1},
            ("2025.fr.fami.shown.scor", "2025.fr.scor.transmissions"),
        ),
        (
            {"fr.fami.shown.dmp": "prefilled", "fr.dmp.transactions": 0},
            ("2025.fr.fami.shown.dmp", "2025.fr.dmp.transactions"),
        ),
        (
            {"fr.fami.shown.secure_messaging": "prefilled", "fr.secure_messaging": "apicrypt_v1"},
            ("2025.fr.fami.shown.secure_messaging", "2025.fr.secure_messaging"),
        ),
    ],
)
def test_what_is_shown_and_told_otherwise_is_a_fault_that_names_both(
    catalogue: Catalogue, told: dict[str, object], paths: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidSituation) as refused:
        catalogue.check(Situation.of({"2025": told}))
    (fault,) = refused.value.faults
    assert isinstance(fault, Fault)
    assert fault.paths == paths
    for language in ("en", "fr", "nl"):
        assert "melipro" in fault.text(language)
        assert "2025" in fault.text(language)


def test_a_reading_that_what_is_shown_denies_is_named(catalogue: Catalogue) -> None:
    told = {
        "fr.billing.transmitted_previous_year": False,
        "fr.billing.first_secured_on": date(2025, 12, 10),
        "fr.fami.shown.transmission_rate": "validated",
    }
    own = {"2025": told, "fr.practice_started_on": date(2015, 3, 1)}
    catalogue.check(Situation.of(own))
    with pytest.raises(InvalidSituation) as refused:
        catalogue.check(Situation.of({**own, "readings": {"fr-fami.first_claim_in_december_counts": False}}))
    (fault,) = refused.value.faults
    assert isinstance(fault, Fault)
    assert {"2025.fr.fami.shown.transmission_rate", "readings.fr-fami.first_claim_in_december_counts"} <= {*fault.paths}


def test_in_a_year_whose_texts_do_not_say_that_it_is_shown_nothing_disagrees(catalogue: Catalogue) -> None:
    catalogue.check(Situation.of({"2024": {"fr.fami.shown.scor": "validated", "fr.scor.transmissions": 0}}))
    catalogue.check(
        Situation.of({"2025": {"fr.fami.shown.sesam_vitale": "validated", "fr.sesam_vitale.addendum": "6"}})
    )


def test_a_row_in_which_it_cannot_be_so_is_marked_and_the_others_answer(catalogue: Catalogue) -> None:
    rows = pl.DataFrame(
        {
            "practitioner.profession": ["physiotherapist"] * 4,
            "fr.fami.shown.scor": ["validated", "validated", "not_validated", None],
            "fr.scor.transmissions": [None, 0, None, 3],
        }
    )
    answers = catalogue.assess_table(rows, "fr-fami", 2025)
    assert answers["fr-fami.scor"].to_list() == [True, None, False, True]
    marks = answers["fr-fami.invalid"].to_list()
    assert [bool(mark) for mark in marks] == [False, True, False, False]
    assert "fr.fami.shown.scor" in str(marks[1])
    assert "fr.scor.transmissions" in str(marks[1])


def test_a_sentence_says_that_it_is_so_as_shown_and_the_outcome_rests_on_it(assess: Assess) -> None:
    result = assess("fr-fami", 2025, {"fr.scor.transmissions": "unknown", "fr.fami.shown.scor": "validated"})
    scor = result.criteria["scor"]
    assert "amelipro" in scor.reason("fr")
    assert [(read.term.id, read.value) for read in scor.facts_read if read.decided] == [
        ("fr.fami.shown.scor", "validated")
    ]


def test_where_nothing_is_shown_the_rules_are_those_without_any_display(catalogue: Catalogue) -> None:
    chance = random.Random(5)  # noqa: S311  # no secret
    editions = [catalogue.edition("fr-fami", year) for year in (2018, 2025, 2026)]
    assert all(any(isinstance(node, AsShown) for node in one.criteria[3].condition.walk()) for one in editions)  # type: ignore[union-attr]  # it is asked
    for edition in editions:
        read = [(key, term) for key, term in read_by(edition).items() if "shown" not in key[0]]
        for _ in range(15):
            told: dict[Key, Any] = {}
            for key, term in chance.sample(read, len(read) // 2):
                more = {**told, key: chance.choice(values_of(term, edition))}
                told = more if accepted(catalogue, more) else told
            known = catalogue.check(situation_of(told)).seen_from(edition.year)
            for criterion in edition.criteria:
                if criterion.condition is not None:
                    assert evaluate(criterion.condition, known) == evaluate(as_ruled(criterion.condition), known)
