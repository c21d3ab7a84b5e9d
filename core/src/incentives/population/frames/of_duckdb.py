"""Relations of DuckDB: computed into Arrow once, and given back as relations of the same connection."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from attrs import evolve

from incentives.population.cleaning import CHOICES
from incentives.population.frames.of_arrow import opened_arrays
from incentives.population.frames.opening import Given, Opened, Pairs
from incentives.population.intake import FactColumn
from incentives.rules.types import Kind

TEXT = "VARCHAR"
WORDS = frozenset({*CHOICES, Kind.SET})
STRANGE = re.compile(r"\b(BIT|UHUGEINT|TIME WITH TIME ZONE)\b")  # Arrow changes the values of these
ENUM = re.compile(r"ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)")  # inside a list, Arrow cannot always give them back
OTHER_TEXTS = frozenset({"JSON", "UUID"})  # which are text to Arrow alone


def of_duckdb(native: Any) -> Given:
    """A relation of DuckDB.

    It is computed, since rows that are asked for twice may come in another order; its columns keep their types.
    """
    types = dict(zip(native.columns, map(str, native.types), strict=False))

    def opened(columns: Sequence[FactColumn]) -> Opened:
        going = {name: _on_the_way(kind) for name, kind in types.items()}
        table = native.project(_casts(types, going)).to_arrow_table()
        others = {name for name, kind in types.items() if kind in OTHER_TEXTS or going[name] == TEXT != kind}
        readable = (one.name for one in columns if one.fact.kind not in WORDS or one.name not in others)
        frame = opened_arrays({name: table[name] for name in readable}, table)

        def give_back(rows: pl.LazyFrame, added: Pairs) -> Any:
            again = _of_table(frame.give_back(rows, added), native)
            return again.project(_casts(dict(zip(again.columns, map(str, again.types), strict=False)), types))

        return evolve(frame, give_back=give_back, types=types)

    return Given(list(types), opened, is_caseless=True)


def _on_the_way(kind: str) -> str:
    """A type that Arrow gives back as it was, to which a column of another can be cast and back."""
    if STRANGE.search(kind):
        return TEXT
    return kind if ENUM.fullmatch(kind) else ENUM.sub(TEXT, kind)


def _casts(types: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Columns, with other types where others are wanted."""
    return ", ".join(
        _sql(name) if wanted.get(name, kind) == kind else f"CAST({_sql(name)} AS {wanted[name]}) AS {_sql(name)}"
        for name, kind in types.items()
    )


def _of_table(answers: Any, relation: Any) -> Any:  # noqa: ARG001  # DuckDB finds the table by its name
    """An Arrow table as a relation of the same connection as another."""
    return relation.query("_", "SELECT * FROM answers")


def _sql(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'"{quoted}"'
