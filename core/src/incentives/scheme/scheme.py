"""A scheme: a distinct body of rules under which an authority pays an incentive."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import Attribute, Converter, evolve, field, fields, frozen

from incentives.errors import InvalidEdition, UnknownEdition
from incentives.rules.expressions import Expression, by_digest
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import YES_NO
from incentives.scheme.builders import EditionBuilder, EditionDates, EditionFiles, UserEdition, sendable
from incentives.scheme.edition import Edition
from incentives.scheme.references import Reference
from incentives.scheme.shared import PROFESSION
from incentives.wording import Wording
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.scheme.editionfile import EditionFile


@frozen
class Contradiction:
    """Facts that cannot hold together.

    Attributes:
        id: of the sentence that says so, in the wording under ``faults.<id>``.
        condition: a fault where it is true, none where it is unknown.
    """

    id: str
    condition: Expression = field(eq=by_digest)

    @condition.validator
    def _check_condition(self, _: object, value: Expression) -> None:
        if value.type != YES_NO:
            msg = f"contradiction {self.id}: a {value.type} is no condition"
            raise TypeError(msg)
        if value.reads_day:
            msg = f"contradiction {self.id}: what cannot be cannot hang on the day on which it is asked"
            raise ValueError(msg)


@frozen
class Exclusion:
    """Another scheme with which one is not paid for the same year.

    Attributes:
        scheme: the id of the other; it need not be installed.
        references: where it is written; at least one.
    """

    scheme: str
    references: tuple[Reference, ...] = field(converter=tuple[Reference, ...])

    @references.validator
    def _check_references(self, _: object, value: tuple[Reference, ...]) -> None:
        if not value:
            msg = f"not with {self.scheme}: has no reference; say where it is written"
            raise ValueError(msg)


def _unchanging(editions: Mapping[int, EditionBuilder]) -> Mapping[int, EditionBuilder]:
    return editions if isinstance(editions, EditionFiles) else MappingProxyType(dict(sorted(editions.items())))


def _with_profession(facts: Iterable[Fact], scheme: Any) -> tuple[Fact, ...]:
    own = tuple(facts)
    is_asked = not {*PROFESSION.values} <= {*scheme.professions} and PROFESSION.id not in {fact.id for fact in own}
    return (*own, PROFESSION) if is_asked else own


@frozen(eq=False)
class Scheme:
    """A scheme and its editions, each built when first asked for. Maps to ``cpsv:PublicService``.

    Attributes:
        id: jurisdiction and name, such as ``fr-fami``.
        jurisdiction: ISO 3166 code of where it exists.
        authority: the body that pays, by its own name.
        professions: those that one of its editions covers.
        facts: every fact that it asks; the profession is added where it is not for every one.
        questions: every point that its texts leave open.
        editions: what builds each edition, by year; with those of ``editions_in``, users can supply files of their own.
        wording: its sentences.
        contradictions: facts of its own that cannot hold together.
        excluded_by: schemes that go before it: it pays nothing for a year in which one of them is due.
        alternative_to: schemes of which, and of this one, the practitioner receives one for a year.

    Raises:
        ValueError: if the id is not of that form, or it is not with itself.
    """

    id: str = field()
    jurisdiction: str
    authority: str
    professions: tuple[str, ...] = field(converter=tuple[str, ...])
    facts: tuple[Fact, ...] = field(
        converter=Converter(_with_profession, takes_self=True),  # type: ignore[misc]  # mypy knows none of two arguments
        repr=False,
    )
    editions: Mapping[int, EditionBuilder] = field(converter=_unchanging, repr=lambda editions: str(list(editions)))
    wording: Wording = field(repr=False)
    questions: tuple[OpenQuestion, ...] = field(converter=tuple[OpenQuestion, ...], default=(), repr=False)
    contradictions: tuple[Contradiction, ...] = field(converter=tuple[Contradiction, ...], default=(), repr=False)
    excluded_by: tuple[Exclusion, ...] = field(converter=tuple[Exclusion, ...], default=(), repr=False)
    alternative_to: tuple[Exclusion, ...] = field(converter=tuple[Exclusion, ...], default=(), repr=False)
    _built: dict[int, Edition] = field(factory=dict, init=False, repr=False)

    @id.validator
    def _check_id(self, _: object, value: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
            msg = f"{value!r} is not a scheme id: write lower-case words joined by hyphens, such as 'fr-fami'"
            raise ValueError(msg)

    @excluded_by.validator
    @alternative_to.validator
    def _check_others(self, attribute: "Attribute[tuple[Exclusion, ...]]", value: tuple[Exclusion, ...]) -> None:
        others = [one.scheme for one in value]
        if self.id in others or len(set(others)) < len(others):
            msg = f"{self.id}: {attribute.name} names other schemes, each once; got {', '.join(others)}"
            raise ValueError(msg)

    def __reduce__(self) -> tuple[Any, ...]:
        """As it was made, with the editions that can go to another process."""
        given = {one.name: getattr(self, one.name) for one in fields(Scheme) if one.init}
        return partial(Scheme, **{**given, "editions": sendable(self.editions, self._built)}), ()

    @property
    def years(self) -> tuple[int, ...]:
        """The reference years of which the rules are known."""
        return tuple(self.editions)

    @property
    def takes_files(self) -> bool:
        """Whether users can supply editions of their own, as files."""
        return isinstance(self.editions, EditionFiles)

    @property
    def user_editions(self) -> tuple[Edition, ...]:
        """The editions that the user supplied, by year."""
        supplied = self.editions.supplied if isinstance(self.editions, EditionFiles) else {}
        return tuple(supplied[year].edition for year in sorted(supplied))

    def built(self, year: int) -> Edition | None:
        """The rules for a reference year if they have been built already."""
        return self._built.get(year)

    def edition(self, year: int) -> Edition:
        """The rules for a reference year, built at the first call.

        Raises:
            UnknownEdition: if there are none for that year.
            InvalidEdition: if they contradict themselves.
        """
        if year not in self._built:
            self._check_year(year)
            edition = self.editions[year]()
            self._check(edition, year)
            self._built[year] = edition
        return self._built[year]

    def dates(self, year: int) -> Edition | EditionDates:
        """What tells whether a year's edition should be checked again; the edition is built only where it must be.

        Raises:
            UnknownEdition: if there are no rules for that year.
            InvalidEdition: if they contradict themselves.
        """
        self._check_year(year)
        found = self.editions.dates(year) if isinstance(self.editions, EditionFiles) else None
        return found or self.edition(year)

    def edition_text(self, year: int) -> str | None:
        """The file of a year's edition, written out whole; ``None`` where the plugin builds it without one.

        Raises:
            UnknownEdition: if there are no rules for that year.
            InvalidEdition: if the file cannot be read.
        """
        self._check_year(year)
        return self.editions.text(year) if isinstance(self.editions, EditionFiles) else None

    def written_out(self, data: Mapping[str, Any], source: str) -> Mapping[str, Any]:
        """The tables of an edition file, with what it takes from another year's in place.

        Raises:
            InvalidEdition: listing every fault of what is taken.
        """
        return self.editions.written_out(data, source) if isinstance(self.editions, EditionFiles) else data

    def user_edition(self, file: "EditionFile") -> Edition:
        """The edition that follows from a file of the user's own, checked as the scheme's are, and marked.

        Raises:
            InvalidEdition: if the file contradicts itself or the rules, or if the scheme takes no files.
        """
        if not isinstance(self.editions, EditionFiles):
            msg = f"the plugin of {self.id} builds its editions in code and has no file format; only it can add one"
            raise InvalidEdition(file.source, [f"$.scheme: {msg}"])
        edition = self.editions.build(file)
        self._check(edition, file.year)
        return evolve(edition, source=file.source, user_supplied=True)

    def with_edition(self, supplied: UserEdition) -> "Scheme":
        """The same scheme with an edition that ``user_edition`` gave: one more, or in place of that year's.

        Raises:
            TypeError: if the scheme takes no files.
        """
        if not isinstance(self.editions, EditionFiles):
            msg = f"{self.id} takes no editions from files"
            raise TypeError(msg)
        return evolve(self, editions=self.editions.with_edition(supplied))

    def _check_year(self, year: int) -> None:
        if year in self.editions:
            return
        mine = {edition.year for edition in self.user_editions}
        marked = [Said.of("user_year", year=one) if one in mine else str(one) for one in self.years]
        known = Said.all_of(marked, "incentives schemes") if marked else Said.of("nothing")
        how = Said.of("supply_file" if isinstance(self.editions, EditionFiles) else "supply_plugin", scheme=self.id)
        said = Said.of("unknown_edition", scheme=self.id, year=year, known=known, how=how)
        raise saying(UnknownEdition, said, scheme=self.id, year=year, known=self.years)

    def _check(self, edition: object, year: int) -> None:
        if not isinstance(edition, Edition):
            raise InvalidEdition(f"{self.id} {year}", [f"expected an Edition, got {type(edition).__name__}"])
        faults = list(_undeclared("fact", edition.facts, (*self.facts, PROFESSION)))
        faults += _undeclared("open question", edition.questions, self.questions)
        if (edition.scheme, edition.year) != (self.id, year):
            faults.append(f"says it is {edition.scheme} {edition.year}, but is filed as {self.id} {year}")
        if faults:
            raise InvalidEdition(edition.source or f"{self.id} {year}", faults)


def _undeclared(
    kind: str, read: Iterable[Fact | OpenQuestion], declared: Iterable[Fact | OpenQuestion]
) -> Iterable[str]:
    digests = {item.digest for item in declared}
    return [
        f"reads the {kind} {item.id}, which the scheme does not declare" for item in read if item.digest not in digests
    ]
