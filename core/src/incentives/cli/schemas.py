"""The command that prints the JSON Schema of reports."""

import json

import click

from incentives.cli.output import explained
from incentives.cli.screen import echo
from incentives.report.records.schema import json_schema
from incentives.report.records.whole import KINDS


@click.command()
@click.argument("kind", required=False, type=click.Choice(tuple(KINDS)))
@explained
def schema(kind: str | None) -> None:
    """Print the JSON Schema (2020-12) of the reports in JSON, or of one KIND of them."""
    echo(json.dumps(json_schema([kind] if kind else KINDS), indent=2) + "\n")
