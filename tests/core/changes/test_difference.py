"""Two editions part by part: what is told, and what moves with the year alone and is not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Application,
    Benefit,
    Cadence,
    Confidence,
    Contact,
    Criterion,
    Cycle,
    DatedWindow,
    Document,
    Edition,
    EditionChanges,
    Evidence,
    Fact,
    Figure,
    Handling,
    OpenQuestion,
    Payment,
    Period,
    Reference,
    Request,
    Standing,
    Window,
    changes_between,
    money,
    when,
)
from incentives.errors import InvalidArgument
from incentives.scheme.references import Doubtful

EditionOf = Callable[..., Edition]


def between(edition: EditionOf, **after: Any) -> EditionChanges:
    return changes_between(edition(2024), edition(2025, **after))


def aspect_of(aspects: Any, name: str) -> tuple[object, object]:
    (found,) = (aspect for aspect in aspects if aspect.name == name)
    return found.before, found.after


def test_an_edition_that_only_moves_with_the_year_is_the_same(edition: EditionOf) -> None:
    found = between(edition)
    assert found.is_empty
    assert found.before.digest != found.after.digest


def test_backwards_it_is_the_same_too(edition: EditionOf) -> None:
    assert changes_between(edition(2025), edition(2024)).is_empty


def test_editions_of_two_schemes_are_refused(edition: EditionOf) -> None:
    with pytest.raises(InvalidArgument, match="xx-cycling and xx-walking"):
        between(edition, scheme="xx-walking")


def test_criteria_come_and_go(edition: EditionOf, criterion: Callable[..., Criterion]) -> None:
    found = between(edition, criteria=(criterion(), criterion("maintenance")))
    assert [(change.id, change.kind, change.before) for change in found.criteria] == [("maintenance", "added", None)]
    back = changes_between(found.after, found.before)
    assert [(change.id, change.kind, change.after) for change in back.criteria] == [("maintenance", "removed", None)]


def test_a_criterion_set_aside_is_told_by_its_standing_and_not_by_its_condition(
    edition: EditionOf, criterion: Callable[..., Criterion]
) -> None:
    (change,) = between(edition, criteria=(criterion(condition=None, standing=Standing.WAIVED),)).criteria
    assert (change.kind, change.condition) == ("changed", None)
    assert aspect_of(change.aspects, "standing") == (Standing.ASKED, Standing.WAIVED)


def test_a_tightened_criterion_says_so(
    edition: EditionOf, criterion: Callable[..., Criterion], facts: dict[str, Fact]
) -> None:
    (change,) = between(edition, criteria=(criterion(condition=facts["cycles"] & facts["member"]),)).criteria
    assert change.kind == "tightened"
    assert change.condition


@pytest.mark.parametrize(
    ("deadline", "told"),
    [(date(2025, 12, 31), False), (date(2024, 12, 31), True), (date(2025, 11, 30), True), (None, True)],
)
def test_a_deadline_is_told_where_it_is_another_day_of_the_year_or_did_not_move_with_it(
    edition: EditionOf, criterion: Callable[..., Criterion], deadline: date | None, told: bool
) -> None:
    before = edition(2024, criteria=(criterion(deadline=date(2024, 12, 31)),))
    found = changes_between(before, edition(2025, criteria=(criterion(deadline=deadline),)))
    assert bool(found.criteria) is told
    if told:
        assert aspect_of(found.criteria[0].aspects, "deadline") == (date(2024, 12, 31), deadline)


@pytest.mark.parametrize(
    ("amount", "kind", "difference"),
    [("150.00", "raised", Decimal("30.00")), ("100.00", "lowered", Decimal("-20.00"))],
)
def test_an_amount_is_up_or_down_by_so_much(
    edition: EditionOf, benefit: Callable[..., Benefit], amount: str, kind: str, difference: Decimal
) -> None:
    (change,) = between(edition, benefits=(benefit(amount=amount),)).benefits
    assert (change.kind, change.difference) == (kind, difference)


def test_an_amount_written_in_another_way_is_the_same(edition: EditionOf, benefit: Callable[..., Benefit]) -> None:
    assert between(edition, benefits=(benefit(amount="120"),)).benefits == ()


def test_an_amount_that_depends_on_something_has_no_one_difference(
    edition: EditionOf, benefit: Callable[..., Benefit], facts: dict[str, Fact]
) -> None:
    amount = when(facts["member"]).then(money("150", "EUR")).otherwise(money("120", "EUR"))
    (change,) = between(edition, benefits=(benefit(amount=amount),)).benefits
    assert (change.kind, change.difference) == ("changed", None)


def test_amounts_in_two_currencies_are_never_set_against_each_other(
    edition: EditionOf, benefit: Callable[..., Benefit]
) -> None:
    found = between(edition, currency="CHF", benefits=(benefit(currency="CHF"),))
    assert [(change.kind, change.difference) for change in found.benefits] == [("changed", None)]
    assert aspect_of(found.edition, "currency") == ("EUR", "CHF")


def test_benefits_come_and_go_and_change_in_what_they_require(
    edition: EditionOf, benefit: Callable[..., Benefit]
) -> None:
    changed = benefit(cadence=Cadence.ONCE, requires=())
    found = {change.id: change for change in between(edition, benefits=(changed, benefit("bonus"))).benefits}
    assert found["bonus"].kind == "added"
    assert found["grant"].kind == "changed"
    assert {aspect.name for aspect in found["grant"].aspects} == {"cadence", "requires"}


def test_a_request_that_is_newly_needed_is_told(
    edition: EditionOf, benefit: Callable[..., Benefit], facts: dict[str, Fact]
) -> None:
    request = Request(made=facts["cycles"], made_on=facts["joined_on"])
    (change,) = between(edition, benefits=(benefit(request=request),)).benefits
    assert aspect_of(change.aspects, "request") == (None, request)


def figure(value: object, confidence: Confidence = Confidence.OFFICIAL, name: str = "grant") -> Figure:
    return Figure(name, value, (Reference(Document("bylaw", "Bylaw"), "article 2", confidence),))


def test_figures_are_told_from_old_to_new_with_their_references(edition: EditionOf) -> None:
    (change,) = between(edition, figures=(figure("150.00"),)).figures
    assert aspect_of(change.aspects, "value") == ("120.00", "150.00")
    assert change.before
    assert change.before.references
    assert change.after
    assert change.after.references


def test_a_figure_of_which_only_the_certainty_changed_is_told_as_that(edition: EditionOf) -> None:
    found = between(edition, figures=(figure("120.00", Confidence.INFERRED),))
    (change,) = found.figures
    assert [aspect.name for aspect in change.aspects] == ["confidence"]
    assert aspect_of(found.edition, "confidence") == (Confidence.OFFICIAL, Confidence.INFERRED)


def test_what_was_only_concluded_from_other_texts_was_not_known_before(edition: EditionOf) -> None:
    guess, known = figure("100.00", Confidence.INFERRED), figure("120.00")
    (change,) = changes_between(edition(2024, figures=(guess,)), edition(2025, figures=(known,))).figures
    assert (change.kind.value, change.was_known) == ("not_known_before", False)
    back = changes_between(edition(2024, figures=(known,)), edition(2025, figures=(guess,))).figures
    assert [one.kind.value for one in back] == ["changed"]


def test_what_an_edition_that_is_concluded_from_others_lacks_is_not_new_in_the_next(edition: EditionOf) -> None:
    guess, more = figure("100.00", Confidence.INFERRED), figure(3, name="meetings")
    before, after = edition(2024, figures=(guess,)), edition(2025, figures=(guess, more))
    assert [one.kind.value for one in changes_between(before, after).figures] == ["not_known_before"]
    own = evolve(before, user_supplied=True)
    assert [one.kind.value for one in changes_between(own, after).figures] == ["added"]


def test_figures_come_and_go(edition: EditionOf) -> None:
    found = between(edition, figures=(figure(3, name="bonus"),))
    assert {(change.id, change.kind) for change in found.figures} == {("bonus", "added"), ("grant", "removed")}


def applied(year: int, **parts: Any) -> Application:
    kept: dict[str, Any] = {
        "channel": "counter",
        "steps": ("queue",),
        "payment": Payment(Period(date(year + 1, 4, 1), date(year + 1, 6, 30))),
        "window": DatedWindow(Window(opens=date(year + 1, 1, 10), closes=date(year + 1, 3, 2))),
    }
    return Application(**{**kept, **parts})


PRUDENT_AGAIN = DatedWindow(
    Window(opens=date(2026, 1, 10), closes=date(2026, 3, 2)), advise_by=date(2026, 2, 28), advise_note="neighbours"
)


def prudent(year: int, day: date) -> DatedWindow:
    return DatedWindow(Window(within=Period(date(year, 1, 1), date(year, 12, 31))), advise_by=day, advise_note="others")


@pytest.mark.parametrize(("day", "told"), [(date(2026, 10, 31), False), (date(2026, 10, 30), True)])
def test_a_prudent_day_that_moves_with_the_year_is_the_same_and_any_other_is_told(
    edition: EditionOf, day: date, *, told: bool
) -> None:
    before = edition(2024, application=applied(2024, window=prudent(2025, date(2025, 10, 31))))
    after = edition(2025, application=applied(2025, window=prudent(2026, day)))
    assert ("window" in {aspect.name for aspect in changes_between(before, after).application}) is told


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ({}, set()),
        ({"channel": "online"}, {"channel"}),
        ({"steps": ("queue", "sign")}, {"steps"}),
        ({"window": DatedWindow(Window(opens=date(2026, 1, 10), closes=date(2026, 3, 15)))}, {"window"}),
        ({"window": DatedWindow(Window(opens=date(2026, 1, 10), closes=date(2026, 3, 2)), notes=("early",))}, set()),
        ({"window": None}, {"window"}),
        ({"window": PRUDENT_AGAIN}, {"window"}),
        ({"payment": Payment()}, {"payment"}),
        ({"notes": ("closed_at_noon",)}, set()),
    ],
)
def test_channel_steps_window_and_payment_are_told_and_sentences_are_not(
    edition: EditionOf, parts: dict[str, Any], names: set[str]
) -> None:
    found = between(edition, application=applied(2025, **parts))
    assert {aspect.name for aspect in found.application} == names


def test_documents_come_and_go_and_are_handled_in_another_way(edition: EditionOf) -> None:
    found = between(edition, evidence=(Evidence("log", Handling.SENT), Evidence("photo", Handling.KEPT)))
    changes = {change.id: change for change in found.evidence}
    assert changes["photo"].kind == "added"
    assert aspect_of(changes["log"].aspects, "handling") == (Handling.KEPT, Handling.SENT)


def test_a_document_that_is_for_another_criterion_is_told(
    edition: EditionOf, criterion: Callable[..., Criterion]
) -> None:
    found = between(edition, criteria=(criterion(evidence=("log",)),))
    assert found.criteria == ()
    (change,) = found.evidence
    assert aspect_of(change.aspects, "criteria") == ((), ("cycling",))


def test_contacts_professions_and_what_is_only_announced_are_told(edition: EditionOf) -> None:
    found = between(
        edition,
        contacts=(Contact("town", email="bicycles@town.example"),),
        professions=("physiotherapist", "nurse"),
        projected=True,
    )
    assert aspect_of(found.contacts[0].aspects, "email") == ("cycling@town.example", "bicycles@town.example")
    assert {aspect.name for aspect in found.edition} == {"professions", "projected"}


def test_the_next_year_of_a_cycle_is_no_change_and_another_cycle_is(edition: EditionOf) -> None:
    cycle = Cycle(Period(date(2024, 1, 1), date(2026, 12, 31)), place=1, length=3)
    before = edition(2024, cycle=cycle)
    assert changes_between(before, edition(2025, cycle=evolve(cycle, place=2))).is_empty
    shorter = Cycle(Period(date(2025, 1, 1), date(2026, 12, 31)), place=1, length=2)
    found = changes_between(before, edition(2025, cycle=shorter))
    assert aspect_of(found.edition, "cycle") == (cycle, shorter)


def test_open_questions_come_and_are_settled(
    edition: EditionOf, criterion: Callable[..., Criterion], facts: dict[str, Fact], question: OpenQuestion
) -> None:
    found = between(edition, criteria=(criterion(condition=facts["cycles"] & question),))
    assert [one.id for one in found.questions_added] == [question.id]
    assert found.questions_settled == ()
    back = changes_between(found.after, found.before)
    assert [one.id for one in back.questions_settled] == [question.id]


def test_a_criterion_that_may_not_be_there_is_not_new_and_neither_is_what_serves_it(
    edition: EditionOf,
    criterion: Callable[..., Criterion],
    benefit: Callable[..., Benefit],
    facts: dict[str, Fact],
    question: OpenQuestion,
) -> None:
    after = edition(
        2025,
        criteria=(criterion(), criterion("tandem", condition=facts["cycles"] & question, evidence=("photo",))),
        benefits=(benefit(), benefit("bonus", "10.00", requires=("tandem",))),
        evidence=(Evidence("log", Handling.KEPT), Evidence("photo", Handling.KEPT)),
        figures=(figure("120.00"), figure("10.00", name="bonus")),
    )

    def kinds(found: EditionChanges) -> set[tuple[str, str]]:
        changes: Any = (*found.criteria, *found.benefits, *found.evidence, *found.figures)
        return {(change.id, change.kind.value) for change in changes}

    ids = ("tandem", "bonus", "photo")
    assert kinds(changes_between(edition(2024), after)) == {(id, "not_known_after") for id in ids}
    assert kinds(changes_between(after, edition(2024))) == {(id, "not_known_before") for id in ids}


def test_a_figure_or_an_amount_in_doubt_is_no_change_that_can_be_told(
    edition: EditionOf, benefit: Callable[..., Benefit], question: OpenQuestion
) -> None:
    amount = when(question).then(money("150", "EUR")).otherwise(money("120", "EUR"))
    doubt = figure(Doubtful(question.id, "150.00", "120.00"))

    def kinds(found: EditionChanges) -> set[str]:
        changes: Any = (*found.benefits, *found.figures)
        return {change.kind.value for change in changes}

    found = between(edition, benefits=(benefit(amount=amount),), figures=(doubt,))
    assert (len(found.benefits), len(found.figures), kinds(found)) == (1, 1, {"not_known_after"})
    assert kinds(changes_between(found.after, found.before)) == {"not_known_before"}
