"""What programs ask for: every fault at once, and a schema that takes what is taken."""

import json
import tomllib
from pathlib import Path

import pytest
from incentives import Catalogue, InvalidRequest
from incentives.report.orders import order_schema, read_order
from incentives.wording import LANGUAGES
from jsonschema import Draft202012Validator

EXAMPLES = Path(__file__).parents[3] / "examples"
KEYS = {"situation": True, "years": True, "schemes": False, "as_of": False}


def test_a_situation_in_json_is_the_one_in_toml(catalogue: Catalogue) -> None:
    for path in sorted(EXAMPLES.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        order = read_order({"situation": json.loads(json.dumps(told, default=str)), "years": [2025]}, KEYS, catalogue)
        checked = catalogue.check(catalogue.read_situation(path))
        assert order.checked is not None
        assert (order.checked.permanent, order.checked.annual) == (checked.permanent, checked.annual)


def test_every_fault_is_told_at_once_each_with_its_path(catalogue: Catalogue) -> None:
    asked = {
        "situation": {"fr": {"conventionedd": True}, "2025": {"be.acts": "many"}},
        "years": [1066],
        "schemes": ["fr-fam"],
        "as_of": "soon",
        "extra": 1,
    }
    with pytest.raises(InvalidRequest) as refused:
        read_order(asked, KEYS, catalogue)
    paths = [path for fault in refused.value.faults for path in getattr(fault, "paths", ())]
    assert paths == ["extra", "situation.fr.conventionedd", "situation.2025.be.acts", "years", "schemes", "as_of"]
    assert "fr-fami" in str(refused.value)


@pytest.mark.parametrize("data", [None, [], "situation", {"years": [2025]}, {"situation": [], "years": []}])
def test_what_is_no_request_is_refused(data: object, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidRequest):
        read_order(data, KEYS, catalogue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_takes_every_example_and_says_what_each_key_is(language: str, catalogue: Catalogue) -> None:
    schema = order_schema(KEYS, catalogue, language)
    Draft202012Validator.check_schema(schema)
    assert all(part["description"] for part in schema["properties"].values())
    for path in sorted(EXAMPLES.glob("*.toml")):
        told = json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))
        assert Draft202012Validator(schema).is_valid({"situation": told, "years": [2025]})
    wrong = {"situation": {"2025": {"be.acts": -1, "fr.dmp.software": "paper"}}, "years": [2025]}
    assert len([*Draft202012Validator(schema).iter_errors(wrong)]) == 2
