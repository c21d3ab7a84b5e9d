"""Schemes of the fictional country XX, each with one benefit and one yes/no fact, and what they say of one another."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen
from incentives import (
    PROFESSION,
    Application,
    Assessment,
    Benefit,
    Cadence,
    CheckedSituation,
    Comparison,
    Confidence,
    Criterion,
    Document,
    Edition,
    Establishment,
    Exclusion,
    Fact,
    NotAssessed,
    Payment,
    Period,
    Reference,
    Scheme,
    Standing,
    Theme,
    UnknownEdition,
    Wording,
    compare,
    money,
)
from incentives.assessment import assess

YEAR = 2025
WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)


def exclusions(ids: Iterable[str]) -> tuple[Exclusion, ...]:
    return tuple(Exclusion(f"xx-{id}", WRITTEN) for id in ids)


@frozen
class Town:
    """`Town.of(a=(100, {"excluded_by": ["b"]}), b=(70, {"currency": "CHF"}))`: schemes `xx-a` and `xx-b`."""

    schemes: Mapping[str, tuple[Scheme, Edition]]

    @classmethod
    def of(cls, **schemes: tuple[int | str, Mapping[str, object]]) -> "Town":
        return cls({id: cls._scheme(id, amount, parts) for id, (amount, parts) in schemes.items()})

    @staticmethod
    def _scheme(id: str, amount: int | str, parts: Mapping[str, object]) -> tuple[Scheme, Edition]:
        fact, currency = Fact.yes_no(f"xx.{id}"), str(parts.get("currency", "EUR"))
        deadline = date(YEAR, 12, 31)
        edition = Edition(
            scheme=f"xx-{id}",
            year=YEAR,
            period=Period.calendar_year(YEAR),
            currency=currency,
            criteria=(
                Criterion("asked", fact, Standing.ASKED, Theme.ACTIVITY, Establishment.DECLARED, WRITTEN, deadline),
            ),
            benefits=(Benefit("grant", money(amount, currency), Cadence.YEARLY, ("asked",), WRITTEN),),
            application=Application("none_needed", (), Payment()),
            contacts=(),
            evidence=(),
            figures=(),
            professions=PROFESSION.values,
            verified_on=date(YEAR, 6, 1),
        )
        scheme = Scheme(
            id=f"xx-{id}",
            jurisdiction="XX",
            authority="The town",
            professions=PROFESSION.values,
            facts=(fact,),
            editions={YEAR: lambda: edition},
            wording=Wording(Path("nowhere")),
            excluded_by=exclusions(parts.get("excluded_by", ())),  # type: ignore[arg-type]  # a test gives ids
            alternative_to=exclusions(parts.get("alternative_to", ())),  # type: ignore[arg-type]  # a test gives ids
        )
        return scheme, edition

    def compared(self, as_of: date | None = None, **told: bool | None) -> Comparison:
        """With what is told of each scheme's fact; `None` for a scheme whose rules are not known."""
        facts: dict[str, bool] = {"xx.lives_here": True}  # of a year of which nothing is told, nothing is counted
        facts |= {f"xx.{id}": value for id, value in told.items() if value is not None}
        return compare(self.rows({YEAR: facts}, [id for id in told if told[id] is None], as_of))

    def rows(
        self, facts: Mapping[int, Mapping[str, bool]], unknown: Iterable[str] = (), as_of: date | None = None
    ) -> list[Assessment | NotAssessed]:
        """The schemes held against facts by year; those of `unknown` have no edition."""
        situation = CheckedSituation({}, facts, {})
        rows: list[Assessment | NotAssessed] = []
        for id, (scheme, edition) in self.schemes.items():
            if id in unknown:
                error = UnknownEdition("no edition", scheme=scheme.id, year=YEAR, known=())
                rows.append(NotAssessed(scheme, YEAR, error))
            else:
                rows.append(assess(scheme, edition, situation, as_of))
        return rows


@pytest.fixture(scope="session")
def town() -> Callable[..., Town]:
    return Town.of


@pytest.fixture(scope="session")
def ends() -> Callable[[Comparison], dict[str, tuple[object, object, object]]]:
    """The sums by currency: certain, possible, reachable."""

    def found(comparison: Comparison) -> dict[str, tuple[object, object, object]]:
        return {one.currency: (one.certain, one.possible, one.reachable) for one in comparison.totals}

    return found
