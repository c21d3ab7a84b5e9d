"""The laws are caught where something bends them: an answer that is not what the rule language would give."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from incentives import Outcome, Situation
from incentives.situation.checking import Vocabulary
from incentives.testing import Case, OfEdition

ANSWER = Case.assess


class Bent:
    """An assessment of which some parts say something else."""

    def __init__(self, assessment: Any, **parts: Any) -> None:
        self._assessment, self._parts = assessment, parts

    def __getattr__(self, name: str) -> Any:
        return self._parts[name] if name in self._parts else getattr(self._assessment, name)


def _amount(assessment: Any, **parts: Decimal) -> SimpleNamespace:
    amount = assessment.amount
    return SimpleNamespace(
        **{"certain": amount.certain, "possible": amount.possible, "reachable": amount.reachable, **parts}
    )


def _kilometres(facts: Mapping[str, Mapping[str, Any]]) -> object:
    return facts.get("2025", {}).get("xx.kilometres")


def _missing_counts_as_enough(facts: Any, assessment: Any) -> Any:
    if _kilometres(facts) is not None:
        return assessment
    met = SimpleNamespace(outcome=Outcome.MET)
    return Bent(
        assessment, criteria={**assessment.criteria, "cycling": met}, amount=_amount(assessment, certain=Decimal(999))
    )


def _more_certain_than_possible(_: Any, assessment: Any) -> Any:
    return Bent(assessment, amount=_amount(assessment, certain=Decimal(999)))


def _asks_what_was_given(facts: Any, assessment: Any) -> Any:
    given = SimpleNamespace(id="xx.kilometres", year=2025)
    return Bent(assessment, missing_facts=(given,)) if _kilometres(facts) is not None else assessment


def _single_is_otherwise(_: Any, assessment: Any) -> Any:
    return Bent(assessment, amount=_amount(assessment, certain=Decimal(1)))


@pytest.mark.parametrize(
    ("check", "bend", "said"),
    [
        ("removal", _missing_counts_as_enough, "criteria.cycling was not_met and is now met"),
        ("removal", _missing_counts_as_enough, "became tighter"),
        ("amounts", _more_certain_than_possible, "certain, possible and reachable cross"),
        ("asking", _asks_what_was_given, "asks for 2025.xx.kilometres, which was given"),
        ("asking", _asks_what_was_given, "asks for something, while the amount is"),
        (
            "table_equals_single",
            _single_is_otherwise,
            "a table says Decimal('150.00'), the single assessment Decimal('1')",
        ),
    ],
)
def test_a_bent_law_is_found(
    plugin: Any, monkeypatch: pytest.MonkeyPatch, check: str, bend: Callable[..., Any], said: str
) -> None:
    def bent(self: Case, catalogue: Any, facts: Any = None, *, final: bool = False) -> Any:
        return bend(self.facts if facts is None else facts, ANSWER(self, catalogue, facts, final=final))

    monkeypatch.setattr(Case, "assess", bent)
    found = plugin.findings(check)
    assert [one for one in found if said in one.problem and "basic.toml, case" in one.place], [
        str(one) for one in found
    ]


def test_an_unknown_fact_that_is_read_as_a_value_is_found(plugin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    check = Vocabulary.check

    def as_nothing(self: Vocabulary, situation: Situation, *rest: Any, **others: Any) -> Any:
        checked = check(self, situation, *rest, **others)
        if situation.annual.get(2025, {}).get("xx.kilometres") == "unknown":
            checked.annual = {2025: {**checked.annual[2025], "xx.kilometres": 0}}
        return checked

    monkeypatch.setattr(Vocabulary, "check", as_nothing)
    found = plugin.findings("unknown")
    assert {one.problem for one in found} == {"xx.kilometres said to be unknown is not as if it were not given"}
    assert all("basic.toml, case" in one.place for one in found)


def test_an_answer_that_changes_from_one_asking_to_the_next_is_found(
    plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, asked = Vocabulary.check, [0]

    def moody(self: Vocabulary, situation: Situation, *rest: Any, **others: Any) -> Any:
        checked = check(self, situation, *rest, **others)
        if "xx.kilometres" in checked.annual.get(2025, {}):
            asked[0] += 1
            checked.annual = {2025: {**checked.annual[2025], "xx.kilometres": 1000 + asked[0]}}
        return checked

    monkeypatch.setattr(Vocabulary, "check", moody)
    plugin.edit("wording/en.toml", "You cycled {minimum_kilometres} km.", "You cycled {xx.kilometres} km.")
    found = plugin.findings("pure")
    assert [one for one in found if one.place.endswith("reasons") and "asked again in another order" in one.problem]


def test_without_cases_the_laws_are_tried_on_what_the_solver_finds(
    plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def noted(self: Case, catalogue: Any, facts: Any = None, *, final: bool = False) -> Any:
        tried.append(self.title)
        return ANSWER(self, catalogue, facts, final=final)

    monkeypatch.setattr(Case, "assess", noted)
    assert plugin.findings("removal", cases=False) == []
    assert set(tried) == {
        "xx-cycling 2025, where grant is due",
        "xx-cycling 2025, where bonus is due",
        "xx-cycling 2025, where nothing is paid",
    }


def test_without_the_libraries_for_tables_the_table_is_a_note(plugin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    (found,) = plugin.findings("table_equals_single")
    assert (found.severity, found.remedy) == ("note", "pip install 'incentives[tables]', then run this again")


def test_an_edition_knows_only_its_own_cases(plugin: Any) -> None:
    plugin.copy("editions/2025.toml", "editions/2026.toml", ("year = 2025", "year = 2026"))
    from incentives.testing import read_cases
    from incentives.testing.subjects import subjects

    catalogue = plugin.install()
    (info,) = (one for one in catalogue.plugins if one.name == "xx_cycling")
    book = read_cases(plugin.cases, info.schemes, catalogue)
    counted = {
        one.edition.year: len(one.cases) for one in subjects(info, catalogue, book) if isinstance(one, OfEdition)
    }
    assert counted == {2025: 8, 2026: 0}
