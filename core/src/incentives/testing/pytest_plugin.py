"""The plugin of pytest: prints what a plugin's own cases cover, after a run that used the conformance kit.

It is loaded in every run of pytest, so it imports nothing else.
"""

from collections.abc import Callable

import pytest

SUMMARIES = pytest.StashKey[dict[str, list[Callable[[int], str]]]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the tables of the run."""
    config.stash[SUMMARIES] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print them."""
    for title, written in config.stash[SUMMARIES].items():
        terminalreporter.section(title)
        for text in written:
            terminalreporter.write(text(terminalreporter._tw.fullwidth))  # noqa: SLF001  # no other way to the width
