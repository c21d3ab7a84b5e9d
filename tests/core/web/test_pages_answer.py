"""The answer as pages: the same words as the commands print, and what can be taken along."""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from incentives import Catalogue, Situation, load_catalogue
from incentives.cli import main
from incentives.web import Settings, application
from paper_forms import Page
from starlette.testclient import TestClient

EXAMPLES = Path(__file__).parents[3] / "examples"
BORDER, FRENCH = EXAMPLES / "border.toml", EXAMPLES / "french_physiotherapist.toml"
LATE, EARLY = date(2026, 11, 22), date(2026, 1, 20)
VIEWS = ("advice", "papers", "letters", "reasons", "sources")
OPTION = re.compile(r"--[a-z]|\bincentives [a-z-]+\b|`")
HEAVIEST = 60_000


def served(catalogue: Catalogue, today: date) -> TestClient:
    return TestClient(application(catalogue, Settings(("testserver",), today=lambda: today)))


def told(client: TestClient, path: Path, *years: int, schemes: tuple[str, ...] = (), lang: str = "en") -> Page:
    """The answer to a situation file, as far as it goes."""
    form = {"years": [*map(str, years)], "schemes": [*schemes], "told": [path.read_text("utf-8")]}
    return Page(client.post(f"/{lang}/answer", data=form))


def flat(text: str) -> str:
    return " ".join(text.split())


def words_of(text: str) -> str:
    """What is read in a part of a page."""
    return flat(unescape(re.sub(r"<[^>]+>", " ", text)))


def first_screen(page: Page) -> str:
    return words_of(page.text.partition('<div id="first">')[2].partition("</div>")[0])


def printed(*arguments: object) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("lang", ["en", "fr", "nl"])
def test_the_answer_is_that_of_compare_word_for_word(catalogue: Catalogue, lang: str) -> None:
    shown = first_screen(told(served(catalogue, LATE), BORDER, 2024, 2025, 2026, lang=lang))
    command = ("compare", BORDER, "--years", "2024-2026", "--as-of", LATE, "--lang", lang)
    whole = printed(*command, "--format", "html")
    answer = words_of(whole.partition("<main>")[2].partition("<svg")[0])
    answer = answer.removesuffix({"en": "Timeline", "fr": "Frise chronologique", "nl": "Tijdlijn"}[lang]).rstrip()
    assert shown.startswith(answer)
    assert shown.removeprefix(answer).strip() in flat(printed(*command))  # that it is no decision


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("lang", ["en", "fr", "nl"])
def test_the_answer_is_that_of_check_word_for_word(catalogue: Catalogue, lang: str) -> None:
    page = told(served(catalogue, EARLY), FRENCH, 2025, schemes=("fr-fami",), lang=lang)
    command = ("check", FRENCH, "--year", "2025", "--scheme", "fr-fami", "--as-of", EARLY, "--lang", lang)
    text = flat(printed(*command))
    options = re.compile(r" [^.]{1,10}: --why, .* --all\.$")  # what else can be asked for is said by buttons here
    assert options.search(text.replace("\xa0", " "))
    assert first_screen(page).casefold() == options.sub("", text.replace("\xa0", " ")).casefold()


def test_what_stands_behind_the_answer_is_one_request_away_and_names_no_option(catalogue: Catalogue) -> None:
    client = served(catalogue, LATE)
    for lang in ("en", "fr", "nl"):
        answer = told(client, BORDER, 2024, 2025, 2026, lang=lang)
        assert [its["value"] for its, _ in answer.all("button", name="view")] == [*VIEWS]
        assert len(answer.response.content) < HEAVIEST
        for view in VIEWS:
            page = Page(client.post(f"/{lang}/answer", data=answer.sent({}, ("view", view))))
            assert page.response.status_code == 200
            assert len(page.response.content) < HEAVIEST
            [(_, shown)] = page.all("button", aria_current="page")
            assert page.one("h1") == shown
            assert page.one("title").startswith(shown)
            assert not (found := OPTION.findall(visible(page))), (view, found)
        assert not OPTION.findall(visible(answer))


def visible(page: Page) -> str:
    body = page.text.partition("<main")[2]
    return unescape(re.sub(r"<[^>]*>", " ", body))


@pytest.fixture(scope="module")
def answer(catalogue: Catalogue) -> tuple[TestClient, Page]:
    client = served(catalogue, LATE)
    return client, told(client, BORDER, 2025, 2026)


def test_a_view_of_what_is_behind_leads_to_every_other_and_back(answer: tuple[TestClient, Page]) -> None:
    client, page = answer
    papers = Page(client.post("/en/answer", data=page.sent({}, ("view", "papers"))))
    why = Page(client.post("/en/answer", data=papers.sent({}, ("view", "reasons"))))
    assert why.one("h1") == "Why"
    back = Page(client.post("/en/answer", data=why.sent({}, ("view", ""))))
    assert back.text == page.text
    dutch = Page(client.post("/nl/answer", data=why.sent({}, ("do", ""))))
    assert dutch.one("h1") == "Waarom"


