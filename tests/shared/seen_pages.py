"""What is read on a page: its words, its addresses, and nothing of how it is made."""

import re
from html.parser import HTMLParser

ASIDE = {"nav", "form", "svg", "script", "style"}


class _Reading(HTMLParser):
    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._left_out, self._inside, self._depth = left_out, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "main"
        self._depth += tag in self._left_out
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"
        self._depth -= tag in self._left_out

    def handle_data(self, data: str) -> None:
        if self._inside and not self._depth:
            self.words.append(data)


def _read(page: str, left_out: set[str]) -> _Reading:
    reading = _Reading(frozenset(left_out))
    reading.feed(page)
    return reading


def words(page: str, *, whole: bool = False) -> str:
    """What the main part says, in one line; without what one chooses and goes by, unless it is asked for whole."""
    return re.sub(r"\s+", " ", " ".join(_read(page, set() if whole else ASIDE).words)).strip()


def closely(text: str) -> str:
    """Words without the gaps between them, which hang on where a link stands."""
    return re.sub(r"\s+", "", text)


def links(page: str) -> list[str]:
    """Every address that can be followed."""
    return _read(page, set()).links


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every element, with its attributes."""
    return _read(page, set()).tags
