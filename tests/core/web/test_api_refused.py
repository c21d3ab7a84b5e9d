"""What the API refuses: every fault at once, with its path and what to do, and nothing of it in a log."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from incentives.web.api.operations import OFFERED, ROOT
from incentives.web.problems import TYPE
from incentives.wording import LANGUAGES
from starlette.testclient import TestClient

JSON = {"content-type": "application/json"}
ASSESS, COMPARE, TABLE = f"{ROOT}/assess", f"{ROOT}/compare", f"{ROOT}/table"
ASKED: dict[str, Any] = {"situation": {}, "year": 2025, "schemes": ["fr-fami"]}
OWN = "Zaventem-1987"  # an answer that is nobody's business


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem detail, which has every member in every case."""
    assert (response.status_code, response.headers["content-type"]) == (status, TYPE)
    problem: dict[str, Any] = response.json()
    assert [*problem] == ["type", "title", "status", "detail", "code", "faults"]
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_a_request_is_told_at_once_with_its_path(language: str, api: TestClient) -> None:
    situation = {
        "practitioner.profession": "wizard",
        "fr.conventionned": True,
        "2025": {"fr.dmp.software": "paper", "be.acts": -1, "fr.coordination": {"structures": "cpts"}},
        "readings": {"fr-fami.no_such": True},
        "20x5": {},
    }
    asked = {"situation": situation, "years": [1789, "soon"], "schemes": ["fr-fami", "xx"], "as_of": "soon", "yeers": 1}
    problem = refused(api.post(COMPARE, json=asked, params={"lang": language, "why": 1}), 422, "invalid_request")
    paths = {path for fault in problem["faults"] for path in fault["paths"]}
    assert paths == {
        "why", "yeers", "years", "schemes", "as_of", "situation.practitioner.profession", "situation.fr.conventionned",
        "situation.2025.fr.dmp.software", "situation.2025.be.acts", "situation.2025.fr.coordination.structures",
        "situation.readings.fr-fami.no_such", "situation.20x5",
    }  # fmt: skip
    assert all(fault["text"] for fault in problem["faults"])


@pytest.mark.parametrize("operation", [one for one, _ in OFFERED if one.body], ids=lambda one: one.id)
def test_every_key_that_is_not_known_is_refused_and_every_missing_one_named(operation: Any, api: TestClient) -> None:
    problem = refused(
        api.post(f"{ROOT}{operation.path}", json={"situation": {}, "situations": {}}), 422, "invalid_request"
    )
    needed = [key for key, is_needed in operation.body.items() if is_needed and key != "situation"]
    assert sorted(path for fault in problem["faults"] for path in fault["paths"]) == sorted(["situations", *needed])


def test_answers_that_contradict_one_another_are_one_fault_with_the_paths_of_both(api: TestClient) -> None:
    person = {"2025": {"fr.billing.secured": 10, "fr.billing.total": 5}}
    (fault,) = refused(api.post(ASSESS, json={**ASKED, "situation": person}), 422, "invalid_request")["faults"]
    assert {"situation.2025.fr.billing.secured", "situation.2025.fr.billing.total"} <= {*fault["paths"]}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff", b"nobody", b'{"situation": NaN}', b'{"year": Infinity}', b"[" * 100_000,
        b'{"year": 1' + b"0" * 5000 + b"}", '{"label": "'.encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_json_cannot_be_read(body: bytes, api: TestClient) -> None:
    refused(api.post(ASSESS, content=body, headers=JSON), 400, "broken_json")


def test_a_key_that_is_there_twice_is_refused_as_in_toml(api: TestClient) -> None:
    body = b'{"situation": {"2025": {"fr.conventioned": true, "fr.conventioned": false}}, "year": 2025}'
    refused(api.post(ASSESS, content=body, headers=JSON), 400, "key_twice")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"1", b"null", b"true"])
def test_what_is_no_table_is_one_fault(body: bytes, api: TestClient) -> None:
    problem = refused(api.post(ASSESS, content=body, headers=JSON), 422, "invalid_request")
    assert len(problem["faults"]) == 1


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
def test_a_body_of_another_type_is_refused(media: str, api: TestClient) -> None:
    refused(api.post(ASSESS, content=json.dumps(ASKED), headers={"content-type": media}), 415, "no_json")


