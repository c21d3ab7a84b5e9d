#!/usr/bin/env bash
# 01/02/2026 is 1 February or 2 January, by reader and by what the other rows of the file hold.
#
# Expected: a day that can be read in two ways is kept as text, or one reading holds for a reader whatever
# the file.
# Seen: asked to read days, Polars and DuckDB put the day first and pandas the month. DuckDB and pandas let
# the rest of the file decide: beside a 25 December written the American way DuckDB reads the same cell as 2
# January, and beside a 13 May written the European way pandas leaves the whole column as text, as Polars
# does beside the 25 December.
# Versions: pandas 3.1.1, polars 2.1.0, duckdb 2.0.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    pandas==3.1.1 polars==2.1.0 duckdb==2.0.1

venv/bin/python - >seen.txt <<'PY'
import warnings

import duckdb
import pandas
import polars

warnings.simplefilter("ignore")
for other in ("03/04/2026", "13/05/2026", "12/25/2026"):
    with open("days.csv", "w") as file:
        file.write(f"id,day\n1,01/02/2026\n2,{other}\n")
    print(
        f"beside {other}:",
        "pandas", str(pandas.read_csv("days.csv", parse_dates=["day"])["day"][0])[:10] + ",",
        "polars", str(polars.read_csv("days.csv", try_parse_dates=True)["day"][0]) + ",",
        "duckdb", str(duckdb.sql("select day from 'days.csv'").fetchall()[0][0]),
    )
PY

cat seen.txt
diff seen.txt - <<'SEEN'
beside 03/04/2026: pandas 2026-01-02, polars 2026-02-01, duckdb 2026-02-01
beside 13/05/2026: pandas 01/02/2026, polars 2026-02-01, duckdb 2026-02-01
beside 12/25/2026: pandas 2026-01-02, polars 01/02/2026, duckdb 2026-01-02
SEEN
