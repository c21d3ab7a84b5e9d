"""The summary of a table held against a loop over single assessments."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

import polars as pl
import pytest
from everything_met import USUAL
from incentives import (
    Assessment,
    Catalogue,
    Fact,
    InconsistentFacts,
    InvalidSituation,
    Outcome,
    Situation,
)
from incentives.assessment.plan import plan_of
from incentives.population.figures.figure_records import EditionSummary
from incentives.rules.evaluation import Program, compile_program
from incentives.rules.expressions import Expression
from incentives.rules.facts import At, OpenQuestion, Term, terms_of
from incentives.rules.operators import any_of
from incentives.rules.representatives import representatives
from incentives.rules.trace import Trace
from incentives.rules.types import NO_DAY, Kind
from incentives.scheme.edition import Edition
from sample import sample

Row = dict[str, Any]  # by name of column
ROWS = sample(60)
EDITIONS = [
    ("fr-fami", 2018),
    ("fr-fami", 2024),
    ("fr-fami", 2025),
    ("fr-fami", 2026),
    ("be-inami-software", 2022),
    ("be-inami-software", 2025),
    ("be-proqkine", 2023),
    ("be-proqkine", 2024),
]
MEETING = {id: value for id, value in USUAL.items() if not isinstance(value, list)}


def columns_of(edition: Edition) -> dict[str, Fact]:
    """The columns that the edition's entitlements read, each with its fact."""
    found = {}
    for entitled in plan_of(edition).entitled.values():
        for term in terms_of(entitled):
            if isinstance(term, At):
                found[f"{term.fact.id}@{edition.year + term.offset}"] = term.fact
            elif isinstance(term, Fact):
                found[term.id] = term
    return found


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # test data, no secret


def value_of(fact: Fact, year: int, chance: random.Random) -> Any:
    match fact.kind:
        case Kind.YES_NO:
            return chance.random() < 0.5
        case Kind.COUNT:
            return chance.choice([0, 1, 3, 5, 7, 10, 499, 500, 650])
        case Kind.DATE if chance.random() < 0.1:
            return NO_DAY
        case Kind.DATE:
            return date(year - chance.choice([0, 0, 1, 3, 12]), chance.choice([1, 6, 12]), chance.choice([1, 15, 28]))
        case Kind.SET:
            return frozenset(chance.sample(fact.values, chance.choice([0, 1, 2])))
    return chance.choice(fact.values)


def random_row(edition: Edition, chance: random.Random) -> Row:
    """A row in which much is met, a little is not, and some cells are empty."""
    holes, changes = chance.choice([0, 0.05, 0.1, 0.3]), chance.choice([0, 0.1, 0.4])
    row: Row = {}
    for name, fact in columns_of(edition).items():
        usual = MEETING.get(fact.id)
        is_usual = usual is not None and chance.random() >= changes
        row[name] = usual if is_usual else value_of(fact, edition.year, chance)
        if chance.random() < holes:
            row[name] = None
    return row


def frame_of(rows: list[Row], columns: Mapping[str, Fact]) -> pl.DataFrame:
    def cells(name: str) -> list[Any]:
        values = [row[name] for row in rows]
        return [(";".join(sorted(v)) or ";") if isinstance(v, frozenset) else v for v in values]

    types: dict[Kind, Any] = {Kind.YES_NO: pl.Boolean, Kind.COUNT: pl.Int64}
    made = {
        n: pl.Series(cells(n), dtype=types.get(f.kind, pl.String))
        for n, f in columns.items()
        if f.kind is not Kind.DATE
    }
    for name in (name for name, fact in columns.items() if fact.kind is Kind.DATE):
        id, _, year = name.partition("@")
        days = [None if value == NO_DAY else value for value in cells(name)]
        made[name] = pl.Series(days, dtype=pl.Date)
        made[f"{id}.none@{year}" if year else f"{id}.none"] = pl.Series([value == NO_DAY for value in cells(name)])
    return pl.DataFrame(made)


def situation_of(row: Row, edition: Edition, columns: Mapping[str, Fact], readings: Mapping[str, bool]) -> Situation:
    data: dict[Any, Any] = {edition.year: {}, "readings": dict(readings)}
    for name, value in row.items():
        if value is None:
            continue
        id, _, year = name.partition("@")
        plain = sorted(value) if isinstance(value, frozenset) else value
        if columns[name].annual:
            data.setdefault(int(year or edition.year), {})[id] = plain
        else:
            data[id] = plain
    return Situation.of(data)


