"""Why two saved results differ: it names exactly what changed, in amounts that add up."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve
from belgian_aid import AID, DAY, belgian
from incentives import (
    Amount,
    AmountPlace,
    Catalogue,
    Cause,
    CauseKind,
    Explanation,
    Measure,
    Outcome,
    SavedResult,
    Shift,
    explain_change,
)
from incentives.saved.shifts import added, shifts_between

Result = Callable[..., SavedResult]
Corrected = Callable[..., Catalogue]
ENTITLED = AmountPlace(AID, 2024, "lump_sum", Measure.ENTITLED, "EUR")
PAYABLE = AmountPlace(None, None, None, Measure.PAYABLE, "EUR")
RECEIVED = AmountPlace(AID, 2024, None, Measure.RECEIVED, "EUR")


def named(found: Explanation) -> list[tuple[Any, ...]]:
    return [(cause.kind, cause.id, cause.year, cause.before, cause.after) for cause in found.causes]


def only(found: Explanation) -> Cause:
    (cause,) = found.causes
    assert added([cause.shifts or {}]) == dict(found.shifts)
    return cause


def test_nothing_that_differs_is_no_cause(result: Result) -> None:
    found = explain_change(result(belgian()), result(belgian()))
    assert (found.causes, dict(found.shifts), found.is_same) == ((), {}, True)


def test_one_fact_is_named_with_what_it_moves_and_the_criterion_that_it_turns(result: Result) -> None:
    found = explain_change(result(belgian(acts=500)), result(belgian(acts=499)))
    assert named(found) == [(CauseKind.FACT, "be.acts", 2024, 500, 499)]
    cause = only(found)
    assert (cause.shifts or {})[ENTITLED] == Shift(Decimal(-800), Decimal(-800), Decimal(-800))
    assert [(turn.criterion, turn.before, turn.after) for turn in cause.turns] == [
        ("activity", Outcome.MET, Outcome.NOT_MET)
    ]


def test_one_day_is_named_and_takes_away_what_was_only_within_reach(result: Result) -> None:
    """Not requested, 800 EUR are within reach while one can request, and not once the premium's time is over."""
    days = date(2025, 6, 1), date(2027, 6, 1)
    facts = belgian(inami_software__requested_on=None, inami_software__request_channel=None)
    facts[2024]["be.inami_software.requested"] = False  # type: ignore[index]  # of that year
    found = explain_change(*(result(facts, day=day) for day in days))
    assert named(found) == [(CauseKind.DAY, None, None, *days)]
    assert (only(found).shifts or {})[PAYABLE] == Shift(Decimal(0), Decimal(0), Decimal(-800))


def test_one_figure_is_named_with_the_benefit_that_it_raises(result: Result, corrected: Corrected) -> None:
    found = explain_change(
        result(belgian()), result(belgian(), rules=corrected(('value = "800.00"', 'value = "850.00"')))
    )
    assert named(found) == [(CauseKind.RULES, None, None, None, None)]
    cause = only(found)
    (changes,) = cause.changes
    assert [one.id for one in changes.figures] == ["lump_sum"]
    assert [(one.id, one.difference) for one in changes.benefits] == [("lump_sum", Decimal(50))]
    assert (cause.shifts or {})[ENTITLED].certain == 50


def test_day_then_rules_then_facts_make_the_difference_in_that_order(result: Result, corrected: Corrected) -> None:
    """499 acts are too few for 500 and enough for 450, so the rules alone bring 850; then 440 are too few again."""
    rules = corrected(('value = "800.00"', 'value = "850.00"'), ("value = 500", "value = 450"))
    found = explain_change(result(belgian(acts=499)), result(belgian(acts=440), rules=rules, day=date(2026, 2, 1)))
    assert [cause.kind for cause in found.causes] == [CauseKind.DAY, CauseKind.RULES, CauseKind.FACT]
    assert [(cause.shifts or {}).get(ENTITLED, Shift(*[Decimal(0)] * 3)).certain for cause in found.causes] == [
        0,
        850,
        -850,
    ]
    assert ENTITLED not in found.shifts


def test_what_only_two_answers_make_together_is_a_line_of_its_own(result: Result) -> None:
    without = belgian(software__ehealth_registered=False, software__commission_approved=False)
    found = explain_change(result(without), result(belgian()))
    assert [(cause.kind, cause.id) for cause in found.causes] == [
        (CauseKind.FACT, "be.software.commission_approved"),
        (CauseKind.FACT, "be.software.ehealth_registered"),
        (CauseKind.TOGETHER, None),
    ]
    *alone, together = found.causes
    assert [cause.shifts for cause in alone] == [{}, {}]
    assert (together.shifts or {})[ENTITLED].certain == 800
    assert together.parts == tuple(alone)


def test_an_answer_that_moves_something_of_its_own_has_no_part_in_what_others_make_together(result: Result) -> None:
    before = belgian(software__ehealth_registered=False, software__commission_approved=False)
    after = belgian()
    request: dict[str, object] = {"inami_software__requested_on": date(2026, 9, 15)}
    before[2025], after[2025] = belgian(600, **request)[2024], belgian(400, **request)[2024]
    found = explain_change(*(result(facts, (2024, 2025), date(2026, 10, 1)) for facts in (before, after)))
    *alone, acts, together = found.causes
    assert (acts.id, acts.year, bool(acts.shifts)) == ("be.acts", 2025, True)
    assert together.parts == tuple(alone)


