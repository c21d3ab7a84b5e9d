#!/usr/bin/env bash
# An hour in a sheet is read as a moment of 31 December 1899.
#
# Expected: a cell that shows 08:30 is an hour of the day.
# Seen: Polars with its default engine gives a date and hour, 1899-12-31 08:30, in a column of dates and
# hours; with its openpyxl engine it gives the hour, and so does pandas with either engine.
# Versions: pandas 3.1.1, polars 2.1.0, fastexcel 0.21.0, openpyxl 3.1.5, python-calamine 0.9.1; Python
# 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    pandas==3.1.1 polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 python-calamine==0.9.1

venv/bin/python - >seen.txt <<'PY'
import datetime

import openpyxl
import pandas
import polars

book = openpyxl.Workbook()
for row in (["opens"], [datetime.time(8, 30)], [datetime.time(9)]):
    book.active.append(row)
book.save("hours.xlsx")
for engine in ("calamine", "openpyxl"):
    print("polars", engine, polars.read_excel("hours.xlsx", engine=engine)["opens"][0])
    print("pandas", engine, pandas.read_excel("hours.xlsx", engine=engine)["opens"][0])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
polars calamine 1899-12-31 08:30:00
pandas calamine 08:30:00
polars openpyxl 08:30:00
pandas openpyxl 08:30:00
SEEN
