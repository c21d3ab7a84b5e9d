"""How a result that was worked out again is laid out: whether it is the same, why not, and what was corrected."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point
from incentives.report.changedlayout import each_part
from incentives.report.layout import Labels
from incentives.report.records.replays import Otherwise, Replay, RowReplayed


def replayed(content: Replay, say: Labels) -> Iterator[Block]:
    """Whether a saved result comes out the same."""
    own = say.of("saved")
    on = say.day(content.as_of) if content.as_of else say.of("explained")("no_day")
    yield Heading(1, own("title", who=content.label or say("practitioner"), date=on))
    same, *rest = content.sentences
    yield Paragraph(same, strong=True)
    yield from lay.points(rest)
    yield from lay.section(2, own("refused"), lay.points(content.refused))
    for row in content.rows:
        if is_worth_telling(row):
            yield from _row(row, say)


def is_worth_telling(row: RowReplayed) -> bool:
    """Whether anything of a row is not as it was."""
    is_as_saved = row.same_by_its_rules and row.same_now and not row.declared
    return not is_as_saved or row.rules.value not in {"same", "not_saved"}


def _row(row: RowReplayed, say: Labels) -> Iterator[Block]:
    own = say.of("saved")
    yield Heading(2, f"{row.scheme_name} {row.year}")
    yield Paragraph(row.rules_text)
    yield from lay.points(row.declared)
    yield from lay.section(3, own("with_its_rules"), _otherwise(row.otherwise_by_its_rules, say))
    if row.otherwise_now != row.otherwise_by_its_rules:
        yield from lay.section(3, own("with_those_now"), _otherwise(row.otherwise_now, say))
    if row.changes is not None:
        yield Heading(3, own("what_was_corrected"))
        if row.changes.same_text:
            yield Paragraph(own("only_sources"))
        else:
            yield from each_part(row.changes, say, 4)


def _otherwise(items: Iterable[Otherwise], say: Labels) -> Iterator[Block]:
    told = (say.of("diff")("from_to", before=one.before_text, after=one.after_text) for one in items)
    return lay.listed(Point(say.tied(one.name, text)) for one, text in zip(items, told, strict=True))
