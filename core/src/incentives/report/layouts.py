"""How each kind of report is laid out."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from incentives.report import layout as lay
from incentives.report.blocks import Block
from incentives.report.layout import Labels
from incentives.report.records.whole import Report

# What lays each kind of report out, and where it is: what lays out one kind is not loaded for another.
KINDS = {
    "check": "checklayout.compared",
    "comparison": "checklayout.compared",
    "schemes": "listlayout.schemes",
    "show": "rulelayout.shown",
    "scheme_comparison": "rulelayout.schemes_compared",
    "edition_changes": "changedlayout.changed",
    "plugins": "listlayout.plugins",
    "verification": "listlayout.verification",
    "table_summary": "tablelayout.summarised",
    "table_comparison": "tablelayout.reformed",
}


def blocks(report: Report) -> Iterator[Block]:
    """The whole report."""
    say = lay.labels_of(report)
    module, _, name = KINDS[report.kind].partition(".")
    laid_out: Callable[[Any, Labels], Iterator[Block]]
    laid_out = getattr(import_module(f"incentives.report.{module}"), name)
    yield from laid_out(report.body, say)
    yield from lay.closing(report, say)
