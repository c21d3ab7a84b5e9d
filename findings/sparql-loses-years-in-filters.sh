#!/usr/bin/env bash
# A filter that compares years finds no one, in either direction.
#
# Expected: of two services of the years 2024 and 2026, `?year < 2025` finds one and `?year >= 2025` the
# other; or the query is refused.
# Seen: rdflib has no order for xsd:gYear in a filter: the comparison is an error, which SPARQL takes for
# "not so", and the rows are dropped without a word, below 2025 as well as above. ORDER BY and MAX do order
# the same years, and = finds them.
# Versions: rdflib 7.6.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check rdflib==7.6.0

venv/bin/python - >seen.txt <<'PY'
from rdflib import Graph

graph = Graph().parse(format="turtle", data="""
@prefix : <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:old :year "2024"^^xsd:gYear . :new :year "2026"^^xsd:gYear .
""")
PREFIXES = "prefix : <https://example.org/> prefix xsd: <http://www.w3.org/2001/XMLSchema#> "
for what in (
    'select ?year { ?s :year ?year filter(?year < "2025"^^xsd:gYear) }',
    'select ?year { ?s :year ?year filter(?year >= "2025"^^xsd:gYear) }',
    'select ?year { ?s :year ?year filter(?year = "2026"^^xsd:gYear) }',
    "select ?year { ?s :year ?year } order by desc(?year)",
    "select (max(?year) as ?last) { ?s :year ?year }",
):
    print(what, "->", [str(row[0]) for row in graph.query(PREFIXES + what)])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
select ?year { ?s :year ?year filter(?year < "2025"^^xsd:gYear) } -> []
select ?year { ?s :year ?year filter(?year >= "2025"^^xsd:gYear) } -> []
select ?year { ?s :year ?year filter(?year = "2026"^^xsd:gYear) } -> ['2026']
select ?year { ?s :year ?year } order by desc(?year) -> ['2026', '2024']
select (max(?year) as ?last) { ?s :year ?year } -> ['2026']
SEEN
