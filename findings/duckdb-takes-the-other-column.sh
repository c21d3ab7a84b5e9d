#!/usr/bin/env bash
# Of two columns whose names differ in case only, a quoted name gives the wrong one, silently.
#
# Expected: `select "Rate"` gives the column Rate, since quotes keep the case; or the name is called
# ambiguous.
# Seen: names have no case in DuckDB, quoted or not. Reading an Arrow table with "rate" and "Rate" it
# renames the second one "Rate_1", so `select "Rate"` gives the cells of "rate". Polars' SQL gives those of
# "Rate".
# Versions: duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0

venv/bin/python - >seen.txt <<'PY'
import duckdb
import polars
import pyarrow

table = pyarrow.table({"rate": [70], "Rate": [95]})
print("duckdb names", duckdb.from_arrow(table).columns)
print("duckdb", duckdb.from_arrow(table).query("t", 'select "Rate" from t').fetchall())
print("polars", polars.from_arrow(table).sql('select "Rate" from self').rows())
PY

cat seen.txt
diff seen.txt - <<'SEEN'
duckdb names ['rate', 'Rate_1']
duckdb [(70,)]
polars [(95,)]
SEEN
