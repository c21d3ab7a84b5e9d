#!/usr/bin/env bash
# The name of a calendar is written with bare commas, semicolons and all, where the format wants a backslash before
# them.
#
# Expected: Calendar.new(name="Lille, Tournai") writes NAME:Lille\, Tournai, as SUMMARY and DESCRIPTION are written (NAME is
# a TEXT like these, RFC 7986), and reads it back as it was.
# Seen: NAME:Lille, Tournai and the same under X-WR-CALNAME; vobject reads it back as "Lille". A name that another program
# wrote as it should be is read with its backslashes. Writing it as vText is fine.
# Versions: icalendar 7.3.2, vobject 0.9.9; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9

venv/bin/python - >seen.txt <<'PY'
import vobject
from icalendar import Calendar, Event, vText

NAME = "Lille, Tournai; both"
by_name = Calendar.new(name=NAME)
as_text = Calendar()
as_text.add("version", "2.0")
as_text.add("name", vText(NAME))
for how, calendar in (("new", by_name), ("vText", as_text)):
    written = calendar.to_ical().decode()
    line = next(line for line in written.splitlines() if line.startswith("NAME"))
    print(how, line, "| vobject:", vobject.readOne(written).contents["name"][0].value)

event = Event()
event.add("summary", NAME)
print(event.to_ical().decode().splitlines()[1])

head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"]
good = "\r\n".join([*head, r"NAME:Lille\, Tournai", "END:VCALENDAR", ""])
print("read back:", Calendar.from_ical(good).calendar_name)
PY

cat seen.txt
diff seen.txt - <<'SEEN'
new NAME:Lille, Tournai; both | vobject: Lille
vText NAME:Lille\, Tournai\; both | vobject: Lille, Tournai; both
SUMMARY:Lille\, Tournai\; both
read back: Lille\, Tournai
SEEN
