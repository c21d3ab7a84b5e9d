"""The command that an assistant starts."""

from typing import Any

import click

from incentives.cli.options import language, loading, own_editions, together
from incentives.cli.output import Run, command
from incentives.cli.screen import screen
from incentives.errors import needing_extra


@click.command()
@together(language, *loading, own_editions)
@command
def mcp(**options: Any) -> None:
    """Give an assistant the schemes, questions, answers and advice as tools (Model Context Protocol, over stdio).

    An assistant starts it and talks to it by standard input and output; nothing is sent anywhere else, and nothing is
    kept.
    """
    with needing_extra("mcp"):
        import anyio

    from incentives.mcp import over_stdio, server

    run = Run(**options, force=None)
    anyio.run(over_stdio, server(run.catalogue, run.lang), screen().buffer)
    run.end()
