"""The tools: what each takes, and the report that it gives."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from incentives.hookspecs import PARTS
from incentives.report import fulfilment, layout
from incentives.report.blocks import Block
from incentives.report.desk import Desk
from incentives.report.layouts import blocks
from incentives.report.markdown import to_markdown
from incentives.report.orders import OF_ONE_YEAR, OF_QUESTIONS, OF_SOMEBODY, Keys, Order, order_schema
from incentives.report.records import person
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.wording import Speech


@frozen(eq=False)
class Tool:
    """A tool.

    Attributes:
        name: of the tool; its description is under ``assistant.tools`` in the wording.
        keys: what it takes, and whether each is needed.
        report: makes its answer.
        parts: of a report on one practitioner, what is said beside the answer.
    """

    name: str
    keys: Keys
    report: fulfilment.Fulfil
    parts: frozenset[str] = frozenset({"sources"})

    def description(self, language: str) -> str:
        """What it gives, and when to use it."""
        return Speech(language).say("assistant", "tools", self.name)

    def schema(self, desk: Desk) -> dict[str, Any]:
        """The JSON Schema of what it takes; which facts there are is told by the tool ``questions``."""
        schema = order_schema(self.keys, desk.catalogue, desk.language, with_facts=False)
        if "situation" in self.keys:
            told = Speech(desk.language).say("assistant", "situation")
            schema["properties"]["situation"]["description"] += f" {told}"
        return schema

    def text(self, report: Report) -> str:
        """Its answer for an assistant to read: with sources, how sure the rules are, and that it is no decision."""
        return to_markdown(self._blocks(screened(report)))

    def _blocks(self, report: Report) -> Iterator[Block]:
        yield from blocks(report, self.parts)
        if report.kind in {"check", "comparison"} and self.parts != {*PARTS}:
            yield from layout.about(report, layout.labels_of(report))


def _rules(desk: Desk, order: Order) -> Report:
    return desk.edition(order.schemes[0], order.years[0])


TOOLS = (
    Tool("schemes", {}, fulfilment.schemes),
    Tool("rules", {"scheme": True, "year": True}, _rules),
    Tool("questions", OF_QUESTIONS, fulfilment.questions),
    Tool("next_questions", OF_SOMEBODY, fulfilment.next_questions),
    Tool("assess", OF_ONE_YEAR, fulfilment.check),
    Tool("compare", OF_SOMEBODY, fulfilment.comparison),
    Tool("advice", OF_SOMEBODY, fulfilment.advice),
    Tool(
        "explain",
        {"situation": True, "scheme": True, "year": True, "as_of": False},
        fulfilment.check,
        frozenset(PARTS),
    ),
)


def structured(tool: Tool, report: Report) -> dict[str, Any]:
    """The answer as data: the record, without its rows in full where the tool is not asked to explain them."""
    body = report.body
    if isinstance(body, person.Comparison) and tool.name != "explain":
        body = person.Comparison(**{**vars(body), "rows": ()})
        report = Report(**{**vars(report), "body": body})
    return report.plain()
