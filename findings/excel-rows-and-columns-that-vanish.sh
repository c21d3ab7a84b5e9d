#!/usr/bin/env bash
# Polars leaves out the empty row of a sheet, and with its other engine a column that has no name.
#
# Expected: the third row of the table is the fourth row of the sheet, and every column that holds something
# is read.
# Seen: an empty row in between is dropped, so a fault found in row n of the table is elsewhere in the
# sheet, and pandas and Polars count differently. A column without a name is read by the default engine (as
# "__UNNAMED__1") and left out by the openpyxl engine, without a word.
# Versions: pandas 3.1.1, polars 2.1.0, fastexcel 0.21.0, openpyxl 3.1.5; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    pandas==3.1.1 polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5

venv/bin/python - >seen.txt <<'PY'
import openpyxl
import pandas
import polars

book = openpyxl.Workbook()
for row in (["name", None], ["Ann", 1], [None, None], ["Bob", 2]):
    book.active.append(row)
book.save("people.xlsx")
table = pandas.read_excel("people.xlsx", engine="openpyxl")
print("pandas", len(table), list(table.columns))
for engine in ("calamine", "openpyxl"):
    table = polars.read_excel("people.xlsx", engine=engine)
    print("polars", engine, len(table), table.columns)
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas 3 ['name', 'Unnamed: 1']
polars calamine 2 ['name', '__UNNAMED__1']
polars openpyxl 2 ['name']
SEEN
