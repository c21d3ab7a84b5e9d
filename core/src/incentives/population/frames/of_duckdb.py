"""Relations of DuckDB: computed into Arrow once, and given back as relations of the same connection."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from attrs import evolve

from incentives.population.cleaning import CHOICES
from incentives.population.frames.of_arrow import opened_arrays
from incentives.population.frames.opening import Given, Opened, Pairs
from incentives.population.intake import FactColumn
from incentives.rules.types import Kind

WORDS = frozenset({*CHOICES, Kind.SET})
OTHER_TEXTS = frozenset({"JSON", "UUID"})  # which are text to Arrow alone


def of_duckdb(native: Any) -> Given:
    """A relation of DuckDB.

    It is computed, since rows that are asked for twice may come in another order; its columns keep their types where
    a cast gives them back.
    """
    names = list(native.columns)
    types = dict(zip(names, native.types, strict=False))

    def opened(columns: Sequence[FactColumn]) -> Opened:
        table = native.to_arrow_table()
        kinds = {one.name: str(types[one.name]) for one in columns}
        readable = (one for one in columns if one.fact.kind not in WORDS or kinds[one.name] not in OTHER_TEXTS)
        frame = opened_arrays({one.name: table[one.name] for one in readable}, table)

        def give_back(rows: pl.LazyFrame, added: Pairs) -> Any:
            again = _of_table(frame.give_back(rows, added), native)
            kept = (
                _sql(name) if str(now) == str(types[name]) else f"CAST({_sql(name)} AS {types[name]}) AS {_sql(name)}"
                for name, now in zip(names, again.types, strict=False)
            )
            return again.project(", ".join([*kept, *(_sql(name) for _, name in added)]))

        return evolve(frame, give_back=give_back, types=kinds)

    return Given(names, opened, is_caseless=True)


def _of_table(answers: Any, relation: Any) -> Any:  # noqa: ARG001  # DuckDB finds the table by its name
    """An Arrow table as a relation of the same connection as another."""
    return relation.query("_", "SELECT * FROM answers")


def _sql(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
