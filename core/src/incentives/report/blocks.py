"""What a report looks like, before it is known on what: headings, paragraphs, lists and tables."""

from textwrap import wrap

from attrs import frozen

WIDTH = 100  # signs in a line, as usual


@frozen
class Heading:
    """A title; level 1 is the report's own. Below one that is ``close`` plain text has no line."""

    level: int
    text: str
    close: bool = False


@frozen
class Paragraph:
    """Sentences; ``strong`` ones are the answer itself."""

    text: str
    strong: bool = False


@frozen
class Listing:
    """Points, each possibly with points below it."""

    items: tuple["Point", ...]
    ordered: bool = False


@frozen
class Point:
    """One point of a list."""

    text: str
    below: tuple[str, ...] = ()


@frozen
class Table:
    """Rows under column heads; cells are text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Entry:
    """What hangs together in the answer: in a line what it is, and what it is worth.

    Attributes:
        text: what it is.
        aside: what it is worth; empty where no amount hangs on it.
        steps: what is to be done, in order; numbered where there are several.
        hints: what else one must know.
    """

    text: str
    aside: str = ""
    steps: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@frozen
class Group:
    """Entries under a short title, close together."""

    title: str
    entries: tuple[Entry, ...]


@frozen
class Drawing:
    """Lines of signs that stand one below the other, at most 80 of them wide; never wrapped."""

    lines: tuple[str, ...]


@frozen
class Verbatim:
    """A text to copy, line by line as it is."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Listing | Table | Group | Drawing | Verbatim


def rows_of(text: str, indent: int = 4) -> int:
    """How many lines a text takes at the usual width."""
    return len(wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False))
