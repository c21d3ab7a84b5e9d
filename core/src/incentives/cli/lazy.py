"""A group of commands, of which some are imported only when they are asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands, and some that stand in modules of their own, for which no other command waits.

    Args:
        elsewhere: for each name of such a command, the module, a colon, and its name there.
        options: as of every group.
    """

    def __init__(self, *, elsewhere: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._elsewhere = elsewhere

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *self._elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; ``None`` if there is none of that name."""
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._elsewhere[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command
