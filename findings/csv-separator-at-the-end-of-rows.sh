#!/usr/bin/env bash
# A separator too many at the end of each row, as some programs write it, moves every cell one column to the
# left.
#
# Expected: the file is refused, or the empty cell at the end is left out.
# Seen: pandas takes the first cell of each row for the row's name, so that the column "name" holds the
# visits and "visits" is unknown throughout, without a warning. DuckDB leaves the empty cell out; Polars and
# PyArrow refuse the file.
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
import pyarrow
from pyarrow import csv

with open("people.csv", "w") as file:
    file.write("name,visits\nAnn,3,\nBob,4,\n")
print("pandas", pandas.read_csv("people.csv").to_dict("list"))
print("duckdb", duckdb.sql("from 'people.csv'").fetchall())
for reader, read, refusal in (
    ("polars", polars.read_csv, polars.exceptions.ComputeError), ("pyarrow", csv.read_csv, pyarrow.ArrowInvalid)
):
    try:
        print(reader, read("people.csv"))
    except refusal:
        print(reader, "refuses")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas {'name': [3, 4], 'visits': [nan, nan]}
duckdb [('Ann', 3), ('Bob', 4)]
polars refuses
pyarrow refuses
SEEN
