"""Advice on the FAMI 2025 during its year and after it, as the guide has it."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

from everything_met import FAMI, OF_THE_YEAR, WITHOUT_EQUIPMENT
from incentives import Advice, Catalogue, DeedKind, Situation

MET: dict[str, Any] = {
    **OF_THE_YEAR[FAMI],
    **WITHOUT_EQUIPMENT,
    "fr.coordination.structures": [],
    "fr.fami.declared": False,
}
IN_THE_YEAR, AFTER_IT, CLOSING = date(2025, 12, 1), date(2026, 2, 1), date(2026, 3, 2)


def advised(catalogue: Catalogue, day: date, **changes: Any) -> Advice:
    facts = {**MET, **{name.replace("__", "."): value for name, value in changes.items()}}
    situation = Situation.of({"practitioner": {"profession": "physiotherapist"}, 2025: facts})
    return catalogue.advice(catalogue.assess("fr-fami", 2025, situation, day))


def test_after_the_year_only_proofs_can_still_be_sent_before_the_declaration_closes(catalogue: Catalogue) -> None:
    # §1.1.3: proofs through amelipro; §2: entry closes on 2 March 2026.
    advice = advised(catalogue, AFTER_IT, fr__dmp__transactions=0)
    way = advice.benefits["base"].best
    assert way is not None
    proof, request = way.deeds
    assert (proof.criteria, proof.deadline, request.deadline) == (("dmp",), CLOSING, CLOSING)
    assert [change.need for change in proof.changes] == ["sent"]
    assert [paper.id for paper in proof.evidence] == [paper.id for paper in request.evidence] == ["dmp_software_proof"]
    assert "send your caisse complete proofs" in proof.text("en")
    (late,) = advice.benefits["coordination"].too_late
    assert (late.deadline, late.counts_from) == (date(2025, 12, 31), date(2026, 1, 1))


def test_an_action_in_the_year_leaves_no_doubt_where_proofs_would(catalogue: Catalogue) -> None:
    # §1.1.1 "A noter" can be read as asking an action besides the proofs.
    way = advised(catalogue, IN_THE_YEAR, fr__dmp__transactions=0).benefits["base"].best
    assert way is not None
    (deed,) = way.deeds
    assert [(change.fact.id, change.more) for change in deed.changes] == [("fr.dmp.transactions", 1)]
    assert (way.is_certain, way.open_questions) == (True, ())


def test_secured_bills_are_bills_too(catalogue: Catalogue) -> None:
    # §1.4.1: at least 70%. 600 of 1000: 334 more, all secured, are 934 of 1334, which is 70.01%; 333 are 69.99%.
    way = advised(catalogue, IN_THE_YEAR, fr__billing__secured=600).benefits["base"].best
    assert way is not None
    (deed,) = way.deeds
    assert {change.fact.id: change.more for change in deed.changes} == {
        "fr.billing.secured": 334,
        "fr.billing.total": 334,
    }


def test_after_a_change_of_vendor_the_base_and_its_supplement_are_declared_at_once(catalogue: Catalogue) -> None:
    # §1.1.4: new proofs; what is pre-filled no longer counts, so that both items are entered in one declaration.
    advice = advised(catalogue, IN_THE_YEAR, fr__dmp__vendor_changed=True)
    way = advice.benefits["coordination"].best
    assert way is not None
    *steps, request = way.deeds
    assert [deed.criteria for deed in steps] == [("dmp",), ("coordination",)]
    assert (request.kind, request.benefits) == (DeedKind.REQUEST, ("base", "coordination"))
    assert not way.spending  # the software is there
    assert advice.together.certain == Decimal(1115)


def test_advice_can_be_sent_to_another_process(catalogue: Catalogue) -> None:
    advice = advised(catalogue, IN_THE_YEAR, fr__dmp__vendor_changed=True)
    again = pickle.loads(pickle.dumps(advice))  # noqa: S301  # our own
    assert again.together == advice.together
    assert [deed for one in again.sets for deed in one.deeds] == [deed for one in advice.sets for deed in one.deeds]
