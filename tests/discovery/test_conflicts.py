"""Plugins that contradict one another: all are named, none of the contested parts is used."""

import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from incentives import Catalogue, PluginConflict, Situation, compare, load_catalogue

Install = Callable[..., Path]
Check = Callable[[Catalogue], None]

SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]


def ids(catalogue: Catalogue) -> list[str]:
    return [scheme.id for scheme in catalogue]


def states(catalogue: Catalogue) -> dict[str, str]:
    return {info.distribution: str(info.state) for info in catalogue.plugins if "-xx-" in info.distribution}


def test_neither_of_two_schemes_with_one_id_is_used_and_both_are_named(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-north", version="1.0")
    install("incentives-xx-south", version="2.0")
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.code, failure.scheme) == ("conflict", "plugin_conflict", "xx-cycling")
    assert failure.plugin == "incentives_xx_north, incentives_xx_south"
    assert failure.distribution == "incentives-xx-north 1.0, incentives-xx-south 2.0"
    for part in ("incentives-xx-north 1.0", "incentives-xx-south 2.0", "uninstall or disable"):
        assert part in failure.message
    assert ids(catalogue) == SHIPPED
    assert states(catalogue) == {"incentives-xx-north": "failed", "incentives-xx-south": "failed"}
    shipped_schemes_work(catalogue)


def test_asking_for_a_contested_scheme_says_who_contests_it(install: Install) -> None:
    install("incentives-xx-north")
    install("incentives-xx-south")
    catalogue = load_catalogue()
    assert "xx-cycling" not in catalogue
    with pytest.raises(PluginConflict, match="incentives-xx-south") as caught:
        catalogue.assess("xx-cycling", 2024, Situation.of({}))
    assert caught.value.code == "plugin_conflict"


def test_disabling_one_of_two_settles_the_conflict(install: Install, shipped_schemes_work: Check) -> None:
    install("incentives-xx-north")
    install("incentives-xx-south")
    catalogue = load_catalogue(disable=["incentives-xx-south"])
    assert catalogue.failures == ()
    assert catalogue.provider("xx-cycling").distribution == "incentives-xx-north"
    assert states(catalogue) == {"incentives-xx-north": "active", "incentives-xx-south": "disabled"}
    shipped_schemes_work(catalogue)


def test_a_scheme_given_twice_by_one_plugin_is_not_used(install: Install, shipped_schemes_work: Check) -> None:
    install("incentives-xx-cycling", giving="return [scheme(), scheme()]")
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.plugin) == ("conflict", "incentives_xx_cycling")
    assert ids(catalogue) == SHIPPED
    shipped_schemes_work(catalogue)


@pytest.mark.parametrize(
    "fact",
    [
        'Fact.count("xx.cycles", unit="kilometres")',
        'Fact.yes_no("xx.cycles", annual=False)',
        'Fact.choice("xx.cycles", ("yes", "no"))',
    ],
)
def test_two_that_declare_one_fact_differently_are_both_out(
    install: Install, shipped_schemes_work: Check, fact: str
) -> None:
    install("incentives-xx-north", version="1.0", scheme="xx-north")
    install("incentives-xx-south", version="2.0", scheme="xx-south", fact=fact)
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.scheme) == ("conflict", "xx-north, xx-south")
    for part in ("'xx.cycles'", "xx-north (incentives-xx-north 1.0)", "xx-south (incentives-xx-south 2.0)", "disabled"):
        assert part in failure.message
    assert ids(catalogue) == SHIPPED
    assert states(catalogue) == {"incentives-xx-north": "failed", "incentives-xx-south": "failed"}
    shipped_schemes_work(catalogue)


def test_two_that_declare_one_fact_identically_share_it(install: Install, shipped_schemes_work: Check) -> None:
    install("incentives-xx-north", scheme="xx-north")
    install("incentives-xx-south", scheme="xx-south")
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    rows = catalogue.assess_all(Situation.of({2024: {"xx.cycles": True}}), [2024])
    assert {row.scheme.id for row in rows} == {*SHIPPED, "xx-north", "xx-south"}
    situation = Situation.of({2024: {"xx.cycles": True}})
    due = [catalogue.assess(id, 2024, situation).amount.certain for id in ("xx-north", "xx-south")]
    assert due == [120, 120]
    shipped_schemes_work(catalogue)


def test_a_fact_of_another_scheme_declared_differently_takes_out_the_one_to_which_it_does_not_belong(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-cycling", fact='Fact.yes_no("be.proqkine.cycle_met", annual=False)')
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.scheme, failure.plugin) == ("conflict", "xx-cycling", "incentives_xx_cycling")
    assert "be-proqkine (incentives-be-proqkine " in failure.message
    assert ids(catalogue) == SHIPPED
    shipped_schemes_work(catalogue)


def test_a_distribution_found_twice_along_the_path_is_one_plugin(
    install: Install, monkeypatch: pytest.MonkeyPatch, shipped_schemes_work: Check
) -> None:
    package = install("incentives-xx-cycling")
    monkeypatch.setattr(sys, "path", [*sys.path, str(package.parent)])
    catalogue = load_catalogue()
    assert states(catalogue) == {"incentives-xx-cycling": "active"}
    assert catalogue.failures == ()
    shipped_schemes_work(catalogue)


