"""Benefits that belong together: what contradicts itself there, and how an edition file states it."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import incentives
import pytest
from attrs import evolve, frozen
from incentives import (
    Benefit,
    Cadence,
    Edition,
    Establishment,
    Fact,
    Group,
    InvalidEdition,
    Scheme,
    Theme,
    editions_in,
    literal,
    money,
)

SchemeOf = Callable[..., Scheme]
Data = dict[str, Any]


def benefits(edition: Edition, **changes: dict[str, Any]) -> tuple[Benefit, ...]:
    """Copies of the edition's only benefit, by id."""
    return tuple(evolve(edition.benefits[0], id=id, **parts) for id, parts in changes.items())


@pytest.fixture
def three(built: Edition) -> Edition:
    return evolve(built, benefits=benefits(built, tea={}, cake={}, jam={}))


@pytest.fixture
def group(built: Edition) -> Callable[..., Group]:
    def grouped(*ids: str, **parts: Any) -> Group:
        kept = {"id": "snack", "references": built.benefits[0].references, "at_most": money(20, "EUR")}
        return Group(benefits=ids, **{**kept, **parts})

    return grouped


def faults_of(edition: Edition, **changes: Any) -> tuple[str, ...]:
    with pytest.raises(InvalidEdition) as caught:
        evolve(edition, **changes)
    return caught.value.faults


@pytest.mark.parametrize(
    ("ids", "parts", "fault"),
    [
        (("tea", "te"), {}, "$.groups.snack: has 'te', which is no benefit"),
        (("tea", "cake", "tea"), {}, "$.groups.snack: names 'tea' 2 times"),
        (("tea",), {"references": ()}, "$.groups.snack: has no reference; say where it is written"),
        (
            ("tea", "cake"),
            {"at_most": None},
            "$.groups.snack: says nothing; give at_most (a ceiling) or one_only (alternatives)",
        ),
        (("tea",), {"one_only": True}, "$.groups.snack: has too few benefits; one_only needs two or more"),
        ((), {}, "$.groups.snack: has too few benefits; name them"),
        (("tea",), {"at_most": money(20, "CHF")}, "$.groups.snack: its ceiling is a money in CHF, not money in EUR"),
        (("tea",), {"at_most": literal(20)}, "$.groups.snack: its ceiling is a count, not money in EUR"),
    ],
)
def test_a_group_that_contradicts_itself_is_refused(
    three: Edition, group: Callable[..., Group], ids: tuple[str, ...], parts: dict[str, Any], fault: str
) -> None:
    assert faults_of(three, groups=(group(*ids, **parts),)) == (fault,)


def test_a_benefit_is_in_one_group_at_most(three: Edition, group: Callable[..., Group]) -> None:
    groups = (group("tea", "cake"), group("cake", "jam", id="sweet"))
    (fault,) = faults_of(three, groups=groups)
    assert fault == "$.benefits.cake: is in several groups (snack, sweet); a benefit is in one at most"


def test_two_groups_of_one_id_are_refused(three: Edition, group: Callable[..., Group]) -> None:
    assert "$.groups.snack: declared 2 times" in faults_of(three, groups=(group("tea"), group("jam")))


def test_a_benefit_gives_way_to_benefits_that_exist(built: Edition) -> None:
    (fault,) = faults_of(built, benefits=benefits(built, tea={"not_with": ("cak",)}))
    assert fault == "$.benefits.tea: not with 'cak', which is no benefit"


@pytest.mark.parametrize(
    ("leans", "way"),
    [
        ({"tea": {"not_with": ("tea",)}}, "tea -> tea"),
        ({"tea": {"not_with": ("cake",)}, "cake": {"not_with": ("tea",)}}, "tea -> cake -> tea"),
        ({"tea": {"on_top_of": ("cake",)}, "cake": {"not_with": ("tea",)}}, "tea -> cake -> tea"),
        (
            {"tea": {"not_with": ("cake",)}, "cake": {"not_with": ("jam",)}, "jam": {"not_with": ("tea",)}},
            "tea -> cake -> jam -> tea",
        ),
    ],
)
def test_benefits_that_exclude_one_another_in_a_circle_are_refused_once_with_what_to_do(
    built: Edition, leans: dict[str, dict[str, Any]], way: str
) -> None:
    (fault,) = faults_of(built, benefits=benefits(built, **leans))
    assert way in fault
    assert "declare a Group with one_only" in fault


