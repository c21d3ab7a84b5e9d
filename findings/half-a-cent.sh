#!/usr/bin/env bash
# Half a cent is rounded up by some and to the even cent by others, and DuckDB does both.
#
# Expected: 0.125 in exact decimals rounds to 0.13, as on an invoice, in every tool; at least each tool has
# one way.
# Seen: DuckDB and ZEN give 0.13, Polars, PyArrow and Babel 0.12. A DuckDB number in floating point is 3 by
# `round(2.5)`, but 2 by a cast to a whole number, and 3 by the same cast if it is a decimal.
# Versions: duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1, Babel 2.18.0, zen-engine 2.1.3; Python 3.11.7. Day:
# 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 Babel==2.18.0 zen-engine==2.1.3

venv/bin/python - >seen.txt <<'PY'
from decimal import Decimal

import duckdb
import polars
import pyarrow
import zen
from babel.numbers import format_currency
from pyarrow import compute

half = Decimal("0.125")
print("duckdb", *duckdb.sql("select round(0.125::decimal(8, 3), 2)").fetchall()[0])
print("zen", zen.evaluate_expression("round(0.125, 2)", {}))
print("polars", f"{polars.Series([half]).round(2)[0]:.2f}")
print("pyarrow", f"{compute.round(pyarrow.array([half]), 2)[0].as_py():.2f}")
print("babel", format_currency(half, "EUR", locale="en"))
whole = "select round(2.5::double)::varchar, 2.5::double::int, 2.5::decimal(3, 1)::int"
print("duckdb 2.5 rounded, cast, cast as decimal:", *duckdb.sql(whole).fetchall()[0])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
duckdb 0.13
zen 0.13
polars 0.12
pyarrow 0.12
babel €0.12
duckdb 2.5 rounded, cast, cast as decimal: 3.0 2 3
SEEN
