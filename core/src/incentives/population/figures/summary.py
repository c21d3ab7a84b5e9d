"""A table of practitioners in figures: who is due what, what keeps it back, what is not known."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl
from attrs import evolve

from incentives.assessment.consistent import outside
from incentives.assessment.plan import plan_of
from incentives.population.entitlement import add_entitlements, benefit_amounts, whole_amount
from incentives.population.figures.exclusive import Counted, apart
from incentives.population.figures.figure_records import (
    BenefitSummary,
    Blocking,
    Cost,
    EditionSummary,
    MissingSummary,
    Summary,
    ToDoSummary,
    together,
)
from incentives.population.figures.guesses import guesses
from incentives.population.figures.hanging import hangs_on
from incentives.population.figures.probing import Seen, place_of, would_settle
from incentives.population.figures.tally import Reading, Tally, every, figures_of, is_false, is_unknown, negated, some
from incentives.population.intake import Origin
from incentives.population.settling import Facts
from incentives.population.stages import Stages
from incentives.population.table import Read, open_table, reads_of
from incentives.population.wanted import Wanted
from incentives.rules.columns import View, column
from incentives.rules.expressions import AnyOf, Expression
from incentives.rules.facts import OpenQuestion, Term, fact_of, terms_of
from incentives.rules.measures import Cell
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.situation import Vocabulary
from incentives.values.exact import steady

Total = Callable[[], Decimal | None]


def summarise(
    native: Any,
    wanted: Sequence[Wanted],
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin = Origin.FRAME,
    seen: Callable[[int], None] | None = None,
) -> Summary:
    """A table in figures; arguments and errors as for ``over_table``.

    Args:
        native: one row a practitioner, columns named by fact id.
        wanted: the editions.
        vocabulary: every fact that is known.
        readings: the reader's answers to open questions, by id.
        origin: where the table comes from.
        seen: told how many rows more were advised, where it is asked what to do; what it raises ends the work.
    """
    ask = partial(_summary, wanted=wanted, vocabulary=vocabulary, readings=readings, origin=origin, seen=seen)
    found: Summary = figures_of(native, ask, [one.rules for one in wanted])
    return found


@steady
def _summary(  # noqa: PLR0913  # what is asked, and how it is read
    native: Any,
    reading: Reading,
    *,
    wanted: Sequence[Wanted],
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    origin: Origin,
    seen: Callable[[int], None] | None,
) -> Summary:
    table = open_table(native, [wanted], vocabulary, readings, origin=origin)
    (read,), prefix = reads_of(table.asked, table.kinds), table.asked.prefix
    table.check([read])
    settled = read.settled(table.opened.rows)
    tally, frame, makers, counted = Tally(), settled, [], []
    for place, one in enumerate(wanted):
        stages = Stages(f"{prefix}e{place}_", read.consistent(one.edition).following)
        make, amounts = _edition(one, read.facts, stages, tally)
        makers.append(make)
        counted.append(amounts)
        frame = stages.computed(frame)
    not_added = dict(apart(counted, tally))
    tally.take(frame, reading)
    missing = [_missing(one, read, settled, f"{prefix}q{place}_", reading) for place, one in enumerate(wanted)]
    to_do = [_to_do(one, read, settled, reading, seen) if one.to_do else None for one in wanted]
    editions = tuple(
        evolve(make(found), to_do=tasks) for make, found, tasks in zip(makers, missing, to_do, strict=True)
    )
    bound = {one for part in not_added for one in part}
    costs = [edition.cost for one, edition in zip(wanted, editions, strict=True) if one not in bound]
    costs += [cost for made in not_added.values() for cost in made()]
    return Summary(tally.rows(), editions, tuple(together(costs)))


def _edition(
    one: Wanted, facts: Facts, stages: Stages, tally: Tally
) -> tuple[Callable[[tuple[MissingSummary, ...]], EditionSummary], Counted]:
    """Ask for the figures of an edition; what it gives makes its summary once the table was read."""
    edition = one.edition
    view = facts.view(edition.year)
    add_entitlements(edition, view, stages)
    due = _some_due(edition, stages, view)
    among = negated(is_false(stages.cell(edition.covers)))
    eligible, undetermined = tally.true(due), tally.unknown(due)
    not_eligible, not_covered = tally.true(every((among, is_false(due)))), tally.true(negated(among))
    flags = [flag for _, flag in facts.flags((fact.id for fact in one.scheme.facts), one.years)]
    invalid = tally.true(some(flag.fill_null(False) for flag in flags))
    counted = Counted(one, due, *whole_amount(edition, stages))
    whole = tally.total(counted.certain), tally.total(counted.possible)
    amounts = {id: (tally.total(least), tally.total(most)) for id, least, most in benefit_amounts(edition, stages)}
    benefits = [_benefit(benefit, edition, among, stages, tally) for benefit in edition.benefits]

    def cost(certain: Total, possible: Total) -> Cost:
        return Cost(edition.currency, certain() or Decimal(0), possible())

    def made(missing: tuple[MissingSummary, ...]) -> EditionSummary:
        return EditionSummary(
            scheme=one.scheme.id,
            year=edition.year,
            name=one.name,
            digest=edition.digest,
            user_supplied=edition.user_supplied,
            source=edition.user_file,
            eligible=eligible(),
            undetermined=undetermined(),
            not_eligible=not_eligible(),
            not_covered=not_covered(),
            invalid=invalid(),
            cost=cost(*whole),
            benefits=tuple(make(cost(*amounts[id])) for id, make in benefits),
            missing=missing,
            readings={q.id: view.readings[q.id] for q in edition.questions if q.id in view.readings},
        )

    return made, counted


def _benefit(
    benefit: Benefit, edition: Edition, among: pl.Expr | bool, stages: Stages, tally: Tally
) -> tuple[str, Callable[[Cost], BenefitSummary]]:
    """Ask for the figures of a benefit, among the rows whose profession is covered, or may be."""

    def counted(cell: pl.Expr | bool) -> Callable[[], int]:
        return tally.true(every((among, cell)))

    entitled = stages.cell(plan_of(edition).entitled[benefit.id])
    due, possible, not_due = tally.true(entitled), tally.unknown(entitled), counted(is_false(entitled))
    cells = required_cells(edition, edition.required_by(benefit), lambda _, condition: stages.cell(condition))
    alone = only_one(hidden({id: is_false(cell) for id, cell in cells.items()}, edition, stages))
    figures = [
        (id, counted(is_false(cell)), counted(alone[id]), counted(is_unknown(cell))) for id, cell in cells.items()
    ]

    def made(cost: Cost) -> BenefitSummary:
        criteria = tuple(Blocking(id, not_met(), only(), unknown()) for id, not_met, only, unknown in figures)
        return BenefitSummary(benefit.id, due(), possible(), not_due(), cost, criteria)

    return benefit.id, made


def required_cells(
    edition: Edition, required: Collection[str], cell: Callable[[str, Expression], Cell]
) -> dict[str, Cell]:
    """The columns of some criteria, in the edition's order; those that are not applicable have none.

    Args:
        edition: the rules.
        required: ids of criteria.
        cell: gives the column of a criterion that is asked, by its id and its condition.
    """
    return {
        criterion.id: True if criterion.condition is None else cell(criterion.id, criterion.condition)
        for criterion in edition.criteria
        if criterion.id in required and criterion.standing is not Standing.NOT_APPLICABLE
    }


def hidden(conditions: Mapping[str, pl.Expr | bool], edition: Edition, stages: Stages) -> dict[str, pl.Expr | bool]:
    """What is said of criteria, as hidden columns, so that it can be used many times."""
    by_id = {criterion.id: criterion.condition for criterion in edition.criteria}
    return {
        id: stages.hide(cell, stages.depth(condition))
        if isinstance(cell, pl.Expr) and (condition := by_id[id]) is not None
        else cell
        for id, cell in conditions.items()
    }


def only_one(conditions: Mapping[str, pl.Expr | bool]) -> dict[str, pl.Expr | bool]:
    """For each condition, where it alone holds among all of them; none of them is ever unknown."""
    return {
        id: every((holds, *(other is not True and negated(other) for at, other in conditions.items() if at != id)))
        for id, holds in conditions.items()
    }


def _to_do(
    one: Wanted, read: Read, settled: pl.LazyFrame, reading: Reading, seen: Callable[[int], None] | None
) -> ToDoSummary:
    from incentives.population.deed_columns import Advisor  # advice is heavy: only where it is asked
    from incentives.population.figures.hanging_deeds import to_do_over

    advisor = Advisor(one, read.vocabulary, read.facts.view(one.edition.year))
    return to_do_over(settled, advisor, reading, seen or (lambda _: None))


def _missing(
    one: Wanted, read: Read, settled: pl.LazyFrame, prefix: str, reading: Reading
) -> tuple[MissingSummary, ...]:
    """What is not known in the undetermined rows, and which part of it alone would settle them."""
    edition, view = one.edition, read.facts.view(one.edition.year)
    following = read.consistent(edition).following
    asked_of = list(plan_of(edition).entitled.values())
    entitled = list(map(following, asked_of))
    stages = Stages(f"{prefix}u", following)
    stages.add([*asked_of, *asked_of], view)
    undetermined = is_unknown(_some_due(edition, stages, view))
    if undetermined is False:
        return ()
    frame = stages.computed(settled)
    frame = frame if undetermined is True else frame.filter(undetermined)
    seen = _seen(one, read, entitled, prefix)
    read_terms = (term for expression in asked_of for term in terms_of(expression))
    places = {place_of(term, edition.year): term for term in read_terms if _can_be_told(term, one)}
    tally, asked = Tally(), []
    for place, term in places.items():
        absent = view.told_absent(term)
        is_missing = every((is_unknown(column(term, (), view)), absent is None or negated(absent)))
        if is_missing is False:
            continue
        values = guesses(place, seen)
        count = None
        if values is not None:
            count = tally.true(every((is_missing, would_settle(place, values, seen, entitled))))
        bearing = tally.true(every((is_missing, hangs_on(place, seen[0], entitled))))
        asked.append((place, tally.true(is_missing), bearing, count))
    for each in seen:
        frame = each.stages.computed(frame)
    tally.take(frame, reading)
    found = [
        MissingSummary(id, year, kind == "question", rows, bearing(), None if count is None else count())
        for (kind, id, year), not_given, bearing, count in asked
        if (rows := not_given())
    ]
    return tuple(sorted(found, key=lambda fact: (-(fact.settles or 0), -fact.bears_on, -fact.not_given)))


def _some_due(edition: Edition, stages: Stages, view: View) -> Cell:
    """Whether some benefit is due: as soon as one is by itself, whatever else it has in common with the others."""
    parts = tuple(plan_of(edition).entitled.values())
    return column(AnyOf(parts), [stages.cell(part) for part in parts], view)


def _can_be_told(term: Term, one: Wanted) -> bool:
    """Whether an answer to it can be had: not where only the authority's account shows it, and doesn't yet."""
    return isinstance(term, OpenQuestion) or one.edition.shows(fact_of(term), one.as_of)


def _seen(one: Wanted, read: Read, entitled: Sequence[Any], prefix: str) -> list[Seen]:
    """The entitlements, and from each year what cannot be."""
    mine = one.edition.year
    by_year: dict[int, list[Any]] = {mine: list(entitled)}
    shown = ((one.year, condition) for one, conditions in read.group.disagreeing for condition in conditions)
    read_terms = (term for one in entitled for term in terms_of(one) if not isinstance(term, OpenQuestion))
    limits = {limit.digest: limit for term in read_terms for limit in outside(term)}
    for year, condition in (*read.group.impossible, *shown, *((mine, limit) for limit in limits.values())):
        by_year.setdefault(year, []).append(condition)
    return [
        Seen(read.facts.view(year), Stages(f"{prefix}{place}_"), conditions)
        for place, (year, conditions) in enumerate(by_year.items())
    ]
