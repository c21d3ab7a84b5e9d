"""Blocks as text for a terminal."""

import re
from collections.abc import Iterable, Iterator
from textwrap import fill

from click import style

from incentives.report.blocks import Block, Drawing, Entry, Group, Heading, Listing, Paragraph, Table, Verbatim

# The space before a French colon, or between a number and its unit, never ends a line.
TIED = re.compile(r" (?=[:;?!»%€](?:\s|$))|(?<=[«€]) ")
NO_BREAK = "\N{NO-BREAK SPACE}"
UNDERLINES = {1: "=", 2: "-"}


def to_text(blocks: Iterable[Block], width: int, *, styled: bool = False) -> str:
    """The blocks, wrapped to a width in characters; in bold only where ``styled``."""
    return "\n".join(line for block in blocks for line in _block(block, width, styled=styled)).strip() + "\n"


def _block(block: Block, width: int, *, styled: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block, width, styled=styled)
            return
        case Paragraph():
            text = _wrapped(block.text, width)
            yield style(text, bold=True) if styled and block.strong else text
        case Listing():
            yield from _listing(block, width)
        case Table():
            yield _table(block, width)
        case Group():
            yield style(block.title.upper(), bold=True) if styled else block.title.upper()
            for entry in block.entries:
                yield from _entry(entry, width)
        case Drawing() | Verbatim():
            yield from block.lines
    yield ""


def _heading(block: Heading, width: int, *, styled: bool) -> Iterator[str]:
    if block.level > 1:
        yield ""
    yield style(_wrapped(block.text, width), bold=True) if styled else _wrapped(block.text, width)
    if block.level in UNDERLINES and not styled and not block.close:
        yield UNDERLINES[block.level] * min(width, len(block.text))


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    return fill(
        TIED.sub(NO_BREAK, text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _listing(block: Listing, width: int) -> Iterator[str]:
    for number, point in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        yield _wrapped(point.text, width, mark, " " * len(mark))
        for text in point.below:
            yield _wrapped(text, width, "    · ", "      ")


def _entry(entry: Entry, width: int) -> Iterator[str]:
    """What it is worth stands at the right edge, or under what it is where both don't fit in a line."""
    text, aside = TIED.sub(NO_BREAK, entry.text), TIED.sub(NO_BREAK, entry.aside)
    room = width - len(text) - len(aside) - 3
    if aside and room > 0:
        yield f"  {text} {' ' * room}{aside}"
    else:
        yield _wrapped(text, width, "  ", "    ")
        yield from [_wrapped(aside, width, "    ", "    ")] if aside else []
    for number, step in enumerate(entry.steps, 1):
        mark = f"    {number}  " if len(entry.steps) > 1 else "    "
        yield _wrapped(step, width, mark, " " * len(mark))
    yield from (_wrapped(hint, width, "    ", "    ") for hint in entry.hints)


def _table(block: Table, width: int) -> str:
    from rich.console import Console  # heavy: only where there is a table
    from rich.table import Table as Grid

    grid = Grid(show_edge=False, pad_edge=False)
    for title in block.head:
        grid.add_column(title, overflow="fold")
    for row in block.rows:
        grid.add_row(*row)
    console = Console(width=width, force_terminal=False, no_color=True, highlight=False, emoji=False, markup=False)
    with console.capture() as capture:
        console.print(grid)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
