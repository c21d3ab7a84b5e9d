"""Checks of laws that hold of every situation: tried on the worked cases, or else on what the solver finds."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from incentives.advice import Way, applied
from incentives.assessment import Assessment, Outcome
from incentives.errors import MissingWording
from incentives.testing.casefacts import Case, assessed
from incentives.testing.findings import Finding
from incentives.testing.reach import witnesses
from incentives.testing.subjects import OfEdition

Facts = Mapping[str, Mapping[str, Any]]
ENDLESS = Decimal("Infinity")
REPORT = (
    "rules are built from the public names of `incentives` only, and hold no state; if they are so, tell the authors "
    "of `incentives`"
)


def _tried(subject: OfEdition) -> tuple[Case, ...]:
    """The worked cases; where there are none, a situation in which each benefit is due, and one in which none is."""
    return subject.cases or witnesses(subject)


def removal(subject: OfEdition) -> Iterator[Finding]:
    """Taking a fact away flips no outcome, makes nothing more certain, and nothing less possible."""
    for case in _tried(subject):
        before = assessed(case, subject.catalogue)
        outcomes = _outcomes(before)
        for removed, facts in _without_each(case.facts):
            after = case.assess(subject.catalogue, facts)
            for id, outcome in _outcomes(after).items():
                if outcome not in {outcomes[id], Outcome.UNKNOWN}:
                    yield Finding(
                        f"{case.place}, without {removed}", f"{id} was {outcomes[id]} and is now {outcome}", REPORT
                    )
            if _is_tighter(after, before):
                yield Finding(
                    f"{case.place}, without {removed}", f"{before.amount} became tighter: {after.amount}", REPORT
                )


def amounts(subject: OfEdition) -> Iterator[Finding]:
    """What is certain is possible, and what is possible is reachable; on no day more than without one."""
    for case in _tried(subject):
        dated, final = assessed(case, subject.catalogue), case.assess(subject.catalogue, final=True)
        for assessment in (dated, final):
            low, middle, high = _ends(assessment)
            if not low <= middle <= high:
                yield Finding(case.place, f"certain, possible and reachable cross: {assessment.amount}", REPORT)
        if _ends(final)[1] != _ends(final)[2] or any(result.still_open for result in final.criteria.values()):
            yield Finding(case.place, f"without a day something is still to be reached: {final.amount}", REPORT)
        if subject.edition.reads_day:  # without the day it says less
            outcomes = _outcomes(dated)
            flipped = [id for id, one in _outcomes(final).items() if one not in {outcomes[id], Outcome.UNKNOWN}]
            if flipped or _ends(final)[0] > _ends(dated)[0] or _ends(final)[1] < _ends(dated)[1]:
                yield Finding(case.place, "without a day it says what it doesn't say on one", REPORT)
        elif _ends(dated)[:2] != _ends(final)[:2] or _outcomes(dated) != _outcomes(final):
            yield Finding(case.place, "the day of asking changes what is certain or possible", REPORT)


def asking(subject: OfEdition) -> Iterator[Finding]:
    """Something is asked exactly where the amount is open, and nothing that was given."""
    for case in _tried(subject):
        some = [(case.facts, assessed(case, subject.catalogue))]
        some += [(less, case.assess(subject.catalogue, less)) for _, less in list(_without_each(case.facts))[-1:]]
        for facts, assessment in some:
            asked = {(str(fact.year or ""), fact.id) for fact in assessment.missing_facts}
            asked |= {(str(one.missing.year or ""), one.missing.id) for one in assessment.pending_decisions}
            asked |= {("readings", question.id) for question in assessment.open_questions}
            given = {(table, id) for table in facts for id in facts[table]}
            for table, id in sorted(asked & given):
                yield Finding(case.place, f"asks for {f'{table}.' * bool(table)}{id}, which was given", REPORT)
            if bool(asked) is (_ends(assessment)[0] == _ends(assessment)[1]):
                what = "asks for something" if asked else "asks for nothing"
                yield Finding(case.place, f"{what}, while the amount is {assessment.amount}", REPORT)


def unknown(subject: OfEdition) -> Iterator[Finding]:
    """A fact that is said to be unknown is a fact not given."""
    for case in _tried(subject):
        for table, content in case.facts.items():
            for id in content:
                said, removed = {**case.facts, table: {**content, id: "unknown"}}, _without(case.facts, table, id)
                if _known(subject, case, said) == _known(subject, case, removed):
                    continue  # what rules read is the same, and so is what comes of it: see ``pure``
                one, other = case.assess(subject.catalogue, said), case.assess(subject.catalogue, removed)
                if (one.amount, _outcomes(one)) != (other.amount, _outcomes(other)):
                    yield Finding(case.place, f"{id} said to be unknown is not as if it were not given", REPORT)


def _known(subject: OfEdition, case: Case, facts: Facts) -> tuple[object, ...]:
    """What rules read of the facts."""
    checked = subject.catalogue.check(case.situation(facts))
    return checked.permanent, checked.annual, checked.readings


def pure(subject: OfEdition) -> Iterator[Finding]:
    """The same facts give the same answer: in another order, and after others were assessed in between."""
    for case in _tried(subject):
        expected = _answer(assessed(case, subject.catalogue))
        for _, facts in list(_without_each(case.facts))[-1:]:
            _outcomes(case.assess(subject.catalogue, facts))
        backwards = {
            table: dict(reversed(list(content.items()))) for table, content in reversed(list(case.facts.items()))
        }
        again = _answer(case.assess(subject.catalogue, backwards))
        for key, said in expected.items():
            if again[key] != said:
                problem = f"asked again in another order, the same facts give {again[key]!r}, not {said!r}"
                yield Finding(f"{case.place}, {key}", problem, REPORT)


def advice(subject: OfEdition) -> Iterator[Finding]:
    """What is advised on a case brings what it promises once it is done, and can be said in every language."""
    for case in _tried(subject):
        found = subject.catalogue.advice(assessed(case, subject.catalogue))
        for way in (way for one in found.benefits.values() for way in one.ways):
            situation = applied(case.situation(), way.deeds)
            done = subject.catalogue.assess(subject.scheme.id, subject.edition.year, situation, way.on)
            if (payable := done.benefits[way.benefit].payable) != way.promised:
                yield Finding(f"{case.place}, {way.benefit}", f"{way.promised} was promised; it is {payable}", REPORT)
            for language in subject.scheme.wording.languages:
                yield from _unsaid(way, language, case.place)


def _unsaid(way: Way, language: str, place: str) -> Iterator[Finding]:
    for deed in way.deeds:
        try:
            deed.text(language)
        except MissingWording as error:
            yield Finding(f"{place}, {way.benefit}", f"what to do cannot be said in {language}: {error}", "add it")


def _without_each(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """The facts without one of them, each in turn; answers to open questions are facts too here."""
    for table, content in facts.items():
        for id in content:
            yield f"{table}.{id}" if table else id, _without(facts, table, id)


def _without(facts: Facts, table: str, removed: str) -> Facts:
    return {**facts, table: {id: value for id, value in facts[table].items() if id != removed}}


def _outcomes(assessment: Assessment) -> dict[str, Outcome]:
    criteria = {f"criteria.{id}": result.outcome for id, result in assessment.criteria.items()}
    return criteria | {f"benefits.{id}": result.outcome for id, result in assessment.benefits.items()}


def _ends(assessment: Assessment) -> tuple[Decimal, Decimal, Decimal]:
    amount = assessment.amount
    possible, reachable = (ENDLESS if part is None else part for part in (amount.possible, amount.reachable))
    return amount.certain, possible, reachable


def _is_tighter(after: Assessment, before: Assessment) -> bool:
    (certain, possible, reachable), ends = _ends(after), _ends(before)
    return certain > ends[0] or possible < ends[1] or reachable < ends[2]


def _answer(assessment: Assessment) -> dict[str, Any]:
    """Everything that the assessment says."""
    language = assessment.scheme.wording.languages[0]
    return {
        "amount": assessment.amount,
        "eligibility": assessment.eligibility,
        "outcomes": _outcomes(assessment),
        "reasons": {id: result.reason(language) for id, result in assessment.criteria.items()},
        "requests": {id: (result.request, result.request_reason()) for id, result in assessment.benefits.items()},
        "missing": [(fact.id, fact.year, fact.spread) for fact in assessment.missing_facts],
        "questions": [(question.id, question.spread) for question in assessment.open_questions],
        "readings": dict(assessment.readings),
        "payment": assessment.application.payment_status,
    }
