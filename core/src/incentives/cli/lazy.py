"""A group of commands, of which some are imported only when they are asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from incentives.cli.misuse import WORDS, default_language, in_language
from incentives.cli.screen import end_if_unwritable, never_lost


class LazyGroup(click.Group):
    """Commands, and some that stand in modules of their own, for which no other command waits.

    Args:
        elsewhere: for each name of such a command, the module, a colon, and its name there.
        options: as of every group.
    """

    def __init__(self, *, elsewhere: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._elsewhere = elsewhere

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; a standard output that cannot be written is said to be one."""
        with never_lost():
            try:
                return super().main(*args, **extra)
            except OSError as error:
                end_if_unwritable(error, default_language())
                raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what is wrong with its words is said in the language that it asks for."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_language(error) from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is asked for; its words are kept, so that the language can be told before they are read."""
        ctx.meta[WORDS] = tuple(args)
        return super().resolve_command(ctx, args)

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
