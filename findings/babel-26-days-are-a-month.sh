#!/usr/bin/env bash
# 26 days are "1 month" and 45 days are "2 months": a deadline that is told this way is told too late.
#
# Expected: format_timedelta keeps to the unit in which the time is exact, or cuts down: 26 days are 26 days
# or 3 weeks.
# Seen: a unit is used from 85 % of it on, and the rest is rounded: 6 days are a week, 26 days a month, 45
# days two months (a month has 30 days here) and 320 days a year. `threshold` moves the border.
# Versions: Babel 2.18.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check Babel==2.18.0

venv/bin/python - >seen.txt <<'PY'
from datetime import timedelta

from babel.dates import format_timedelta

for days in (5, 6, 25, 26, 44, 45, 46, 320):
    print(days, "days:", format_timedelta(timedelta(days=days), locale="en"))
print("26 days, threshold 1.2:", format_timedelta(timedelta(days=26), threshold=1.2, locale="en"))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
5 days: 5 days
6 days: 1 week
25 days: 4 weeks
26 days: 1 month
44 days: 1 month
45 days: 2 months
46 days: 2 months
320 days: 1 year
26 days, threshold 1.2: 4 weeks
SEEN
