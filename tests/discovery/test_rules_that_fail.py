"""A rule that fails on some answers: its row says so, the other schemes answer, and so do the other rows of a table."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from incentives import (
    AssessmentFailed,
    Catalogue,
    ExpressionError,
    InconsistentFacts,
    NotAssessed,
    Situation,
    compare,
    load_catalogue,
)
from made_up_plugin import MODULE

Install = Callable[..., Path]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
RIDES = """\
rides = Fact.count("xx.rides", unit="rides")
all_rides = Fact.count("xx.all_rides", unit="rides")
"""
FACTS = "facts=(cycles, rides, all_rides),"
SHARE = 'incentives.share(rides, of=all_rides, if_none=incentives.literal(False)) >= incentives.percent("70")'


@pytest.fixture
def catalogue(install: Install) -> Catalogue:
    """The shipped schemes; one that is paid for a share of rides, and one that pays a multiple of an amount."""
    module = MODULE.replace("facts=(cycles,),", FACTS)
    install("incentives-xx-share", scheme="xx-share", first=RIDES, module=module, building=f"cycles = {SHARE}")
    paid = module.replace('money(f.grant, "EUR")', 'money(f.grant, "EUR") * rides * rides * all_rides')
    install("incentives-xx-worth", scheme="xx-worth", first=RIDES, module=paid)
    return load_catalogue()


def told(**values: object) -> Situation:
    return Situation.of({"practitioner.profession": "physiotherapist", 2024: {f"xx.{n}": v for n, v in values.items()}})


FAILING = {
    "a part larger than its whole": ("xx-share", told(rides=50, all_rides=10), "a part of 50 in a whole of 10"),
    "an amount that cannot be": ("xx-worth", told(cycles=True, rides=10**10, all_rides=10**11), "1.20e+33 EUR"),
}


@pytest.mark.parametrize(("scheme", "situation", "said"), FAILING.values(), ids=FAILING.keys())
def test_its_row_says_so_and_the_others_answer(
    catalogue: Catalogue, scheme: str, situation: Situation, said: str
) -> None:
    rows = catalogue.assess_all(situation, [2024])
    (failed,) = [row for row in rows if isinstance(row, NotAssessed)]
    assert (failed.scheme.id, failed.year, failed.code) == (scheme, 2024, "assessment_failed")
    assert said in str(failed.error)
    assert {row.scheme.id for row in rows} == {*SHIPPED, "xx-share", "xx-worth"}
    assert len(compare(rows).totals) == 1
    (failure,) = catalogue.failures
    assert (str(failure.stage), failure.scheme, failure.year) == ("rule", scheme, 2024)
    assert (failure.plugin, failure.code) == (f"incentives_{scheme.replace('-', '_')}", "plugin_rule_failed")


def test_asked_alone_it_is_an_error_that_names_the_scheme(catalogue: Catalogue) -> None:
    with pytest.raises(AssessmentFailed, match="xx-worth for 2024") as caught:
        catalogue.assess("xx-worth", 2024, told(cycles=True, rides=10**10, all_rides=10**11))
    assert caught.value.code == "assessment_failed"
    with pytest.raises(InconsistentFacts, match=r"xx-share for 2024 .*a part of 50"):
        catalogue.assess("xx-share", 2024, told(rides=50, all_rides=10))


def test_of_what_was_paid_a_condition_that_fails_takes_no_other_row_with_it(install: Install) -> None:
    module = MODULE.replace("facts=(cycles,),", FACTS).replace(
        'requires=("cycling",)', f'requires=("cycling",), received={SHARE}'
    )
    install("incentives-xx-paid", scheme="xx-paid", first=RIDES, module=module)
    catalogue = load_catalogue()
    situation = told(cycles=True, rides=50, all_rides=10)
    assert catalogue.assess("xx-paid", 2024, situation).amount.certain == 120
    rows = catalogue.assess_all(situation, [2024])
    (failed,) = [row for row in rows if isinstance(row, NotAssessed)]
    assert (failed.scheme.id, failed.code) == ("xx-paid", "assessment_failed")
    assert compare(rows).received == ()
    assert [(failure.scheme, str(failure.stage)) for failure in catalogue.failures] == [("xx-paid", "rule")]


def test_it_is_said_in_the_language_of_the_reader(catalogue: Catalogue) -> None:
    with pytest.raises(AssessmentFailed) as caught:
        catalogue.assess("xx-worth", 2024, told(cycles=True, rides=10**10, all_rides=10**11))
    assert caught.value.said is not None
    assert caught.value.said.text("fr") == (
        "les règles de xx-worth pour 2024 ne peuvent pas être appliquées à cette situation\N{NO-BREAK SPACE}: "
        "un montant de 1.20e+33 EUR est impossible\N{NO-BREAK SPACE}: corrigez les valeurs dont il provient"
    )
    assert "een bedrag van 1.20e+33 EUR kan niet" in caught.value.said.text("nl")


def test_answers_that_do_not_make_it_fail_are_assessed(catalogue: Catalogue) -> None:
    assert catalogue.assess("xx-share", 2024, told(rides=7, all_rides=10)).amount.certain == 120
    assert catalogue.assess("xx-worth", 2024, told(cycles=True, rides=2, all_rides=4)).amount.certain == 1920
    assert catalogue.failures == ()


def test_in_a_table_only_the_rows_on_which_a_rule_fails_are_marked(catalogue: Catalogue) -> None:
    people = pl.DataFrame({"xx.rides": [7, 50, 1, None], "xx.all_rides": [10, 10, 10, 10]})
    answers = catalogue.assess_table_all(people, [2024])
    assert answers["xx-share.cycling"].to_list() == [True, None, False, None]
    assert [bool(mark) for mark in answers["xx-share.invalid"]] == [False, True, False, False]
    assert answers["be-proqkine.eligibility"].to_list() == ["undetermined"] * 4


def test_figures_too_fine_for_a_table_keep_no_other_scheme_from_it(install: Install) -> None:
    fine = 'Fact.decimal("xx.fine", unit="times")'
    paid = MODULE.replace("facts=(cycles,),", "facts=(cycles, fine),")
    paid = paid.replace('money(f.grant, "EUR")', 'money(f.grant, "EUR") * fine * fine * fine')
    install("incentives-xx-fine", scheme="xx-fine", module=paid, first=f"fine = {fine}")
    catalogue = load_catalogue()
    people = pl.DataFrame({"be.acts@2024": [500], "xx.fine@2024": [2]})
    answers = catalogue.assess_table_all(people, [2024])
    assert answers["xx-fine.eligibility"].to_list() == ["assessment_failed"]
    assert answers["be-inami-software.activity"].to_list() == [True]
    assert [(failure.scheme, str(failure.stage)) for failure in catalogue.failures] == [("xx-fine", "rule")]
    with pytest.raises(ExpressionError, match="digits after the point"):
        catalogue.assess_table(people, "xx-fine", 2024)


def test_in_a_table_only_the_rows_with_an_amount_that_cannot_be_are_marked(catalogue: Catalogue) -> None:
    people = pl.DataFrame(
        {
            "xx.cycles": [True, True, True, None],
            "xx.rides": [1, 10**11, 10**10, 10**12],
            "xx.all_rides": [2, 10**11, None, 10**12],
        }
    )
    answers = catalogue.assess_table_all(people, [2024])
    assert [bool(mark) for mark in answers["xx-worth.invalid"]] == [False, True, True, True]
    assert answers["xx-worth.certain"].to_list()[0] == 240
    assert answers["xx-worth.cycling"].to_list() == [True, True, True, None]
    assert answers["be-proqkine.eligibility"].to_list() == ["undetermined"] * 4
