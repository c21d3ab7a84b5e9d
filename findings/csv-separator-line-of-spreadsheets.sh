#!/usr/bin/env bash
# The line `sep=;`, which spreadsheet programs read as an order and drop, is a table's header for the
# libraries.
#
# Expected: either the line is understood (it says which separator to use) or the file is refused.
# Seen: pandas, Polars and PyArrow read one column called "sep=;" and count the real header as a row,
# without a word. DuckDB finds the semicolon and yet keeps the line: two columns, "sep=" and "column1".
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

with open("people.csv", "w") as file:
    file.write("sep=;\nname;visits\nAnn;3\nBob;4\n")
table = pandas.read_csv("people.csv")
print("pandas", list(table.columns), len(table))
table = polars.read_csv("people.csv")
print("polars", table.columns, len(table))
table = csv.read_csv("people.csv")
print("pyarrow", table.column_names, len(table))
table = duckdb.sql("from 'people.csv'")
print("duckdb", table.columns, len(table))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas ['sep=;'] 3
polars ['sep=;'] 3
pyarrow ['sep=;'] 3
duckdb ['sep=', 'column1'] 3
SEEN
