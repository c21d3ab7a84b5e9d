#!/usr/bin/env bash
# A task that is due on a day is due at midnight UTC once it was read and written: in America that is the day before.
#
# Expected: DUE;VALUE=DATE:20261231 is read as a day, which no time zone can move, and written as it was.
# Seen: the due day is 2026-12-31T00:00:00+00:00, in New York 30 December, and is written as DUE:20261231T000000Z. An
# all-day event is written as it was, but what one is given of it is midnight UTC too. The calendar scale that is written,
# GEORGIAN, is none (the format has GREGORIAN).
# Versions: ics 0.7.3; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check ics==0.7.3

venv/bin/python - >seen.txt <<'PY'
import warnings

from ics import Calendar

warnings.simplefilter("ignore")
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"]
lines += ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20261231"]
lines += ["DTEND;VALUE=DATE:20270101", "SUMMARY:last day", "END:VEVENT"]
lines += ["BEGIN:VTODO", "UID:2", "DTSTAMP:20260101T000000Z", "DUE;VALUE=DATE:20261231", "SUMMARY:send it"]
lines += ["END:VTODO", "END:VCALENDAR", ""]
calendar = Calendar("\r\n".join(lines))
(event,), (task,) = calendar.events, calendar.todos
for what, day in (("event", event.begin), ("task", task.due)):
    print(what, day, "in New York", day.to("America/New_York").date())
written = calendar.serialize().splitlines()
print(*sorted(line for line in written if line.startswith(("DUE", "DTSTART", "DTEND", "CALSCALE"))), sep="\n")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
event 2026-12-31T00:00:00+00:00 in New York 2026-12-30
task 2026-12-31T00:00:00+00:00 in New York 2026-12-30
CALSCALE:GEORGIAN
DTEND;VALUE=DATE:20270101
DTSTART;VALUE=DATE:20261231
DUE:20261231T000000Z
SEEN
