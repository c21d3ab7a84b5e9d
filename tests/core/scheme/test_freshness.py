"""When an edition should be checked again: the rule, day by day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from incentives import Edition, Freshness, Scheme, freshness

SchemeOf = Callable[..., Scheme]
VERIFIED = date(2024, 2, 29)  # the day in the file


@pytest.fixture
def scheme(scheme_of: SchemeOf, data: dict[str, Any]) -> Scheme:
    return scheme_of(data)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (VERIFIED, Freshness.CURRENT),
        (date(2023, 1, 1), Freshness.CURRENT),  # a day before it was compared says nothing against it
        (date(2025, 2, 28), Freshness.CURRENT),  # the anniversary of a 29 February
        (date(2025, 3, 1), Freshness.LONG_UNVERIFIED),
    ],
)
def test_more_than_a_year_after_it_was_verified_an_edition_is_long_unverified(
    built: Edition, scheme: Scheme, as_of: date, expected: Freshness
) -> None:
    assert built.verified_on == VERIFIED
    assert freshness(built, scheme, as_of) is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2024, 12, 31), Freshness.CURRENT),
        (date(2025, 1, 1), Freshness.NEWER_EXPECTED),  # from that day on
        (date(2026, 1, 1), Freshness.NEWER_EXPECTED),  # which says more than that it is long unverified
    ],
)
def test_from_the_day_on_which_newer_rules_were_expected_an_edition_waits_for_them(
    built: Edition, scheme: Scheme, as_of: date, expected: Freshness
) -> None:
    edition = evolve(built, expected_next=date(2025, 1, 1))
    assert freshness(edition, scheme, as_of) is expected


def test_once_a_newer_edition_is_known_nothing_is_expected_any_more(built: Edition, scheme: Scheme) -> None:
    edition = evolve(built, expected_next=date(2025, 1, 1))
    newer = evolve(scheme, editions={2024: lambda: edition, 2025: lambda: edition})
    assert freshness(edition, newer, date(2025, 1, 1)) is Freshness.CURRENT
    assert freshness(edition, newer, date(2025, 3, 1)) is Freshness.LONG_UNVERIFIED


def test_an_older_edition_is_not_a_newer_one(built: Edition, scheme: Scheme) -> None:
    edition = evolve(built, expected_next=date(2025, 1, 1))
    older = evolve(scheme, editions={2023: lambda: edition, 2024: lambda: edition})
    assert freshness(edition, older, date(2025, 1, 1)) is Freshness.NEWER_EXPECTED
