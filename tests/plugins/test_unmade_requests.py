"""A request that is told to have no day was not made, whether or not that is told too; who was paid has requested."""

from datetime import date

import pytest
from everything_met import FAMI, LASTING, OF_THE_YEAR, SOFTWARE_AID
from incentives import Catalogue, RequestStatus, Situation

YEAR = 2025
MADE = {FAMI: "fr.fami.declared", SOFTWARE_AID: "be.inami_software.requested"}
DAYS = (None, date(2026, 1, 20), date(2026, 6, 1))


def told(scheme: str, **more: object) -> Situation:
    facts = {id.replace("__", "."): value for id, value in more.items()}
    return Situation.of({**LASTING[scheme], YEAR: {**OF_THE_YEAR[scheme], **facts}})


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("scheme", MADE)
def test_no_day_of_a_request_brings_as_much_as_a_request_told_not_to_be_made(
    catalogue: Catalogue, scheme: str, day: date | None
) -> None:
    facts = told(scheme, **{f"{MADE[scheme]}_on": "none"}), told(scheme, **{MADE[scheme]: False})
    without_day, not_made = (catalogue.assess(scheme, YEAR, one, as_of=day) for one in facts)
    assert without_day.payable == not_made.payable
    assert {id: one.request for id, one in without_day.benefits.items()} == {
        id: one.request for id, one in not_made.benefits.items()
    }


def test_who_was_paid_has_requested_and_is_not_told_to(catalogue: Catalogue) -> None:
    facts = told(SOFTWARE_AID, be__inami_software__received=True)
    paid = catalogue.assess(SOFTWARE_AID, YEAR, facts, as_of=date(2026, 6, 1))
    assert paid.payable.reachable == 0
    assert paid.benefits["lump_sum"].request is not RequestStatus.TO_DO
