"""The Belgian quality premium (Pro-Q-Kiné), for one year of its three-year cycle."""

from datetime import date
from decimal import Decimal

import incentives
from attrs import frozen
from incentives import Cycle, Edition, Establishment, Period, Theme, last_day_of_february, money

from incentives_be_proqkine.facts import (
    annual_met,
    before_closing_counts,
    cycle_met,
    data_correct,
    general_met,
    has_portfolio,
    inami_number,
    licensed,
    portfolio_created_on,
    prosante_account,
)


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one year.

    Attributes:
        premium: EUR a year.
        cycle_start: first year of the cycle.
        cycle_end: last year of the cycle, in which the criteria of the whole cycle are asked too.
    """

    premium: Decimal
    cycle_start: int
    cycle_end: int


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a year."""
    year_end = date(f.year, 12, 31)
    closing = last_day_of_february(f.year + 1)
    created_in_year = portfolio_created_on <= year_end
    created_before_closing = portfolio_created_on <= closing
    created_in_time = created_in_year | (created_before_closing & before_closing_counts)
    attested = Establishment.ATTESTED_BY_BODY

    criteria = (
        f.criterion(
            "inami_number",
            inami_number,
            theme=Theme.REGISTRATION,
            established_by=Establishment.AUTOMATIC,
            deadline=closing,
        ),
        f.criterion(
            "enrolment",
            licensed & inami_number & has_portfolio & created_in_time,
            theme=Theme.REGISTRATION,
            established_by=Establishment.AUTOMATIC,
            deadline=closing,
            no_licence=~licensed,
            no_number=~inami_number,
            no_portfolio=~has_portfolio | portfolio_created_on.is_none,
            too_late=~created_in_time,
            before_closing=created_before_closing & ~created_in_year,
        ),
        f.criterion("general", general_met, theme=Theme.QUALITY, established_by=attested, deadline=closing),
        f.criterion("annual", annual_met, theme=Theme.QUALITY, established_by=attested, deadline=closing),
        f.criterion("cycle", cycle_met, theme=Theme.QUALITY, established_by=attested, deadline=closing),
        f.criterion("data", data_correct, theme=Theme.QUALITY, established_by=attested, deadline=closing),
    )
    premium = f.benefit(
        "premium",
        money(f.premium, f.file.currency),
        requires=tuple(criterion.id for criterion in criteria),
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
