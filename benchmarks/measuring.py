"""Timing things side by side, and the table of what was found."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from attrs import asdict, frozen

A_MILLISECOND, A_HUNDRED = 1e-3, 100


class Refused(Exception):
    """What was to be measured cannot be done, or does not give the same answers."""


@frozen
class Time:
    """What something took, in seconds.

    Attributes:
        wall: by the clock on the wall.
        processor: of all threads together; what others do on the machine disturbs it less.
    """

    wall: float
    processor: float

    def over(self, number: float) -> "Time":
        """The same for one of so many."""
        return Time(self.wall / number, self.processor / number)


Contender = Callable[[], Time]
Found = Time | Refused


@frozen
class Figure:
    """One line of the table.

    Attributes:
        part: of the benchmark.
        case: what was done, on what.
        who: who did it.
        time: that it took; ``None`` where it was refused.
        ratio: of the time to that of ``against``.
        against: with whom it is compared.
        note: what else is to be said.
    """

    part: str
    case: str
    who: str
    time: Time | None
    ratio: Time | None = None
    against: str = ""
    note: str = ""

    @classmethod
    def of(
        cls, part: str, case: str, who: str, found: Found, against: str = "", other: Found | None = None
    ) -> "Figure":  # a line has as many columns
        """A time, compared with another where there is one."""
        if isinstance(found, Refused):
            return cls(part, case, who, None, note=str(found))
        if not isinstance(other, Time):
            return cls(part, case, who, found)
        ratio = Time(found.wall / other.wall, found.processor / other.processor)
        return cls(part, case, who, found, ratio, against)


def compared(part: str, case: str, found: Mapping[str, Found], against: Iterable[str] = ()) -> list[Figure]:
    """A line for each that was measured and each other that it is held against, no pair twice; one at least."""
    figures: list[Figure] = []
    said: set[tuple[str, str]] = set()
    for who, time in found.items():
        others = [other for other in against if other != who and (other, who) not in said and other in found]
        said |= {(who, other) for other in others if isinstance(time, Time) and isinstance(found[other], Time)}
        lines = [Figure.of(part, case, who, time, other, found[other]) for other in others if (who, other) in said]
        figures += lines or [Figure.of(part, case, who, time)]
    return figures


def side_by_side(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Found]:
    """The shortest of so many runs of each; they take turns, so that a busy moment hits all of them.

    One that is refused once is asked no more.
    """
    found: dict[str, list[Found]] = {who: [] for who in contenders}
    for _ in range(rounds):
        for who, run in contenders.items():
            if not any(isinstance(one, Refused) for one in found[who]):
                try:
                    found[who].append(run())
                except Refused as error:
                    found[who].append(error)
    return {who: shortest(its) for who, its in found.items()}


def shortest(found: Iterable[Found]) -> Found:
    """The shortest by each clock; why one was refused, where one was."""
    its = list(found)
    times = [one for one in its if isinstance(one, Time)]
    if refused := [one for one in its if isinstance(one, Refused)]:
        return refused[0]
    return Time(min(one.wall for one in times), min(one.processor for one in times))


HEADS = ("part", "case", "who", "time", "ratio", "processor", "ratio", "to that of")


def as_markdown(figures: list[Figure]) -> str:
    """The figures as a Markdown table, and what was refused below it."""
    rows = [HEADS, *map(_cells, figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    head, *lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    notes = [f"\n{figure.who}, {figure.part}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([head, rule, *lines, *dict.fromkeys(notes)])


def _cells(figure: Figure) -> tuple[str, ...]:
    time, ratio = figure.time, figure.ratio
    wall, processor = (_said(time.wall), _said(time.processor)) if time else ("refused", "")
    ratios = (f"{ratio.wall:.2f}", f"{ratio.processor:.2f}") if ratio else ("", "")
    return figure.part, figure.case, figure.who, wall, ratios[0], processor, ratios[1], figure.against


def _said(seconds: float) -> str:
    value, unit = (seconds * 1e3, "ms") if seconds > A_MILLISECOND else (seconds * 1e6, "µs")
    digits = 0 if value >= A_HUNDRED else 1 if value >= A_HUNDRED / 10 else 2
    return f"{value:,.{digits}f} {unit}"


def save(figures: list[Figure], path: Path) -> None:
    """Write the figures as JSON or as Markdown, by the suffix."""
    data = {"figures": [asdict(figure) for figure in figures], "load": os.getloadavg()}
    text = json.dumps(data, indent=2) if path.suffix == ".json" else as_markdown(figures)
    path.write_text(text + "\n", encoding="utf-8")
