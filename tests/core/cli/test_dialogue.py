"""An interview line by line: what is shown, what can be typed, and what comes of it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from incentives import NO_DAY, Catalogue, Fact, OpenQuestion, Situation
from incentives.cli.dialogue import Dialogue, Stopped, Terminal
from incentives.interview.replies import NotUnderstood, reply

TODAY = date(2026, 11, 22)
Asking = Callable[..., tuple[Dialogue, list[str]]]


@pytest.fixture
def asking(catalogue: Catalogue) -> Asking:
    """`asking("1", "oui", told={...}, lang="fr")`: a dialogue with what is typed, and the lines that it will show."""

    def made(*typed: str, told: dict[Any, Any] | None = None, lang: str = "en") -> tuple[Dialogue, list[str]]:
        lines: Iterator[str] = iter(typed)
        shown: list[str] = []

        def read(prompt: str) -> str:
            shown.append(prompt)
            return next(lines, "!")

        interview = catalogue.interview(Situation.of(told or {}), ["fr-fami"], [2025], TODAY)
        return Dialogue(interview, Terminal(read, shown.append, 100), lang), shown

    return made


def held(dialogue: Dialogue) -> None:
    with pytest.raises(Stopped):
        dialogue.hold()


def test_it_says_what_it_is_about_and_which_money_hangs_on_it(asking: Asking) -> None:
    dialogue, shown = asking()
    held(dialogue)
    text = "\n".join(shown)
    assert "1. You and your practice" in text
    assert "What hangs on this: up to €1,115.00 of FAMI (France) 2025." in text
    assert "(1/1) What is your profession?" in text
    assert " 1  physiotherapist" in text


def test_help_is_shown_when_it_is_asked_for(asking: Asking) -> None:
    dialogue, shown = asking("?")
    held(dialogue)
    assert "The profession under which you are registered and bill." in shown


def test_what_is_not_understood_says_what_can_be_typed_and_is_asked_again(asking: Asking) -> None:
    dialogue, shown = asking("12", "", "1", "perhaps")
    held(dialogue)
    assert "This is not understood. Type the number of your answer; or - if you don't know it." in shown
    assert "Type an answer, or - if you don't know it." in shown
    assert "This is not understood. Type yes or no; or - if you don't know it." in shown
    assert dialogue.situation.permanent == {"practitioner.profession": "physiotherapist"}


def test_a_contradiction_is_told_with_all_that_it_is_between_and_can_be_corrected(asking: Asking) -> None:
    told: dict[Any, Any] = {
        "practitioner.profession": "physiotherapist",
        2025: {"fr.conventioned": True, "fr.secure_messaging": "mssante_personal", "fr.business_software": True},
    }
    told[2025] |= {"fr.dmp.software": "integrated", "fr.dmp.transactions": 5, "fr.dmp.vendor_changed": False}
    told[2025] |= {"fr.sesam_vitale.addendum": "8", "fr.sesam_vitale.conforming_invoice": True}
    told[2025] |= {"fr.scor.transmissions": 3, "fr.billing.transmitted_previous_year": True, "fr.billing.total": 3}
    told[2025] |= {"fr.billing.excluded_total": 0, "fr.billing.excluded_secured": 0}
    told[2025] |= {"fr.fami.shown.transmission_rate": "not_shown"}
    dialogue, shown = asking("9", "2", told=told)
    held(dialogue)
    assert any(line.startswith("2025.fr.billing.secured, 2025.fr.billing.total: ") for line in shown)
    assert dialogue.situation.annual[2025]["fr.billing.secured"] == 2


def test_back_goes_to_the_question_before_also_on_the_screen_before_and_enter_keeps_what_was_said(
    asking: Asking,
) -> None:
    dialogue, shown = asking("<", "1", "y", "4", "<", "", "<", "<", "n")
    dialogue.hold()
    assert "This is the first question." in shown
    assert any("(Enter: practice owner" in line for line in shown)
    assert any("(Enter: yes)" in line for line in shown)
    assert dialogue.situation.annual[2025]["fr.conventioned"] is False


def test_of_a_point_on_which_the_texts_are_silent_only_what_the_payer_said_is_asked(asking: Asking) -> None:
    dialogue, shown = asking("1", "y", "4", "-")
    held(dialogue)
    assert any(line.startswith("The official texts are silent or disagree on this.") for line in shown)


def test_it_ends_by_itself_once_nothing_matters_any_more(asking: Asking) -> None:
    dialogue, _ = asking("5")
    dialogue.hold()
    assert dialogue.is_begun


def test_stopped_in_the_middle_of_a_screen_it_keeps_what_was_answered_there(asking: Asking) -> None:
    dialogue, _ = asking("1", "y", "4", "!")
    held(dialogue)
    assert dialogue.situation.annual[2025] == {
        "fr.conventioned": True,
        "fr.secure_messaging": "practice_owner_mailbox",
    }


VALUES = ("a", "b", "c")


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        *((Fact.yes_no("xx.a"), text, True) for text in ("y", "Yes", "oui", "O", "ja")),
        *((Fact.yes_no("xx.a"), text, False) for text in ("n", "No", "non", "nee")),
        (OpenQuestion("xx-a.b", ask="office"), "oui", True),
        (Fact.count("xx.a", unit="acts"), "1 950", 1950),
        (Fact.count("xx.a", unit="acts"), "0", 0),
        (Fact.count("xx.a", unit="acts"), "-3", -3),  # which the check of situations refuses in its own words
        (Fact.decimal("xx.a", unit="hours"), "12,5", Decimal("12.5")),
        (Fact.money("xx.a", currency="EUR"), "1 200.50", Decimal("1200.50")),
        (Fact.day("xx.a"), "2025-03-01", date(2025, 3, 1)),
        (Fact.day("xx.a"), "0", NO_DAY),
        (Fact.choice("xx.a", VALUES), "2", "b"),
        (Fact.choice("xx.a", VALUES), "c", "c"),
        (Fact.set_of("xx.a", VALUES), "3, 1", ["a", "c"]),
        (Fact.set_of("xx.a", VALUES), "0", []),
    ],
)
def test_what_is_typed_is_read_as_a_situation_says_it(fact: Fact | OpenQuestion, text: str, value: object) -> None:
    assert reply(fact, VALUES, text) == value


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        (Fact.yes_no("xx.a"), "1", "yes_no"),
        (Fact.count("xx.a", unit="acts"), "1,950", "count"),  # two numbers, one in each of two countries
        (Fact.money("xx.a", currency="EUR"), "1,200", "number"),
        (Fact.day("xx.a"), "01/03/2025", "day"),  # two days
        (Fact.choice("xx.a", VALUES), "4", "choose_one"),
        (Fact.choice("xx.a", VALUES), "0", "choose_one"),
        (Fact.set_of("xx.a", VALUES), "1,7", "choose_several"),
        (Fact.set_of("xx.a", VALUES), ",", "choose_several"),
    ],
)
def test_what_could_mean_two_things_or_none_is_not_read(fact: Fact, text: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        reply(fact, VALUES, text)
    assert caught.value.id == expected
