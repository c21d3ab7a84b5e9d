#!/usr/bin/env bash
# In a table with one column, two of four readers lose the rows whose only cell is empty.
#
# Expected: a file with three rows has three rows, the second one unknown.
# Seen: pandas and PyArrow take the row for a blank line and drop it (their default), so that rows no longer
# match those of another file and the share of those who answered is 100 %; Polars and DuckDB keep it as
# unknown.
# Versions: pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1

venv/bin/python - >seen.txt <<'PY'
import duckdb
import pandas
import polars
from pyarrow import csv

with open("visits.csv", "w") as file:
    file.write("visits\n1\n\n3\n")
print("pandas", pandas.read_csv("visits.csv")["visits"].to_list())
print("pyarrow", csv.read_csv("visits.csv")["visits"].to_pylist())
print("polars", polars.read_csv("visits.csv")["visits"].to_list())
print("duckdb", [cell for (cell,) in duckdb.sql("from 'visits.csv'").fetchall()])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas [1, 3]
pyarrow [1, 3]
polars [1, None, 3]
duckdb [1, None, 3]
SEEN
