#!/usr/bin/env bash
# A table that leaves DuckDB as Arrow and comes back has other types, and in two of them other values.
#
# Expected: what DuckDB itself writes as Arrow, it reads as it was.
# Seen: a bit string comes back as bytes with a count before them, a very large unsigned number as -1, a time of the
# day without its zone; identifiers, JSON and enumerations as text. Nothing is said.
# Versions: duckdb 2.0.1, pyarrow 26.0.1; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1

venv/bin/python - >seen.txt 2>/dev/null <<'PY'
import duckdb

VALUES = (
    "'101'::BIT",
    "340282366920938463463374607431768211455::UHUGEINT",
    "'10:00:00+02'::TIMETZ",
    "'7b1f9f3e-4b7c-4a52-9d3c-0c3f2f9b1a11'::UUID",
    "'[1]'::JSON",
    "'x'::ENUM('x', 'y')",
    "170141183460469231731687303715884105727::HUGEINT",
)
for value in VALUES:
    given = duckdb.sql(f"SELECT {value} AS cell")
    back = duckdb.from_arrow(given.to_arrow_table())
    cells = (given.project("cell::VARCHAR").fetchall()[0][0], back.project("cell::VARCHAR").fetchall()[0][0])
    print(given.types[0], "->", back.types[0], "same text" if cells[0] == cells[1] else f"{cells[0]} -> {cells[1]}")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
BIT -> BLOB 101 -> \x05\xFD
UHUGEINT -> DECIMAL(38,0) 340282366920938463463374607431768211455 -> -1
TIME WITH TIME ZONE -> TIME 10:00:00+02 -> 10:00:00
UUID -> VARCHAR same text
JSON -> VARCHAR same text
ENUM('x', 'y') -> VARCHAR same text
HUGEINT -> DECIMAL(38,0) same text
SEEN
