#!/usr/bin/env bash
# Asked for the events of 1 January, it gives the all-day event of 31 December.
#
# Expected: an all-day event from 31 December to 1 January, whose end is exclusive, is found on 31 December only.
# Seen: it is found on 1 January as well. recurring-ical-events finds it on 31 December alone.
# Versions: icalevents 0.3.1, recurring-ical-events 3.8.2, icalendar 7.3.2; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    icalevents==0.3.1 recurring-ical-events==3.8.2 icalendar==7.3.2

venv/bin/python - >seen.txt <<'PY'
from datetime import date

import recurring_ical_events
from icalendar import Calendar
from icalevents.icalevents import events

lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"]
lines += ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20261231"]
lines += ["DTEND;VALUE=DATE:20270101", "SUMMARY:last day", "END:VEVENT", "END:VCALENDAR", ""]
text = "\r\n".join(lines)
other = recurring_ical_events.of(Calendar.from_ical(text))
for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)):
    found = [event.summary for event in events(string_content=text, start=day, end=day)]
    print(day, "icalevents", found, "recurring-ical-events", [str(event["SUMMARY"]) for event in other.at(day)])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
2026-12-30 icalevents [] recurring-ical-events []
2026-12-31 icalevents ['last day'] recurring-ical-events ['last day']
2027-01-01 icalevents ['last day'] recurring-ical-events []
2027-01-02 icalevents [] recurring-ical-events []
SEEN
