#!/usr/bin/env bash
# When columns are named after years, the line of names is taken for the first row of data.
#
# Expected: in a table with the columns city, 2024 and 2025 the first line is the header, as in every other
# table.
# Seen: DuckDB finds no header, because the numbers 2024 and 2025 fit the columns below them: the columns
# are called column0, column1 and column2, and there is one row more, whose figures (the years) go into
# every sum. `header = true` mends it.
# Versions: duckdb 2.0.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check duckdb==2.0.1

venv/bin/python - >seen.txt <<'PY'
import duckdb

with open("visits.csv", "w") as file:
    file.write("city,2024,2025\nLille,3,4\nLyon,5,6\n")
visits = duckdb.sql("from 'visits.csv'")
print(visits.columns, visits.fetchall())
print("sum", duckdb.sql("select sum(column1) from 'visits.csv'").fetchall())
told = duckdb.sql("from read_csv('visits.csv', header = true)")
print("told so:", told.columns, told.fetchall())
PY

cat seen.txt
diff seen.txt - <<'SEEN'
['column0', 'column1', 'column2'] [('city', 2024, 2025), ('Lille', 3, 4), ('Lyon', 5, 6)]
sum [(2032,)]
told so: ['city', '2024', '2025'] [('Lille', 3, 4), ('Lyon', 5, 6)]
SEEN
