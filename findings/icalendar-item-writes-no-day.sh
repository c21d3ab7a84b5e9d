#!/usr/bin/env bash
# Setting a property by its key writes a calendar that other programs can't read; adding it writes a good
# one.
#
# Expected: event["dtstart"] = day is the same as event.add("dtstart", day), or is refused.
# Seen: the first writes DTSTART:2026-01-01, which is no value of RFC 5545 (it wants VALUE=DATE and no
# hyphens), and raises nothing; read back, the same library finds the value broken. Assigning to the
# attribute DTSTART is fine.
# Versions: icalendar 7.3.2; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check icalendar==7.3.2

venv/bin/python - >seen.txt <<'PY'
from datetime import date

from icalendar import Event

by_key, by_adding, by_attribute = Event(), Event(), Event()
by_key["dtstart"] = date(2026, 1, 1)
by_adding.add("dtstart", date(2026, 1, 1))
by_attribute.DTSTART = date(2026, 1, 1)
for how, event in (("key", by_key), ("add", by_adding), ("attribute", by_attribute)):
    written = event.to_ical()
    print(how, written.decode().splitlines()[1], "read back:", end=" ")
    try:
        print(Event.from_ical(written).start)
    except Exception as error:
        print(type(error).__name__)
PY

cat seen.txt
diff seen.txt - <<'SEEN'
key DTSTART:2026-01-01 read back: BrokenCalendarProperty
add DTSTART;VALUE=DATE:20260101 read back: 2026-01-01
attribute DTSTART;VALUE=DATE:20260101 read back: 2026-01-01
SEEN
