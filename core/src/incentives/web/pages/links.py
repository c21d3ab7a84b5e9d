"""Addresses in a report as links: those that it gives as the address of a source or of a contact, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve
from markupsafe import Markup

from incentives.report.blocks import Block, Listing, Paragraph, Point, Table
from incentives.report.page import Section
from incentives.report.records.recording import Record

ON_THE_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def records_in(value: Any) -> Iterator[Record]:
    """A record and every one in it, however deep."""
    match value:
        case Record():
            yield value
            for part in vars(value).values():
                yield from records_in(part)
        case Mapping():
            for part in value.values():
                yield from records_in(part)
        case tuple():
            for part in value:
                yield from records_in(part)


class Links:
    """What makes links of the addresses that a report gives.

    Args:
        report: the report, or a part of it.
    """

    def __init__(self, report: Any) -> None:
        given = {str(getattr(record, "url", None)) for record in records_in(report)}
        known = sorted(filter(ON_THE_WEB.fullmatch, given), key=len, reverse=True)
        self._known = re.compile(f"({'|'.join(map(re.escape, known))})") if known else None

    def text(self, text: str) -> str:
        """A text, escaped where there is a link in it."""
        parts = [text] if self._known is None else self._known.split(text)
        if len(parts) == 1:
            return text
        link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
        return Markup("").join(link.format(part) if at % 2 else part for at, part in enumerate(parts))

    def block(self, block: Block) -> Block:
        """A block whose texts have links."""
        match block:
            case Paragraph():
                return evolve(block, text=self.text(block.text))
            case Listing():
                return evolve(block, items=tuple(map(self._point, block.items)))
            case Table():
                return evolve(block, rows=tuple(tuple(map(self.text, row)) for row in block.rows))
        return block

    def _point(self, point: Point) -> Point:
        return Point(self.text(point.text), tuple(map(self.text, point.below)))

    def section(self, section: Section) -> Section:
        """A section whose texts have links."""
        return evolve(
            section,
            blocks=[*map(self.block, section.blocks)],
            sections=[*map(self.section, section.sections)],
        )
