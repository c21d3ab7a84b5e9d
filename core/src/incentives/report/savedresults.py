"""A saved result, read back with its rules, so that it can be worked out again and explained."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import frozen

from incentives import toml
from incentives.assessment.outcomes import Amount
from incentives.catalogue import Catalogue, PluginInfo
from incentives.catalogue.shared_facts import SHARED_FACTS
from incentives.errors import IncentivesError, InvalidEdition, InvalidReport, InvalidSituation, UnreadableFile
from incentives.hints import shown
from incentives.report.records import person
from incentives.report.records.kept import Kept, KeptEdition, KeptScheme
from incentives.report.records.pieces import Sums
from incentives.report.records.reading import read_report
from incentives.report.records.whole import VERSION
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import Kind
from incentives.saved.row_answers import BenefitAnswer, RowAnswer
from incentives.saved.saved_result import SavedResult
from incentives.scheme.edition import Edition
from incentives.scheme.plaindata import NotReadable, edition_of, record_of
from incentives.scheme.scheme import Contradiction, Exclusion, Scheme
from incentives.situation import CheckedSituation, Fault, Situation, Vocabulary
from incentives.wording.kept import KeptWording
from incentives.wording.said import Said, reason, saying

KINDS = ("check", "comparison")
DAY, NUMBERS = Kind.DATE, frozenset({Kind.DECIMAL, Kind.MONEY})


def read_saved(saved: str | PathLike[str] | Mapping[str, Any], catalogue: Catalogue | None = None) -> SavedResult:
    """A result that ``incentives check`` or ``compare`` wrote as JSON or TOML, with the rules that are saved in it.

    Args:
        saved: the path of the file, or what ``json.load`` or ``tomllib.load`` gives of it.
        catalogue: what is installed, whose words are used where it still has them; without it, names are those that
            were saved, in the language of the result.

    Raises:
        UnreadableFile: if the file cannot be opened.
        InvalidReport: listing every fault at once, each with its path: it is no saved result, one of another version
            of the format, one without answers, or one whose rules cannot be read.
    """
    if isinstance(saved, Mapping):
        return _result(saved, "the result", catalogue)
    return _result(_mapping(Path(saved)), str(saved), catalogue)


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    except (OSError, ValueError) as error:
        said = Said.of("no_saved", path=path, reason=reason(error))
        raise saying(UnreadableFile, said, path=str(path)) from error
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else toml.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping) or not found:
        raise InvalidReport([Fault.of(("file",), "saved_no_data")], str(path))
    return found


def _result(saved: Mapping[str, Any], source: str, catalogue: Catalogue | None) -> SavedResult:
    content, kept = _content(saved, source)
    reading = _Restoring(kept, source, [], catalogue)
    reading.check_rows(content.rows)
    rules = reading.catalogue()
    situation = reading.situation(rules, content.label) if rules else None
    if reading.faults or rules is None or situation is None:
        raise InvalidReport(reading.faults, source)
    rows = [row for row in content.rows if not isinstance(row, person.AmountsOnly)]
    return SavedResult(
        situation,
        content.as_of,
        rules,
        {(row.scheme, row.year): _answer(row) for row in rows},
        tuple(map(_amount, content.totals)),
        kept.version,
        {(one.scheme, one.year): one.digest for one in kept.editions},
        frozenset((one.scheme, one.year) for one in kept.editions if one.user_file is not None),
        source,
    )


def _content(saved: Mapping[str, Any], source: str) -> tuple[person.Comparison, Kept]:
    """What is written in the form of a saved result, and holds what it takes."""
    version = saved.get("schema_version")
    if type(version) is int and version != VERSION:
        raise InvalidReport(
            [Fault.of(("schema_version",), "saved_version", version=str(version), known=str(VERSION))], source
        )
    if saved.get("kind") not in KINDS:
        raise InvalidReport([Fault.of(("kind",), "saved_kind", value=shown(saved.get("kind")))], source)
    try:
        content = read_report(saved).body
    except InvalidReport as refused:
        raise InvalidReport(refused.faults, source) from refused
    if not isinstance(content, person.Comparison) or content.kept is None:
        is_told = isinstance(content, person.Comparison) and content.not_kept is not None
        raise InvalidReport([Fault.of(("kept",), "saved_without" if is_told else "saved_before")], source)
    return content, content.kept


@frozen(eq=False)
class _Restoring:
    """Rules made of plain data, with the faults found so far."""

    kept: Kept
    source: str
    faults: list[Fault]
    installed: Catalogue | None

    def check_rows(self, rows: Iterable[person.Assessment | person.NotAssessed | person.AmountsOnly]) -> None:
        """Find the rows of which the rules are missing."""
        schemes = {one.id for one in self.kept.schemes}
        editions = {(one.scheme, one.year) for one in self.kept.editions}
        for at, row in enumerate(rows):
            is_assessed = isinstance(row, person.Assessment)
            if row.scheme not in schemes or (is_assessed and (row.scheme, row.year) not in editions):
                self.fault(f"rows[{at}]", "saved_no_rules", row=f"{row.scheme} {row.year}")

    def catalogue(self) -> Catalogue | None:
        """The saved rules, as a catalogue of their own; ``None`` where they have faults."""
        facts: dict[str, Fact] = {}
        for id, data in self.kept.facts.items():
            fact = self.read(Fact, data, {}, {}, f"kept.facts.{id}")
            facts |= {} if fact is None else {id: fact}
        if len(facts) < len(self.kept.facts):
            return None  # every rule that reads one of these would be a fault again
        questions = {id: OpenQuestion(id, ask) for id, ask in self.kept.questions.items()}
        editions = [(one, self.edition(one, at, facts, questions)) for at, one in enumerate(self.kept.editions)]
        said: dict[str, list[Contradiction]] = {}
        for at, one in enumerate(self.kept.contradictions):
            data = {"id": one.id, "condition": one.condition}
            found = self.read(Contradiction, data, facts, questions, f"kept.contradictions[{at}]")
            said.setdefault(one.scheme, []).append(found)
        schemes = []
        for at, kept in enumerate(self.kept.schemes):
            built = {one.year: edition for one, edition in editions if one.scheme == kept.id and edition is not None}
            schemes.append(self.scheme(kept, at, (facts, questions), tuple(said.get(kept.id, ())), built))
        if self.faults:
            return None
        wordings = {scheme.id: scheme.wording for scheme in schemes if scheme is not None}
        other = self.wording("", {})
        vocabulary = Vocabulary(
            {**SHARED_FACTS, **facts},
            questions,
            tuple((one, wordings.get(id, other)) for id, several in said.items() for one in several),
        )
        plugins = {one.id: PluginInfo(one.name, one.distribution, one.version) for one in self.kept.schemes}
        usable = tuple(sorted((one for one in schemes if one is not None), key=lambda one: one.id))
        return Catalogue(usable, tuple(plugins.values()), vocabulary, plugins, [])

    def read(self, kind: type, data: object, facts: Any, questions: Any, path: str) -> Any:
        """A record; ``None`` where it has a fault."""
        try:
            return record_of(kind, data, facts, questions, path)
        except NotReadable as error:
            self.faults.extend(Fault.of((one.path,), one.id, **one.values) for one in error.faults)
        except IncentivesError as error:
            self.fault(path, "saved_edition", problem=str(error))
        return None

    def fault(self, path: str, id: str, **values: str) -> None:
        """Keep a fault."""
        self.faults.append(Fault.of((path,), id, **values))

    def edition(
        self, kept: KeptEdition, at: int, facts: Mapping[str, Fact], questions: Mapping[str, OpenQuestion]
    ) -> Edition | None:
        """An edition; ``None`` where it has faults."""
        path = f"kept.editions[{at}].rules"
        try:
            return edition_of(kept.rules, facts, questions, path, users=kept.user_file)
        except NotReadable as error:
            self.faults.extend(Fault.of((one.path,), one.id, **one.values) for one in error.faults)
        except InvalidEdition as error:
            for fault in error.faults:
                self.fault(path, "saved_edition", problem=fault)
        except IncentivesError as error:
            self.fault(path, "saved_edition", problem=str(error))
        return None

    def scheme(
        self,
        kept: KeptScheme,
        at: int,
        terms: tuple[Mapping[str, Fact], Mapping[str, OpenQuestion]],
        contradictions: tuple[Contradiction, ...],
        editions: Mapping[int, Edition],
    ) -> Scheme | None:
        """A scheme with the editions that were saved; ``None`` where it has faults."""
        path = f"kept.schemes[{at}]"
        unknown = [*({*kept.facts} - {*self.kept.facts}), *({*kept.questions} - {*self.kept.questions})]
        for id in unknown:
            self.fault(path, "saved_not_kept", name=id)
        others = {
            name: [
                self.read(Exclusion, one, *terms, f"{path}.{name}[{place}]")
                for place, one in enumerate(getattr(kept, name))
            ]
            for name in ("excluded_by", "alternative_to")
        }
        if self.faults:
            return None
        try:
            return Scheme(
                kept.id,
                kept.jurisdiction,
                kept.authority,
                kept.professions,
                [terms[0][id] for id in kept.facts],
                {year: _giving(edition) for year, edition in editions.items()},
                self.wording(kept.id, kept.names),
                [terms[1][id] for id in kept.questions],
                contradictions,
                **others,
            )
        except ValueError as error:
            self.fault(path, "saved_edition", problem=str(error))
        return None

    def wording(self, id: str, names: Mapping[str, object]) -> KeptWording:
        """The words of a scheme: those that are installed, and the names that were saved."""
        has_it = self.installed is not None and id in self.installed
        words = self.installed[id].wording if self.installed is not None and has_it else None
        return KeptWording(Path(self.source), self.kept.language, names, words)

    def situation(self, rules: Catalogue, label: str | None) -> CheckedSituation | None:
        """The answers, checked; ``None`` where they have faults."""
        told, facts = self.kept.situation, rules.vocabulary.facts
        annual = {int(year): dict(_values(values, facts)) for year, values in told.annual.items() if year.isdigit()}
        given = Situation(dict(_values(told.permanent, facts)), annual, told.readings, label, id=told.id)
        try:
            return rules.check(given)
        except InvalidSituation as refused:
            self.faults.extend(fault for fault in refused.faults if isinstance(fault, Fault))
            return None


def _giving(edition: Edition) -> Any:
    return lambda: edition


def _values(told: Mapping[str, object], facts: Mapping[str, Fact]) -> Iterator[tuple[str, object]]:
    """Values as a situation gives them; one that is not written as such is left to the check, which says so."""
    for id, value in told.items():
        kind = facts[id].kind if id in facts else None
        try:
            is_day = kind is DAY and isinstance(value, str) and value != "none"
            yield id, date.fromisoformat(str(value)) if is_day else Decimal(str(value)) if kind in NUMBERS else value
        except (ValueError, ArithmeticError):
            yield id, value


def _answer(row: person.Assessment | person.NotAssessed) -> RowAnswer:
    """What a row says, to be held against what comes out."""
    if isinstance(row, person.NotAssessed):
        return RowAnswer(row.scheme, row.year, code=row.code)
    return RowAnswer(
        scheme=row.scheme,
        year=row.year,
        eligibility=row.eligibility,
        criteria={one.id: one.outcome for one in row.criteria},
        benefits={
            one.id: BenefitAnswer(one.outcome, one.request, _amount(one.amount), _amount(one.payable), one.received)
            for one in row.benefits
        },
        entitled=_amount(row.amount),
        payable=_amount(row.payable),
        received=_amount(row.received),
        told=row.told,
    )


def _amount(sums: Sums) -> Amount:
    return Amount(sums.certain, sums.possible, sums.reachable, sums.currency)
