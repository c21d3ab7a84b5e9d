"""Rules and answers made of the plain data that a saved result keeps, with every fault in it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

from incentives.catalogue import Catalogue, PluginInfo
from incentives.catalogue.shared_facts import SHARED_FACTS
from incentives.errors import FactError, IncentivesError, InvalidEdition, InvalidSituation
from incentives.hints import shown
from incentives.report.records import person
from incentives.report.records.kept import Kept, KeptEdition, KeptScheme
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import NO_DAY, Kind
from incentives.scheme.edition import Edition
from incentives.scheme.plaindata import NotReadable, edition_of, record_of
from incentives.scheme.scheme import Contradiction, Exclusion, Scheme
from incentives.situation import CheckedSituation, Fault, Situation, Vocabulary
from incentives.wording.kept import KeptWording

DAY, NUMBERS = Kind.DATE, frozenset({Kind.DECIMAL, Kind.MONEY})


@frozen(eq=False)
class Restoring:
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
            if fact is not None and fact.id != id:
                self.fault(f"kept.facts.{id}.id", "unknown_choice", values=id, value=shown(fact.id))
            facts |= {} if fact is None else {id: fact}
        if len(facts) < len(self.kept.facts):
            return None  # every rule that reads one of these would be a fault again
        questions: dict[str, OpenQuestion] = {}
        for id, ask in self.kept.questions.items():
            try:
                questions[id] = OpenQuestion(id, ask)
            except FactError as error:
                self.fault(f"kept.questions.{id}", "saved_edition", problem=str(error))
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
        found = Catalogue(usable, tuple(plugins.values()), vocabulary, plugins, [])
        for at, used in enumerate(self.kept.editions):
            try:
                found.edition(used.scheme, used.year)
            except InvalidEdition as error:
                for fault in error.faults:
                    self.fault(f"kept.editions[{at}]", "saved_edition", problem=fault)
        return None if self.faults else found

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
        strange = [year for year in told.annual if not year.isdecimal()]
        self.faults.extend(Fault.of((f"kept.situation.annual.{year}",), "expected_year") for year in strange)
        if strange:
            return None
        annual = {int(year): dict(_values(values, facts)) for year, values in told.annual.items()}
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
            is_day = kind is DAY and isinstance(value, str) and value != NO_DAY
            yield id, date.fromisoformat(str(value)) if is_day else Decimal(str(value)) if kind in NUMBERS else value
        except (ValueError, ArithmeticError):
            yield id, value
