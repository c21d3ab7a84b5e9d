"""Every day of every scheme can be told to be absent: each reader takes it, and a table agrees with one by one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle
from typing import Any

import tomli as tomllib  # the same parser, compiled: these are long texts
from attrs import evolve
from incentives import Assessment, Catalogue, InvalidSituation, Situation
from incentives.report.assessed import assessment_record
from incentives.report.data import to_json, to_toml
from incentives.rules.types import Kind
from incentives.testing import Case
from incentives.testing.casefiles import CaseBook
from incentives.testing.subjects import OfEdition
from incentives.testing.table_check import table_equals_single
from incentives.wording import LANGUAGES

Facts = Mapping[str, Mapping[str, Any]]
FEW = 4


def with_absent_days(case: Case, catalogue: Catalogue) -> Iterator[Facts]:
    """The facts of a case, each day that its edition reads in turn absent, then all of them."""
    edition = catalogue.edition(case.scheme, case.year)
    days = [(str(case.year) if one.annual else "", one.id) for one in edition.facts if one.kind is Kind.DATE]
    for absent in (*([day] for day in days), days):
        facts = {table: dict(content) for table, content in case.facts.items()}
        for table, id in absent:
            facts.setdefault(table, {})[id] = "none"
        yield facts


def sound(cases: Sequence[Case], catalogue: Catalogue) -> Iterator[Case]:
    """The cases with absent days that do not contradict themselves."""
    for case in cases:
        for number, facts in enumerate(with_absent_days(case, catalogue)):
            try:
                catalogue.check(case.situation(facts))
            except InvalidSituation:
                continue
            yield evolve(case, facts=facts, title=f"{case.title}, {number}")


def everything(assessment: Assessment, language: str) -> None:
    """All that can be said of an assessment in a language, in every form."""
    content = assessment_record(assessment, language).plain()
    assert json.loads(to_json(content))
    assert tomllib.loads(to_toml(content))


def test_an_absent_day_is_taken_by_every_reader(edition_cases: Sequence[Case], catalogue: Catalogue) -> None:
    found = [list(sound([case], catalogue)) for case in edition_cases[:FEW]]
    assert any(found)
    # Each day is absent in each language, and both in time and when all is over, of one case or another.
    for cases, language, is_over in zip(found, cycle(LANGUAGES), cycle((True, False)), strict=False):
        for case in cases:
            day = None if is_over else date(case.year, 7, 1)
            everything(catalogue.assess(case.scheme, case.year, case.situation(), as_of=day), language)


def test_a_table_takes_absent_days_as_one_by_one_does(edition_cases: Sequence[Case], catalogue: Catalogue) -> None:
    found = tuple(sound(edition_cases[:FEW], catalogue))
    scheme = catalogue[found[0].scheme]
    edition = catalogue.edition(scheme.id, found[0].year)
    subject = OfEdition(catalogue.provider(scheme.id), catalogue, CaseBook(found), scheme, edition)
    assert [str(one) for one in table_equals_single(subject)] == []


def test_of_nothing_but_absent_days_everything_can_be_said(edition_key: tuple[str, int], catalogue: Catalogue) -> None:
    scheme, year = edition_key
    days = [one for one in catalogue.edition(scheme, year).facts if one.kind is Kind.DATE]
    data: dict[Any, Any] = {year: {one.id: "none" for one in days if one.annual}}
    data |= {one.id: "none" for one in days if not one.annual}
    for language in LANGUAGES:
        everything(catalogue.assess(scheme, year, Situation.of(data)), language)
