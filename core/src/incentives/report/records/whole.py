"""What every report has around its own content."""

from collections.abc import Callable, Iterator
from datetime import date as day
from importlib import import_module
from typing import Annotated, Any

from incentives.report.blocks import Block
from incentives.report.records.pieces import Edition, Failure
from incentives.report.records.recording import Record

VERSION = 1
# The record of each kind of report, and what lays it out: what one kind needs is not loaded for another.
KINDS = {
    "check": ("records.person.Comparison", "checklayout.compared"),
    "comparison": ("records.person.Comparison", "checklayout.compared"),
    "letters": ("records.correspondence.Letters", "letterlayout.letters"),
    "schemes": ("records.rulebook.Schemes", "listlayout.schemes"),
    "show": ("records.rulebook.Rules", "rulelayout.shown"),
    "scheme_comparison": ("records.rulebook.SchemeComparison", "rulelayout.schemes_compared"),
    "edition_changes": ("records.twoeditions.Changes", "changedlayout.changed"),
    "questions": ("records.asking.Questions", "askedlayout.questions"),
    "next_questions": ("records.asking.NextQuestions", "askedlayout.next_questions"),
    "advice": ("records.counsel.Advice", "askedlayout.advice"),
    "replay": ("records.replays.Replay", "replaylayout.replayed"),
    "explanation": ("records.explanations.Explanation", "explainedlayout.explained"),
    "plugins": ("records.host.Plugins", "listlayout.plugins"),
    "verification": ("records.host.Verifications", "listlayout.verification"),
    "table_summary": ("records.profession.TableSummary", "tablelayout.summarised"),
    "table_comparison": ("records.profession.TableComparison", "tablelayout.reformed"),
}


def body_of(kind: str) -> type[Record]:
    """The record of what a kind of report says besides what every report says."""
    found: type[Record] = _loaded(KINDS[kind][0])
    return found


def layout_of(kind: str) -> Callable[..., Iterator[Block]]:
    """What lays out what a kind of report says, from its record and the labels."""
    found: Callable[..., Iterator[Block]] = _loaded(KINDS[kind][1])
    return found


def _loaded(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"incentives.report.{module}"), name)


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
