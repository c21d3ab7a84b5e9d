"""What the API offers: each operation with where it is, what it takes and what it gives."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from incentives.report import fulfilment
from incentives.report.agenda import Whose
from incentives.report.desk import Desk
from incentives.report.listings import scheme_record
from incentives.report.orders import OF_ONE_YEAR, OF_QUESTIONS, OF_SOMEBODY, Keys, Order
from incentives.report.records.rulebook import Schemes
from incentives.report.records.schema import json_schema
from incentives.report.records.whole import KINDS, Report
from incentives.web.problems import Problem

ROOT = "/api/v1"
JSON, CALENDAR = "application/json", "text/calendar"
Places = Mapping[str, Any]
Made = Report | Mapping[str, Any] | bytes
Make = Callable[[Desk, Places, Order], Made]


@frozen(eq=False)
class Operation:
    """Something that a program can ask for.

    Attributes:
        id: its name; what it does is said under ``api.operations`` in the wording.
        path: below the root, with its places in braces: ``{scheme}``, ``{year:int}``.
        gives: the kind of the report that it gives; ``None`` for what is no report.
        address: the keys that its address takes after the question mark, and whether each is needed.
        body: the keys of its body in JSON; ``None`` for an operation without one.
        files: the types of files that it takes in place of that.
        media: the types of what it can give, the first of them unless another is asked for.
    """

    id: str
    path: str
    gives: str | None = None
    address: Keys = field(factory=dict, kw_only=True)
    body: Keys | None = field(default=None, kw_only=True)
    files: tuple[str, ...] = field(default=(), kw_only=True)
    media: tuple[str, ...] = field(default=(JSON,), kw_only=True)

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "GET" if self.body is None else "POST"


def _fulfilled(fulfil: fulfilment.Fulfil) -> Make:
    return lambda desk, _, order: fulfil(desk, order)


def _scheme(desk: Desk, at: Places, _: Order) -> Made:
    found = scheme_record(desk.catalogue[at["scheme"]], desk.catalogue, desk.language, desk.day)
    return desk.report("schemes", Schemes(schemes=(found,), left_out=0))


def _edition(desk: Desk, at: Places, _: Order) -> Made:
    return desk.edition(at["scheme"], at["year"])


def _diff(desk: Desk, at: Places, _: Order) -> Made:
    return desk.changes(at["scheme"], at["before"], at["after"])


def _calendar(desk: Desk, _: Places, order: Order) -> Made:
    checked = fulfilment.checked(desk, order)
    whose = Whose(checked.id or checked.label or "", checked.label)
    comparison = desk.compared(checked, order.years, order.schemes)
    return desk.calendar(comparison, whose, datetime.now(UTC), order.schemes)


def _schema(_: Desk, __: Places, ___: Order) -> Made:
    return json_schema()


def _schema_of(_: Desk, at: Places, __: Order) -> Made:
    if at["kind"] not in KINDS:
        raise Problem(404, "not_found")
    return json_schema([at["kind"]])


#: Each operation, and what makes what it gives; those on tables are served apart.
OFFERED: tuple[tuple[Operation, Make], ...] = (
    (Operation("schemes", "/schemes", "schemes"), _fulfilled(fulfilment.schemes)),
    (Operation("scheme", "/schemes/{scheme}", "schemes"), _scheme),
    (Operation("edition", "/schemes/{scheme}/editions/{year:int}", "show"), _edition),
    (Operation("diff", "/schemes/{scheme}/diff/{before:int}/{after:int}", "edition_changes"), _diff),
    (
        Operation("questions", "/questions", "questions", address=OF_QUESTIONS),
        _fulfilled(fulfilment.questions),
    ),
    (
        Operation("next_questions", "/questions/next", "next_questions", body=OF_SOMEBODY),
        _fulfilled(fulfilment.next_questions),
    ),
    (Operation("assess", "/assess", "check", body=OF_ONE_YEAR), _fulfilled(fulfilment.check)),
    (Operation("compare", "/compare", "comparison", body=OF_SOMEBODY), _fulfilled(fulfilment.comparison)),
    (Operation("advice", "/advice", "advice", body=OF_SOMEBODY), _fulfilled(fulfilment.advice)),
    (Operation("calendar", "/calendar", body=OF_SOMEBODY, media=(CALENDAR,)), _calendar),
    (Operation("schema", "/schema"), _schema),
    (Operation("schema_of", "/schema/{kind}"), _schema_of),
)
