"""What the API answers: the very records that the command line writes as JSON."""

import json
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from ical.calendar_stream import IcsCalendarStream
from incentives.cli import main
from incentives.report.desk import Desk
from incentives.report.records.schema import json_schema
from incentives.report.records.whole import Report
from incentives.web.api.operations import ROOT
from incentives.wording import LANGUAGES
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

EXAMPLES = Path(__file__).parents[3] / "examples"
FRENCH, BORDER, GROUP = "french_physiotherapist.toml", "border.toml", "practice_group.csv"
DAY = "2026-01-20"


def told(name: str) -> Any:
    return json.loads(json.dumps(tomllib.loads((EXAMPLES / name).read_text("utf-8")), default=str))


def printed(*arguments: str) -> Any:
    found = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def without_kept(report: Any) -> Any:
    """What the command keeps besides, so that it can be worked out again, stays with whoever has the file."""
    return {**report, "kept": None, "not_kept": None} if "kept" in report else report


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/schemes", ["schemes"]),
        ("/schemes/fr-fami/editions/2025", ["show", "fr-fami", "--year", "2025"]),
        ("/schemes/fr-fami/diff/2024/2025", ["diff", "fr-fami", "2024", "2025"]),
    ],
)
def test_what_is_asked_of_the_rules_is_answered_as_on_the_command_line(
    path: str, arguments: list[str], language: str, api: TestClient
) -> None:
    response = api.get(f"{ROOT}{path}", params={"lang": language})
    assert response.json() == printed(*arguments, "--lang", language)
    assert response.headers["content-language"] == language


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2025-11-22", DAY, "2026-12-01"])
def test_one_year_of_a_practitioner_is_answered_as_by_check(day: str, language: str, api: TestClient) -> None:
    asked = {"situation": told(FRENCH), "year": 2025, "schemes": ["fr-fami"], "as_of": day}
    answer = api.post(f"{ROOT}/assess", json=asked, headers={"accept-language": language})
    options = ["--year", "2025", "--scheme", "fr-fami", "--as-of", day, "--lang", language]
    assert answer.json() == without_kept(printed("check", str(EXAMPLES / FRENCH), *options))


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("language", LANGUAGES)
def test_several_years_are_answered_as_by_compare(language: str, api: TestClient) -> None:
    asked = {"situation": told(BORDER), "years": [2024, 2025, 2026], "as_of": DAY}
    answer = api.post(f"{ROOT}/compare", json=asked, params={"lang": language})
    options = ["--years", "2024-2026", "--as-of", DAY, "--lang", language]
    assert answer.json() == without_kept(printed("compare", str(EXAMPLES / BORDER), *options))


@pytest.mark.usefixtures("loaded_once")
def test_a_table_is_answered_as_by_the_command(tmp_path: Path, api: TestClient) -> None:
    source = EXAMPLES / GROUP
    sent: Any = {"content": source.read_bytes(), "headers": {"content-type": "text/csv"}}
    options = ["--year", "2025", "--scheme", "fr-fami"]
    figures = api.post(f"{ROOT}/table?years=2025&schemes=fr-fami", **sent).json()
    assert {**figures, "source": GROUP} == printed("table", str(source), *options, "--summary")
    rows = api.post(f"{ROOT}/table/answers?years=2025&schemes=fr-fami", **sent)
    assert CliRunner().invoke(main, ["table", str(source), *options, "-o", str(tmp_path / "out.csv")]).exit_code == 0
    assert rows.content == (tmp_path / "out.csv").read_bytes()


def test_the_rows_of_a_table_can_be_sent_as_json_and_come_back_as_parquet(api: TestClient) -> None:
    facts = {"practitioner.profession": "physiotherapist", "fr.coordination.structures": ["cpts"], "fr.dmp.proof": None}
    rows = [{"member": "a, b", **facts}, {"member": "c", **facts, "fr.coordination.structures": []}]
    address = f"{ROOT}/table/answers?years=2025&schemes=fr-fami"
    accept = {"accept": "application/vnd.apache.parquet"}
    answer = api.post(address, json={"rows": rows, "readings": {}}, headers=accept)
    assert answer.status_code == 200
    found = pl.read_parquet(BytesIO(answer.content))
    assert found["member"].to_list() == ["a, b", "c"]
    outcomes = {"met": True, "not_met": False, "unknown": None}
    for place, row in enumerate(rows):
        year = {id: value for id, value in row.items() if id.startswith("fr.")}
        person = {"practitioner.profession": row["practitioner.profession"], "2025": year}
        asked = {"situation": person, "year": 2025, "schemes": ["fr-fami"], "as_of": "2027-12-31"}
        criteria = api.post(f"{ROOT}/assess", json=asked).json()["rows"][0]["criteria"]
        by_id = {one["id"]: outcomes.get(one["outcome"], True) for one in criteria}
        assert {id: found[f"fr-fami.{id}"][place] for id in by_id} == by_id
    again = api.post(address, content=answer.content, headers={"content-type": "application/vnd.apache.parquet"})
    assert (again.status_code, again.json()["faults"][0]["paths"]) == (
        422,
        ["fr-fami.audience"],
    )  # it has answers already


