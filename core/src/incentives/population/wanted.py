"""What a table is asked: editions, each with a name for its columns."""

from collections.abc import Mapping
from datetime import date
from itertools import count

from attrs import field, frozen

from incentives.population.payable_columns import ENDS
from incentives.rules.facts import At
from incentives.scheme.contradictions import TO_DO
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import Vocabulary


@frozen
class Wanted:
    """An edition that a table is held against.

    Attributes:
        scheme: its scheme.
        edition: the rules.
        name: what the names of its columns begin with.
        as_of: the day on which it is asked what will be paid; without it that is not said.
        to_do: whether it is asked what to do, seen from that day.
    """

    scheme: Scheme = field(eq=id)
    edition: Edition = field(eq=id)
    name: str
    as_of: date | None = None
    to_do: bool = False

    @property
    def rules(self) -> tuple[Scheme, Edition]:
        """What it rests on."""
        return self.scheme, self.edition

    @property
    def ends(self) -> tuple[str, ...]:
        """The last parts of the names of the columns that it adds, in their order."""
        asked = (one.id for one in self.edition.criteria if one.standing is not Standing.NOT_APPLICABLE)
        marks = ("user_supplied",) if self.edition.user_supplied else ()
        coming = () if self.as_of is None else (*ENDS, *(TO_DO if self.to_do else ()))
        return *asked, "certain", "possible", "eligibility", *coming, *marks, "invalid"

    @property
    def texts(self) -> tuple[str, ...]:
        """Likewise of the columns of sentences, where a language is asked."""
        return ("reasons", "to_do_said") if self.to_do else ("reasons",)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the columns that it adds."""
        return tuple(f"{self.name}.{end}" for end in self.ends)

    @property
    def years(self) -> frozenset[int]:
        """The years of which it reads facts."""
        offsets = {term.offset for term in self.edition.terms if isinstance(term, At)}
        return frozenset(self.edition.year + offset for offset in {0, *offsets})


@frozen
class Asked:
    """Everything that is asked of a table, whatever its rows: what is made of it can be kept.

    Attributes:
        groups: editions that read the same columns in the same way; columns that name no year say that of the group.
        vocabulary: every fact that is known.
        readings: the reader's answers to open questions, by id.
        names: of the table's columns.
        outputs: names of columns that will be added besides those of the editions.
        is_caseless: whether names that differ in case are the same.
        is_text: whether every cell is text.
    """

    groups: tuple[tuple[Wanted, ...], ...]
    vocabulary: Vocabulary = field(eq=id)
    readings: Mapping[str, bool] = field(eq=lambda readings: tuple(sorted(readings.items())))
    names: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    is_caseless: bool = False
    is_text: bool = False

    @property
    def prefix(self) -> str:
        """What the name of no column begins with: internal names do."""
        prefixes = (f"_{place}_" for place in count())
        return next(prefix for prefix in prefixes if not any(name.startswith(prefix) for name in self.names))

    @property
    def taken(self) -> tuple[str, ...]:
        """The names of all columns that will be added."""
        return *self.outputs, *(name for group in self.groups for one in group for name in one.outputs)
