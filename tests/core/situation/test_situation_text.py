"""A situation as its file says it: read again, it is the same."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from incentives import InvalidArgument, Situation

SAID: dict[Any, Any] = {
    "label": 'Marie "la kiné"',
    "id": "m-1",
    "practitioner": {"profession": "physiotherapist", "practises_in": ["fr", "be"]},
    "be.first_registered_on": date(2019, 4, 15),
    2025: {"fr.scor.transmissions": "unknown", "fr.billing.first_secured_on": "none", "xx.cost": Decimal("12.50")},
    2024: {"be.acts": 812, "be.convention.all_year": False, "xx.strange key": [{"a": 1}]},
    "readings": {"fr-fami.dmp_transaction_required": True},
}


def test_what_is_written_says_the_same_when_it_is_read_again() -> None:
    before = Situation.of(SAID)
    after = Situation.from_toml(before.to_toml().encode())
    assert (after.permanent, after.readings) == (before.permanent, before.readings)
    assert (after.label, after.id) == (before.label, before.id)
    assert {year: {**facts, "xx.cost": None} for year, facts in after.annual.items()} == {
        year: {**facts, "xx.cost": None} for year, facts in before.annual.items()
    }
    assert after.annual[2025]["xx.cost"] == 12.5  # which a check reads exactly


def test_it_is_written_as_people_write_it() -> None:
    assert Situation.of(SAID).to_toml().splitlines()[:6] == [
        'label = "Marie \\"la kiné\\""',
        'id = "m-1"',
        "",
        'practitioner.profession = "physiotherapist"',
        'practitioner.practises_in = ["fr", "be"]',
        "be.first_registered_on = 2019-04-15",
    ]


def test_nothing_told_is_an_empty_file() -> None:
    assert Situation.of({2025: {}}).to_toml().strip() == ""


def test_a_value_that_toml_cannot_say_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="TOML has no way to say"):
        Situation.of({"xx.a": object()}).to_toml()
