"""The check that a table says of each row what the single assessment says of the same facts."""

from collections.abc import Iterator
from typing import Any

from incentives.assessment import Assessment, Outcome
from incentives.errors import InvalidTable
from incentives.population.intake import NONE
from incentives.rules.types import NO_DAY, Kind
from incentives.testing.casefacts import Case
from incentives.testing.findings import Finding, note
from incentives.testing.subjects import OfEdition

STATES = {Outcome.MET: True, Outcome.WAIVED: True, Outcome.NOT_MET: False, Outcome.UNKNOWN: None}


def table_equals_single(subject: OfEdition) -> Iterator[Finding]:
    """A table says of each case what the single assessment says."""
    try:
        import polars  # noqa: F401, ICN001  # of the extra `tables`: whether it is there
    except ImportError:
        yield note(
            str(subject),
            "the table was not held against the single assessment: the extra `tables` is not installed",
            "pip install 'incentives[tables]', then run this again",
        )
        return
    groups: dict[tuple[tuple[str, Any], ...], list[Case]] = {}
    for case in subject.cases:
        groups.setdefault(tuple(sorted(case.facts.get("readings", {}).items())), []).append(case)
    for readings, cases in groups.items():
        yield from _group(subject, dict(readings), cases)


def _group(subject: OfEdition, readings: dict[str, bool], cases: list[Case]) -> Iterator[Finding]:
    import polars as pl

    rows = [_row(subject, case) for case in cases]
    columns = dict.fromkeys(name for row in rows for name in row)
    sets = {fact.id for fact in subject.catalogue.vocabulary.facts.values() if fact.kind is Kind.SET}
    types = {name: pl.List(pl.String) for name in columns if name.partition("@")[0] in sets}
    frame = pl.DataFrame({name: [row.get(name) for row in rows] for name in columns}, schema_overrides=types)
    if not columns:
        frame = pl.DataFrame({"row": list(range(len(rows)))})
    try:
        told = subject.catalogue.assess_table(frame, subject.scheme.id, subject.edition.year, readings=readings)
    except InvalidTable as error:
        yield Finding(str(subject), f"the facts of the cases are no table: {error}", "correct the facts that it names")
        return
    for case, row in zip(cases, told.to_dicts(), strict=True):
        for column, single in _columns(case.assess(subject.catalogue, final=True)).items():
            if row.get(column) != single:
                yield Finding(
                    f"{case.place}, {column}",
                    f"a table says {row.get(column)!r}, the single assessment {single!r}",
                    "tell the authors of `incentives`: one rule has one answer",
                )


def _row(subject: OfEdition, case: Case) -> dict[str, Any]:
    """The facts of a case as a row: facts of another year have it in the name of their column."""
    checked, known = subject.catalogue.check(case.situation()), subject.catalogue.vocabulary.facts
    row: dict[str, Any] = {}
    for end, facts in (("", checked.permanent), *((f"@{year}", facts) for year, facts in checked.annual.items())):
        for id, value in facts.items():
            if known[id].kind is Kind.DATE and value == NO_DAY:
                row[f"{id}{NONE}{end}"] = True
            else:
                row[f"{id}{end}"] = sorted(value) if isinstance(value, frozenset) else value
    return row


def _columns(assessment: Assessment) -> dict[str, Any]:
    scheme = assessment.scheme.id
    states = {
        f"{scheme}.{id}": STATES[result.outcome]
        for id, result in assessment.criteria.items()
        if result.outcome is not Outcome.NOT_APPLICABLE
    }
    return states | {
        f"{scheme}.certain": assessment.amount.certain,
        f"{scheme}.possible": assessment.amount.possible,
        f"{scheme}.eligibility": str(assessment.eligibility),
    }
