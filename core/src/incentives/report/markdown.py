"""Blocks as Markdown."""

from collections.abc import Iterable

from incentives.report.blocks import Block, Heading, Listing, Paragraph, Table


def to_markdown(blocks: Iterable[Block]) -> str:
    """The blocks, with an empty line between them."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Paragraph():
            return f"**{block.text}**" if block.strong else block.text
        case Listing():
            lines = []
            for number, point in enumerate(block.items, 1):
                mark = f"{number}." if block.ordered else "-"
                lines.append(f"{mark} {point.text}")
                lines += [f"{' ' * (len(mark) + 1)}- {text}" for text in point.below]
            return "\n".join(lines)
        case Table():
            rule = tuple("---" for _ in block.head)
            return "\n".join(_row(cells) for cells in (block.head, rule, *block.rows))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
