"""Amounts that facts decide, open questions, shares and facts that contradict themselves."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from incentives import Fact, OpenQuestion, money, percent, share, tiers, when
from incentives.population.figures.summary import summarise
from incentives.population.wanted import Wanted

YEAR = 2024
MEMBER = Fact.yes_no("xx.member")
ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
STARTED = Fact.day("xx.started_on", annual=False)
LEVEL = Fact.ordered_choice("xx.level", ["none", "low", "high"])
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
Checked = Callable[..., list[Any]]


def added(rows: list[Any], end: str) -> list[Any]:
    return [row[f"xx-aid.{end}"] for row in rows]


def test_amounts_that_facts_decide_are_a_range_while_these_are_unknown(
    frame_kind: Any, aid_of: Any, checked: Checked
) -> None:
    base = when(MEMBER).then(money("490.05", "EUR")).otherwise(money(0, "EUR"))
    extra = when(LEVEL >= "low").then(money("100.5", "EUR")).otherwise(money(20, "EUR"))
    aid = aid_of({"acts": ACTS >= 3}, [(("acts",), base + extra), ((), base)])
    rows: list[Any] = [
        {},
        {"acts": 3},
        {"acts": 2, "member": True},
        {"acts": 3, "member": True},
        {"acts": 3, "member": True, "level": "none"},
        {"acts": 3, "level": "high"},
        {"member": False, "acts": 9, "level": "low"},
    ]
    got = checked(aid, frame_kind, rows)
    assert added(got, "certain") == [
        Decimal(text) for text in ("0", "20", "490.05", "1000.1", "1000.1", "100.5", "100.5")
    ]
    assert added(got, "possible") == [
        Decimal(text) for text in ("1080.6", "1080.6", "490.05", "1080.6", "1000.1", "1080.6", "100.5")
    ]
    assert added(got, "eligibility") == ["eligible"] * 7


def test_an_amount_in_doubt_by_an_open_question_is_a_range_until_it_is_read(
    frame_kind: Any, aid_of: Any, checked: Checked
) -> None:
    aid = aid_of({"member": MEMBER}, [(("member",), when(FIRST).then(money(7, "EUR")).otherwise(money(6, "EUR")))])
    rows: list[Any] = [{"member": True}, {"member": False}, {}]
    assert added(checked(aid, frame_kind, rows), "certain") == [6, 0, 0]
    assert added(checked(aid, frame_kind, rows), "possible") == [7, 0, 7]
    assert added(checked(aid, frame_kind, rows, {FIRST.id: True}), "certain") == [7, 0, 0]
    assert added(checked(aid, frame_kind, rows, {FIRST.id: False}), "possible") == [6, 0, 6]


def test_a_condition_that_only_a_reading_decides_is_the_same_in_every_row(
    frame_kind: Any, aid_of: Any, checked: Checked
) -> None:
    aid = aid_of({"first": FIRST, "second": ~FIRST | MEMBER}, [(("first", "second"), money(10, "EUR"))])
    rows: list[Any] = [{"member": True}, {"member": False}, {}]
    for readings in ({}, {FIRST.id: True}, {FIRST.id: False}):
        checked(aid, frame_kind, rows, readings)


def test_a_share_of_nothing_has_the_value_of_its_question(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    aid = aid_of(
        {"rate": share(ACTS, of=ACTS + CLAIMS, if_none=FIRST) >= percent("70")}, [(("rate",), money(10, "EUR"))]
    )
    rows: list[Any] = [
        {"acts": 7, "claims": 3},
        {"acts": 0, "claims": 0},
        {"acts": 0},
        {"claims": 0},
        {},
        {"acts": 699, "claims": 301},
    ]
    for readings, nothing in (({}, None), ({FIRST.id: True}, True), ({FIRST.id: False}, False)):
        none = False if nothing is False else None  # no act among however many: not reached, or nothing at all
        every = True if nothing is True else None  # all of however many: reached, or nothing at all
        assert added(checked(aid, frame_kind, rows, readings), "rate") == [True, nothing, none, every, None, False]


def test_a_share_that_cannot_be_leaves_its_facts_unknown_and_marks_them(
    frame_kind: Any, aid_of: Any, plain_table: Any
) -> None:
    rate = share(ACTS, of=CLAIMS, if_none=FIRST) >= percent("70")
    aid = aid_of({"rate": rate, "acts": ACTS >= 1, "claims": CLAIMS >= 1}, [(("rate",), money(10, "EUR"))])
    table = plain_table([{"acts": 11, "claims": 10}, {"acts": 7, "claims": 10}, {"acts": 1, "claims": 0}])
    got = frame_kind.rows(aid.table(frame_kind.make(table)))
    assert added(got, "rate") == [None, True, None]
    assert added(got, "acts") == [None, True, None]
    assert added(got, "invalid") == ["xx.acts;xx.claims", None, "xx.acts;xx.claims"]


def test_only_the_facts_that_make_a_share_impossible_are_marked(frame_kind: Any, aid_of: Any, plain_table: Any) -> None:
    rate = share(ACTS - 5, of=CLAIMS, if_none=FIRST) >= percent("70")
    aid = aid_of({"rate": rate, "claims": CLAIMS >= 1}, [(("rate",), money(10, "EUR"))])
    got = frame_kind.rows(
        aid.table(frame_kind.make(plain_table([{"acts": 4, "claims": 10}, {"acts": 4}, {"acts": 6}])))
    )
    assert added(got, "invalid") == ["xx.acts", "xx.acts", None]
    assert added(got, "claims") == [True, None, True]  # one act above five, and so one claim at least


def test_facts_that_contradict_one_another_are_marked_and_misfits_with_them(
    frame_kind: Any, aid_of: Any, plain_table: Any
) -> None:
    aid = aid_of(
        {"member": MEMBER, "acts": ACTS >= 1, "started": STARTED.year <= YEAR},
        [(("member",), money(10, "EUR"))],
        [MEMBER & (STARTED.year > YEAR), (ACTS > 0) & (STARTED.year > YEAR)],
    )
    rows: list[Any] = [
        {"member": True, "started_on": date(2025, 1, 1), "acts": -1},
        {"member": False, "started_on": date(2025, 1, 1), "acts": 0},
        {"started_on": date(2025, 1, 1), "acts": 5},
        {"member": True, "started_on": date(2025, 1, 1)},
    ]
    got = frame_kind.rows(aid.table(frame_kind.make(plain_table(rows))))
    marks = [set((mark or "").split(";")) - {""} for mark in added(got, "invalid")]
    assert marks == [
        {"xx.member", "xx.started_on", "xx.acts"},
        set(),
        {"xx.started_on", "xx.acts"},
        {"xx.member", "xx.started_on"},
    ]
    assert added(got, "member") == [None, False, None, None]
    assert added(got, "started") == [None, False, None, None]


def test_amounts_nested_many_levels_deep_are_planned_and_agree_with_the_single_assessment(
    frame_kind: Any, aid_of: Any, checked: Checked
) -> None:
    """Were each level written out in full wherever it is used, the plan would be three times longer with each."""
    amount = money(0, "EUR")
    for level in range(12):
        steps = ((10 + level, amount), (50 + level, money(7 * level, "EUR")))
        by_acts = tiers(ACTS, *steps, below=money(level, "EUR"))
        amount = (
            by_acts if level % 2 else when(ACTS.is_between(level, 99)).then(money(level + 1, "EUR")).otherwise(amount)
        )
    aid = aid_of({"member": MEMBER}, [(("member",), amount)])
    rows = [{"acts": acts, "member": member} for acts in (0, 3, 11, 70, None) for member in (True, None)]
    got = checked(aid, frame_kind, [{name: cell for name, cell in row.items() if cell is not None} for row in rows])
    assert added(got, "possible")[-1] == 77


def test_what_settles_a_share_is_found_from_the_other_count_of_the_row(
    frame_kind: Any, aid_of: Any, plain_table: Callable[..., Any]
) -> None:
    rate = share(CLAIMS, of=ACTS, if_none=FIRST) >= percent("70")
    aid = aid_of({"rate": rate}, [(("rate",), money(7, "EUR"))], [CLAIMS > ACTS])
    people = [{"claims": 7}, {"acts": 10}, {"claims": None, "acts": None}, {"acts": 0}, {"claims": 0}]
    for readings, with_acts in (({}, 1), ({FIRST.id: True}, 2)):  # no claim at all: no act is left, or none was claimed
        table = frame_kind.make(plain_table(people))
        (found,) = summarise(table, [Wanted(aid.scheme, aid.edition, "xx-aid")], aid.vocabulary, readings).editions
        assert {one.id: one.settles for one in found.missing if one.id.startswith("xx.")} == {
            ACTS.id: with_acts,
            CLAIMS.id: 1,
        }