@pytest.mark.parametrize("accept", ["text/html", "application/xml, text/*", "application/json;q=0"])
def test_a_form_that_is_not_given_is_refused(accept: str, api: TestClient) -> None:
    refused(api.post(ASSESS, json=ASKED, headers={"accept": accept}), 406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*;q=0.1", "text/html, application/json"])
def test_a_form_that_is_given_among_others_is_taken(accept: str, api: TestClient) -> None:
    assert api.post(ASSESS, json=ASKED, headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nothing", "not_found"),
        ("/schemes/fr-fam", "unknown_scheme"),
        ("/schemes/fr-fami/editions/1999", "unknown_edition"),
        ("/schemes/fr-fami/editions/99999999999999999999999", "unknown_edition"),
        ("/schemes/fr-fami/editions/soon", "not_found"),
        ("/schemes/fr-fami/diff/2025/1999", "unknown_edition"),
        ("/schema/nothing", "not_found"),
        ("/schemes/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "not_found"),
        ("/questions?years=1999", "unknown_edition"),
    ],
)
def test_what_is_not_there_is_not_found(path: str, code: str, api: TestClient) -> None:
    refused(api.get(f"{ROOT}{path}"), 404, code)


@pytest.mark.parametrize(("method", "path", "allowed"), [("GET", ASSESS, "POST"), ("POST", f"{ROOT}/schemes", "GET")])
def test_another_method_is_refused_with_those_that_there_are(
    method: str, path: str, allowed: str, api: TestClient
) -> None:
    response = api.request(method, path)
    refused(response, 405, "not_allowed")
    assert allowed in response.headers["allow"].split(", ")


def test_a_year_without_rules_is_not_found_and_among_others_a_row(api: TestClient) -> None:
    refused(api.post(ASSESS, json={**ASKED, "year": 2001}), 404, "unknown_edition")
    answer = api.post(COMPARE, json={"situation": {}, "years": [2001, 2025], "schemes": ["fr-fami"]}).json()
    assert [row["assessed"] for row in answer["rows"]] == [False, True]


def test_a_body_is_no_larger_than_allowed_whatever_its_headers_say(asked: Callable[..., TestClient]) -> None:
    with asked(largest_body=1000, largest_table=2000) as client:
        large = json.dumps({**ASKED, "situation": {"label": "x" * 1000}}).encode()
        refused(client.post(ASSESS, content=large, headers=JSON), 413, "too_large")
        refused(client.post(ASSESS, content=iter([large]), headers=JSON), 413, "too_large")
        csv = {"content-type": "text/csv"}
        refused(client.post(f"{TABLE}?years=2025", content=b"a" * 2001, headers=csv), 413, "too_large")


def test_a_body_holds_no_more_than_allowed(api: TestClient) -> None:
    many = {"situation": {"xx": {f"a{place}": [] for place in range(3000)}}, "year": 2025}
    refused(api.post(ASSESS, json=many), 422, "too_much")
    refused(api.post(COMPARE, json={"situation": {}, "years": [*range(1990, 2025)]}), 422, "invalid_request")


def test_a_table_of_too_many_rows_is_refused(asked: Callable[..., TestClient]) -> None:
    rows = b"fr.conventioned\n" + b"true\n" * 3
    with asked(most_rows=2) as client:
        for path in (TABLE, f"{TABLE}/answers"):
            answer = client.post(f"{path}?years=2025", content=rows, headers={"content-type": "text/csv"})
            refused(answer, 413, "too_large")


@pytest.mark.parametrize(
    ("content", "media"),
    [(b"\xff\xfe,", "text/csv"), (b"", "text/csv"), (b"PAR1 is no table", "application/vnd.apache.parquet")],
)
def test_a_file_that_cannot_be_read_is_refused_without_a_path_of_this_machine(
    content: bytes, media: str, api: TestClient
) -> None:
    response = api.post(f"{TABLE}?years=2025", content=content, headers={"content-type": media})
    problem = refused(response, 422, "unreadable_file")
    assert "tmp" not in problem["detail"]


def test_every_column_that_cannot_be_taken_is_told(api: TestClient) -> None:
    content = b"fr.conventioned,fr.dmp.software,fr.dmp.sofware\nperhaps,paper,x\n"
    response = api.post(f"{TABLE}?years=2025", content=content, headers={"content-type": "text/csv"})
    assert refused(response, 422, "invalid_table")["faults"]
    columns = [{"fr.conventioned": True, "fr.dmp.sofware": "none"}]
    response = api.post(f"{TABLE}?years=2025&schemes=fr-fami&scheme=1", json={"rows": columns})
    assert refused(response, 422, "invalid_request")["faults"][0]["paths"] == ["scheme"]
    refused(api.post(f"{TABLE}?years=2025", json={"rows": columns, "years": [2025]}), 422, "invalid_request")
    refused(api.post(TABLE, json={"rows": []}), 422, "invalid_request")


def test_who_asks_under_another_name_or_too_often_is_refused(asked: Callable[..., TestClient]) -> None:
    with asked(requests_a_minute=2) as client:
        assert client.get(f"{ROOT}/schemes", headers={"host": "evil.example"}).status_code == 400
        found = [client.get(f"{ROOT}/schemes/fr-fami") for _ in range(3)]
    refused(found[2], 429, "too_many")


def test_nothing_of_an_answer_reaches_the_log(
    api: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    person = {"label": OWN, "2025": {"fr.dmp.software": OWN}}
    wrong = refused(api.post(ASSESS, json={**ASKED, "situation": person}), 422, "invalid_request")
    assert OWN in wrong["faults"][0]["text"]  # who sent it is told what was wrong with it
    api.post(ASSESS, json={**ASKED, "situation": {"label": OWN}})
    api.post(ASSESS, content=f'{{"{OWN}'.encode(), headers=JSON)
    api.post(f"{TABLE}?years=2025", content=f"fr.dmp.software\n{OWN}\n".encode(), headers={"content-type": "text/csv"})

    def failing(*_: object, **__: object) -> None:
        raise RuntimeError(OWN)

    monkeypatch.setattr("incentives.report.compared.compared_body", failing)
    broken = api.post(ASSESS, json={**ASKED, "situation": {"label": OWN}})
    refused(broken, 500, "broken")
    logged = [caplog.text, *(str(record.__dict__) for record in caplog.records)]
    assert OWN not in broken.text
    assert not any(OWN in text for text in logged)
    assert "RuntimeError" in caplog.text
