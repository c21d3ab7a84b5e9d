"""The server that an assistant talks to."""

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from io import TextIOWrapper
from typing import Any, BinaryIO

import anyio
from anyio.to_thread import run_sync
from attrs import evolve

from incentives.catalogue import Catalogue
from incentives.errors import IncentivesError, InvalidRequest, InvalidSituation, needing_extra
from incentives.mcp.tools import TOOLS, Tool, structured
from incentives.report.desk import Desk
from incentives.report.orders import read_order
from incentives.situation.faults import fault_text
from incentives.wording import Speech
from incentives.wording.said import sentence_of

with needing_extra("mcp"):
    from mcp.server import Server, ServerRequestContext
    from mcp.server.stdio import stdio_server
    from mcp.types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
        TextContent,
        ToolAnnotations,
    )
    from mcp.types import Tool as Announced

BY_NAME = {tool.name: tool for tool in TOOLS}
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(catalogue: Catalogue, language: str, today: Callable[[], date] = date.today) -> Server[Any]:
    """The tools of some schemes.

    Args:
        catalogue: the schemes.
        language: of the answers and descriptions.
        today: reads the clock, once a call.
    """

    def desk() -> Desk:
        return Desk(catalogue.apart(), language, today())

    async def announce(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_announced(tool, desk()) for tool in TOOLS])

    async def call(_: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        return await run_sync(_called, asked.name, asked.arguments or {}, desk())

    made = Server(
        "incentives",
        version=version("incentives"),
        instructions=Speech(language).say("assistant", "instructions"),
        on_list_tools=announce,
        on_call_tool=call,
    )
    made.middleware.clear()  # it would tell a tracer of each call
    return made


def _announced(tool: Tool, desk: Desk) -> Announced:
    return Announced(
        name=tool.name,
        description=tool.description(desk.language),
        input_schema=tool.schema(desk),
        annotations=READ_ONLY,
    )


def _called(name: str, arguments: dict[str, Any], desk: Desk) -> CallToolResult:
    """What a tool gives; what is wrong with the call, all of it, where it cannot."""
    tool = BY_NAME.get(name)
    if tool is None:
        return _refused([Speech(desk.language).say("assistant", "no_tool", known=", ".join(BY_NAME))])
    try:
        order = read_order(arguments, tool.keys, desk.catalogue)
        report = tool.report(evolve(desk, as_of=order.as_of), order)
    except (InvalidRequest, InvalidSituation) as error:
        return _refused([fault_text(one, desk.language) for one in error.faults])
    except IncentivesError as error:
        return _refused([sentence_of(error, desk.language)])
    text = TextContent(text=tool.text(report))
    return CallToolResult(content=[text], structured_content=structured(tool, report))


def _refused(sentences: list[str]) -> CallToolResult:
    return CallToolResult(content=[TextContent(text="\n".join(sentences))], is_error=True)


async def over_stdio(made: Server[Any], output: BinaryIO) -> None:
    """Serve one assistant, over standard input and an output that holds nothing else."""
    stdout = anyio.wrap_file(TextIOWrapper(output, "utf-8", write_through=True))
    async with stdio_server(stdout=stdout) as (incoming, outgoing):
        await made.run(incoming, outgoing, made.create_initialization_options())
