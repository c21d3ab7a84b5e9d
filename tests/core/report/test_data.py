"""JSON and TOML: the same content, and all that people are shown."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli as tomllib  # the same parser, compiled: these are long texts
from incentives.wording import LANGUAGES, formats
from incentives.wording.sentences import CORE

Answers = Callable[..., str]
Leaves = Callable[[object], list[tuple[str, Any]]]

NAMES = ["compare", "compare gaps", "check", "check second year", "check nurse", "schemes", "plugins",
         "show fr-fami --year 2025", "show be-proqkine --year 2022", "compare-schemes --year 2024",
         "diff fr-fami 2018 2025", "diff be-inami-software 2023 2024"]  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def with_unknown_for_null(value: Any) -> Any:
    match value:
        case None:
            return "unknown"
        case dict():
            return {key: with_unknown_for_null(part) for key, part in value.items()}
        case list():
            return [with_unknown_for_null(part) for part in value]
    return value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_toml_says_what_json_says_with_unknown_for_null(answers: Answers, name: str, language: str) -> None:
    from_json = json.loads(answers(name, language, "json"))
    assert tomllib.loads(answers(name, language, "toml")) == with_unknown_for_null(from_json)


def test_what_is_not_known_is_null_in_json_and_unknown_in_toml(answers: Answers) -> None:
    from_json = json.loads(answers("compare", "en", "json"))
    from_toml = tomllib.loads(answers("compare", "en", "toml"))
    (place,) = (n for n, row in enumerate(from_json["rows"]) if (row["scheme"], row["year"]) == ("fr-fami", 2026))
    assert from_json["rows"][place]["application"]["window"]["closes"] is None  # no text gives the days
    assert from_toml["rows"][place]["application"]["window"]["closes"] == "unknown"


@pytest.mark.parametrize("name", NAMES)
def test_amounts_are_exact_texts_and_never_floating_point_numbers(answers: Answers, leaves: Leaves, name: str) -> None:
    assert not [pair for pair in leaves(json.loads(answers(name, "en", "json"))) if isinstance(pair[1], float)]


def amounts_in(content: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, dict):
        if "certain_text" in content:
            yield content
        for part in content.values():
            yield from amounts_in(part)
    elif isinstance(content, list):
        for part in content:
            yield from amounts_in(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_amount_in_words_is_the_amount_in_figures(answers: Answers, language: str) -> None:
    found = list(amounts_in(json.loads(answers("compare", language, "json"))))
    assert len(found) >= 4 + 1 + 2  # each assessment, the total, each year's
    for amount in found:
        for part in ("certain", "possible", "reachable"):
            digits = re.sub(r"[^\d,.]", "", amount[f"{part}_text"])
            plain = digits.replace(",", "") if language == "en" else digits.replace(".", "").replace(",", ".")
            assert Decimal(plain) == Decimal(amount[part])


def sentences_of(row: Mapping[str, Any]) -> Iterator[str | None]:
    """What a reader must not miss of one assessment."""
    yield from (row["scheme_name"], row["eligibility_text"])
    for amount in (row["amount"], row["payable"]):
        yield from (amount[f"{part}_text"] for part in ("certain", "possible", "reachable"))
    for benefit in row["benefits"]:
        yield from (benefit["name"], benefit["eligibility_text"], benefit["request_text"], benefit["request_reason"])
        yield from (benefit["payable_text"], *benefit["blocked_by"], *benefit["unsettled"], *benefit["notes"])
    for criterion in row["criteria"]:
        yield from (criterion["name"], criterion["outcome_text"], criterion["reason"], criterion["rule"])
        yield from (criterion["remedy"], criterion["established_by_text"], *criterion["evidence"], *criterion["notes"])
        for fact in criterion["facts"]:
            if fact["decided"] and not fact["is_open_question"]:
                yield from (fact["name"], fact["value_text"])
    for missing in row["missing_facts"]:
        yield from (missing["question"], missing["help"], missing["id"], *missing["bears_on"])
    for question in row["open_questions"]:
        yield from (question["statement"], question["why"], question["id"], question["ask"]["name"])
    yield from (action["what"] for action in row["to_do"])
    application = row["application"]
    yield from (application["channel_name"], *application["steps"], *application["notes"])
    yield from (application["payment"]["text"], application["payment_status_text"], *application["payment"]["notes"])
    if application["window"]:
        yield from (application["window"]["text"], application["window"]["status_text"])
        yield from application["window"]["notes"]
    for paper in row["evidence"]:
        yield from (paper["name"], paper["handling_text"], *paper["details"])
    for contact in row["contacts"]:
        # A full stop at the end of one part makes way for the comma before the next.
        yield from (contact[key] and contact[key].rstrip(".") for key in ("name", "email", "phone", "address", "url"))
        yield from (contact[key] and contact[key].rstrip(".") for key in ("hours", "quote"))
    yield from row["notes"]
    yield row["edition"]["projected_text"]


def references_in(content: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, dict):
        if {"document", "place", "confidence_text"} <= content.keys():
            yield content
        for part in content.values():
            yield from references_in(part)
    elif isinstance(content, list):
        for part in content:
            yield from references_in(part)


@pytest.mark.parametrize("name", ["compare", "compare 2024", "compare gaps", "check second year", "check in time"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_shows_what_json_says_of_every_assessment(answers: Answers, name: str, language: str) -> None:
    text = flat(answers(name, language))
    content = json.loads(answers(name, language, "json"))
    silent = {(row["scheme"], row["year"]) for one in content["untold"] for row in one["rows"]}
    assert content["rows"]
    assert all(flat(one["text"]) in text for one in content["untold"])
    for row in content["rows"]:
        if (row["scheme"], row["year"]) in silent:
            continue
        if not row["assessed"]:
            assert flat(row["text"]) in text
            continue
        missing = [sentence for sentence in sentences_of(row) if sentence and flat(sentence) not in text]
        assert missing == []
        for reference in references_in(row):
            for key in ("document", "place", "confidence_text", "url"):
                assert flat(reference[key] or "") in text, reference


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_summary_in_text_are_those_of_the_data(answers: Answers, language: str) -> None:
    content = json.loads(answers("compare", language, "json"))
    lines = [line.split("│") for line in answers("compare", language).splitlines() if "│" in line]
    shown = [[flat(cell) for cell in line[:5]] for line in lines if line[1].strip()]
    parts = ("certain", "possible", "reachable")
    expected = []
    for row in content["rows"]:
        texts = [flat(row["payable"][f"{part}_text"]) for part in parts] if row["assessed"] else ["?"] * 3
        expected.append([row["scheme_name"], str(row["year"]), *texts])
    assert shown == expected
    (total,) = content["totals"]
    assert all(flat(total[f"{part}_text"]) in flat(answers("compare", language)) for part in parts)


def own_words(language: str) -> Iterator[str]:
    """The library's own labels, cut at their placeholders."""
    table = CORE.table(language)
    for text in (*table["labels"].values(), *table["diff"].values(), *table["answer"].values()):
        yield from re.split(r"\{\w+\}", text)


