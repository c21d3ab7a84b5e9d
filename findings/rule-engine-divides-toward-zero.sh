#!/usr/bin/env bash
# Whole division and remainder below zero are not Python's, in a rule language whose grammar looks like
# Python's.
#
# Expected: `-7 // 2` is -4, `-7 % 2` is 1, and one month before January is `(1 - 2) % 12`, which is 11.
# Seen: rule-engine counts in decimals, whose division cuts toward zero: -3, -1 and -1. Months, weekdays and
# deadlines that are counted backwards come out wrong, and only below zero.
# Versions: rule-engine 5.1.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check rule-engine==5.1.0

venv/bin/python - >seen.txt <<'PY'
import rule_engine

for text in ("7 // 2", "-7 // 2", "-7 % 2", "(1 - 2) % 12"):
    print(f"{text}: rule-engine {rule_engine.Rule(text).evaluate({})}, Python {eval(text)}")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
7 // 2: rule-engine 3, Python 3
-7 // 2: rule-engine -3, Python -4
-7 % 2: rule-engine -1, Python 1
(1 - 2) % 12: rule-engine -1, Python 11
SEEN
