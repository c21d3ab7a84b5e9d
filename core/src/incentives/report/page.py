"""Blocks as one page to read on a screen, on a phone and on paper: no script, and nothing from outside."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from incentives.report.blocks import Block, Heading
from incentives.report.records.times import Timeline
from incentives.report.timesvg import timeline_svg
from incentives.wording import Speech

STYLE = files("incentives.report") / "templates" / "page.css"


@frozen
class Section:
    """A heading, what stands right under it, and what stands under headings below it."""

    title: str
    level: int
    blocks: list[Block]
    sections: list["Section"]

    @classmethod
    def of(cls, title: str, level: int, blocks: Sequence[Block]) -> "Section":
        """What stands under a heading, by the headings of the highest level in it."""
        top = min((block.level for block in blocks if isinstance(block, Heading)), default=0)
        starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == top]
        parts = [blocks[start:end] for start, end in pairwise([*starts, len(blocks)])]
        inner = [cls.of(head.text, top, rest) for head, *rest in parts if isinstance(head, Heading)]
        return cls(title, level, [*blocks[: starts[0] if starts else None]], inner)


def to_page(blocks: Iterable[Block], language: str, timeline: Timeline | None = None) -> str:
    """A whole HTML document.

    Args:
        blocks: the report; what stands under its later headings is folded away.
        language: of the report, for readers that speak it.
        timeline: that is drawn after the answer.
    """
    title, *rest = blocks
    whole = Section.of(title.text if isinstance(title, Heading) else "", 1, rest)
    return _template().render(
        whole=whole,
        language=language,
        picture="" if timeline is None else timeline_svg(timeline, language),
        picture_title=Speech(language).say("timeline", "title"),
        style=STYLE.read_text("utf-8"),
    )


@cache  # compiling it takes longer than filling it in
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("incentives.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
