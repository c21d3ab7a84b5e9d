"""FAMI 2025 over a table: ours, hand-written Polars, OpenFisca. Nothing is timed before it agreed, row by row."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import polars as pl
from incentives import Catalogue, load_catalogue
from incentives.errors import IncentivesError

from benchmarks.agreement import (
    SCHEME,
    Disagreement,
    check_columns,
    check_values,
    reference,
    situations,
)
from benchmarks.measuring import Figure, Time, prepared, side_by_side
from benchmarks.peers import openfisca_fami, polars_fami
from benchmarks.population import YEAR, population

CHECKED = 2_000
INVALID = 0.01
OURS, HAND, OPENFISCA = "incentives", "Polars by hand", "OpenFisca"
PART = "table"
CALCULATED = "OpenFisca: inputs set before, amount"
FROM_CODES = "OpenFisca: choices set as codes, amount"
FROM_TEXT = "OpenFisca: choices set as text, amount"
FORMS: tuple[tuple[str, Literal["enum", "text"], float], ...] = (
    ("Enum, complete", "enum", 0.0),
    ("Enum, 20 % holes", "enum", 0.2),
    ("text, complete", "text", 0.0),
    ("text, 20 % holes", "text", 0.2),
)
Assess = Callable[[pl.DataFrame], Any]
Work = dict[str, Callable[[], Callable[[], object]]]


def measured(rows: int, rounds: int) -> list[Figure]:
    """The figures of every form of table, with the ratios between contenders."""
    catalogue = load_catalogue()
    contenders: dict[str, Assess] = {
        HAND: polars_fami.assess,
        OURS: lambda frame: catalogue.assess_table(frame, SCHEME, YEAR),
    }
    refused = {name: why for name, assess in contenders.items() if (why := disagreement(catalogue, name, assess))}
    agreed = {name: assess for name, assess in contenders.items() if name not in refused}
    figures = [Figure(PART, "agreement", name, None, "", note=why) for name, why in refused.items()]
    openfisca: Work = {}
    if why := _openfisca_disagreement(catalogue):
        figures.append(Figure(PART, "agreement", OPENFISCA, None, "", note=why))
    else:
        openfisca, conversions = _openfisca(rows)
        figures += [Figure.of(PART, f"{rows:,} rows, {what}", OPENFISCA, its) for what, its in conversions.items()]
    for form, choices, holes in FORMS:
        frame = population(rows, choices=choices, holes=holes)
        times = side_by_side({**work_on(frame, agreed), **openfisca}, rounds)
        figures += _compared(f"{rows:,} rows, {form}", times)
    return figures


def _compared(case: str, times: dict[str, Time]) -> list[Figure]:
    """The times of one form: ours against Polars by hand, OpenFisca against each of them."""
    by = {who: times[who] for who in (HAND, OURS) if who in times}
    figures = [Figure.of(PART, case, who, its) for who, its in by.items()]
    if len(by) > 1:
        figures[1] = Figure.of(PART, case, OURS, by[OURS], HAND, by[HAND])
    for what, its in times.items():
        if what not in by:
            figures += [Figure.of(PART, case, what, its, who, other) for who, other in by.items()]
            figures += [] if by else [Figure.of(PART, case, what, its)]
    return figures


def work_on(frame: pl.DataFrame, contenders: dict[str, Assess]) -> Work:
    """What each contender does with a frame, to be timed."""
    return {name: prepared(partial(assess, frame)) for name, assess in contenders.items()}


def disagreement(catalogue: Catalogue, name: str, assess: Assess) -> str:
    """Why a contender is not to be timed: the first difference from single assessments, or nothing."""
    try:
        for form, choices, holes in FORMS:
            for invalid in (0.0, INVALID):
                frame = population(CHECKED, choices=choices, holes=holes, invalid=invalid)
                check_columns(f"{form}, invalid {invalid:.0%}", frame, assess(frame), reference(catalogue, frame))
    except (Disagreement, IncentivesError, AttributeError) as error:
        return f"{name} disagrees: {error}"
    return ""


def _openfisca_disagreement(catalogue: Catalogue) -> str:
    """The same for OpenFisca: cautious readings must give what is certain, generous ones what is possible."""
    frame = population(CHECKED)
    amounts = [catalogue.assess(SCHEME, YEAR, situation).amount for situation in situations(frame)]
    try:
        for end, readings in (("certain", openfisca_fami.CAUTIOUS), ("possible", openfisca_fami.GENEROUS)):
            built = openfisca_fami.system(readings)
            made = openfisca_fami.simulation(built, openfisca_fami.arrays(frame), frame.height)
            got = [float(value) for value in openfisca_fami.amount(made)]
            check_values(f"{OPENFISCA}: {end}", got, [float(getattr(amount, end)) for amount in amounts])
    except Disagreement as error:
        return str(error)
    return ""


def _openfisca(rows: int) -> tuple[Work, dict[str, Time]]:
    """What it does with complete data that is in arrays already, and the time that making these arrays took."""
    built = openfisca_fami.system()
    arrays: dict[str, dict[str, Any]] = {}
    conversions: dict[str, Time] = {}
    forms: tuple[Literal["enum", "text"], ...] = ("enum", "text")
    for choices in forms:
        frame = population(rows, choices=choices)
        wall, processor = time.perf_counter(), time.process_time()
        arrays[choices] = openfisca_fami.arrays(frame)
        conversions[f"{choices} into arrays"] = Time(time.perf_counter() - wall, time.process_time() - processor)

    def simulation(choices: str) -> Any:
        return openfisca_fami.simulation(built, arrays[choices], rows)

    work: Work = {
        CALCULATED: lambda: partial(openfisca_fami.amount, simulation("enum")),
        FROM_CODES: prepared(lambda: openfisca_fami.amount(simulation("enum"))),
        FROM_TEXT: prepared(lambda: openfisca_fami.amount(simulation("text"))),
    }
    return work, conversions