def test_a_benefit_on_top_of_what_excludes_it_could_never_be_paid(built: Edition) -> None:
    leans = {"tea": {}, "cake": {"on_top_of": ("tea",), "not_with": ("tea",)}}
    (fault,) = faults_of(built, benefits=benefits(built, **leans))
    assert fault.startswith("$.benefits.cake: could never be paid")


def test_a_benefit_on_top_of_two_alternatives_could_never_be_paid(built: Edition, group: Callable[..., Group]) -> None:
    both = benefits(built, tea={}, cake={}, jam={"on_top_of": ("tea", "cake")})
    (fault,) = faults_of(built, benefits=both, groups=(group("tea", "cake", one_only=True),))
    assert fault.startswith("$.benefits.jam: could never be paid")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"cadence": Cadence.MONTHLY}, "is paid monthly; give its instalment"),
        ({"instalment": money(10, "EUR")}, "give both instalment and payments"),
        ({"payments": literal(12)}, "give both instalment and payments"),
        ({"instalment": money(10, "CHF"), "payments": literal(12)}, "its instalment is a money in CHF"),
        ({"instalment": money(10, "EUR"), "payments": money(12, "EUR")}, "its number of payments is a money in EUR"),
    ],
)
def test_an_instalment_is_money_and_comes_with_a_count_of_payments(
    built: Edition, parts: dict[str, Any], said: str
) -> None:
    (fault,) = faults_of(built, benefits=benefits(built, tea=parts))
    assert fault.startswith("$.benefits.tea: ")
    assert said in fault


def test_an_amount_that_its_instalments_do_not_come_to_is_refused(built: Edition) -> None:
    paid = {"instalment": money("10.50", "EUR"), "payments": literal(12)}
    (fault,) = faults_of(built, benefits=benefits(built, tea={**paid, "amount": money(120, "EUR")}))
    assert fault.startswith("$.benefits.tea: its amount is 120 EUR, but its instalments come to 126.00 EUR")
    assert evolve(built, benefits=benefits(built, tea={**paid, "amount": money(126, "EUR")})).benefits[0].id == "tea"


def test_an_edition_says_another_thing_with_each_of_these(built: Edition, group: Callable[..., Group]) -> None:
    plain = evolve(built, benefits=benefits(built, tea={}, cake={}))
    others = [
        evolve(plain, groups=(group("tea", "cake"),)),
        evolve(plain, groups=(group("tea", "cake", at_most=money(21, "EUR")),)),
        evolve(plain, groups=(group("tea", "cake", one_only=True),)),
        evolve(plain, benefits=benefits(built, tea={}, cake={"not_with": ("tea",)})),
        evolve(plain, benefits=benefits(built, tea={}, cake={"on_top_of": ("tea",)})),
        evolve(plain, benefits=benefits(built, tea={}, cake={"instalment": money(60, "EUR"), "payments": literal(2)})),
        evolve(plain, benefits=benefits(built, tea={}, cake={"instalment": money(40, "EUR"), "payments": literal(3)})),
    ]
    assert len({plain.digest, *(one.digest for one in others)}) == 1 + len(others)


def test_what_came_later_and_is_not_used_leaves_the_digest_as_it_was(built: Edition) -> None:
    before_there_were_groups = "59791d5f9bdfac396c1871502a2bb83255d0dbc90d6a4a3099142f6e25b09791"
    assert built.digest == before_there_were_groups


member = Fact.yes_no("xx.member")


@frozen(kw_only=True)
class Figures(incentives.Figures):
    month: Decimal
    ceiling: Decimal


