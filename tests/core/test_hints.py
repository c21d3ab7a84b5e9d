"""What is said of a name that is not known."""

from datetime import date
from decimal import Decimal

import pytest
from incentives.hints import harmless, hint, listed, near, shown

KNOWN = ["owner", "assistant", "replacement"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("ownr",), "did you mean 'owner'?"),
        (("ownr", "asistant"), "did you mean 'owner', 'assistant'?"),
        (("ownr", "ownrr"), "did you mean 'owner'?"),
        (("ownr", "zzz"), "did you mean 'owner'?"),
        (("zzz",), "known: owner, assistant, replacement"),
    ],
)
def test_the_nearest_name_is_offered_or_else_all_that_are_known(wrong: tuple[str, ...], said: str) -> None:
    assert hint(*wrong, known=KNOWN) == said


@pytest.mark.parametrize(("wrong", "known"), [("FR", "fr"), ("CPTS", "cpts"), ("Speech Therapist", "speech_therapist")])
def test_capitals_are_no_difference_between_names(wrong: str, known: str) -> None:
    assert near([wrong], ["at", "be", "fr", "msp", "cpts", "physiotherapist", "speech_therapist"]) == [known]
    assert near(["fr"], ["be", "FR"]) == ["FR"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("-800.00"), "-800.00"),
        ([Decimal("12.50"), date(2026, 3, 1)], "[12.50, 2026-03-01]"),
        (10**4999, "a number of 5,000 digits"),
        (-(10**4999), "a number of 5,000 digits"),
        (Decimal("1E+4999"), "a number of 5,000 digits"),
        (10**20, "1" + "0" * 20),
    ],
    ids=["decimal", "list", "long", "long below zero", "long decimal", "short"],
)
def test_a_number_is_shown_as_it_is_written_or_by_its_length(value: object, said: str) -> None:
    assert shown(value) == said


def test_where_nothing_is_known_that_is_said() -> None:
    assert hint("owner", known=[]) == "known: none"
    assert hint("owner", known=iter(()), otherwise="installed: {}.") == "installed: none."


def test_how_alike_two_names_must_be_can_be_chosen() -> None:
    assert near(["own"], KNOWN) == ["owner"]
    assert near(["own"], KNOWN, cutoff=0.85) == []


def test_of_very_many_names_the_first_are_listed_with_how_many_there_are_and_where_all_are() -> None:
    names = [f"scheme-{number:03}" for number in range(400)]
    said = hint("zzz", known=names)
    assert said.startswith("known: scheme-000, scheme-001")
    assert said.endswith("… (400)")
    assert len(said) < 700
    assert listed(names, "incentives schemes", most=2) == "scheme-000, scheme-001, … (400: `incentives schemes`)"


def test_of_very_many_wrong_names_only_the_first_are_compared() -> None:
    assert near((f"ownr{number}" for number in range(10**6)), KNOWN) == ["owner"]
    assert near(["ownr" * 10**6], KNOWN) == []


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800"])
def test_what_a_terminal_would_obey_is_shown_and_not_sent(sign: str) -> None:
    for text in (harmless(f"a{sign}b"), shown(f"a{sign}b"), shown([sign])):
        assert sign not in text
        assert "\\" in text


def test_lines_become_one() -> None:
    assert harmless("two\r\nlines\u2028more\tof\x85them") == "two lines more of them"
    assert shown("two\nlines") == "'two\\nlines'"


def test_a_value_that_cannot_even_be_written_is_named_by_its_kind() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError

    assert "Broken" in shown(Broken())
