"""How a report on what changed is laid out: money first, then what is asked, how and when, and the figures last."""

from collections.abc import Iterable, Iterator

from incentives.changes import ChangeKind
from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point
from incentives.report.layout import Labels
from incentives.report.records.twoeditions import Aspect, Changes, ChangesSide, ConditionPart, PartChange
from incentives.scheme.references import Confidence

NEW_OR_GONE = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})


def changed(content: Changes, say: Labels) -> Iterator[Block]:
    """What changed from one edition to another."""
    sides = content.before, content.after
    before, after = (lay.year(side, say) for side in sides)
    yield Heading(1, say.of("diff")("title", scheme=content.scheme_name, before=before, after=after))
    for name, side in zip((before, after), sides, strict=True):
        yield from lay.warnings(side, say, name)
    if content.same_text:
        yield Paragraph(content.same_text, strong=True)
        return
    yield from each_part(content, say)


def each_part(content: Changes, say: Labels, level: int = 2) -> Iterator[Block]:
    """What changed, part by part.

    Args:
        content: what changed.
        say: the labels.
        level: of the headings.
    """
    sides = content.before, content.after
    yield Paragraph(_most(sides, say), strong=True)
    yield from lay.section(level, say("benefits"), _entries(content.benefits, say, "amount"))
    yield from lay.section(level, say("criteria"), _entries(content.criteria, say, "rule"))
    if any(item.decided is not None for item in content.criteria):
        yield Paragraph(content.note)
    yield from lay.section(level, say("application"), _aspects(content.application))
    yield from lay.section(level, say("evidence"), _entries(content.evidence, say, None))
    yield from lay.section(level, say("contacts"), _entries(content.contacts, say, None))
    heading = "questions_open" if sides[0].confidence is Confidence.INFERRED else "questions_added"
    yield from lay.section(level, say.of("diff")(heading), lay.open_questions(content.questions_added, say))
    settled = (say.of("diff")("whether", statement=question.statement) for question in content.questions_settled)
    yield from lay.section(level, say.of("diff")("questions_settled"), lay.points(settled))
    yield from lay.section(level, say.of("diff")("whole"), _aspects(content.edition_aspects))
    yield from lay.section(level, say("figures"), _figures(content.figures, say))


def _most(sides: tuple[ChangesSide, ChangesSide], say: Labels) -> str:
    before, after = (side.most.possible_text for side in sides)
    if before == after:
        return say.pair("most", say.of("diff")("still", amount=after))
    return say.pair("most", say.of("diff")("from_to", before=before, after=after))


def _aspects(items: Iterable[Aspect]) -> Iterator[Block]:
    return lay.points(_sentences(items))


def _sentences(items: Iterable[Aspect | ConditionPart]) -> Iterator[str]:
    return (text for item in items for text in item.sentences)


def _entries(items: Iterable[PartChange], say: Labels, what: str | None) -> Iterator[Block]:
    return lay.listed(_entry(item, say, what) for item in items)


def _entry(item: PartChange, say: Labels, what: str | None) -> Point:
    """A part that changed; ``what`` names the text that it has, where it is worth telling as a whole."""
    held = item.after or item.before
    may_be_new = item.kind in NEW_OR_GONE or not item.kind.is_told
    new_or_gone = may_be_new and not (item.before and item.after)
    below = [] if new_or_gone else [*_sentences(item.parts), *_sentences(item.aspects)]
    is_whole = new_or_gone or not item.kind.is_told or any(aspect.id == "standing" for aspect in item.aspects)
    if what == "rule" and is_whole and held:
        below.append(say.pair("rule", held))
    if item.decided is False:
        texts = {"as_it_was": item.before, "as_it_is": item.after}
        below += [say.of("diff")(key, rule=str(text)) for key, text in texts.items()]
    below += lay.written(item.references_after or item.references_before, say)
    kind = item.kind_text
    if what != "rule" and new_or_gone and held:
        kind = f"{kind} ({held})"
    if item.difference_text:
        kind = f"{kind} ({item.difference_text})"
    return Point(say.tied(item.name, kind), tuple(below))


def _figures(items: Iterable[PartChange], say: Labels) -> Iterator[Block]:
    """Those whose value changed, each; then, together, those of which only another text is the source now."""
    valued = [item for item in items if not _is_sureness_only(item)]
    yield from _entries(valued, say, "figure")
    groups: dict[str, list[str]] = {}
    for item in items:
        if _is_sureness_only(item):
            groups.setdefault(item.aspects[0].sentences[0], []).append(item.id)
    told = {text: say.of("diff")("value_stays", names=", ".join(names)) for text, names in groups.items()}
    yield from lay.points(say.tied(names, text) for text, names in told.items())


def _is_sureness_only(item: PartChange) -> bool:
    return [aspect.id for aspect in item.aspects] == ["confidence"]
