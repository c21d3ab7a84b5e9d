"""Which deed, by which day, brings the most to the most: what is to be done, counted over a table."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl
from attrs import define, field

from incentives.population.deed_columns import Advisor
from incentives.population.figures.figure_records import Cost, DeedSummary, ToDoSummary
from incentives.population.figures.tally import ROWS, Reading, times_of
from incentives.population.tasks import Tasks
from incentives.values.exact import plus

UNTOLD = "untold"
Hanging = tuple[str, date | None]  # a deed and its last day


def to_do_over(rows: pl.LazyFrame, advisor: Advisor, reading: Reading, seen: Callable[[int], None]) -> ToDoSummary:
    """What is to be done over all rows.

    Args:
        rows: with the facts that the advisor sees.
        advisor: of one edition.
        reading: how sums are read.
        seen: told how many rows more were advised.
    """
    as_of, currency = advisor.one.as_of, advisor.one.edition.currency
    assert as_of is not None  # noqa: S101  # nothing is asked to be done without a day
    packed = advisor.told({"tasks": _packed}, {"tasks": pl.String()}, seen)
    found = reading(times_of(rows.select(packed.struct.field("tasks"))))
    deeds: dict[Hanging, _Deed] = defaultdict(lambda: _Deed(currency))
    for text, times in found.items():
        for id, by, is_alone, certain, possible in json.loads(text) if text not in {ROWS, UNTOLD} else ():
            day, most = by and date.fromisoformat(by), possible and Decimal(possible)
            deeds[id, day].add(Decimal(certain), most, times, is_alone=is_alone)
    untold = int(found.get(UNTOLD) or 0)
    made = [DeedSummary(id, by, one.rows, one.alone, one.cost) for (id, by), one in deeds.items()]
    return ToDoSummary(as_of, int(found[ROWS]) - untold, untold, tuple(sorted(made, key=_most_first)))


@define(eq=False)
class _Deed:
    """The figures of a deed, as they are added up."""

    currency: str
    rows: int = 0
    alone: int = 0
    certain: Decimal = field(factory=Decimal)
    possible: Decimal | None = field(factory=Decimal)

    def add(self, certain: Decimal, possible: Decimal | None, times: int = 1, *, is_alone: bool) -> None:
        """So many rows more in which it is to be done."""
        self.rows += times
        self.alone += times if is_alone else 0
        self.certain = plus(self.certain, certain * times)
        is_bounded = possible is not None and self.possible is not None
        self.possible = plus(self.possible, possible * times) if is_bounded else None  # type: ignore[arg-type,operator]  # both are bounded

    @property
    def cost(self) -> Cost:
        """What hangs on it."""
        return Cost(self.currency, self.certain, self.possible)


def _most_first(one: DeedSummary) -> tuple[Decimal, int, str, date]:
    most = Decimal("Infinity") if one.cost.possible is None else one.cost.possible
    return -most, -one.rows, one.id, one.by or date.max


def _packed(tasks: Tasks) -> str | None:
    """What one practitioner has to do as a text, the same wherever that is the same; nothing where there is nothing.

    Each deed once, with its last day, whether it needs no other (requests aside), and what hangs on it.
    """
    if not tasks.is_told:
        return UNTOLD
    found: dict[Hanging, _Deed] = defaultdict(lambda: _Deed(""))
    for act in (act for task in tasks.tasks for act in task.acts):
        found[act.id, act.by].add(act.hanging.certain, act.hanging.possible, is_alone=act.is_alone)
    plain = [
        (
            id,
            by and by.isoformat(),
            one.alone == one.rows,
            str(one.certain),
            None if one.possible is None else str(one.possible),
        )
        for (id, by), one in found.items()
    ]
    return json.dumps(plain) if plain else None
