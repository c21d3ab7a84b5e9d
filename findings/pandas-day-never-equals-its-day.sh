#!/usr/bin/env bash
# A column of days never equals the very day it holds, and says so silently.
#
# Expected: comparing a pandas column of days with a Python date compares the days, or raises as `<` does.
# Seen: `==` and `isin` with a datetime.date give False in every row, `!=` gives True, `<` raises a
# TypeError. The plain values do the same, though a pandas Timestamp is an instance of datetime.date. A
# filter by day finds nobody, and no one is told.
# Versions: pandas 3.1.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check pandas==3.1.1

venv/bin/python - >seen.txt <<'PY'
import datetime

import pandas

day = datetime.date(2026, 1, 1)
days = pandas.to_datetime(pandas.Series(["2026-01-01"]))
print("column ==", (days == day).to_list(), "!=", (days != day).to_list(), "isin", days.isin([day]).to_list())
print("value ==", days[0] == day, "is a date:", isinstance(days[0], datetime.date))
try:
    print("<", (days < day).to_list())
except TypeError:
    print("< raises TypeError")
print("with a Timestamp ==", (days == pandas.Timestamp(day)).to_list())
PY

cat seen.txt
diff seen.txt - <<'SEEN'
column == [False] != [True] isin [False]
value == False is a date: True
< raises TypeError
with a Timestamp == [True]
SEEN
