# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import (
    Expression,
    Fact,
    OpenQuestion,
    age,
    as_of,
    at_least,
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
from incentives.rules.types import Kind

ACTS = Fact.count("be.acts", unit="acts")
CLAIMS = Fact.count("be.claims", unit="claims")
MEMBER = Fact.yes_no("be.member")
LICENSED = Fact.yes_no("be.licensed")
STARTED = Fact.day("be.started_on")
STATUS = Fact.choice("be.status", ["owner", "assistant"])
FORMS = Fact.set_of("be.forms", ["house", "team"])
QUESTION = OpenQuestion("be-aid.gap", ask="office")

# Expressions that differ from each other in exactly one part, or in what only looks alike.
DIFFERENT: Mapping[str, Callable[[], Expression]] = {
    "fact": lambda: Fact.count("be.acts", unit="acts"),
    "another id": lambda: Fact.count("be.act", unit="acts"),
    "another unit": lambda: Fact.count("be.acts", unit="claims"),
    "another kind": lambda: Fact.decimal("be.acts", unit="acts"),
    "permanent": lambda: Fact.count("be.acts", unit="acts", annual=False),
    "fixed": lambda: Fact.count("be.acts", unit="acts", fixed=True),
    "at least two": lambda: Fact.count("be.acts", unit="acts", least=2),
    "at most two": lambda: Fact.count("be.acts", unit="acts", most=2),
    "exactly two": lambda: Fact.count("be.acts", unit="acts", least=2, most=2),
    "year before": lambda: ACTS.at(-1),
    "year after": lambda: ACTS.at(1),
    "choice": lambda: Fact.choice("be.status", ["owner", "assistant"]),
    "ordered choice": lambda: Fact.ordered_choice("be.status", ["owner", "assistant"]),
    "set": lambda: Fact.set_of("be.status", ["owner", "assistant"]),
    "values in another order": lambda: Fact.choice("be.status", ["assistant", "owner"]),
    "one more value": lambda: Fact.choice("be.status", ["owner", "assistant", "other"]),
    "two values": lambda: Fact.choice("be.text", ["one", "str:two"]),
    "one value with a comma": lambda: Fact.choice("be.text", ["one,str:str:two"]),
    "one value with a comma and a sign": lambda: Fact.choice("be.text", ["one,str:two"]),
    "one value that reads like two": lambda: Fact.choice("be.text", ["one', 'str:two"]),
    "euros": lambda: Fact.money("be.fees", currency="EUR"),
    "euros below zero": lambda: Fact.money("be.fees", currency="EUR", least=None),
    "euros up to a hundred": lambda: Fact.money("be.fees", currency="EUR", most=100),
    "dollars": lambda: Fact.money("be.fees", currency="USD"),
    "irreversible": lambda: Fact.yes_no("be.member", irreversible=(False,)),
    "reversible": lambda: Fact.yes_no("be.member"),
    "question": lambda: OpenQuestion("be-aid.gap", ask="office"),
    "asked elsewhere": lambda: OpenQuestion("be-aid.gap", ask="ministry"),
    "one": lambda: literal(1),
    "true": lambda: literal(True),
    "text one": lambda: literal("1"),
    "decimal one": lambda: literal(Decimal(1)),
    "amount of one": lambda: money(1, "EUR"),
    "amount of one dollar": lambda: money(1, "USD"),
    "day": lambda: literal(date(2024, 1, 1)),
    "day as text": lambda: literal("2024-01-01"),
    "at least": lambda: ACTS >= 500,
    "more than": lambda: ACTS > 500,
    "at least one more": lambda: ACTS >= 501,
    "sides exchanged": lambda: literal(500) >= ACTS + 0,
    "sum": lambda: ACTS + CLAIMS,
    "sum the other way": lambda: CLAIMS + ACTS,
    "difference": lambda: ACTS - CLAIMS,
    "product": lambda: ACTS * CLAIMS,
    "a year later": lambda: STARTED.plus(years=1),
    "a month later": lambda: STARTED.plus(months=1),
    "a month earlier": lambda: STARTED.plus(months=-1),
    "a day later": lambda: STARTED.plus(days=1),
    "so many days later": lambda: STARTED.plus(days=ACTS),
    "years until a day": lambda: years_between(STARTED, date(2024, 1, 1)),
    "years since a day": lambda: years_between(date(2024, 1, 1), STARTED),
    "months until a day": lambda: months_between(STARTED, date(2024, 1, 1)),
    "days until a day": lambda: days_between(STARTED, date(2024, 1, 1)),
    "the day on which it is asked": as_of,
    "an age on that day": lambda: age(STARTED),
    "an age on another": lambda: age(STARTED, on=date(2024, 1, 2)),
    "quotient": lambda: ratio(ACTS, CLAIMS, 2, "up", if_none=0),
    "quotient the other way": lambda: ratio(CLAIMS, ACTS, 2, "up", if_none=0),
    "quotient with other digits": lambda: ratio(ACTS, CLAIMS, 1, "up", if_none=0),
    "quotient rounded otherwise": lambda: ratio(ACTS, CLAIMS, 2, "down", if_none=0),
    "quotient with another value by zero": lambda: ratio(ACTS, CLAIMS, 2, "up", if_none=1),
    "product the other way": lambda: CLAIMS * ACTS,
    "half": lambda: ACTS * percent("50"),
    "lowest": lambda: minimum(ACTS, CLAIMS),
    "lowest the other way": lambda: minimum(CLAIMS, ACTS),
    "highest": lambda: maximum(ACTS, CLAIMS),
    "rounded to tens": lambda: rounded(ACTS, "10", "up"),
    "rounded to hundreds": lambda: rounded(ACTS, "100", "up"),
    "rounded down to tens": lambda: rounded(ACTS, "10", "down"),
    "one step": lambda: tiers(ACTS, (1, 10), below=5),
    "a step later": lambda: tiers(ACTS, (2, 10), below=5),
    "two of three": lambda: at_least(2, MEMBER, LICENSED, QUESTION),
    "two of three, once more": lambda: at_least(2, MEMBER, LICENSED, MEMBER),
    "two of four": lambda: at_least(2, MEMBER, LICENSED, QUESTION, MEMBER),
    "three of four": lambda: at_least(3, MEMBER, LICENSED, QUESTION, MEMBER),
    "both": lambda: MEMBER & LICENSED,
    "either": lambda: MEMBER | LICENSED,
    "both the other way": lambda: LICENSED & MEMBER,
    "neither": lambda: ~(MEMBER | LICENSED),
    "year": lambda: STARTED.year,
    "month": lambda: STARTED.month,
    "reference year": reference_year,
    "is in": lambda: STATUS.is_in(["owner"]),
    "is": lambda: STATUS == "owner",
    "is in both": lambda: STATUS.is_in(["owner", "assistant"]),
    "contains any": lambda: FORMS.contains_any(["house"]),
    "contains all": lambda: FORMS.contains_all(["house"]),
    "when": lambda: when(MEMBER).then(1).otherwise(2),
    "when the other way": lambda: when(MEMBER).then(2).otherwise(1),
    "when another": lambda: when(LICENSED).then(1).otherwise(2),
    "share": lambda: share(ACTS, of=CLAIMS, if_none=QUESTION) >= percent("70"),
    "another share": lambda: share(ACTS, of=CLAIMS, if_none=QUESTION) >= percent("70.1"),
    "share of another part": lambda: share(ACTS.at(-1), of=CLAIMS, if_none=QUESTION) >= percent("70"),
    "share of another whole": lambda: share(ACTS, of=ACTS, if_none=QUESTION) >= percent("70"),
    "share with another zero": lambda: share(ACTS, of=CLAIMS, if_none=MEMBER) >= percent("70"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_the_same_expression_built_twice_has_one_digest(name: str) -> None:
    assert DIFFERENT[name]() is not DIFFERENT[name]()
    assert DIFFERENT[name]().digest == DIFFERENT[name]().digest


def test_a_different_part_makes_a_different_digest() -> None:
    by_digest: dict[str, list[str]] = {}
    for name, build in DIFFERENT.items():
        by_digest.setdefault(build().digest, []).append(name)
    assert [names for names in by_digest.values() if len(names) > 1] == []


def test_the_same_percentage_written_otherwise_has_one_digest() -> None:
    rate = share(ACTS, of=CLAIMS, if_none=QUESTION)
    assert (rate >= percent("70")).digest == (rate >= percent("70.0")).digest


def test_a_digest_is_the_hexadecimal_text_of_sha_256() -> None:
    assert len(ACTS.digest) == 64
    assert int(ACTS.digest, 16) > 0


def test_the_kind_is_part_of_the_digest_by_its_name() -> None:
    assert Fact(id="be.acts", kind=Kind.COUNT, unit="acts").digest == ACTS.digest


PROGRAM = """
from datetime import date
from incentives import Fact, OpenQuestion, percent, share, when
acts = Fact.count("be.acts", unit="acts")
forms = Fact.set_of("be.forms", {values})
member = Fact.yes_no("be.member", irreversible=(False,))
question = OpenQuestion("be-aid.gap", ask="office")
rule = (acts >= 500) & forms.contains_any(["team", "house"]) | (Fact.day("be.started_on") < date(2024, 3, 1))
rule = when(member).then(rule).otherwise(share(acts.at(-1), of=acts, if_none=question) >= percent("70"))
print(rule.digest)
"""


def digest_in_another_process(seed: str) -> str:
    program = PROGRAM.format(values=["house", "team"])
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_digest_is_the_same_in_every_process() -> None:
    forms = Fact.set_of("be.forms", ["house", "team"])
    member = Fact.yes_no("be.member", irreversible=(False,))
    rule = (ACTS >= 500) & forms.contains_any(["team", "house"]) | (STARTED < date(2024, 3, 1))
    rule = when(member).then(rule).otherwise(share(ACTS.at(-1), of=ACTS, if_none=QUESTION) >= percent("70"))
    assert {digest_in_another_process(seed) for seed in ("0", "1", "4242")} == {rule.digest}


def test_the_digest_is_the_same_in_every_version() -> None:
    """A saved result names the rules that it came from by their digest."""
    rule = (
        (ACTS + 1 >= 500) & FORMS.contains_any(["team"]) | ~(STARTED.year == reference_year()) | STATUS.is_in(["owner"])
    )
    rule = when(MEMBER).then(rule).otherwise(share(ACTS.at(-1), of=ACTS, if_none=QUESTION) >= percent("70"))
    assert rule.digest == "deaef6da5cd4205199a71aa2f32e6e403c92e7d6b69a35db04d4e8756f46f12b"


@given(data=st.data())
def test_different_digests_never_hide_behind_one_place_in_a_walk(
    data: st.DataObject, conditions: st.SearchStrategy[Expression]
) -> None:
    expression = data.draw(conditions)
    nodes = list(expression.walk())
    digests = [node.digest for node in nodes]
    assert len(set(digests)) == len(digests)
    assert nodes[-1] is expression
    for at, node in enumerate(nodes):
        assert {child.digest for child in node.children} <= set(digests[:at])
