"""Sentences kept in one TOML file a language, found by their place in it."""

from collections.abc import Mapping
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from attrs import field, frozen

from incentives import toml
from incentives.errors import UnreadableFile


@frozen(eq=False)
class Wording:
    """Everything that one package says to people.

    Attributes:
        folder: of its ``<language>.toml`` files.
        beside: what several schemes share: asked where a language's own file has no sentence.

    Raises:
        UnreadableFile: when a language is first used whose file is not TOML.
    """

    folder: Traversable
    beside: "Wording | None" = field(default=None, kw_only=True)
    _tables: dict[str, Mapping[str, Any]] = field(factory=dict, init=False, repr=False)
    _found: dict[tuple[object, ...], str | None] = field(factory=dict, init=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Its folder: what was read is read again."""
        return partial(Wording, beside=self.beside), (self.folder,)

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]], *, beside: "Wording | None" = None) -> "Wording":
        """Sentences that are not in files, such as those of a scheme that is made from a table.

        Args:
            tables: for each language, its sentences, nested as in a wording file.
            beside: what several schemes share.
        """
        return WrittenWording(Path("the wording"), tables, beside=beside)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, in alphabetical order."""
        return tuple(sorted({*self._own_languages(), *(self.beside.languages if self.beside else ())}))

    def _own_languages(self) -> tuple[str, ...]:
        try:
            names = sorted(entry.name for entry in self.folder.iterdir())
        except OSError as error:
            msg = f"{self.folder} has no wording: put one <language>.toml there for each language"
            raise UnreadableFile(msg, path=str(self.folder)) from error
        return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))

    def table(self, language: str) -> Mapping[str, Any]:
        """The whole file of a language; empty for a language it is not written in.

        Raises:
            UnreadableFile: if it is no TOML, or cannot be read.
        """
        if language not in self._tables:
            path = self.folder / f"{language}.toml"
            try:
                self._tables[language] = _read(path) if path.is_file() else {}
            except UnicodeDecodeError as error:
                msg = f"{path} is not in UTF-8: save it so"
                raise UnreadableFile(msg, path=str(path)) from error
            except (OSError, ValueError) as error:
                msg = f"{path}: {error}"
                raise UnreadableFile(msg, path=str(path)) from error
        return self._tables[language]

    def find(self, path: tuple[str, ...], language: str, year: int | None = None) -> str | None:
        """The sentence at a place in a language's file, an edition's own before the general one."""
        asked = (path, language, year)
        if asked not in self._found:
            table = self.table(language)
            places = (("editions", str(year), *path), path) if year else (path,)
            texts = (at_place(table, place) for place in places)
            found = next((text for text in texts if isinstance(text, str)), None)
            if found is None and self.beside is not None:
                found = self.beside.find(path, language, year)
            self._found[asked] = found
        return self._found[asked]

    def is_ours(self, language: str) -> bool:
        """Whether the language's file is our own translation, not the authority's wording."""
        own = self.table(language).get("translation") == "ours"
        return own or (self.beside is not None and self.beside.is_ours(language))


@frozen(eq=False)
class WrittenWording(Wording):
    """Sentences that are not in files.

    Attributes:
        folder: stands for them in messages.
        tables: for each language, its sentences.
    """

    folder: Path
    tables: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(WrittenWording, beside=self.beside), (self.folder, self.tables)

    def _own_languages(self) -> tuple[str, ...]:
        return tuple(self.tables)

    def table(self, language: str) -> Mapping[str, Any]:
        """The sentences of a language."""
        return self.tables.get(language, {})


def _read(path: Traversable) -> Mapping[str, Any]:
    """The sentences of a file; what several wordings share is read once, as long as it stays the same."""
    if not isinstance(path, Path):
        return toml.loads(path.read_text("utf-8"))
    now = path.stat()
    return _read_once(path, (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns))


@lru_cache(maxsize=64)  # the schemes of one plugin are worded one after the other
def _read_once(path: Path, _state: tuple[int, ...]) -> Mapping[str, Any]:
    return toml.loads(path.read_text("utf-8"))


def at_place(table: object, path: tuple[str, ...]) -> object:
    """What stands at a place in nested tables; ``None`` where nothing does."""
    for key in path:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table


CORE = Wording(files("incentives.wording") / "core")
