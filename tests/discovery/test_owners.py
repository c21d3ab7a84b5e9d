"""A fact that plugins declare differently: it stays with those to whom it belongs, and what differs is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from incentives import Catalogue, Situation, load_catalogue

Install = Callable[..., Path]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
MANY = 60
YES_NO = 'Fact.yes_no("xx.cycles")'
COUNT = 'Fact.count("xx.cycles", unit="kilometres")'
SEVERAL = "from attrs import evolve"


def ids(catalogue: Catalogue) -> list[str]:
    return [scheme.id for scheme in catalogue if scheme.id not in SHIPPED]


def giving(name: str, count: int, more: str = "") -> str:
    return f"yield from (evolve(scheme(), id=f'{name}-{{n}}'{more}) for n in range({count}))"


def test_a_plugin_of_another_country_is_out_and_those_of_the_name_space_stay(install: Install) -> None:
    install("incentives-xx-many", first=SEVERAL, giving=giving("xx-aid", MANY))
    install("incentives-yy-intruder", fact=COUNT, first=SEVERAL, giving=giving("yy-aid", 2, ", jurisdiction='YY'"))
    catalogue = load_catalogue()
    assert len(ids(catalogue)) == MANY
    (failure,) = catalogue.failures
    assert (failure.plugin, failure.scheme) == ("incentives_yy_intruder", "yy-aid-0, yy-aid-1")
    assert len(failure.message) < 600
    assert {info.name: str(info.state) for info in catalogue.plugins if "incentives_" in info.name} == {
        "incentives_xx_many": "active",
        "incentives_yy_intruder": "failed",
    }
    catalogue.check(Situation.of({2024: {"xx.cycles": True}}))


def test_of_one_country_most_schemes_decide_and_the_message_stays_short(install: Install) -> None:
    install("incentives-xx-many", first=SEVERAL, giving=giving("xx-aid", MANY))
    install("incentives-xx-other", scheme="xx-other", fact=COUNT)
    catalogue = load_catalogue()
    assert len(ids(catalogue)) == MANY
    (failure,) = catalogue.failures
    assert failure.scheme == "xx-other"
    assert len(failure.message) < 600


def test_where_nobody_owns_a_fact_all_are_out_and_the_message_stays_short(install: Install) -> None:
    for name, fact in (("north", YES_NO), ("south", COUNT)):
        install(f"incentives-xx-{name}", fact=fact, first=SEVERAL, giving=giving(f"xx-{name}", MANY))
    catalogue = load_catalogue()
    assert ids(catalogue) == []
    (failure,) = catalogue.failures
    assert len(failure.message) < 900
    assert "xx-north-0" in failure.message
    assert f"and {MANY - 3} more schemes" in failure.message


def test_a_fact_named_after_a_scheme_is_its_own_whatever_others_of_the_country_say(install: Install) -> None:
    named = 'Fact.yes_no("xx.cycling.far")'
    install("incentives-xx-cycling", fact=named)
    other = named.replace("yes_no", "day")
    install("incentives-xx-many", fact=other, first=SEVERAL, giving=giving("xx-aid", 5))
    catalogue = load_catalogue()
    assert ids(catalogue) == ["xx-cycling"]
    assert [failure.plugin for failure in catalogue.failures] == ["incentives_xx_many"]


def test_many_facts_of_one_intruder_are_one_failure(install: Install) -> None:
    foreign = "".join(f'Fact.yes_no("be.software.{name}"), ' for name in ("ehealth_registered", "commission_approved"))
    more = f", jurisdiction='YY', facts=(*scheme().facts, {foreign}Fact.day('be.acts'))"
    install("incentives-yy-intruder", first=SEVERAL, giving=giving("yy-aid", 1, more))
    catalogue = load_catalogue()
    assert [scheme.id for scheme in catalogue] == SHIPPED
    (failure,) = catalogue.failures
    assert "'be.acts'" in failure.message


DIFFERENCES = {
    "irreversible": ('Fact.yes_no("xx.cycles", irreversible=(True,))', "irreversible = (True,)", "irreversible = ()"),
    "unit": ('Fact.count("xx.cycles", unit="km")', "unit = 'km'", "kind = 'yes_no'"),
    "fixed": ('Fact.yes_no("xx.cycles", fixed=True)', "fixed = True", "fixed = False"),
    "most": ('Fact.count("xx.cycles", unit="km", most=12)', "most = 12", "most = None"),
    "least": ('Fact.money("xx.cycles", currency="EUR", least=-1)', "least = -1", "least = None"),
    "values": ('Fact.choice("xx.cycles", ("far", "near"))', "values = ('far', 'near')", "values = ()"),
}


@pytest.mark.parametrize(("fact", "one", "other"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_what_differs_is_told_as_each_of_both_declares_it(install: Install, fact: str, one: str, other: str) -> None:
    install("incentives-xx-north", scheme="xx-north", fact=fact)
    install("incentives-xx-south", scheme="xx-south")
    (failure,) = load_catalogue().failures
    north, south = failure.message.split("xx-north says ")[1].split("xx-south says ")
    assert one in north
    assert other in south


def test_what_is_alike_is_not_told(install: Install) -> None:
    install("incentives-xx-north", scheme="xx-north", fact='Fact.yes_no("xx.cycles", irreversible=(True,))')
    install("incentives-xx-south", scheme="xx-south")
    (failure,) = load_catalogue().failures
    assert "annual" not in failure.message
    assert "unit" not in failure.message