class Loop:
    """Single assessments of some rows, counted in Python."""

    def __init__(self, catalogue: Catalogue, scheme: str, year: int, readings: Mapping[str, bool]) -> None:
        self.catalogue, self.scheme, self.year, self.readings = catalogue, scheme, year, readings
        self.edition = catalogue.edition(scheme, year)
        self.columns = columns_of(self.edition)
        self.programs: dict[str, tuple[Expression, Program]] = {}

    def assessed(self, row: Row, readings: Mapping[str, bool] | None = None) -> Assessment | None:
        """The assessment of a row, `None` where it contradicts itself."""
        situation = situation_of(row, self.edition, self.columns, self.readings if readings is None else readings)
        try:
            return self.catalogue.assess(self.scheme, self.year, situation)
        except (InvalidSituation, InconsistentFacts):
            return None

    def is_settled(self, row: Row, readings: Mapping[str, bool] | None = None) -> bool | None:
        assessment = self.assessed(row, readings)
        if assessment is None:
            return None
        return all(benefit.outcome is not Outcome.UNKNOWN for benefit in assessment.benefits.values())

    def missing(self, row: Row) -> Iterator[tuple[tuple[str, int | None], Term]]:
        for term in {t.digest: t for e in plan_of(self.edition).entitled.values() for t in terms_of(e)}.values():
            if isinstance(term, OpenQuestion):
                if term.id not in self.readings:
                    yield (term.id, None), term
                continue
            fact, offset = (term.fact, term.offset) if isinstance(term, At) else (term, 0)
            if not self.edition.shows(fact, None):
                continue
            if row[f"{fact.id}@{self.year + offset}" if offset else fact.id] is None:
                yield (fact.id, self.year + offset if fact.annual else None), term

    def settles(self, row: Row, term: Term) -> bool:
        """Whether every value of a fact that can be, tried one by one, leaves no entitlement unknown."""
        if isinstance(term, OpenQuestion):
            found = [self.is_settled(row, {**self.readings, term.id: answer}) for answer in (True, False)]
        else:
            fact, offset = (term.fact, term.offset) if isinstance(term, At) else (term, 0)
            name = f"{fact.id}@{self.year + offset}" if offset else fact.id
            found = [self.is_settled({**row, name: value}) for value in self.values(row, term)]
        possible = [settled for settled in found if settled is not None]
        return bool(possible) and all(possible)

    def values(self, row: Row, term: Term) -> Iterator[Any]:
        asked, program = self.asking(term)
        known = self.catalogue.check(situation_of(row, self.edition, self.columns, self.readings)).seen_from(self.year)
        yield from representatives(term, asked, Trace(program, program.run(known)))
        if term.type.kind is Kind.COUNT:
            yield from range(14)

    def asking(self, term: Term) -> tuple[Expression, Program]:
        """All that asks about a term, compiled once."""
        if term.digest not in self.programs:
            contradictions = (one.condition for one, _ in self.catalogue.vocabulary.contradictions)
            asked = any_of(
                *(
                    one
                    for one in (*plan_of(self.edition).entitled.values(), *contradictions)
                    if term.digest in {t.digest for t in terms_of(one)}
                )
            )
            self.programs[term.digest] = asked, compile_program([asked, term])
        return self.programs[term.digest]


def random_rows(loop: Loop, chance: random.Random) -> list[Row]:
    """Rows that do not contradict themselves."""
    rows = (random_row(loop.edition, chance) for _ in range(100 * ROWS))
    return list(islice((row for row in rows if loop.assessed(row) is not None), ROWS))


def expected(loop: Loop, rows: list[Row]) -> dict[str, Any]:
    """Every figure of the summary, counted by a loop."""
    counts: Counter[Any] = Counter()
    sums: dict[Any, Decimal] = {}
    for row in rows:
        one = loop.assessed(row)
        assert one is not None
        counts[one.eligibility.value] += 1
        for id, benefit in one.benefits.items():
            if one.is_covered is False:
                sums.setdefault((id, "certain"), Decimal(0))
                sums.setdefault((id, "possible"), Decimal(0))
                continue
            counts[id, benefit.outcome.value] += 1
            for end in ("certain", "possible"):
                sums[id, end] = sums.get((id, end), Decimal(0)) + getattr(benefit.amount, end)
            required = [one.criteria[name] for name in one.edition.required_by(benefit.benefit)]
            wrong = [criterion.id for criterion in required if criterion.outcome is Outcome.NOT_MET]
            for criterion in required:
                counts[id, criterion.id, criterion.outcome.value] += 1
                counts[id, criterion.id, "alone"] += wrong == [criterion.id]
        if one.eligibility.value == "undetermined":
            for key, term in loop.missing(row):
                counts["missing", key] += 1
                counts["settles", key] += loop.settles(row, term)
    return {"counts": +counts, "sums": sums}


def said(summary: EditionSummary) -> dict[str, Any]:
    counts: Counter[Any] = Counter(
        eligible=summary.eligible,
        undetermined=summary.undetermined,
        not_eligible=summary.not_eligible,
        not_covered=summary.not_covered,
    )
    sums: dict[Any, Decimal | None] = {}
    for benefit in summary.benefits:
        counts[benefit.id, "met"], counts[benefit.id, "not_met"] = benefit.due, benefit.not_due
        counts[benefit.id, "unknown"] = benefit.possible
        sums[benefit.id, "certain"], sums[benefit.id, "possible"] = benefit.cost.certain, benefit.cost.possible
        for criterion in benefit.criteria:
            assert criterion.together == criterion.not_met - criterion.alone >= 0
            counts[benefit.id, criterion.id, "not_met"] = criterion.not_met
            counts[benefit.id, criterion.id, "alone"] = criterion.alone
            counts[benefit.id, criterion.id, "unknown"] = criterion.unknown
    for fact in summary.missing:
        counts["missing", (fact.id, fact.year)] = fact.not_given
        assert fact.settles is not None
        counts["settles", (fact.id, fact.year)] = fact.settles
    return {"counts": +counts, "sums": sums}


