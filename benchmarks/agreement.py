"""What the single assessment says of every row of a table: the reference that each peer must agree with."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import polars as pl
from incentives import Catalogue, Outcome, Situation
from incentives.errors import InvalidSituation
from incentives.rules.types import Kind

from benchmarks.population import NO_VALUES, READ, YEAR, population

SCHEME = "fr-fami"
SETS = {fact.id for fact in READ if fact.kind is Kind.SET}
PERMANENT = {fact.id for fact in READ if not fact.annual}
ORDER = {fact.id: at for at, fact in enumerate(READ)}
STATE = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNKNOWN: None}
SHOWN = 2
DEVICE_TYPES = "fr.telehealth.device_types"


class Disagreement(Exception):
    """What was to be measured does not give the same answers."""


def facts_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that a row gives, with sets as lists."""
    return {
        id: (value.split(";") if value != NO_VALUES else []) if id in SETS and isinstance(value, str) else value
        for id, value in row.items()
        if value is not None
    }


def situation_of(facts: Mapping[str, Any], readings: Mapping[str, bool] | None = None) -> Situation:
    """The facts as a situation of the reference year."""
    permanent = {id: value for id, value in facts.items() if id in PERMANENT}
    annual = {id: value for id, value in facts.items() if id not in PERMANENT}
    return Situation.of({**permanent, YEAR: annual, "readings": dict(readings or {})})


def situations(frame: pl.DataFrame, readings: Mapping[str, bool] | None = None) -> Iterator[Situation]:
    """Each row as a situation."""
    return (situation_of(facts_of(row), readings) for row in frame.iter_rows(named=True))


def reference(catalogue: Catalogue, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that a table assessment must add, made row by row from single assessments."""
    rows = [_row(catalogue, facts_of(row)) for row in frame.iter_rows(named=True)]
    euro = pl.Decimal(18, 2)
    kinds = {"certain": euro, "possible": euro, "eligibility": pl.String(), "invalid": pl.String()}
    schema: dict[str, pl.DataType] = {f"{SCHEME}.{name}": kinds.get(name, pl.Boolean()) for name in rows[0]}
    return pl.DataFrame([list(row.values()) for row in rows], schema=schema, orient="row")


def _row(catalogue: Catalogue, facts: dict[str, Any]) -> dict[str, Any]:
    invalid = _invalid(catalogue, facts)
    fit = {id: value for id, value in facts.items() if id not in invalid}
    assessment = catalogue.assess(SCHEME, YEAR, situation_of(fit))
    return {
        **{id: STATE[result.outcome] for id, result in assessment.criteria.items()},
        "certain": cents(assessment.amount.certain),
        "possible": cents(assessment.amount.possible),
        "eligibility": str(assessment.eligibility),
        "invalid": ";".join(sorted(invalid, key=ORDER.__getitem__)) or None,
    }


def _invalid(catalogue: Catalogue, facts: dict[str, Any]) -> set[str]:
    try:
        catalogue.check(situation_of(facts))
    except InvalidSituation as error:
        faults: tuple[Any, ...] = error.faults
        return {path.removeprefix(f"{YEAR}.") for fault in faults for path in fault.paths}
    return set()


def cents(amount: Decimal | None) -> Decimal | None:
    """An amount to the cent."""
    return None if amount is None else amount.quantize(Decimal("0.01"))


def check_columns(
    name: str, frame: pl.DataFrame, got: pl.DataFrame, expected: pl.DataFrame, *, may_know_less: bool = False
) -> None:
    """Refuse a table result that differs from the reference in any column or row, or lost an input column.

    Args:
        name: of what is held against it.
        frame: that was assessed.
        got: the result.
        expected: the columns that must have been added.
        may_know_less: whether it may leave open what only follows from what cannot hold together.

    Raises:
        Disagreement: with the first rows that differ, column by column.
    """
    if got.columns != [*frame.columns, *expected.columns] or not got.select(frame.columns).equals(frame):
        msg = f"{name}: columns are not the input's and then those of the scheme: {got.columns}"
        raise Disagreement(msg)
    for column in expected.columns:
        if got.schema[column] != expected.schema[column]:
            msg = f"{name}: {column} is {got.schema[column]}, expected {expected.schema[column]}"
            raise Disagreement(msg)
        its, others = got[column].to_list(), expected[column].to_list()
        if may_know_less:
            is_open = _IS_OPEN.get(column.removeprefix(f"{SCHEME}."), _is_unknown)
            others = [one if is_open(one, other) else other for one, other in zip(its, others, strict=True)]
        check_values(f"{name}: {column}", its, others)


def _is_unknown(one: Any, _other: Any) -> bool:
    return one is None


# Whether an answer in a column leaves open what another says.
_IS_OPEN: Mapping[str, Callable[[Any, Any], bool]] = {
    "certain": lambda one, other: one <= other,
    "possible": lambda one, other: one >= other,
    "eligibility": lambda one, _: one == "undetermined",
    "invalid": lambda *_: False,
}


def check_values(name: str, got: list[Any], expected: list[Any]) -> None:
    """Refuse lists that differ.

    Raises:
        Disagreement: with the first differences.
    """
    pairs = list(zip(got, expected, strict=True))
    wrong = [at for at, (one, other) in enumerate(pairs) if one is not other and one != other]
    if wrong:
        listed = "; ".join(f"row {at}: {pairs[at][0]!r}, expected {pairs[at][1]!r}" for at in wrong[:SHOWN])
        msg = f"{name} differs in {len(wrong)} of {len(expected)} rows: {listed}"
        raise Disagreement(msg)


def facts_told(person: Situation) -> dict[str, Any]:
    """The facts of a situation of the reference year."""
    return {**person.permanent, **person.annual[YEAR]}


def expected(catalogue: Catalogue, people: list[dict[str, Any]]) -> list[tuple[float, dict[str, bool]]]:
    """What is certain, and which criteria are surely met."""
    found = []
    for facts in people:
        assessment = catalogue.assess(SCHEME, YEAR, situation_of(facts))
        met = {id: result.outcome is Outcome.MET for id, result in assessment.criteria.items()}
        found.append((float(assessment.amount.certain), met))
    return found


def complete(people: list[Situation], generated: int) -> list[dict[str, Any]]:
    """So many generated practitioners, and those of some people of whom nothing was taken away."""
    facts = [facts_told(person) for person in people]
    needed = max(len(one.keys() - PERMANENT - {DEVICE_TYPES}) for one in facts)
    whole = [one for one in facts if len(one.keys() - PERMANENT - {DEVICE_TYPES}) == needed]
    has_all = [one for one in whole if (DEVICE_TYPES in one) == (one["fr.telehealth.device"] != "none")]
    return [*(facts_of(row) for row in population(generated).iter_rows(named=True)), *has_all]
