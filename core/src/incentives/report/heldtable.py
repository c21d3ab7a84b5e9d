"""A table of practitioners held against rules: what it lacks, its answers, and the whole in figures."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from incentives.catalogue import Catalogue
from incentives.catalogue.overtables import Against, both
from incentives.catalogue.tables import Asked, asked_for
from incentives.errors import InvalidArgument, UnknownEdition, needing_extra
from incentives.report.answeredtable import AnsweredTable
from incentives.report.desk import Desk
from incentives.report.worded import that_can_be_said
from incentives.rules.types import Kind
from incentives.scheme.edition import Edition
from incentives.situation import Situation
from incentives.wording import Speech
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.population.intake import FactColumn
    from incentives.population.table_files import TableFile
    from incentives.population.wanted import Wanted
    from incentives.report.records.whole import Report


@frozen(eq=False)
class HeldTable:
    """A table held against rules; nothing is computed before it is asked for.

    Every method raises ``UnreadableFile`` or ``InvalidTable`` where the file is not what it should be.

    Attributes:
        desk: where its reports are made; where it has a day of its own, what will be paid is asked too.
        given: the table.
        asked: the rules.
        compared: the edition asked for, and the one that it is compared with, where one is.
        readings: answers to open questions, by id, for every row.
        to_do: whether it is asked what to do; then the desk has a day of its own.
        source: the name of the table.
    """

    desk: Desk
    given: "TableFile"
    asked: Asked
    compared: "tuple[Wanted, Edition] | None" = None
    readings: Mapping[str, bool] = field(factory=dict)
    to_do: bool = False
    source: str = field()

    @source.default
    def _name(self) -> str:
        return self.given.path.name

    @cached_property
    def columns(self) -> "list[FactColumn]":
        """The columns that say a fact; what is wrong with others is said where the whole table is judged."""
        from incentives.population.intake import fact_columns

        years = {edition.year for _, edition in self.asked.editions}
        with self.given.read():
            names = self.given.frame.collect_schema().names()
        vocabulary = self.desk.catalogue.vocabulary
        return fact_columns(names, vocabulary, years.pop() if len(years) == 1 else None, ())[0]

    def answers(self, reasons: str | None = None) -> AnsweredTable:
        """The table with the columns of the answers, not computed yet.

        Args:
            reasons: the language of a column of reasons; without it there is none.
        """
        from incentives.population.figures.reform import over_both
        from incentives.population.table import over_table

        vocabulary, wanted = self.desk.catalogue.vocabulary, self.asked.wanted(self.desk.as_of, to_do=self.to_do)
        given, marks = self.given, [f"{one.name}.invalid" for one in wanted]
        with given.read():
            if self.compared is None:
                frame = over_table(given.frame, wanted, vocabulary, self.readings, origin=given.origin, reasons=reasons)
            else:
                marks.append(f"{self.compared[0].name}.against.invalid")
                frame = over_both(given.frame, *self.compared, vocabulary, self.readings, origin=given.origin)
        sets = [one.name for one in self.columns if one.fact.kind is Kind.SET]
        return AnsweredTable(given, frame, marks, sets, has_reasons=reasons is not None, is_advised=self.to_do)

    def notices(self) -> list[str]:
        """What somebody would want to know before trusting a table full of gaps, in the language of the desk."""
        from incentives.population.coverage import coverage

        vocabulary, language = self.desk.catalogue.vocabulary, self.desk.language
        readings = Situation({}, {}, self.readings, source="--reading")
        told = [notice.text(language) for notice in vocabulary.check(readings).notices]
        found = [coverage(self.columns, [edition for _, edition in self.asked.editions], vocabulary, self.desk.as_of)]
        if self.compared is not None:  # each of the two reads the columns as of its own year
            after, before = self.compared[0].edition.year, self.compared[1]
            moved = [evolve(one, year=before.year if one.year == after else one.year) for one in self.columns]
            found.append(coverage(moved, [before], vocabulary))
        say = Speech(language).say
        if missing := dict.fromkeys(name for one in found for name in one.missing):
            told.append(say("table_file", "no_column", columns=", ".join(missing)))
        if unread := [name for name in found[0].unread if all(name in one.unread for one in found)]:
            told.append(say("table_file", "unread", columns=", ".join(unread)))
        return told

    def figures(self, seen: Callable[[int], None] | None = None) -> "Report":
        """The whole table in figures: a ``table_summary``, or a ``table_comparison`` of two editions.

        Args:
            seen: told how many rows more were advised, where it is asked what to do; what it raises ends the work.
        """
        from incentives.population.figures.reform import compared
        from incentives.population.figures.summary import summarise
        from incentives.population.table_files import slowly
        from incentives.report.tabled import reform_body, summary_body

        desk, given, asked = self.desk, self.given, self.asked
        vocabulary, language = desk.catalogue.vocabulary, desk.language
        if self.compared is not None:
            after, before = self.compared
            with given.read():
                reform = compared(given.frame, after, before, vocabulary, self.readings, origin=given.origin)
            editions = (before, after.edition)
            change = reform_body(reform, after.scheme, editions, language, self.source, desk.day)
            return desk.report("table_comparison", change, [(after.scheme, edition) for edition in editions])
        wanted = asked.wanted(desk.as_of, to_do=True) if self.to_do else asked.wanted()
        with given.read(), slowly() if self.to_do else nullcontext():
            summary = summarise(given.frame, wanted, vocabulary, self.readings, origin=given.origin, seen=seen)
        body = summary_body(summary, asked.editions, language, self.source, desk.day)
        return desk.report("table_summary", body, asked.editions)


def held_table(  # noqa: PLR0913  # what can be asked of a table
    desk: Desk,
    path: Path,
    years: Iterable[int],
    schemes: Iterable[str] | None = None,
    *,
    against: Against | None = None,
    readings: Mapping[str, bool] | None = None,
    to_do: bool = False,
    source: str | None = None,
) -> HeldTable:
    """The table in a file, held against the rules of some schemes and years.

    Args:
        desk: where its reports are made.
        path: of the file.
        years: the reference years.
        schemes: ids; every scheme unless given.
        against: the edition to compare with, of one scheme and year: a year, or the path of an edition file.
        readings: answers to open questions, by id, for every row.
        to_do: whether it is asked what to do, seen from the desk's own day.
        source: the name of the table; that of the file unless given.

    Raises:
        UnknownScheme: if no plugin gives one of the schemes.
        UnknownEdition: if there are no rules that can be used.
        InvalidEdition: if those of a scheme that was named are broken.
        InvalidArgument: if there are not two editions of one scheme to compare.
        UnreadableFile: if the file cannot be opened, or is not what its suffix says.
        InvalidTable: if columns share a name.
        MissingExtra: without the extra ``tables``.
    """
    with needing_extra("tables"):
        from incentives.population.table_files import read_table
    catalogue = desk.catalogue
    asked = sayable(asked_for(catalogue, schemes, years), catalogue, desk.language)
    if not asked.editions:
        failed = ", ".join(dict.fromkeys(one.plugin for one in catalogue.failures))
        none = Said.of("no_rules", years=", ".join(map(str, asked.years)))
        raise saying(UnknownEdition, Said.of("beside_failures", said=none, plugins=failed), years=asked.years)
    two = None if against is None else compared_with(catalogue, asked, against)
    given = read_table(path)
    return HeldTable(desk, given, asked, two, readings or {}, to_do, source or path.name)


def empty_table(desk: Desk, asked: Asked, delimiter: str = ",") -> str:
    """A CSV file to be filled in: the names of a column for every fact that can change an answer.

    Args:
        desk: where it is made; where it has a day of its own, what will be paid is asked too.
        asked: the rules.
        delimiter: between the names.
    """
    from incentives.population.coverage import columns_read

    names = columns_read([edition for _, edition in asked.editions], desk.catalogue.vocabulary, desk.as_of)
    return delimiter.join(names) + "\n"


def sayable(asked: Asked, catalogue: Catalogue, language: str) -> Asked:
    """The rules that are asked, without those whose sentences cannot be used; these are among the failures."""
    return evolve(asked, editions=tuple(that_can_be_said(asked.editions, catalogue, language)))


def compared_with(catalogue: Catalogue, asked: Asked, against: Against) -> "tuple[Wanted, Edition]":
    """The edition that is asked for, and the one to compare it with.

    Raises:
        InvalidArgument: if several are asked for, or the two are the same one or of two schemes.
        InvalidEdition: if a file is no edition.
    """
    if len(asked.editions) != 1:
        raise saying(InvalidArgument, Said.of("compared_one"))
    ((scheme, edition),) = asked.editions
    return both(catalogue, scheme.id, edition.year, against)
