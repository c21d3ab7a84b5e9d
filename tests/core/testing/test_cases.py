"""Worked cases in TOML: what a file can say, and every fault of every file at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from incentives.testing import CaseBook, read_cases

HEAD = "year = 2025\n\n[base.rider]\nxx.cycles = true\nxx.kilometres = 500\n\n"


@pytest.fixture
def read(plugin: Any) -> Callable[..., CaseBook]:
    """The cases in some files, which stand for those of the plugin."""

    def read_files(**files: str) -> CaseBook:
        catalogue = plugin.install()
        (info,) = (one for one in catalogue.plugins if one.name == "xx_cycling")
        (plugin.cases / "basic.toml").unlink()
        for name, text in files.items():
            (plugin.cases / f"{name}.toml").write_text(text, "utf-8")
        return read_cases(plugin.cases, info.schemes, catalogue)

    return read_files


def _case(text: str, **parts: str) -> str:
    given = {"says": '"it is so"', "expect": "{ certain = 0 }", **parts}
    return "[[case]]\n" + "\n".join(f"{key} = {value}" for key, value in given.items() if value) + f"\n{text}\n"


def test_the_simplest_case_says_facts_and_what_must_come_out(read: Callable[..., CaseBook]) -> None:
    book = read(one=_case("facts = { xx.cycles = true, xx.started_on = 2020-01-01 }", year="2025"))
    (case,) = book.cases
    assert book.faults == ()
    assert (case.title, case.scheme, case.year, case.as_of) == ("xx-cycling 2025: it is so", "xx-cycling", 2025, None)
    assert case.facts == {"": {"xx.started_on": date(2020, 1, 1)}, "2025": {"xx.cycles": True}}


def test_a_case_starts_from_a_base_of_any_file_and_goes_over_it(read: Callable[..., CaseBook]) -> None:
    book = read(
        bases='[base.far]\nfrom = "rider"\nannual = { xx.kilometres = 900 }\n',
        cases=HEAD + _case("facts = { xx.cycles = false }", **{"from": '"far"'}),
    )
    (case,) = book.cases
    assert case.facts["2025"] == {"xx.cycles": False, "xx.kilometres": 900}


def test_what_a_case_unsets_is_not_known(read: Callable[..., CaseBook]) -> None:
    text = _case(
        'unset = ["xx.kilometres", "2024.xx.cycles"]\nfacts = { "2024" = { xx.cycles = true } }', **{"from": '"rider"'}
    )
    (case,) = read(one=HEAD + text).cases
    assert case.facts["2025"] == {"xx.cycles": True}
    assert case.facts["2024"] == {}


def test_several_years_and_days_are_a_case_each_and_years_are_filled_in(
    plugin: Any, read: Callable[..., CaseBook]
) -> None:
    plugin.copy("editions/2025.toml", "editions/2026.toml", ("year = 2025", "year = 2026"))
    text = 'as_of = ["{year}-06-01", "{next_year}-01-01"]\nfacts = { xx.started_on = "{previous_year}-12-31" }'
    book = read(one=_case(text, years="[2025, 2026]", id='"A1"'))
    assert book.faults == ()
    assert [case.title for case in book.cases] == [
        "xx-cycling 2025 on 2025-06-01, A1: it is so",
        "xx-cycling 2025 on 2026-01-01, A1: it is so",
        "xx-cycling 2026 on 2026-06-01, A1: it is so",
        "xx-cycling 2026 on 2027-01-01, A1: it is so",
    ]
    assert [case.facts[""]["xx.started_on"] for case in book.cases[1:3]] == [date(2024, 12, 31), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_case("", says=""), "case 1: says nothing"),
        (_case("", expect=""), "case 1: expects nothing"),
        (_case("sayss = 1"), "case 1: 'sayss' is no part of a case"),
        (_case('scheme = "xx-walking"'), "case 1: 'xx-walking' is no scheme of the plugin; known: xx-cycling"),
        (_case('years = "2025"'), "case 1: is of no year"),
        (_case("facts = 3"), "case 1: `facts` is a table of facts"),
        (_case("", year="2019"), "case 1: xx-cycling has no edition for 2019"),
        (_case("", **{"from": '"nobody"'}), "case 1: starts from 'nobody', but there is no [base.nobody]"),
        (_case("facts = { xx.cycle = true }"), "did you mean xx.cycles"),
        (_case("facts = { xx.kilometres = -1 }"), "xx.kilometres: "),
        (_case("facts = { xx.cycles = false, xx.kilometres = 1000 }"), "km were cycled by somebody who does not"),
        (_case('facts = { xx.started_on = "{century}-01-01" }'), "names 'century'; known: year"),
        (_case('unset = ["xx.cycle"]'), "unset: 'xx.cycle' is no fact"),
        (_case("", expect='{ certains = "1" }'), "expect.certains: is unknown; known: benefits, certain"),
        (_case("", expect='{ certain = "much" }'), 'expect.certain: write an amount such as "300.00", got \'much\''),
        (_case("", expect='{ outcomes = { bell = "met" } }'), "expect.outcomes: xx-cycling 2025 has no 'bell'"),
        (_case("", expect='{ outcomes = { riding = "yes" } }'), "expect.outcomes.riding: 'yes' is none of met"),
        (_case("", expect='{ outcomes = "met" }'), "expect.outcomes: write a table by id"),
        (_case("", expect='{ missing = "xx.cycles" }'), "expect.missing: write a list of ids"),
        (_case("", expect='{ eligibility = "rich" }'), "expect.eligibility: 'rich' is none of eligible"),
        (_case("") + _case(""), "there is another case called 'xx-cycling 2025: it is so'"),
        ("cases = []", "'cases' is no part of a case file"),
        ("case = 3", "write each case under [[case]]"),
        ("[[case", "one.toml: "),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_file_and_case(read: Callable[..., CaseBook], text: str, said: str) -> None:
    book = read(one=HEAD + text if text.startswith("[[case]]") else text)
    assert [fault for fault in book.faults if "one.toml" in fault and said in fault], book.faults


def test_a_base_that_starts_from_itself_is_a_fault(read: Callable[..., CaseBook]) -> None:
    bases = '[base.hen]\nfrom = "egg"\n[base.egg]\nfrom = "hen"\n'
    book = read(one="year = 2025\n" + bases + _case("", **{"from": '"hen"'}))
    assert any("starts from 'hen', which starts from itself" in fault for fault in book.faults)


def test_two_bases_of_one_name_are_a_fault(read: Callable[..., CaseBook]) -> None:
    book = read(one=HEAD + _case(""), two="[base.rider]\nxx.cycles = false\n")
    assert any("another base called 'rider'" in fault for fault in book.faults)


def test_every_fault_is_said_at_once_and_hides_no_sound_case(read: Callable[..., CaseBook]) -> None:
    book = read(
        one=HEAD + _case("", says="") + _case("", says='"sound"') + _case("facts = { xx.miles = 1 }", says='"b"'),
        two="[[case",
    )
    assert [case.title for case in book.cases] == ["xx-cycling 2025: sound"]
    assert len(book.faults) == 3


def test_a_folder_without_cases_is_a_fault(plugin: Any, read: Callable[..., CaseBook]) -> None:
    assert read().faults == (f"{plugin.cases}: holds no worked cases; write a file such as cases/basic.toml there",)


def test_what_is_expected_may_be_any_part_of_the_answer(plugin: Any) -> None:
    plugin.edit(
        "cases/basic.toml",
        'expect = { certain = "150.00", possible = 150,',
        'expect = { certain = 150, possible = "150.0", reachable = 150, eligibility = "eligible", missing = [], '
        'questions = [], criteria = ["cycling", "equipment", "riding"], payment = "possible", '
        'benefits = { grant = "met", bonus = "met" }, requests = { grant = "not_needed" },',
    )
    assert plugin.findings("cases_readable") == []
    assert [str(one) for one in plugin.findings("cases_hold")] == []


def test_a_wrong_expectation_is_named_with_the_reason(plugin: Any) -> None:
    plugin.edit("cases/basic.toml", 'outcomes = { cycling = "not_met" }', 'outcomes = { cycling = "met" }')
    (found,) = plugin.findings("cases_hold")
    assert found.place.endswith("basic.toml, case 2, outcomes.cycling")
    assert "expects 'met', but the program says 'not_met' (You did not cycle 500 km.)" in found.problem
