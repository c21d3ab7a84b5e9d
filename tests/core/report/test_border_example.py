"""What the practitioner on both sides of the border learns, in each language."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from incentives.wording import LANGUAGES

Answers = Callable[..., str]
Row = Mapping[str, Any]

EUROS = {  # as each language writes them
    "en": {
        490: "€490.00",
        590: "€590.00",
        800: "€800.00",
        1115: "€1,115.00",
        2715: "€2,715.00",
    },
    "fr": {
        490: "490,00 €",
        590: "590,00 €",
        800: "800,00 €",
        1115: "1 115,00 €",
        2715: "2 715,00 €",
    },
    "nl": {
        490: "€ 490,00",
        590: "€ 590,00",
        800: "€ 800,00",
        1115: "€ 1.115,00",
        2715: "€ 2.715,00",
    },
}
MONTHS = {
    "en": {"january": "January", "april": "April", "june": "June", "december": "December"},
    "fr": {"january": "janvier", "april": "avril", "june": "juin", "december": "décembre"},
    "nl": {"january": "januari", "april": "april", "june": "juni", "december": "december"},
}
KEPT = {"en": "to be kept", "fr": "à conserver", "nl": "te bewaren"}


def flat(text: str) -> str:
    return " ".join(text.split())


def day(number: int, month: str, year: int, language: str) -> str:
    figure = "1er" if (number, language) == (1, "fr") else str(number)
    return f"{figure} {MONTHS[language][month]} {year}"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(answers: Answers, language: str) -> str:
    return answers("compare", language)


@pytest.fixture
def rows(answers: Answers, language: str) -> Mapping[tuple[str, int], Row]:
    found = json.loads(answers("compare", language, "json"))["rows"]
    return {(row["scheme"], row["year"]): row for row in found}


@pytest.fixture
def part(text: str, rows: Mapping[tuple[str, int], Row]) -> Callable[[str, int], str]:
    """What the text says of one scheme and year."""

    def found(scheme: str, year: int) -> str:
        title = f"{rows[scheme, year]['scheme_name']} {year}"
        _, heading, rest = text.partition(f"\n{title}\n{'-' * len(title)}\n")
        assert heading, title
        return flat(re.split(r"\n\n\n.+\n-+\n", rest)[0])

    return found


def test_what_is_due_is_590_euros_for_fami_2025(text: str, rows: Any, part: Any, language: str) -> None:
    row = rows["fr-fami", 2025]
    assert (row["eligibility"], row["amount"]["certain"], row["amount"]["possible"]) == ("eligible", "590.00", "590.00")
    assert EUROS[language][590] in part("fr-fami", 2025)
    assert EUROS[language][490] in part("fr-fami", 2025)
    assert EUROS[language][590] in flat(text)


def test_what_it_is_worth_in_all_is_said_first_and_certain_and_possible_apart(text: str, language: str) -> None:
    summary = flat(text.partition("\n\n\n")[2].partition("\n\n\n")[0])
    assert all(EUROS[language][amount] in summary for amount in (590, 800, 1115, 2715))


def test_what_is_missing_is_the_answer_to_the_gap_in_the_convention(rows: Any, part: Any) -> None:
    row = rows["be-inami-software", 2025]
    (question,) = row["open_questions"]
    assert question["id"] == "be-inami-software.gap_in_convention_ignored"
    assert row["missing_facts"] == []
    said = part("be-inami-software", 2025)
    assert flat(question["statement"]) in said
    assert question["id"] in said
    assert "M/25" in said


def test_whom_to_ask_is_inami_with_its_address_and_the_caisse(part: Any) -> None:
    said = part("be-inami-software", 2025)
    assert "kinefr@riziv-inami.fgov.be" in said
    assert "+32 (0)2 739 74 79" in said
    assert "1210" in said
    assert "CPAM" in part("fr-fami", 2025)


def actions(text: str) -> list[str]:
    """The points of the list of what to do by date: the only one between the summary and the first assessment."""
    section = re.split(r"\n\n\n.+\n-+\n", text)[2]
    return [flat(point) for point in re.split(r"^- ", section, flags=re.MULTILINE)[1:]]


def test_what_to_do_by_31_december_2026_for_fami_2026(text: str, rows: Any, language: str) -> None:
    name, by = rows["fr-fami", 2026]["scheme_name"], day(31, "december", 2026, language)
    about = {result["id"]: result for result in rows["fr-fami", 2026]["criteria"] if result["still_open"]}
    assert set(about) == {"sesam_vitale", "scor", "video", "devices"}
    for criterion in about.values():
        assert criterion["deadline"] == "2026-12-31"
        (action,) = [a for a in actions(text) if f"{name} 2026" in a and criterion["name"] in a and by in a]
        assert flat(criterion["remedy"]) in action


def test_what_to_do_for_inami_2025_is_to_request_it_through_prosante_within_2026(
    text: str, rows: Any, language: str
) -> None:
    name = rows["be-inami-software", 2025]["scheme_name"]
    (action,) = [action for action in actions(text) if f"{name} 2025" in action]
    assert "ProSanté" in action
    assert day(1, "january", 2026, language) in action
    assert day(31, "december", 2026, language) in action


def test_nothing_is_to_be_done_for_what_was_declared_and_paid(text: str, rows: Any) -> None:
    row = rows["fr-fami", 2025]
    assert {benefit["id"]: benefit["request"] for benefit in row["benefits"][:2]} == {
        "base": "not_needed",
        "coordination": "valid",
    }
    assert row["to_do"] == []
    assert not [action for action in actions(text) if f"{row['scheme_name']} 2025" in action]


def test_what_to_do_stands_in_the_order_of_its_dates(answers: Answers, text: str, language: str) -> None:
    content = json.loads(answers("compare", language, "json"))
    wanted = sorted(
        (action["by"] or action["at_latest"], flat(action["what"]))
        for row in content["rows"]
        for action in row.get("to_do", [])
    )
    listed = actions(text)
    assert len(listed) == len(wanted) == 8
    dates = [next(date for date, what in wanted if what in action) for action in listed]
    assert dates == sorted(dates)


def test_where_to_declare_and_to_request(part: Any) -> None:
    assert "amelipro" in part("fr-fami", 2026)
    assert "ProSanté" in part("be-inami-software", 2025)  # said once for a scheme


def test_which_papers_to_keep(rows: Any, part: Any, language: str) -> None:
    papers = {paper["id"]: paper for paper in rows["fr-fami", 2025]["evidence"]}
    assert "dmp_software_proof" not in papers  # an action on a DMP was carried out: no proof of purchase is needed
    for id in ("messaging_proof", "coordination_proof"):
        assert papers[id]["handling"] == "kept"
        assert flat(papers[id]["name"]) in part("fr-fami", 2025)
    assert KEPT[language] in part("fr-fami", 2025)


def test_when_it_is_paid(part: Any, language: str) -> None:
    second_quarter = (day(1, "april", 2026, language), day(30, "june", 2026, language))
    assert all(date in part("fr-fami", 2025) for date in second_quarter)
    within_2026 = (day(1, "january", 2026, language), day(31, "december", 2026, language))
    assert all(date in part("be-inami-software", 2025) for date in within_2026)


def test_where_it_is_written_and_how_sure_that_is(rows: Any, part: Any, text: str) -> None:
    assert "Guide méthodologique FAMI exercice 2025" in flat(text)
    assert rows["fr-fami", 2025]["edition"]["confidence"] == "official"
    assert "notes non exhaustives" in flat(text)
    assert rows["be-inami-software", 2025]["edition"]["confidence"] == "inferred"
    assert "2024" in part("be-inami-software", 2025)


def test_the_announced_rules_of_fami_2026_are_marked_as_such(rows: Any, part: Any) -> None:
    projected = rows["fr-fami", 2026]["edition"]["projected_text"]
    assert projected
    assert flat(projected) in part("fr-fami", 2026)
    assert rows["fr-fami", 2025]["edition"]["projected_text"] is None


def test_the_quality_premium_after_its_cycle_is_said_to_be_unknown_and_not_refused(rows: Any, part: Any) -> None:
    for year in (2025, 2026):
        assert rows["be-proqkine", year]["code"] == "unknown_edition"
        assert "2022" in part("be-proqkine", year)
        assert flat(rows["be-proqkine", year]["text"]) in part("be-proqkine", year)


def test_data_say_too_that_sums_are_what_will_be_paid(answers: Answers, text: str, language: str) -> None:
    said = {"en": "what will be paid", "fr": "ce qui sera payé", "nl": "wat uitbetaald zal worden"}[language]
    assert said in flat(text)
    content = json.loads(answers("compare", language, "json"))
    assert said in content["totals_note"]
