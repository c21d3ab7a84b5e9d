"""Frames of pandas: columns that say a fact as Arrow, in which a missing value is never false or zero."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve

from incentives.population.frames.of_arrow import added_columns, opened_arrays
from incentives.population.frames.opening import Given, Opened, Pairs
from incentives.population.intake import FactColumn
from incentives.rules.types import Kind
from incentives.situation import Fault


class Inexact(ValueError):
    """What a column says could only be taken with a change; its argument is the id of the fault."""


def of_pandas(native: Any) -> Given:
    """A pandas frame; what comes back has its index and its columns as they were, and Arrow-backed new ones.

    Columns of NumPy's types are taken where that is exact, as days that came as timestamps are. Others are refused by
    name.
    """
    return Given([str(name) for name in native.columns], lambda columns: _opened(native, columns))


def _opened(native: Any, columns: Sequence[FactColumn]) -> Opened:
    arrays: dict[str, Any] = {}
    faults: list[Fault] = []
    for one in columns:
        try:
            arrays[one.name] = _exact(native[one.name], one.fact.kind)
        except (pa.ArrowException, TypeError, ValueError) as error:
            id = str(error) if isinstance(error, Inexact) else "column_unreadable"
            faults.append(Fault.of((one.name,), id, types=_types(native[one.name])))
    frame = opened_arrays(arrays, pa.table({"": pa.nulls(len(native))}))

    def give_back(rows: pl.LazyFrame, added: Pairs) -> Any:
        new = added_columns(rows, added, len(native)).to_pandas(types_mapper=pd.ArrowDtype)
        new.index = native.index
        return pd.concat([native, new], axis=1)

    return evolve(frame, give_back=give_back, faults=tuple(faults))


def _exact(series: Any, kind: Kind) -> Any:
    """A column as an Arrow array, without changing what it says.

    Raises:
        Inexact: if it would change.
        ArrowException: if it cannot be read at all.
    """
    if kind is Kind.SET and series.dtype == object:
        series = series.map(lambda items: sorted(items) if isinstance(items, set | frozenset) else items)
    if kind is Kind.DATE and series.dtype == object:
        series = series.map(_day)
    array = pa.array(series, from_pandas=True)
    if kind is Kind.YES_NO and pa.types.is_floating(array.type) and array.null_count < len(array):
        raise Inexact("column_yes_no_floats")
    if kind is Kind.DATE and pa.types.is_timestamp(array.type) and array.type.tz is None:
        days = array.cast(pa.date32(), safe=False)
        if pc.all(pc.equal(days.cast(array.type), array)).as_py() is False:
            raise Inexact("column_times")
        return days
    return array


def _types(series: Any) -> str:
    """The types of the cells that say something."""
    return ", ".join(sorted({type(cell).__name__ for cell in series.dropna()}))


def _day(cell: Any) -> Any:
    """A date where a date-time stands for one: among dates, Arrow would cut its time off in silence."""
    if not isinstance(cell, datetime) or pd.isna(cell):
        return cell
    if cell != datetime.combine(cell.date(), time()):  # one in a zone is never equal
        raise Inexact("column_times")
    return cell.date()
