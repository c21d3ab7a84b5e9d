"""Pages read and forms sent as a browser without a script does."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from attrs import define, field, frozen

VOID = {"input", "meta", "link", "br", "hr"}


@define(eq=False)
class Reader(HTMLParser):
    """The elements of a page, flat, each with the text in it."""

    elements: list[tuple[str, dict[str, str], list[str]]] = field(factory=list)
    _open: list[list[str]] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, text))
        if tag not in VOID:
            self._open.append(text)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for text in self._open:
            text.append(data)


@frozen(eq=False)
class Page:
    """A page that was served.

    Attributes:
        response: as it came.
    """

    response: Any

    @property
    def text(self) -> str:
        found: str = self.response.text
        return found

    @cached_property
    def elements(self) -> list[tuple[str, dict[str, str], str]]:
        reader = Reader()
        reader.feed(self.text)
        return [(tag, attributes, " ".join("".join(text).split())) for tag, attributes, text in reader.elements]

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """The elements of a tag that have some attributes; `of` and `class_` for the words of Python."""
        names = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [(its, text) for one, its, text in self.elements if one == tag and names.items() <= its.items()]

    def one(self, tag: str, **wanted: str) -> str:
        """The text of the only such element."""
        [(_, text)] = self.all(tag, **wanted)
        return text

    @property
    def ids(self) -> list[str]:
        return [its["id"] for _, its, _ in self.elements if "id" in its]

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What would be sent without a button."""
        return list(self._fields())

    def _fields(self) -> Iterator[tuple[str, str]]:
        for its, _ in self.all("input"):
            kind = its.get("type", "text")
            if kind == "file" or (kind in {"radio", "checkbox"} and "checked" not in its):
                continue
            yield its["name"], its.get("value", "")

    @property
    def questions(self) -> list[str]:
        """The paths of what is asked, in order."""
        names = [its["name"] for its, _ in self.all("input") if its["name"].startswith("q.")]
        return [name.removeprefix("q.") for name in dict.fromkeys(names)]

    def sent(self, filled: Mapping[str, Sequence[str]] | None = None, *button: tuple[str, str]) -> dict[str, list[str]]:
        """The fields, with what somebody fills in by path in place of what stands there, and a button."""
        given = {f"q.{path}": list(texts) for path, texts in (filled or {}).items()}
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            if name not in given:
                found.setdefault(name, []).append(value)
        for name, texts in [*given.items(), *((name, [value]) for name, value in button)]:
            found.setdefault(name, []).extend(texts)
        return found
