#!/usr/bin/env bash
# A column of texts that are all "NO" or all "F" is read as a column of false.
#
# Expected: a column of country codes or of sexes is text, whatever its rows happen to hold.
# Seen: DuckDB looks for yes-or-no values, and "no", "f" and "t" (in any case) are among them. A file in
# which everybody lives in Norway, or everybody is female, gives a column of false; one row more with
# another code, and it is text again. "N" and "non" are not read so. pandas, Polars and PyArrow keep the
# text.
# Versions: duckdb 2.0.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check duckdb==2.0.1

venv/bin/python - >seen.txt <<'PY'
import duckdb

for cells in (["NO", "NO"], ["NO", "FR"], ["F", "F"], ["F", "M"], ["T", "t"], ["N", "N"], ["non", "non"]):
    with open("people.csv", "w") as file:
        file.write("id,code\n" + "".join(f"{row},{cell}\n" for row, cell in enumerate(cells)))
    people = duckdb.sql("select code from 'people.csv'")
    print(cells, people.types[0], [code for (code,) in people.fetchall()])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
['NO', 'NO'] BOOLEAN [False, False]
['NO', 'FR'] VARCHAR ['NO', 'FR']
['F', 'F'] BOOLEAN [False, False]
['F', 'M'] VARCHAR ['F', 'M']
['T', 't'] BOOLEAN [True, True]
['N', 'N'] VARCHAR ['N', 'N']
['non', 'non'] VARCHAR ['non', 'non']
SEEN
