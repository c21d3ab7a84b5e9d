"""Checks of the worked cases themselves: readable, and trying every rule from every side."""

from collections.abc import Iterator

from incentives.scheme.shared import PROFESSION
from incentives.testing.casefacts import assessed
from incentives.testing.covered import coverage
from incentives.testing.expectations import differences
from incentives.testing.findings import Finding
from incentives.testing.subjects import OfEdition, OfPlugin, OfScheme


def readable(subject: OfPlugin) -> Iterator[Finding]:
    """Every case file is sound."""
    for fault in subject.book.faults:
        place, _, problem = fault.partition(": ")
        yield Finding(place, problem, "write it as the docstring of incentives.testing.Conformance says")


def hold(subject: OfEdition) -> Iterator[Finding]:
    """The program answers every case as its author expects."""
    for case in subject.cases:
        yield from differences(case, subject.catalogue)


def every_edition(subject: OfEdition) -> Iterator[Finding]:
    """There is a case for every edition."""
    if not subject.cases:
        yield Finding(
            str(subject),
            "no case is of this edition",
            "write at least one from the text: `years = [...]` makes a case of each year",
        )


def outcomes(subject: OfScheme) -> Iterator[Finding]:
    """Every criterion is seen met, not met and unknown."""
    for row in coverage(subject).criteria:
        if row.missing:
            said = " and ".join(outcome.value.replace("_", " ") for outcome in row.missing)
            yield Finding(
                f"{subject} {row.years[0]}, criteria.{row.criterion}",
                f"no case sees it {said}",
                f"write one for {', '.join(map(str, row.years))}: unknown is where a fact is left out that decides",
            )


def both_sides(subject: OfScheme) -> Iterator[Finding]:
    """Every threshold is tried exactly at it, and just on the other side."""
    found = coverage(subject)
    for threshold, said in zip(found.thresholds, found.said, strict=True):
        if sides := threshold.lacking:
            yield Finding(
                threshold.places[0],
                f"no case is {' or '.join(sides)}: {said}",
                "write a case with that very value, and one with the nearest value for which it comes out otherwise",
            )


def questions_answered(subject: OfScheme) -> Iterator[Finding]:
    """Every open question is answered yes, answered no, and left open."""
    answered = {item for case in subject.cases for item in case.facts.get("readings", {}).items()}
    left_open = {question.id for case in subject.cases for question in assessed(case, subject.catalogue).open_questions}
    for question in subject.scheme.questions:
        lacking = [
            f"answered {word}"
            for word, answer in (("yes", True), ("no", False))
            if (question.id, answer) not in answered
        ]
        lacking += [] if question.id in left_open else ["left open where it matters"]
        if lacking:
            yield Finding(
                f"{subject}, questions.{question.id}",
                f"in no case is it {' or '.join(lacking)}",
                'write a case for each; an answer is given as readings."ID" = true among the facts',
            )


def values_used(subject: OfScheme) -> Iterator[Finding]:
    """Every value of every choice is in some case; the library has more professions than any one scheme speaks of."""
    used: dict[str, set[object]] = {}
    for case in subject.cases:
        for table in case.facts.values():
            for id, value in table.items():
                used.setdefault(id, set()).update(value if isinstance(value, list) else [value])
    read = {fact.id for edition in subject.editions for fact in edition.facts}
    for fact in subject.scheme.facts:
        never = [value for value in fact.values if value not in used.get(fact.id, set())]
        if never and fact.id in read and fact.id != PROFESSION.id:
            yield Finding(
                f"{subject}, facts.{fact.id}",
                f"no case has the value {', '.join(map(repr, never))}",
                "write a case for each: a value that nobody tried may count for the wrong side",
            )
