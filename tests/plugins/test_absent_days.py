"""Every day of every scheme can be told to be absent: each reader takes it, and a table agrees with one by one."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve
from incentives import Assessment, Catalogue, InvalidSituation, Situation
from incentives.report.assessed import assessment_record
from incentives.report.data import to_json, to_toml
from incentives.rules.types import Kind
from incentives.testing import Case
from incentives.testing.casefiles import CaseBook
from incentives.testing.subjects import OfEdition
from incentives.testing.table_check import table_equals_single

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


def everything(assessment: Assessment) -> None:
    """All that can be said of an assessment, in every language; in every form, of which none knows a language."""
    content, *_ = [assessment_record(assessment, language).plain() for language in ("fr", "en", "nl")]
    assert json.loads(to_json(content))
    assert tomllib.loads(to_toml(content))


def test_an_absent_day_is_taken_by_every_reader(edition_cases: Sequence[Case], catalogue: Catalogue) -> None:
    found = list(sound(edition_cases[:FEW], catalogue))
    assert found
    for case in found:
        for day in (None, date(case.year, 7, 1)):
            everything(catalogue.assess(case.scheme, case.year, case.situation(), as_of=day))


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
    everything(catalogue.assess(scheme, year, Situation.of(data)))