def test_two_distributions_with_one_entry_point_name_are_both_out(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-north", version="1.0", scheme="xx-north", entry_point="xx_cycling")
    install("incentives-xx-south", version="2.0", scheme="xx-south", entry_point="xx_cycling")
    catalogue = load_catalogue()
    assert [failure.distribution for failure in catalogue.failures] == [
        "incentives-xx-north 1.0",
        "incentives-xx-south 2.0",
    ]
    for failure in catalogue.failures:
        assert (str(failure.stage), failure.plugin) == ("conflict", "xx_cycling")
        for part in ("incentives-xx-north 1.0", "incentives-xx-south 2.0", "uninstall one", "disable one"):
            assert part in failure.message
    assert ids(catalogue) == SHIPPED
    assert states(catalogue) == {"incentives-xx-north": "failed", "incentives-xx-south": "failed"}
    shipped_schemes_work(catalogue)


def test_an_impostor_of_a_shipped_plugin_takes_out_that_one_alone(install: Install) -> None:
    install("impostor-xx-fami", scheme="xx-impostor", entry_point="fr_fami")
    catalogue = load_catalogue()
    assert ids(catalogue) == ["be-inami-software", "be-proqkine"]
    assert {failure.distribution.partition(" ")[0] for failure in catalogue.failures} == {
        "impostor-xx-fami",
        "incentives-fr-fami",
    }
    settled = load_catalogue(disable=["impostor-xx-fami"])
    assert (ids(settled), settled.failures) == (SHIPPED, ())


@pytest.mark.parametrize(
    "fact",
    [
        'Fact.choice("practitioner.profession", ("physiotherapist", "cyclist"), annual=False)',
        'Fact.yes_no("practitioner.profession")',
    ],
)
def test_only_the_one_that_redeclares_the_shared_fact_is_out(
    install: Install, shipped_schemes_work: Check, fact: str
) -> None:
    install("incentives-xx-cycling", fact=fact)
    install("incentives-xx-other", scheme="xx-other")
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (failure.distribution, failure.scheme) == ("incentives-xx-cycling 1.2.3", "xx-cycling")
    assert str(failure.stage) in {"conflict", "record"}
    assert "practitioner.profession" in failure.message
    assert "must use the fact that incentives exports" in failure.message
    assert ids(catalogue) == [*SHIPPED, "xx-other"]
    assert states(catalogue) == {"incentives-xx-cycling": "failed", "incentives-xx-other": "active"}
    shipped_schemes_work(catalogue)


def test_an_open_question_in_the_name_of_another_scheme_puts_its_own_out(
    install: Install, shipped_schemes_work: Check
) -> None:
    question = 'from incentives import OpenQuestion\nQUESTION = OpenQuestion("fr-fami.telehealth_open", ask="caisse")'
    giving = "from attrs import evolve\n    return [evolve(scheme(), questions=(QUESTION,))]"
    install("incentives-xx-cycling", first=question, giving=giving)
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.scheme) == ("record", "xx-cycling")
    assert "fr-fami.telehealth_open" in failure.message
    assert ids(catalogue) == SHIPPED
    shipped_schemes_work(catalogue)


def test_results_never_depend_on_the_order_of_the_path(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = [
        install("incentives-xx-north", scheme="xx-shared"),
        install("incentives-xx-south", scheme="xx-shared"),
        install("incentives-xx-east", scheme="xx-east"),
        install("incentives-xx-west", first="raise RuntimeError('no')"),
    ]
    sites = [str(package.parent) for package in packages]
    rest = [entry for entry in sys.path if entry not in sites]
    seen = set()
    for order in permutations(sites):
        monkeypatch.setattr(sys, "path", [*order, *rest])
        catalogue = load_catalogue()
        plugins = tuple((info.name, info.distribution, str(info.state)) for info in catalogue.plugins)
        seen.add((tuple(ids(catalogue)), plugins, tuple(map(str, catalogue.failures))))
    ((schemes, _, failures),) = seen
    assert schemes == (*SHIPPED, "xx-east")
    assert len(failures) == 2


def test_schemes_that_exclude_one_another_in_a_circle_are_told_and_stay_usable_but_are_never_added(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-north", scheme="xx-north", more='excluded_by=(Exclusion("xx-south", written),),')
    install("incentives-xx-south", scheme="xx-south", more='excluded_by=(Exclusion("xx-north", written),),')
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.code, failure.scheme) == ("conflict", "plugin_conflict", "xx-north, xx-south")
    assert "xx-north -> xx-south -> xx-north" in failure.message
    assert "alternative_to" in failure.message
    assert ids(catalogue) == [*SHIPPED, "xx-north", "xx-south"]
    assert states(catalogue) == {"incentives-xx-north": "active", "incentives-xx-south": "active"}
    situation = Situation.of({2024: {"xx.cycles": True}})
    rows = [row for row in catalogue.assess_all(situation, [2024]) if row.scheme.id not in SHIPPED]
    assert [amount.certain for amount in compare(rows).totals] == [120]
    shipped_schemes_work(catalogue)


def test_a_scheme_that_names_one_that_is_not_installed_is_no_failure(install: Install) -> None:
    install("incentives-xx-north", scheme="xx-north", more='excluded_by=(Exclusion("xx-nowhere", written),),')
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    assert catalogue["xx-north"].excluded_by[0].scheme == "xx-nowhere"
