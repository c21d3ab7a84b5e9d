"""What a worked case expects, held against what an assessment says."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from incentives.assessment import Assessment, Eligibility, Outcome, PaymentStatus, RequestStatus
from incentives.catalogue.catalogue import Catalogue
from incentives.scheme.edition import Edition
from incentives.testing.casefacts import Case, assessed
from incentives.testing.findings import Finding

AMOUNTS = ("certain", "possible", "reachable")
LISTED = ("missing", "questions")
TABLES = ("outcomes", "benefits", "requests", "payable")
EXPECTED = {*AMOUNTS, *LISTED, *TABLES, "criteria", "eligibility", "payment", "received"}
UNBOUNDED = "unbounded"


def expectation_faults(expect: Mapping[str, Any], edition: Edition, facts: set[str]) -> Iterator[str]:
    """Everything that no assessment under the edition can say."""
    yield from (
        f"expect.{key}: is unknown; known: {', '.join(sorted(EXPECTED))}" for key in sorted({*expect} - EXPECTED)
    )
    shapes = [f"expect.{key}: write a table by id" for key in TABLES if not isinstance(expect.get(key, {}), dict)]
    shapes += [f"expect.{key}: write a list of ids" for key in LISTED if not isinstance(expect.get(key, []), list)]
    if shapes:
        yield from shapes
        return
    amounts = {key: expect[key] for key in (*AMOUNTS, "received") if key in expect}
    amounts |= {f"payable.{end}": value for end, value in expect.get("payable", {}).items() if end in AMOUNTS}
    for key, value in amounts.items():
        if _amount(value) is None and value != UNBOUNDED:
            yield f'expect.{key}: write an amount such as "300.00", got {value!r}'
    known: Mapping[str, tuple[object, ...]] = {
        "outcomes": tuple(criterion.id for criterion in edition.criteria),
        "benefits": tuple(benefit.id for benefit in edition.benefits),
        "requests": tuple(benefit.id for benefit in edition.benefits),
        "payable": AMOUNTS,
        "missing": tuple(facts),
        "questions": tuple(question.id for question in edition.questions),
    }
    for key, ids in known.items():
        yield from (
            f"expect.{key}: {edition.scheme} {edition.year} has no {id!r}"
            for id in expect.get(key, ())
            if id not in ids
        )
    words: Mapping[str, type] = {"outcomes": Outcome, "benefits": Outcome, "requests": RequestStatus}
    for key, values in words.items():
        for id, said in expect.get(key, {}).items():
            yield from _unknown_word(f"expect.{key}.{id}", said, values)
    for key, values in {"eligibility": Eligibility, "payment": PaymentStatus}.items():
        if key in expect:
            yield from _unknown_word(f"expect.{key}", expect[key], values)


def _unknown_word(place: str, said: object, values: Any) -> Iterator[str]:
    known = [value.value for value in values]
    if said not in known:
        yield f"{place}: {said!r} is none of {', '.join(known)}"


def differences(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Each expectation of a case that the program does not meet."""
    assessment = assessed(case, catalogue)
    for key, value in case.expect.items():
        parts = value.items() if key in TABLES else [(None, value)]
        found = FOUND[key](assessment)
        for id, expected in parts:
            said = found.get(id) if id is not None else found
            if _same(expected, said, key):
                continue
            place = f"{case.place}, {key}{f'.{id}' if id else ''}"
            why = _reason(assessment, id) if key == "outcomes" else ""
            yield Finding(
                place,
                f"{case.title!r} expects {expected!r}, but the program says {_shown(said)!r}{why}",
                "read the text again: mend the rule or the figure if the case is right, the case if the text says so",
            )


def _reason(assessment: Assessment, criterion: Any) -> str:
    return f" ({assessment.criteria[criterion].reason(assessment.scheme.wording.languages[0])})"


def _shown(said: object) -> object:
    return str(said) if isinstance(said, Decimal) else said


def _same(expected: object, said: object, key: str) -> bool:
    if key in (*AMOUNTS, "payable", "received"):
        return said is None if expected == UNBOUNDED else said is not None and said == _amount(expected)
    return sorted(expected) == said if key in LISTED and isinstance(expected, list) else expected == said


def _amount(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if isinstance(value, int | str | float) else None
    except InvalidOperation:
        return None


#: What the assessment says of everything that a case can expect.
FOUND: Mapping[str, Callable[[Assessment], Any]] = {
    **{end: attrgetter(f"amount.{end}") for end in AMOUNTS},
    "payable": lambda one: {end: getattr(one.payable, end) for end in AMOUNTS},
    "received": lambda one: one.received.possible,
    "eligibility": lambda one: str(one.eligibility),
    "criteria": lambda one: list(one.criteria),
    "missing": lambda one: sorted(fact.id for fact in one.missing_facts),
    "questions": lambda one: sorted(question.id for question in one.open_questions),
    "payment": lambda one: str(one.application.payment_status),
    "outcomes": lambda one: {id: str(result.outcome) for id, result in one.criteria.items()},
    "benefits": lambda one: {id: str(result.outcome) for id, result in one.benefits.items()},
    "requests": lambda one: {id: str(result.request) for id, result in one.benefits.items()},
}
