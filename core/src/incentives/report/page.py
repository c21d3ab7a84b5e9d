"""Blocks as one page to read on a screen, on a phone and on paper: no script, and nothing from outside."""

from collections.abc import Iterable
from importlib.resources import files

from attrs import field, frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from incentives.report.blocks import Block, Heading
from incentives.report.records.times import Timeline
from incentives.report.timesvg import timeline_svg
from incentives.wording import Speech

STYLE = files("incentives.report") / "templates" / "page.css"


@frozen
class Section:
    """What stands under a heading.

    Attributes:
        title: the heading.
        level: of the heading, from 2.
        blocks: what stands right under it.
        sections: under headings of their own.
    """

    title: str
    level: int
    blocks: list[Block] = field(factory=list)
    sections: list["Section"] = field(factory=list)


def to_page(blocks: Iterable[Block], language: str, timeline: Timeline | None = None) -> str:
    """A whole HTML document.

    Args:
        blocks: the report; what stands under its later headings is folded away.
        language: of the report, for readers that speak it.
        timeline: that is drawn after the answer.
    """
    whole = _outline(blocks)
    environment = Environment(
        loader=PackageLoader("incentives.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html.j2")
    return template.render(
        whole=whole,
        title=_title(whole),
        language=language,
        picture="" if timeline is None else timeline_svg(timeline, language),
        picture_title=Speech(language).say("timeline", "title"),
        style=STYLE.read_text("utf-8"),
    )


def _title(whole: Section) -> str:
    return next((block.text for block in whole.blocks if isinstance(block, Heading)), "")


def _outline(blocks: Iterable[Block]) -> Section:
    """The blocks under their headings."""
    whole = Section("", 1)
    open_ = [whole]
    for block in blocks:
        if not isinstance(block, Heading):
            open_[-1].blocks.append(block)
            continue
        if block.level == 1:
            whole.blocks.append(block)
            continue
        while open_[-1].level >= block.level:
            open_.pop()
        section = Section(block.text, block.level)
        open_[-1].sections.append(section)
        open_.append(section)
    return whole
