"""What will be paid, apart from what the criteria entitle to: by the request, the account, what was paid or refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Amount,
    Application,
    Assessment,
    Confidence,
    DatedWindow,
    Document,
    Fact,
    Payment,
    Period,
    Reference,
    Request,
    Window,
)

Assess = Callable[..., Assessment]
MadeUp = Any
Ends = tuple[int, int, int]

REQUESTED, REQUESTED_ON = Fact.yes_no("xx.requested"), Fact.day("xx.requested_on")
BY_POST, ACCOUNT = Fact.yes_no("xx.by_post"), Fact.yes_no("xx.account")
RECEIVED, REFUSED = Fact.yes_no("xx.received"), Fact.yes_no("xx.refused")

WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 2", Confidence.OFFICIAL),)
FIRM = Window(opens=date(2026, 2, 1), closes=date(2026, 3, 31))
PLANNED = evolve(FIRM, planned=True)
DAYS_UNKNOWN = Window(within=Period(date(2026, 1, 1), date(2026, 12, 31)))
BEFORE, DURING, AFTER, LATER = date(2026, 1, 15), date(2026, 3, 1), date(2026, 6, 1), date(2027, 6, 1)


def ends(amount: Amount) -> tuple[Any, Any, Any]:
    return amount.certain, amount.possible, amount.reachable


@pytest.fixture
def pays(made_up: MadeUp) -> Callable[..., Assessment]:
    """`pays(window, day, **told)`: 100 are due on the criteria, and were requested as the facts tell."""

    def assessed(window: Window, day: date | None, *, met: bool | None = True, **told: object) -> Assessment:
        rest = {"request": Request(REQUESTED, REQUESTED_ON), "received": RECEIVED, "refused": REFUSED}
        payment = Payment(Period(date(2026, 4, 1), date(2026, 9, 30)), account_given=ACCOUNT)
        application = Application("post", (), payment, DatedWindow(window, references=WRITTEN))
        edition = made_up.of({"grant": (100, ["a"], rest)}, application=application)
        known = {} if met is None else {"a": met}
        result: Assessment = edition.assess(as_of=day, **known, **{"account": True, **told})
        return result

    return assessed


@pytest.mark.parametrize(
    ("window", "day", "told", "expected"),
    [
        # valid
        (FIRM, DURING, {"requested_on": date(2026, 2, 10)}, (100, 100, 100)),
        (FIRM, LATER, {"requested_on": date(2026, 2, 10)}, (100, 100, 100)),
        (FIRM, None, {"requested_on": date(2026, 2, 10)}, (100, 100, 100)),
        # known not to be made yet, and can still be
        (FIRM, BEFORE, {}, (0, 0, 100)),
        (FIRM, BEFORE, {"requested": False}, (0, 0, 100)),
        (FIRM, DURING, {"requested": False}, (0, 0, 100)),
        (PLANNED, DURING, {"requested": False}, (0, 0, 100)),
        (DAYS_UNKNOWN, AFTER, {"requested": False}, (0, 0, 100)),
        # not told, and can still be made
        (FIRM, DURING, {}, (0, 100, 100)),
        (DAYS_UNKNOWN, DURING, {}, (0, 100, 100)),
        # not told, the window surely over
        (FIRM, AFTER, {}, (0, 100, 100)),
        (FIRM, LATER, {}, (0, 100, 100)),
        (DAYS_UNKNOWN, LATER, {}, (0, 100, 100)),
        (FIRM, None, {}, (0, 100, 100)),
        # made, on a day that is not told, or of which nobody knows whether it counted
        (FIRM, AFTER, {"requested": True}, (0, 100, 100)),
        (DAYS_UNKNOWN, AFTER, {"requested_on": date(2026, 5, 1)}, (0, 100, 100)),
        (PLANNED, AFTER, {"requested_on": date(2026, 4, 2)}, (0, 100, 100)),
        # missed: the closing day was firm
        (FIRM, AFTER, {"requested": False}, (0, 0, 0)),
        (FIRM, None, {"requested": False}, (0, 0, 0)),
        # missed: the closing day was only planned, or is not known; until the payment period has ended
        (PLANNED, AFTER, {"requested": False}, (0, 100, 100)),
        (PLANNED, LATER, {"requested": False}, (0, 0, 0)),
        (DAYS_UNKNOWN, LATER, {"requested": False}, (0, 0, 0)),
        # late, which nobody can mend any more
        (FIRM, AFTER, {"requested_on": date(2026, 4, 2)}, (0, 0, 0)),
        # too early, which can still be mended
        (FIRM, DURING, {"requested_on": date(2026, 1, 20)}, (0, 0, 100)),
        # a day to come is a plan
        (FIRM, DURING, {"requested_on": date(2026, 3, 20)}, (0, 100, 100)),
    ],
)
def test_money_comes_as_far_as_its_request_is_known(
    pays: Assess, window: Window, day: date | None, told: dict[str, object], expected: Ends
) -> None:
    result = pays(window, day, **told)
    assert ends(result.benefits["grant"].payable) == expected
    assert ends(result.payable) == expected
    assert ends(result.amount) == (100, 100, 100)


@pytest.mark.parametrize(
    ("day", "account", "expected"),
    [
        (AFTER, True, (100, 100, 100)),
        (AFTER, None, (0, 100, 100)),
        (AFTER, False, (0, 0, 100)),
        (None, None, (0, 100, 100)),
        (None, False, (0, 0, 0)),
    ],
)
def test_without_an_account_no_money_comes_until_it_is_given(
    pays: Assess, day: date | None, account: bool | None, expected: Ends
) -> None:
    result = pays(FIRM, day, requested_on=date(2026, 2, 10), account=account)
    assert ends(result.payable) == expected


@pytest.mark.parametrize("day", [DURING, LATER, None])
def test_what_was_received_is_counted_apart(pays: Assess, day: date | None) -> None:
    for told in ({}, {"requested": False}, {"requested_on": date(2026, 2, 10)}, {"account": False}):
        result = pays(FIRM, day, received=True, **told)
        assert (ends(result.payable), ends(result.received)) == ((0, 0, 0), (100, 100, 100))
    assert ends(pays(FIRM, day).received) == (0, 0, 0)


def test_what_was_received_counts_as_received_even_where_the_answers_would_not_make_it_due(pays: Assess) -> None:
    result = pays(FIRM, LATER, received=True, met=False)
    assert (ends(result.payable), ends(result.received), ends(result.amount)) == ((0, 0, 0), (100, 100, 100), (0, 0, 0))


def test_what_was_not_received_is_still_to_come(pays: Assess) -> None:
    result = pays(FIRM, AFTER, received=False, requested_on=date(2026, 2, 10))
    assert (ends(result.payable), ends(result.received)) == ((100, 100, 100), (0, 0, 0))
    assert result.benefits["grant"].is_received is False
    assert pays(FIRM, AFTER).benefits["grant"].is_received is None


@pytest.mark.parametrize("day", [DURING, LATER, None])
def test_nothing_comes_of_what_the_authority_refused(pays: Assess, day: date | None) -> None:
    result = pays(FIRM, day, refused=True, requested_on=date(2026, 2, 10))
    assert (ends(result.payable), ends(result.amount)) == ((0, 0, 0), (100, 100, 100))
    assert ends(pays(FIRM, LATER, refused=False, requested_on=date(2026, 2, 10)).payable) == (100, 100, 100)


@pytest.mark.parametrize("met", [True, False, None])
def test_never_more_is_payable_than_due(pays: Assess, met: bool | None) -> None:
    for window in (FIRM, PLANNED, DAYS_UNKNOWN):
        for day in (BEFORE, DURING, AFTER, LATER, None):
            for told in ({}, {"requested": True}, {"requested_on": date(2026, 2, 10)}, {"requested": False}):
                result = pays(window, day, met=met, **told)
                due, coming = ends(result.amount), ends(result.payable)
                assert all(part <= whole for part, whole in zip(coming, due, strict=True))
                assert list(coming) == sorted(coming)


def test_of_a_group_with_a_ceiling_what_was_received_leaves_the_rest(
    made_up: MadeUp, group: Callable[..., Any]
) -> None:
    cap = group("cap", "grant", "prize", at_most=100)
    edition = made_up.of({"grant": (60, [], {"received": RECEIVED}), "prize": (60, [], {})}, cap)
    assert ends(edition.assess().payable) == (100, 100, 100)
    paid = edition.assess(received=True)
    assert (ends(paid.received), ends(paid.payable)) == ((60, 60, 60), (40, 40, 40))


@pytest.fixture
def tops_up(made_up: MadeUp) -> Callable[..., Ends]:
    """`tops_up(day, **told)`: what comes of 40 that need no request, on top of 100 that are due and do need one."""

    def coming(day: date | None, **told: object) -> Ends:
        grant = {"request": Request(REQUESTED, REQUESTED_ON), "received": RECEIVED, "refused": REFUSED}
        application = Application("post", (), Payment(), DatedWindow(FIRM, references=WRITTEN))
        parts = {"prize": (40, ["b"], {"on_top_of": ("grant",)}), "grant": (100, ["a"], grant)}
        edition = made_up.of(parts, application=application)
        return ends(edition.assess(as_of=day, a=True, b=True, **told).benefits["prize"].payable)

    return coming


@pytest.mark.parametrize(
    ("day", "told", "expected"),
    [
        (DURING, {"requested_on": date(2026, 2, 10)}, (40, 40, 40)),
        (DURING, {"requested": False}, (0, 0, 40)),
        (DURING, {}, (0, 40, 40)),
        (AFTER, {}, (0, 40, 40)),
        (AFTER, {"requested": False}, (0, 0, 0)),
        (None, {"requested": False}, (0, 0, 0)),
        (AFTER, {"requested_on": date(2026, 4, 2)}, (0, 0, 0)),
        (AFTER, {"requested_on": date(2026, 2, 10), "refused": True}, (0, 0, 0)),
        (AFTER, {"requested": False, "received": True}, (40, 40, 40)),
    ],
)
def test_a_supplement_never_comes_more_surely_than_what_it_is_paid_on_top_of(
    tops_up: Callable[..., Ends], day: date | None, told: dict[str, object], expected: Ends
) -> None:
    assert tops_up(day, **told) == expected


def test_the_coordination_of_a_fami_whose_base_was_refused_or_sent_without_its_items_does_not_come(
    assess: Assess,
) -> None:
    """Guide 2025, presentation: "100 € si les 5 indicateurs socles sont validés"."""
    sent = {"fr.fami.declared_on": date(2026, 2, 10), "fr.fami.declared_items": ["coordination"]}
    for told in ({"fr.fami.refused": ["base"]}, {"fr.secure_messaging": "mssante_organisational"}):
        result = assess("fr-fami", 2025, {**sent, **told}, as_of=date(2026, 11, 22))
        assert result.benefits["coordination"].amount.certain == 100
        assert ends(result.benefits["coordination"].payable) == (0, 0, 0)
    paid = assess("fr-fami", 2025, {**sent, "fr.fami.received": ["base"]}, as_of=date(2026, 6, 1))
    assert ends(paid.benefits["coordination"].payable) == (100, 100, 100)


def test_what_must_not_be_requested_is_payable_as_it_is_due(assess: Assess) -> None:
    assert ends(assess("be-proqkine", 2024, as_of=date(2025, 6, 1)).payable) == (2000, 2000, 2000)


def test_a_paper_form_is_no_request_for_the_software_aid(assess: Assess) -> None:
    """Notes of 26 March 2024: requests that don't come through the ProSanté module are not considered."""
    form = {"be.inami_software.requested_on": date(2025, 9, 1), "be.inami_software.request_channel": "form"}
    result = assess("be-inami-software", 2024, form, as_of=date(2025, 11, 1))
    assert (ends(result.amount)[0], ends(result.payable)) == (800, (0, 0, 800))
    assert ends(assess("be-inami-software", 2024, form, as_of=date(2026, 11, 22)).payable) == (0, 0, 0)


def test_a_fami_that_was_not_declared_is_due_but_not_payable(assess: Assess) -> None:
    result = assess("fr-fami", 2022, {"fr.fami.declared": False}, as_of=date(2023, 10, 1))
    assert result.benefits["coordination"].amount.certain == 100
    assert ends(result.benefits["coordination"].payable) == (0, 0, 0)


def test_an_account_that_is_not_told_is_asked_where_money_may_come(pays: Assess) -> None:
    untold = pays(FIRM, AFTER, requested_on=date(2026, 2, 10), account=None)
    assert [fact.id for fact in untold.benefits["grant"].request_asks] == ["xx.account"]
    assert pays(FIRM, AFTER, requested_on=date(2026, 2, 10)).benefits["grant"].request_asks == ()
    assert pays(FIRM, AFTER, requested=False, account=None).benefits["grant"].request_asks == ()
