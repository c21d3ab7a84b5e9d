"""Blocks as Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator

from incentives.report.blocks import Block, Drawing, Entry, Group, Heading, Listing, Paragraph, Table, Verbatim

# What stays Markdown in a text: a command between backquotes, an address between angle brackets.
_KEPT = re.compile(r"(?<!`)`[^`]+`(?!`)|<(?:https?://|mailto:)[^\s<>]+>")
_MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # a backslash before a sign that it would take away
    r"|[*`]|~(?=~)|(?<![^\W_])_|_(?![^\W_])"  # emphasis and code
    r"|!(?=\[)|\](?=[(\[:])"  # pictures, links and their definitions
)
_BEGINNING = re.compile(r"#{1,6}(?=\s|$)|[-+=>:](?=\s|$|[-+=>:])|>|(?<=\d)[.)](?=\s|$)")
_NUMBERED = re.compile(r"\d{1,9}")


def to_markdown(blocks: Iterable[Block], *, trusted: bool = False) -> str:
    """The blocks, with an empty line between them.

    Args:
        blocks: whatever their texts hold is shown as it is, and never obeyed: no heading, link, picture or HTML.
        trusted: whether their texts are Markdown themselves.
    """
    plain = str if trusted else _plain
    return "\n\n".join(_block(block, plain) for block in blocks) + "\n"


def _block(block: Block, plain: Callable[[str], str]) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {plain(block.text)}"
        case Paragraph():
            return f"**{plain(block.text)}**" if block.strong else plain(block.text)
        case Listing():
            lines = []
            for number, point in enumerate(block.items, 1):
                mark = f"{number}." if block.ordered else "-"
                lines.append(f"{mark} {plain(point.text)}")
                lines += [f"{' ' * (len(mark) + 1)}- {plain(text)}" for text in point.below]
            return "\n".join(lines)
        case Table():
            rule = tuple("---" for _ in block.head)
            head, *rows = (tuple(map(plain, cells)) for cells in (block.head, *block.rows))
            return "\n".join(_row(cells) for cells in (head, rule, *rows))
        case Group():
            return "\n".join(
                [f"## {plain(block.title)}\n", *(line for one in block.entries for line in _entry(one, plain))]
            )
        case Drawing() | Verbatim():
            return "\n".join(f"    {line}" for line in block.lines)


def _entry(entry: Entry, plain: Callable[[str], str]) -> Iterator[str]:
    yield f"- **{plain(entry.text)}**" + (f" — {plain(entry.aside)}" if entry.aside else "")
    several = len(entry.steps) > 1
    yield from (f"  {f'{number}.' if several else '-'} {plain(text)}" for number, text in enumerate(entry.steps, 1))
    yield from (f"  - {plain(text)}" for text in entry.hints)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    text = " ".join(text.splitlines()).strip()
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_escaped(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return _begun("".join([*parts, _escaped(text[end:])]))


def _escaped(text: str) -> str:
    entities = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    return _MARKS.sub(r"\\\g<0>", entities).replace("<", "&lt;")


def _begun(text: str) -> str:
    """The text, with an escape for a first sign that would make it a heading, a list, a quotation or a rule."""
    number = _NUMBERED.match(text)
    found = _BEGINNING.match(text, number.end() if number else 0)
    if found is None or (number is not None and found[0] not in {".", ")"}):
        return text
    return f"{text[: found.start()]}\\{text[found.start() :]}"
