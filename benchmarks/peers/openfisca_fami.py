"""FAMI 2025 in OpenFisca-core: a variable for each fact, a formula for each criterion, and the amount.

OpenFisca has no unknown: what is not given has a default, and an open question is a parameter. It has no sets either: a
set is one yes/no variable for each of its values that counts.
"""

import importlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from incentives.rules.types import Kind

from benchmarks.population import CHOICES, READ

core: Any = importlib.import_module("openfisca_core.model_api")  # not installed where the rest is checked
entities: Any = importlib.import_module("openfisca_core.entities")
enums: Any = importlib.import_module("openfisca_core.indexed_enums")
parameters: Any = importlib.import_module("openfisca_core.parameters")
builders: Any = importlib.import_module("openfisca_core.simulation_builder")
systems: Any = importlib.import_module("openfisca_core.taxbenefitsystems")

PERIOD = "2025"
NOT_FOR_THE_AMOUNT = "fr.fami."  # the declaration, which changes no entitlement
FACTS = {fact.id: fact for fact in READ if not fact.id.startswith(NOT_FOR_THE_AMOUNT)}
# Of each open question, the answer that brings nothing.
CAUTIOUS = {
    "dmp_transaction_required": True,
    "new_proof_after_vendor_change_required": True,
    "first_claim_in_december_counts": False,
    "no_act_left_passes": False,
    "owner_mailbox_counts": False,
    "free_professional_video_counts": False,
    "recognised_network_counts": False,
    "aided_video_purchase_counts_again": False,
    "device_owned_before_counts": False,
    "second_device_counts": False,
}
GENEROUS = {question: not answer for question, answer in CAUTIOUS.items()}
FIGURES = {
    "base": 490, "coordination": 100, "video": 350, "devices": 175,
    "transmission_percent": 70, "scor_transmissions": 1, "dmp_transactions": 1, "mdt_meetings": 4,
}  # fmt: skip
COUNTING = {
    "fr.coordination.structures": (
        "msp", "esp", "ess", "cpts", "local_network", "care_network", "had_coordination", "ehpad_coordination",
    ),
    "fr.telehealth.device_types": (
        "spirometer", "impedance_meter", "pedometer", "dynamometer", "stabilometry_platform", "oximeter",
        "stethoscope", "dermatoscope", "blood_pressure",
    ),
}  # fmt: skip
IN_DOUBT = {"fr.coordination.structures": ("recognised_network",)}
CRITERIA = (
    "audience", "dmp", "sesam_vitale", "scor", "transmission_rate", "secure_messaging", "coordination", "video",
    "devices",
)  # fmt: skip
VALUE_TYPES: Mapping[Kind, type] = {Kind.YES_NO: bool, Kind.COUNT: int, Kind.DATE: date}

Formula = Callable[..., Any]


def name_of(id: str) -> str:
    """The variable of a fact: a dot would not do in Python."""
    return id.replace(".", "_")


def asked_of(id: str) -> tuple[str, ...]:
    """The values of a set on which an answer can depend."""
    return (*COUNTING[id], *IN_DOUBT.get(id, ()))


OPTIONS = {
    fact.id: enums.Enum(name_of(fact.id), {value: value for value in fact.values})
    for fact in FACTS.values()
    if fact.kind in CHOICES
}


def system(readings: Mapping[str, bool] = CAUTIOUS) -> Any:
    """The tax and benefit system, with answers to the open questions among its parameters."""
    person = entities.build_entity("person", "persons", "Practitioner", is_person=True)
    built = systems.TaxBenefitSystem([person])
    values = {**FIGURES, **readings}
    known = {name: {"values": {"2025-01-01": {"value": value}}} for name, value in values.items()}
    built.parameters = parameters.ParameterNode("", data={"fami": known})
    for fact in FACTS.values():
        if fact.kind is Kind.SET:
            for value in asked_of(fact.id):
                built.add_variable(_variable(person, f"{name_of(fact.id)}_{value}", bool))
        elif fact.kind in CHOICES:
            built.add_variable(_choice(person, name_of(fact.id), OPTIONS[fact.id]))
        else:
            built.add_variable(_variable(person, name_of(fact.id), VALUE_TYPES[fact.kind]))
    for criterion in CRITERIA:
        built.add_variable(_variable(person, f"fami_{criterion}", bool, FORMULAS[criterion]))
    built.add_variable(_variable(person, "fami_base", float, _base))
    built.add_variable(_variable(person, "fami", float, _amount))
    return built


