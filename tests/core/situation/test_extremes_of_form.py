"""What is far too long, too large, too deep or too much is a fault like any other, short and soon told."""

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, Fault, InvalidSituation, Situation, UnreadableFile

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]
HUGE = 10**5000
SHORT = 2000  # signs: a fault fits on a screen


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Situation]:
    def situation(text: str) -> Situation:
        path = tmp_path / "someone.toml"
        path.write_text(text, "utf-8")
        return Situation.read(path)

    return situation


ENDLESS = {
    "number": HUGE,
    "below zero": -HUGE,
    "number in a list": [HUGE],
    "text": "x" * 2_000_000,
    "text in a list": ["x" * 2_000_000],
    "lists": [["x"] * 9] * 99_999,
}
FACTS = ["be.acts", "be.convention.all_year", "be.inami_software.requested_on", "fr.dmp.software"]


@pytest.mark.parametrize("fact", [*FACTS, "fr.sesam_vitale.amendments"])
@pytest.mark.parametrize("value", ENDLESS.values(), ids=ENDLESS)
def test_a_value_beyond_measure_is_a_short_fault_with_its_path(faults_of: Faults, fact: str, value: object) -> None:
    (fault,) = faults_of({2024: {fact: value}})
    for language in ("en", "fr", "nl"):
        assert fault.text(language).startswith(f"2024.{fact}: ")
        assert len(fault.text(language)) < SHORT


@pytest.mark.parametrize("key", ["label", "2024", "readings"])
@pytest.mark.parametrize("value", [HUGE, [HUGE], ["x" * 2_000_000]], ids=["number", "list", "text"])
def test_a_value_beyond_measure_in_place_of_a_table_is_a_short_fault(
    faults_of: Faults, key: str, value: object
) -> None:
    (fault,) = faults_of({key: value})
    assert fault.paths == (key,)
    assert len(fault.text("en")) < SHORT


NUMBERS = {"decimal": "9" * 5000, "with marks": "9_" * 5000 + "9", "hex": hex(HUGE), "oct": oct(HUGE), "bin": bin(HUGE)}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_whole_number_of_thousands_of_digits_in_a_file_is_a_fault_with_its_path(
    read: Callable[[str], Situation], faults_of: Faults, number: str
) -> None:
    (fault, other) = faults_of(read(f'label = "Anna"\n[2024]\nbe.acts = {number}\nfr.scor.transmissions = -1\n'))
    assert fault.paths == ("2024.be.acts",)
    assert (
        fault.text("en")
        == f"2024.be.acts: no fact is a number of {'5001' if number != NUMBERS['decimal'] else '5000'} digits."
    )
    assert other.paths == ("2024.fr.scor.transmissions",)


def test_an_answer_or_a_fact_given_twice_can_be_beyond_measure_too(faults_of: Faults, catalogue: Catalogue) -> None:
    (question, *_) = catalogue.vocabulary.questions
    (fault,) = faults_of({"readings": {question: HUGE}})
    assert fault.paths == (f"readings.{question}",)
    (fault, _) = faults_of({2024: {"be": {"acts": "x"}, "be.acts": "x" * 2_000_000}})
    assert len(fault.text("en")) < SHORT


def test_tables_deeper_than_any_fact_are_a_fault_with_a_short_path(faults_of: Faults) -> None:
    endless: dict[str, object] = {}
    endless["acts"] = endless
    deep: object = 3
    for _ in range(5000):
        deep = {"acts": deep}
    for table in (endless, deep):
        (fault,) = faults_of({2024: {"be": table}})
        assert fault.paths[0].startswith("2024.be.acts.acts.")
        assert len(fault.text("en")) < SHORT


@pytest.mark.parametrize(
    "text",
    ["be = " + "{a = " * 2000 + "1" + "}" * 2000, "be.acts = " + "[" * 2000 + "]" * 2000],
    ids=["tables", "lists"],
)
def test_a_file_with_lists_or_tables_too_deep_to_be_read_says_on_which_line(
    read: Callable[[str], Situation], text: str
) -> None:
    with pytest.raises(UnreadableFile, match=r"someone\.toml is not TOML: .* too deep \(at line 3\)"):
        read(f'label = "Anna"\nbe.acts = 3\n{text}\n[2024]\n')


def test_dotted_keys_two_thousand_deep_are_a_fault(read: Callable[[str], Situation], faults_of: Faults) -> None:
    (fault,) = faults_of(read(f"[2024]\nbe{'.a' * 2000} = 3\n"))
    assert fault.paths[0].startswith("2024.be.a.a.")
    assert len(fault.text("en")) < SHORT


def test_thousands_of_ids_that_are_nearly_known_are_all_faults_and_few_are_compared(
    faults_of: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    ratio = SequenceMatcher.real_quick_ratio

    def counted(self: "SequenceMatcher[str]") -> float:
        nonlocal compared
        compared += 1
        return ratio(self)

    monkeypatch.setattr(SequenceMatcher, "real_quick_ratio", counted)
    names = [f"be.convention.all_yaer{number}" for number in range(5000)]
    found = faults_of({2024: dict.fromkeys(names, True), "readings": {f"fr-fami.{name}": True for name in names}})
    assert len(found) == 10_000
    assert "did you mean be.convention.all_year?" in found[0].text("en")
    assert compared < 10_000  # each with each would be over a million


def test_every_wrong_item_of_a_list_is_named_as_far_as_anybody_would_read(faults_of: Faults) -> None:
    items = [f"item_{number}" for number in range(5000)]
    (fault,) = faults_of({2024: {"fr.sesam_vitale.amendments": items}})
    assert '"item_0", "item_1"' in fault.text("en")
    assert "5000" in fault.text("en")
    assert len(fault.text("en")) < SHORT


def test_a_message_with_many_faults_has_them_all(catalogue: Catalogue) -> None:
    given = {2024: {f"be.zzz{number}": True for number in range(500)}}
    with pytest.raises(InvalidSituation) as caught:
        catalogue.check(Situation.of(given))
    assert len(caught.value.faults) == len(str(caught.value).splitlines()) - 1 == 500
