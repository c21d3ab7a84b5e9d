"""Advice on schemes of the fictional country XX: nearest values, ceilings, exclusions, accounts and windows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from incentives import (
    PROFESSION,
    Advice,
    Application,
    Benefit,
    Cadence,
    CheckedSituation,
    Confidence,
    Contact,
    Criterion,
    DatedWindow,
    Deed,
    DeedKind,
    Document,
    Edition,
    Establishment,
    Expression,
    Fact,
    FactError,
    Group,
    OpenQuestion,
    Payment,
    Period,
    Reference,
    Request,
    Scheme,
    Situation,
    Standing,
    Theme,
    Window,
    Wording,
    all_of,
    applied,
    literal,
    money,
    percent,
    share,
)
from incentives.advice import advise
from incentives.assessment import assess

YEAR, DAY, YEAR_END = 2025, date(2025, 10, 1), date(2025, 12, 31)
WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)
A, B, C = (Fact.yes_no(f"xx.{id}") for id in ("a", "b", "c"))
VISITS, HOURS = Fact.count("xx.visits", unit="visits"), Fact.count("xx.hours", unit="hours")
PART, WHOLE = Fact.count("xx.part", unit="claims"), Fact.count("xx.whole", unit="claims")
LEVEL = Fact.ordered_choice("xx.level", ["none", "basic", "good", "best"])
FORMS = Fact.set_of("xx.forms", ["house", "network", "team"])
TOOL = Fact.choice("xx.tool", ["none", "rented", "owned"], bought=("rented",))
LEFT = Fact.yes_no("xx.stayed", irreversible=(False,))
MONTHS, FEW = Fact.count("xx.months", unit="months", most=12), Fact.count("xx.few", unit="acts", most=8)
ENOUGH = share(FEW, of=WHOLE, if_none=literal(False)) >= percent("70")
KEPT = Fact.set_of("xx.kept", ["house", "network", "team"], irreversible=("house",))
LADDER = Fact.ordered_choice("xx.ladder", ["low", "middle", "high"], irreversible=("high",))
BORN = Fact.yes_no("xx.born_here", fixed=True)
OPENED = Fact.day("xx.opened_on", annual=False)
ACCOUNT = Fact.yes_no("xx.account", annual=False)
REQUESTED, REQUESTED_ON = Fact.yes_no("xx.requested"), Fact.day("xx.requested_on")
HOUSE = frozenset({"house"})
SEVENTY = share(PART, of=WHOLE, if_none=literal(False)) >= percent("70")
GAP = OpenQuestion("xx-aid.gap", ask="office")


def edition(
    criteria: Mapping[str, Expression],
    benefits: Mapping[str, tuple[int, Sequence[str], dict[str, Any]]],
    *groups: Group,
    window: Window | None = None,
    account: Expression | None = None,
    deadline: date | None = YEAR_END,
) -> Edition:
    asked = [
        Criterion(id, condition, Standing.ASKED, Theme.ACTIVITY, Establishment.DECLARED, WRITTEN, deadline)
        for id, condition in criteria.items()
    ]
    paid = [
        Benefit(id, money(amount, "EUR"), Cadence.YEARLY, tuple(requires), WRITTEN, **rest)
        for id, (amount, requires, rest) in benefits.items()
    ]
    dated = None if window is None else DatedWindow(window, references=WRITTEN)
    return Edition(
        scheme="xx-aid",
        year=YEAR,
        period=Period.calendar_year(YEAR),
        currency="EUR",
        criteria=tuple(asked),
        benefits=tuple(paid),
        application=Application("post", (), Payment(account_given=account), dated),
        contacts=(Contact("office"),),
        evidence=(),
        figures=(),
        professions=PROFESSION.values,
        verified_on=date(2025, 6, 1),
        groups=groups,
    )


def advised(rules: Edition, day: date | None = DAY, account: bool | None = None, **told: Any) -> Advice:
    scheme = Scheme("xx-aid", "XX", "The town", ("physiotherapist",), (), {}, Wording(Path("nowhere")))
    permanent = {} if account is None else {ACCOUNT.id: account}
    opened = told.pop("opened_on", None)
    permanent |= {} if opened is None else {OPENED.id: opened}
    known = {f"xx.{id}": value for id, value in told.items()}
    return advise(assess(scheme, rules, CheckedSituation(permanent, {YEAR: known}, {}), day), scheme.edition)


def grant(condition: Expression, **rest: Any) -> Edition:
    return edition({"rule": condition}, {"grant": (100, ["rule"], {})}, **rest)


def needs(deed: Deed) -> dict[str, Any]:
    return {change.fact.id.removeprefix("xx."): change.need for change in deed.changes}


def best(advice: Advice, id: str = "grant") -> list[dict[str, Any]] | None:
    way = advice.benefits[id].best
    return None if way is None else [needs(deed) for deed in way.deeds]


@pytest.mark.parametrize(
    ("condition", "told", "expected"),
    [
        (VISITS >= 500, {"visits": 455}, {"visits": 500}),
        (VISITS > 500, {"visits": 455}, {"visits": 501}),
        (VISITS + HOURS * 2 >= 500, {"visits": 100, "hours": 100}, {"visits": 300}),
        (LEVEL >= "good", {"level": "none"}, {"level": "good"}),
        (LEVEL == "basic", {"level": "best"}, {"level": "basic"}),
        (FORMS.contains_all(["team", "network"]), {"forms": HOUSE}, {"forms": {"house", "team", "network"}}),
        (FORMS.contains_any(["team", "network"]), {"forms": frozenset()}, {"forms": {"network"}}),
        (~FORMS.contains_any(["house"]), {"forms": HOUSE}, {"forms": set()}),
        (A | (B & C), {"a": False, "b": True, "c": False}, {"a": True}),
        (OPENED <= YEAR_END, {"opened_on": "none"}, {"opened_on": DAY}),
        (SEVENTY, {"part": 60, "whole": 100}, {"part": 94, "whole": 134}),
        (SEVENTY, {"part": 0, "whole": 0}, {"part": 1, "whole": 1}),
        (MONTHS >= 12, {"months": 10}, {"months": 12}),
        (MONTHS + FEW >= 20, {"months": 10, "few": 5}, {"months": 12, "few": 8}),
        (MONTHS + VISITS >= 20, {"months": 10, "visits": 5}, {"visits": 10}),
        (ENOUGH, {"few": 6, "whole": 9}, {"few": 7, "whole": 10}),
        (~KEPT.contains_any(["team"]), {"kept": frozenset({"house", "team"})}, {"kept": {"house"}}),
        (LADDER == "low", {"ladder": "middle"}, {"ladder": "low"}),
    ],
)  # fmt: skip
def test_the_nearest_value_that_does_is_advised(
    condition: Expression, told: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert best(advised(grant(condition), **told)) == [expected]


def test_every_smallest_set_is_a_way_and_the_one_with_the_fewest_changes_comes_first() -> None:
    advice = advised(grant((B & C) | A), a=False, b=False, c=False)
    ways = [needs(deed) for way in advice.benefits["grant"].ways for deed in way.deeds]
    assert ways == [{"a": True}, {"b": True, "c": True}]


def test_of_two_ways_as_short_the_one_that_costs_nothing_comes_first() -> None:
    ways = advised(grant((TOOL == "rented") | A), tool="none", a=False).benefits["grant"].ways
    assert [(needs(way.deeds[0]), way.spending) for way in ways] == [({"a": True}, False), ({"tool": "rented"}, True)]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (LEFT, {"stayed": False}),
        (BORN, {"born_here": False}),
        (VISITS.at(-1) >= 500, {}),
        (VISITS <= 100, {"visits": 120}),
        (MONTHS >= 13, {"months": 12}),
        (MONTHS + FEW >= 21, {"months": 3, "few": 3}),
        (ENOUGH, {"few": 5, "whole": 10}),  # seven more would do, and eight is the most in all
        (~KEPT.contains_any(["house"]), {"kept": HOUSE}),
        (LADDER == "low", {"ladder": "high"}),
    ],
)
def test_what_no_deed_can_change_is_never_advised(condition: Expression, told: dict[str, Any]) -> None:
    advice = advised(grant(condition), **told)
    assert not any(way.deeds for way in advice.benefits["grant"].ways)


def test_what_is_more_than_can_ever_be_is_not_within_reach() -> None:
    one = advised(grant(MONTHS + FEW >= 21), months=3, few=3).benefits["grant"]
    assert [one.result.amount.reachable, one.result.payable.reachable] == [0, 0]
    assert advised(grant(MONTHS + FEW >= 20), months=3, few=3).benefits["grant"].result.amount.reachable == 100


def test_what_stays_in_a_set_keeps_an_amount_from_being_reached() -> None:
    gone = advised(grant(~KEPT.contains_any(["house"])), kept=HOUSE).benefits["grant"].result
    free = advised(grant(~FORMS.contains_any(["house"])), forms=HOUSE).benefits["grant"].result
    assert [gone.amount.reachable, free.amount.reachable] == [0, 100]


def test_after_its_deadline_a_criterion_is_too_late_and_says_when_it_was() -> None:
    advice = advised(grant(A), day=date(2026, 1, 1), a=False)
    (late,) = advice.benefits["grant"].too_late
    assert late.criterion is not None
    assert (late.criterion.id, late.deadline, late.counts_from) == ("rule", YEAR_END, None)  # no later rules are known
    assert advice.ways == ()


def test_without_a_day_nothing_is_advised_and_nothing_is_too_late() -> None:
    one = advised(grant(A & B), day=None, a=False).benefits["grant"]
    assert (one.ways, one.too_late) == ((), ())


def test_a_missing_answer_is_a_question_and_no_deed() -> None:
    way = advised(grant(A & B), a=False).benefits["grant"].best
    assert way is not None
    assert [needs(deed) for deed in way.deeds] == [{"a": True}]
    assert [one.id for one in way.questions] == ["xx.b"]
    assert (way.is_certain, way.money, way.if_still_taken) == (False, Decimal(100), False)


def test_an_open_question_stands_in_the_way_unless_a_deed_goes_around_it() -> None:
    around, through = (advised(grant(rule), a=False).benefits["grant"].best for rule in ((GAP | A), (GAP & A)))
    assert around is not None
    assert through is not None
    assert (around.is_certain, around.open_questions) == (True, ())
    assert [one.id for one in through.open_questions] == ["xx-aid.gap"]
    assert through.open_questions[0].ask.id == "office"


def test_two_grants_under_a_ceiling_gain_less_together_than_alone() -> None:
    rules = edition(
        {"rule": A, "other": B},
        {"grant": (100, ["rule"], {}), "prize": (80, ["other"], {})},
        Group("all", ("grant", "prize"), WRITTEN, money(120, "EUR"), one_only=False),
    )
    advice = advised(rules, a=False, b=False)
    assert [(one.benefits, one.alone.certain, one.besides.certain) for one in advice.sets] == [
        (("grant",), Decimal(100), Decimal(40)),
        (("prize",), Decimal(80), Decimal(20)),
    ]
    assert advice.together.certain == 120


def test_a_supplement_brings_what_it_comes_on_top_of() -> None:
    rules = edition(
        {"rule": A, "other": B}, {"grant": (100, ["rule"], {}), "extra": (30, ["other"], {"on_top_of": ("grant",)})}
    )
    advice = advised(rules, a=False, b=False)
    assert [(one.benefits, one.alone.certain, one.besides.certain) for one in advice.sets] == [
        (("grant",), Decimal(100), Decimal(0)),
        (("extra",), Decimal(130), Decimal(30)),
    ]
    assert advice.together.certain == 130


def test_nobody_is_told_to_lose_one_benefit_for_another() -> None:
    rules = edition(
        {"rule": A, "other": B}, {"grant": (100, ["rule"], {}), "less": (30, ["other"], {"not_with": ("grant",)})}
    )
    assert advised(rules, a=True, b=False).ways == ()
    both = advised(rules, a=False, b=False)
    assert (best(both), best(both, "less")) == ([{"a": True}], [{"b": True}])
    assert both.together.certain == 100  # not 130: the first excludes the other


def test_deeds_that_share_a_fact_are_found_together() -> None:
    rules = edition({"many": VISITS >= 500, "more": (VISITS >= 800) & A}, {"grant": (100, ["many", "more"], {})})
    way = advised(rules, visits=10, a=True).benefits["grant"].best
    assert way is not None
    assert [(deed.criteria, needs(deed)) for deed in way.deeds] == [(("many", "more"), {"visits": 800})]


def test_the_account_is_a_deed_where_it_is_told_to_be_absent_and_a_question_where_it_is_not_told() -> None:
    told, untold = (
        advised(grant(A, account=ACCOUNT), a=False, account=answer).benefits["grant"].best for answer in (False, None)
    )
    assert told is not None
    assert untold is not None
    assert [deed.kind for deed in told.deeds] == [DeedKind.CRITERION, DeedKind.ACCOUNT]
    assert told.is_certain
    assert [one.id for one in untold.questions] == ["xx.account"]


FIRM = Window(opens=date(2026, 2, 1), closes=date(2026, 3, 31))


def requested(window: Window, day: date, **told: Any) -> Advice:
    request = Request(REQUESTED, REQUESTED_ON)
    rules = edition({"rule": A}, {"grant": (100, ["rule"], {"request": request})}, window=window)
    return advised(rules, day=day, **{"a": True, **told})


def test_a_request_is_made_once_the_window_opens_and_is_certain_where_its_days_are_known() -> None:
    way = requested(FIRM, DAY).benefits["grant"].best
    assert way is not None
    (deed,) = way.deeds
    assert needs(deed) == {"requested": True, "requested_on": date(2026, 2, 1)}
    assert (deed.earliest, deed.deadline, deed.unless_done) == (date(2026, 2, 1), date(2026, 3, 31), False)
    assert (way.on, way.is_certain, way.if_still_taken) == (date(2026, 2, 1), True, False)


def test_a_request_that_nobody_told_of_is_to_be_made_unless_it_is_done() -> None:
    way = requested(FIRM, date(2026, 3, 1)).benefits["grant"].best
    assert way is not None
    assert [deed.unless_done for deed in way.deeds] == [True]
    assert way.on == date(2026, 3, 1)


def test_once_the_window_is_over_a_request_is_a_question_or_too_late() -> None:
    untold = requested(FIRM, date(2026, 5, 1)).benefits["grant"]
    assert untold.best is not None
    assert (untold.best.deeds, [one.id for one in untold.best.questions]) == ((), ["xx.requested", "xx.requested_on"])
    (late,) = requested(FIRM, date(2026, 5, 1), requested=False).benefits["grant"].too_late
    assert (late.criterion, late.deadline) == (None, date(2026, 3, 31))


def test_where_no_text_names_the_days_it_counts_if_it_is_still_taken() -> None:
    unknown = Window(within=Period(date(2026, 1, 1), date(2026, 12, 31)))
    way = requested(unknown, date(2026, 6, 1), requested=False).benefits["grant"].best
    assert way is not None
    assert (way.if_still_taken, way.is_certain, way.money) == (True, False, Decimal(100))


def test_a_benefit_that_is_certain_to_be_paid_needs_no_advice() -> None:
    done = requested(FIRM, date(2026, 3, 1), requested=True, requested_on=date(2026, 2, 10))
    assert (done.benefits, done.sets, done.together.certain) == ({}, (), Decimal(0))


def test_what_has_to_be_bought_are_values_of_the_fact() -> None:
    with pytest.raises(FactError, match="bought names values that it does not have"):
        Fact.choice("xx.tool", ["none", "owned"], bought=("rented",))
    plain, bought = Fact.yes_no("xx.tool"), Fact.yes_no("xx.tool", bought=(True,))
    assert plain.digest != bought.digest


def test_all_that_must_hold_is_met_at_once() -> None:
    assert best(advised(grant(all_of(A, B, VISITS >= 5)), a=False, b=False, visits=1)) == [
        {"a": True, "b": True, "visits": 5}
    ]


def test_a_share_of_sums_grows_by_what_was_counted_and_never_by_what_is_left_out() -> None:
    rule = share(PART - HOURS, of=WHOLE + VISITS - HOURS, if_none=literal(False)) >= percent("70")
    # (8 - 1 + n) of (12 + 3 - 1 + n) is at least 70% from n = 10 on: 17 of 24; 16 of 23 is 69.6%
    assert best(advised(grant(rule), part=8, hours=1, whole=12, visits=3)) == [{"part": 18, "whole": 22}]


def test_what_is_not_told_of_a_share_remains_to_be_answered() -> None:
    rule = share(PART - HOURS, of=WHOLE - HOURS, if_none=literal(False)) >= percent("70")
    way = advised(grant(rule), part=10, whole=100).benefits["grant"].best
    assert way is not None
    assert [needs(deed) for deed in way.deeds] == [{"part": 210, "whole": 300}]
    assert [one.id for one in way.questions] == ["xx.hours"]
    assert (way.is_certain, way.deadline) == (False, YEAR_END)


def test_a_share_of_everything_cannot_be_reached_once_something_is_missing() -> None:
    rule = share(PART, of=WHOLE, if_none=literal(False)) >= percent("100")
    one = advised(grant(rule), part=9, whole=10).benefits["grant"]
    assert (one.best, [late.criterion and late.criterion.id for late in one.too_late]) == (None, ["rule"])
    assert one.too_late[0].deadline is None  # it is still ahead


def test_deeds_for_several_benefits_come_to_the_higher_value_and_to_all_that_is_added() -> None:
    rules = edition(
        {
            "few": (VISITS >= 5) & (LEVEL >= "basic") & FORMS.contains_any(["house"]),
            "many": (VISITS >= 9) & (LEVEL >= "best") & FORMS.contains_any(["team"]),
        },
        {"grant": (100, ["few"], {}), "prize": (80, ["many"], {})},
    )
    advice = advised(rules, visits=1, level="none", forms=frozenset({"network"}))
    done = applied(advice.assessment.situation, [deed for way in advice.ways for deed in way.deeds])
    assert done.annual[YEAR] == {VISITS.id: 9, LEVEL.id: "best", FORMS.id: frozenset({"network", "house", "team"})}
    assert advice.together.certain == 180


def test_a_situation_as_it_was_written_stays_writable_once_deeds_are_done() -> None:
    (deed,) = advised(grant(FORMS.contains_any(["team"])), forms=frozenset()).ways[0].deeds
    before = Situation.of({YEAR: {"xx.forms": []}})
    assert applied(before, [deed]).annual == {YEAR: {"xx.forms": ["team"]}}
    assert before.annual == {YEAR: {"xx.forms": []}}
    assert (deed.scheme, deed.year, deed.changes[0].more, deed.window) == ("xx-aid", YEAR, None, None)


def test_without_the_account_nothing_is_promised_where_no_deed_can_give_it() -> None:
    fixed = Fact.yes_no("xx.account", annual=False, fixed=True)
    one = advised(grant(A, account=fixed), a=True, account=False).benefits["grant"]
    assert one.ways == ()
