"""The outpost allowance, as Ordinance 12 has it, for one year's figures."""

from datetime import date
from decimal import Decimal

import incentives
from attrs import frozen
from incentives import (
    Cadence,
    Edition,
    Establishment,
    Request,
    Theme,
    at_least,
    minimum,
    money,
    percent,
    rounded,
    tiers,
)

from incentives_xn_midwives.facts import is_midwife, under_agreement
from incentives_xn_midwives.outpost.facts import (
    births,
    born_on,
    equipment_approved,
    equipment_cost,
    first_agreement_on,
    home_visits,
    household_income,
    leased,
    leased_counts,
    months,
    municipality,
    on_call,
    requested,
    requested_on,
    weekly_clinic,
)


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one year; amounts in NOK.

    Attributes:
        age_limit: years, not to be reached by 31 December.
        minimum_births: attended in the year.
        second_step: births from which the allowance is the second one.
        third_step: births from which it is the third one.
        first_allowance: a month.
        second_allowance: a month.
        third_allowance: a month.
        services_needed: of the three.
        supplement: a month, in group C.
        ceiling: allowance and supplement together, a year.
        equipment_share: percent of what the equipment cost.
        equipment_most: a grant for equipment.
        income_limit: of the household, a year.
        starting_grant: once.
    """

    age_limit: int
    minimum_births: int
    second_step: int
    third_step: int
    first_allowance: Decimal
    second_allowance: Decimal
    third_allowance: Decimal
    services_needed: int
    supplement: Decimal
    ceiling: Decimal
    equipment_share: str
    equipment_most: Decimal
    income_limit: Decimal
    starting_grant: Decimal


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a year."""
    currency = f.file.currency
    automatic, declared = Establishment.AUTOMATIC, Establishment.DECLARED
    allowance = tiers(
        births,
        (f.minimum_births, money(f.first_allowance, currency)),
        (f.second_step, money(f.second_allowance, currency)),
        (f.third_step, money(f.third_allowance, currency)),
        below=money(0, currency),
    )
    half_the_cost = rounded(equipment_cost * percent(f.equipment_share), to="1", mode="down")
    criteria = (
        f.criterion("agreement", is_midwife & under_agreement, theme=Theme.CONVENTION, established_by=automatic),
        f.criterion(
            "age",
            born_on > date(f.year - f.age_limit, 12, 31),
            theme=Theme.REGISTRATION,
            established_by=automatic,
        ),
        f.criterion(
            "place",
            municipality.is_in(("b", "c")) & (months >= 1),
            theme=Theme.ACTIVITY,
            established_by=automatic,
        ),
        f.criterion("births", births >= f.minimum_births, theme=Theme.ACTIVITY, established_by=automatic),
        f.criterion(
            "services",
            at_least(f.services_needed, on_call, home_visits, weekly_clinic),
            theme=Theme.ACTIVITY,
            established_by=declared,
        ),
        f.criterion("far", municipality == "c", theme=Theme.ACTIVITY, established_by=automatic),
        f.criterion(
            "equipment",
            (equipment_cost > money(0, currency)) & (~leased | leased_counts),
            theme=Theme.TELEHEALTH,
            established_by=declared,
            leased=leased,
        ),
        f.criterion(
            "income",
            household_income < money(f.income_limit, currency),
            theme=Theme.REGISTRATION,
            established_by=declared,
        ),
        f.criterion(
            "serves",
            equipment_approved,
            theme=Theme.QUALITY,
            established_by=Establishment.DISCRETIONARY,
        ),
        f.criterion(
            "first_year",
            first_agreement_on.year == f.year,
            theme=Theme.REGISTRATION,
            established_by=automatic,
        ),
    )
    request = Request(made=requested, made_on=requested_on)
    basis = ("agreement", "age", "place", "births", "services")
    benefits = (
        f.benefit(
            "allowance",
            instalment=allowance,
            payments=months,
            cadence=Cadence.MONTHLY,
            requires=basis,
            request=request,
        ),
        f.benefit(
            "supplement",
            instalment=money(f.supplement, currency),
            payments=months,
            cadence=Cadence.MONTHLY,
            requires=("far",),
            on_top_of=("allowance",),
            request=request,
        ),
        f.benefit(
            "equipment",
            minimum(half_the_cost, money(f.equipment_most, currency)),
            cadence=Cadence.ONCE,
            requires=("agreement", "age", "equipment", "income", "serves"),
            request=request,
        ),
        f.benefit(
            "start",
            money(f.starting_grant, currency),
            cadence=Cadence.ONCE,
            requires=("agreement", "age", "first_year"),
            not_with=("equipment",),
            request=request,
        ),
    )
    together = f.group("yearly", ("allowance", "supplement"), at_most=money(f.ceiling, currency))
    return f.edition(criteria=criteria, benefits=benefits, groups=(together,))
