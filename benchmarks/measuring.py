"""Timing things side by side, and the table of what was found."""

import gc
import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

A_MILLISECOND, A_HUNDRED = 1e-3, 100


@frozen
class Time:
    """The shortest of several runs, in seconds.

    Attributes:
        wall: by the clock on the wall.
        processor: of all threads together; what others do on the machine disturbs it less.
    """

    wall: float
    processor: float

    def over(self, number: int) -> "Time":
        """The same for one of so many."""
        return Time(self.wall / number, self.processor / number)


@frozen
class Figure:
    """One line of the table.

    Attributes:
        part: of the benchmark.
        case: what was done, on what.
        who: who did it.
        value: the figure; ``None`` where it was refused.
        unit: of the value.
        ratio: of the value to that of ``against``.
        against: with whom it is compared.
        processor_ratio: the same of processor time, where it was measured.
        note: what else is to be said.
    """

    part: str
    case: str
    who: str
    value: float | None
    unit: str
    ratio: float | None = None
    against: str = ""
    processor_ratio: float | None = None
    note: str = ""

    @classmethod
    def of(cls, part: str, case: str, who: str, time: Time, against: str = "", other: Time | None = None) -> "Figure":
        """A time, compared with another where there is one."""
        unit, factor = ("ms", 1e3) if time.wall > A_MILLISECOND else ("µs", 1e6)
        if other is None:
            return cls(part, case, who, time.wall * factor, unit)
        ratios = time.wall / other.wall, time.processor / other.processor
        return cls(part, case, who, time.wall * factor, unit, ratios[0], against, ratios[1])


def side_by_side(work: Mapping[str, Callable[[], Callable[[], object]]], rounds: int) -> dict[str, Time]:
    """The shortest of so many runs of each; they take turns, so that a busy moment hits all of them.

    Each piece of work prepares a run, and the run alone is timed.
    """
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, prepare in work.items():
            gc.collect()
            run = prepare()
            wall, processor = time.perf_counter(), time.process_time()
            result = run()
            found[name].append((time.perf_counter() - wall, time.process_time() - processor))
            del result, run
    return {name: Time(*map(min, zip(*times, strict=True))) for name, times in found.items()}


def prepared(run: Callable[[], object]) -> Callable[[], Callable[[], object]]:
    """Work that needs no preparation, in the form that ``side_by_side`` takes."""
    return lambda: run


HEADS = ("part", "case", "who", "time", "ratio", "processor", "to that of")


def as_markdown(figures: list[Figure]) -> str:
    """The figures as a Markdown table, and what was refused below it."""
    rows = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    head, *lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    notes = [f"\n{figure.who}, {figure.part}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([head, rule, *lines, *notes])


def _cells(figure: Figure) -> tuple[str, ...]:
    value = "refused" if figure.value is None else f"{figure.value:,.{_digits(figure.value)}f} {figure.unit}"
    ratios = ("" if ratio is None else f"{ratio:.2f}" for ratio in (figure.ratio, figure.processor_ratio))
    return figure.part, figure.case, figure.who, value, *ratios, figure.against


def _digits(value: float) -> int:
    return 0 if value >= A_HUNDRED else 1 if value >= A_HUNDRED / 10 else 2


def save(figures: list[Figure], path: Path) -> None:
    """Write the figures as JSON or as Markdown, by the suffix."""
    data: dict[str, Any] = {"figures": [asdict(figure) for figure in figures], "load": os.getloadavg()}
    text = json.dumps(data, indent=2) if path.suffix == ".json" else as_markdown(figures)
    path.write_text(text + "\n", encoding="utf-8")
