#!/usr/bin/env bash
# A text "no" becomes true, cents move and a count loses its fraction, before any rule is applied.
#
# Expected: 200000.01 stays 200000.01; the texts "no" and "false" are refused for a yes-or-no input (or read
# as false); 70.9 is refused for a whole number.
# Seen: amounts are kept in 32 bits, so 200000.01 is 200000.015625 and 16777217 is 16777216; any text is
# true for a yes-or-no input, "no" and "false" included; 70.9 becomes 70. No warning in any of these cases.
# Versions: OpenFisca-Core 46.0.1, numpy 2.4.6; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    OpenFisca-Core==46.0.1 numpy==2.4.6

venv/bin/python - >seen.txt <<'PY'
from openfisca_core.entities import Entity
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = Entity("person", "persons", "A person", "")


class amount(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "Amount"


class member(Variable):
    value_type, entity, definition_period, label = bool, Person, YEAR, "Member"


class visits(Variable):
    value_type, entity, definition_period, label = int, Person, YEAR, "Visits"


system = TaxBenefitSystem([Person])
system.add_variables(amount, member, visits)
for name, value in (
    ("amount", 200000.01), ("amount", 16777217), ("member", "no"), ("member", "false"), ("visits", 70.9)
):
    facts = {"persons": {"ann": {name: {"2026": value}}}}
    read = SimulationBuilder().build_from_dict(system, facts).calculate(name, "2026")[0]
    print(f"{name} {value!r} -> {read.item()!r}")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
amount 200000.01 -> 200000.015625
amount 16777217 -> 16777216.0
member 'no' -> True
member 'false' -> True
visits 70.9 -> 70
SEEN
