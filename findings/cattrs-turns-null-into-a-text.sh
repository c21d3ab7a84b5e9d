#!/usr/bin/env bash
# Structuring a missing text gives the text "None", and the answer "no" gives true.
#
# Expected: a field annotated `str` refuses null and 5; `bool` refuses "no" and "false"; `int` refuses 3.9;
# a list refuses a text.
# Seen: cattrs calls the class named in the annotation: null is "None", "no" and "false" are True, 3.9 is 3,
# True is the number 1 and the text "ab" is a list of two letters. Its "forbid extra keys" and detailed
# errors don't touch any of this.
# Versions: cattrs 26.2.1, attrs 26.1.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check cattrs==26.2.1 attrs==26.1.0

venv/bin/python - >seen.txt <<'PY'
from attrs import define
from cattrs import Converter


@define
class Person:
    name: str = ""
    member: bool = False
    visits: int = 0
    cities: list[str] = []


converter = Converter(forbid_extra_keys=True, detailed_validation=True)
for facts in (
    {"name": None}, {"member": "no"}, {"member": "false"}, {"visits": 3.9}, {"visits": True}, {"cities": "ab"}
):
    print(facts, "->", converter.structure(facts, Person))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
{'name': None} -> Person(name='None', member=False, visits=0, cities=[])
{'member': 'no'} -> Person(name='', member=True, visits=0, cities=[])
{'member': 'false'} -> Person(name='', member=True, visits=0, cities=[])
{'visits': 3.9} -> Person(name='', member=False, visits=3, cities=[])
{'visits': True} -> Person(name='', member=False, visits=1, cities=[])
{'cities': 'ab'} -> Person(name='', member=False, visits=0, cities=['a', 'b'])
SEEN
