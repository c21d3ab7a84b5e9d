"""The command line: parse, call, print."""

from incentives.cli.app import main
from incentives.cli.screen import alone

__all__ = ["main", "run"]


def run() -> None:
    """The program: the commands, in a process of their own."""
    with alone():
        main()
