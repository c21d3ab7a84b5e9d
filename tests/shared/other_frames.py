"""Frames of other kinds made of one of Polars."""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import polars as pl

OF_POLARS: Mapping[str, Callable[[pl.DataFrame], Any]] = {
    "polars lazy": lambda people: people.lazy(),
    "pyarrow": lambda people: people.to_arrow(),
    "pandas": lambda people: people.to_pandas(use_pyarrow_extension_array=True),
    "duckdb": lambda people: duckdb.from_arrow(people.to_arrow()),
}
