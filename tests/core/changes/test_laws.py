"""What the logic of changes says, held against every situation tried."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from incentives import Direction, Expression, Fact, Known, OpenQuestion, evaluate, percent, share, when
from incentives.changes.conditions import condition_change
from incentives.changes.implication import implication
from incentives.rules.evaluation import compile_program

YEAR = 2024
cycles = Fact.yes_no("xx.cycles")
kilometres = Fact.count("xx.kilometres", unit="kilometres")
trips = Fact.count("xx.trips", unit="trips")
joined_on = Fact.day("xx.joined_on", annual=False)
bicycle = Fact.choice("xx.bicycle", ("city", "race", "cargo"))
bell = Fact.ordered_choice("xx.bell", ("none", "small", "large"))
locks = Fact.set_of("xx.locks", ("chain", "folding", "frame"))
question = OpenQuestion("xx-cycling.tandem_counts", ask="town")

counts = st.integers(0, 4)
days = st.integers(-400, 400).map(lambda offset: date(YEAR, 1, 1) + timedelta(days=offset))


def comparisons(left: Expression, rights: st.SearchStrategy[Any]) -> st.SearchStrategy[Expression]:
    signs = {"<": left.__lt__, "<=": left.__le__, ">": left.__gt__, ">=": left.__ge__, "==": left.__eq__}
    return st.builds(lambda sign, right: signs[sign](right), st.sampled_from(sorted(signs)), rights)


atoms: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([cycles, question]),
    comparisons(kilometres, counts),
    comparisons(trips - 1, counts),
    comparisons(kilometres + trips, counts),
    comparisons(joined_on, days),
    comparisons(joined_on.year, st.integers(YEAR - 2, YEAR + 2)),
    comparisons(bell, st.sampled_from(bell.values)),
    st.builds(bicycle.is_in, st.lists(st.sampled_from(bicycle.values), unique=True)),
    st.builds(locks.contains_any, st.lists(st.sampled_from(locks.values), unique=True)),
    st.builds(locks.contains_all, st.lists(st.sampled_from(locks.values), unique=True)),
    st.builds(lambda n: kilometres >= when(question).then(n).otherwise(n + 1), counts),
    st.builds(
        lambda n: share(trips, of=kilometres + trips, if_none=question) >= percent(str(n)), st.sampled_from([50, 80])
    ),
)


def combined(leaves: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def joined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        both = st.tuples(inner, inner)
        denied = inner.map(lambda one: ~one)
        return both.map(lambda pair: pair[0] & pair[1]) | both.map(lambda pair: pair[0] | pair[1]) | denied

    return st.recursive(leaves, joined, max_leaves=5)


conditions = combined(atoms)


def full(values: Mapping[str, Any], joined: date, reading: bool) -> Known:
    return Known(YEAR, permanent={"xx.joined_on": joined}, annual={YEAR: values}, readings={question.id: reading})


situations = st.builds(
    full,
    st.fixed_dictionaries({
        "xx.cycles": st.booleans(),
        "xx.kilometres": counts,
        "xx.trips": counts,
        "xx.bicycle": st.sampled_from(bicycle.values),
        "xx.bell": st.sampled_from(bell.values),
        "xx.locks": st.frozensets(st.sampled_from(locks.values)),
    }),
    days,
    st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(first=conditions, second=conditions, known=st.lists(situations, min_size=10, max_size=20))
def test_what_is_said_to_follow_never_fails_to(first: Expression, second: Expression, known: list[Known]) -> None:
    found = implication(first, second, YEAR)
    for one in known:
        values = evaluate(first, one), evaluate(second, one)
        if found.forwards:
            assert values != (True, False)
        if found.backwards:
            assert values != (False, True)


@settings(max_examples=60, deadline=None)
@given(first=conditions, second=conditions)
def test_what_is_put_together_implies_its_parts_or_nothing_is_said(first: Expression, second: Expression) -> None:
    assert implication(first & second, first, YEAR).forwards in {True, None}
    assert implication(first, first | second, YEAR).forwards in {True, None}


@settings(max_examples=60, deadline=None)
@given(first=conditions, second=conditions)
def test_the_reverse_question_has_the_reverse_answer(first: Expression, second: Expression) -> None:
    there, back = implication(first, second, YEAR), implication(second, first, YEAR)
    assert (there.forwards, there.backwards) == (back.backwards, back.forwards)


@settings(max_examples=60, deadline=None)
@given(condition=conditions)
def test_a_condition_and_its_double_denial_are_the_same(condition: Expression) -> None:
    found = implication(condition, ~~(condition & condition), YEAR)
    assert (found.forwards, found.backwards) == (True, True)


few = combined(
    st.one_of(
        st.sampled_from([cycles, question]),
        comparisons(kilometres, counts),
        comparisons(bell, st.sampled_from(bell.values)),
        st.builds(bicycle.is_in, st.lists(st.sampled_from(bicycle.values), unique=True)),
    )
)
EVERYBODY = [
    full({"xx.cycles": yes, "xx.kilometres": number, "xx.bicycle": kind, "xx.bell": size}, date(YEAR, 1, 1), answer)
    for yes, number, kind, size, answer in product((True, False), range(7), bicycle.values, bell.values, (True, False))
]  # counts from 5 on are alike: no comparison tells them apart


@settings(max_examples=60, deadline=None)
@given(first=few, second=few)
def test_where_everybody_can_be_tried_the_answer_is_theirs(first: Expression, second: Expression) -> None:
    program = compile_program([first, second])
    places = [program.position[condition.digest] for condition in (first, second)]
    values = {tuple(program.run(one)[place] for place in places) for one in EVERYBODY}
    found = implication(first, second, YEAR)
    assert (found.forwards, found.backwards) == ((True, False) not in values, (False, True) not in values)


@settings(max_examples=60, deadline=None)
@example(first=(bell > "none") | (bell < "none") | cycles, second=~((bell > "none") | (bell < "none")))
@given(first=few, second=few)
def test_a_direction_that_is_told_holds_whatever_the_texts_leave_open(first: Expression, second: Expression) -> None:
    found = condition_change(first, second, 0, YEAR)
    if found is None or found.direction is Direction.CHANGED:
        return
    program = compile_program([first, second])
    places = [program.position[condition.digest] for condition in (first, second)]
    for reading in (True, False):
        everybody = (one for one in EVERYBODY if one.readings[question.id] is reading)
        values = {tuple(program.run(one)[place] for place in places) for one in everybody}
        lost, won = (True, False) in values, (False, True) in values
        moot = len(values) == 1 and not lost and not won
        assert moot or (lost, won) == (found.direction is Direction.TIGHTENED, found.direction is Direction.LOOSENED)
