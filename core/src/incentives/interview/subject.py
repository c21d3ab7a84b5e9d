"""What an interview is about: some editions, and what is known of one practitioner."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.interview.matter import Matter
from incentives.rules.facts import terms_of
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.scheme.shared import PRACTISES_IN
from incentives.situation.checking import CheckedSituation, Contradictory
from incentives.situation.paths import READINGS, path_to
from incentives.situation.situation import Situation

Place = tuple[str, int]  # a scheme's id, and a reference year
Answers = Mapping[str, object]  # by path


@frozen(eq=False)
class Subject:
    """What an interview is about.

    Attributes:
        editions: which are asked about, each with its scheme.
        contradictory: what cannot be told together.
        accept: checks a situation, and refuses one with faults.
        assess: holds one of the editions against a situation; ``None`` where its rules cannot be applied.
        situation: what was told before.
    """

    editions: Mapping[Place, tuple[Scheme, Edition]]
    contradictory: Contradictory
    accept: Callable[[Situation], CheckedSituation]
    assess: Callable[[Place, CheckedSituation], Assessment | None]
    situation: Situation
    _touched: dict[str, frozenset[Place]] = field(factory=dict, init=False)

    def told(self, answers: Answers) -> Situation:
        """What was told before, with answers; one that is not known says so."""
        return with_answers(self.situation, answers)

    def check(self, answers: Answers) -> CheckedSituation:
        """The same, checked.

        Raises:
            InvalidSituation: listing every fault at once.
        """
        return self.accept(self.told(answers))

    def matters(
        self, checked: CheckedSituation, before: Mapping[Place, Matter], changed: Iterable[str]
    ) -> Mapping[Place, Matter]:
        """Every edition that concerns the practitioner, on what is known.

        Args:
            checked: what is known.
            before: the same on other answers.
            changed: the ids of what was answered otherwise then.
        """
        touched = frozenset[Place]().union(*map(self._touched_by, changed))
        found = {}
        for place, (scheme, _) in self.editions.items():
            if practises(scheme.jurisdiction, checked) is False:
                continue
            if place in before and place not in touched:
                found[place] = before[place]
            elif (assessment := self.assess(place, checked)) is not None:
                found[place] = Matter(assessment)
        return found

    def _touched_by(self, id: str) -> frozenset[Place]:
        """The editions whose answer may be another with another value of a fact or an open question."""
        if id not in self._touched:
            conditions = self.contradictory.by_fact.get(id, {}).values()
            linked = {id, *(term.id for condition in conditions for term in terms_of(condition))}
            self._touched[id] = frozenset[Place]().union(*map(self.readers, linked))
        return self._touched[id]

    def readers(self, id: str) -> frozenset[Place]:
        """The editions that read a fact or an open question."""
        return self._readers.get(id, frozenset())

    @cached_property
    def _readers(self) -> Mapping[str, frozenset[Place]]:
        found: dict[str, set[Place]] = {}
        for place, (_, edition) in self.editions.items():
            for term in edition.terms:
                found.setdefault(term.id, set()).add(place)
        return {id: frozenset(places) for id, places in found.items()}

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the schemes that it is about, as a situation says them, and that there may be another."""
        named = {scheme.jurisdiction.lower() for scheme, _ in self.editions.values()}
        return (*sorted(named & {*PRACTISES_IN.values}), "other")


def with_answers(before: Situation, answers: Answers) -> Situation:
    """A situation with answers, by path, in place of what it says there."""
    permanent, readings = dict(before.permanent), dict(before.readings)
    annual = {year: dict(values) for year, values in before.annual.items()}
    for path, value in answers.items():
        year, id = _parted(path)
        into = readings if year == READINGS else permanent if year is None else annual.setdefault(int(year), {})
        into[id] = value
    annual = {year: values for year, values in annual.items() if values}
    return Situation(permanent, annual, readings, before.label, before.source, before.faults, before.id)


def answers_of(situation: Situation) -> Answers:
    """What a situation says, by path."""
    by_year = situation.annual.items()
    annual = {path_to(id, year): value for year, values in by_year for id, value in values.items()}
    return {**situation.permanent, **annual, **{f"{READINGS}.{id}": value for id, value in situation.readings.items()}}


def _parted(path: str) -> tuple[str | None, str]:
    """The year of a path, or that it is of a reading, and the id."""
    first, _, rest = path.partition(".")
    return (first, rest) if first.isdigit() or first == READINGS else (None, path)


def id_of(path: str) -> str:
    """The id of what a path leads to."""
    return _parted(path)[1]


def practises(country: str, checked: CheckedSituation) -> bool | None:
    """Whether the practitioner practises in a country; ``None`` where that is not told."""
    told, code = checked.permanent.get(PRACTISES_IN.id), country.lower()
    if not isinstance(told, frozenset):
        return None
    return code in told if code in PRACTISES_IN.values or "other" not in told else None
