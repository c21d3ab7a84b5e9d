#!/usr/bin/env bash
# In one list of days one cell is read month first and the next one day first.
#
# Expected: in American English 13/02/2026 is refused, since there is no month 13.
# Seen: parse_date swaps the two where only that makes a day, for that cell alone: 12/02/2026 is 2 December
# and 13/02/2026 is 13 February. In British English and in French 02/13/2026 is swapped in the same way. A
# French day with its month written out, as format_date writes it, is an IndexError.
# Versions: Babel 2.18.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check Babel==2.18.0

venv/bin/python - >seen.txt <<'PY'
from datetime import date

from babel.dates import format_date, parse_date

for locale, text in (
    ("en_US", "12/02/2026"),
    ("en_US", "13/02/2026"),
    ("en_GB", "12/02/2026"),
    ("en_GB", "02/13/2026"),
    ("fr", "02/13/2026"),
):
    print(locale, text, parse_date(text, locale=locale))
written = format_date(date(2026, 2, 1), "long", locale="fr")
try:
    print("fr", written, parse_date(written, locale="fr"))
except IndexError:
    print("fr", written, "IndexError")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
en_US 12/02/2026 2026-12-02
en_US 13/02/2026 2026-02-13
en_GB 12/02/2026 2026-02-12
en_GB 02/13/2026 2026-02-13
fr 02/13/2026 2026-02-13
fr 1 février 2026 IndexError
SEEN