def test_every_report_fits_its_schema(api: TestClient) -> None:
    situation, years = told(BORDER), [2025, 2026]
    asked = {"situation": situation, "years": years, "as_of": DAY}
    found = [
        api.get(f"{ROOT}/schemes"),
        api.get(f"{ROOT}/schemes/be-inami-software"),
        api.get(f"{ROOT}/questions", params={"years": years, "schemes": ["fr-fami", "be-inami-software"]}),
        api.post(f"{ROOT}/questions/next", json={"situation": {}, "years": years}),
        api.post(f"{ROOT}/advice", json=asked),
        api.post(f"{ROOT}/assess", json={"situation": situation, "year": 2026}),
    ]
    for response in found:
        assert response.status_code == 200, response.text
        report = response.json()
        Draft202012Validator(json_schema([report["kind"]])).validate(report)


def test_one_scheme_is_the_same_as_in_the_list(api: TestClient) -> None:
    every = {one["id"]: one for one in api.get(f"{ROOT}/schemes").json()["schemes"]}
    assert api.get(f"{ROOT}/schemes/fr-fami").json()["schemes"] == [every["fr-fami"]]


def test_the_days_come_as_a_calendar(api: TestClient) -> None:
    asked = {"situation": told(FRENCH), "years": [2025], "schemes": ["fr-fami"], "as_of": DAY}
    answer = api.post(f"{ROOT}/calendar", json=asked)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert IcsCalendarStream.calendar_from_ics(answer.text).events


def test_asking_question_after_question_ends_with_nothing_left_to_ask(api: TestClient) -> None:
    """A blank practitioner who answers every screen with unknown."""
    situation: dict[str, Any] = {"practitioner.profession": "physiotherapist", "practitioner.practises_in": ["fr"]}
    for _ in range(40):
        asked = {"situation": situation, "years": [2025], "schemes": ["fr-fami"], "as_of": DAY}
        screen = api.post(f"{ROOT}/questions/next", json=asked).json()
        if screen["is_done"]:
            break
        assert screen["stakes"]
        for question in screen["questions"]:
            *years, id = [question["id"]] if question["year"] is None else [str(question["year"]), question["id"]]
            table = situation
            for place in ["readings"] if question["is_reading"] else years:
                table = table.setdefault(place, {})
            table[id] = "unknown"
    assert screen["is_done"]


@pytest.mark.parametrize(
    ("liked", "answered"), [("nl-BE,fr;q=0.5", "nl"), ("de", "en"), ("fr-CA;q=0.2,nl;q=0.1", "fr"), ("", "en")]
)
def test_the_language_is_that_of_the_request(liked: str, answered: str, api: TestClient) -> None:
    answer = api.get(f"{ROOT}/schemes", headers={"accept-language": liked})
    assert (answer.json()["language"], answer.headers["content-language"]) == (answered, answered)


def test_what_is_asked_about_one_practitioner_is_no_part_of_the_next_answer(api: TestClient) -> None:
    first = {"situation": {**told(FRENCH), "label": "Somebody"}, "year": 2025, "schemes": ["fr-fami"], "as_of": DAY}
    second = {"situation": {}, "year": 2025, "schemes": ["fr-fami"], "as_of": DAY}
    alone = api.post(f"{ROOT}/assess", json=second).json()
    api.post(f"{ROOT}/assess", json=first)
    assert api.post(f"{ROOT}/assess", json=second).json() == alone


def test_a_slow_request_holds_no_other(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = Event(), Event()
    slow = Desk.schemes

    def schemes(desk: Desk) -> Report:
        begun.set()
        assert may_end.wait(30)
        return slow(desk)

    monkeypatch.setattr(Desk, "schemes", schemes)
    with ThreadPoolExecutor() as others:
        held = others.submit(api.get, f"{ROOT}/schemes")
        assert begun.wait(30)
        quick = api.post(f"{ROOT}/assess", json={"situation": {}, "year": 2025, "schemes": ["fr-fami"]})
        also = api.get(f"{ROOT}/schemes/fr-fami")
        assert not held.done()
        may_end.set()
        assert [one.status_code for one in (quick, also, held.result())] == [200, 200, 200]


def test_what_takes_too_long_is_given_up(asked: Callable[..., TestClient]) -> None:
    with asked(longest=0.0) as client:
        answer = client.get(f"{ROOT}/schemes")
    assert (answer.status_code, answer.json()["code"]) == (503, "too_long")
