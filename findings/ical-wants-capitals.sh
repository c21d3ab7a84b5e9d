#!/usr/bin/env bash
# One status in small letters, and the whole calendar is refused; other names may be small.
#
# Expected: names of properties and values from a list are the same in capitals and in small letters (RFC 5545, section
# 2), so that STATUS:tentative is read like STATUS:TENTATIVE.
# Seen: the name of the property may be small, the value may not, and no event of the calendar can be had. icalendar and
# vobject read it.
# Versions: ical 14.3.1, icalendar 7.3.2, vobject 0.9.9; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    ical==14.3.1 icalendar==7.3.2 vobject==0.9.9

venv/bin/python - >seen.txt <<'PY'
import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError
from icalendar import Calendar


def by_ical(text):
    try:
        return [event.status.value for event in IcsCalendarStream.calendar_from_ics(text).events]
    except CalendarParseError:
        return "refused"


for status in ("STATUS:TENTATIVE", "status:TENTATIVE", "STATUS:tentative"):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:1"]
    lines += ["DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20261231", status, "END:VEVENT", "END:VCALENDAR", ""]
    text = "\r\n".join(lines)
    (event,) = Calendar.from_ical(text).events
    others = [str(event["STATUS"]), vobject.readOne(text).vevent.status.value]
    print(status, "ical", by_ical(text), "others", others)
PY

cat seen.txt
diff seen.txt - <<'SEEN'
STATUS:TENTATIVE ical ['TENTATIVE'] others ['TENTATIVE', 'TENTATIVE']
status:TENTATIVE ical ['TENTATIVE'] others ['TENTATIVE', 'TENTATIVE']
STATUS:tentative ical refused others ['tentative', 'tentative']
SEEN