def edition(f: Figures) -> Edition:
    rule = f.criterion("member", member, theme=Theme.ACTIVITY, established_by=Establishment.DECLARED)
    rent = f.benefit(
        "rent",
        cadence=Cadence.MONTHLY,
        instalment=money(f.month, "EUR"),
        payments=literal(12),
        requires=("member",),
    )
    tools = f.benefit("tools", money(900, "EUR"), requires=("member",), not_with=("rent",))
    both = f.group("both", ("rent", "tools"), at_most=money(f.ceiling, "EUR"))
    return f.edition(criteria=[rule], benefits=[rent, tools], groups=[both])


def built_from(scheme_of: SchemeOf, path: Path, data: Data) -> Edition:
    scheme_of(data)  # writes the file
    return scheme_of(data, facts=(member,), editions=editions_in(path.parent, Figures, edition)).edition(2024)


@pytest.fixture
def grouped(data: Data) -> Data:
    """An edition file with a group."""
    reference = data["criteria"]["cycling"]["references"]
    figure = data["figures"]["grant"]
    return {
        **deepcopy(data),
        "figures": {"month": {**figure, "value": "150.00"}, "ceiling": {**figure, "value": "2000.00"}},
        "criteria": {"member": {"references": reference}},
        "benefits": {"rent": {"references": reference}, "tools": {"references": reference}},
        "groups": {"both": {"references": reference, "notes": ["shared"]}},
        "evidence": [],
    }


def test_a_group_has_its_references_and_notes_from_the_file(scheme_of: SchemeOf, path: Path, grouped: Data) -> None:
    found = built_from(scheme_of, path, grouped)
    (both,) = found.groups
    assert (both.id, both.benefits, both.notes, both.one_only) == ("both", ("rent", "tools"), ("shared",), False)
    assert [(one.document.id, one.place) for one in both.references] == [("bylaw", "article 1")]
    assert both.at_most is not None
    assert both.at_most.digest == money("2000.00", "EUR").digest
    rent = found.benefits[0]
    assert (rent.cadence, rent.amount.digest) == (Cadence.MONTHLY, money("1800.00", "EUR").digest)
    assert found.benefits[1].not_with == ("rent",)


def test_a_benefit_of_which_nothing_says_what_it_pays_is_refused(
    scheme_of: SchemeOf, path: Path, grouped: Data
) -> None:
    def silent(f: Figures) -> Edition:
        return f.edition(criteria=[], benefits=[f.benefit("rent", requires=())])

    scheme_of(grouped)
    scheme = scheme_of(grouped, facts=(member,), editions=editions_in(path.parent, Figures, silent))
    with pytest.raises(InvalidEdition, match=r"benefits\.rent: give its amount, or its instalment and payments"):
        scheme.edition(2024)


@pytest.mark.parametrize(
    ("groups", "fault"),
    [
        ({}, "$.groups.both: is missing"),
        ({"both": {}}, "$.groups['both'].references: 'references' is missing"),
        ({"both": {"references": [], "at_most": "3"}}, "$.groups['both']: nothing is called 'at_most' here"),
    ],
)
def test_a_group_that_the_file_states_otherwise_is_a_fault(
    scheme_of: SchemeOf, path: Path, grouped: Data, groups: Data, fault: str
) -> None:
    with pytest.raises(InvalidEdition) as caught:
        built_from(scheme_of, path, {**grouped, "groups": groups})
    assert fault in "\n".join(caught.value.faults)


def test_a_group_that_no_rule_builds_and_a_document_that_is_not_declared_are_faults(
    scheme_of: SchemeOf, path: Path, grouped: Data
) -> None:
    one = grouped["groups"]["both"]
    with pytest.raises(InvalidEdition, match=r"\$\.groups\.spare: no rule is built from it"):
        built_from(scheme_of, path, {**grouped, "groups": {"both": one, "spare": one}})
    unknown = {"references": [{"document": "law", "place": "1", "confidence": "official"}]}
    with pytest.raises(InvalidEdition, match=r"\$\.groups\.both: no document 'law' is declared"):
        built_from(scheme_of, path, {**grouped, "groups": {"both": unknown}})
