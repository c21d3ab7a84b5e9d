"""The tools for assistants, driven by the SDK's own client: the same records, with sources, confidence, no decision."""

import json
import os
import sys
import tomllib
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from incentives import Catalogue, read_report
from incentives.mcp import server
from incentives.wording import LANGUAGES, Speech
from mcp import Client, StdioServerParameters

ROOT = Path(__file__).parents[3]
BORDER = json.loads(json.dumps(tomllib.loads((ROOT / "examples" / "border.toml").read_text("utf-8")), default=str))
TODAY = date(2026, 11, 22)
CALLS: dict[str, dict[str, Any]] = {
    "schemes": {},
    "rules": {"scheme": "fr-fami", "year": 2025},
    "questions": {"years": [2025]},
    "next_questions": {"situation": {}, "years": [2025]},
    "assess": {"situation": BORDER, "year": 2026},
    "compare": {"situation": BORDER, "years": [2024, 2025, 2026]},
    "advice": {"situation": BORDER, "years": [2026]},
    "explain": {"situation": BORDER, "scheme": "fr-fami", "year": 2026},
}


def talked(catalogue: Catalogue, language: str, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    async def hold() -> Any:
        async with Client(server(catalogue, language, lambda: TODAY)) as client:
            return await talk(client)

    return anyio.run(hold)


@pytest.fixture(scope="module")
def answers(catalogue: Catalogue) -> dict[str, Any]:
    async def every(client: Client) -> dict[str, Any]:
        return {name: await client.call_tool(name, asked) for name, asked in CALLS.items()}

    found: dict[str, Any] = talked(catalogue, "fr", every)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_says_what_it_gives_and_takes_in_each_language(language: str, catalogue: Catalogue) -> None:
    tools = talked(catalogue, language, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == [*CALLS]
    for tool in tools:
        assert tool.description
        assert not tool.description.startswith("[")
        assert tool.annotations.read_only_hint
        assert all(part["description"] for part in tool.input_schema["properties"].values())


@pytest.mark.parametrize("name", CALLS)
def test_every_answer_is_a_report_with_its_rules_and_says_that_it_is_no_decision(
    name: str, answers: dict[str, Any]
) -> None:
    answer = answers[name]
    assert not answer.is_error
    report = read_report(answer.structured_content)
    no_decision = Speech("fr").say("report", "disclaimer")
    assert report.disclaimer == no_decision
    if name != "schemes":
        assert no_decision in answer.content[0].text
        assert report.editions
        assert all(edition.confidence_text in answer.content[0].text for edition in report.editions)


@pytest.mark.parametrize("name", ["rules", "assess", "compare", "explain"])
def test_what_rests_on_texts_names_them(name: str, answers: dict[str, Any]) -> None:
    assert "avenant" in answers[name].content[0].text
    assert "https://" in answers[name].content[0].text


def test_the_answer_is_that_of_the_desk_and_why_it_is_so_is_told_where_asked(answers: dict[str, Any]) -> None:
    assess, explain = (answers[name].structured_content for name in ("assess", "explain"))
    assert assess["rows"] == []
    assert {one["worth"] for one in assess["answer"]} >= {"800.00", "590.00"}
    (row,) = explain["rows"]
    assert {one["id"]: one["outcome"] for one in row["criteria"]}["scor"] == "not_met"


def test_what_is_wrong_with_a_call_is_told_whole_and_nothing_is_worked_out(catalogue: Catalogue) -> None:
    asked = {"situation": {"fr": {"conventionedd": True}}, "year": "soon", "more": 1}
    refused = talked(catalogue, "nl", lambda client: client.call_tool("assess", asked))
    assert refused.is_error
    assert [line.partition(":")[0] for line in refused.content[0].text.splitlines()] == [
        "more",
        "situation.fr.conventionedd",
        "year",
    ]
    unknown = talked(catalogue, "nl", lambda client: client.call_tool("guess", {}))
    assert unknown.is_error
    assert "assess" in unknown.content[0].text
    far = talked(catalogue, "nl", lambda client: client.call_tool("rules", {"scheme": "fr-fami", "year": 2100}))
    assert far.is_error
    assert "2100" in far.content[0].text


def test_over_stdio_an_installed_plugin_is_there_and_nothing_but_the_protocol_is_printed() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "town")}
    start = "from incentives.cli import run; run()"
    command = StdioServerParameters(command=sys.executable, args=["-c", start, "mcp"], env=environment)

    async def hold() -> Any:
        async with Client(command) as client:
            return await client.call_tool("schemes", {})

    told = anyio.run(hold).structured_content
    assert "fr-fami" in {one["id"] for one in told["schemes"]}
    assert any(one["id"].startswith("xx-") for one in told["schemes"])
