"""A small vocabulary with every kind of fact, random expressions over it, and random partial knowledge of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import reject
from hypothesis import strategies as st
from incentives import (
    Expression,
    Fact,
    InconsistentFacts,
    Known,
    OpenQuestion,
    age,
    all_of,
    any_of,
    as_of,
    at_least,
    clamp,
    days_between,
    evaluate,
    literal,
    maximum,
    minimum,
    money,
    months_between,
    percent,
    pro_rata,
    ratio,
    reference_year,
    rounded,
    share,
    tiers,
    when,
    years_between,
)
from incentives.rules.facts import At, Term, terms_of
from incentives.rules.operators import or_nothing
from incentives.rules.types import NO_DAY, Kind, Value

YEAR, ASKED_ON = 2024, date(2025, 2, 28)
Givens = Mapping[str, Value]
Build = Callable[[Expression, Expression], Expression]

MEMBER = Fact.yes_no("xx.member")
TRAINED = Fact.yes_no("xx.trained")
LICENSED = Fact.yes_no("xx.licensed", annual=False)
ACTS = Fact.count("xx.acts", unit="acts")
CLAIMS = Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours")
FEES = Fact.money("xx.fees", currency="EUR")
STARTED = Fact.day("xx.started_on", annual=False)
STATUS = Fact.choice("xx.status", ["owner", "assistant", "replacement"])
LEVEL = Fact.ordered_choice("xx.level", ["none", "low", "middle", "high"])
FORMS = Fact.set_of("xx.forms", ["house", "team", "network", "other"])
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
SECOND = OpenQuestion("xx-aid.second_counts", ask="office")
MEMBER_BEFORE, ACTS_BEFORE = MEMBER.at(-1), ACTS.at(-1)
assert isinstance(MEMBER_BEFORE, At)
assert isinstance(ACTS_BEFORE, At)
CONDITIONS: tuple[Term, ...] = (MEMBER, TRAINED, LICENSED, MEMBER_BEFORE, FIRST, SECOND)
OTHERS: tuple[Term, ...] = (ACTS, CLAIMS, ACTS_BEFORE, HOURS, FEES, STARTED, STATUS, LEVEL, FORMS)

# The figures that random rules hold, and for each kind of fact values that fall on, between and around them.
WHOLE = (0, 1, 2, 3)
EXACT = (Decimal("0.5"), Decimal("2.3"), Decimal("2.4"))
DAYS = (date(2023, 12, 31), date(2024, 3, 1), date(2024, 3, 31))
NUMBERS = tuple(
    Decimal(text)
    for text in ("0", "0.25", "0.4", "0.5", "1", "1.15", "1.2", "2.3", "2.35", "2.4", "3", "4.6", "4.7", "4.8", "9")
)
MONTH_DAYS = ((1, 1), (2, 15), (3, 1), (3, 15), (3, 31), (4, 1), (12, 31))
# The year 3 too: a random expression may hold a year against any figure, and the 3 of March is one.
TURNING = ((2024, 2, 1), (2024, 2, 29), (2024, 3, 2), (2024, 3, 3), (2024, 12, 30), (2025, 2, 28), (2025, 3, 30))
DATES = (
    date(3, 6, 15),
    *(date(*day) for day in TURNING),
    *(date(year, month, day) for year in range(2021, 2028) for month, day in MONTH_DAYS),
)
SETS = tuple(frozenset(FORMS.values[at] for at in range(4) if number >> at & 1) for number in range(16))


def domain(term: Term) -> Sequence[Value]:
    """Values of a term that between them reach every case a random expression can tell apart."""
    match term.type.kind:
        case Kind.YES_NO:
            return (False, True)
        case Kind.COUNT:
            return (0, 1, 2, 3, 4, 5, 7, 20)
        case Kind.DECIMAL | Kind.MONEY:
            return NUMBERS
        case Kind.DATE:
            return (*DATES, NO_DAY)
        case Kind.SET:
            return SETS
        case _:
            return term.type.values


def known_of(values: Givens) -> Known:
    """What is known when these terms, named by their digest, have these values."""
    places = {term.digest: term for term in (*CONDITIONS, *OTHERS)}
    permanent: dict[str, Value] = {}
    annual: dict[int, dict[str, Value]] = {YEAR: {}, YEAR - 1: {}}
    readings: dict[str, bool] = {}
    for digest, value in values.items():
        match places[digest]:
            case OpenQuestion(id=id):
                readings[id] = bool(value)
            case At(fact=fact, offset=offset):
                annual[YEAR + offset][fact.id] = value
            case Fact(id=id, annual=True):
                annual[YEAR][id] = value
            case fact:
                permanent[fact.id] = value
    return Known(YEAR, permanent, annual, readings, ASKED_ON)


def compared(
    left: st.SearchStrategy[Expression], right: st.SearchStrategy[Expression]
) -> st.SearchStrategy[Expression]:
    """The two compared by any of the six operators."""
    builds: list[Build] = [
        lambda a, b: a == b,
        lambda a, b: a != b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ]
    return st.builds(lambda build, a, b: build(a, b), st.sampled_from(builds), left, right)


def one_of_the(*expressions: Expression) -> st.SearchStrategy[Expression]:
    return st.sampled_from(expressions)


def one_of_the_values(*values: object) -> st.SearchStrategy[Expression]:
    return st.sampled_from([literal(value) for value in values])


def some(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


COUNTS = one_of_the(ACTS, CLAIMS, ACTS_BEFORE, ACTS + 1, ACTS - CLAIMS, ACTS + ACTS_BEFORE, 3 - ACTS)
PARTS = one_of_the(ACTS, CLAIMS, literal(2))
HALF, DAY = percent("50"), date(2024, 3, 1)
CHOSEN = one_of_the(
    ACTS * 2, ACTS * CLAIMS, minimum(ACTS, CLAIMS), maximum(ACTS, 2), clamp(ACTS - CLAIMS, 1, 3), 3 - minimum(ACTS, 2)
)
MEASURES = one_of_the(
    HOURS * HALF,
    HOURS * ACTS,
    minimum(HOURS, ACTS, Decimal("2.3")),
    maximum(HOURS, 2) * -2,
    rounded(HOURS, "1", "half_up"),
    rounded(HOURS * HALF, "0.1", "up"),
    maximum(HOURS, 1) * ACTS,
    ratio(HOURS, ACTS, 1, "half_up", if_none=Decimal("2.3")),
    ratio(3 - ACTS, maximum(CLAIMS, 1), 0, "up", if_none=0),
    ratio(ACTS, minimum(CLAIMS, 2), 2, "down", if_none=HOURS),
)
AMOUNTS = one_of_the(
    FEES * HALF,
    rounded(FEES * percent("12.5"), "0.1", "down"),
    minimum(FEES, money(2, "EUR")) + money("0.4", "EUR"),
    FEES * maximum(ACTS, 1),
    ratio(FEES - money(1, "EUR"), 1 + ACTS, 2, "down", if_none=money(0, "EUR")),
    pro_rata(money(2, "EUR"), ACTS, CLAIMS, 2, "half_up", if_none=FEES, ceiling=money("2.4", "EUR")),
    pro_rata(FEES, minimum(ACTS, 2), 3, 1, "up", floor=money("0.4", "EUR")),
)
SPANS = one_of_the(
    age(STARTED),
    months_between(as_of(), STARTED.plus(years=1)),
    years_between(STARTED, date(2024, 2, 29)),
    months_between(date(2023, 1, 31), STARTED),
    days_between(STARTED, date(2024, 3, 2)),
    months_between(STARTED, STARTED.plus(months=ACTS)),
    years_between(minimum(STARTED, DAY), date(2026, 12, 31)) - ACTS,
)
MOVED = one_of_the(
    minimum(STARTED, as_of()),
    STARTED.plus(months=1),
    STARTED.plus(years=-1, days=1),
    STARTED.plus(days=ACTS),
    maximum(STARTED, DAY).plus(years=1),
)
YEARS = one_of_the(STARTED.year, STARTED.year + 1, reference_year() + STARTED.year - YEAR)
SIMPLE: st.SearchStrategy[Expression] = st.one_of(
    one_of_the(*CONDITIONS),
    compared(COUNTS, st.one_of(one_of_the_values(*WHOLE), COUNTS)),
    compared(one_of_the(HOURS, HOURS + HOURS, HOURS - Decimal("0.5")), one_of_the_values(*EXACT)),
    compared(one_of_the(FEES), st.sampled_from([money(amount, "EUR") for amount in EXACT])),
    compared(one_of_the(STARTED), one_of_the_values(*DAYS)),
    compared(YEARS, st.one_of(one_of_the_values(2023, 2024, 2025), one_of_the(reference_year()))),
    compared(CHOSEN, one_of_the_values(*WHOLE)),
    compared(MEASURES, one_of_the_values(*EXACT)),
    compared(AMOUNTS, st.sampled_from([money(amount, "EUR") for amount in EXACT])),
    compared(one_of_the(minimum(STARTED, DAY), maximum(STARTED, DAY)), one_of_the_values(*DAYS)),
    compared(one_of_the(minimum(STARTED, DAY).year, maximum(STARTED, DAY).month), one_of_the_values(3, 2024)),
    compared(one_of_the(STARTED.month), one_of_the_values(1, 3, 12)),
    compared(SPANS, one_of_the_values(-1, 0, 1, 2)),
    compared(MOVED, one_of_the_values(*DAYS)),
    one_of_the(STARTED.is_none),
    compared(one_of_the(LEVEL), one_of_the_values(*LEVEL.values)),
    st.builds(STATUS.is_in, some(STATUS.values)),
    st.builds(LEVEL.is_in, some(LEVEL.values)),
    st.builds(FORMS.contains_any, some(FORMS.values)),
    st.builds(FORMS.contains_all, some(FORMS.values)),
)


def shares(conditions: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Shares of a whole that cannot be less than its part, so that only few of them contradict themselves."""
    return st.builds(
        lambda part, rest, text, none: share(part, of=part + rest, if_none=none) >= percent(text),
        PARTS,
        PARTS,
        st.sampled_from(["0", "33.3", "50", "70", "100"]),
        conditions,
    )


