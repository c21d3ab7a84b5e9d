#!/usr/bin/env bash
# An input that nobody gave is zero, false, 1 January 1970 or the first choice of a list.
#
# Expected: a calculation that needs an income, a job and a kind of housing that nobody gave says so, or
# gives no amount.
# Seen: without a word, income is 0, the job is "no", the birth is 1 January 1970 and housing is the default
# choice, so the person of whom nothing is known gets the full 600 and the same person with all facts given
# gets 0. An income given as null counts as 0 too; an income given for 2025 is 0 in 2026. A misspelt name,
# on the other hand, is refused.
# Versions: OpenFisca-Core 46.0.1, numpy 2.4.6; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check \
    OpenFisca-Core==46.0.1 numpy==2.4.6

venv/bin/python - >seen.txt <<'PY'
import datetime

from openfisca_core.entities import Entity
from openfisca_core.errors import SituationParsingError
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import ETERNITY, YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = Entity("person", "persons", "A person", "")


class Housing(Enum):
    tenant = "Tenant"
    owner = "Owner"


class income(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "Income"


class has_job(Variable):
    value_type, entity, definition_period, label = bool, Person, YEAR, "Job"


class birth(Variable):
    value_type, entity, definition_period, label = datetime.date, Person, ETERNITY, "Birth"


class housing(Variable):
    value_type, entity, definition_period, label = Enum, Person, YEAR, "Housing"
    possible_values, default_value = Housing, Housing.tenant


class aid(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "Aid"

    def formula(person, period):
        poor = person("income", period) < 10_000
        tenant = person("housing", period) == Housing.tenant
        return 500 * poor * (1 - person("has_job", period)) + 100 * tenant


system = TaxBenefitSystem([Person])
system.add_variables(income, has_job, birth, housing, aid)


def calculated(name, facts):
    simulation = SimulationBuilder().build_from_dict(system, {"persons": {"ann": facts}})
    values = simulation.calculate(name, "2026")
    return (values.decode_to_str() if name == "housing" else values)[0].item()


known = {"income": {"2026": 20_000}, "has_job": {"2026": True}, "housing": {"2026": "owner"}}
print("all given: aid", calculated("aid", known))
print("nothing given: aid", calculated("aid", {}))
for name in ("income", "has_job", "birth", "housing"):
    print("nothing given:", name, calculated(name, {}))
print("income given as null: aid", calculated("aid", {**known, "income": {"2026": None}, "has_job": {"2026": False}}))
print("income given for 2025 only: income", calculated("income", {"income": {"2025": 20_000}}))
try:
    calculated("aid", {"incme": {"2026": 20_000}})
except SituationParsingError:
    print("misspelt name: refused")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
all given: aid 0.0
nothing given: aid 600.0
nothing given: income 0.0
nothing given: has_job False
nothing given: birth 1970-01-01
nothing given: housing tenant
income given as null: aid 500.0
income given for 2025 only: income 0.0
misspelt name: refused
SEEN
