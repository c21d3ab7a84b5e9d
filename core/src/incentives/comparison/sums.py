"""The sums of one year, without what is not received together."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from incentives.assessment.outcomes import Amount
from incentives.assessment.totals import HIGHS, LOWS
from incentives.comparison.apart import Year
from incentives.comparison.rates import Rates
from incentives.scheme.together import Bundle, Way, components, largest_sets
from incentives.values.exact import in_all

Ends = Mapping[str, Decimal | None]


def by_currency(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The sums of amounts, one for each currency in the order in which they come."""
    found: dict[str, list[Amount]] = {}
    for amount in amounts:
        found.setdefault(amount.currency, []).append(amount)
    return tuple(Amount.total(parts, currency) for currency, parts in found.items())


def sums_of(year: Year, rates: Rates | None = None) -> Iterator[Amount]:
    """The sums of a year, one for each currency in the order of the rows; one in all where there are rates."""
    counted = {id: amount for id in year.rows if (amount := year.counted(id)) is not None}
    if rates is not None:
        counted = {id: rates.convert(amount) for id, amount in counted.items()}
    for currency in dict.fromkeys(amount.currency for amount in counted.values()):
        yield _sum(counted, currency, year.beside.against)


def _sum(counted: Mapping[str, Amount], currency: str, against: Mapping[str, frozenset[str]]) -> Amount:
    """The sum in one currency: of each part that hangs together, the most that can be had.

    What is certain of alternatives in several currencies is not: nobody knows which of them is chosen.
    """
    total = Amount.total((), currency)
    paying = {id: one for id, one in counted.items() if one.possible != 0}
    possible, reachable = _ends(paying, currency, "possible"), _ends(counted, currency, "reachable")
    for bundle in _bundles(paying, against):
        alone = len({paying[id].currency for id in bundle.benefits}) == 1
        sure = {id: paying[id].certain if paying[id].currency == currency else LOWS.nothing for id in bundle.benefits}
        certain = (bundle.total if alone else bundle.least)(sure, {}, LOWS)
        most = bundle.total(possible, {}, HIGHS)
        total = Amount.total((total, Amount(certain, most, LOWS.nothing, currency)), currency)
    later = [bundle.total(reachable, {}, HIGHS) for bundle in _bundles(counted, against)]
    latest = None if None in later else in_all(part for part in later if part is not None)
    return Amount(total.certain, total.possible, latest, currency)


def _bundles(rows: Mapping[str, Amount], against: Mapping[str, frozenset[str]]) -> Iterator[Bundle]:
    among = {id: frozenset(other for other in against[id] if other in rows) for id in rows}
    for part in components(rows, among):
        yield Bundle(tuple(Way(together) for together in largest_sets(part, among)))


def _ends(rows: Mapping[str, Amount], currency: str, end: str) -> Ends:
    return {id: getattr(one, end) if one.currency == currency else HIGHS.nothing for id, one in rows.items()}
