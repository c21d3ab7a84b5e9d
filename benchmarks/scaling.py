"""How cost grows: with the rows of a table, and with the number of installed schemes."""

from collections.abc import Iterable

from attrs import evolve
from incentives import load_catalogue

from benchmarks import schemes
from benchmarks.agreement import SCHEME
from benchmarks.measuring import Figure, Time, side_by_side
from benchmarks.peers import polars_fami
from benchmarks.population import YEAR, population
from benchmarks.tables import HAND, OURS, Assess, disagreement, work_on

MANY_ROWS, FEW_ROUNDS = 3_000_000, 3


def with_rows(sizes: Iterable[int], rounds: int) -> list[Figure]:
    """Milliseconds for tables of each length; the ratio is that of the cost of one row to that in the table before."""
    catalogue = load_catalogue()
    contenders: dict[str, Assess] = {
        HAND: polars_fami.assess,
        OURS: lambda frame: catalogue.assess_table(frame, SCHEME, YEAR),
    }
    refused = {name: why for name, assess in contenders.items() if (why := disagreement(catalogue, name, assess))}
    contenders = {name: assess for name, assess in contenders.items() if name not in refused}
    figures = [Figure("rows", "agreement", name, None, "", note=why) for name, why in refused.items()]
    before: dict[str, Time] = {}
    last = 0
    for rows in sizes:
        frame = population(rows)
        times = side_by_side(work_on(frame, contenders), min(rounds, FEW_ROUNDS) if rows >= MANY_ROWS else rounds)
        for name, time in times.items():
            figure = Figure.of("rows", f"{rows:,} rows, Enum, complete", name, time)
            if last:
                a_row = Figure.of("", "", "", time.over(rows), "", before[name].over(last))
                growth, of_processor = a_row.ratio, a_row.processor_ratio
                figure = evolve(figure, ratio=growth, processor_ratio=of_processor, against=f"1 of {last:,}")
            figures.append(figure)
        before, last = times, rows
    return figures


def with_schemes(numbers: Iterable[int]) -> list[Figure]:
    """Processor time with so many schemes; the ratio is that of the cost of one scheme to that with fewer, before.

    What is the same however many there are makes the first ratios smaller than 1.
    """
    figures: list[Figure] = []
    before: dict[str, tuple[int, float]] = {}
    for number in numbers:
        for what, milliseconds in schemes.of_schemes(number).items():
            last, its = before.get(what, (0, 0.0))
            growth = (milliseconds / number) / (its / last) if last else None
            against = f"1 of {last}" if last else ""
            figures.append(Figure("schemes", f"{number} schemes", what, milliseconds, "ms", growth, against))
            before[what] = number, milliseconds
    return figures
