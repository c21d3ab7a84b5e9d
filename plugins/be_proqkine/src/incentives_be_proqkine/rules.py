"""The Belgian quality premium (Pro-Q-Kiné), for one year of its three-year cycle."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import incentives
from attrs import frozen
from incentives import Cycle, Edition, Establishment, Expression, Period, Theme, figure, last_day_of_february, money

from incentives_be_proqkine.facts import (
    annual_met,
    before_closing_counts,
    cycle_met,
    data_correct,
    general_met,
    has_portfolio,
    inami_number,
    last_day_is_29th,
    licensed,
    portfolio_created_on,
    prosante_account,
    received,
    refused,
)

FIRST_YEAR, LAST_YEAR = 1900, 2999  # of a cycle that anybody could mean


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one year.

    Attributes:
        premium: EUR a year.
        cycle_start: first year of the cycle.
        cycle_end: last year of the cycle, in which the criteria of the whole cycle are asked too.
    """

    premium: Decimal = figure(at_least=0)
    cycle_start: int = figure(at_least=FIRST_YEAR, at_most=LAST_YEAR)
    cycle_end: int = figure(at_least=FIRST_YEAR, at_most=LAST_YEAR)

    @cycle_end.validator
    def _check_cycle(self, _: object, value: int) -> None:
        if value < self.cycle_start:
            msg = f"cycle_end: the cycle ends in {value}, before it starts in {self.cycle_start}"
            raise ValueError(msg)


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a year."""
    year_end = date(f.year, 12, 31)
    # The rule is the last day of February; the notes gloss it as the 28th, which in a leap year it isn't: the deadline
    # follows the rule, the advice the gloss.
    closing, safe = last_day_of_february(f.year + 1), date(f.year + 1, 2, 28)
    created_in_year = portfolio_created_on <= year_end
    created_before_closing: Expression = portfolio_created_on <= closing
    leap_day: dict[str, Any] = {}  # a sentence of its own, in the years in which it can be said
    if closing != safe:
        created_before_closing &= (portfolio_created_on < closing) | last_day_is_29th
        leap_day = {"leap_day": (portfolio_created_on <= closing) & (portfolio_created_on >= closing)}
    created_in_time = created_in_year | (created_before_closing & before_closing_counts)
    attested = partial(
        f.criterion,
        theme=Theme.QUALITY,
        established_by=Establishment.ATTESTED_BY_BODY,
        deadline=closing,
        advise_by=safe,
    )

    criteria = (
        f.criterion(
            "inami_number",
            inami_number,
            theme=Theme.REGISTRATION,
            established_by=Establishment.AUTOMATIC,
            deadline=closing,
            advise_by=safe,
        ),
        f.criterion(
            "enrolment",
            licensed & inami_number & has_portfolio & created_in_time,
            theme=Theme.REGISTRATION,
            established_by=Establishment.AUTOMATIC,
            deadline=closing,
            advise_by=safe,
            no_licence=~licensed,
            no_number=~inami_number,
            no_portfolio=~has_portfolio | portfolio_created_on.is_none,
            **leap_day,
            too_late=~created_in_time,
            before_closing=created_before_closing & ~created_in_year,
        ),
        attested("general", general_met),
        attested("annual", annual_met),
        attested("cycle", cycle_met),
        attested("data", data_correct),
    )
    premium = f.benefit(
        "premium",
        money(f.premium, f.file.currency),
        requires=tuple(criterion.id for criterion in criteria),
        received=received,
        refused=refused,
    )
    return f.edition(
        criteria=criteria,
        benefits=[premium],
        cycle=Cycle(
            Period(date(f.cycle_start, 1, 1), date(f.cycle_end, 12, 31)),
            place=f.year - f.cycle_start + 1,
            length=f.cycle_end - f.cycle_start + 1,
        ),
        account_given=prosante_account,
    )
