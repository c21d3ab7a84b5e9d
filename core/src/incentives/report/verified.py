"""How the findings of the conformance kit are laid out."""

from collections.abc import Iterator, Mapping
from typing import Any

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point
from incentives.report.layout import Labels
from incentives.report.parts import Content


def verification(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """What was found in each plugin."""
    yield Heading(1, say("title_verification"))
    for plugin in content["plugins"]:
        yield Heading(2, f"{plugin['name']} ({plugin['distribution']} {plugin['version']})")
        faults = [finding for finding in plugin["findings"] if finding["severity"] == "finding"]
        notes = [finding for finding in plugin["findings"] if finding["severity"] != "finding"]
        answer = say("sound", held=plugin["held"]) if plugin["sound"] else say("unsound", count=len(faults))
        yield Paragraph(answer, strong=True)
        yield from lay.section(3, say("to_put_right"), _listed(faults))
        yield from lay.section(3, say("worth_knowing"), _listed(notes))


def _listed(findings: list[Content]) -> Iterator[Block]:
    if findings:
        yield Listing(tuple(Point(f"{one['place']}: {one['problem']}", (f"→ {one['remedy']}",)) for one in findings))


def standing(plugin: Content, say: Labels) -> str:
    """Whether a plugin was verified, and whether it has changed since."""
    verified = plugin["verified"]
    return say(verified["standing"], day=say.day(verified["on"])) if verified else ""
