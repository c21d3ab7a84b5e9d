"""Facts of a made-up country, and small editions that tests change one part at a time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from incentives import (
    Application,
    Benefit,
    Cadence,
    Confidence,
    Contact,
    Criterion,
    DatedWindow,
    Document,
    Edition,
    Establishment,
    Evidence,
    Fact,
    Figure,
    Handling,
    OpenQuestion,
    Payment,
    Period,
    Reference,
    Standing,
    Theme,
    Window,
    money,
)

BYLAW = Reference(Document("bylaw", "Bylaw on cycling"), "article 1", Confidence.OFFICIAL)


@pytest.fixture
def facts() -> dict[str, Fact]:
    found = (
        Fact.yes_no("xx.cycles"),
        Fact.yes_no("xx.member"),
        Fact.count("xx.kilometres", unit="kilometres"),
        Fact.count("xx.trips", unit="trips"),
        Fact.count("xx.repairs", unit="repairs"),
        Fact.day("xx.joined_on", annual=False),
        Fact.choice("xx.bicycle", ("city", "race", "cargo")),
        Fact.ordered_choice("xx.bell", ("none", "small", "large")),
        Fact.set_of("xx.locks", ("chain", "folding", "frame")),
    )
    return {fact.id.removeprefix("xx."): fact for fact in found}


@pytest.fixture
def question() -> OpenQuestion:
    return OpenQuestion("xx-cycling.tandem_counts", ask="town")


@pytest.fixture
def criterion(facts: dict[str, Fact]) -> Callable[..., Criterion]:
    """`criterion(id="cycling", condition=..., ...)`: a criterion that is asked, changed in some parts."""

    def made(id: str = "cycling", **parts: Any) -> Criterion:
        kept: dict[str, Any] = {
            "condition": facts["cycles"],
            "standing": Standing.ASKED,
            "theme": Theme.ACTIVITY,
            "established_by": Establishment.DECLARED,
            "references": (BYLAW,),
            "deadline": None,
        }
        return Criterion(id=id, **{**kept, **parts})

    return made


@pytest.fixture
def benefit() -> Callable[..., Benefit]:
    """`benefit(id="grant", amount="120.00", ...)`: a benefit for those who cycle."""

    def made(id: str = "grant", amount: Any = "120.00", currency: str = "EUR", **parts: Any) -> Benefit:
        kept: dict[str, Any] = {"cadence": Cadence.YEARLY, "requires": ("cycling",), "references": (BYLAW,)}
        found = money(amount, currency) if isinstance(amount, str) else amount
        return Benefit(id=id, amount=found, **{**kept, **parts})

    return made


@pytest.fixture
def edition(criterion: Callable[..., Criterion], benefit: Callable[..., Benefit]) -> Callable[..., Edition]:
    """`edition(2024, criteria=..., ...)`: the edition of a year, changed in some parts."""

    def made(year: int = 2024, **parts: Any) -> Edition:
        window = Window(opens=date(year + 1, 1, 10), closes=date(year + 1, 3, 2))
        kept: dict[str, Any] = {
            "scheme": "xx-cycling",
            "period": Period.calendar_year(year),
            "currency": "EUR",
            "criteria": (criterion(),),
            "benefits": (benefit(),),
            "application": Application(
                channel="counter",
                steps=("queue",),
                payment=Payment(Period(date(year + 1, 4, 1), date(year + 1, 6, 30))),
                window=DatedWindow(window),
            ),
            "contacts": (Contact("town", email="cycling@town.example"),),
            "evidence": (Evidence("log", Handling.KEPT),),
            "figures": (Figure("grant", "120.00", (BYLAW,)),),
            "professions": ("physiotherapist",),
            "verified_on": date(2024, 6, 1),
        }
        return Edition(year=year, **{**kept, **parts})

    return made
