"""Every report in every language: whole sentences, the same parts in text and Markdown, the same closing."""

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from incentives import Catalogue
from incentives.wording import LANGUAGES, formats
from incentives.wording.sentences import CORE

Answers = Callable[..., str]
Leaves = Callable[[object], list[tuple[str, Any]]]

EDITIONS = {
    "fr-fami": range(2018, 2027),
    "be-inami-software": range(2022, 2027),
    "be-proqkine": range(2022, 2025),
}
SHOWN = [f"show {scheme} --year {year}" for scheme, years in EDITIONS.items() for year in years]
COMPARED = [f"compare-schemes --year {year}" for year in range(2018, 2027)]
CHANGED = [f"diff {scheme} {before} {after}" for scheme, years in EDITIONS.items() for before, after in pairwise(years)]
ASSESSED = ["check", "check in time", "check second year", "check nurse", "compare", "compare 2024", "compare gaps"]
QUESTIONS = ["questions --years 2018-2026"]
REPORTS = [*SHOWN, *COMPARED, *CHANGED, *ASSESSED, "schemes", "plugins"]


def broken(text: str) -> list[str]:
    """A placeholder not filled, a sentence of another language, a Python value that nobody put into words."""
    return re.findall(r"[{}]|\[(?:en|fr|nl)\]|\bNone\b|\bTrue\b|\bFalse\b|\bDecimal\(|<[A-Z]\w+\.", text)


def test_all_17_editions_are_looked_at(catalogue: Catalogue) -> None:
    assert {f"show {scheme.id} --year {year}" for scheme in catalogue for year in scheme.years} == set(SHOWN)
    assert len(SHOWN) == 17


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_has_an_unfilled_place_or_another_language(
    answers: Answers, leaves: Leaves, name: str, language: str
) -> None:
    assert broken(answers(name, language)) == []
    content = json.loads(answers(name, language, "json"))
    assert [value for _, value in leaves(content) if isinstance(value, str) and broken(value)] == []
    assert content["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_questionnaire_has_an_unfilled_place_or_another_language(told: Answers, language: str) -> None:
    assert broken(told("questions", "--years", "2018-2026", "--lang", language)) == []


def headings_of_text(text: str) -> list[str]:
    """Lines over an underline, over a block with two empty lines above them, or over the entries of a group."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines):
        above = lines[max(0, number - 2) : number]
        underlined = number + 1 < len(lines) and re.fullmatch(r"=+|-+", lines[number + 1])
        is_group = line.isupper() and above[-1:] == [""] and lines[number + 1].startswith("  ")
        if line and (not number or underlined or is_group or above == ["", ""]):
            found.append(line)
    return found


@pytest.mark.parametrize(
    "name", ["check", "compare", "compare-schemes --year 2024", "schemes", "plugins", *CHANGED[-5:], *SHOWN[-3:]]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_has_the_headings_of_text(answers: Answers, name: str, language: str) -> None:
    markdown = re.findall(r"^#+ (.+)$", answers(name, language, "markdown"), flags=re.MULTILINE)
    assert len(markdown) >= 2
    tied = answers(name, language).replace("\N{NO-BREAK SPACE}", " ")
    titles = [title.replace("\N{NO-BREAK SPACE}", " ").casefold() for title in markdown]
    assert titles == [title.casefold() for title in headings_of_text(tied)]


def closing_of(text: str, language: str) -> str:
    """Everything below the last heading, on one line."""
    title = CORE.table(language)["labels"]["about"]
    _, found, rest = text.rpartition(f"\n{title}\n")
    assert found, f"no closing {title!r}"
    return " ".join(rest.split())


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_ends_with_its_date_its_editions_with_their_digests_and_who_decides(
    answers: Answers, catalogue: Catalogue, name: str, language: str
) -> None:
    content = json.loads(answers(name, language, "json"))
    closing = closing_of(answers(name, language), language)
    today = date.fromisoformat(content["date"])
    assert " ".join(formats.day(today, language).split()) in closing
    assert len(content["editions"]) == (0 if name in {"schemes", "plugins"} else len(used_by(name, content)))
    for edition in content["editions"]:
        digest = catalogue.edition(edition["scheme"], edition["year"]).digest
        assert edition["digest"] == digest
        assert f"{edition['scheme']} {edition['year']}" in closing
        assert digest[:12] in closing
        assert edition["decides"] in content["decides"]
    assert all(" ".join(sentence.split()) in closing for sentence in content["decides"])
    assert not content["editions"] or closing.endswith(" ".join(content["disclaimer"].split()))


def used_by(name: str, content: dict[str, Any]) -> list[object]:
    match name.partition(" ")[0]:
        case "show":
            return [content["edition"]]
        case "compare-schemes":
            return list(content["columns"])
        case "diff":
            return [content["before"], content["after"]]
    return [row for row in content["rows"] if row["assessed"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_schemes_that_no_edition_covers_that_year_are_left_out_of_a_comparison_of_schemes(
    answers: Answers, language: str
) -> None:
    shown = {
        name: [column["scheme"] for column in json.loads(answers(name, language, "json"))["columns"]]
        for name in COMPARED
    }
    assert shown == {
        f"compare-schemes --year {year}": [id for id in sorted(EDITIONS) if year in EDITIONS[id]]
        for year in range(2018, 2027)
    }


@pytest.mark.parametrize(
    "name", ["check", "compare gaps", "compare-schemes --year 2024", "schemes", *CHANGED, *SHOWN[-3:]]
)
def test_french_has_its_space_before_a_colon(answers: Answers, leaves: Leaves, name: str) -> None:
    text = answers(name, "fr", "markdown")
    for key, value in leaves(json.loads(answers(name, "fr", "json"))):
        if key in {"document", "place", "distribution", "label"}:  # titles are quoted as they are
            text = text.replace(str(value), "")
    assert re.findall(r"\S+\w:(?=\s|$).*", text) == []
