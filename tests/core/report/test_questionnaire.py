"""An empty situation file: every question once, nothing answered, ready to be answered."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from incentives import PRACTISES_IN, Catalogue, Fault, InvalidSituation, Situation
from incentives.wording import LANGUAGES
from incentives.wording.sentences import CORE

Answers = Callable[..., str]

LINE = re.compile(r"^# (?P<id>[a-z]\w*\.[\w.]+|\"[\w.-]+\") =")
EVERYTHING = ("questions", "--years", "2018-2026")


def lines_asking(text: str) -> list[tuple[str, str]]:
    """Each table with the ids that it asks for, in order; the top of the file is the table ''."""
    table, found = "", []
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            table = match[1]
        elif match := LINE.match(line):
            found.append((table, match["id"].strip('"')))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_comment_and_no_value_is_set(told: Answers, language: str) -> None:
    text = told(*EVERYTHING, "--lang", language)
    rest = [line for line in text.splitlines() if line and not line.startswith("#")]
    years = sorted({line for line in rest if re.fullmatch(r"\[\d{4}\]", line)})
    assert rest == [*years, "[readings]"]
    assert not any(tomllib.loads(text).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_and_each_open_question_is_asked_once_where_it_belongs(
    told: Answers, catalogue: Catalogue, language: str
) -> None:
    asked = lines_asking(told(*EVERYTHING, "--lang", language))
    assert len(asked) == len(set(asked))
    facts, questions = catalogue.vocabulary.facts, catalogue.vocabulary.questions
    assert {id for table, id in asked if table != "readings"} == set(facts)
    assert {id for table, id in asked if table == "readings"} == set(questions)
    assert all((table == "") is not facts[id].annual for table, id in asked if table != "readings")


@pytest.mark.parametrize(
    ("scheme", "year"), [("fr-fami", 2018), ("fr-fami", 2025), ("be-inami-software", 2024), ("be-proqkine", 2023)]
)
def test_one_edition_asks_its_own_facts_and_no_others(
    told: Answers, catalogue: Catalogue, scheme: str, year: int
) -> None:
    asked = lines_asking(told("questions", scheme, "--years", str(year)))
    edition = catalogue.edition(scheme, year)
    assert sorted(id for table, id in asked if table != "readings") == sorted(fact.id for fact in edition.facts)
    assert {id for table, id in asked if table == "readings"} == {question.id for question in edition.questions}
    assert {table for table, _ in asked} <= {"", str(year), "readings"}


def test_the_example_of_a_count_fits_a_few_meetings_as_well_as_many_acts(told: Answers) -> None:
    for line in told(*EVERYTHING, "--lang", "en").splitlines():
        if line.startswith(("# fr.coordination.mdt_meetings", "# be.acts")):
            assert line.endswith(" 12")


def test_acts_counted_two_years_before_are_asked_under_the_year_in_which_they_are_counted(told: Answers) -> None:
    asked = lines_asking(told("questions", "be-inami-software", "--years", "2022"))
    assert ("2020", "be.acts") in asked
    assert ("2022", "be.acts") not in asked


def test_schemes_that_share_a_fact_ask_it_once(told: Answers) -> None:
    asked = lines_asking(told("questions", "be-inami-software", "be-proqkine", "--years", "2024"))
    assert asked.count(("", "be.inami_number")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unanswered_questionnaire_is_a_situation_without_a_fault(
    told: Answers, catalogue: Catalogue, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "empty.toml"
    path.write_text(told(*EVERYTHING, "--lang", language), "utf-8")
    checked = catalogue.check(Situation.read(path))
    assert not checked.permanent
    assert not any(checked.annual.values())
    assert not checked.readings
    assert checked.notices == ()


def test_every_value_that_can_be_chosen_is_listed_with_its_label(told: Answers, catalogue: Catalogue) -> None:
    text = told(*EVERYTHING, "--lang", "fr")
    # Of the countries, those that have a scheme.
    facts = [fact for id, fact in catalogue.vocabulary.facts.items() if id != PRACTISES_IN.id]
    values = {"fr", "be"} | {value for fact in facts for value in fact.values}
    assert {value for value in values if not re.search(rf'^# "{value}" ?: \S', text, re.MULTILINE)} == set()


def samples(text: str) -> list[tuple[str, str, str]]:
    """Table, id and every value that the line of a question proposes."""
    found, table = [], ""
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            table = match[1]
        elif match := LINE.match(line):
            _, _, comment = line.partition("=")
            proposed = re.sub(r"^\s*#\s*(?:for example|par exemple|bijvoorbeeld)?\s*:?\s*", "", comment)
            found += [(table, match["id"], value) for value in proposed.split(" / ")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_proposed_can_be_written_as_it_stands(told: Answers, catalogue: Catalogue, language: str) -> None:
    proposed = samples(told(*EVERYTHING, "--lang", language))
    assert len(proposed) > len(catalogue.vocabulary.facts)
    unfit = []
    for table, id, value in proposed:
        text = f"[{table}]\n{id} = {value}\n" if table else f"{id} = {value}\n"
        try:
            catalogue.check(Situation.of(tomllib.loads(text)))
        except InvalidSituation as error:
            # A day of another year may contradict its year: that is a fault of the scheme, not of the form.
            unfit += [fault for fault in error.faults if isinstance(fault, Fault) and fault.wording is CORE]
    assert unfit == []


def answered(text: str, answers: Mapping[tuple[str, str], object]) -> str:
    """The questionnaire with the mark taken away and a value written at each line that has an answer."""
    table, lines = "", []
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            table = match[1]
        asking = LINE.match(line)
        key = (table, asking["id"].strip('"') if asking else "")
        if key in answers:
            written = tomli_w.dumps({"x": answers[key]}).removeprefix("x = ").strip().replace("\n", " ")
            head, _, comment = line.removeprefix("# ").partition("=")
            line = f"{head}= {written} {comment.strip()}"  # noqa: PLW2901  # the line, answered
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_taking_the_mark_away_and_writing_the_value_answers(
    told: Answers, catalogue: Catalogue, tmp_path: Path, language: str
) -> None:
    given = Situation.read(Path(__file__).parents[3] / "examples" / "french_physiotherapist.toml")
    answers: dict[tuple[str, str], Any] = {("", id): value for id, value in given.permanent.items()}
    answers |= {("2025", id): value for id, value in given.annual[2025].items()}
    text = answered(told("questions", "fr-fami", "--years", "2025", "--lang", language), answers)
    path = tmp_path / "answered.toml"
    path.write_text(text, "utf-8")
    found = Situation.read(path)
    assert {("", id) for id in found.permanent} | {("2025", id) for id in found.annual[2025]} == set(answers)
    amount = catalogue.assess("fr-fami", 2025, found).amount
    assert (amount.certain, amount.possible) == (Decimal(940), Decimal(940))


def test_an_open_question_is_answered_like_a_fact(told: Answers, catalogue: Catalogue, tmp_path: Path) -> None:
    id = "be-inami-software.gap_in_convention_ignored"
    text = told("questions", "be-inami-software", "--years", "2025")
    path = tmp_path / "answered.toml"
    path.write_text(answered(text, {("readings", id): True}), "utf-8")
    assert catalogue.check(Situation.read(path)).readings == {id: True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_those_that_a_check_asks_for(told: Answers, tmp_path: Path, language: str) -> None:
    empty = tmp_path / "empty.toml"
    empty.write_text("", "utf-8")
    once_it_is_over = ("--year", "2025", "--as-of", "2026-11-22")
    command = ("check", str(empty), *once_it_is_over, "--lang", language, "--format", "json")
    rows = json.loads(told(*command))["rows"]
    text = told("questions", "--years", "2025", "--lang", language)
    asked = {f"# {line}" for row in rows if row["assessed"] for m in row["missing_facts"] for line in [m["question"]]}
    assert len(asked) > 20
    assert asked <= set(text.splitlines())
