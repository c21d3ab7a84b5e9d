"""What a saved result keeps of a scheme's sentences: the names that an explanation needs, in one language."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from incentives.errors import UnreadableFile
from incentives.wording.sentences import Wording, at_place

Place = tuple[str, ...]
NAMES = frozenset({"name", "short", "statement"})
SENTENCES = frozenset({"steps", "notes", "evidence_details", "faults"})
IDS = "id"  # the language of what has no name here: its id, which a speech marks as of another language


@frozen(eq=False)
class KeptWording(Wording):
    """The sentences of the installed plugin, and behind them the names that were kept with a result.

    Attributes:
        folder: stands for the result in messages.
        language: of the names.
        names: nested as in a wording file.
        installed: what the plugin says now; ``None`` where it is not installed.
    """

    folder: Path
    language: str
    names: Mapping[str, Any] = field(repr=False)
    installed: Wording | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptWording, (self.folder, self.language, self.names, self.installed)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those of the plugin, and that of the names."""
        installed = self.installed.languages if self.installed else ()
        return tuple(dict.fromkeys((*installed, self.language, IDS)))

    def table(self, language: str) -> Mapping[str, Any]:
        """The plugin's whole file of a language."""
        return self.installed.table(language) if self.installed else {}

    def find(self, path: Place, language: str, year: int | None = None) -> str | None:
        """The plugin's sentence at a place, else the name that was kept, else an id."""
        if self.installed is not None and (text := self.installed.find(path, language, year)) is not None:
            return text
        if language == self.language:
            texts = (at_place(self.names, one) for one in (("editions", str(year), *path), path))
            return next((text for text in texts if isinstance(text, str)), None)
        is_name = len(path) > 1 and (path[-1] in NAMES or path[0] in SENTENCES)
        return path[1] if language == IDS and is_name else None


def names_of(wording: Wording, places: Iterable[Place], years: Iterable[int], language: str) -> dict[str, Any]:
    """The sentences at some places, nested as in a wording file, with those of some years that are others.

    What the language lacks is in another one, or left out.
    """
    names: dict[str, Any] = {}
    every, found = list(places), list(years)
    try:
        languages = tuple(dict.fromkeys((language, "en", *wording.languages)))
        for path in every:
            general = _first(wording, path, languages, None)
            _put(names, path, general)
            for year in found:
                own = _first(wording, path, languages, year)
                _put(names, ("editions", str(year), *path), None if own == general else own)
    except UnreadableFile:
        return {}  # the report has no row of such a scheme, and says why
    return names


def _first(wording: Wording, path: Place, languages: Iterable[str], year: int | None) -> str | None:
    texts: Iterator[str | None] = (wording.find(path, language, year) for language in languages)
    return next((text for text in texts if text is not None), None)


def _put(table: dict[str, Any], path: Place, text: str | None) -> None:
    if text is None:
        return
    for key in path[:-1]:
        table = table.setdefault(key, {})
    table[path[-1]] = text
