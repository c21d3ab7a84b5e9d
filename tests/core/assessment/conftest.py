"""Assessing with the shipped schemes, from facts that meet everything and a few changes to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from everything_met import EVERYTHING
from incentives import (
    PROFESSION,
    Application,
    Assessment,
    Benefit,
    Cadence,
    Catalogue,
    CheckedSituation,
    Confidence,
    Contact,
    Criterion,
    Document,
    Edition,
    Establishment,
    Expression,
    Fact,
    Group,
    Payment,
    Period,
    Reference,
    Scheme,
    Situation,
    Standing,
    Theme,
    Wording,
    money,
)
from incentives.assessment import assess as assess_one


@pytest.fixture(scope="session")
def everything() -> Mapping[str, Mapping[str, object]]:
    """By scheme, facts of one year that meet every criterion of most of its editions."""
    return EVERYTHING


@pytest.fixture(scope="session")
def situation_of(catalogue: Catalogue) -> Callable[..., Situation]:
    """A situation from facts by id, each put at the top or under its year; whole years are taken as they are."""

    def situation(year: int, facts: Mapping[Any, object], readings: Mapping[str, bool] | None = None) -> Situation:
        data: dict[Any, Any] = {year: {}, "readings": dict(readings or {})}
        for key, value in facts.items():
            if isinstance(key, int):
                data[key] = value
            elif catalogue.vocabulary.facts[key].annual:
                data[year][key] = value
            else:
                data[key] = value
        return Situation.of(data)

    return situation


@pytest.fixture(scope="session")
def assess(catalogue: Catalogue, situation_of: Callable[..., Situation]) -> Callable[..., Assessment]:
    """`assess(scheme, year, changes, as_of=..., readings=...)`: everything is met but what the changes say."""

    def assessed(
        scheme: str,
        year: int,
        changes: Mapping[Any, object] | None = None,
        *,
        as_of: date | None = None,
        readings: Mapping[str, bool] | None = None,
    ) -> Assessment:
        situation = situation_of(year, {**EVERYTHING[scheme], **(changes or {})}, readings)
        return catalogue.assess(scheme, year, situation, as_of=as_of)

    return assessed


WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)
DECIDED = Fact.yes_no("xx.committee_agreed")
TOLD = {id: Fact.yes_no(f"xx.{id}") for id in ("a", "b", "c", "d")}


@frozen
class MadeUp:
    """An edition of the fictional country XX for 2025: criteria `a` to `d`, each a yes/no fact, one that a committee
    judges, and the benefits and groups that a test gives it.
    """

    edition: Edition

    @classmethod
    def of(
        cls,
        benefits: Mapping[str, tuple[Expression | int, Sequence[str], dict[str, Any]]],
        *groups: Group,
        judged: Sequence[str] = (),
        application: Application | None = None,
    ) -> "MadeUp":
        """`of({"grant": (100, ["a"], {"not_with": ("prize",)})}, Group(...), judged=["jury"])`."""
        criteria = [
            Criterion(id, fact, Standing.ASKED, Theme.ACTIVITY, Establishment.DECLARED, WRITTEN, date(2025, 12, 31))
            for id, fact in TOLD.items()
        ]
        criteria += [
            Criterion(id, fact, Standing.ASKED, Theme.QUALITY, Establishment.DISCRETIONARY, WRITTEN, date(2025, 12, 31))
            for id, fact in {"committee": DECIDED, **{id: Fact.yes_no(f"xx.{id}_agreed") for id in judged}}.items()
        ]
        paid = [
            Benefit(
                id,
                amount if isinstance(amount, Expression) else money(amount, "EUR"),
                Cadence.YEARLY,
                tuple(requires),
                WRITTEN,
                **rest,
            )
            for id, (amount, requires, rest) in benefits.items()
        ]
        return cls(
            Edition(
                scheme="xx-aid",
                year=2025,
                period=Period.calendar_year(2025),
                currency="EUR",
                criteria=tuple(criteria),
                benefits=tuple(paid),
                application=application or Application("none_needed", (), Payment()),
                contacts=(Contact("office"),),
                evidence=(),
                figures=(),
                professions=PROFESSION.values,
                verified_on=date(2025, 6, 1),
                groups=groups,
            )
        )

    def changed(self, **parts: Any) -> "MadeUp":
        return MadeUp(evolve(self.edition, **parts))

    def assess(self, as_of: date | None = None, agreed: bool | None = None, **told: object) -> Assessment:
        """From facts by the last part of their id; what is left out is not known."""
        facts: dict[str, Any] = {f"xx.{id}": value for id, value in told.items()}
        if agreed is not None:
            facts[DECIDED.id] = agreed
        scheme = Scheme("xx-aid", "XX", "The town", ("physiotherapist",), (), {}, Wording(Path("nowhere")))
        return assess_one(scheme, self.edition, CheckedSituation({}, {2025: facts}, {}), as_of)


@pytest.fixture(scope="session")
def made_up() -> type[MadeUp]:
    """`made_up.of(benefits, *groups).assess(a=True, b=False, agreed=True, as_of=...)`."""
    return MadeUp


@pytest.fixture(scope="session")
def group() -> Callable[..., Group]:
    """`group("ceiling", "grant", "prize", at_most=100)`."""

    def grouped(id: str, *benefits: str, at_most: Expression | int | None = None, one_only: bool = False) -> Group:
        ceiling = money(at_most, "EUR") if isinstance(at_most, int) else at_most
        return Group(id, benefits, WRITTEN, ceiling, one_only)

    return grouped
