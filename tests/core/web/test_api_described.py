"""The description of the API: valid, made from whatever is installed, with a page to read it."""

import shutil
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, load_catalogue
from incentives.report.situationschema import YEAR
from incentives.rules.types import Kind
from incentives.web import application
from incentives.web.api.openapi import OPERATIONS, path_of
from incentives.web.api.operations import ROOT
from incentives.wording import LANGUAGES
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route
from starlette.testclient import TestClient

THIRD_PARTY = Path(__file__).parents[3] / "examples" / "third_party"


@pytest.fixture(scope="module")
def described(catalogue: Catalogue) -> dict[str, Any]:
    client = TestClient(application(catalogue.apart()), base_url="http://localhost")
    found: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()
    return found


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_in_the_language_of_who_asks(language: str, api: TestClient) -> None:
    found = api.get(f"{ROOT}/openapi.json", headers={"accept-language": language})
    OpenAPIV31SpecValidator(found.json()).validate()
    assert "[en]" not in found.text


def test_all_that_is_served_is_described_and_all_that_is_described_is_served(
    described: dict[str, Any], catalogue: Catalogue
) -> None:
    routes = [
        one for one in application(catalogue).routes if isinstance(one, Route) and one.path.startswith(f"{ROOT}/")
    ]
    served = {(one.path, method) for one in routes for method in one.methods or () if method != "HEAD"}
    assert served == {(f"{ROOT}{one.path}", one.method) for one in OPERATIONS}
    assert [*described["paths"]] == [path_of(one) for one in OPERATIONS]


def test_each_fact_has_its_values_and_what_it_is(described: dict[str, Any], catalogue: Catalogue) -> None:
    situation = described["components"]["schemas"]["Situation"]
    annual = situation["patternProperties"][YEAR]["properties"]
    for fact in catalogue.vocabulary.facts.values():
        told = (annual if fact.annual else situation["properties"])[fact.id]
        assert told["description"]
        (value, *_), several = told["anyOf"], fact.kind is Kind.SET
        if fact.values:
            assert (value["items"] if several else value)["enum"] == [*fact.values]
        if fact.kind is Kind.COUNT:
            assert (value["type"], value["minimum"], told["x-unit"]) == ("integer", 0, fact.unit)


@pytest.mark.parametrize("how", ["town", "third_party"])
def test_a_scheme_that_is_installed_is_in_the_api_without_a_change(how: str, request: pytest.FixtureRequest) -> None:
    if how == "town":
        request.getfixturevalue("town_installed")
    else:
        request.getfixturevalue("third_party_installed")
    more = load_catalogue()
    client = TestClient(application(more), base_url="http://localhost")
    found = client.get(f"{ROOT}/openapi.json").json()
    OpenAPIV31SpecValidator(found).validate()
    new = [scheme for scheme in more.schemes if scheme.jurisdiction not in {"FR", "BE", "fr", "be"}]
    assert new
    for scheme in new:
        year = scheme.years[-1]
        listed = [one["id"] for one in client.get(f"{ROOT}/schemes").json()["schemes"]]
        assert scheme.id in listed
        assert scheme.id in found["components"]["schemas"]["asked_assess"]["properties"]["schemes"]["items"]["enum"]
        asked = {"situation": {}, "year": year, "schemes": [scheme.id], "as_of": str(date(year, 6, 1))}
        (row,) = client.post(f"{ROOT}/assess", json=asked).json()["rows"]
        assert (row["scheme"], row["assessed"]) == (scheme.id, True)


@pytest.fixture
def third_party_installed(tmp_path: Path, install_project: Callable[[Path], Path]) -> Path:
    """The example of a plugin that others wrote."""

    copied = shutil.copytree(THIRD_PARTY, tmp_path / "third_party", ignore=shutil.ignore_patterns("*.dist-info"))
    return install_project(copied)


class _Texts(HTMLParser):
    """What a page says, and what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.loads: list[str] = []
        self.headings: list[int] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [
            f"{tag} {value}" for name, value in attrs if name in {"src", "style", "onclick"} or tag == "script"
        ]
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_every_operation_and_every_fact_and_runs_nothing(
    language: str, api: TestClient, catalogue: Catalogue
) -> None:
    response = api.get(f"{ROOT}", headers={"accept-language": language})
    assert (response.status_code, response.url.path) == (200, f"/{language}/api")
    page = _Texts()
    page.feed(response.text)
    whole = " ".join(page.texts)
    assert all(f"{one.method} {ROOT}{path_of(one)}" in whole for one in OPERATIONS)
    assert all(id in whole for id in catalogue.vocabulary.facts)
    assert not page.loads
    assert "[en]" not in whole
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert len(response.content) < 60_000
