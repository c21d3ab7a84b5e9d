from collections.abc import Callable

import pytest
from incentives import Fact, FactError, IncentivesError, OpenQuestion
from incentives.rules.facts import fact_of, terms_of, year_of
from incentives.rules.types import Kind


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        (Fact.yes_no("be.licensed"), Kind.YES_NO),
        (Fact.count("be.acts", unit="acts"), Kind.COUNT),
        (Fact.decimal("be.hours", unit="hours"), Kind.DECIMAL),
        (Fact.money("be.fees", currency="EUR"), Kind.MONEY),
        (Fact.day("be.first_registered_on"), Kind.DATE),
        (Fact.choice("fr.practice_status", ["principal", "assistant"]), Kind.CHOICE),
        (Fact.ordered_choice("fr.addendum", ["none", "6", "7"]), Kind.ORDERED_CHOICE),
        (Fact.set_of("fr.structures", ["msp", "cpts"]), Kind.SET),
    ],
)
def test_each_kind_of_fact_has_its_own_declaration(fact: Fact, kind: Kind) -> None:
    assert fact.kind is kind
    assert fact.type.kind is kind
    assert fact.annual


def test_a_fact_belongs_to_the_name_space_of_its_first_word() -> None:
    assert Fact.yes_no("be.convention.all_year").namespace == "be"


def test_the_values_of_a_choice_keep_their_order() -> None:
    assert Fact.ordered_choice("fr.addendum", ["none", "6", "7"]).values == ("none", "6", "7")


@pytest.mark.parametrize(
    "id", ["acts", "Be.acts", "be.", ".acts", "be..acts", "be.my acts", "be.acts-2", "2be.acts", ""]
)
def test_an_id_that_is_no_dotted_path_is_refused_with_an_example(id: str) -> None:
    with pytest.raises(FactError, match=r"not a fact id.*such as 'be\.acts'") as caught:
        Fact.yes_no(id)
    assert caught.value.data == {"id": id}


@pytest.mark.parametrize("word", ["certain", "possible", "eligibility", "invalid"])
def test_a_word_that_results_use_cannot_end_an_id(word: str) -> None:
    with pytest.raises(FactError, match=f"be.{word}.*reserved"):
        Fact.yes_no(f"be.{word}")


def test_a_reserved_word_inside_an_id_is_allowed() -> None:
    assert Fact.yes_no("be.possible.more").id == "be.possible.more"


@pytest.mark.parametrize("declare", [Fact.choice, Fact.ordered_choice, Fact.set_of])
@pytest.mark.parametrize("values", [[], ["one", "two", "one"]])
def test_a_choice_needs_values_each_of_them_once(declare: Callable[[str, list[str]], Fact], values: list[str]) -> None:
    with pytest.raises(FactError, match=r"be\.status: .* needs values, each of them once"):
        declare("be.status", values)


def test_unknown_cannot_be_a_value_since_every_fact_can_be_unknown() -> None:
    with pytest.raises(FactError, match=r"be\.status: 'unknown' .* cannot be one of the values"):
        Fact.choice("be.status", ["owner", "unknown"])


def test_a_kind_without_values_refuses_a_list_of_them() -> None:
    with pytest.raises(FactError, match=r"be\.acts: a count has no list of values"):
        Fact(id="be.acts", kind=Kind.COUNT, values=["one"])


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€"])
def test_the_unit_of_money_is_a_currency_code(currency: str) -> None:
    with pytest.raises(FactError, match=r"be\.fees: .*currency code, such as 'EUR'"):
        Fact.money("be.fees", currency=currency)


def test_a_fact_that_holds_whatever_the_year_has_none_of_another_year() -> None:
    with pytest.raises(FactError, match=r"be\.first_registered_on holds whatever the year"):
        Fact.day("be.first_registered_on", annual=False).at(-1)


def test_the_reference_year_itself_is_no_other_year() -> None:
    acts = Fact.count("be.acts", unit="acts")
    assert acts.at(0) is acts


def test_a_fact_error_is_one_of_the_tree_and_carries_a_code() -> None:
    with pytest.raises(IncentivesError) as caught:
        Fact.yes_no("acts")
    assert caught.value.code == "invalid_fact"
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("id", ["gap", "fr-fami.", ".gap", "fr-fami.Gap", "fr-fami.a.b", "Fr-fami.gap", ""])
def test_the_id_of_an_open_question_is_the_schemes_a_dot_and_a_name(id: str) -> None:
    with pytest.raises(FactError, match="not the id of an open question: write the scheme's id, a dot and a name"):
        OpenQuestion(id, ask="inami")


def test_an_open_question_names_whom_to_ask() -> None:
    question = OpenQuestion("be-inami-software.gap_in_convention_ignored", ask="inami")
    assert (question.id, question.ask) == ("be-inami-software.gap_in_convention_ignored", "inami")


def test_the_terms_of_a_rule_come_once_and_in_the_order_of_reading() -> None:
    licensed = Fact.yes_no("be.licensed")
    acts = Fact.count("be.acts", unit="acts")
    before = acts.at(-1)
    rule = (licensed & (acts >= 500)) | (before >= 500) | ~licensed
    assert [term.digest for term in terms_of(rule)] == [licensed.digest, acts.digest, before.digest]


@pytest.mark.parametrize(("offset", "year"), [(-2, 2022), (-1, 2023), (0, 2024), (1, 2025)])
def test_a_fact_of_another_year_belongs_to_the_year_so_many_away(offset: int, year: int) -> None:
    acts = Fact.count("be.acts", unit="acts")
    (term,) = terms_of(acts.at(offset) >= 500)
    assert not isinstance(term, OpenQuestion)
    assert (fact_of(term).id, year_of(term, 2024)) == ("be.acts", year)


def test_a_permanent_fact_belongs_to_no_year() -> None:
    assert year_of(Fact.day("be.first_registered_on", annual=False), 2024) is None


@pytest.mark.parametrize("values", [(), (True,), (False,), (True, False)])
def test_either_answer_can_be_one_that_no_deed_undoes(values: tuple[bool, ...]) -> None:
    assert Fact.yes_no("be.left", irreversible=values).irreversible == values
