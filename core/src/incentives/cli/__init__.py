"""The command line: parse, call, print."""

from incentives.cli.app import main

__all__ = ["main"]
