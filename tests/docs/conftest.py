import re
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?:^`(?P<path>[^`\n]+)`:\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Block:
    """A fenced block of a page, with the path that the line before it gives, if any."""

    language: str
    text: str
    path: str | None


@frozen
class Page:
    """A page of the documentation."""

    text: str

    @property
    def blocks(self) -> list[Block]:
        return [Block(m["language"], m["text"], m["path"]) for m in BLOCK.finditer(self.text)]

    def section(self, heading: str) -> str:
        """What stands under a heading, up to the next one of its level or above."""
        level = heading.partition(" ")[0]
        _, found, rest = self.text.partition(f"{heading}\n")
        assert found, f"no heading {heading!r}"
        return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]

    def rows(self, heading: str) -> list[list[str]]:
        """The cells of the table rows under a heading, without the heads of the tables."""
        cells = [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in self.section(heading).splitlines()
            if line.startswith("|")
        ]
        rules = [place for place, row in enumerate(cells) if set("".join(row)) <= set("-: ")]
        return [row for place, row in enumerate(cells) if place not in rules and place + 1 not in rules]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def page(root: Path) -> "PageReader":
    return PageReader(root)


@frozen
class PageReader:
    """Reads pages by their path."""

    root: Path

    def __call__(self, path: str) -> Page:
        return Page((self.root / path).read_text("utf-8"))
