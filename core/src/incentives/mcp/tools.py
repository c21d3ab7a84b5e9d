"""The tools: what each takes, and the report that it gives."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from incentives.hookspecs import PARTS
from incentives.report import layout
from incentives.report.blocks import Block
from incentives.report.desk import Desk
from incentives.report.layouts import blocks
from incentives.report.markdown import to_markdown
from incentives.report.orders import Order, order_schema
from incentives.report.records import person
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.wording import Speech

OF_SOMEBODY = {"situation": True, "schemes": False, "as_of": False}


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
    keys: Mapping[str, bool]
    report: Callable[[Desk, Order], Report]
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


def _schemes(desk: Desk, _: Order) -> Report:
    return desk.schemes()


def _rules(desk: Desk, order: Order) -> Report:
    return desk.edition(order.schemes[0], order.years[0])


def _questions(desk: Desk, order: Order) -> Report:
    return desk.questions(order.schemes, order.years)


def _next_questions(desk: Desk, order: Order) -> Report:
    return desk.next_questions(order.situation, order.years, order.schemes)


def _answered(kind: str) -> Callable[[Desk, Order], Report]:
    def make(desk: Desk, order: Order) -> Report:
        checked = order.checked or desk.catalogue.check(order.situation)
        return desk.answer(kind, desk.compared(checked, order.years, order.schemes), checked, named=order.schemes)

    return make


def _advice(desk: Desk, order: Order) -> Report:
    checked = order.checked or desk.catalogue.check(order.situation)
    return desk.advice(desk.compared(checked, order.years, order.schemes), checked.label)


TOOLS = (
    Tool("schemes", {}, _schemes),
    Tool("rules", {"scheme": True, "year": True}, _rules),
    Tool("questions", {"years": True, "schemes": False}, _questions),
    Tool("next_questions", {**OF_SOMEBODY, "years": True}, _next_questions),
    Tool("assess", {**OF_SOMEBODY, "year": True}, _answered("check")),
    Tool("compare", {**OF_SOMEBODY, "years": True}, _answered("comparison")),
    Tool("advice", {**OF_SOMEBODY, "years": True}, _advice),
    Tool(
        "explain",
        {"situation": True, "scheme": True, "year": True, "as_of": False},
        _answered("check"),
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
