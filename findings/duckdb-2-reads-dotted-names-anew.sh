#!/usr/bin/env bash
# The same call reads another column since DuckDB 2.
#
# Expected: ColumnExpression("a.b") reads the same cells in both versions, or is refused where its meaning
# changed.
# Seen: in a table with a column called "a.b" beside a record "a" with a part "b", DuckDB 1.4 reads the part
# of the record (2) and DuckDB 2 the column (1), without a word. A name in quotes, which 1.4 needs for the
# column, is refused by 2. In `project`, whose argument is SQL text, nothing changed: there "a.b" is still
# the part of the record.
# Versions: duckdb 1.4.5 and 2.0.1, pyarrow 26.0.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check pyarrow==26.0.1

cat >read.py <<'PY'
import duckdb
import pyarrow

table = duckdb.from_arrow(pyarrow.table({"a.b": [1], "a": [{"b": 2}]}))


def read(name):
    try:
        return table.select(duckdb.ColumnExpression(name)).fetchall()
    except duckdb.BinderException:
        return "refused"


print(f"""a.b {read('a.b')}, quoted {read('"a.b"')}, project {table.project('a.b').fetchall()}""")
PY
for version in 1.4.5 2.0.1; do
    venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check "duckdb==$version"
    printf '%s: ' "$version"
    venv/bin/python read.py
done >seen.txt

cat seen.txt
diff seen.txt - <<'SEEN'
1.4.5: a.b [(2,)], quoted [(1,)], project [(2,)]
2.0.1: a.b [(1,)], quoted refused, project [(2,)]
SEEN
