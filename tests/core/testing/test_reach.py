"""What the solver says: exact, confirmed by the program, and honest where it cannot decide."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import z3
from incentives import (
    Fact,
    Known,
    OpenQuestion,
    age,
    all_of,
    any_of,
    as_of,
    at_least,
    clamp,
    days_between,
    literal,
    maximum,
    minimum,
    money,
    months_between,
    percent,
    ratio,
    reference_year,
    rounded,
    share,
    tiers,
    when,
    years_between,
)
from incentives.errors import MissingExtra
from incentives.rules.evaluation import evaluate
from incentives.rules.expressions import Expression
from incentives.rules.facts import At
from incentives.rules.types import Kind
from incentives.testing.formulas import Symbols, exact, formula, solved

YEAR = 2024
cycles = Fact.yes_no("xx.cycles")
kilometres = Fact.count("xx.kilometres", unit="km")
part = Fact.count("xx.part", unit="trips")
weight = Fact.decimal("xx.weight", unit="kg")
income = Fact.money("xx.income", currency="EUR")
balance = Fact.money("xx.balance", currency="EUR", least=None, most=Decimal("99.50"))
months = Fact.count("xx.months", unit="months", least=1, most=12)
opened_on = Fact.day("xx.opened_on", least=date(2020, 2, 29), most=date(2024, 3, 31))
born_on = Fact.day("xx.born_on", annual=False)
licensed_on = Fact.day("xx.licensed_on", annual=False)
colour = Fact.choice("xx.colour", ("red", "green", "blue"))
bell = Fact.ordered_choice("xx.bell", ("none", "small", "large"))
locks = Fact.set_of("xx.locks", ("chain", "folding", "frame"))
counts = OpenQuestion("xx-cycling.counts", ask="town")

CONDITIONS = (
    cycles & ~counts,
    cycles | counts,
    kilometres >= 500,
    kilometres.at(-1) + 1 == kilometres,
    kilometres - part < 3,
    weight > literal(Decimal("2.5")),
    income <= money("1200.50", "EUR"),
    born_on < licensed_on,
    born_on == date(2000, 2, 29),
    born_on.month == 2,
    (born_on.month == 2) & (born_on >= date(2023, 2, 28)) & (born_on.year == reference_year() - 1),
    born_on.year.is_between(1999, 2001),
    born_on.is_none,
    born_on.is_none & (born_on.year != 2000) & ~(licensed_on < date(2000, 1, 1)),
    ~(born_on < licensed_on) & ~(born_on >= licensed_on),
    minimum(born_on, licensed_on).is_none & (minimum(born_on, licensed_on) < date(2000, 1, 1)),
    when(cycles).then(born_on).otherwise(licensed_on).is_none,
    share(born_on.month, of=kilometres, if_none=counts) >= percent("70"),
    colour == "green",
    colour != "red",
    colour.is_in(["red", "blue"]),
    bell >= "small",
    bell < "large",
    locks.contains_any(["chain", "frame"]),
    locks.contains_all(["chain", "folding"]),
    share(part, of=kilometres, if_none=counts) >= percent("70"),
    when(cycles).then(kilometres).otherwise(part) >= 4,
    when(counts).then(bell >= "small").otherwise(bell >= "large"),
    all_of(cycles, kilometres > 3, any_of(counts, part == 1)),
    at_least(2, cycles, counts, kilometres > 3, bell >= "small"),
    minimum(kilometres, part) == 7,
    maximum(kilometres, part, weight) > literal(Decimal("7.5")),
    maximum(born_on, licensed_on).year == 2011,
    minimum(born_on, licensed_on).month == 2,
    clamp(kilometres, 3, 9) == 9,
    tiers(kilometres, (10, money("5", "EUR")), (20, money("8", "EUR")), below=money("0", "EUR")) == money("5", "EUR"),
    income * percent("12.5") >= money("10.01", "EUR"),
    rounded(income * percent("12.5"), "0.01", "half_up") == money("10.01", "EUR"),
    rounded(balance * percent("12.5"), "0.01", "down") == money("-10.01", "EUR"),
    (months == 12) & (balance == money("99.50", "EUR")),
    opened_on == date(2020, 2, 29),
    rounded(kilometres, "10", "up") == 20,
    years_between(born_on, licensed_on) == 17,
    years_between(born_on, date(2024, 2, 29)) >= 18,
    months_between(born_on, licensed_on) == -3,
    days_between(born_on, date(2024, 3, 1)) == 366,
    born_on.plus(months=1) == date(2023, 2, 28),
    born_on.plus(years=-4, days=kilometres) == date(2020, 2, 29),
    ratio(income, 3, 2, "half_up") == money("3.34", "EUR"),
    ratio(kilometres, part, 1, "down", if_none=weight) == Decimal("2.5"),
    kilometres * part == 35,
)


def _known(situation: dict[Any, Any]) -> Known:
    """A situation that a model is, as rules read it."""
    annual = {key: dict(facts) for key, facts in situation.items() if isinstance(key, int)}
    permanent = {key: value for key, value in situation.items() if isinstance(key, str) and key != "readings"}
    for table in annual.values():
        table.update({id: frozenset(value) for id, value in table.items() if isinstance(value, list)})
    return Known(YEAR, permanent, annual, situation.get("readings", {}))


def _nodes(kind: type[Expression]) -> Iterator[type[Expression]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("incentives.rules"):
            yield one
            yield from _nodes(one)


def test_every_node_of_the_rule_language_is_translated() -> None:
    forgotten = [node.__name__ for node in _nodes(Expression) if node not in formula.registry]
    assert forgotten == []


def test_a_node_that_is_not_translated_is_refused_by_name() -> None:
    with pytest.raises(NotImplementedError, match="Expression"):
        formula(Expression(), Symbols(YEAR))


@pytest.mark.parametrize("condition", CONDITIONS, ids=range(len(CONDITIONS)))
def test_where_the_solver_finds_a_condition_true_or_false_so_does_the_program(condition: Expression) -> None:
    symbols = Symbols(YEAR)
    found = symbols.formula(condition)
    for wanted, asked in ((True, found), (False, z3.Not(found))):
        model = solved([*symbols.domain, asked], 20)
        assert model, wanted
        assert evaluate(condition, _known(symbols.situation(model))) is wanted


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ((born_on > date(2023, 2, 28)) & (born_on < date(2023, 3, 1)), "2023 has no 29 February"),
        ((born_on > date(1900, 2, 28)) & (born_on < date(1900, 3, 1)), "nor has 1900"),
        ((born_on > date(2000, 2, 28)) & (born_on < date(2000, 3, 1)), None),
        (born_on.is_none & (born_on.month >= 1), "an absent day has no month"),
        (born_on.is_none & (maximum(born_on, licensed_on).month == 2), "nor has the later of it and another"),
        (born_on.is_none & (share(born_on.month, of=kilometres, if_none=True) >= percent("0")), "nor any share"),
        (~born_on.is_none & ~(born_on.year >= 2000) & ~(born_on.year < 2000), "a day that is given has its year"),
        (born_on.is_none & (born_on != licensed_on) & (licensed_on == date(2000, 2, 29)), None),
        ((kilometres > 3) & (kilometres < 4), "there is no count between 3 and 4"),
        (kilometres < 0, "a count is never negative"),
        (income < money(0, "EUR"), "nor is an income"),
        (balance < money(-1000, "EUR"), None),
        (balance > money("99.50", "EUR"), "it is said to be no more"),
        (months > 12, "a year has twelve months"),
        (months + months.at(-1) < 2, "one is the least"),
        (opened_on < date(2020, 2, 29), "it cannot be before"),
        (~opened_on.is_none & ~(opened_on <= date(2024, 3, 31)), "nor after"),
        (opened_on.is_none, None),
        ((weight > literal(Decimal(3))) & (weight < literal(Decimal(4))), None),
        ((bell > "small") & (bell < "large"), "there is no bell between small and large"),
        (locks.contains_all(["chain"]) & ~locks.contains_any(["chain", "frame"]), "it holds a chain, and none"),
        (
            (share(part, of=kilometres, if_none=False) >= percent("70")) & (part == 69) & (kilometres == 100),
            "69 in 100 are not 70 %",
        ),
        ((share(part, of=kilometres, if_none=False) >= percent("70")) & (part == 70) & (kilometres == 100), None),
        ((share(part, of=kilometres, if_none=False) >= percent("1")) & (part > kilometres), "a part is in its whole"),
        (at_least(2, cycles, counts, ~cycles) & ~counts, "one of the other two is false"),
        ((maximum(born_on, licensed_on).month == 2) & (born_on == licensed_on) & (born_on.month == 3), "it is March"),
        ((rounded(income, "1", "half_up") == money(3, "EUR")) & (income < money("2.50", "EUR")), "it is nearer to 2"),
        ((rounded(income, "1", "half_up") == money(3, "EUR")) & (income == money("2.50", "EUR")), None),
        ((rounded(income, "1", "half_up") == money(3, "EUR")) & (income == money("3.50", "EUR")), "a half goes up"),
        ((rounded(income, "1", "down") == money(3, "EUR")) & (income >= money(4, "EUR")), "4 is a step of its own"),
        ((rounded(income, "1", "down") == money(3, "EUR")) & (income == money("3.99", "EUR")), None),
        ((rounded(income, "1", "up") == money(3, "EUR")) & (income == money(2, "EUR")), "2 is a step of its own"),
        ((rounded(income, "1", "up") == money(3, "EUR")) & (income == money("2.01", "EUR")), None),
        ((years_between(born_on, date(2024, 2, 28)) >= 18) & (born_on > date(2006, 2, 28)), "the birthday is to come"),
        ((years_between(born_on, date(2022, 2, 28)) == 18) & (born_on == date(2004, 2, 29)), None),
        ((months_between(born_on, licensed_on) == 0) & (born_on.plus(months=1) <= licensed_on), "that is a month"),
        ((born_on.plus(days=1).month == 3) & (born_on.month == 2) & (born_on.year == 2023), None),
        ((born_on.plus(days=1) == date(2024, 3, 1)) & (born_on < date(2024, 2, 29)), "the 29th comes before it"),
        ((born_on.plus(months=1) == date(2023, 2, 28)) & (born_on == date(2023, 1, 31)), None),
        ((ratio(income, 3, 2, "up") == money("0.34", "EUR")) & (income < money("1", "EUR")), "that is 0.33 at most"),
        ((ratio(part, kilometres, 0, "up", if_none=7) == 7) & (kilometres > part), "by more it is one at most"),
    ],
)
def test_impossible_conditions_have_no_model(condition: Expression, why: str | None) -> None:
    symbols = Symbols(YEAR)
    asked = symbols.formula(condition)
    model = solved([*symbols.domain, asked], 20)
    assert (model is False) is (why is not None)


def test_the_fact_of_another_year_is_another_unknown() -> None:
    symbols = Symbols(YEAR)
    symbols.formula((kilometres >= 1) & (At(kilometres, -1) >= 2))
    assert set(symbols.found) == {("xx.kilometres", 2024), ("xx.kilometres", 2023)}


def test_the_day_on_which_it_is_asked_is_an_unknown_too() -> None:
    symbols = Symbols(YEAR)
    old = symbols.formula((age(born_on) >= 62) & (born_on == date(1964, 2, 29)))
    model = solved([*symbols.domain, old], 20)
    asked_on = symbols.day(model)
    assert asked_on is not None
    assert asked_on >= date(2026, 2, 28)
    assert solved([*symbols.domain, old, symbols.formula(as_of() < date(2026, 2, 28))], 20) is False
    assert Symbols(YEAR).day(model) is None


def test_amounts_are_exact() -> None:
    symbols = Symbols(YEAR)
    amount = symbols.formula(
        when(cycles).then(money("0.10", "EUR")).otherwise(money("0", "EUR")) + money("0.20", "EUR")
    )
    model = solved([*symbols.domain, symbols.formula(cycles)], 20)
    assert exact(model, amount) == Decimal("0.30")


def test_every_kind_of_fact_has_a_symbol() -> None:
    facts = (cycles, kilometres, weight, income, born_on, colour, bell, locks)
    symbols = Symbols(YEAR)
    for fact in facts:
        formula(fact, symbols)
    model = solved(symbols.domain, 20)
    given = symbols.situation(model)
    assert {fact.kind for fact in facts} == set(Kind) - {Kind.TEXT}
    assert type(given["xx.born_on"]) is date
    assert type(given[2024]["xx.income"]) is Decimal


def test_one_fact_that_drives_two_benefits_in_opposite_directions_is_named(plugin: Any) -> None:
    plugin.edit("__init__.py", '(bell == "loud") & (started_on', "cycles & (started_on")
    plugin.edit("__init__.py", '(bell != "none") | tandem_counts', "cycles | tandem_counts")
    loud = 'incentives.when(bell == "loud")'
    plugin.edit(
        "__init__.py", 'money(f.grant, "EUR")', f'{loud}.then(money(f.grant, "EUR")).otherwise(money("60", "EUR"))'
    )
    plugin.edit(
        "__init__.py", 'money(f.bonus, "EUR")', f'{loud}.then(money("10", "EUR")).otherwise(money(f.bonus, "EUR"))'
    )
    (found,) = plugin.findings("maximum")
    assert found.severity == "note"
    assert found.place == "xx-cycling 2025, benefits.grant and bonus"
    assert "xx.bell" in found.problem
    assert "says that it pays up to 150.00, but pays at most 130" in found.problem
    assert "2025.xx.bell = loud" in found.problem


def test_an_amount_that_nothing_bounds_is_a_note(plugin: Any) -> None:
    plugin.edit("__init__.py", "bell = Fact", 'income = Fact.money("xx.income", currency="EUR")\nbell = Fact')
    plugin.edit("__init__.py", "FACTS = (", "FACTS = (income, ")
    plugin.edit("__init__.py", 'money(f.bonus, "EUR")', 'income + money(f.bonus, "EUR")')
    (found,) = plugin.findings("maximum")
    assert (found.severity, found.problem) == ("note", "nothing bounds what it pays")


def test_the_most_that_a_limit_leaves_is_exact(plugin: Any) -> None:
    income = 'Fact.money("xx.income", currency="EUR", least=-20, most=Decimal("70.50"))'
    plugin.edit("__init__.py", "bell = Fact", f"income = {income}\nbell = Fact")
    plugin.edit("__init__.py", "FACTS = (", "FACTS = (income, ")
    plugin.edit("__init__.py", 'money(f.bonus, "EUR")', 'income * 2 + money(f.bonus, "EUR")')
    assert plugin.findings("maximum") == []


@pytest.mark.parametrize("check", ["reachable", "maximum"])
def test_what_the_solver_cannot_decide_is_said(plugin: Any, monkeypatch: pytest.MonkeyPatch, check: str) -> None:
    monkeypatch.setattr("incentives.testing.formulas.solved", lambda *_: None)
    found = plugin.findings(check)
    assert found
    assert all("not decided" in one.problem and one.severity == "finding" for one in found)


def test_a_situation_of_the_solvers_that_the_program_does_not_confirm_is_said(
    plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Symbols, "situation", lambda *_: {2025: {"xx.cycles": False}})
    for check in ("reachable", "maximum"):
        found = plugin.findings(check)
        assert any("xx.cycles = False; the program says" in one.problem for one in found), [str(one) for one in found]


def test_without_the_solver_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['z3'] = None\n"
        "from incentives.errors import MissingExtra\n"
        "try:\n    import incentives.testing.formulas\n"
        "except MissingExtra as error:\n    print(error)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'incentives[testing]'" in told.stdout
    assert issubclass(MissingExtra, ImportError)
