#!/usr/bin/env bash
# "multipleOf": 0.01, the natural way to ask for whole cents, refuses one amount in nine.
#
# Expected: 0.07, 19.99 and 1115.35 are whole cents.
# Seen: jsonschema divides in floating point and refuses all three; of the amounts from 0.00 to 1000.00 it
# refuses 11426 of 100001. 800 and 590.5 pass. With the schema and the data read as Decimal every one
# passes.
# Versions: jsonschema 4.26.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check jsonschema==4.26.0

venv/bin/python - >seen.txt <<'PY'
from decimal import Decimal

from jsonschema import Draft202012Validator

whole_cents = Draft202012Validator({"type": "number", "multipleOf": 0.01})
for amount in (800, 590.5, 0.07, 19.99, 1115.35):
    print(amount, whole_cents.is_valid(amount))
print("refused", sum(not whole_cents.is_valid(cents / 100) for cents in range(100_001)), "of 100001")
exactly = Draft202012Validator({"multipleOf": Decimal("0.01")})
print("exactly", all(exactly.is_valid(Decimal(cents) / 100) for cents in range(100_001)))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
800 True
590.5 True
0.07 False
19.99 False
1115.35 False
refused 11426 of 100001
exactly True
SEEN
