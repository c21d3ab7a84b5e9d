"""Editions that are built from files: those of a plugin, and those that its users supply in the same format."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from incentives import toml
from incentives.errors import InvalidEdition, UnknownEdition, can_be_pickled
from incentives.scheme.basedon import BASED_ON, written_out
from incentives.scheme.edition import Edition
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.scheme.editionfile import EditionFile

EditionBuilder = Callable[[], Edition]


@frozen(eq=False)
class UserEdition:
    """An edition that a user supplied.

    Attributes:
        edition: marked as such.
        text: of its file, as it was read.
    """

    edition: Edition
    text: str = field(repr=False)


@frozen
class EditionDates:
    """What tells whether an edition should be checked again, read without building it.

    Attributes:
        year: the reference year.
        verified_on: the day on which it was last compared with its sources.
        expected_next: the day from which newer rules are to be expected, where known.
    """

    year: int
    verified_on: date
    expected_next: date | None


@frozen(eq=False)
class EditionFiles(Mapping[int, EditionBuilder]):
    """What builds each edition of a scheme, by year; a file is read when its edition is first used.

    Attributes:
        build: gives the edition that follows from a file, whosever it is.
        files: the plugin's own file of each year.
        supplied: what the user supplied, by year; it comes before the plugin's own.
    """

    build: Callable[["EditionFile"], Edition] = field(repr=False)
    files: Mapping[int, Traversable] = field(converter=MappingProxyType[int, Traversable])
    supplied: Mapping[int, UserEdition] = field(factory=dict, converter=MappingProxyType[int, UserEdition])

    def __reduce__(self) -> tuple[Any, ...]:
        """In plain mappings, which can be pickled."""
        return EditionFiles, (self.build, dict(self.files), dict(self.supplied))

    def __getitem__(self, year: int) -> EditionBuilder:
        if year in self.supplied:
            edition = self.supplied[year].edition
            return lambda: edition
        return partial(self._read, year, self.files[year])

    def __iter__(self) -> Iterator[int]:
        return iter(sorted({*self.files, *self.supplied}))

    def __len__(self) -> int:
        return len({*self.files, *self.supplied})

    def _read(self, year: int, path: Traversable) -> Edition:
        from incentives.scheme.editionfile import edition_file  # heavy: only where an edition is used

        return self.build(edition_file(self._own(year, ()), str(path)))

    def written_out(self, data: Mapping[str, Any], source: str) -> Mapping[str, Any]:
        """The tables of a file, with what it takes from the plugin's own of another year in place.

        Raises:
            InvalidEdition: listing every fault of what is taken.
        """
        return written_out(data, source, lambda year: self._own(year, ()))

    def _own(self, year: int, before: tuple[int, ...]) -> Mapping[str, Any]:
        """The tables of the plugin's own file of a year, written out; ``before`` are the years based on it."""
        if year not in self.files or year in before:
            why = "is based on itself, through other years" if year in before else "has no file"
            raise InvalidEdition(f"the edition of {year}", [f"$: {why}"])
        path = self.files[year]
        text = _text_in(path)
        try:
            data = toml.loads(text)
        except ValueError as error:
            raise InvalidEdition(str(path), [f"$: {error}"]) from error
        return written_out(data, str(path), lambda other: self._own(other, (*before, year)))

    def dates(self, year: int) -> EditionDates | None:
        """The dates of a year's edition; ``None`` where its file does not give them as it must.

        Raises:
            InvalidEdition: if the file cannot be read.
        """
        try:
            data = toml.loads(self._text(year))
        except ValueError:
            return None
        verified, expected = data.get("verified_on"), data.get("expected_next")
        is_sound = type(verified) is date and (expected is None or type(expected) is date)
        return EditionDates(year, verified, expected) if is_sound else None  # type: ignore[arg-type]  # just checked

    def text(self, year: int) -> str:
        """The file of a year's edition as it is written; one that takes from another year's is written out.

        Raises:
            InvalidEdition: if it cannot be read.
        """
        text = self._text(year)
        try:
            data = toml.loads(text)
        except ValueError:
            return text  # as it is: somebody wants to see what is wrong
        if BASED_ON not in data:
            return text
        import tomli_w  # only where one is written

        head = "".join(line for line in text.splitlines(keepends=True)[:1] if line.startswith("#"))
        return f"{head}{tomli_w.dumps(self.written_out(data, f'the edition of {year}'))}"

    def _text(self, year: int) -> str:
        return self.supplied[year].text if year in self.supplied else _text_in(self.files[year])

    def with_edition(self, supplied: UserEdition) -> "EditionFiles":
        """The same editions, with one that a user supplied."""
        return evolve(self, supplied={**self.supplied, supplied.edition.year: supplied})


def _text_in(path: Traversable) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise InvalidEdition(str(path), [f"$: {error}"]) from error


@frozen(eq=False)
class SentEdition:
    """Stands for a builder that cannot go to another process: gives the edition that it had built, if it had.

    Attributes:
        year: the reference year.
        edition: what was built.
    """

    year: int
    edition: Edition | None

    def __call__(self) -> Edition:
        """The edition.

        Raises:
            UnknownEdition: if it had not been built.
        """
        if self.edition is None:
            raise saying(UnknownEdition, Said.of("not_built", year=self.year), year=self.year)
        return self.edition


def sendable(editions: Mapping[int, EditionBuilder], built: Mapping[int, Edition]) -> Mapping[int, EditionBuilder]:
    """What builds each edition, as it can go to another process.

    Args:
        editions: what builds each.
        built: those that have been.
    """
    if isinstance(editions, EditionFiles) and can_be_pickled(editions):
        return editions
    return {
        year: builder if can_be_pickled(builder) else SentEdition(year, built.get(year))
        for year, builder in editions.items()
    }