def _variable(person: Any, name: str, value_type: type, formula: Formula | None = None) -> type:
    declared = {"value_type": value_type, "entity": person, "definition_period": core.YEAR, "label": name}
    return type(name, (core.Variable,), declared if formula is None else {**declared, "formula": formula})


def _choice(person: Any, name: str, options: Any) -> type:
    declared = {"value_type": core.Enum, "possible_values": options, "default_value": next(iter(options))}
    return type(name, (core.Variable,), {**declared, "entity": person, "definition_period": core.YEAR, "label": name})


# The rule: one formula for each criterion, as an author writes them.


def _is(people: Any, period: Any, id: str, value: str) -> Any:
    return people(name_of(id), period) == OPTIONS[id][value]


def _has(people: Any, period: Any, id: str) -> Any:
    return sum(people(f"{name_of(id)}_{value}", period) for value in COUNTING[id]) > 0


def _audience(people: Any, period: Any) -> Any:
    return _is(people, period, "practitioner.profession", "physiotherapist") * people("fr_conventioned", period)


def _dmp(people: Any, period: Any, parameters: Any) -> Any:
    fami = parameters(period).fami
    software, proof = "fr.dmp.software", "fr.dmp.proof"
    compatible = _is(people, period, software, "integrated") + _is(people, period, software, "connector")
    transaction = people("fr_dmp_transactions", period) >= fami.dmp_transactions
    changed = people("fr_dmp_vendor_changed", period)
    sent = _is(people, period, proof, "sent")
    proven = sent + _is(people, period, proof, "validated") * np.logical_not(changed)
    outdated = changed * fami.new_proof_after_vendor_change_required * np.logical_not(sent)
    enough = transaction * np.logical_not(outdated) + proven * (not fami.dmp_transaction_required)
    return people("fr_business_software", period) * compatible * enough


def _sesam_vitale(people: Any, period: Any) -> Any:
    recent = _is(people, period, "fr.sesam_vitale.addendum", "8")
    return recent * people("fr_sesam_vitale_conforming_invoice", period)


def _scor(people: Any, period: Any, parameters: Any) -> Any:
    return people("fr_scor_transmissions", period) >= parameters(period).fami.scor_transmissions


def _transmission_rate(people: Any, period: Any, parameters: Any) -> Any:
    fami = parameters(period).fami
    part = people("fr_billing_secured", period) - people("fr_billing_excluded_secured", period)
    whole = people("fr_billing_total", period) - people("fr_billing_excluded_total", period)
    enough = part * 100 >= whole * fami.transmission_percent
    rate = np.where(whole == 0, fami.no_act_left_passes, enough)
    december = np.datetime64("2025-12")
    first_in_december = people("fr_billing_first_secured_on", period).astype("datetime64[M]") == december
    new_practice = people("fr_practice_started_on", period).astype("datetime64[M]") == december
    counts = new_practice + fami.first_claim_in_december_counts
    observed = people("fr_billing_transmitted_previous_year", period) + np.logical_not(first_in_december) + counts
    return observed * rate


def _secure_messaging(people: Any, period: Any, parameters: Any) -> Any:
    box = people("fr_secure_messaging", period)
    options = OPTIONS["fr.secure_messaging"]
    own = (box == options["mssante_personal"]) + (box == options["mssante_organisational"])
    own = own + (box == options["apicrypt_v2_interoperable"])
    lent = _is(people, period, "fr.practice_status", "collaborator") + parameters(period).fami.owner_mailbox_counts
    return own + (box == options["practice_owner_mailbox"]) * lent


def _coordination(people: Any, period: Any, parameters: Any) -> Any:
    meetings = people("fr_coordination_mdt_meetings", period) >= parameters(period).fami.mdt_meetings
    network = people("fr_coordination_structures_recognised_network", period)
    in_doubt = network * parameters(period).fami.recognised_network_counts
    return _has(people, period, "fr.coordination.structures") + meetings + in_doubt


def _video(people: Any, period: Any, parameters: Any) -> Any:
    fami, video = parameters(period).fami, "fr.telehealth.video"
    free = _is(people, period, video, "free_professional") * fami.free_professional_video_counts
    never_aided = np.logical_not(people("fr_telehealth_video_aid_before", period))
    bought = _is(people, period, video, "bought_before") * (never_aided + fami.aided_video_purchase_counts_again)
    return _is(people, period, video, "paid_secure") + bought + free


