"""The schemes known to this run, and what can be asked of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, frozen

from incentives.catalogue.conflicts import Provided, settle
from incentives.catalogue.discovery import discover
from incentives.catalogue.failures import Guarded, PluginFailure, Stage, guarded, said
from incentives.catalogue.overtables import OverTables
from incentives.catalogue.plugin import PluginInfo, PluginState
from incentives.catalogue.shared_facts import SHARED_FACTS, put_back
from incentives.catalogue.years import year_of, years_of
from incentives.errors import (
    AssessmentFailed,
    IncentivesError,
    InconsistentFacts,
    InvalidArgument,
    InvalidEdition,
    PluginConflict,
    PluginFailed,
    UnknownEdition,
    UnknownFormat,
    UnknownScheme,
)
from incentives.hints import listed, short, shown
from incentives.hookspecs import Rendered, ReportFormat, Screen
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation, Fault, Situation, Vocabulary
from incentives.situation.activity import ActivityExport
from incentives.situation.streams import is_stream
from incentives.values import Period
from incentives.values.exact import LARGEST_AMOUNT
from incentives.wording.said import Said, meant, saying

if TYPE_CHECKING:
    from incentives.advice import Advice
    from incentives.assessment.assessment import Assessment
    from incentives.assessment.outcomes import Amount
    from incentives.catalogue.activity_reading import ActivityReading
    from incentives.changes import EditionChanges
    from incentives.interview import Interview

T = TypeVar("T")


def expect(value: object, kind: type, wanted: str) -> None:
    """Refuse a value of another kind, with what was wanted."""
    if type(value) is not kind:
        msg = f"expected {wanted}; got {shown(value)}"
        raise InvalidArgument(msg, value=value)


@cache
def _assess() -> "Callable[[Scheme, Edition, CheckedSituation, date | None], Assessment]":
    """The assessment, heavy: imported when somebody is first assessed, and not looked up again for each."""
    from incentives.assessment.assessment import assess

    return assess


def _check_size(amount: "Amount") -> None:
    most = amount.certain if amount.reachable is None else amount.reachable
    if not -LARGEST_AMOUNT < most < LARGEST_AMOUNT:
        raise saying(AssessmentFailed, Said.of("amount_cannot_be", amount=f"{most:.3g} {amount.currency}"))


@frozen(eq=False)
class NotAssessed:
    """A scheme and a year that a range asked for, of which nothing can be said.

    Attributes:
        scheme: the scheme.
        year: the reference year.
        error: ``UnknownEdition``, ``InvalidEdition`` where the edition is broken, or ``AssessmentFailed`` where its
            rules could not be applied.
    """

    scheme: Scheme
    year: int
    error: IncentivesError

    @property
    def code(self) -> str:
        """``unknown_edition``, ``invalid_edition`` or ``assessment_failed``."""
        return AssessmentFailed.code if isinstance(self.error, AssessmentFailed) else self.error.code


@frozen(eq=False)
class Catalogue(OverTables):
    """The schemes of the installed plugins.

    Attributes:
        schemes: those that can be used, sorted by id.
        plugins: every installed plugin, whatever became of it.
        vocabulary: every fact and open question that a situation can give.
    """

    schemes: tuple[Scheme, ...]
    plugins: tuple[PluginInfo, ...]
    vocabulary: Vocabulary
    _providers: Mapping[str, PluginInfo] = field(repr=False)
    _failures: list[PluginFailure] = field(repr=False)
    _by_id: Mapping[str, Scheme] = field(init=False, repr=False)

    @_by_id.default
    def _index(self) -> Mapping[str, Scheme]:
        return {scheme.id: scheme for scheme in self.schemes}

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """Everything that went wrong with a plugin so far; a broken edition is known once it is used."""
        return tuple(self._failures)

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self.schemes)

    def __contains__(self, scheme_id: object) -> bool:
        return scheme_id in self._by_id

    def __getitem__(self, scheme_id: str) -> Scheme:
        """A scheme by its id.

        Raises:
            UnknownScheme: if no plugin gives it.
            PluginConflict: if plugins give it that contradict one another.
            InvalidArgument: if the id is no text.
        """
        expect(scheme_id, str, "the id of a scheme, such as 'fr-fami'")
        if (scheme := self._by_id.get(scheme_id)) is not None:
            return scheme
        for failure in self._failures:
            if failure.stage is Stage.CONFLICT and scheme_id in (failure.scheme or "").split(", "):
                raise PluginConflict(failure.message, scheme=scheme_id, failure=failure)
        ids = [scheme.id for scheme in self.schemes]
        near = meant(scheme_id.lower(), known=ids, see="incentives schemes")
        said = Said.of("unknown_scheme", scheme=repr(short(scheme_id)), meant=near)
        if self._failures:
            failed = listed(dict.fromkeys(one.plugin for one in self._failures), "incentives plugins")
            said = Said.of("beside_failures", said=said, plugins=failed)
        raise saying(UnknownScheme, said, scheme=scheme_id, known=ids)

    def provider(self, scheme_id: str) -> PluginInfo:
        """The plugin that gave a scheme."""
        return self._providers[scheme_id]

    def edition(self, scheme_id: str, year: int) -> Edition:
        """A scheme's rules for a reference year.

        Raises:
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for that year.
            InvalidEdition: if they are broken; the failure is then also in ``failures``.
        """
        year = year_of(year)
        scheme = self[scheme_id]
        if (edition := scheme.built(year)) is not None:
            return edition
        result = guarded(lambda: scheme.edition(year))
        if changed := put_back():
            said_so = f"changes {', '.join(changed)}, which every scheme shares"
            result = Guarded(None, InvalidEdition(f"{scheme_id} {year}", [said_so]), result.printed)
        if result.value is not None:
            return result.value
        if isinstance(result.error, UnknownEdition):
            raise result.error
        broken = result.error if isinstance(result.error, InvalidEdition) else None
        said_so = f"could not be built: {result.said_in(self._providers[scheme_id].package)}"
        broken = broken or InvalidEdition(f"{scheme_id} {year}", [said_so])
        self.record_failure(scheme_id, Stage.EDITION, str(broken), year)
        raise broken from result.error

    def apart(self) -> "Catalogue":
        """The same catalogue with ``failures`` of its own: what comes to light in it, this one never learns."""
        return evolve(self, failures=[*self._failures])

    def with_edition(self, *paths: str | PathLike[str], by_name: bool = False) -> "Catalogue":
        """The same catalogue with editions of the user's own; this one stays as it is.

        Args:
            paths: of files in the format of the scheme's own editions. Each is one edition more, or stands in place of
                the plugin's own for that year, and is marked in every result.
            by_name: whether results name the files without their folders, since others than their owner are told.

        Raises:
            InvalidEdition: listing every fault of every file.
            InvalidArgument: if a path is none.
        """
        from incentives.catalogue.own_editions import with_user_editions  # heavy: only where one is given

        return with_user_editions(self, paths, by_name=by_name)

    def diff(self, scheme_id: str, before: int, after: int) -> "EditionChanges":
        """What changed in a scheme's rules from one reference year to another; an edition of the user's own counts.

        Args:
            scheme_id: the scheme.
            before: the first year.
            after: the second; it may be the earlier one.

        Raises:
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for one of the years.
            InvalidEdition: if they are broken.
        """
        from incentives.changes import changes_between  # heavy: only where editions are compared

        return changes_between(self.edition(scheme_id, before), self.edition(scheme_id, after))

    def record_failure(self, scheme_id: str, stage: Stage, message: str, year: int | None = None) -> None:
        """Add to ``failures`` what came to light only when a scheme was used; each once."""
        failure = self._providers[scheme_id].failure(stage, message, scheme_id, year)
        if failure not in self._failures:
            self._failures.append(failure)

    def check(self, situation: Situation) -> CheckedSituation:
        """A situation's values, held against every fact that the schemes ask.

        Raises:
            InvalidSituation: listing every fault at once.
        """
        expect(situation, Situation, "a Situation, from Situation.of or Situation.read")
        return self.vocabulary.check(situation, self._shown_otherwise)

    @cached_property
    def displayed(self) -> Mapping[str, tuple[Scheme, ...]]:
        """The schemes that ask each fact which the authority's own account shows, by the id of the fact."""
        found: dict[str, tuple[Scheme, ...]] = {}
        for scheme in self.schemes:
            for fact in scheme.facts:
                if fact.display is not None:
                    found[fact.id] = (*found.get(fact.id, ()), scheme)
        return found

    def _shown_otherwise(self, situation: CheckedSituation) -> Iterable[Fault]:
        """Where what the authority's account shows and what is told cannot both be so."""
        if not any(self.displayed.keys() & told.keys() for told in situation.annual.values()):
            return ()
        from incentives.catalogue.shown_otherwise import disagreeing  # heavy: only where such an account is told of

        return disagreeing(self, situation)

    def assess(
        self, scheme_id: str, year: int, situation: Situation | CheckedSituation, as_of: date | None = None
    ) -> "Assessment":
        """What one practitioner is due under one edition.

        Args:
            scheme_id: the scheme.
            year: the reference year.
            situation: the facts; checked first unless they are already.
            as_of: the day on which it is asked; without it everything is taken as final.

        Raises:
            UnknownScheme: if no plugin gives the scheme.
            UnknownEdition: if it has no rules for that year.
            InvalidEdition: if they are broken.
            InvalidSituation: if the situation has faults.
            AssessmentFailed: if the rules cannot be applied to it; the failure is then also in ``failures``.
        """
        if as_of is not None:
            expect(as_of, date, "a date, such as date(2026, 11, 22)")
        checked = situation if isinstance(situation, CheckedSituation) else self.check(situation)
        scheme, edition = self[scheme_id], self.edition(scheme_id, year)
        try:
            found = _assess()(scheme, edition, checked, as_of)
            _check_size(found.amount)
        except Exception as error:
            raise self._not_applied(scheme_id, edition.year, error) from error
        return found

    def advice(self, assessment: "Assessment") -> "Advice":
        """What to do so that each benefit of an assessment is certain to be paid: the smallest sets of deeds, in time.

        Args:
            assessment: as ``assess`` or ``assess_all`` gives it, with a day from which to ask.

        Raises:
            InvalidArgument: if it is none.
            AssessmentFailed: if the rules cannot be applied to it; the failure is then also in ``failures``.
        """
        from incentives.advice import advise  # heavy: only where it is asked
        from incentives.assessment.assessment import Assessment

        expect(assessment, Assessment, "an assessment, from Catalogue.assess or assess_all")
        try:
            return advise(assessment, partial(self.edition, assessment.scheme.id))
        except Exception as error:
            raise self._not_applied(assessment.scheme.id, assessment.year, error) from error

    def interview(
        self,
        situation: Situation,
        schemes: Iterable[str] | None = None,
        years: Iterable[int] = (),
        as_of: date | None = None,
    ) -> "Interview":
        """What to ask one practitioner, screen by screen: only what can still change what is due, or will be paid.

        Args:
            situation: what is told already; it may be empty.
            schemes: the ids of those to ask about; ``None`` for all.
            years: the reference years; those of which a scheme has no usable edition are left out.
            as_of: the day on which it is asked; without it everything is taken as final.

        Raises:
            InvalidSituation: if the situation has faults.
            InvalidArgument: if a single year is given, or what is no year.
            UnknownScheme: if no plugin gives one of the schemes.
            UnknownEdition: if none of the schemes has rules for one of the years.
        """
        from incentives.interview import Interview
        from incentives.interview.subject import Subject

        if as_of is not None:
            expect(as_of, date, "a date, such as date(2026, 11, 22)")
        checked = self.check(situation)
        rows = self.assess_all(checked, years, as_of, schemes)
        usable = [row for row in rows if not isinstance(row, NotAssessed)]
        if not usable:
            raise next(row.error for row in rows if isinstance(row, NotAssessed))
        editions = {(row.scheme.id, row.year): (row.scheme, row.edition) for row in usable}

        def assess(place: tuple[str, int], on: CheckedSituation) -> "Assessment | None":
            found = self._assess_or_say(self[place[0]], place[1], on, as_of)
            return None if isinstance(found, NotAssessed) else found

        return Interview.about(Subject(editions, self.vocabulary.contradictory, self.check, assess, situation))

    def _not_applied(self, scheme_id: str, year: int, error: Exception) -> AssessmentFailed:
        """That rules failed on a situation; the failure is kept."""
        problem = (error.said or str(error)) if isinstance(error, IncentivesError) else said(error)
        sentence = Said.of("rules_not_applied", scheme=scheme_id, year=year, problem=problem)
        self.record_failure(scheme_id, Stage.RULE, sentence.text("en"), year)
        kind = InconsistentFacts if isinstance(error, InconsistentFacts) else AssessmentFailed
        return saying(kind, sentence, scheme=scheme_id, year=year)

    def assess_all(
        self,
        situation: Situation | CheckedSituation,
        years: Iterable[int],
        as_of: date | None = None,
        schemes: Iterable[str] | None = None,
    ) -> "tuple[Assessment | NotAssessed, ...]":
        """What one practitioner is due under every scheme in every year, sorted by year and scheme.

        A year of which a scheme has no usable edition gives a ``NotAssessed`` in its place. With ``schemes``, ids, only
        these are assessed.

        Raises:
            InvalidSituation: if the situation has faults.
            InvalidArgument: if a single year is given, or what is no year.
            UnknownScheme: if no plugin gives one of the schemes.
        """
        checked = situation if isinstance(situation, CheckedSituation) else self.check(situation)
        among = self.schemes if schemes is None else sorted((self[id] for id in {*schemes}), key=lambda one: one.id)
        wanted = [(scheme, year) for year in years_of(years) for scheme in among]
        return tuple(self._assess_or_say(scheme, year, checked, as_of) for scheme, year in wanted)

    def _assess_or_say(
        self, scheme: Scheme, year: int, situation: CheckedSituation, as_of: date | None
    ) -> "Assessment | NotAssessed":
        try:
            found = self.assess(scheme.id, year, situation, as_of)
        except (UnknownEdition, InvalidEdition, AssessmentFailed) as without:
            return NotAssessed(scheme, year, without)
        try:
            _ = found.payable  # what sums are made of: where it fails, this row alone is without
        except Exception as error:  # noqa: BLE001  # the rules of a plugin may raise anything
            return NotAssessed(scheme, year, self._not_applied(scheme.id, year, error))
        return found

    def read_situation(self, path: Path) -> Situation:
        """A situation from a file of any format that a plugin reads, by the file's suffix.

        What is no file but a stream, such as ``/dev/stdin`` or a pipe, has no suffix that counts and is read as TOML.

        Raises:
            UnknownFormat: if no plugin reads such files.
            UnreadableFile: if the file cannot be read.
            PluginFailed: if the plugin that reads such files fails.
        """
        readers = {reader.suffix: (plugin, reader) for plugin in self.plugins for reader in plugin.readers}
        if path.suffix not in readers:
            if is_stream(path):
                return Situation.read(path)
            said = Said.of("unread_suffix", path=path, suffix=path.suffix or "?", known=", ".join(readers))
            raise saying(UnknownFormat, said, path=str(path))
        plugin, reader = readers[path.suffix]
        return self.called(plugin, f"reading {path}", lambda: reader.read(path))

    def read_activity(
        self, path: str | PathLike[str], scheme_id: str, *, as_of: date, covers: Period | None = None
    ) -> ActivityExport:
        """An export of what was billed, to be counted for a scheme.

        Args:
            path: of a CSV file with the columns that the scheme's plugin declares.
            scheme_id: the scheme.
            as_of: the day on which it is counted; before a year is over, counts are "so far".
            covers: the days of which the file holds everything; from its first line to its last unless given.

        Raises:
            UnknownFormat: if no plugin counts exports for the scheme.
            UnreadableFile: if the file cannot be opened, or is no CSV file.
            InvalidTable: listing every column that is missing, or every malformed line by its number.
        """
        from incentives.catalogue.activity_reading import reader_of  # heavy: only where it is asked
        from incentives.population.activity_file import read_activity_file

        _, reader = reader_of(self, scheme_id)
        return read_activity_file(Path(path), reader.columns, as_of, covers)

    def count_activity(
        self, export: ActivityExport, scheme_id: str, year: int, *, situation: Situation | None = None
    ) -> "ActivityReading":
        """The facts of a year that an export settles, counted under the rules of that year.

        Args:
            export: as ``read_activity`` gives it.
            scheme_id: the scheme.
            year: the reference year.
            situation: what is told of the practitioner already; what was counted is added to it.

        Raises:
            UnknownFormat: if no plugin counts exports for the scheme.
            UnknownEdition: if the scheme has no rules for that year.
            InvalidSituation: if the situation has faults, or says something else than was counted.
            PluginFailed: if the plugin fails.
        """
        from incentives.catalogue.activity_reading import count_activity  # heavy: only where it is asked

        return count_activity(self, export, scheme_id, year, situation)

    def render(self, format_name: str, report: Rendered, screen: Screen) -> str:
        """A report in a format that a plugin writes.

        Args:
            format_name: as in ``formats``.
            report: the record; a format that does not take one gets a mapping made from it.
            screen: that it is for.

        Raises:
            UnknownFormat: if no plugin writes it.
            PluginFailed: if the plugin that writes it fails.
        """
        if format_name not in self.formats:
            near = meant(format_name, known=self.formats)
            raise saying(
                UnknownFormat, Said.of("unknown_format", name=repr(short(format_name)), meant=near), name=format_name
            )
        written = self.formats[format_name]
        plugin = next(plugin for plugin in self.plugins if written in plugin.formats)
        given = report if written.typed else report.plain()
        return self.called(plugin, f"writing {format_name}", lambda: written.render(given, screen))

    def called(self, plugin: PluginInfo, doing: str, call: Callable[[], T]) -> T:
        """What a plugin gives when it is called, inside the guard.

        Args:
            plugin: that is called.
            doing: what it does, for the message.
            call: calls it.

        Raises:
            PluginFailed: if it fails; the failure is then also in ``failures``.
        """
        result = guarded(call)
        if isinstance(result.error, IncentivesError):
            raise result.error
        if result.error is not None or result.value is None:
            failure = plugin.failure(
                Stage.HOOK, f"{doing} failed: {result.said_in(plugin.package)}; use another format, or disable it"
            )
            self._failures.append(failure)
            raise PluginFailed(str(failure), failure=failure) from result.error
        return result.value

    @property
    def formats(self) -> Mapping[str, ReportFormat]:
        """The report formats that plugins write, by name."""
        return {written.name: written for plugin in self.plugins for written in plugin.formats}


