#!/usr/bin/env bash
# A spreadsheet says that a cell is text; pandas makes a number of it all the same.
#
# Expected: read_excel trusts the kinds of the cells, which the workbook keeps (unlike CSV): "01000" stays a
# text, true, empty and false stay true, unknown and false.
# Seen: the text "01000" is the number 1000, the text "1e5" is 100000.0 and the texts "NA" and "None" are
# unknown; true, empty, false become 1.0, nan, 0.0, in floating point (the CSV reader keeps True and False
# there). Polars keeps all of it.
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
for row in (
    ["postcode", "code", "name", "member"],
    ["01000", "1e5", "NA", True],
    ["59000", "2e3", "None", None],
    ["75001", "3e4", "Ann", False],
):
    book.active.append(row)
book.save("people.xlsx")
for reader, table in (
    ("pandas", pandas.read_excel("people.xlsx", engine="openpyxl").to_dict("list")),
    ("polars", polars.read_excel("people.xlsx").to_dict(as_series=False)),
):
    for name, cells in table.items():
        print(reader, name, cells)
PY

cat seen.txt
diff seen.txt - <<'SEEN'
pandas postcode [1000, 59000, 75001]
pandas code [100000.0, 2000.0, 30000.0]
pandas name [nan, nan, 'Ann']
pandas member [1.0, nan, 0.0]
polars postcode ['01000', '59000', '75001']
polars code ['1e5', '2e3', '3e4']
polars name ['NA', 'None', 'Ann']
polars member [True, None, False]
SEEN
