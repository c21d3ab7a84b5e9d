"""What checking makes of values that need no change, and of the mapping that they came in."""

from enum import StrEnum

import pytest
from incentives import Catalogue, InvalidSituation, Situation

RAW = {
    "fr.conventioned": True,
    "fr.billing.total": 10**12,
    "fr.dmp.transactions": "unknown",
    "fr.dmp.software": "connector",
    "fr.coordination.structures": ["cpts", "msp"],
}


class Software(StrEnum):
    """A choice as a program may hold it: text of a type of its own."""

    CONNECTOR = "connector"


def test_checking_leaves_the_situation_as_it_was(catalogue: Catalogue) -> None:
    situation = Situation({"practitioner.profession": "unknown"}, {2025: dict(RAW)})
    checked = catalogue.check(situation)
    assert situation.annual == {2025: RAW}
    assert situation.permanent == {"practitioner.profession": "unknown"}
    assert checked.annual[2025] is not situation.annual[2025]


def test_what_is_unknown_is_left_out_and_the_rest_keeps_its_order(catalogue: Catalogue) -> None:
    values = catalogue.check(Situation.of({2025: RAW})).annual[2025]
    assert list(values) == [id for id in RAW if id != "fr.dmp.transactions"]
    assert values["fr.coordination.structures"] == frozenset({"cpts", "msp"})


def test_text_of_a_type_of_its_own_is_text(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.of({2025: {"fr.dmp.software": Software.CONNECTOR}}))
    assert checked.annual[2025] == {"fr.dmp.software": "connector"}


@pytest.mark.parametrize(("id", "value"), [("fr.conventioned", 1), ("fr.billing.total", True)])
def test_one_and_true_are_not_taken_for_one_another(catalogue: Catalogue, id: str, value: object) -> None:
    with pytest.raises(InvalidSituation):
        catalogue.check(Situation.of({2025: {id: value}}))


def test_the_largest_count_is_accepted_and_one_more_is_not(catalogue: Catalogue) -> None:
    assert catalogue.check(Situation.of({2025: {"fr.billing.total": 10**12}})).annual
    with pytest.raises(InvalidSituation):
        catalogue.check(Situation.of({2025: {"fr.billing.total": 10**12 + 1}}))