def strings_of(content: object, language: str, leaves: Leaves) -> Iterator[str]:
    for key, value in leaves(content):
        if isinstance(value, str):
            yield from (value, value.rstrip("."), value.strip())
            if key == "digest":
                yield value[:12]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                yield formats.day(date.fromisoformat(value), language)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield str(value)


def words_left(shown: str, known: set[str]) -> list[str]:
    """The words and figures that remain when everything known is taken out, the longest first."""
    for text in sorted(known, key=len, reverse=True):
        if len(text) > 20:
            shown = shown.replace(text, "\0")
        elif text and text in shown:  # which is sooner asked than a pattern is compiled
            left, right = ("(?<!\\w)" if text[0].isalnum() else ""), ("(?!\\w)" if text[-1].isalnum() else "")
            shown = re.sub(f"{left}{re.escape(text)}{right}", "\0", shown)
    return re.findall(r"[^\W_]+", shown)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_shown_no_word_and_no_figure_that_the_data_lack(
    answers: Answers, leaves: Leaves, name: str, language: str
) -> None:
    content = json.loads(answers(name, language, "json"))
    known = {flat(text) for text in (*strings_of(content, language, leaves), *own_words(language))}
    known |= {f"{scheme['years'][0]}-{scheme['years'][-1]}" for scheme in content.get("schemes", [])}
    known.add(formats.listing(["", ""], language).strip())  # the "and" between two things
    known |= set(map(str, range(1, 200)))  # the numbers of sources
    shown = re.sub(r"^\d+\. ", "", answers(name, language, "markdown"), flags=re.MULTILINE)
    assert words_left(flat(shown.replace("|", " ")), known) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_markdown_show_the_same_words(answers: Answers, name: str, language: str) -> None:
    # Letters and figures are counted: a narrow column of a table may cut a long word in two.
    text, markdown = (
        Counter(character for character in answers(name, language, format_name).casefold() if character.isalnum())
        for format_name in ("text", "markdown")
    )
    assert text == markdown