def test_reasons_are_folded_and_papers_are_not(answer: tuple[TestClient, Page]) -> None:
    client, page = answer
    why = Page(client.post("/en/answer", data=page.sent({}, ("view", "reasons"))))
    assert len(why.all("summary")) >= 4
    papers = Page(client.post("/en/answer", data=page.sent({}, ("view", "papers"))))
    assert not papers.all("summary")
    assert "Supporting documents" in papers.text or "Papers" in papers.text


def test_a_year_without_rules_is_said_at_the_top(answer: tuple[TestClient, Page]) -> None:
    _, page = answer
    top = page.text.partition("<h1>")[0]
    assert "no rules are known here for 2025 and 2026" in top


def test_a_year_without_rules_of_a_country_without_practice_is_not(catalogue: Catalogue) -> None:
    form = {"years": ["2025", "2026"], "told": ['practitioner.practises_in = ["fr"]\n']}
    page = Page(served(catalogue, LATE).post("/en/answer", data=form))
    assert "no rules are known here" not in page.text


def test_the_timeline_is_drawn_without_a_script_or_a_style_and_said_in_words(answer: tuple[TestClient, Page]) -> None:
    _, page = answer
    assert len(page.all("svg", role="img")) == 1
    assert not page.all("script")
    assert not page.all("style")
    assert all("style" not in its for _, its, _ in page.elements)
    assert "The same in words" in page.text


def test_the_situation_taken_along_gives_the_same_answer(answer: tuple[TestClient, Page]) -> None:
    client, page = answer
    response = client.post("/en/answer/situation.toml", data=page.sent())
    assert response.headers["content-disposition"] == 'attachment; filename="situation.toml"'
    saved, original = Situation.from_toml(response.content), Situation.read(BORDER)
    assert (saved.permanent, saved.annual, saved.label) == (original.permanent, original.annual, original.label)


@pytest.mark.usefixtures("loaded_once")
def test_the_result_taken_along_is_that_of_the_command(answer: tuple[TestClient, Page], tmp_path: Path) -> None:
    client, page = answer
    content = json.loads(client.post("/en/answer/result.json", data=page.sent()).content)
    own = json.loads(printed("compare", BORDER, "--years", "2025-2026", "--as-of", LATE, "--format", "json"))
    assert own.pop("date") != content.pop("date")
    assert content == own
    path = tmp_path / "result.json"
    path.write_bytes(client.post("/en/answer/result.json", data=page.sent()).content)
    assert "same" in printed("replay", path).casefold()


def test_the_calendar_taken_along_has_the_days_to_come(answer: tuple[TestClient, Page]) -> None:
    client, page = answer
    response = client.post("/en/answer/calendar.ics", data=page.sent())
    assert response.headers["content-type"].startswith("text/calendar")
    days = [event.decoded("dtstart") for event in Calendar.from_ical(response.content).events]
    assert days
    assert min(days) >= LATE


def test_where_no_day_is_to_come_there_is_no_calendar_and_a_page_says_so(catalogue: Catalogue) -> None:
    form = {"years": ["2025"], "told": ['practitioner.profession = "podiatrist"\n']}
    response = served(catalogue, LATE).post("/fr/answer/calendar.ics", data=form)
    assert response.status_code == 422
    assert "rien à mettre dans un calendrier" in response.text
    assert not OPTION.findall(visible(Page(response)))


def test_the_page_taken_along_stands_alone(answer: tuple[TestClient, Page]) -> None:
    client, page = answer
    text = client.post("/nl/answer/answer.html", data=page.sent()).text
    assert text.startswith("<!doctype html>")
    assert '<html lang="nl">' in text
    assert "href=" not in text


def test_a_label_of_a_file_is_shown_and_never_obeyed(catalogue: Catalogue) -> None:
    form = {"years": ["2025"], "told": ['label = "</h1><script>alert(1)</script>"\n']}
    client = served(catalogue, LATE)
    for address in ("/en/answer", "/en/answer/answer.html"):
        text = client.post(address, data=form).text
        assert "<script" not in text
        assert "&lt;/h1&gt;&lt;script&gt;" in text


def test_of_a_plugin_that_fails_on_the_answers_the_others_still_answer(install: Callable[..., Path]) -> None:
    install("incentives-yy", hook="incentive_schemes", giving="raise ValueError('gone')")
    client = served(load_catalogue(), LATE)
    page = told(client, FRENCH, 2025)
    assert page.response.status_code == 200
    assert "incentives-yy" in page.text.partition("<h1>")[0]
    assert "FAMI" in first_screen(page)
