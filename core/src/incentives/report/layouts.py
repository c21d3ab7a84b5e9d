"""How each kind of report is laid out."""

from collections.abc import Collection, Iterator

from incentives.hookspecs import PARTS
from incentives.report import layout as lay
from incentives.report.blocks import Block, Paragraph
from incentives.report.records.whole import Report, layout_of

#: Those that answer one practitioner: they say first what to do, and all else where it is asked for.
OF_ONE = {"check", "comparison"}
#: Those that may be very long.
LISTS = {"schemes", "plugins"}


def blocks(report: Report, parts: Collection[str] = PARTS, *, is_short: bool = True) -> Iterator[Block]:
    """The whole report.

    Args:
        report: the record.
        parts: of a report on one practitioner, what is said beside the answer; of a list, all of them for all of it.
        is_short: whether the answer, or the list, has to fit on a screen.
    """
    say = lay.labels_of(report)
    laid_out = layout_of(report.kind)
    if report.kind not in OF_ONE:
        short = {"is_short": is_short and {*parts} != {*PARTS}} if report.kind in LISTS else {}
        yield from laid_out(report.body, say, **short)
        yield from lay.closing(report, say)
        return
    yield from laid_out(report.body, say, parts, is_short=is_short)
    yield from lay.failed(report, say)
    if {*parts} == {*PARTS}:
        yield from lay.about(report, say)
    elif not parts:
        options = say.listing(f"--{part}" for part in (*PARTS, "all"))
        yield Paragraph(f"{report.disclaimer} {say.speech.say('answer', 'more_behind', options=options)}")
    else:
        yield Paragraph(report.disclaimer)
