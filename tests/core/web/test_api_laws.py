"""Whatever is asked of the API: what it describes as allowed is answered, what isn't is refused, and nothing breaks."""

import random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from incentives import Catalogue
from incentives.report.situationschema import YEAR
from incentives.web import application
from incentives.web.api.openapi import OPERATIONS
from incentives.web.api.operations import ROOT
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

pytestmark = pytest.mark.served
EXAMPLES = 8  # of each operation, each way
ASKED = [one.id for one in OPERATIONS if one.id != "openapi"]  # what describes it is read, not tried
HOST = {"host": "localhost"}
KNOWN_YEARS = range(2018, 2027)
MOST_FAULTY = 10  # times that answers are taken out before a request is sent again
#: What random tables and calendars mostly are: without a column that is a fact, without a day that is to come.
NOTHING_TO_GIVE = {
    "table": {"invalid_table", "unreadable_file"},
    "table_answers": {"invalid_table", "unreadable_file"},
    "calendar": {"invalid_argument"},
}
quickly = settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=[*HealthCheck], phases=[Phase.generate]
)


@pytest.fixture(scope="module")
def described(catalogue: Catalogue) -> BaseSchema:
    return schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", application(catalogue.apart()), headers=HOST)


def operation(described: BaseSchema, id: str) -> Any:
    every: list[Any] = [one.ok() for one in described.get_all_operations() if isinstance(one, Ok)]
    return next(one for one in every if one.definition.raw["operationId"] == id)


def narrowed(case: Case[Any], chance: random.Random) -> None:
    """A request about facts and years that there are: what is about others is answered with little."""
    body: Any = case.body
    years = chance.sample(KNOWN_YEARS, 2)
    places = {"scheme": "fr-fami", "year": years[0], "before": years[0], "after": years[1]}
    case.path_parameters = {name: places.get(name, value) for name, value in (case.path_parameters or {}).items()}
    if "years" in (case.query or {}):
        case.query["years"] = years
    if not isinstance(body, dict):
        return
    for key, value in {"year": years[0], "years": years}.items():
        if key in body:
            body[key] = value
    situation = body.get("situation")
    if situation is not None:
        declared: Any = case.operation.schema.raw_schema["components"]["schemas"]["Situation"]
        annual = declared["patternProperties"][YEAR]["properties"]
        kept = {key: part for key, part in situation.items() if key in declared["properties"]}
        for key in situation.keys() - kept.keys():
            if key.isdigit():
                kept[str(chance.choice(years))] = {id: one for id, one in situation[key].items() if id in annual}
        readings = declared["properties"]["readings"]["properties"]
        kept["readings"] = {id: one for id, one in kept.get("readings", {}).items() if id in readings}
        body["situation"] = kept


def taken_out(case: Case[Any], paths: list[str]) -> None:
    """The same request without the answers of a fault."""
    for path in paths:
        _, place, *rest = path.split(".")
        body: Any = case.body
        situation = body["situation"]
        table = situation[place] if place.isdigit() or place == "readings" else situation
        table.pop(".".join(rest if table is not situation else [place, *rest]), None)


@pytest.mark.parametrize("id", ASKED)
def test_what_is_allowed_is_answered(id: str, described: BaseSchema) -> None:
    """Answers that cannot hold together are refused; without those that the faults name, the others are answered."""
    statuses = []

    @seed(1)
    @quickly
    @given(case=operation(described, id).as_strategy(), chance=st.randoms(use_true_random=False))
    def asked(case: Case[Any], chance: random.Random) -> None:
        narrowed(case, chance)
        response = case.call(headers=HOST)
        for _ in range(MOST_FAULTY):
            if response.status_code != 422 or response.json()["code"] != "invalid_request":
                break
            case.validate_response(response, excluded_checks=[positive_data_acceptance])
            taken_out(case, [path for fault in response.json()["faults"] for path in fault["paths"]])
            response = case.call(headers=HOST)
        is_empty = response.status_code == 422 and response.json()["code"] in NOTHING_TO_GIVE.get(id, ())
        case.validate_response(response, excluded_checks=[positive_data_acceptance] if is_empty else [])
        statuses.append(response.status_code)

    asked()
    assert 200 in statuses or id in NOTHING_TO_GIVE


@pytest.mark.parametrize("id", ASKED)
def test_what_is_not_allowed_is_refused(id: str, described: BaseSchema) -> None:
    @seed(1)
    @quickly
    @given(case=operation(described, id).as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def asked(case: Case[Any]) -> None:
        response = case.call(headers=HOST)
        case.validate_response(response)
        assert response.status_code != 200

    asked()
