"""What is said of a name that is not known."""

import pytest
from incentives.hints import hint, near

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


def test_where_nothing_is_known_that_is_said() -> None:
    assert hint("owner", known=[]) == "known: none"
    assert hint("owner", known=iter(()), otherwise="installed: {}.") == "installed: none."


def test_how_alike_two_names_must_be_can_be_chosen() -> None:
    assert near(["own"], KNOWN) == ["owner"]
    assert near(["own"], KNOWN, cutoff=0.85) == []
