"""What is said of money that is due: what holds it back, whether it was requested, received or refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from everything_met import LASTING, OF_THE_YEAR, WITHOUT_EQUIPMENT
from incentives import Catalogue, Situation
from incentives.report.assessed import assessment_record

Content = Mapping[str, Any]
Say = Callable[..., Content]

PARTS = ["base", "coordination"]


@pytest.fixture
def said(catalogue: Catalogue) -> Say:
    """`said(scheme, year, day, **changes)`: the content for someone who meets every criterion; `.` is written `__`."""

    def content(scheme: str, year: int, day: date | None, language: str = "en", **changes: object) -> Content:
        facts: dict[Any, Any] = {**LASTING[scheme], year: {**OF_THE_YEAR[scheme], **WITHOUT_EQUIPMENT}}
        for name, value in changes.items():
            id = name.replace("__", ".")
            place: Any = facts[year] if catalogue.vocabulary.facts[id].annual else facts
            place.pop(id, None)
            place |= {} if value is None else {id: value}
        a = catalogue.assess(scheme, year, Situation.of(facts), as_of=day)
        return assessment_record(a, language).plain()

    return content


ACCOUNT: dict[str, object] = {"be__prosante_account": False}
REQUESTED: dict[str, object] = {"be__inami_software__requested": True}
IN_2025 = date(2025, 11, 1)


@pytest.mark.parametrize(
    ("scheme", "changes", "expected"),
    [
        ("be-inami-software", {**ACCOUNT, **REQUESTED}, "eligible_no_account"),
        ("be-inami-software", ACCOUNT, "eligible_no_account"),
        ("be-inami-software", {**ACCOUNT, "be__acts": None}, "undetermined_no_account"),
        ("be-proqkine", ACCOUNT, "eligible_no_account"),
        ("be-proqkine", {**ACCOUNT, "be__proqkine__annual_met": None}, "undetermined_no_account"),
        ("be-inami-software", REQUESTED, "eligible_unknown"),
        ("be-inami-software", {"be__inami_software__requested": False}, "eligible_to_do"),
    ],
)
def test_what_holds_the_money_back_is_named(said: Say, scheme: str, changes: dict[str, object], expected: str) -> None:
    changes = {"be__prosante_account": True, **changes}
    assert said(scheme, 2024, IN_2025, **changes)["result"] == expected


def test_without_a_day_a_missing_account_holds_the_money_back_all_the_same(said: Say) -> None:
    assert said("be-proqkine", 2024, None, **ACCOUNT)["result"] == "eligible_no_account"


def test_money_that_hangs_on_a_declaration_of_the_past_says_so_beside_what_is_certain(said: Say) -> None:
    content = said("fr-fami", 2024, date(2026, 11, 22))
    assert (content["payable"]["certain"], content["payable"]["possible"]) == ("490.00", "590.00")
    assert content["result"] == "eligible_if_requested"


def test_what_was_missed_for_good_is_not_asked_about(said: Say) -> None:
    """FAMI 2022: entry closed on 2 March 2023. Nothing was declared, and nothing can be any more."""
    content = said("fr-fami", 2022, date(2023, 10, 1), fr__fami__declared=False, fr__secure_messaging="apicrypt_v1")
    assert content["payable"]["reachable"] == "0.00"
    assert [item["what"] for item in content["to_do"]] == []
    assert {part["request"] for part in content["benefits"]} == {"missed"}


def test_what_follows_from_an_answer_settles_whether_a_request_was_missed(said: Say) -> None:
    """Whoever never declared before has no document accepted before: nothing was filled in, all was to be declared."""
    never = {"fr__fami__declared": False, "fr__fami__declared_before": False, "fr__dmp__proof": None}
    base, _ = said("fr-fami", 2022, date(2023, 10, 1), **never)["benefits"]
    assert (base["payable"]["reachable"], base["request"], base["request_asks"]) == ("0.00", "missed", [])


def test_of_what_was_perhaps_filled_in_only_that_is_asked(said: Say) -> None:
    told = {"fr__fami__declared": False, "fr__fami__declared_before": None, "fr__dmp__proof": "none"}
    base, _ = said("fr-fami", 2022, date(2023, 10, 1), **told)["benefits"]
    assert (base["request"], base["payable"]["possible"]) == ("unknown", "490.00")
    assert [asked["id"] for asked in base["request_asks"]] == ["fr.fami.declared_before"]


def test_a_provisional_closing_day_is_asked_about_until_payment_is_over(said: Say) -> None:
    in_time, too_late = (
        said("fr-fami", 2025, day, fr__fami__declared=False) for day in (date(2026, 5, 1), date(2026, 7, 1))
    )
    (asked,) = in_time["to_do"]
    assert asked["what"].count("still be made") == 1
    assert too_late["to_do"] == []
    assert "still be made" not in str(too_late["benefits"])


@pytest.mark.parametrize(
    ("received", "refused", "word"),
    [(PARTS, [], "received"), ([], PARTS, "refused"), (PARTS[:1], PARTS[1:], "received_refused")],
)
@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 2, 1), None])
def test_what_was_received_or_refused_is_said_and_nothing_is_to_be_done_for_it(
    said: Say, received: list[str], refused: list[str], word: str, day: date | None
) -> None:
    told = {"fr__fami__received": received, "fr__fami__refused": refused}
    content = said("fr-fami", 2025, day, **told)
    assert (content["result"], content["to_do"]) == (f"eligible_{word}", [])
    assert "something is due" not in content["eligibility_text"]
    lines = [part["eligibility_text"] for part in content["benefits"][:2]]
    assert lines == ["received." if id in received else "refused." for id in PARTS]


def test_an_aid_that_is_only_told_to_be_received_is_received(said: Say) -> None:
    told = {"be__acts": None, "be__inami_software__received": True}
    assert said("be-inami-software", 2024, date(2026, 11, 22), **told)["result"] == "received"


def test_a_supplement_is_not_to_be_requested_where_what_it_comes_on_top_of_was_refused(said: Say) -> None:
    content = said("fr-fami", 2025, date(2026, 2, 1), fr__fami__refused=["base"])
    assert (content["payable"]["reachable"], content["to_do"]) == ("0.00", [])


def test_of_an_aid_received_in_part_the_rest_is_what_is_spoken_of(said: Say) -> None:
    content = said("fr-fami", 2025, date(2026, 11, 22), fr__fami__received=["base"])
    assert (content["payable"]["certain"], content["payable"]["possible"]) == ("0.00", "100.00")
    assert content["result"] == "eligible_if_requested"


def test_where_a_part_was_missed_the_whole_is_not_said_to_be(said: Say) -> None:
    content = said("fr-fami", 2022, date(2023, 10, 1), fr__fami__declared=False)
    assert content["payable"]["certain"] == "490.00"
    assert (content["request_alert"], content["result"]) == ("missed", "eligible_missed_in_part")
    assert "a part of it" in content["eligibility_text"]


def test_a_supplement_says_that_it_comes_with_its_base(said: Say) -> None:
    sent = {"fr__fami__declared_on": date(2026, 2, 10), "fr__fami__declared_items": ["coordination"]}
    for mailbox, is_said in (("mssante_organisational", True), ("mssante_personal", False)):
        _, supplement, *_ = said("fr-fami", 2025, date(2026, 7, 1), **sent, fr__secure_messaging=mailbox)["benefits"]
        assert supplement["request"] == "valid"
        assert ("comes only if" in (supplement["payable_text"] or "")) is is_said
