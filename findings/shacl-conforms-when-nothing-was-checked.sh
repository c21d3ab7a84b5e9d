#!/usr/bin/env bash
# A description that no shape applies to "conforms".
#
# Expected: a validator says how many things it checked, or that it checked none.
# Seen: pySHACL reports that data conform if the class is misspelt, if its address starts with https for
# http, or if the file is empty: no shape finds its target, nothing is looked at, and the report reads the
# same as for a good file. Of a good address with a name missing it says what is missing. SHACL defines
# "conforms" so; who publishes public services has to count.
# Versions: pyshacl 0.40.1, rdflib 7.6.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check pyshacl==0.40.1 rdflib==7.6.0

venv/bin/python - >seen.txt <<'PY'
import pyshacl
from rdflib import Graph

shapes = Graph().parse(format="turtle", data="""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <http://example.org/> .
:Shape a sh:NodeShape ; sh:targetClass :Service ; sh:property [ sh:path :name ; sh:minCount 1 ] .
""")
for what, data in (
    ("name missing", "<http://example.org/a> a <http://example.org/Service> ."),
    ("class misspelt", "<http://example.org/a> a <http://example.org/Servcie> ."),
    ("https for http", "<http://example.org/a> a <https://example.org/Service> ."),
    ("empty file", ""),
):
    conforms, _, text = pyshacl.validate(Graph().parse(data=data, format="turtle"), shacl_graph=shapes)
    print(what, conforms, "-", " / ".join(line.strip() for line in text.splitlines()[:2]))
PY

cat seen.txt
diff seen.txt - <<'SEEN'
name missing False - Validation Report / Conforms: False
class misspelt True - Validation Report / Conforms: True
https for http True - Validation Report / Conforms: True
empty file True - Validation Report / Conforms: True
SEEN
