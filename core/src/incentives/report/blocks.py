"""What a report looks like, before it is known on what: headings, paragraphs, lists and tables."""

from attrs import frozen


@frozen
class Heading:
    """A title; level 1 is the report's own."""

    level: int
    text: str


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
class Drawing:
    """Lines of signs that stand one below the other, at most 80 of them wide; never wrapped."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Listing | Table | Drawing
