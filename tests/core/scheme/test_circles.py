"""Which of several things lean on one another in a circle."""

from hypothesis import given
from hypothesis import strategies as st
from incentives.scheme.together import circle, in_circles

IDS = "abcdefgh"
graphs = st.dictionaries(st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=4, unique=True)).map(
    lambda some: {id: some.get(id, []) for id in IDS}
)


def leads_to(one: str, other: str, leans_on: dict[str, list[str]]) -> bool:
    return one == other or bool(circle("start", {**leans_on, "start": [one], other: ["start"]}))


@given(graphs)
def test_two_have_the_same_number_exactly_where_each_leads_to_the_other(leans_on: dict[str, list[str]]) -> None:
    numbers = in_circles(leans_on)
    for one in IDS:
        for other in IDS:
            is_circle = leads_to(one, other, leans_on) and leads_to(other, one, leans_on)
            assert (numbers[one] == numbers[other]) == is_circle


def test_a_long_chain_is_no_circle_and_takes_no_deep_calls() -> None:
    ids = [f"{number}" for number in range(5000)]
    chain = {id: [after] for id, after in zip(ids, [*ids[1:], "0"], strict=True)}
    assert len(set(in_circles(chain).values())) == 1
    assert len(set(in_circles({**chain, ids[-1]: []}).values())) == len(ids)
