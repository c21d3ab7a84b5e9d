"""The command line: parse, call, print."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incentives.cli.app import main

__all__ = ["main", "run"]
MANY_OBJECTS = 500_000


def run() -> None:
    """The program: the commands, in a process of their own."""
    gc.set_threshold(MANY_OBJECTS)  # with hundreds of schemes, looking for circles as often as usual is a tenth of it
    from incentives.cli.app import main
    from incentives.cli.screen import alone

    with alone():
        main()


def __getattr__(name: str) -> object:
    if name != "main":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from incentives.cli.app import main  # heavy: `run` sets the process up before it is imported

    return main
