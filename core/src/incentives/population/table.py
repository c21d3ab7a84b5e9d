"""Editions over a table: one row a practitioner, the same answers as one by one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import polars as pl
from attrs import field, frozen

from incentives.assessment.consistent import Consistent, bearing, consistent
from incentives.errors import InvalidTable
from incentives.population.cleaning import Cleaned, cleaned, fits
from incentives.population.entitlement import add_entitlements, by_number, criteria, totals
from incentives.population.frames.opening import Opened, given_frame, is_spark
from incentives.population.groups import KEPT, Group, groups_of
from incentives.population.intake import FactColumn, Origin
from incentives.population.legibility import is_empty, unread
from incentives.population.lookups import looked_up, marked
from incentives.population.payable_columns import add_payable, payable
from incentives.population.reasons import Reasons, check_language
from incentives.population.settling import Facts
from incentives.population.stages import R, Stages, Turns
from incentives.population.wanted import Asked, Wanted
from incentives.scheme.edition import Edition
from incentives.situation import Fault, Situation, Vocabulary
from incentives.values.exact import steady

Kinds = tuple[tuple[str, Any], ...]  # the types of columns, by name


@steady
def over_table(  # noqa: PLR0913  # each says another thing about one table
    native: Any,
    wanted: Sequence[Wanted],
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin = Origin.FRAME,
    reasons: str | None = None,
    without_rules: Mapping[str, str] | None = None,
) -> Any:
    """A frame of the same kind, with the columns of some editions added.

    Args:
        native: one row a practitioner, columns named by fact id.
        wanted: the editions.
        vocabulary: every fact that is known.
        readings: the reader's answers to open questions, by id.
        origin: where the table comes from.
        reasons: the language of a column of text more for each edition; none without it.
        without_rules: what the eligibility of a scheme says that has no rules to hold a table against, by what the
            name of its column begins with.

    Raises:
        InvalidTable: if columns cannot be taken as they are, listing every fault.
        InvalidSituation: if a reading answers no open question.
        InvalidArgument: if it is no frame, or reasons cannot be given in the language.
    """
    if reasons is not None:
        check_language(reasons, (one.scheme for one in wanted))
    if is_spark(native):
        from incentives.population.frames.of_spark import over_spark

        each = partial(
            over_table,
            wanted=wanted,
            vocabulary=vocabulary,
            readings=readings,
            origin=origin,
            reasons=reasons,
            without_rules=without_rules,
        )
        return over_spark(native, each, [one.rules for one in wanted])
    texts = [] if reasons is None else [f"{one.name}.{end}" for one in wanted for end in one.texts]
    words = {f"{name}.eligibility": word for name, word in (without_rules or {}).items()}
    table = open_table(native, [wanted], vocabulary, readings, origin=origin, outputs=[*texts, *words])
    plan = planned(table.asked, table.kinds, reasons)
    table.check(plan.reads)
    inner = {name: f"{table.asked.prefix}u{place}" for place, name in enumerate(words)}
    rows = plan.turns.over(table.opened.rows).with_columns(
        pl.lit(word).alias(inner[name]) for name, word in words.items()
    )
    return table.opened.give_back(rows, [*plan.added, *((inner[name], name) for name in words)])


@frozen(eq=False)
class Read:
    """What the columns of a table say to some editions.

    Attributes:
        group: the editions.
        facts: what the rows say, to be settled.
        given: the columns that can say their fact, cleaned.
        unfit: those whose type cannot.
        vocabulary: every fact that is known.
    """

    group: Group
    facts: Facts
    given: Mapping[FactColumn, Cleaned]
    unfit: Sequence[FactColumn]
    vocabulary: Vocabulary

    def consistent(self, edition: Edition) -> Consistent:
        """An edition with what follows, in each row, from the columns that say something."""
        contradictory = self.vocabulary.contradictory
        told = bearing(contradictory, edition, (column.about for column in self.given))
        return consistent(edition, contradictory, told)

    def settled(self, rows: R) -> R:
        """The rows with each fact as hidden columns, unknown and marked where it cannot be."""
        rows = self.facts.settled(self.facts.cleaned(rows, self.given), self.group.impossible)
        for place, (edition, cannot_be) in enumerate(self.group.disagreeing):
            following = self.consistent(edition).following
            rows = self.facts.settled(rows, ((edition.year, one) for one in cannot_be), f"d{place}_", following)
        return self.facts.without_too_large(rows, [one.edition for one in self.group.wanted])


def reads_of(asked: Asked, kinds: Kinds) -> list[Read]:
    """What columns of some types say to each group of editions."""
    types = dict(kinds)
    reads = []
    for place, group in enumerate(groups_of(asked).groups):
        fitting = [one for one in group.columns if types[one.name] is not None]
        fitting = [one for one in fitting if asked.is_text or fits(one.fact, types[one.name])]
        given = {one: cleaned(one.fact, one.name, types[one.name], is_text=asked.is_text) for one in fitting}
        unfit = [one for one in group.columns if one not in given]
        prefix = f"{asked.prefix}g{place}_" if place else asked.prefix
        day = next((one.as_of for one in group.wanted if one.as_of is not None), None)  # they are asked together
        facts = Facts(prefix, tuple(given), asked.readings, day)
        reads.append(Read(group, facts, given, unfit, asked.vocabulary))
    return reads


@frozen(eq=False)
class Table:
    """A table, opened.

    Attributes:
        asked: what is asked of it.
        opened: its rows.
        origin: where it comes from.
        kinds: the types of the columns that matter; ``None`` of one that cannot be read at all.
    """

    asked: Asked
    opened: Opened
    origin: Origin
    kinds: Kinds

    def check(self, reads: Iterable[Read]) -> None:
        """Refuse columns that cannot be taken as they are; one that says nothing is as good as none.

        Raises:
            InvalidTable: listing every fault.
        """
        types, faults = dict(self.kinds), [*groups_of(self.asked).faults]
        told = {path for fault in self.opened.faults for path in fault.paths}
        for read in reads:
            for one in read.unfit:
                dtype = types[one.name]
                if one.name not in told and (dtype is None or not self._is_empty(one.name, dtype)):
                    kind = self.opened.types.get(one.name, str(dtype))
                    faults.append(Fault.of((one.name,), f"column_{one.fact.kind.value}", type=kind))
            if self.opened.is_whole or self.origin is not Origin.FRAME:
                faults += unread(self.opened.rows, read.given, are_at_hand=self.opened.is_whole)
        if found := _distinct([*faults, *self.opened.faults]):
            raise InvalidTable(found)

    def _is_empty(self, name: str, dtype: Any) -> bool:
        opened = self.opened
        return is_empty(opened.rows, name, dtype) if opened.is_empty is None else opened.is_empty(name)


def open_table(
    native: Any,
    groups: Sequence[Sequence[Wanted]],
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin = Origin.FRAME,
    outputs: Sequence[str] = (),
) -> Table:
    """A table, opened for groups of editions; arguments and errors as for ``over_table``.

    Args:
        native: one row a practitioner.
        groups: of editions that read the same columns in the same way.
        vocabulary: every fact that is known.
        readings: the reader's answers to open questions, by id.
        origin: where the table comes from.
        outputs: names of columns that will be added besides those of the editions.
    """
    answers = vocabulary.check(Situation({}, {}, readings, source="the readings")).readings
    frame = given_frame(native)
    names, is_text = tuple(frame.names), origin is Origin.TEXT_FILE
    asked = Asked(tuple(map(tuple, groups)), vocabulary, answers, names, tuple(outputs), frame.is_caseless, is_text)
    found = groups_of(asked)
    if len(set(names)) < len(names):  # such columns cannot be told apart
        raise InvalidTable(_distinct(found.faults))
    opened = frame.opened(found.columns)
    schema = opened.rows.collect_schema()
    return Table(asked, opened, origin, tuple((one.name, schema.get(one.name)) for one in found.columns))


def _distinct(faults: Iterable[Fault]) -> list[Fault]:
    return list({str(fault): fault for fault in faults}.values())


@frozen(eq=False)
class Plan:
    """The columns of answers, as they are made of columns of facts, whatever the rows.

    Attributes:
        reads: what the columns say.
        turns: the columns to be added.
        added: pairs of the internal and the final names of those that are answers.
    """

    reads: Sequence[Read]
    turns: Turns = field(factory=Turns)
    added: list[tuple[str, str]] = field(factory=list)


@lru_cache(maxsize=KEPT)
def planned(asked: Asked, kinds: Kinds, reasons: str | None = None) -> Plan:
    """The columns of every edition, planned once for tables of the same columns.

    Args:
        asked: the editions.
        kinds: the types of the columns that matter.
        reasons: the language of a column of text more for each edition; none without it.
    """
    plan = Plan(reads_of(asked, kinds))
    for read in plan.reads:
        read.settled(plan.turns)
        for one in read.group.wanted:
            prefix = f"{asked.prefix}{len(plan.added)}_"
            plan.added.extend(_with_edition(plan.turns, read, one, prefix, reasons))
    return plan


def _with_edition(rows: Turns, read: Read, one: Wanted, prefix: str, reasons: str | None) -> list[tuple[str, str]]:
    """Add the columns of an edition; gives the pairs of their internal and final names."""
    edition, facts = one.edition, read.facts
    view = facts.view(edition.year)
    stages = Stages(f"{prefix}e", read.consistent(edition).following)
    add_entitlements(edition, view, stages)
    if one.as_of is not None:
        add_payable(edition, one.as_of, view, stages)
    picked = by_number(edition, stages)
    ends = dict([*criteria(edition, stages), *totals(edition, stages, picked)])
    ends |= {} if one.as_of is None else dict(payable(edition, one.as_of, stages))
    names = {end: f"{prefix}o{at}" for at, end in enumerate(one.ends)}
    numbers = {end: f"{prefix}n{end}" for end in picked}
    flags = facts.flags((fact.id for fact in one.scheme.facts), one.years)
    stages.computed(rows).with_columns(
        *(cell.alias(names[end]) for end, cell in ends.items()),
        *(column.number.alias(numbers[end]) for end, column in picked.items()),
    )
    rows.with_columns(
        marked(flags).alias(names["invalid"]),
        *(looked_up(pl.col(numbers[end]), column.values).alias(names[end]) for end, column in picked.items()),
    )
    if reasons is not None:
        names["reasons"] = f"{prefix}r"
        Reasons(one.scheme, edition, view, reasons, Stages(f"{prefix}s")).added(rows, names, names["reasons"])
    if one.to_do:
        from incentives.population.deed_columns import add_tasks  # advice is heavy: only where it is asked

        names |= add_tasks(rows, one, read.vocabulary, view, prefix, reasons)
    return [(inner, f"{one.name}.{end}") for end, inner in names.items()]
