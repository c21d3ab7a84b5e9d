"""Interviews with made-up practitioners of whom everything is known beforehand: answers are taken from that."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from every_completion import Key, accepted, key_of, situation_of, values_of
from everything_met import EVERYTHING
from incentives import Catalogue, Edition, Expression, Interview, InterviewScreen, OpenQuestion, WindowStatus, all_of
from incentives.rules.facts import Term, fact_of, terms_of
from incentives.rules.types import Kind

MOST_SCREENS = 60
SHARES = (0, 0.3, 0.6, 0.8, 0.9, 1)  # of the other things that are told too
OVERRULING = "not_prefilled"  # shown of an item, it goes before what is concluded: nobody is asked once that is settled
PAID = (".received", ".refused")
REQUESTED = (".declared", ".declared_on", ".declared_items", ".requested", ".requested_on", ".request_channel")


def path_of(key: Key) -> str:
    id, place = key
    return id if place is None else f"{place}.{id}"


def terms_by_key(editions: Iterable[Edition]) -> dict[Key, tuple[Term, Edition]]:
    """Everything that some editions read: also what only requests and payments do."""
    return {key_of(term, edition): (term, edition) for edition in editions for term in edition.terms}


def truth(
    catalogue: Catalogue,
    editions: Collection[Edition],
    chance: random.Random,
    fixed: Mapping[Key, Any] | None = None,
    odd: Collection[str] | None = None,
) -> dict[Key, Any]:
    """Everything about a practitioner, such as the catalogue takes it; much of it such as brings money.

    With `odd`, all else does, and only the facts and questions of these ids are anything.
    """
    told: dict[Key, Any] = {("practitioner.profession", None): "physiotherapist", **(fixed or {})}
    wanted = [(key, *place) for key, place in terms_by_key(editions).items() if key not in told]
    chance.shuffle(wanted)
    care = chance.choice((0, 0.8, 0.95))
    for key, term, edition in wanted:
        values = [*values_of(term, edition)]
        if OVERRULING in values:
            continue
        chance.shuffle(values)
        usual = key[0] not in odd if odd is not None else chance.random() < care
        if key[0] in (best := EVERYTHING[edition.scheme]) and usual:
            values.insert(0, best[key[0]])
        elif "not_shown" in values and usual:
            values.insert(0, "not_shown")
        fitting = next((one for value in values if accepted(catalogue, one := {**told, key: value})), None)
        if fitting is None:  # what was told before leaves nothing: once more
            return truth(catalogue, editions, chance, fixed, odd)
        told = fitting
    return told


@frozen(eq=False)
class Held:
    """An interview that was held.

    Attributes:
        screens: that were shown, each with the interview before it was answered.
        interview: after the last of them.
    """

    screens: list[tuple[Interview, InterviewScreen]]
    interview: Interview


def held(interview: Interview, told: Mapping[Key, Any], chance: random.Random, unknown: Collection[str] = ()) -> Held:
    """An interview answered from what is true, within each screen in any order, and only what still matters there.

    What is not told is not known.
    """
    truth = {path_of(key): value for key, value in told.items()}
    screens = []
    while (screen := interview.screen) is not None:
        screens.append((interview, screen))
        assert len(screens) < MOST_SCREENS, "an interview ends"
        answers: dict[str, Any] = {}
        left = list(screen.questions)
        while left:
            path = chance.choice(left).path
            answers[path] = "unknown" if path in unknown else truth.get(path, "unknown")
            left = list(interview.still_asked(answers))
        interview = interview.answer(answers)
    return Held(screens, interview)


def the_answer(assessments: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """Each benefit's outcome, amount, request and what will be paid; its request as long as money can come of it."""
    return {
        f"{one.scheme.id} {one.year} {id}": (
            str(benefit.outcome),
            _ends(benefit.amount),
            str(benefit.request) if benefit.payable.possible else None,
            _ends(benefit.payable),
        )
        for one in assessments
        for id, benefit in one.benefits.items()
    }


def _ends(amount: Any) -> tuple[Any, ...]:
    return amount.certain, amount.possible, amount.reachable


def timely(told: Mapping[Key, Any], editions: Iterable[Edition], as_of: date | None) -> dict[Key, Any]:
    """What can be known on a day: no request before its window, no money before it is paid, what an account shows."""
    terms = terms_by_key(editions).items()
    early: set[Key] = {
        key
        for key, (term, edition) in terms
        if not isinstance(term, OpenQuestion) and not edition.shows(fact_of(term), as_of)
    }
    if as_of is None:
        return {key: value for key, value in told.items() if key not in early}
    for edition in editions:
        window, payment = edition.application.window, edition.application.payment.period
        is_early = window is not None and window.days.status(as_of) is WindowStatus.NOT_YET_OPEN
        if is_early or (payment is not None and as_of < payment.start):
            early |= {key for key in told if key[1] == edition.year and key[0].endswith(PAID)}
        if is_early:
            early |= {key for key in told if key[1] == edition.year and key[0].endswith(REQUESTED)}
    return {key: value for key, value in told.items() if key not in early}


def told_by(interview: Interview, editions: Iterable[Edition]) -> dict[Key, Any]:
    """What was answered, by key; without what was not known."""
    keys = {path_of(key): key for key in (*terms_by_key(editions), ("practitioner.profession", None))}
    return {keys[path]: value for path, value in interview.answers.items() if value != "unknown" and path in keys}


def values_that_fit(catalogue: Catalogue, edition: Edition, told: Mapping[Key, Any], key: Key) -> list[Any]:
    """The values that a question can be answered with, such as contradict nothing that is told."""
    term, _ = terms_by_key([edition])[key]
    return [value for value in values_of(term, edition) if accepted(catalogue, {**told, key: value})]


def _parts(edition: Edition) -> Iterator[Expression]:
    """The criteria, and what becomes of each benefit besides."""
    yield from (one.condition for one in edition.criteria if one.condition is not None)
    for benefit in edition.benefits:
        beside = [benefit.received, benefit.refused]
        if (request := benefit.request) is not None:
            beside += [request.made, request.made_on, request.covers, request.needed]
        yield all_of(*(~part.is_none if part.type.kind is Kind.DATE else part for part in beside if part is not None))


def can_change(  # noqa: PLR0913, PLR0917  # what a search needs
    catalogue: Catalogue,
    edition: Edition,
    told: Mapping[Key, Any],
    key: Key,
    as_of: date | None,
    chance: random.Random,
    tries: int,
) -> bool:
    """Whether telling one thing more changes the answer, with some others told as well: looked for at random."""

    def come_to(more: Mapping[Key, Any]) -> dict[str, tuple[Any, ...]]:
        return the_answer([catalogue.assess(edition.scheme, edition.year, situation_of(more), as_of)])

    together = [part for part in _parts(edition) if key[0] in {term.id for term in terms_of(part)}]
    odd = {term.id for part in together for term in terms_of(part)}
    for _ in range(tries):
        found = truth(catalogue, [edition], chance, told, chance.choice((odd, None)))
        whole, share = timely(found, [edition], as_of), chance.choice(SHARES)
        some = {one: value for one, value in whole.items() if one in told or (one != key and chance.random() < share)}
        before = come_to(some)
        if any(come_to({**some, key: value}) != before for value in values_that_fit(catalogue, edition, some, key)):
            return True
    return False
