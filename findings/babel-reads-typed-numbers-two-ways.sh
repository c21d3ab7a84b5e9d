#!/usr/bin/env bash
# A number typed with the other language's comma is ten times as much; the strict way refuses what French
# keyboards type.
#
# Expected: parse_decimal refuses "1.5" in Dutch and "1,5" in English, where the mark is for thousands;
# strict=True reads the thousands of French with the spaces that people and spreadsheets use.
# Seen: "1.5" in Dutch and "1,5" in English are 15, but "1.5" in French is 1.5. With strict=True both 15s
# are refused, "1.234" in Dutch still is 1234, and in French only the narrow unbreakable space U+202F is
# accepted: an ordinary space or U+00A0, which the lenient way reads, is refused.
# Versions: Babel 2.18.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check Babel==2.18.0

venv/bin/python - >seen.txt <<'PY'
from babel.numbers import NumberFormatError, parse_decimal


def read(text, locale, strict):
    try:
        return parse_decimal(text, locale=locale, strict=strict)
    except NumberFormatError:
        return "refused"


for locale, text in (
    ("nl", "1.5"), ("en", "1,5"), ("fr", "1.5"), ("nl", "1.234"),
    ("fr", "1 234,5"), ("fr", "1\u00a0234,5"), ("fr", "1\u202f234,5"),
):
    print(locale, ascii(text), "lenient", read(text, locale, False), "strict", read(text, locale, True))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
nl '1.5' lenient 15 strict refused
en '1,5' lenient 15 strict refused
fr '1.5' lenient 1.5 strict 1.5
nl '1.234' lenient 1234 strict 1234
fr '1 234,5' lenient 1234.5 strict refused
fr '1\xa0234,5' lenient 1234.5 strict refused
fr '1\u202f234,5' lenient 1234.5 strict 1234.5
SEEN