def test_two_answers_of_which_either_is_enough_to_lose_it_are_counted_once(result: Result) -> None:
    found = explain_change(
        result(belgian()), result(belgian(software__ehealth_registered=False, software__commission_approved=False))
    )
    assert [(cause.shifts or {})[ENTITLED].certain for cause in found.causes] == [-800, -800, 800]
    assert found.shifts[ENTITLED].certain == -800


def test_an_answer_that_moves_nothing_is_named_and_moves_nothing(result: Result) -> None:
    (cause,) = explain_change(result(belgian(acts=512)), result(belgian(acts=600))).causes
    assert (cause.id, cause.moves_nothing) == ("be.acts", True)


def test_an_answer_that_cannot_be_alone_counts_in_what_several_make(result: Result) -> None:
    """Nothing requested contradicts the day of a request: neither can be told first."""
    after = belgian(inami_software__requested_on=None, inami_software__request_channel=None)
    after[2024]["be.inami_software.requested"] = False  # type: ignore[index]  # of that year
    found = explain_change(result(belgian()), result(after))
    shares = {cause.id: cause.shifts for cause in found.causes}
    assert shares["be.inami_software.requested"] is None
    assert added(shifts for shifts in shares.values() if shifts) == dict(found.shifts)


def test_money_that_was_received_is_no_longer_to_come(result: Result) -> None:
    found = explain_change(result(belgian()), result(belgian(inami_software__received=True)))
    shifts = only(found).shifts or {}
    assert (shifts[RECEIVED].certain, shifts[PAYABLE].possible) == (Decimal(800), Decimal(-800))


def test_a_reading_of_the_texts_is_a_cause_like_a_fact(result: Result) -> None:
    question = "be-inami-software.gap_in_convention_ignored"
    found = explain_change(result(belgian()), result({**belgian(), "readings": {question: True}}))
    assert [(cause.kind, cause.id, cause.after) for cause in found.causes] == [(CauseKind.FACT, question, True)]


def test_what_is_in_both_is_compared_and_what_is_in_one_is_named(result: Result) -> None:
    found = explain_change(result(belgian(), years=(2023, 2024)), result(belgian(acts=100), schemes=None))
    assert found.both == ((AID, 2024),)
    assert found.only_before == ((AID, 2023),)
    assert {*found.only_after} == {("be-proqkine", 2024), ("fr-fami", 2024)}
    assert found.shifts[ENTITLED].certain == -800


def test_results_without_anything_in_common_have_nothing_to_compare(result: Result) -> None:
    found = explain_change(result(belgian(), years=(2023,)), result(belgian(acts=1)))
    assert (found.both, dict(found.shifts)) == ((), {})


def test_other_labels_are_other_people_perhaps(result: Result) -> None:
    anna, bea = ({**belgian(), "label": name} for name in ("Anna", "Bea"))
    assert explain_change(result(anna), result(bea)).are_labels_other
    assert not explain_change(result(anna), result(anna)).are_labels_other


def test_an_amount_that_the_saved_rules_do_not_give_is_laid_to_the_version(result: Result) -> None:
    saved = result(belgian())
    row = saved.answers[AID, 2024]
    lump = evolve(row.benefits["lump_sum"], entitled=Amount(Decimal(700), Decimal(700), Decimal(700), "EUR"))
    older = SavedResult(
        saved.situation,
        saved.as_of,
        saved.catalogue,
        {row.key: evolve(row, benefits={"lump_sum": lump})},
        saved.totals,
        "0.1.0",
        saved.digests,
    )
    found = explain_change(older, saved)
    assert [cause.kind for cause in found.causes] == [CauseKind.VERSION]
    assert (only(found).shifts or {})[ENTITLED].certain == 100


def test_amounts_in_two_currencies_are_never_taken_together() -> None:
    euros, francs = (AmountPlace("x", 2024, None, Measure.PAYABLE, one) for one in ("EUR", "CHF"))
    hundred = {
        "EUR": Amount(Decimal(100), Decimal(100), None, "EUR"),
        "CHF": Amount(Decimal(100), Decimal(100), Decimal(100), "CHF"),
    }
    found = shifts_between({euros: hundred["EUR"]}, {francs: hundred["CHF"]})
    assert found[euros] == Shift(Decimal(-100), Decimal(-100), None)
    assert found[francs] == Shift(Decimal(100), Decimal(100), Decimal(100))


def test_the_day_on_which_everything_was_final_is_a_day_too(result: Result) -> None:
    found = explain_change(result(belgian(), day=None), result(belgian()))
    assert [(cause.kind, cause.before, cause.after) for cause in found.causes] == [(CauseKind.DAY, None, DAY)]


def test_a_year_of_which_only_one_could_say_something_is_only_in_that_one(result: Result, corrected: Corrected) -> None:
    """2031 has rules in the second result alone; in the first, it was asked for and nothing could be said."""
    rules = corrected(("year = 2024", "year = 2031"))
    found = explain_change(
        result(belgian(), years=(2024, 2031)), result(belgian(acts=499), years=(2024, 2031), rules=rules)
    )
    assert (found.both, found.only_before, found.only_after) == (((AID, 2024),), (), ((AID, 2031),))
    assert [cause.id for cause in found.causes] == ["be.acts"]
