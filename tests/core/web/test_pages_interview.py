"""The interview as pages: what is asked, what is kept in the form alone, and what becomes of wrong answers."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from every_completion import situation_of
from incentives import Catalogue, Situation, load_catalogue
from incentives.rules.types import Kind
from incentives.web import Settings, application
from incentives.web.pages.fields import texts_of
from interviewed import path_of, the_answer, timely, truth
from paper_forms import Page
from starlette.testclient import TestClient

TODAY = date(2026, 11, 22)
PROFESSION, COUNTRIES = "practitioner.profession", "practitioner.practises_in"
ON, BACK, REST, ANSWER = ("do", "on"), ("do", "back"), ("do", "rest_unknown"), ("do", "answer")
FRENCH = {PROFESSION: ["physiotherapist"], COUNTRIES: ["fr"]}
CONVENTION = {"2025.fr.conventioned": ["true"]}
STRANGE = '"><script>alert(1)</script>'
EXAMPLES = Path(__file__).parents[3] / "examples"
Filled = Mapping[str, Sequence[str]]


def served(catalogue: Catalogue, today: date = TODAY) -> TestClient:
    return TestClient(application(catalogue, Settings(("testserver",), today=lambda: today)))


@pytest.fixture(scope="module")
def client(catalogue: Catalogue) -> TestClient:
    return served(catalogue)


def begun(client: TestClient, filled: Filled = FRENCH, years: Sequence[str] = ("2025",), lang: str = "en") -> Page:
    """The page after the first one."""
    start = Page(client.get(f"/{lang}/"))
    sent = {**start.sent(filled), "years": list(years)}
    return Page(client.post(f"/{lang}/begin", data=sent))


def sent(client: TestClient, page: Page, filled: Filled, *button: tuple[str, str], lang: str = "en") -> Page:
    return Page(client.post(f"/{lang}/interview", data=page.sent(filled, *button)))


def walked(
    client: TestClient, page: Page, told: Mapping[str, Any], unknown: Sequence[str] = ()
) -> tuple[list[Page], Page]:
    """Every screen from this one on, answered from what is true, and the answer."""
    screens = []
    while page.questions:
        screens.append(page)
        assert len(screens) < 40
        kinds = {
            path: Kind.DATE if page.all("input", name=f"q.{path}", type="date") else Kind.TEXT
            for path in page.questions
        }
        filled = {
            path: ["unknown"] if path in unknown or path not in told else texts_of(told[path], kinds[path])
            for path in page.questions
        }
        page = sent(client, page, filled, ON)
        assert page.response.status_code == 200, page.one("div", id="mistakes")
    return screens, page


def messaging(client: TestClient) -> Page:
    """The screen on messaging, two answers deep."""
    page = sent(client, begun(client), CONVENTION, ON)
    assert page.questions[0] == "2025.fr.secure_messaging"
    return page


def test_the_first_page_asks_who_one_is_where_one_practises_and_which_years(client: TestClient) -> None:
    page = Page(client.get("/fr/"))
    assert set(page.questions) == {PROFESSION, COUNTRIES}
    years = page.all("input", name="years")
    assert [its["value"] for its, _ in years][:4] == ["2026", "2025", "2024", "2023"]
    assert [its["value"] for its, _ in years if "checked" in its] == ["2026", "2025"]
    assert page.one("h1") == "À quelles aides avez-vous droit ?"


def test_a_question_is_a_fieldset_with_its_legend_and_not_knowing_is_an_answer_of_its_own(client: TestClient) -> None:
    page = messaging(client)
    assert len(page.all("fieldset")) == len(page.all("legend")) == len(page.questions)
    for number, path in enumerate(page.questions, 1):
        its = [one for one, _ in page.all("input", name=f"q.{path}")]
        assert its[-1]["value"] == "unknown"
        assert its[0]["id"] == f"q{number}"
    labels = page.text.count("<label><input") + page.text.count("<label for=")
    assert labels == len([name for its, _ in page.all("input") if (name := its["name"]).startswith("q.")])


def test_the_same_form_sent_again_gives_the_same_page(client: TestClient) -> None:
    page = begun(client)
    first, second = (sent(client, page, CONVENTION, ON) for _ in range(2))
    assert first.text == second.text
    assert sent(client, first, {}, ON).text == sent(client, second, {}, ON).text


CASES: dict[str, tuple[list[tuple[str, int]], list[str], int]] = {
    "french": ([("fr-fami", 2025)], ["fr"], 8),
    "border": ([(id, year) for id in ("fr-fami", "be-inami-software") for year in (2025, 2026)], ["be", "fr"], 14),
}


@pytest.mark.parametrize("case", CASES)
def test_a_blank_practitioner_is_through_in_few_screens_and_what_is_saved_says_all(
    client: TestClient, catalogue: Catalogue, case: str
) -> None:
    places, countries, most = CASES[case]
    editions = [catalogue.edition(*place) for place in places]
    whole = timely(truth(catalogue, editions, random.Random(3)), editions, TODAY)  # noqa: S311  # test data, no secret
    years = sorted({str(year) for _, year in places})
    first = begun(client, {PROFESSION: ["physiotherapist"], COUNTRIES: countries}, years)
    screens, answer = walked(client, first, {path_of(key): value for key, value in whole.items()})
    assert len(screens) + 1 <= most  # the first page asks too
    saved = Situation.from_toml(client.post("/en/answer/situation.toml", data=answer.sent()).content)
    told, said = (
        the_answer(catalogue.assess(*place, one, TODAY) for place in places) for one in (situation_of(whole), saved)
    )
    assert said == told


def test_going_back_keeps_what_was_answered_and_what_was_only_begun(client: TestClient) -> None:
    page = messaging(client)
    status = "2025.fr.practice_status"
    before = sent(client, page, {status: ["principal"]}, BACK)
    assert ("q.2025.fr.conventioned", "true") in before.fields
    again = sent(client, before, {}, ON)
    assert again.questions == page.questions
    assert (f"q.{status}", "principal") in again.fields
    assert again.one("h1") == page.one("h1")


def test_an_answer_changed_earlier_drops_what_no_longer_applies(client: TestClient) -> None:
    page = messaging(client)
    first = sent(client, page, {}, ("change", PROFESSION))
    assert (f"q.{PROFESSION}", "physiotherapist") in first.fields
    answer = sent(client, first, {PROFESSION: ["podiatrist"]}, ON)
    assert answer.all("div", id="first")
    saved = client.post("/en/answer/situation.toml", data=answer.sent()).text
    assert "podiatrist" in saved
    assert "conventioned" not in saved


def test_every_answer_can_be_changed_and_one_comes_back_to_where_one_was(client: TestClient) -> None:
    page = messaging(client)
    listed = [its["value"] for its, _ in page.all("button", name="change")]
    assert listed == [COUNTRIES, PROFESSION, "2025.fr.conventioned"]
    for path in listed:
        changed = sent(client, page, {}, ("change", path))
        assert path in changed.questions
        assert sent(client, changed, {}, ON).questions == page.questions


def test_what_is_not_known_stays_listed_is_reachable_and_is_asked_once_more(client: TestClient) -> None:
    page = sent(client, begun(client), {"2025.fr.conventioned": ["unknown"]}, ON)
    [told] = page.all("button", name="change", value="2025.fr.conventioned")
    assert told[1].startswith("Answer ")
    assert "2025.fr.conventioned" in sent(client, page, {}, ("change", "2025.fr.conventioned")).questions
    screens = [page]
    while page.questions and page.one("h1") != "Once more, what you did not know":
        page = sent(client, page, {}, REST)
        screens.append(page)
    asked: list[str] = []
    while page.questions:
        assert page.one("h1") == "Once more, what you did not know"
        assert len(page.questions) <= 20
        asked += page.questions
        page = sent(client, page, {}, REST)
    assert "2025.fr.conventioned" in asked
    assert len(asked) == len({*asked})
    assert page.all("div", id="first")


def test_the_answer_so_far_can_be_seen_and_the_questions_gone_on_with(client: TestClient) -> None:
    page = messaging(client)
    answer = sent(client, page, {"2025.fr.practice_status": ["principal"]}, ANSWER)
    assert answer.all("div", id="first")
    assert "Go on with the questions" in answer.text
    again = sent(client, answer, {})
    assert again.questions == page.questions
    assert ("q.2025.fr.practice_status", "principal") in again.fields


def test_from_the_answer_one_goes_back_to_the_last_screen(client: TestClient) -> None:
    page = messaging(client)
    while page.questions:
        last, page = page, sent(client, page, {}, REST)
    again = sent(client, page, {}, BACK)
    assert again.one("h1") == last.one("h1")
    once_more = sent(client, again, {}, REST)
    assert not once_more.questions
    assert {*dict(once_more.fields)["answers"].split("\n")} == {*dict(page.fields)["answers"].split("\n")}


def test_an_answer_that_ends_it_all_may_be_given_on_the_way_back_too(client: TestClient) -> None:
    page = begun(client, {PROFESSION: ["unknown"], COUNTRIES: ["fr"]})
    while page.one("h1") != "Once more, what you did not know":
        page = sent(client, page, {}, REST)
    assert PROFESSION in page.questions
    assert sent(client, page, {PROFESSION: ["podiatrist"]}, BACK).all("div", id="first")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_entered_and_pressed_there_is_a_page_and_the_same_one_again(client: TestClient, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # test data, no secret
    page = begun(client, {PROFESSION: ["physiotherapist"], COUNTRIES: ["be", "fr"]})
    for _ in range(12):
        filled = {}
        for path in page.questions:
            values = [its["value"] for its, _ in page.all("input", name=f"q.{path}")]
            filled[path] = [chance.choice([*values, "2019-03-01", "12", "x"])] if chance.random() < 0.7 else []
        changes = [("change", its["value"]) for its, _ in page.all("button", name="change")]
        button = chance.choice([ON, ON, REST, REST, BACK, ANSWER, ("do", ""), *changes[:2]])
        following = sent(client, page, filled, button)
        assert following.response.status_code == 200 or following.all("div", id="mistakes")
        assert sent(client, page, filled, button).text == following.text
        page = following


def test_another_language_keeps_everything_even_what_cannot_be_read(client: TestClient) -> None:
    page = e_billing(client)
    count = "2025.fr.scor.transmissions"
    other = sent(client, page, {count: ["a dozen"]}, ("do", ""), lang="nl")
    assert other.response.status_code == 200
    assert f'<html lang="nl">' in other.text  # noqa: F541  # as it stands in the page
    assert (f"q.{count}", "a dozen") in other.fields
    assert other.questions == page.questions
    assert [one for one in other.fields if one[0] in {"answers", "years", "at"}] == [
        one for one in page.fields if one[0] in {"answers", "years", "at"}
    ]


def e_billing(client: TestClient) -> Page:
    page = begun(client)
    while "2025.fr.scor.transmissions" not in page.questions:
        page = sent(client, page, {"2025.fr.conventioned": ["true"]} if len(page.questions) == 1 else {}, REST)
    return page


def test_every_mistake_is_told_at_once_with_a_link_to_its_field_and_what_was_typed_stays(client: TestClient) -> None:
    page = e_billing(client)
    wrong = {
        "2025.fr.scor.transmissions": [STRANGE],
        "2025.fr.billing.secured": ["-5"],
        "2025.fr.billing.total": ["12", "unknown"],
    }
    again = sent(client, page, wrong, ON)
    assert again.response.status_code == 422
    assert again.one("title").startswith("Error: ")
    links = [its["href"] for its, _ in again.all("a") if its["href"].startswith("#q")]
    assert len(links) == len(again.all("fieldset", class_="question wrong")) >= len(wrong)
    assert {link.removeprefix("#") for link in links} <= {*again.ids}
    [summary] = [its for its, _ in again.all("div", id="mistakes")]
    assert {"autofocus", "tabindex"} <= summary.keys()
    assert again.text.index('id="mistakes"') < again.text.index("<h1>")
    for its, _ in again.all("input", aria_invalid="true"):
        assert its["aria-describedby"] in again.ids
    assert STRANGE not in again.text
    assert ("q.2025.fr.scor.transmissions", STRANGE) in again.fields
    assert ("q.2025.fr.billing.secured", "-5") in again.fields
    assert sent(client, again, wrong, ON).text == again.text


def test_answers_that_cannot_be_right_together_are_named_together(client: TestClient) -> None:
    wrong = {"2025.fr.billing.secured": ["9"], "2025.fr.billing.total": ["3"]}
    page = sent(client, e_billing(client), wrong, REST)
    assert page.response.status_code == 422
    mistakes = page.one("div", id="mistakes")
    assert "cannot all be right" in mistakes
    assert "2025.fr.billing" not in mistakes  # people are told the questions by name
    assert len(page.all("fieldset", class_="question wrong")) == 2


def test_what_an_answer_on_the_same_screen_makes_idle_may_stay_empty(client: TestClient) -> None:
    page = messaging(client)
    known = {"2025.fr.secure_messaging": ["mssante_personal"]}
    following = sent(client, page, known, ON)
    assert following.response.status_code == 200
    assert "2025.fr.secure_messaging" not in following.questions


def test_a_reading_of_the_texts_may_stay_open_and_a_fact_may_not(client: TestClient) -> None:
    page = e_billing(client)
    readings = [path for path in page.questions if path.startswith("readings.")]
    assert readings
    refused = sent(client, page, {}, ON)
    assert len(refused.all("fieldset", class_="question wrong")) == len(page.questions) - len(readings)
    following = sent(client, page, {path: ["unknown"] for path in page.questions if path not in readings}, ON)
    assert following.response.status_code == 200
    assert {*readings} <= {its["value"] for its, _ in following.all("button", name="change")}


@pytest.mark.parametrize(
    ("text", "taken"), [("1 400", "1400"), ("1\u202f400", "1400"), ("0", "0"), ("9" * 5000, None), ("1.400", None)]
)
def test_a_count_is_read_as_people_write_it_and_never_guessed(client: TestClient, text: str, taken: str | None) -> None:
    page = e_billing(client)
    following = sent(client, page, {"2025.fr.scor.transmissions": [text]}, REST)
    answers = dict(following.fields)["answers"]
    assert (f"fr.scor.transmissions = {taken}" in answers) is (taken is not None)
    assert following.response.status_code == (200 if taken else 422)


def test_a_day_may_be_none_and_two_answers_at_once_are_refused(client: TestClient) -> None:
    page, day = e_billing(client), "2025.fr.billing.first_secured_on"
    assert day in page.questions
    own = page.text.partition(f'id="q{page.questions.index(day) + 1}"')
    assert own[0].rpartition("<label")[2].endswith('">A day</label>\n<input ')
    assert own[2].index("There was no such day") < own[2].index("I don’t know")
    none = sent(client, page, {day: ["0"]}, REST)
    assert 'fr.billing.first_secured_on = "none"' in dict(none.fields)["answers"]
    assert "keep one of them" in sent(client, page, {day: ["2025-03-01", "0"]}, REST).one("div", id="mistakes")
    assert sent(client, page, {day: ["2025-13-01"]}, REST).response.status_code == 422


def test_what_an_account_shows_is_marked_so_and_so_is_what_the_texts_leave_open(client: TestClient) -> None:
    page = e_billing(client)
    hints = [text for _, text in page.all("p", class_="hint")]
    assert hints.count("Look it up in your own account: answer what it shows, not what you expect.") == 2
    assert any(text.startswith("The official texts are silent or disagree") for text in hints)


HOSTILE = {
    "years": ["1999", "x", "", "2025; DROP", "²"],
    "schemes": ["xx-none", STRANGE, "fr-fami\n"],
    "answers": [
        "{",
        "[2025]\nfr.conventioned = 3",
        "[2025]\nfr.conventionned = true",
        "practitioner.profession = 1979-05-27T07:32:00Z",
        "x = " + "[" * 3000,
        "[2025]\nfr.scor.transmissions = " + "9" * 9000,
        "\n".join(f"lu.x{number} = 1" for number in range(3000)),
        "[99999999999999999999]\nfr.conventioned = true",
        "\0",
        '[readings]\n"fr-fami.x" = true',
    ],
    "told": ["}", "be.acts = true", "[2025]\nfr.conventioned = 'maybe'"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in HOSTILE.items() for text in texts])
def test_hidden_fields_that_were_not_made_here_are_refused_on_a_page(client: TestClient, name: str, text: str) -> None:
    sending = {**messaging(client).sent({}, ON), name: [text]}
    for address in ("/en/interview", "/en/answer", "/en/answer/result.json"):
        response = client.post(address, data=sending)
        assert 400 <= response.status_code < 500
        assert "text/html" in response.headers["content-type"]
        assert STRANGE not in response.text


@pytest.mark.parametrize(
    ("name", "text"),
    [("at", "-1"), ("at", "99999999999"), ("at", "ten"), ("unknown", STRANGE), ("do", STRANGE), ("change", "nothing")],
)
def test_other_fields_that_say_nothing_are_passed_over(client: TestClient, name: str, text: str) -> None:
    page = messaging(client)
    again = Page(client.post("/en/interview", data={**page.sent(), name: [text]}))
    assert again.response.status_code == 200
    assert again.questions
    assert STRANGE not in again.text


def test_every_fault_of_the_answers_is_listed(client: TestClient) -> None:
    wrong = "practitioner.profession = 3\n[2025]\nfr.conventioned = 7\nfr.scor.transmissions = true\n"
    response = client.post("/en/interview", data={**messaging(client).sent({}, ON), "answers": [wrong]})
    assert response.status_code == 422
    page = Page(response)
    assert [text.partition(":")[0] for _, text in page.all("li") if text.count("expected")] == [
        PROFESSION,
        "2025.fr.conventioned",
        "2025.fr.scor.transmissions",
    ]


def test_an_empty_form_is_a_page_too(client: TestClient) -> None:
    for address in ("/en/interview", "/en/answer", "/en/begin", "/en/answer/calendar.ics"):
        assert client.post(address).status_code == 422
    assert client.post("/en/answer/passwd").status_code == 404


def test_an_address_of_a_form_alone_leads_to_the_first_page(client: TestClient) -> None:
    for address in ("interview", "answer", "begin", "answer/result.json"):
        response = client.get(f"/nl/{address}", follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/nl/")


def test_nothing_of_the_answers_reaches_a_log_an_address_or_a_cookie(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = e_billing(client)
    page = sent(client, page, {"2025.fr.scor.transmissions": ["777123"]}, REST)
    broken = client.post("/en/interview", data={**page.sent(), "answers": ["fr.secret777123 = {"]})
    for response in (page.response, broken):
        assert "777123" not in str(response.url)
        assert "set-cookie" not in response.headers
        assert response.headers["cache-control"] == "no-store"
    told = "".join(one.getMessage() for one in caplog.records if one.name.partition(".")[0] != "httpx2")
    assert "777123" not in told
    assert "fr.scor" not in told


def uploaded(client: TestClient, content: bytes, years: Sequence[str], lang: str = "en") -> Page:
    files = {"situation": ("mine.toml", content)}
    return Page(client.post(f"/{lang}/begin", data={"years": list(years)}, files=files))


def test_of_a_file_only_what_it_leaves_open_is_asked_and_all_of_it_can_be_changed(catalogue: Catalogue) -> None:
    client, scor = served(catalogue, date(2026, 1, 20)), "2025.fr.scor.transmissions"
    written = 'practitioner.practises_in = ["fr"]\n' + (EXAMPLES / "french_physiotherapist.toml").read_text("utf-8")
    page = uploaded(client, written.encode(), ["2025"])
    told = [its["value"] for its, _ in page.all("button", name="change")]
    assert {"2025.fr.conventioned", scor, PROFESSION} <= {*told}
    assert not {*told} & {*page.questions}
    while page.questions:
        page = sent(client, page, {}, REST)
    asked = sent(client, page, {}, ("change", scor))
    assert (f"q.{scor}", "204") in asked.fields
    changed = sent(client, asked, {scor: ["3"]}, REST)
    saved = client.post("/en/answer/situation.toml", data=changed.sent()).text
    assert "fr.scor.transmissions = 3" in saved
    assert 'label = "Inès, physiotherapist in Rennes"' in saved


def test_what_a_file_told_and_is_asked_later_is_asked_in_its_turn(client: TestClient) -> None:
    page = uploaded(client, b"[2025]\nfr.conventioned = true\n", ["2025"])
    assert set(page.questions) == {PROFESSION, COUNTRIES}
    page = sent(client, page, {}, ("change", "2025.fr.conventioned"))
    assert "asked again in its turn" in page.text
    assert sent(client, page, FRENCH, ON).questions == ["2025.fr.conventioned"]


def test_a_file_with_faults_is_told_of_with_all_of_them_and_the_page_stays_filled_in(client: TestClient) -> None:
    page = uploaded(client, b"[2025]\nfr.conventioned = 3\nfr.scor.transmisions = 1\n", ["2024"])
    assert page.response.status_code == 422
    assert page.one("title").startswith("Error: ")
    assert {its["href"] for its, _ in page.all("a") if its["href"].startswith("#s")} == {"#situation"}
    mistakes = page.one("div", id="mistakes")
    assert "2025.fr.conventioned" in mistakes
    assert "2025.fr.scor.transmisions" in mistakes
    assert ("years", "2024") in page.fields
    assert ("years", "2025") not in page.fields
    assert uploaded(client, b"\xff\xfe{", ["2024"]).response.status_code == 422
    assert uploaded(client, b"x" * 1_000_001, ["2024"]).response.status_code == 413


def test_without_a_year_nothing_begins_and_what_was_chosen_stays_in_every_language(client: TestClient) -> None:
    start = Page(client.get("/en/"))
    sending = {**start.sent(FRENCH), "years": [], "schemes": ["fr-fami"]}
    page = Page(client.post("/en/begin", data=sending))
    assert page.response.status_code == 422
    assert "#years" in {its["href"] for its, _ in page.all("a")}
    french = Page(client.post("/fr/begin", data=page.sent({}, ("do", ""))))
    assert french.response.status_code == 200
    assert french.fields == page.fields
    assert {(f"q.{PROFESSION}", "physiotherapist"), ("schemes", "fr-fami")} <= {*french.fields}


def test_of_more_years_than_a_page_holds_none_begins(client: TestClient) -> None:
    page = uploaded(client, b"", ["2026", "2025", "2024", "2023"])
    assert "Choose at most three years at once." in page.one("div", id="mistakes")
    assert ("years", "2023") in page.fields


def test_whoever_knows_nothing_gets_through_too_and_no_page_is_heavy(client: TestClient) -> None:
    page = begun(client, {PROFESSION: ["physiotherapist"], COUNTRIES: ["be", "fr"]}, ("2025", "2026"))
    pages = 0
    while page.questions:
        pages += 1
        assert pages < 40
        assert len(page.response.content) < 60_000
        page = sent(client, page, {}, REST)
    assert len(page.response.content) < 60_000


def test_schemes_without_rules_for_the_years_are_said_to_have_none(client: TestClient) -> None:
    page = Page(client.post("/en/begin", data={"years": ["2026"], "schemes": ["be-proqkine"]}))
    assert page.response.status_code == 422
    assert "have no rules here" in page.one("div", id="mistakes")


def test_two_tabs_do_not_disturb_each_other(client: TestClient) -> None:
    one, other = begun(client), begun(client, {PROFESSION: ["nurse"], COUNTRIES: ["be"]})
    answered = sent(client, one, CONVENTION, ON)
    sent(client, other, {}, REST)
    assert sent(client, one, CONVENTION, ON).text == answered.text


def test_a_scheme_that_is_installed_is_asked_about_without_a_line_more(
    town_installed: None, client: TestClient
) -> None:
    del town_installed
    catalogue = load_catalogue()
    found = served(catalogue)
    new = {scheme.id for scheme in catalogue} - {"fr-fami", "be-inami-software", "be-proqkine"}
    assert new
    start = Page(found.get("/fr/"))
    assert {its["value"] for its, _ in start.all("input", name="schemes")} >= new
    known = Page(client.get("/fr/"))
    assert not {its["value"] for its, _ in known.all("input", name="schemes")} & new


def test_a_plugin_that_failed_is_said_first(install: Callable[..., Path]) -> None:
    install("incentives-yy", hook="incentive_schemes", giving="raise ValueError('gone')")
    page = Page(served(load_catalogue()).get("/en/"))
    assert "incentives-yy" in page.text[: page.text.index("<h1>")]
