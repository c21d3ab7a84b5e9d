# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    OpenQuestion,
    at_least,
    clamp,
    from_plain,
    literal,
    maximum,
    minimum,
    money,
    percent,
    reference_year,
    rounded,
    share,
    tiers,
    to_plain,
    when,
)
from incentives.rules.facts import At, terms_of
from incentives.rules.plain import Plain

MEMBER = Fact.yes_no("be.member")
ACTS = Fact.count("be.acts", unit="acts")
STATUS = Fact.choice("be.status", ["owner", "assistant"])
STARTED = Fact.day("be.started_on", annual=False)
FORMS = Fact.set_of("be.forms", ["house", "team"])
QUESTION = OpenQuestion("be-aid.gap", ask="office")


def read_again(expression: Expression) -> Expression:
    """Through text, as a file or another program would hand it back."""
    facts, questions = dict[str, Fact](), dict[str, OpenQuestion]()
    for term in terms_of(expression):
        match term:
            case OpenQuestion():
                questions[term.id] = term
            case At():
                facts[term.fact.id] = term.fact
            case _:
                facts[term.id] = term
    return from_plain(json.loads(json.dumps(to_plain(expression))), facts, questions)


@pytest.mark.parametrize(
    ("expression", "plain"),
    [
        (MEMBER, {"fact": "be.member"}),
        (ACTS.at(-1), {"fact": "be.acts", "years_away": -1}),
        (QUESTION, {"question": "be-aid.gap"}),
        (literal(True), {"yes_no": True}),
        (literal(1), {"whole": 1}),
        (literal(Decimal("0.70")), {"decimal": "0.70"}),
        (literal(date(2024, 2, 29)), {"date": "2024-02-29"}),
        (literal("owner"), {"text": "owner"}),
        (money("490.00", "EUR"), {"money": "490.00", "currency": "EUR"}),
        (~MEMBER, {"not": {"operand": {"fact": "be.member"}}}),
        (
            at_least(2, MEMBER, QUESTION, MEMBER),
            {
                "at_least": {
                    "count": 2,
                    "operands": [{"fact": "be.member"}, {"question": "be-aid.gap"}, {"fact": "be.member"}],
                }
            },
        ),
        (minimum(ACTS, 5), {"minimum": {"operands": [{"fact": "be.acts"}, {"whole": 5}]}}),
        (rounded(ACTS, "10", "up"), {"rounded": {"operand": {"fact": "be.acts"}, "to": "10", "mode": "up"}}),
        (ACTS * 2, {"arithmetic": {"operator": "*", "left": {"fact": "be.acts"}, "right": {"whole": 2}}}),
    ],
)
def test_an_expression_is_written_as_plain_tables(expression: Expression, plain: Plain) -> None:
    assert to_plain(expression) == plain


@pytest.mark.parametrize(
    "expression",
    [
        literal(Decimal("1.50")),
        money("0.10", "USD"),
        ~(MEMBER & QUESTION),
        5 - ACTS,
        ACTS + ACTS.at(2),
        STATUS == "owner",
        STATUS.is_in([]),
        FORMS.contains_all(["team", "house"]),
        STARTED.month != 2,
        STARTED.year == reference_year(),
        STARTED < date(2024, 3, 1),
        when(MEMBER).then(money(1, "EUR")).otherwise(money(2, "EUR")),
        share(ACTS, of=ACTS + 1, if_none=QUESTION) >= percent("66.6"),
        rounded(money("10", "EUR") * ACTS * percent("12.5"), "0.01", "half_up"),
        clamp(ACTS, 5, 9) * ACTS,
        maximum(STARTED, date(2024, 3, 1)).month == 3,
        minimum(ACTS, 5) * 2 == 10 - minimum(ACTS, ACTS.at(-1)),
        tiers(ACTS, (1, money(1, "EUR")), (2, money(3, "EUR")), below=money(0, "EUR")),
    ],
)
def test_reading_back_gives_the_same_expression(expression: Expression) -> None:
    assert read_again(expression).digest == expression.digest


@given(data=st.data())
def test_any_expression_survives_the_way_through_text(
    data: st.DataObject, conditions: st.SearchStrategy[Expression], quantities: st.SearchStrategy[Expression]
) -> None:
    expression = data.draw(st.one_of(conditions, quantities))
    assert read_again(expression).digest == expression.digest


@pytest.mark.parametrize(
    "data",
    [
        {"fact": "be.unheard_of"},
        {"fact": "be.unheard_of", "years_away": -1},
        {"question": "be-aid.unheard_of"},
        {"at_random": {"operand": {"fact": "be.member"}}},
        {"not": {"operand": {"fact": "be.unheard_of"}}},
        {},
        [],
        "be.member",
        12,
    ],
)
def test_what_describes_no_known_expression_is_refused(data: Plain) -> None:
    with pytest.raises(ExpressionError):
        from_plain(data, {"be.member": MEMBER}, {})


@pytest.mark.parametrize(
    "data",
    [
        {"rounded": {"operand": {"fact": "be.acts"}, "to": "0.05", "mode": "up"}},
        {"rounded": {"operand": {"fact": "be.acts"}, "to": "10", "mode": "sideways"}},
        {"quotient": {"dividend": {"fact": "be.acts"}, "divisor": {"whole": 2}, "to": "0.05", "mode": "up"}},
        {"quotient": {"dividend": {"fact": "be.acts"}, "divisor": {"fact": "be.member"}, "to": "0.1", "mode": "up"}},
        {"at_least": {"count": "2", "operands": [{"fact": "be.acts"}]}},
        {"minimum": {"operands": []}},
        {"arithmetic": {"operator": "/", "left": {"fact": "be.acts"}, "right": {"whole": 2}}},
    ],
)
def test_what_could_not_be_built_is_refused_when_read_back(data: Plain) -> None:
    with pytest.raises(ExpressionError):
        from_plain(data, {"be.acts": ACTS}, {})


def test_types_are_checked_when_read_back() -> None:
    data = {"not": {"operand": {"fact": "be.acts"}}}
    with pytest.raises(ExpressionError, match=r"be\.acts"):
        from_plain(data, {"be.acts": ACTS}, {})