def branches(
    conditions: st.SearchStrategy[Expression], values: st.SearchStrategy[Expression]
) -> st.SearchStrategy[Expression]:
    return st.builds(lambda c, a, b: when(c).then(a).otherwise(b), conditions, values, values)


def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Conditions made of conditions."""
    return st.one_of(
        st.builds(all_of, parts, parts),
        st.builds(any_of, parts, parts),
        st.builds(lambda a: ~a, parts),
        branches(parts, parts),
        shares(parts),
        st.builds(at_least, st.integers(1, 3), parts, parts, parts),
        st.builds(lambda a, b, c: tiers(ACTS, (1, a), (3, b), below=c), parts, parts, parts),
        compared(one_of_the(LEVEL), branches(parts, one_of_the_values(*LEVEL.values))),
        compared(one_of_the(ACTS, CLAIMS), branches(parts, one_of_the_values(*WHOLE))),
    )


ALL_CONDITIONS = st.recursive(SIMPLE, larger, max_leaves=6)
PAYMENTS = st.recursive(
    st.sampled_from([money(amount, "EUR") for amount in (0, 100, 175, 490)]),
    lambda parts: st.one_of(
        branches(ALL_CONDITIONS, parts),
        st.builds(lambda a, b: a + b, parts, parts),
        st.builds(lambda pick, a, b: pick(a, b), st.sampled_from([minimum, maximum]), parts, parts),
        st.builds(lambda a, times: a * times, parts, st.sampled_from([HALF, 2, -1, ACTS])),
        st.builds(lambda a, b, c: tiers(HOURS, (Decimal("2.3"), a), (3, b), below=c), parts, parts, parts),
        st.builds(lambda a, b: ratio(a, ACTS, 1, "half_up", if_none=b), parts, parts),
        st.builds(rounded, parts, st.sampled_from(["0.1", "1", "10"]), st.sampled_from(["down", "up", "half_up"])),
    ),
    max_leaves=4,
)


def given_values(expression: Expression) -> st.SearchStrategy[dict[str, Value]]:
    """Values for some of the terms that an expression reads, by digest."""
    terms = terms_of(expression)
    return st.fixed_dictionaries({}, optional={term.digest: st.sampled_from(domain(term)) for term in terms})


def all_values(expression: Expression) -> st.SearchStrategy[dict[str, Value]]:
    """A value for each of the terms that an expression reads, by digest."""
    return st.fixed_dictionaries({term.digest: st.sampled_from(domain(term)) for term in terms_of(expression)})


@pytest.fixture(scope="session")
def givens() -> Callable[[Mapping[str, Value]], dict[str, Value]]:
    """`givens({"acts": 3, "acts before": 2})`: values of the vocabulary by the digest of their terms."""
    terms = [term for term in (*CONDITIONS, *OTHERS) if not isinstance(term, OpenQuestion)]
    named = {f"{term.fact.id} before" if isinstance(term, At) else term.id: term.digest for term in terms}
    return lambda row: {named[f"xx.{name}"]: value for name, value in row.items()}


@pytest.fixture(scope="session")
def conditions() -> st.SearchStrategy[Expression]:
    """Random conditions."""
    return ALL_CONDITIONS.filter(lambda condition: bool(terms_of(condition)))  # of some nothing is left to ask


@pytest.fixture(scope="session")
def quantities() -> st.SearchStrategy[Expression]:
    """Random numbers and amounts."""
    return st.one_of(
        PAYMENTS,
        COUNTS,
        CHOSEN,
        MEASURES,
        AMOUNTS,
        branches(ALL_CONDITIONS, COUNTS),
        one_of_the(HOURS + ACTS, or_nothing(STARTED.month + ACTS)),
        SPANS.map(or_nothing),
    )


@pytest.fixture(scope="session")
def partly_given() -> Callable[[Expression], st.SearchStrategy[dict[str, Value]]]:
    return given_values


@pytest.fixture(scope="session")
def fully_given() -> Callable[[Expression], st.SearchStrategy[dict[str, Value]]]:
    return all_values


@pytest.fixture(scope="session")
def values_of() -> Callable[[Term], Sequence[Value]]:
    return domain


@pytest.fixture(scope="session")
def knowing() -> Callable[[Givens], Known]:
    return known_of


@pytest.fixture(scope="session")
def value_with() -> Callable[[Expression, Givens], Value | None]:
    """The value of an expression; an example whose values contradict one another is given up."""

    def value(expression: Expression, values: Givens) -> Value | None:
        try:
            return evaluate(expression, known_of(values))
        except InconsistentFacts:
            reject()

    return value
