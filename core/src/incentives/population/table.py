"""Editions over a table: one row a practitioner, the same answers as one by one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from attrs import frozen

from incentives.assessment.consistent import Consistent, Key, bearing, consistent, impossible_shares, keys_of, touching
from incentives.errors import InvalidTable
from incentives.population.cleaning import Cleaned, cleaned, fits
from incentives.population.coming import ENDS, add_payable, payable
from incentives.population.entitlement import add_entitlements, by_number, criteria, totals
from incentives.population.frames.opening import Opened, given_frame, is_spark
from incentives.population.intake import FactColumn, Origin, fact_columns
from incentives.population.legibility import is_empty, unread, without_facts
from incentives.population.marks import looked_up, marked, writable
from incentives.population.reasons import Reasons, check_language
from incentives.population.settling import Facts, reads_a_year
from incentives.population.stages import Stages
from incentives.rules.expressions import Expression
from incentives.rules.facts import At
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import Contradictory, Fault, Situation, Vocabulary
from incentives.values.exact import steady


@frozen(eq=False)
class Wanted:
    """An edition that a table is held against.

    Attributes:
        scheme: its scheme.
        edition: the rules.
        name: what the names of its columns begin with.
        as_of: the day on which it is asked what will be paid; without it that is not said.
    """

    scheme: Scheme
    edition: Edition
    name: str
    as_of: date | None = None

    @property
    def rules(self) -> tuple[Scheme, Edition]:
        """What it rests on."""
        return self.scheme, self.edition

    @property
    def ends(self) -> tuple[str, ...]:
        """The last parts of the names of the columns that it adds, in their order."""
        asked = (one.id for one in self.edition.criteria if one.standing is not Standing.NOT_APPLICABLE)
        marks = ("user_supplied",) if self.edition.user_supplied else ()
        coming = () if self.as_of is None else ENDS
        return *asked, "certain", "possible", "eligibility", *coming, *marks, "invalid"

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the columns that it adds."""
        return tuple(f"{self.name}.{end}" for end in self.ends)

    @property
    def years(self) -> frozenset[int]:
        """The years of which it reads facts."""
        offsets = {term.offset for term in self.edition.terms if isinstance(term, At)}
        return frozenset(self.edition.year + offset for offset in {0, *offsets})


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
    texts = [] if reasons is None else [f"{one.name}.reasons" for one in wanted]
    words = {f"{name}.eligibility": word for name, word in (without_rules or {}).items()}
    table = read_table(native, [wanted], vocabulary, readings, origin=origin, outputs=[*texts, *words])
    rows, added = with_outcomes(table, reasons)
    inner = {name: f"{table.prefix}u{place}" for place, name in enumerate(words)}
    rows = rows.with_columns(pl.lit(word).alias(inner[name]) for name, word in words.items())
    return table.opened.give_back(rows, [*added, *((inner[name], name) for name in words)])


