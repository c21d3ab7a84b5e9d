"""What a request holds and what a response holds, as JSON."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

import orjson
from starlette.requests import Request

from incentives.report.records.recording import Record, key
from incentives.report.records.whole import Report
from incentives.web.problems import Problem

WHOLE_DIGITS = 15  # of a number that a program may have written with a point although it is whole
MOST_FIELDS = 2_000  # of a request: the largest situation has some hundreds


async def read_json(request: Request, most: int = MOST_FIELDS) -> object:
    """The body of a request.

    Args:
        request: whose body it is.
        most: how many keys and parts of lists it can hold.

    Raises:
        Problem: if it is no JSON, or holds too much.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "no_json")
    body = await request.body()
    return _Reading(most).read(body)


class _Reading:
    """One body, of which no more is read than may be in one; a key that is there twice is refused, as in TOML."""

    def __init__(self, most: int) -> None:
        self._left = most

    def read(self, body: bytes) -> object:
        try:
            return json.loads(
                body.decode("utf-8"),
                object_pairs_hook=self._table,
                parse_float=_number,
                parse_constant=_refused,
            )
        except (ValueError, RecursionError) as error:
            raise Problem(400, "broken_json") from error

    def _table(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        self._left -= sum(1 + (len(part) if isinstance(part, list) else 0) for _, part in pairs)
        if self._left < 0:
            raise Problem(422, "too_much")
        found = dict(pairs)
        if len(found) < len(pairs):
            raise Problem(400, "key_twice")
        return found


def _number(text: str) -> Decimal | int:
    """A number with a point or a power; one that is whole all the same is a whole number, as JSON has it."""
    number = Decimal(text)
    return int(number) if number.adjusted() < WHOLE_DIGITS and number == number.to_integral_value() else number


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def written(content: Report | Mapping[str, Any]) -> bytes:
    """A report, or other content, as JSON: compact, since programs read it."""
    return orjson.dumps(flat(content) if isinstance(content, Report) else content, _plain)


def flat(report: Report) -> dict[str, Any]:
    """The parts of a report, those of its own content beside the others, as ``Report.plain`` has them."""
    parts = {name: part for name, part in vars(report).items() if name != "body"}
    return {**parts, **_plain(report.body)}


def _plain(part: object) -> Any:
    """A part that JSON has no form for, as ``plain`` has it."""
    if isinstance(part, Record):
        return {key(name): one for name, one in vars(part).items()} if part.__renames__ else vars(part)
    if isinstance(part, Decimal):
        return f"{part:.2f}"
    return dict(part)  # type: ignore[call-overload]  # a mapping of another kind; anything else is an error here
