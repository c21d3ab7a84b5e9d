#!/usr/bin/env bash
# A number cannot be written in a folder that holds a folder called "UTC", if TZ is UTC.
#
# Expected: writing 1.5 the French way has nothing to do with time zones, nor with the folder one works in;
# and TZ=:FILE, where FILE holds "Europe/Brussels" as /etc/timezone does on many systems, is harmless, as it
# is for `date`, which falls back to UTC.
# Seen: format_decimal makes Babel look for the machine's zone, and a file or folder of the name in TZ, here
# included, is read as the zone's own file: IsADirectoryError for a folder "UTC", "Invalid TZif file" (a
# ValueError) for the text file. Neither error names TZ. In another folder the same call writes 1,5.
# Versions: Babel 2.18.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check Babel==2.18.0

echo "Europe/Brussels" >timezone
mkdir -p sorted-by-zone/UTC elsewhere
cat >write.py <<'PY'
try:
    from babel.numbers import format_decimal

    print(format_decimal(1.5, locale="fr"))
except (OSError, ValueError) as error:
    print(type(error).__name__)
PY
write() { (cd "$1" && TZ="$2" "$folder/venv/bin/python" "$folder/write.py"); }
{
    echo "TZ=UTC elsewhere: $(write elsewhere UTC)"
    echo "TZ=UTC beside a folder UTC: $(write sorted-by-zone UTC)"
    echo "TZ=:file of text: $(write elsewhere ":$folder/timezone"), date: $(TZ=":$folder/timezone" date -d @0 +%H:%M)"
} >seen.txt

cat seen.txt
diff seen.txt - <<'SEEN'
TZ=UTC elsewhere: 1,5
TZ=UTC beside a folder UTC: IsADirectoryError
TZ=:file of text: ValueError, date: 00:00
SEEN
