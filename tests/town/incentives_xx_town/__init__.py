"""Three made-up schemes of the fictional country XX, with everything that the shipped ones do not need.

A jury judges; rent is paid by the month; benefits share a ceiling, are alternatives, give way to one another; the
region pays, in another currency, where the town does not; and one chooses between the region and the fund.
"""

from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files

import incentives
from attrs import frozen
from incentives import (
    PROFESSION,
    Cadence,
    Confidence,
    Document,
    Edition,
    Establishment,
    Exclusion,
    Fact,
    Reference,
    Scheme,
    Theme,
    Wording,
    editions_in,
    hookimpl,
    literal,
    money,
)

practice = Fact.yes_no("xx.practice")
bicycle = Fact.yes_no("xx.bicycle")
car = Fact.yes_no("xx.car")
jury_agreed = Fact.yes_no("xx.jury_agreed")


@frozen(kw_only=True)
class TownFigures(incentives.Figures):
    """The town's figures."""

    month: Decimal
    months: int
    start: Decimal
    top_up: Decimal
    bicycle: Decimal
    car: Decimal
    premises_at_most: Decimal


@frozen(kw_only=True)
class GrantFigures(incentives.Figures):
    """The region's figures, and the fund's."""

    grant: Decimal


def town_edition(f: TownFigures) -> Edition:
    """The town's rules for one year."""
    declared = Establishment.DECLARED
    criteria = [
        f.criterion("practice", practice, theme=Theme.REGISTRATION, established_by=declared),
        f.criterion("jury", jury_agreed, theme=Theme.QUALITY, established_by=Establishment.DISCRETIONARY),
        f.criterion("bicycle", bicycle, theme=Theme.ACTIVITY, established_by=declared),
        f.criterion("car", car, theme=Theme.ACTIVITY, established_by=declared),
    ]
    rent = f.benefit(
        "rent",
        cadence=Cadence.MONTHLY,
        instalment=money(f.month, "EUR"),
        payments=literal(f.months),
        requires=("practice",),
    )
    start = f.benefit("start", money(f.start, "EUR"), cadence=Cadence.ONCE, requires=("practice", "jury"))
    top_up = f.benefit("top_up", money(f.top_up, "EUR"), requires=("practice",), not_with=("start",))
    by_bicycle = f.benefit("bicycle", money(f.bicycle, "EUR"), requires=("bicycle",))
    by_car = f.benefit("car", money(f.car, "EUR"), requires=("car",))
    premises = f.group("premises", ("rent", "start"), at_most=money(f.premises_at_most, "EUR"))
    travel = f.group("travel", ("bicycle", "car"), one_only=True)
    return f.edition(criteria=criteria, benefits=[rent, start, top_up, by_bicycle, by_car], groups=[premises, travel])


def region_edition(f: GrantFigures) -> Edition:
    """The region's rules for one year."""
    rule = f.criterion("practice", practice, theme=Theme.REGISTRATION, established_by=Establishment.DECLARED)
    return f.edition(criteria=[rule], benefits=[f.benefit("grant", money(f.grant, "CHF"), requires=("practice",))])


def fund_edition(f: GrantFigures) -> Edition:
    """The fund's rules for one year."""
    criteria = [
        f.criterion("practice", practice, theme=Theme.REGISTRATION, established_by=Establishment.DECLARED),
        f.criterion("jury", jury_agreed, theme=Theme.QUALITY, established_by=Establishment.DISCRETIONARY),
    ]
    grant = f.benefit("grant", money(f.grant, "CHF"), requires=("practice", "jury"))
    return f.edition(criteria=criteria, benefits=[grant])


@hookimpl
def incentive_schemes() -> Iterable[Scheme]:
    """The town's scheme, the region's and the fund's."""
    here = files(__name__)
    decree = Reference(Document("decree", "Decree on practices"), "article 3", Confidence.OFFICIAL)
    yield Scheme(
        id="xx-town",
        jurisdiction="XX",
        authority="The town",
        professions=PROFESSION.values,
        facts=(practice, bicycle, car, jury_agreed),
        editions=editions_in(here / "town" / "editions", TownFigures, town_edition),
        wording=Wording(here / "town" / "wording"),
    )
    yield Scheme(
        id="xx-region",
        jurisdiction="XX",
        authority="The region",
        professions=PROFESSION.values,
        facts=(practice,),
        editions=editions_in(here / "region" / "editions", GrantFigures, region_edition),
        wording=Wording(here / "region" / "wording"),
        excluded_by=(Exclusion("xx-town", (decree,)),),
    )
    yield Scheme(
        id="xx-fund",
        jurisdiction="XX",
        authority="The fund",
        professions=PROFESSION.values,
        facts=(practice, jury_agreed),
        editions=editions_in(here / "fund" / "editions", GrantFigures, fund_edition),
        wording=Wording(here / "fund" / "wording"),
        alternative_to=(Exclusion("xx-region", (decree,)),),
    )
