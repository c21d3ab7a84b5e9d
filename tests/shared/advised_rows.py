"""What a table must say of what each row has to do: taken from the advice to one practitioner, deed by deed."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from advised import situations
from attrs import evolve
from incentives import NO_DAY, Advice, Catalogue, Deed, DeedKind, DeedSet, Edition, Situation
from incentives.rules.types import Kind

TYPES: dict[Kind, Any] = {
    Kind.YES_NO: pl.Boolean(),
    Kind.COUNT: pl.Int64(),
    Kind.DECIMAL: pl.Decimal(28, 6),
    Kind.MONEY: pl.Decimal(28, 6),
    Kind.DATE: pl.Date(),
    Kind.CHOICE: pl.String(),
    Kind.ORDERED_CHOICE: pl.String(),
    Kind.SET: pl.List(pl.String()),
}


def practitioners(catalogue: Catalogue, edition: Edition, chance: random.Random, number: int) -> list[Situation]:
    """Random practitioners with holes; an answer to an open question is one for a whole table, so none is given."""
    return [evolve(one, readings={}) for one, _ in situations(catalogue, edition, chance, number)]


def frame_of(catalogue: Catalogue, people: Iterable[Situation], year: int) -> pl.DataFrame:
    """A row for each, with a column more for days that are told to be absent."""
    rows: list[dict[str, Any]] = []
    types: dict[str, Any] = {}
    for person in people:
        row: dict[str, Any] = {}
        told: list[tuple[str, int | None, Any]] = [(id, None, value) for id, value in person.permanent.items()]
        told += [(id, its, value) for its, facts in person.annual.items() for id, value in facts.items()]
        for id, its, value in told:
            fact = catalogue.vocabulary.facts[id]
            is_absent = fact.kind is Kind.DATE and value == NO_DAY
            name = f"{id}{'.none' * is_absent}{'' if its in {None, year} else f'@{its}'}"
            types[name] = pl.Boolean() if is_absent else TYPES[fact.kind]
            row[name] = is_absent or (list(value) if fact.kind is Kind.SET else value)
        rows.append(row)
    return pl.DataFrame([{name: row.get(name) for name in types} for row in rows], schema=types)


def expected(catalogue: Catalogue, edition: Edition, person: Situation, day: date) -> dict[str, Any]:
    """The columns of one practitioner, by the last part of their name."""
    assessment = catalogue.assess(edition.scheme, edition.year, person, day)
    return said_of(catalogue.advice(assessment), edition.year)


def said_of(advice: Advice, year: int) -> dict[str, Any]:
    """The same, of an advice."""
    sets = sorted(advice.sets, key=_when)
    first = sets[0] if sets else None
    names = list(dict.fromkeys(name for one in sets for deed in one.deeds for name in names_of(deed)))
    mine = [name for deed in first.deeds for name in names_of(deed)] if first else []
    waiting: list[Any] = [one.best or one for one in advice.benefits.values() if one.best or _is_possible(one)]
    asked = [fact for one in waiting for fact in one.questions]
    return {
        "to_do": _listed(mine),
        "to_do_by": _first_day(first) if first else None,
        "to_do_from": max((d.earliest for d in first.steps or first.requests if d.earliest), default=None)
        if first
        else None,
        "to_do_advised": min((d.advised for d in first.deeds if d.advised), default=None) if first else None,
        "to_do_spending": first.spending if first else None,
        "to_do_certain": first.brings.certain if first else None,
        "to_do_possible": first.brings.possible if first else None,
        "to_do_later": _listed(name for name in names if name not in mine),
        "to_do_tell": _listed(one.id if one.year in {None, year} else f"{one.id}@{one.year}" for one in asked),
        "to_do_ask": _listed(question.id for one in waiting for question in one.open_questions),
        "too_late": _listed(id for id, one in advice.benefits.items() if one.too_late),
    }


def names_of(deed: Deed) -> list[str]:
    if deed.kind is DeedKind.REQUEST:
        return [f"request:{id}" for id in deed.benefits]
    if deed.kind is DeedKind.ACCOUNT:
        return [f"account:{change.fact.id}" for change in deed.changes]
    return list(deed.criteria)


def _is_possible(one: Any) -> bool:
    return bool(one.result.payable.possible != 0)


def _first_day(one: DeedSet) -> date | None:
    return min((deed.deadline for deed in one.deeds if deed.deadline), default=None)


def _when(one: DeedSet) -> tuple[bool, date, Decimal]:
    """What costs nothing first, then by the day, then by what it brings."""
    safe = min((deed.advised for deed in one.deeds if deed.advised), default=date.max)
    most = Decimal("Infinity") if one.brings.possible is None else one.brings.possible
    return one.spending, _first_day(one) or safe, -most


def _listed(names: Iterable[str]) -> str | None:
    return ";".join(dict.fromkeys(names)) or None


def differences(
    catalogue: Catalogue, edition: Edition, people: Sequence[Situation], day: date
) -> list[tuple[int, dict[str, tuple[Any, Any]]]]:
    """The rows of which a table says something else than the advice to one, with what it says and what it should."""
    frame = frame_of(catalogue, people, edition.year)
    table = catalogue.assess_table(frame.lazy(), edition.scheme, edition.year, as_of=day, to_do=True).collect()
    found = []
    for at, person in enumerate(people):
        wanted = expected(catalogue, edition, person, day)
        got = {end: table[f"{edition.scheme}.{end}"][at] for end in wanted}
        if got != wanted:
            found.append((at, {end: (got[end], wanted[end]) for end in wanted if got[end] != wanted[end]}))
    return found
