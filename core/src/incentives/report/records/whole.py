"""What every report has around its own content."""

from datetime import date as day
from importlib import import_module
from typing import Annotated, Any

from incentives.report.records.pieces import Edition, Failure
from incentives.report.records.recording import Record

VERSION = 1
# The record of each kind of report, and where it is: what one kind is made of is not loaded for another.
KINDS = {
    "check": "person.Comparison",
    "comparison": "person.Comparison",
    "schemes": "rulebook.Schemes",
    "show": "rulebook.Rules",
    "scheme_comparison": "rulebook.SchemeComparison",
    "edition_changes": "twoeditions.Changes",
    "plugins": "host.Plugins",
    "verification": "host.Verifications",
    "table_summary": "profession.TableSummary",
    "table_comparison": "profession.TableComparison",
}


def body_of(kind: str) -> type[Record]:
    """The record of what a kind of report says besides what every report says."""
    module, _, name = KINDS[kind].partition(".")
    found: type[Record] = getattr(import_module(f"incentives.report.records.{module}"), name)
    return found


class Report(Record):
    """A report: its own content, with the date, the editions and their digests, who decides, and what failed."""

    schema_version: Annotated[int, "of these keys; it grows when one is removed, renamed or means something else"]
    kind: Annotated[str, f"which report it is: {', '.join(KINDS)}"]
    language: Annotated[str, "en, fr or nl"]
    date: Annotated[day, "the day on which the report was made"]
    body: Annotated[Record, "what this kind of report says; its keys stand beside these"]
    editions: Annotated[tuple[Edition, ...], "the rules used"]
    decides: Annotated[tuple[str, ...], "sentences: who decides"]
    disclaimer: Annotated[str, "a sentence: this is an assessment, not a decision"]
    failures: Annotated[tuple[Failure, ...], "plugins that failed; what they would have said is missing"]

    def plain(self) -> dict[str, Any]:
        """The report for programs, flat."""
        told = {name: part if name == "body" else {name: part} for name, part in super().plain().items()}
        return {name: part for parts in told.values() for name, part in parts.items()}
