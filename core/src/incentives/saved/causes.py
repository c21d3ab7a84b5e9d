"""Why two saved results differ, as data."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from incentives.assessment.outcomes import Outcome
from incentives.changes import EditionChanges
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import Value
from incentives.saved.row_answers import Key
from incentives.saved.saved_result import SavedResult
from incentives.saved.shifts import Shifts


class CauseKind(StrEnum):
    """What can make two results differ.

    ``version``: this version of ``incentives`` gives other amounts than are written in the results. ``day``: on which
    it was asked. ``rules``: editions, or what schemes declare beside them. ``fact``: an answer. ``together``: what only
    several answers make together, beyond what each makes alone.
    """

    VERSION = "version"
    DAY = "day"
    RULES = "rules"
    FACT = "fact"
    TOGETHER = "together"


@frozen
class Turn:
    """A criterion whose outcome became another.

    Attributes:
        scheme: id.
        year: reference year.
        criterion: id.
        before: its outcome; ``None`` where the first rules have no such criterion.
        after: likewise.
    """

    scheme: str
    year: int
    criterion: str
    before: Outcome | None
    after: Outcome | None


@frozen(eq=False)
class Cause:
    """One thing that is not the same in both results, and what it makes.

    Attributes:
        kind: what it is.
        shifts: by how much each amount moves through it; ``None`` where it cannot be told alone, since it contradicts
            the rest: what it makes is then in ``together``.
        turns: the criteria whose outcome it changes.
        id: of the fact, or of the open question that the reader answered.
        term: the same as it is declared.
        year: the year that the fact belongs to.
        before: its value, or the day; ``None`` for not told.
        after: likewise.
        changes: of rules, what changed in each edition.
        declared: of rules, the schemes that declare something else otherwise, with what: ``facts``,
            ``contradictions``, ``excluded_by``, ``alternative_to``.
        parts: of ``together``, the facts and questions that take part.
    """

    kind: CauseKind
    shifts: Shifts | None
    turns: tuple[Turn, ...] = ()
    id: str | None = None
    term: Fact | OpenQuestion | None = None
    year: int | None = None
    before: Value | None = None
    after: Value | None = None
    changes: tuple[EditionChanges, ...] = ()
    declared: Mapping[str, tuple[str, ...]] = field(factory=dict)
    parts: tuple["Cause", ...] = ()

    @property
    def moves_nothing(self) -> bool:
        """Whether no amount and no outcome hangs on it."""
        return self.shifts is not None and not self.shifts and not self.turns


@frozen(eq=False)
class Explanation:
    """Why two results differ.

    The causes come in the order day, rules, answers: the rules with the second day, each answer with the second day and
    the second rules, alone. Their shifts sum to ``shifts``, place by place.

    Attributes:
        before: the first result.
        after: the second.
        both: the schemes and years in both, which alone are compared; of some neither may say anything.
        only_before: those in the first alone.
        only_after: those in the second alone.
        shifts: by how much each amount differs.
        causes: what made the difference, those without effect included.
    """

    before: SavedResult
    after: SavedResult
    both: tuple[Key, ...]
    only_before: tuple[Key, ...]
    only_after: tuple[Key, ...]
    shifts: Shifts
    causes: tuple[Cause, ...]

    @property
    def is_same(self) -> bool:
        """Whether no amount differs."""
        return not self.shifts

    @property
    def are_labels_other(self) -> bool:
        """Whether the two name different people."""
        return self.before.label != self.after.label
