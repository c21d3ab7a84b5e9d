#!/usr/bin/env bash
# "Is not employed", asked in three spellings of somebody of whom it is not known: three engines, no two
# alike.
#
# Expected: in each engine `employed == false`, `employed != true` and `not employed` agree about a person
# whose fact is missing, ideally with "unknown" or an error.
# Seen: GoRules ZEN says false, true, and raises; rule-engine (missing facts allowed) says false, true,
# true; JsonLogic for Python says true, true, true, where its JavaScript model says false to the first (null
# == false is false there). For `rate < 70` with the rate missing ZEN and rule-engine raise, JsonLogic says
# false. The same comparison as a cell of a ZEN decision table does not raise: the row is passed over, and
# the table's last row answers as if the rate were known.
# Versions: zen-engine 2.1.3, rule-engine 5.1.0, json-logic-qubit 0.9.1; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    zen-engine==2.1.3 rule-engine==5.1.0 json-logic-qubit==0.9.1

venv/bin/python - >seen.txt <<'PY'
import json

import json_logic
import rule_engine
import zen

EMPTY_ALLOWED = rule_engine.Context(default_value=None)


def answer(ask):
    try:
        return ask()
    except (RuntimeError, rule_engine.errors.EngineError):
        return "raises"


employed, rate = {"var": "employed"}, {"var": "rate"}
questions = {
    "employed == false": {"==": [employed, False]},
    "employed != true": {"!=": [employed, True]},
    "not employed": {"!": [employed]},
    "rate < 70": {"<": [rate, 70]},
}
for text, logic in questions.items():
    print(
        f"{text}: zen {answer(lambda: zen.evaluate_expression(text, {}))},",
        f"rule-engine {answer(lambda: rule_engine.Rule(text, context=EMPTY_ALLOWED).evaluate({}))},",
        f"json-logic {answer(lambda: json_logic.jsonLogic(logic, {}))}",
    )

nodes = [
    {"id": "in", "name": "in", "type": "inputNode"},
    {"id": "table", "name": "table", "type": "decisionTableNode", "content": {
        "hitPolicy": "first",
        "inputs": [{"id": "rate", "name": "Rate", "field": "rate"}],
        "outputs": [{"id": "answer", "name": "Answer", "field": "answer"}],
        "rules": [
            {"_id": "low", "rate": "< 70", "answer": '"refused"'},
            {"_id": "else", "rate": "", "answer": '"paid"'},
        ],
    }},
    {"id": "out", "name": "out", "type": "outputNode"},
]
for node in nodes:
    node["position"] = {"x": 0, "y": 0}
edges = [
    {"id": "first", "type": "edge", "sourceId": "in", "targetId": "table"},
    {"id": "second", "type": "edge", "sourceId": "table", "targetId": "out"},
]
content = json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})
decision = zen.ZenEngine().create_decision(content)
for facts in ({"rate": 10}, {"rate": 80}, {}, {"rate": "10"}):
    print("zen table", facts, decision.evaluate(facts)["result"]["answer"])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
employed == false: zen False, rule-engine False, json-logic True
employed != true: zen True, rule-engine True, json-logic True
not employed: zen raises, rule-engine True, json-logic True
rate < 70: zen raises, rule-engine raises, json-logic False
zen table {'rate': 10} refused
zen table {'rate': 80} paid
zen table {} paid
zen table {'rate': '10'} paid
SEEN