def held_against_the_loop(loop: Loop, rows: list[Row]) -> EditionSummary:
    summary = loop.catalogue.summarise_table(
        frame_of(rows, loop.columns), loop.scheme, loop.year, readings=loop.readings
    )
    (found,) = summary.editions
    assert summary.rows == len(rows) > 0
    wanted = expected(loop, rows)
    met = {
        key: count
        for key, count in wanted["counts"].items()
        if key[-1] in {"met", "waived", "not_applicable"} and len(key) == 3
    }
    counted = {key: count for key, count in wanted["counts"].items() if key not in met}
    assert said(found) == {"counts": counted, "sums": wanted["sums"]}
    assert found.cost.certain == sum((benefit.cost.certain for benefit in found.benefits), Decimal(0))
    assert summary.costs == (found.cost,)
    return found


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_every_figure_is_what_a_loop_over_single_assessments_counts(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    loop = Loop(catalogue, scheme, year, {})
    found = held_against_the_loop(loop, random_rows(loop, seeded(year + 1)))
    assert found.undetermined
    assert any(fact.settles for fact in found.missing)


@pytest.mark.parametrize(("scheme", "year"), [("fr-fami", 2025), ("fr-fami", 2021)])
def test_answers_to_open_questions_count_as_known(catalogue: Catalogue, scheme: str, year: int) -> None:
    questions = catalogue.edition(scheme, year).questions
    readings = {question.id: place % 2 == 0 for place, question in enumerate(questions)}
    loop = Loop(catalogue, scheme, year, readings)
    found = held_against_the_loop(loop, random_rows(loop, seeded(year + 1)))
    assert not any(fact.is_question for fact in found.missing)
    assert found.readings == readings


@pytest.mark.parametrize(("scheme", "year"), [("fr-fami", 2025), ("be-inami-software", 2025)])
def test_what_can_change_a_row_is_counted_there_and_little_else(catalogue: Catalogue, scheme: str, year: int) -> None:
    loop = Loop(catalogue, scheme, year, {})
    rows = random_rows(loop, seeded(year))[:40]
    (found,) = catalogue.summarise_table(frame_of(rows, loop.columns), scheme, year).editions
    asked: Counter[Any] = Counter()
    for one in map(loop.assessed, rows):
        if one is not None and one.eligibility.value == "undetermined":
            asked.update((missing.id, missing.year) for missing in one.missing_facts)
            asked.update((question.id, None) for question in one.open_questions)
    bearing = {(one.id, one.year): one.bears_on for one in found.missing}
    assert asked.keys() <= bearing.keys()
    assert all(asked[key] <= count for key, count in bearing.items())
    assert sum(bearing.values()) <= 1.2 * asked.total()
    assert all((one.settles or 0) <= one.bears_on <= one.not_given for one in found.missing)


def billing_rows(chance: random.Random, loop: Loop) -> list[Row]:
    """Everything else is met; one or two of the four counts behind the share are not given."""
    names = ["secured", "total", "excluded_secured", "excluded_total"]
    rows = []
    for _ in range(sample(25)):
        total = chance.randint(0, 12)
        excluded = chance.randint(0, total)
        given = {"secured": chance.randint(0, total), "total": total, "excluded_total": excluded}
        given["excluded_secured"] = chance.randint(0, min(given["secured"], excluded))
        gone = chance.sample(names, chance.choice([1, 1, 2]))
        row: Row = {name: MEETING.get(fact.id) for name, fact in loop.columns.items()}
        row |= {f"fr.billing.{name}": None if name in gone else given[name] for name in names}
        row |= {
            "fr.telehealth.video": "none",
            "fr.telehealth.device": "none",
            "fr.coordination.structures": frozenset(),
        }
        rows.append(row | {"fr.coordination.mdt_meetings": 0, "fr.dmp.vendor_changed": False})
    return rows


@pytest.mark.parametrize("passes", [None, True, False])
def test_what_settles_a_share_is_found_from_the_other_counts_of_the_row(
    catalogue: Catalogue, passes: bool | None
) -> None:
    readings = {} if passes is None else {"fr-fami.no_act_left_passes": passes}
    loop = Loop(catalogue, "fr-fami", 2025, readings)
    rows = [row for row in billing_rows(seeded(7), loop) if loop.assessed(row) is not None]
    found = held_against_the_loop(loop, rows)
    settling = {fact.id: fact.settles for fact in found.missing}
    assert all(settling[f"fr.billing.{name}"] for name in ("secured", "total"))
