"""Schemes to read as pages: what a page says is what the commands say, and nothing that a plugin says runs on it."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from attrs import evolve
from incentives import Catalogue, load_catalogue
from incentives.catalogue import PluginInfo
from incentives.hookspecs import Screen
from incentives.report.desk import Desk
from incentives.report.records.whole import Report
from incentives.web import Settings, application
from made_up_plugin import EDITION
from seen_pages import closely, links, tags, words
from starlette.testclient import TestClient

LANGUAGES = ("en", "fr", "nl")
HEAVIEST = 60_000
DAY = date(2026, 11, 28)


def client_of(catalogue: Catalogue) -> TestClient:
    return TestClient(application(catalogue, Settings(today=lambda: DAY)), base_url="http://localhost")


@pytest.fixture(scope="module")
def client(catalogue: Catalogue) -> TestClient:
    return client_of(catalogue)


@pytest.fixture(scope="module")
def every_page(client: TestClient) -> dict[str, str]:
    """Every page to read that can be reached from the list of schemes, in the language that has most words."""
    seen: dict[str, str] = {}
    coming = ["/fr/schemes"]
    while coming:
        at = coming.pop()
        answer = client.get(at)
        assert answer.status_code == 200, at
        seen[at] = answer.text
        found = {urljoin(at, link) for link in links(answer.text) if not link.startswith(("http", "#"))}
        coming += [one for one in found if one not in {*seen, *coming} and _is_to_read(one)]
    return seen


def _is_to_read(address: str) -> bool:
    _, language, part, *_ = address.partition("?")[0].split("/")
    return language == "fr" and part in {"schemes", "compare"}


def test_every_page_weighs_less_than_it_may(every_page: dict[str, str]) -> None:
    assert {at: len(page.encode()) for at, page in every_page.items() if len(page.encode()) >= HEAVIEST} == {}


def test_every_edition_and_every_step_from_year_to_year_can_be_reached(
    every_page: dict[str, str], catalogue: Catalogue
) -> None:
    for scheme in catalogue:
        own = f"/fr/schemes/{scheme.id}"
        assert {own, *(f"{own}/{year}" for year in scheme.years)} <= every_page.keys()
        steps = pairwise(scheme.years)
        assert {f"{own}/changes?from={before}&to={after}" for before, after in steps} <= every_page.keys()


def test_no_page_has_a_script_a_style_of_its_own_or_anything_from_elsewhere(every_page: dict[str, str]) -> None:
    for page in every_page.values():
        for tag, given in tags(page):
            assert tag not in {"script", "style", "iframe", "object"}
            assert not {name for name in given if name == "style" or name.startswith("on")}
            loaded = given.get("src") or (given.get("href") if tag == "link" else None) or "/"
            assert loaded.startswith("/")


def _cited(address: str) -> str:
    """The made-up edition, with an address of its document."""
    return EDITION.replace('practitioners" }', f"practitioners\", url = '{address}' }}")


def reports(desk: Desk) -> dict[str, Report]:
    return {
        "/schemes/fr-fami/2025": desk.edition("fr-fami", 2025),
        "/schemes/be-proqkine/2023": desk.edition("be-proqkine", 2023),
        "/schemes/fr-fami/changes?from=2024&to=2025": desk.changes("fr-fami", 2024, 2025),
        "/schemes/be-inami-software/changes": desk.changes("be-inami-software", 2025, 2026),
        "/compare?year=2024": desk.schemes_compared((), 2024),
        "/compare?year=2025&scheme=fr-fami&scheme=be-inami-software": desk.schemes_compared(
            ("fr-fami", "be-inami-software"), 2025
        ),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_the_command_says(client: TestClient, catalogue: Catalogue, language: str) -> None:
    for address, report in reports(Desk(catalogue, language, DAY)).items():
        written = catalogue.render("html", report, Screen())
        assert closely(words(client.get(f"/{language}{address}").text)) == closely(words(written)), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_of_each_scheme_what_the_command_says(
    client: TestClient, catalogue: Catalogue, language: str
) -> None:
    said = closely(words(client.get(f"/{language}/schemes").text))
    for scheme in Desk(catalogue, language, DAY).schemes().plain()["schemes"]:
        for told in (scheme["name"], scheme["summary"], scheme["authority"], *scheme["professions"]):
            assert closely(told) in said
        assert "".join(map(str, reversed(scheme["years"]))) in said


def test_a_scheme_through_the_years_has_every_source_and_open_question_of_any_year(
    every_page: dict[str, str], catalogue: Catalogue
) -> None:
    desk = Desk(catalogue, "fr", DAY)
    for scheme in catalogue:
        page = every_page[f"/fr/schemes/{scheme.id}"]
        said, linked = closely(words(page)), links(page)
        for year in scheme.years:
            body = desk.edition(scheme.id, year).plain()
            for question in body["open_questions"]:
                assert closely(question["statement"]) in said
            for reference in (one for item in body["criteria"] for one in item["references"]):
                assert closely(reference["document"]) in said
                assert reference["url"] is None or reference["url"] in linked


UNKNOWN = {
    "scheme": ("/fr/schemes/fr-fammi", 404, "fr-fami"),
    "year": ("/fr/schemes/fr-fami/1999", 404, "2018, 2019"),
    "years": ("/nl/schemes/fr-fami/changes?from=1999&to=2030", 404, "1999, 2030"),
    "no year": ("/en/schemes/fr-fami/changes?from=soon", 400, "cannot be read"),
    "year of one that is compared": ("/en/compare?year=2025&scheme=be-proqkine", 404, "2022, 2023, 2024"),
    "scheme that is compared": ("/en/compare?year=2025&scheme=be-pro", 404, "be-proqkine"),
    "very many digits": (f"/en/schemes/fr-fami/{'9' * 5000}", 404, "nothing at this address"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_is_not_known_is_a_page_that_says_what_is(client: TestClient, case: str) -> None:
    address, status, said = UNKNOWN[case]
    answer = client.get(address)
    assert answer.status_code == status
    assert said in words(answer.text)


@pytest.mark.usefixtures("town_installed")
def test_a_plugin_that_is_installed_is_in_every_page_without_a_change() -> None:
    catalogue = load_catalogue()
    client = client_of(catalogue)
    mine = [scheme for scheme in catalogue if scheme.jurisdiction == "XX" or scheme.id.startswith("xx-")]
    assert mine
    for scheme in mine:
        address = f"/en/schemes/{scheme.id}"
        assert f"schemes/{scheme.id}" in links(client.get("/en/schemes").text)
        assert f"{address}/{scheme.years[-1]}" in links(client.get(address).text)
        compared = client.get(f"/en/compare?year={scheme.years[-1]}&scheme={scheme.id}")
        assert str(scheme.years[-1]) in words(compared.text)
        assert scheme.id in client.get(f"/en/group?scheme={scheme.id}&year={scheme.years[-1]}").text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "mailto:a@b.example"]
)
def test_only_an_address_on_the_web_becomes_a_link(install: Callable[..., Path], address: str) -> None:
    install("xx-cycling", edition=_cited(address))
    page = client_of(load_catalogue()).get("/en/schemes/xx-cycling/2024").text
    assert address in words(page)
    assert address not in links(page)


def test_an_address_on_the_web_becomes_a_link_to_just_that(install: Callable[..., Path]) -> None:
    address = "https://law.example/a?b=1&c=%22#d"
    install("xx-cycling", edition=_cited(address))
    client = client_of(load_catalogue())
    for page in ("/en/schemes/xx-cycling/2024", "/en/schemes/xx-cycling"):
        assert address in links(client.get(page).text)


def test_nothing_that_a_plugin_says_runs_on_a_page(install: Callable[..., Path]) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    edition = _cited("https://law.example/<b>").replace("Bylaw on cycling practitioners", hostile)
    package = install("xx-cycling", edition=edition)
    wording = package / "wording" / "en.toml"
    wording.write_text(wording.read_text("utf-8").replace("Grant for practitioners who cycle", hostile), "utf-8")
    client = client_of(load_catalogue())
    for address in ("/schemes", "/schemes/xx-cycling", "/schemes/xx-cycling/2024", "/compare?year=2024"):
        page = client.get(f"/en{address}").text
        assert not [tag for tag, given in tags(page) if tag in {"script", "img", "b"} or "onerror" in given]


def test_a_broken_edition_is_told_and_the_rest_is_shown(install: Callable[..., Path]) -> None:
    package = install("xx-cycling")
    broken = EDITION.replace("$scheme", "xx-cycling").replace("figures.grant", "figures.gront")
    (package / "editions" / "2025.toml").write_text(broken.replace("year = 2024", "year = 2025"), "utf-8")
    client = client_of(load_catalogue())
    page = client.get("/en/schemes/xx-cycling")
    assert page.status_code == 200
    assert "/en/schemes/xx-cycling/2024" in links(page.text)
    assert "Not everything could be loaded" in words(page.text)
    refused = client.get("/en/schemes/xx-cycling/2025")
    assert refused.status_code == 500
    for told in (page.text, refused.text):
        assert "2025.toml is not a valid edition" in words(told)
        assert str(package.parent) not in told  # no stranger learns where it stands


@pytest.fixture(scope="module")
def large(catalogue: Catalogue) -> TestClient:
    """A catalogue of as many schemes as a large country has, and one that is not like them."""
    one = catalogue["be-proqkine"]
    schemes = [
        evolve(one, id=f"xx-scheme{number:03}", jurisdiction="FR" if number % 2 else "BE") for number in range(433)
    ]
    schemes.append(catalogue["fr-fami"])
    plugin = evolve(catalogue.plugins[0], package="no.package")
    providers: dict[str, PluginInfo] = {scheme.id: plugin for scheme in schemes}
    return client_of(evolve(catalogue, schemes=tuple(schemes), providers=providers, failures=[]))


def test_the_pages_stay_light_however_many_schemes_there_are(large: TestClient) -> None:
    for address in (
        "/schemes",
        "/schemes?country=BE",
        "/compare?year=2024",
        "/group",
        "/group?scheme=fr-fami&year=2025",
    ):
        answer = large.get(f"/fr{address}")
        assert answer.status_code == 200
        assert len(answer.content) < HEAVIEST, address
    assert len([link for link in links(large.get("/fr/schemes").text) if link.startswith("schemes/xx-")]) > 200


def test_one_of_many_is_found_by_its_words(large: TestClient) -> None:
    for searched in ("fami", "MODERNISATION cabinet", "orthophoniste", "modernisátion"):
        page = large.get("/fr/schemes", params={"q": searched}).text
        assert [link for link in links(page) if link.startswith("schemes/") and link.count("/") == 1] == [
            "schemes/fr-fami"
        ]


def test_what_is_not_found_is_said_and_what_was_typed_stays(large: TestClient) -> None:
    page = large.get("/fr/schemes", params={"q": '"><b>nothing'}).text
    assert "Aucun dispositif connu ici ne contient tous ces mots." in words(page)
    assert [given["value"] for tag, given in tags(page) if given.get("name") == "q"] == ['"><b>nothing']


def test_of_many_none_is_compared_unasked_and_what_is_chosen_stays_chosen(large: TestClient) -> None:
    assert "table" not in [tag for tag, _ in tags(large.get("/fr/compare?year=2024").text)]
    page = large.get("/fr/compare?year=2024&scheme=fr-fami&scheme=xx-scheme001&q=nothing").text
    checked = [given["value"] for tag, given in tags(page) if tag == "input" and "checked" in given]
    assert checked == ["fr-fami", "xx-scheme001"]
    assert "table" in [tag for tag, _ in tags(page)]
