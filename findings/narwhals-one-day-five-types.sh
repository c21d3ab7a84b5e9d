#!/usr/bin/env bash
# One Arrow column of days has another type in each library, so a check by type passes or fails by where the
# table came from.
#
# Expected: narwhals, which is there to make the tables of several libraries look alike, calls a column of
# date64 a Date.
# Seen: it is Unknown from PyArrow and from pandas on Arrow, Object from plain pandas, Datetime from Polars
# and Date from DuckDB. A date32 column is Date in all but plain pandas.
# Versions: narwhals 2.29.0, pyarrow 26.0.1, polars 2.1.0, pandas 3.1.1, duckdb 2.0.1; Python 3.11.7. Day:
# 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    narwhals==2.29.0 pyarrow==26.0.1 polars==2.1.0 pandas==3.1.1 duckdb==2.0.1

venv/bin/python - >seen.txt <<'PY'
import duckdb
import narwhals
import pandas
import polars
import pyarrow

for kind in (pyarrow.date64(), pyarrow.date32()):
    table = pyarrow.table({"day": pyarrow.array([0], type=kind)})
    for library, native in (
        ("pyarrow", table),
        ("polars", polars.from_arrow(table)),
        ("pandas", table.to_pandas()),
        ("pandas on Arrow", table.to_pandas(types_mapper=pandas.ArrowDtype)),
        ("duckdb", duckdb.from_arrow(table)),
    ):
        print(kind, library, narwhals.from_native(native).collect_schema()["day"])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
date64[ms] pyarrow Unknown
date64[ms] polars Datetime(time_unit='ms', time_zone=None)
date64[ms] pandas Object
date64[ms] pandas on Arrow Unknown
date64[ms] duckdb Date
date32[day] pyarrow Date
date32[day] polars Date
date32[day] pandas Object
date32[day] pandas on Arrow Date
date32[day] duckdb Date
SEEN
