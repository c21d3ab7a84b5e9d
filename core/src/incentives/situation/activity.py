"""What was billed, as the software of a practice exports it, and what is counted from it: the facts of one year.

The columns of such an export are declared by the plugin whose scheme counts it, and read in one place for all.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from attrs import field, frozen

from incentives.rules.types import Value
from incentives.scheme.edition import Edition
from incentives.situation.checking import CheckedSituation
from incentives.values import Period

NO_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class ActivityKind(StrEnum):
    """What the cells of a column say.

    ``day``: a date such as 2025-03-01. ``word``: one word of a list. ``words``: none, one or several of them, joined by
    ``+``. ``count``: a whole number of at least 0.
    """

    DAY = "day"
    WORD = "word"
    WORDS = "words"
    COUNT = "count"


@frozen(eq=False)
class ActivityColumn:
    """A column of an export of what was billed.

    Attributes:
        name: in the first line of the file; capitals and small letters are the same there.
        kind: what its cells say.
        words: for a column of words, each with its other spellings; capitals and small letters are the same.
        also: other names of the column.
        is_required: whether a file without it cannot be read; of the columns of counts one at least is needed anyway.
    """

    name: str
    kind: ActivityKind
    words: Mapping[str, tuple[str, ...]] = NO_WORDS
    also: tuple[str, ...] = ()
    is_required: bool = True


@frozen
class Activity:
    """What lines of an export say that differ in their counts alone.

    Attributes:
        day: their day.
        words: what each column of words says; nothing where its cell is blank.
        counts: the sum of each column of counts that the file has.
        lines: how many lines they are.
    """

    day: date
    words: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    lines: int


@frozen(eq=False)
class ActivityExport:
    """An export of what was billed, read.

    Attributes:
        activities: by day; what the lines say.
        columns: those of the declared columns that the file has.
        covers: the days of which it holds everything: from its first line to its last, and what the user says besides.
        stated: the days of which the user says so, if any; that nothing was sent on other days is a guess.
        source: where it comes from, for messages.
        as_of: the day on which it is counted; before the year is over, counts are "so far".
    """

    activities: tuple[Activity, ...]
    columns: frozenset[str]
    covers: Period
    as_of: date
    stated: Period | None = None
    source: str = "the export"

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return sum(activity.lines for activity in self.activities)


@frozen
class ActivityRemark:
    """A sentence about what was counted.

    Attributes:
        id: of the sentence, under ``activity`` in the scheme's wording.
        values: what fills it in: numbers and days are written as the language writes them; a text is a word of a
            column, named in the wording under ``activity_words``, or a fact's id.
    """

    id: str
    values: Mapping[str, int | date | str] = field(factory=dict)


@frozen(eq=False)
class ActivityCount:
    """What follows from an export for one reference year.

    Attributes:
        facts: annual facts of the reference year that it settles, by id.
        counted: what was counted.
        left_out: what was not, and why.
        unknown: what cannot be counted, and why.
    """

    facts: Mapping[str, Value]
    counted: Sequence[ActivityRemark] = ()
    left_out: Sequence[ActivityRemark] = ()
    unknown: Sequence[ActivityRemark] = ()


@frozen(eq=False)
class ActivityReader:
    """Counts what was billed for a scheme.

    Attributes:
        scheme: its id.
        columns: those of the files that it reads; one of days, one or more of counts.
        count: gives the facts of a reference year, from the export, the rules of that year, and what else is known of
            the practitioner. Which days and which acts count is a figure of the edition, never of the code: where it
            has none, no text says it, and the facts are left unknown with the reason.
        remarks: the ids of every sentence that it can say.
    """

    scheme: str
    columns: tuple[ActivityColumn, ...]
    count: Callable[[ActivityExport, Edition, CheckedSituation], ActivityCount]
    remarks: tuple[str, ...]
