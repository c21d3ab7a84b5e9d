"""The Belgian software aid (INAMI/RIZIV), as its conditions are written, for one premium year's figures."""

from decimal import Decimal

import incentives
from attrs import frozen
from incentives import Edition, Establishment, Expression, Request, Requirement, Theme, figure, money

from incentives_be_inami_software.facts import (
    acts,
    commission_approved,
    ehealth_registered,
    first_registered_on,
    gap_ignored,
    inami_number,
    joined_in_year,
    main_occupation,
    member_all_year,
    prosante_account,
    received,
    refused,
    request_channel,
    requested,
    requested_on,
    sharing_confirmed,
)

LONGEST_AGO = 10  # years of which a premium year could ask something


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one premium year.

    Attributes:
        lump_sum: EUR a year, flat.
        minimum_acts: acts that are enough.
        activity_year_offset: years from the premium year to the year in which acts are counted.
        excused_years_after_registration: years after the one of first registration in which no activity is asked.
        convention_gap: whether no convention was in force for a part of the year.
    """

    lump_sum: Decimal = figure(at_least=0)
    minimum_acts: int = figure(at_least=0)
    activity_year_offset: int = figure(at_least=-LONGEST_AGO, at_most=0)
    excused_years_after_registration: int = figure(at_least=0, at_most=LONGEST_AGO)
    convention_gap: bool


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a premium year."""
    registered_this_year = first_registered_on.year == f.year
    joined_in_first_year = registered_this_year & joined_in_year
    whole_year: Expression = member_all_year & gap_ignored if f.convention_gap else member_all_year
    excused = first_registered_on.year.is_between(f.year - f.excused_years_after_registration, f.year)
    enough_acts = acts.at(f.activity_year_offset) >= f.minimum_acts

    criteria = [
        f.criterion(
            "registration",
            inami_number,
            theme=Theme.REGISTRATION,
            established_by=Establishment.AUTOMATIC,
        ),
        f.criterion(
            "convention",
            whole_year | joined_in_first_year,
            theme=Theme.CONVENTION,
            established_by=Establishment.AUTOMATIC,
            first_year=registered_this_year,
            gap=member_all_year,
            registered_later=first_registered_on.year > f.year,
        ),
        f.criterion(
            "activity",
            excused | enough_acts,
            theme=Theme.ACTIVITY,
            established_by=Establishment.AUTOMATIC,
            excused=excused,
            registered_later=first_registered_on.year > f.year,
        ),
        f.criterion(
            "software",
            ehealth_registered & commission_approved,
            theme=Theme.SOFTWARE,
            established_by=Establishment.DECLARED,
            neither=~ehealth_registered & ~commission_approved,
            not_registered=~ehealth_registered,
            not_approved=~commission_approved,
        ),
    ]
    if f.has("main_occupation"):
        criteria.append(
            f.criterion(
                "main_occupation",
                main_occupation,
                theme=Theme.ACTIVITY,
                established_by=Establishment.DECLARED,
            )
        )
    if f.has("shared_software"):
        criteria.append(
            f.criterion(
                "shared_software",
                sharing_confirmed,
                theme=Theme.SOFTWARE,
                established_by=Establishment.DECLARED,
            )
        )

    # Only from premium year 2024 on is the premium requested in ProSanté: only then are requests made otherwise not
    # considered, and only then is it paid to the account given there.
    in_prosante = f.file.application.channel == "prosante"
    through_prosante = Requirement("channel", request_channel == "prosante")
    request = Request(
        made=requested,
        made_on=requested_on,
        requirements=(through_prosante,) if in_prosante else (),
    )
    lump_sum = f.benefit(
        "lump_sum",
        money(f.lump_sum, f.file.currency),
        requires=tuple(criterion.id for criterion in criteria),
        request=request,
        received=received,
        refused=refused,
    )
    return f.edition(criteria=criteria, benefits=[lump_sum], account_given=prosante_account if in_prosante else None)
