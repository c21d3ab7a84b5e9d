"""The same work done by what a good engineer would write or use instead; refused where it gives other answers."""

from functools import cache, partial
from typing import Any

import polars as pl

from benchmarks import agreement, single
from benchmarks.agreement import SCHEME
from benchmarks.ours import CHECKED, Prepare, agrees, always, catalogue, frame
from benchmarks.population import YEAR, population

FEWER = 10  # of the situations, one in so many goes through OpenFisca, which takes milliseconds for each


def by_hand(table: pl.DataFrame) -> pl.DataFrame:
    """Their answers, in Polars as it would be written by hand."""
    from benchmarks.peers import polars_fami

    return polars_fami.assess(table)


def table_by_hand(rows: int, form: str) -> Prepare:
    """A Polars frame of so many rows held against FAMI 2025."""
    agrees(by_hand, form, may_know_less=True)
    return always(partial(by_hand, frame(rows, form)))


def openfisca(rows: int, choices: str, *, formulas: bool = False) -> Prepare:
    """The amounts in OpenFisca, from complete data in arrays; perhaps the formulas alone."""
    from benchmarks.peers import openfisca_fami

    openfisca_agrees()
    built = openfisca_fami.system()
    arrays = openfisca_fami.arrays(frame(rows, f"{'Enum' if choices == 'enum' else 'text'}, complete"))

    def made() -> Any:
        return openfisca_fami.simulation(built, arrays, rows)

    if not formulas:
        return always(lambda: openfisca_fami.amount(made()))
    return lambda: [partial(openfisca_fami.amount, made())]


def arrays(rows: int, choices: str) -> Prepare:
    """Making the arrays of a table from which OpenFisca starts."""
    from benchmarks.peers import openfisca_fami

    table = frame(rows, f"{'Enum' if choices == 'enum' else 'text'}, complete")
    return always(lambda: openfisca_fami.arrays(table))


@cache
def openfisca_agrees() -> None:
    """Cautious readings must give what is certain, generous ones what is possible."""
    from benchmarks.peers import openfisca_fami

    some = population(CHECKED)
    amounts = [catalogue().assess(SCHEME, YEAR, one).amount for one in agreement.situations(some)]
    for end, readings in (("certain", openfisca_fami.CAUTIOUS), ("possible", openfisca_fami.GENEROUS)):
        made = openfisca_fami.simulation(openfisca_fami.system(readings), openfisca_fami.arrays(some), some.height)
        got = [float(value) for value in openfisca_fami.amount(made)]
        agreement.check_values(end, got, [float(getattr(amount, end)) for amount in amounts])


def zen(*, trace: bool) -> Prepare:
    """The same in zen-engine."""
    from benchmarks.peers import zen_fami

    people, evaluate = agreement.complete(single.situations(), CHECKED), zen_fami.evaluator(trace=True)
    got = [zen_fami.read(evaluate(zen_fami.context(facts))) for facts in people]
    agreement.check_values("zen-engine", got, agreement.expected(catalogue(), people))
    evaluate = zen_fami.evaluator(trace=trace)
    contexts = [zen_fami.context(agreement.facts_told(one)) for one in single.situations()]
    return always(lambda: [zen_fami.read(evaluate(one)) for one in contexts])


def openfisca_one_by_one() -> Prepare:
    """The same in OpenFisca, a tenth of them."""
    from benchmarks.peers import openfisca_fami

    built = openfisca_fami.system()

    def calculated(facts: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        made = openfisca_fami.simulation(built, openfisca_fami.of_one(facts), 1)
        return openfisca_fami.amount(made), openfisca_fami.outcomes(made)

    people = agreement.complete(single.situations(), CHECKED)[::FEWER]
    found = [calculated(facts) for facts in people]
    got = [(float(amount[0]), {id: bool(one[0]) for id, one in outcomes.items()}) for amount, outcomes in found]
    agreement.check_values("OpenFisca", got, agreement.expected(catalogue(), people))
    some = [agreement.facts_told(one) for one in single.situations()[::FEWER]]
    return always(lambda: [calculated(facts) for facts in some])
