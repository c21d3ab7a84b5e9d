#!/usr/bin/env bash
# Reading a Turtle file and writing it again gives another graph.
#
# Expected: the graph that is written and read again is the graph that was read (the same terms, so
# `isomorphic`).
# Seen: "P12M" is "P1Y", "P18M" is "P1Y6M" and "PT24H" is "P1D" as soon as they are read; "800"^^xsd:decimal
# is written as 800.0 in Turtle, so it is another term when read again and the graphs are not isomorphic
# (N-Triples keep it). Signatures and differences see a change that nobody made. rdflib.NORMALIZE_LITERALS =
# False keeps the durations, not the 800.
# Versions: rdflib 7.6.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check rdflib==7.6.0

venv/bin/python - >seen.txt <<'PY'
from rdflib import Graph
from rdflib.compare import isomorphic

text = """
@prefix : <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:aid :amount "800"^^xsd:decimal ; :every "P12M"^^xsd:duration .
:aid :within "P18M"^^xsd:duration ; :open "PT24H"^^xsd:duration .
"""


def told(graph):
    return sorted(str(value) for value in graph.objects())


read = Graph().parse(data=text, format="turtle")
print("read", told(read))
for form in ("turtle", "nt"):
    again = Graph().parse(data=read.serialize(format=form), format=form)
    print("through", form, told(again), "isomorphic" if isomorphic(read, again) else "another graph")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
read ['800', 'P1D', 'P1Y', 'P1Y6M']
through turtle ['800.0', 'P1D', 'P1Y', 'P1Y6M'] another graph
through nt ['800', 'P1D', 'P1Y', 'P1Y6M'] isomorphic
SEEN