def load_catalogue(*, disable: Iterable[str] = ()) -> Catalogue:
    """The catalogue of every installed plugin; what fails is in ``failures``, and the rest works.

    Args:
        disable: names of entry points or distributions not to load, besides those in ``INCENTIVES_DISABLE``.

    Raises:
        UnknownPlugin: if one of these is not installed.
    """
    found = discover((disable,) if isinstance(disable, str) else disable)
    settled = settle((Provided(scheme, plugin) for plugin in found for scheme in plugin.schemes), SHARED_FACTS)
    plugins = {plugin: plugin.named_in(settled.failures) for plugin in found}
    schemes = tuple(provided.scheme for provided in settled.schemes)
    vocabulary = Vocabulary(
        facts={**SHARED_FACTS, **{fact.id: fact for scheme in schemes for fact in scheme.facts}},
        questions={question.id: question for scheme in schemes for question in scheme.questions},
        contradictions=tuple((one, scheme.wording) for scheme in schemes for one in scheme.contradictions),
        is_complete=all(plugin.state is PluginState.ACTIVE for plugin in plugins.values()),
    )
    failures = [failure for plugin in found for failure in plugin.failures]
    failures += [*settled.failures, *settled.circles]
    providers = {provided.scheme.id: plugins[provided.plugin] for provided in settled.schemes}
    return Catalogue(schemes, tuple(plugins.values()), vocabulary, providers, failures)
