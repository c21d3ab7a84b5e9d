#!/usr/bin/env bash
# Is an empty cell of a text column an unknown or an empty text? Four readers give three answers for the
# same two lines.
#
# Expected: one answer, and the same for a text column as for a number column.
# Seen: for a cell with nothing in it and a cell with an empty quoted text, pandas and DuckDB say unknown
# twice, PyArrow says empty text twice (and unknown in a number column), Polars tells the two apart.
# Written, pandas's empty text is a cell with nothing in it, and DuckDB's is a quoted one, which DuckDB
# itself reads as unknown.
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
    file.write('name,city,visits\nAnn,,\nBob,"",3\nCy,Lille,4\n')


def told(cells):
    return ["unknown" if cell is None or cell != cell else cell for cell in cells]


read = {
    "pandas": pandas.read_csv("people.csv").to_dict("list"),
    "polars": polars.read_csv("people.csv").to_dict(as_series=False),
    "pyarrow": csv.read_csv("people.csv").to_pydict(),
    "duckdb": duckdb.sql("from 'people.csv'").to_arrow_table().to_pydict(),
}
for reader, table in read.items():
    print(reader, told(table["city"]), told(table["visits"]))

texts = {"id": [1, 2], "city": ["", None]}
print("pandas writes", pandas.DataFrame(texts).to_csv(index=False).splitlines()[1:])
print("polars writes", polars.DataFrame(texts).write_csv().splitlines()[1:])
duckdb.sql("copy (from (values (1, ''), (2, null)) as t(id, city)) to 'out.csv'")
print("duckdb writes", open("out.csv").read().splitlines()[1:])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas ['unknown', 'unknown', 'Lille'] ['unknown', 3.0, 4.0]
polars ['unknown', '', 'Lille'] ['unknown', 3, 4]
pyarrow ['', '', 'Lille'] ['unknown', 3, 4]
duckdb ['unknown', 'unknown', 'Lille'] ['unknown', 3, 4]
pandas writes ['1,', '2,']
polars writes ['1,""', '2,']
duckdb writes ['1,""', '2,']
SEEN
