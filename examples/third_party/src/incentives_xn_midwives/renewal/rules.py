"""The renewal of training, as Ordinance 13 has it, for one year of its two-year cycle."""

from datetime import date
from decimal import Decimal

import incentives
from attrs import frozen
from incentives import PROFESSION, Cadence, Cycle, Edition, Establishment, Fact, Period, Theme, money

from incentives_xn_midwives.facts import is_midwife, under_agreement

training_hours = Fact.count("xn.training_hours", unit="hours")
FACTS = (PROFESSION, under_agreement, training_hours)


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one year; amounts in NOK.

    Attributes:
        cycle_start: first of the two years.
        hours: that are enough: of the first year, or of both together in the second.
        premium: for the year, or in the second year for the cycle.
    """

    cycle_start: int
    hours: int
    premium: Decimal


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a year."""
    is_first = f.year == f.cycle_start
    hours = training_hours if is_first else training_hours + training_hours.at(-1)
    criteria = (
        f.criterion(
            "agreement",
            is_midwife & under_agreement,
            theme=Theme.CONVENTION,
            established_by=Establishment.AUTOMATIC,
        ),
        f.criterion(
            "training",
            hours >= f.hours,
            theme=Theme.QUALITY,
            established_by=Establishment.ATTESTED_BY_BODY,
        ),
    )
    premium = f.benefit(
        "premium",
        money(f.premium, f.file.currency),
        cadence=Cadence.YEARLY if is_first else Cadence.PER_CYCLE,
        requires=("agreement", "training"),
    )
    period = Period(date(f.cycle_start, 1, 1), date(f.cycle_start + 1, 12, 31))
    return f.edition(
        criteria=criteria,
        benefits=[premium],
        cycle=Cycle(period, place=f.year - f.cycle_start + 1, length=2),
    )