def _devices(people: Any, period: Any, parameters: Any) -> Any:
    fami = parameters(period).fami
    device, aid = "fr.telehealth.device", "fr.telehealth.purchase_aid_before"
    owned = _is(people, period, device, "owned_before") * fami.device_owned_before_counts
    bought = _is(people, period, device, "purchased") + owned
    first_aid = _is(people, period, aid, "never") + _is(people, period, aid, "other_device") * fami.second_device_counts
    paid = _is(people, period, device, "rented") + bought * first_aid
    return _has(people, period, "fr.telehealth.device_types") * paid


def _base(people: Any, period: Any, parameters: Any) -> Any:
    required = [people(f"fami_{criterion}", period) for criterion in CRITERIA[:6]]
    return np.logical_and.reduce(required) * parameters(period).fami.base


def _amount(people: Any, period: Any, parameters: Any) -> Any:
    fami = parameters(period).fami
    base, audience = people("fami_base", period), people("fami_audience", period)
    coordination = (base > 0) * people("fami_coordination", period) * fami.coordination
    video = audience * people("fami_video", period) * fami.video
    return base + coordination + video + audience * people("fami_devices", period) * fami.devices


FORMULAS: Mapping[str, Formula] = {
    "audience": _audience,
    "dmp": _dmp,
    "sesam_vitale": _sesam_vitale,
    "scor": _scor,
    "transmission_rate": _transmission_rate,
    "secure_messaging": _secure_messaging,
    "coordination": _coordination,
    "video": _video,
    "devices": _devices,
}


def arrays(frame: pl.DataFrame) -> dict[str, Any]:
    """The inputs of every row; a gap takes the default.

    They have the types that OpenFisca holds them in, so that it need not convert them, except that choices given as
    text stay text: OpenFisca looks each of them up itself.
    """
    found: dict[str, Any] = {}
    for id, fact in FACTS.items():
        column = frame[id]
        if fact.kind is Kind.SET:
            listed = column if isinstance(column.dtype, pl.List) else column.str.split(";")
            for value in asked_of(id):
                found[f"{name_of(id)}_{value}"] = listed.list.contains(value).fill_null(value=False).to_numpy()
        elif fact.kind in CHOICES and column.dtype == pl.String:
            found[name_of(id)] = column.fill_null(fact.values[0]).to_numpy().astype(str)
        elif fact.kind in CHOICES:
            codes = column.to_physical().fill_null(0).to_numpy().astype(np.uint8)
            found[name_of(id)] = enums.EnumArray(codes, OPTIONS[id])
        elif fact.kind is Kind.COUNT:
            found[name_of(id)] = column.fill_null(0).cast(pl.Int32).to_numpy()
        elif fact.kind is Kind.DATE:
            found[name_of(id)] = column.fill_null(date(1970, 1, 1)).to_numpy()
        else:
            found[name_of(id)] = column.fill_null(value=False).to_numpy()
    return found


def simulation(built: Any, inputs: Mapping[str, Any], people: int) -> Any:
    """A simulation of so many practitioners with those inputs, not yet calculated."""
    made = builders.SimulationBuilder.build_default_simulation(built, count=people)
    for name, values in inputs.items():
        made.set_input(name, PERIOD, values)
    return made


def of_one(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of one practitioner; only what was given."""
    found: dict[str, Any] = {}
    for id, value in facts.items():
        if id in COUNTING:
            counting = set(asked_of(id))
            found |= {f"{name_of(id)}_{item}": [True] for item in value if item in counting}
        elif id in OPTIONS:
            found[name_of(id)] = enums.EnumArray(np.array([OPTIONS[id](value).index], dtype=np.uint8), OPTIONS[id])
        elif id in FACTS:
            found[name_of(id)] = [value]
    return found


def amount(made: Any) -> Any:
    """The amount of every practitioner in a simulation."""
    return made.calculate("fami", PERIOD)


def outcomes(made: Any) -> dict[str, Any]:
    """Every criterion of every practitioner; what the amount needed is not calculated again."""
    return {criterion: made.calculate(f"fami_{criterion}", PERIOD) for criterion in CRITERIA}
