"""Where every front end has its reports made: of one catalogue, in one language, for one day."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.catalogue import Catalogue, NotAssessed
from incentives.catalogue.tables import no_rules_for
from incentives.errors import InvalidEdition, UnknownEdition
from incentives.report.worded import that_can_be_said
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation, Situation
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.comparison import Comparison, Rates
    from incentives.report.agenda import Whose
    from incentives.report.records.recording import Record
    from incentives.report.records.whole import Report
    from incentives.timeline import Timeline

MOST_NAMED = 10  # schemes of which a message says what is known


@frozen(eq=False)
class Desk:
    """Makes reports. What each needs is imported when it is first made: a short command starts at once.

    Attributes:
        catalogue: the schemes.
        language: of the reports.
        today: the day on which they are made.
        as_of: the day on which it is asked; today unless given.
    """

    catalogue: Catalogue
    language: str
    today: date
    as_of: date | None = None

    @property
    def day(self) -> date:
        """The day on which it is asked."""
        return self.as_of or self.today

    def report(self, kind: str, body: "Record", editions: Iterable[tuple[Scheme, Edition]] = ()) -> "Report":
        """A report, with what stands around its own content."""
        from incentives.report.frame import document

        return document(
            kind,
            body,
            language=self.language,
            today=self.today,
            catalogue=self.catalogue,
            editions=editions,
            as_of=self.day,
        )

    def schemes(self, most: int | None = None) -> "Report":
        """Every scheme in a line; ``most`` of them, where it is given."""
        from incentives.report.listings import schemes_body

        return self.report("schemes", schemes_body(self.catalogue, self.language, self.day, most))

    def year_of(self, scheme: Scheme, year: int | None) -> int:
        """The year that is asked for; the newest of which the scheme has rules, where none is."""
        return year if year is not None else max(scheme.years, default=self.today.year)

    def edition(self, scheme_id: str, year: int | None = None) -> "Report":
        """One edition whole; the newest known unless a year is given.

        Raises:
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for the year.
            InvalidEdition: if they are broken.
        """
        from incentives.report.described import edition_body

        scheme = self.catalogue[scheme_id]
        edition = self.catalogue.edition(scheme_id, self.year_of(scheme, year))
        body = edition_body(scheme, edition, self.catalogue, self.language, self.day)
        return self.report("show", body, [(scheme, edition)])

    def changes(self, scheme_id: str, before: int, after: int) -> "Report":
        """What changed in the rules of a scheme from one year to another.

        Raises:
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for one of the years.
            InvalidEdition: if they are broken.
        """
        from incentives.report.changed import changes_body  # heavy: only where editions are compared

        changes, scheme = self.catalogue.diff(scheme_id, before, after), self.catalogue[scheme_id]
        pairs = [(scheme, changes.before), (scheme, changes.after)]
        return self.report("edition_changes", changes_body(changes, scheme, self.language, self.day), pairs)

    def schemes_compared(self, scheme_ids: Sequence[str], year: int) -> "Report":
        """Schemes side by side for one year, without a practitioner; all that have rules for it unless named.

        Raises:
            UnknownScheme: if no plugin gives one of the schemes.
            UnknownEdition: if no scheme has rules for the year.
        """
        from incentives.comparison import compare_schemes
        from incentives.report.described import scheme_comparison_body

        found = [self.catalogue[id] for id in scheme_ids] or [one for one in self.catalogue if year in one.years]
        if not found:
            raise no_rules_for([year])
        pairs = self.editions((one, year) for one in found)
        body = scheme_comparison_body(compare_schemes(pairs), self.language, self.day)
        return self.report("scheme_comparison", body, pairs)

    def editions(self, wanted: Iterable[tuple[Scheme, int]]) -> list[tuple[Scheme, Edition]]:
        """The rules of some schemes and years; those that are broken are left out, and are among the failures."""
        found = []
        for scheme, year in wanted:
            with suppress(InvalidEdition):
                found.append((scheme, self.catalogue.edition(scheme.id, year)))
        return that_can_be_said(found, self.catalogue, self.language)

    def questions(self, scheme_ids: Sequence[str], years: Iterable[int]) -> "Report":
        """Every question of some schemes, all unless named, for those of the years that they have rules for.

        Raises:
            UnknownScheme: if no plugin gives one of the schemes.
            UnknownEdition: if none of them has rules for any of the years.
        """
        from incentives.report.asked import questions_body

        asked = list(years)
        found = [self.catalogue[id] for id in scheme_ids] or list(self.catalogue)
        if not (wanted := [(one, year) for year in asked for one in found if year in one.years]):
            raise no_rules_for(asked)
        pairs = self.editions(wanted)
        return self.report("questions", questions_body(pairs, self.language, self.today.year), pairs)

    def next_questions(self, situation: Situation, years: Iterable[int], scheme_ids: Collection[str] = ()) -> "Report":
        """What to ask a practitioner next; what the situation says is unknown is not asked again.

        Raises:
            InvalidSituation: if the situation has faults; listing every one.
            UnknownScheme: if no plugin gives one of the schemes.
            UnknownEdition: if none of the schemes has rules for one of the years.
        """
        from incentives.report.asked import next_questions_body

        interview = self.catalogue.interview(situation, scheme_ids or None, years, self.day)
        body = next_questions_body(interview, situation, self.language)
        return self.report("next_questions", body, [(one.scheme, one.edition) for one in interview.assessments])

    def advice(self, comparison: "Comparison", label: str | None) -> "Report":
        """What would make each benefit certain to be paid.

        Args:
            comparison: as ``compared`` gives it.
            label: whose it is, if named.
        """
        from incentives.report.compared import editions_of
        from incentives.report.counselled import advice_body

        body = advice_body(comparison, label, self.language, self.catalogue)
        return self.report("advice", body, editions_of(comparison))

    def compared(
        self, situation: CheckedSituation, years: Iterable[int], scheme_ids: Collection[str] = ()
    ) -> "Comparison":
        """What one practitioner is due, side by side; under every scheme unless some are named.

        Raises:
            UnknownScheme: if no plugin gives one of the schemes.
            UnknownEdition: if none of the schemes has rules for any of the years. One such year among others is a row
                that says so; none but these is a mistake in the asking.
        """
        from incentives.comparison import compare

        found = compare(self.catalogue.assess_all(situation, years, self.day, scheme_ids or None))
        errors = [row.error for row in found.rows if isinstance(row, NotAssessed)]
        if len(errors) == len(found.rows) and all(isinstance(error, UnknownEdition) for error in errors):
            sentences = {str(error): error.said for error in errors if isinstance(error.said, Said)}
            every = Said.lines(sentences.values(), "incentives schemes", MOST_NAMED) if sentences else None
            raise saying(UnknownEdition, every or Said.of("nothing_loaded"))
        return found

    def answer(  # noqa: PLR0913  # each asks for another thing in one report
        self,
        kind: str,
        comparison: "Comparison",
        situation: CheckedSituation,
        *,
        named: Collection[str] = (),
        timeline: bool = False,
        rates: "Rates | None" = None,
        answer_only: bool = False,
        keep: bool = False,
    ) -> "Report":
        """A ``check`` of one year, or a ``comparison`` of several: what one practitioner is due, and what to do.

        Args:
            kind: of report, one of these two.
            comparison: as ``compared`` gives it.
            situation: that it rests on.
            named: the schemes that were asked for by their ids: they are laid out even where nothing is told of them.
            timeline: whether it says when everything is.
            rates: for one sum over every currency.
            answer_only: whether nothing else is shown.
            keep: whether it has to hold what it takes to work it out again.
        """
        from incentives.report.compared import compared_body, editions_of

        line: Timeline | None = None
        if timeline:
            from incentives.timeline import timeline_of

            line = timeline_of(comparison.rows)
        body = compared_body(
            comparison,
            situation,
            self.day,
            self.language,
            self.catalogue,
            rates=rates,
            named=named,
            line=line,
            answer_only=answer_only,
            keep=keep,
        )
        return self.report(kind, body, () if answer_only else editions_of(comparison))

    def letters(self, comparison: "Comparison", label: str | None, named: Collection[str] = ()) -> "Report":
        """The letters that matter for a practitioner.

        Args:
            comparison: what the practitioner is due.
            label: whose they are, if named.
            named: the schemes that were asked for by their ids.
        """
        from incentives.report.compared import editions_of
        from incentives.report.correspondence import letters_body

        body = letters_body(comparison.assessments, label, self.language, self.catalogue, named)
        return self.report("letters", body, editions_of(comparison))

    def calendar(
        self, comparison: "Comparison", whose: "Whose", made_at: datetime, named: Collection[str] = ()
    ) -> bytes:
        """The calendar (iCalendar) of the days that are not over yet.

        Raises:
            MissingExtra: if there is no library to write it with.
            InvalidArgument: if there is no day to write.
        """
        from incentives.report.agenda import agenda
        from incentives.timeline import timeline_of

        return agenda(timeline_of(comparison.rows), whose, made_at, self.language, self.catalogue, named=named)
