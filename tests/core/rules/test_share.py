"""Shares are compared by multiplying whole numbers, never by a rounded quotient."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Fact, InconsistentFacts, Known, OpenQuestion, evaluate, literal, percent, share
from incentives.rules.types import Value

SECURED = Fact.count("fr.secured", unit="claims")
TOTAL = Fact.count("fr.total", unit="claims")
EXCLUDED = Fact.count("fr.excluded", unit="claims")
NO_CLAIM = OpenQuestion("fr-aid.no_claim_passes", ask="office")
RATE = share(SECURED, of=TOTAL, if_none=NO_CLAIM) >= percent("70")


def known(reading: bool | None = None, /, **values: Value) -> Known:
    readings = {} if reading is None else {NO_CLAIM.id: reading}
    return Known(2024, annual={2024: {f"fr.{name}": value for name, value in values.items()}}, readings=readings)


@pytest.mark.parametrize(
    ("secured", "total", "reached"),
    [
        (700, 1000, True),
        (7, 10, True),
        (699, 1000, False),
        (6999, 10000, False),
        (69_999_999_999_999_999_999, 100_000_000_000_000_000_000, False),
        (70_000_000_000_000_000_000, 100_000_000_000_000_000_000, True),
        (1, 1, True),
        (0, 1, False),
    ],
)
def test_exactly_seventy_percent_passes_and_anything_less_does_not(secured: int, total: int, reached: bool) -> None:
    assert evaluate(RATE, known(secured=secured, total=total)) is reached


def test_a_third_of_a_percentage_is_not_rounded() -> None:
    third = share(SECURED, of=TOTAL, if_none=NO_CLAIM) >= percent("33.3333333333333333")
    assert evaluate(third, known(secured=1, total=3)) is True
    assert evaluate(third, known(secured=333_333, total=1_000_000)) is False


@pytest.mark.parametrize("reading", [True, False, None])
def test_a_whole_of_zero_has_the_value_of_the_open_question(reading: bool | None) -> None:
    assert evaluate(RATE, known(reading, secured=0, total=0)) is reading


@pytest.mark.parametrize("reading", [True, False, None])
def test_the_open_question_has_no_say_over_a_whole_that_is_not_zero(reading: bool | None) -> None:
    assert evaluate(RATE, known(reading, secured=1, total=10)) is False
    assert evaluate(RATE, known(reading, secured=9, total=10)) is True


@pytest.mark.parametrize("values", [{}, {"secured": 0}, {"secured": 700}, {"total": 1000}])
def test_a_share_of_which_a_part_is_missing_is_unknown(values: dict[str, Value]) -> None:
    assert evaluate(RATE, known(**values)) is None
    assert evaluate(RATE, known(True, **values)) is None


def test_a_part_larger_than_its_whole_is_a_fault_and_no_rate() -> None:
    with pytest.raises(InconsistentFacts, match="a part of 11 in a whole of 10") as caught:
        evaluate(RATE, known(secured=11, total=10))
    assert caught.value.data == {"part": 11, "whole": 10}
    assert caught.value.code == "inconsistent_facts"


@pytest.mark.parametrize(("secured", "total"), [(1, 0), (0, -1), (-1, -1), (-1, 10)])
def test_a_part_of_nothing_and_a_negative_count_are_faults(secured: int, total: int) -> None:
    with pytest.raises(InconsistentFacts):
        evaluate(RATE, known(True, secured=secured, total=total))


def test_a_negative_whole_is_a_fault_even_while_its_part_is_unknown() -> None:
    rate = share(SECURED, of=TOTAL - EXCLUDED, if_none=NO_CLAIM) >= percent("70")
    with pytest.raises(InconsistentFacts):
        evaluate(rate, known(total=5, excluded=10))


def test_parts_and_wholes_may_be_differences() -> None:
    rate = share(SECURED - EXCLUDED, of=TOTAL - EXCLUDED, if_none=NO_CLAIM) >= percent("70")
    assert evaluate(rate, known(secured=80, total=110, excluded=10)) is True
    assert evaluate(rate, known(secured=79, total=110, excluded=10)) is False
    assert evaluate(rate, known(True, secured=10, total=10, excluded=10)) is True


def test_a_whole_of_decimals_is_compared_exactly_too() -> None:
    hours = Fact.decimal("fr.hours", unit="hours")
    rate = share(hours, of=literal(Decimal("0.3")), if_none=NO_CLAIM) >= percent("70")
    assert evaluate(rate, known(hours=Decimal("0.21"))) is True
    assert evaluate(rate, known(hours=Decimal("0.2099999"))) is False


@given(total=st.integers(1, 10**30), data=st.data())
def test_a_share_agrees_with_exact_fractions_whatever_the_size(total: int, data: st.DataObject) -> None:
    secured = data.draw(st.integers(0, total))
    assert evaluate(RATE, known(secured=secured, total=total)) is (secured * 100 >= total * 70)