@frozen(eq=False)
class Read:
    """What the columns of a table say to some editions.

    Attributes:
        wanted: the editions.
        facts: what the rows say, to be settled.
        given: the columns that say something, cleaned.
        impossible: what cannot be in a row, each with the year that it is seen from.
        contradictory: what cannot hold of any practitioner.
    """

    wanted: Sequence[Wanted]
    facts: Facts
    given: Mapping[FactColumn, Cleaned]
    impossible: Sequence[tuple[int, Expression]]
    contradictory: Contradictory

    def consistent(self, edition: Edition) -> Consistent:
        """An edition with what follows, in each row, from the columns that say something."""
        told = bearing(self.contradictory, edition, (column.about for column in self.given))
        return consistent(edition, self.contradictory, told)

    def settled(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """The rows with each fact as hidden columns, unknown and marked where it cannot be."""
        rows = self.facts.settled(self.facts.cleaned(rows, self.given), self.impossible)
        return self.facts.without_too_large(rows, [one.edition for one in self.wanted])


@frozen(eq=False)
class Table:
    """A table whose columns can be taken as they are.

    Attributes:
        opened: the table.
        prefix: of internal names.
        reads: what it says to each group of editions; columns that name no year say the year of the group.
    """

    opened: Opened
    prefix: str
    reads: Sequence[Read]


def read_table(
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
    names = frame.names
    taken = [*outputs, *(name for wanted in groups for one in wanted for name in one.outputs)]
    faults: list[Fault] = []
    planned, says, of_others = [], not any(groups), False
    for wanted in groups:
        years = {one.edition.year for one in wanted}
        columns, wrong = fact_columns(
            names, vocabulary, years.pop() if len(years) == 1 else None, taken, caseless=frame.is_caseless
        )
        beside = _beside(wanted, columns, vocabulary)
        impossible = list(_impossible(wanted, vocabulary, beside))
        planned.append((wanted, _in_order(columns, wanted, impossible, beside), impossible))
        says, of_others = says or _says_something(columns, wanted), of_others or bool(columns)
        faults += wrong
    if not says and not faults:
        faults.append(without_facts(names, groups[0][0].scheme, of_others=of_others))
    if len(set(names)) < len(names):  # no backend could tell such columns apart
        raise InvalidTable(_distinct(faults))
    opened = frame.opened(_by_name(column for _, columns, _ in planned for column in columns))
    faults += opened.faults
    reads = []
    for place, (wanted, columns, impossible) in enumerate(planned):
        given, wrong = _given(opened, columns, is_text=origin is Origin.TEXT_FILE)
        faults += wrong
        prefix = frame.prefix if not place else f"{frame.prefix}g{place}_"
        reads.append(Read(wanted, Facts(prefix, tuple(given), answers), given, impossible, vocabulary.contradictory))
        if opened.is_whole or origin is not Origin.FRAME:
            faults += unread(opened.rows, given)
    if found := _distinct(faults):
        raise InvalidTable(found)
    return Table(opened, frame.prefix, reads)


def _says_something(columns: Iterable[FactColumn], wanted: Iterable[Wanted]) -> bool:
    """Whether a column is a fact that a scheme of the editions asks for."""
    return not {column.fact.id for column in columns}.isdisjoint(fact.id for one in wanted for fact in one.scheme.facts)


def _by_name(columns: Iterable[FactColumn]) -> list[FactColumn]:
    return list({column.name: column for column in columns}.values())


def _distinct(faults: Iterable[Fault]) -> list[Fault]:
    return list({str(fault): fault for fault in faults}.values())


def _beside(wanted: Iterable[Wanted], columns: Iterable[FactColumn], vocabulary: Vocabulary) -> frozenset[Key]:
    """The facts of columns that no edition reads, but that can change an answer."""
    keys = [column.about for column in columns]
    return frozenset(key for one in wanted for key in touching(vocabulary.contradictory, one.edition, keys))


def _impossible(
    wanted: Sequence[Wanted], vocabulary: Vocabulary, beside: Iterable[Key]
) -> Iterator[tuple[int, Expression]]:
    """What cannot be in a row, with the year that it is seen from."""
    mine = {fact.id for one in wanted for fact in one.scheme.facts}
    read = {year for one in wanted for year in one.years}
    years = sorted(read.union(year for _, year in beside if year is not None))
    for contradiction, _ in vocabulary.contradictions:
        condition = contradiction.condition
        if mine.isdisjoint(id for id, _ in keys_of(condition, 0)):
            continue
        for year in years if reads_a_year(condition) else years[:1]:
            yield year, condition
    for one in wanted:
        for condition in impossible_shares(one.edition):
            yield one.edition.year, condition


def _in_order(
    columns: Iterable[FactColumn],
    wanted: Sequence[Wanted],
    impossible: Iterable[tuple[int, Expression]],
    beside: frozenset[Key],
) -> list[FactColumn]:
    """The columns that matter, in the order in which the schemes declare their facts."""
    ids = [fact.id for one in wanted for fact in one.scheme.facts]
    ids += [id for year, condition in impossible for id, _ in keys_of(condition, year)]
    order = {id: place for place, id in enumerate(dict.fromkeys(ids))}
    years = {year for one in wanted for year in one.years}
    mine = [
        one
        for one in columns
        if one.about in beside or (one.about[0] in order and (one.year is None or one.year in years))
    ]
    return sorted(mine, key=lambda one: (order.get(one.about[0], len(order)), one.year or 0, one.day is not None))


def _given(
    opened: Opened, columns: Iterable[FactColumn], *, is_text: bool
) -> tuple[dict[FactColumn, Cleaned], list[Fault]]:
    """The columns that say something, cleaned, and those whose type cannot say their fact.

    A column that holds nothing at all is as good as none, whatever its type.
    """
    schema = opened.rows.collect_schema()
    told = {path for fault in opened.faults for path in fault.paths}
    given: dict[FactColumn, Cleaned] = {}
    faults = []
    for one in columns:
        dtype = schema.get(one.name)
        if dtype is not None and (is_text or fits(one.fact, dtype)):
            given[one] = cleaned(one.fact, one.name, dtype, is_text=is_text)
        elif one.name not in told and (dtype is None or not _is_empty(opened, one.name, dtype)):
            kind = opened.types.get(one.name, str(dtype))
            faults.append(Fault.of((one.name,), f"column_{one.fact.kind.value}", type=kind))
    return given, faults


def _is_empty(opened: Opened, name: str, dtype: Any) -> bool:
    return is_empty(opened.rows, name, dtype) if opened.is_empty is None else opened.is_empty(name)


def with_outcomes(table: Table, reasons: str | None = None) -> tuple[pl.LazyFrame, list[tuple[str, str]]]:
    """The rows with the columns of every edition, and the pairs of their internal and final names.

    Args:
        table: the table.
        reasons: the language of a column of text more for each edition; none without it.
    """
    rows = table.opened.rows
    written = writable(rows.collect_schema())
    added: list[tuple[str, str]] = []
    for read in table.reads:
        rows = read.settled(rows)
        for one in read.wanted:
            rows, pairs = _with_edition(rows, read, one, f"{table.prefix}{len(added)}_", written, reasons)
            added += pairs
    return rows, added


def _with_edition(  # each says another thing about one edition
    rows: pl.LazyFrame, read: Read, one: Wanted, prefix: str, written: Collection[str], reasons: str | None
) -> tuple[pl.LazyFrame, list[tuple[str, str]]]:
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
    rows = stages.computed(rows).with_columns(
        *(cell.alias(names[end]) for end, cell in ends.items()),
        *(column.number.alias(numbers[end]) for end, column in picked.items()),
    )
    rows = rows.with_columns(
        marked(written, flags).alias(names["invalid"]),
        *(looked_up(pl.col(numbers[end]), column.values).alias(names[end]) for end, column in picked.items()),
    )
    if reasons is not None:
        names["reasons"] = f"{prefix}r"
        rows = Reasons(one.scheme, edition, view, reasons, Stages(f"{prefix}s")).added(rows, names, names["reasons"])
    return rows, [(inner, f"{one.name}.{end}") for end, inner in names.items()]
