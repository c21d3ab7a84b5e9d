"""The timeline as people see it: a chart of 80 columns, sentences, and a picture that says all of it in words too."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from incentives import Catalogue, Situation, read_report, timeline_of
from incentives.cli.output import SIMPLER
from incentives.report.layout import Labels
from incentives.report.records.person import Comparison
from incentives.report.records.times import Timeline
from incentives.report.timechart import WIDTH, chart_lines, timeline_blocks
from incentives.report.timelined import timeline_record
from incentives.report.timescale import Scale
from incentives.report.timesvg import timeline_svg
from incentives.wording import LANGUAGES, Speech
from random_situations import situations_of_all_editions

BORDER = ("compare", "examples/border.toml", "--years", "2024-2026", "--as-of", "2026-11-22", "--timeline")
PAGE = Path(__file__).parents[3] / "docs" / "timeline.md"  # which shows the chart of the border example
CHART = PAGE.read_text("utf-8").partition("```text\n")[2].partition("```")[0]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def content(told: Callable[..., str]) -> Callable[[str], Timeline]:
    """`content(language)`: of the timeline of the border example."""

    def of(language: str) -> Timeline:
        body = read_report(json.loads(told(*BORDER, "--lang", language, "--format", "json"))).body
        assert isinstance(body, Comparison)
        assert body.timeline is not None
        return body.timeline

    return of


def drawn(content: Timeline, language: str) -> list[str]:
    return list(chart_lines(content, Labels(Speech(language), "timeline")))


def test_the_chart_of_the_border_example_is_this_one(told: Callable[..., str]) -> None:
    text = told(*BORDER, "--lang", "en")
    assert CHART in text
    assert "Timeline\n--------\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_chart_is_wider_than_80_columns(content: Callable[..., Any], language: str) -> None:
    assert max(map(len, drawn(content(language), language))) <= WIDTH == 80


def test_the_chart_has_a_simpler_sign_for_each_of_its_own(content: Callable[..., Any]) -> None:
    simple = "\n".join(drawn(content("nl"), "nl")).translate(SIMPLER).replace("é", "e").replace("€", "EUR")
    assert "Telematicapremie 2026                                         -------!~~~~~~~~" in simple
    assert re.sub(r"[\x20-\x7e\n\xa0]", "", simple) == ""


def test_in_markdown_the_chart_is_shown_as_it_is(told: Callable[..., str]) -> None:
    text = told(*BORDER, "--lang", "en", "--format", "markdown")
    assert "".join(f"    {line}\n" for line in CHART.splitlines()) in text


def test_unless_it_is_asked_for_there_is_none(told: Callable[..., str]) -> None:
    plain = json.loads(told(*BORDER[:-1], "--format", "json"))
    assert plain["timeline"] is None
    asked = json.loads(told(*BORDER, "--format", "json"))
    assert {**asked, "timeline": None} == plain


def test_years_of_which_nothing_is_told_stand_on_it_only_if_they_are_asked_for_by_name(
    told: Callable[..., str],
) -> None:
    def courses(*more: str) -> list[str]:
        report = json.loads(told(*BORDER, "--lang", "en", "--format", "json", *more))
        return [course["name"] for course in report["timeline"]["courses"]]

    assert "FAMI (France) 2024" not in courses()
    assert courses("--scheme", "fr-fami")[0] == "FAMI (France) 2024"


def test_schemes_of_which_nothing_comes_stand_on_it_only_where_their_year_is_told_of(catalogue: Catalogue) -> None:
    """Who told that there is no INAMI number has no use for a line for each Belgian scheme and year."""

    def courses(**told: object) -> list[tuple[str, list[int]]]:
        situation = Situation.of({"practitioner": {"profession": "physiotherapist"}, "be.inami_number": False, **told})
        line = timeline_of(catalogue.assess_all(situation, [2024], date(2024, 6, 1)))
        found = timeline_record(line, "en", catalogue).courses
        return [(course.scheme, [year.year for year in course.years]) for course in found]

    assert courses() == []
    assert courses(**{"2024": {"be.acts": 12}}) == [("be-inami-software", [2024]), ("be-proqkine", [2024])]


def test_the_sentences_say_what_is_planned_and_what_is_not_known(content: Callable[..., Any]) -> None:
    said = {course.name: " ".join(course.years[0].sentences) for course in content("en").courses}
    assert "from 12 January 2026 to 2 March 2026 (planned dates). It was made." in said["FAMI (France) 2025"]
    assert "Last day 31 December 2026 (planned only): to do: Version of the" in said["FAMI (France) 2026"]
    assert "Payment: between 1 April 2027 and 30 June 2027 (concluded from another" in said["FAMI (France) 2026"]
    assert "the exact days are not known here. It is still to be made." in said["Telematics premium 2025"]
    assert "To be safe, act by 31 October 2027." in said["Telematics premium 2026"]
    assert content("en").courses[3].cycle_text == "Cycle of 3 years: 1 January 2022 to 31 December 2024."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_whole_by_itself_and_says_everything_in_words(
    content: Callable[..., Any], language: str
) -> None:
    of = content(language)
    text = timeline_svg(of, language, label='A <b> & "C" \x07')
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert (root.get("role"), root.get("lang")) == ("img", language)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert 'A <b> & "C"' in str(title.text)
    sentences = [text for course in of.courses for year in course.years for text in year.sentences]
    assert all(sentence in str(description.text) for sentence in sentences)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "text"),
    }
    assert re.findall(r"(?:href|src|url\((?!#)|@import|on\w+=)", text) == []
    assert text.count("http") == 1, "the name of the format, and no other address"


def test_nothing_in_the_picture_stands_outside_of_it(content: Callable[..., Any]) -> None:
    root = ET.fromstring(timeline_svg(content("en"), "en"))  # noqa: S314  # our own
    _, _, width, height = map(int, str(root.get("viewBox")).split())
    for shape in root.iter():
        if shape.tag in {f"{SVG}rect", f"{SVG}text"}:
            x, y = int(shape.get("x", "0")), int(shape.get("y", "0"))
            assert 0 <= x <= x + int(shape.get("width", "0")) <= width
            assert 0 <= y <= y + int(shape.get("height", "0")) <= height


def test_two_pictures_in_one_page_share_no_id(content: Callable[..., Any]) -> None:
    ids = [set(re.findall(r'id="([^"]+)"', timeline_svg(content("en"), "en", id=id))) for id in ("one", "two")]
    assert ids[0].isdisjoint(ids[1])
    assert "url(#two-perhaps)" in timeline_svg(content("en"), "en", id="two")


def test_a_timeline_without_anything_on_it_says_so() -> None:
    empty = Timeline(as_of=date(2026, 11, 22), courses=())
    (block,) = timeline_blocks(empty, Labels(Speech("en"), "timeline"))
    assert "Nothing stands on it" in block.text  # type: ignore[union-attr]  # a paragraph
    assert "Nothing stands on it" in timeline_svg(empty, "en")


def test_every_edition_and_situation_can_be_drawn_in_80_columns(catalogue: Catalogue) -> None:
    for scheme, year, situation, day in situations_of_all_editions(catalogue, each=1):
        line = timeline_of(catalogue.assess_all(situation, [year, year + 1], day))
        for language in LANGUAGES[:: 1 + year % 2]:
            content = timeline_record(line, language, catalogue, named=[scheme])
            if content.courses:
                assert max(map(len, drawn(content, language))) <= WIDTH
                ET.fromstring(timeline_svg(content, language))  # noqa: S314  # our own


@pytest.mark.parametrize(("years", "width"), [(1, 24), (2, 48), (3, 48), (7, 49), (50, 50), (110, 50)])
def test_years_are_as_wide_as_they_can_be_and_never_wider_than_the_chart(years: int, width: int) -> None:
    scale = Scale.of([date(2000, 6, 1), date(1999 + years, 6, 1)], 50, 24)
    assert scale.width == width
    assert scale.begins(date(2000, 1, 1)) == 0
    assert scale.begins(date(1999 + years, 12, 31)) == width - 1
