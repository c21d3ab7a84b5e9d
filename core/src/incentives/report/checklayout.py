"""How the results of one practitioner are laid out: summary, sums, what to do, then every scheme and year in full."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain

from incentives.assessment import Eligibility
from incentives.comparison import Bar
from incentives.hookspecs import PARTS
from incentives.report import layout as lay
from incentives.report import parts
from incentives.report.answerlayout import groups
from incentives.report.blocks import Block, Entry, Group, Heading, Listing, Paragraph, Point, Table, rows_of
from incentives.report.layout import Labels
from incentives.report.once import Once
from incentives.report.records.person import (
    AmountsOnly,
    Apart,
    Assessment,
    Benefit,
    Comparison,
    Criterion,
    Deed,
    MissingFact,
    NotAssessed,
    PendingDecision,
    RequestFact,
    Untold,
)
from incentives.report.records.pieces import Reference, Sums

Row = Assessment | NotAssessed
ONE, SEVERAL, MANY = 30, 45, 60  # lines that an answer takes at most, at the usual width, for so many schemes and years
AROUND = 4  # of them, its title, the lines between its parts, and what it ends with
FEW = 20


def compared(
    content: Comparison, say: Labels, wanted: Collection[str] = PARTS, *, is_short: bool = True
) -> Iterator[Block]:
    """A check or a comparison: the answer, then what else is wanted of every scheme and year.

    Args:
        content: the record.
        say: the labels.
        wanted: parts, as of a screen.
        is_short: whether the answer has to fit on a screen.
    """
    who = content.label or say("practitioner")
    on = say.day(content.as_of) if content.as_of else ""
    yield Heading(1, say("title_answer", who=who, date=on) if on else say("title_compare", who=who), close=True)
    if any(isinstance(row, AmountsOnly) for row in content.rows):
        yield from _amounts_only(content, say)
        return
    sums = " ".join(_sums(content, say)) or say("no_total")
    yield Paragraph(sums)
    if content.notices:  # a group, and no heading: under that the answer would be folded away on a page
        yield Group(say("notices"), tuple(map(Entry, content.notices)))
    room = _lines(content) - AROUND - rows_of(sums) - sum(map(rows_of, content.notices))
    yield from groups(content.answer, say.speech.language, room if is_short else None)
    if content.timeline is not None:
        from incentives.report.timechart import timeline_section  # what not every report has

        yield from timeline_section(content, say)
    yield from behind(content, say, wanted)


def behind(content: Comparison, say: Labels, wanted: Collection[str]) -> Iterator[Block]:
    """What stands behind the answer: of every scheme and year, what is wanted of it.

    Args:
        content: the record.
        say: the labels.
        wanted: parts, as of a screen.
    """
    if {*wanted} == {*PARTS}:
        yield from lay.section(2, say("summary"), _overview(content, say))
    if "steps" in wanted:
        deeds = [(item, row) for row in content.rows if isinstance(row, Assessment) for item in row.to_do]
        deeds.sort(key=lambda pair: pair[0].advise_by or pair[0].by or pair[0].at_latest or date.max)
        yield from lay.section(2, say("to_do"), lay.points(_deed(item, row, say) for item, row in deeds))
    if "questions" in wanted:
        yield from lay.section(2, say("untold"), lay.points(one.text for one in content.untold))
    if wanted:
        every = Once()
        schemes: dict[str, Once] = {}
        for row in _shown(content):
            once = schemes.setdefault(row.scheme, every.of_scheme())
            beside = [*(one.text for one in _untold(row, content)), *(one.text for one in _apart(row, content))]
            yield from assessed(row, say, wanted, once, beside) if isinstance(row, Assessment) else not_assessed(row)
        yield from lay.section(
            2, say("sources"), [Listing(tuple(map(Point, every.sources)), ordered=True)] if every.sources else []
        )


def _amounts_only(content: Comparison, say: Labels) -> Iterator[Block]:
    """What is left of a result that was saved without answers."""
    yield Paragraph(content.not_kept or "")
    yield from lay.points([*_sums(content, say), content.totals_note])
    for row in content.rows:
        if isinstance(row, NotAssessed):
            yield from not_assessed(row)
        elif isinstance(row, AmountsOnly):
            yield Heading(2, f"{row.scheme_name} {row.year}")
            amounts = ((one.name, _amounts("amounts_short", one.payable, say)) for one in row.benefits)
            yield from lay.points(say.tied(name, amount) for name, amount in amounts)


def _lines(content: Comparison) -> int:
    """How many lines the answer may take."""
    return ONE if content.told <= 1 else SEVERAL if content.told <= FEW else MANY


def _overview(content: Comparison, say: Labels) -> Iterator[Block]:
    """Every scheme and year in a line, and what the sums hold."""
    yield from _summary(content, say)
    if content.as_of_text:
        yield Paragraph(content.as_of_text)
    yield from lay.points([*_sums(content, say), content.totals_note, *(one.text for one in content.apart)])


def _shown(content: Comparison) -> list[Row]:
    """The rows that are not said in one line together, or were asked for by name all the same."""
    silent = {(row.scheme, row.year) for one in content.untold for row in one.rows if not row.shown}
    rows = [row for row in content.rows if not isinstance(row, AmountsOnly)]
    return [row for row in rows if (row.scheme, row.year) not in silent]


def _untold(row: Row, content: Comparison) -> list[Untold]:
    """Why no sum counts a row of which nothing is told."""
    place = row.scheme, row.year
    return [one for one in content.untold if place in [(its.scheme, its.year) for its in one.rows]]


def _apart(row: Row, content: Comparison) -> list[Apart]:
    """With which others a row is not received: those that go before it, and of alternatives each."""
    return [
        one
        for one in content.apart
        if one.year == row.year
        and (row.scheme == one.scheme or (one.why is Bar.ALTERNATIVE and row.scheme == one.other))
    ]


def _summary(content: Comparison, say: Labels) -> Iterator[Block]:
    head = ("scheme", "year", "certain", "possible", "reachable", "result")
    names = {row.scheme: row.scheme_name for row in content.rows}

    def line(row: Row) -> tuple[str, ...]:
        *amounts, result = _cells(row, say)
        ids = {id for one in _apart(row, content) for id in (one.scheme, one.other)} - {row.scheme}
        others = [names[id] for id in names if id in ids]
        if others:
            result = say("short_apart", result=result, others=say.listing(others))
        return (row.scheme_name, _year(row, say), *amounts, result)

    if shown := _shown(content):
        yield Table(tuple(map(say, head)), tuple(map(line, shown)))


def _year(row: Row, say: Labels) -> str:
    return lay.year(row.edition, say) if isinstance(row, Assessment) else str(row.year)


def _cells(row: Row, say: Labels) -> tuple[str, ...]:
    if isinstance(row, NotAssessed):
        return ("?", "?", "?", say(f"short_{row.code}"))
    if row.eligibility is Eligibility.NOT_COVERED:
        return ("-", "-", "-", say("short_not_covered"))
    if not row.told:
        return ("-", "-", "-", say("short_untold"))
    if row.subject_to:
        short = say("short_subject_to", criteria=say.listing(row.subject_to))
    else:
        short = say(f"short_{row.result}")
    return (*parts.texts(row.payable).values(), short)


def _sums(content: Comparison, say: Labels) -> Iterator[str]:
    for total in content.totals:
        yield say("total", currency=total.currency, **parts.texts(total))
    yield from (say("received", currency=one.currency, amount=one.possible_text) for one in content.received)
    if content.total_in:
        yield content.total_in.text


def _deed(item: Deed, row: Assessment, say: Labels) -> str:
    return say.tied(_when(item, say), f"{row.scheme_name} {_year(row, say)}, {item.about}. {item.what}")


def _when(item: Deed, say: Labels) -> str:
    if item.advise_by:
        why = item.advise_note or say("last_day", date=say.day(item.by))
        return say("by_to_be_safe", date=say.day(item.advise_by), why=why)
    if item.by:
        return say("by", date=say.day(item.by))
    return say("by_unknown", date=say.day(item.at_latest)) if item.at_latest else say("no_date")


def not_assessed(row: NotAssessed) -> Iterator[Block]:
    """A year of which nothing can be said."""
    yield Heading(2, f"{row.scheme_name} {row.year}")
    yield Paragraph(row.text)


def assessed(
    row: Assessment, say: Labels, wanted: Collection[str], once: Once, beside: Iterable[str] = ()
) -> Iterator[Block]:
    """What is wanted of one scheme and year, or whom to ask where it does not cover the profession.

    Args:
        row: the scheme and year.
        say: the labels.
        wanted: parts, as of a screen.
        once: what was said of its scheme, and the sources by number.
        beside: why no sum counts it, and with which others it is not received.
    """
    yield Heading(2, f"{row.scheme_name} {_year(row, say)}")
    yield Paragraph(row.eligibility_text, strong=True)
    yield from (Paragraph(text, strong=True) for text in beside)
    if row.edition.user_supplied_text:
        yield Paragraph(row.edition.user_supplied_text, strong=True)
    if row.eligibility is Eligibility.NOT_COVERED:
        yield from lay.section(3, say("contacts"), lay.contacts(row.contacts))
        return
    if row.edition.projected_text:
        yield Paragraph(row.edition.projected_text)
    if row.edition.freshness_text:
        yield Paragraph(row.edition.freshness_text, strong=True)
    for part, said in SAID.items():
        yield from said(row, say, once) if part in wanted else ()


def _why(row: Assessment, say: Labels, once: Once) -> Iterator[Block]:
    yield Paragraph(_amounts("amounts", row.amount, say))
    condition = "_if_requested" if row.result.endswith("_if_requested") else ""
    yield Paragraph(_amounts(f"payable{condition}", row.payable, say))
    yield from lay.section(3, say("benefits"), lay.listed(_benefit(item, say, once) for item in row.benefits))
    yield from lay.section(3, say("together"), once.blocks(lay.groups(row.groups)))
    yield from lay.section(3, say("criteria"), lay.listed(_criterion(item, say, once) for item in row.criteria))
    if row.not_checked_text:
        yield Paragraph(f"{row.not_checked_text} {say.listing(row.not_checked)}.")


def _questions(row: Assessment, say: Labels, _: Once) -> Iterator[Block]:
    yield from lay.section(3, say("missing"), lay.listed(_missing(item, say) for item in row.missing_facts))
    yield from lay.section(3, say("judged"), lay.listed(_decision(item, say) for item in row.pending_decisions))
    yield from lay.section(3, say("silent"), lay.open_questions(row.open_questions, say))
    yield from lay.section(
        3, say("readings"), lay.points(say.tied(r.statement.rstrip("."), r.answer_text) for r in row.readings)
    )


def _how(row: Assessment, say: Labels, once: Once) -> Iterator[Block]:
    yield from lay.section(3, say("application"), once.blocks(lay.application(row.application, say)))
    yield from lay.section(3, say("contacts"), once.blocks(lay.contacts(row.contacts)))


def _papers(row: Assessment, say: Labels, once: Once) -> Iterator[Block]:
    yield from lay.section(3, say("evidence"), once.blocks(lay.evidence(row.evidence, say)))


def _notes(row: Assessment, say: Labels, once: Once) -> Iterator[Block]:
    yield from lay.section(3, say("notes"), lay.points(once.fresh(row.notes)))


def _sources(row: Assessment, say: Labels, once: Once) -> Iterator[Block]:
    """Where each part is written, by the numbers of the list at the end."""
    parts = [(one.name, one.references) for one in row.criteria]
    parts += [(one.name, one.references) for one in row.benefits]
    parts += [(one.name, one.references) for one in row.groups]
    parts += [(one.name, one.references) for one in row.evidence]
    parts.append((say("application"), tuple(_of_application(row))))
    numbers = {name: once.numbers(lay.references(references)) for name, references in parts if references}
    yield from lay.section(3, say("sources"), lay.points(say.tied(name, at) for name, at in numbers.items()))


SAID = {  # in this order
    "why": _why,
    "steps": _how,
    "papers": _papers,
    "questions": _questions,
    "notes": _notes,
    "sources": _sources,
}


def _amounts(key: str, amount: Sums, say: Labels) -> str:
    """What is certain, possible and within reach; three equal amounts as one."""
    texts = parts.texts(amount)
    return say(f"{key}_one", **texts) if len({*texts.values()}) == 1 else say(key, **texts)


def _of_application(row: Assessment) -> Iterator[Reference]:
    held = (row.application, row.application.payment, row.application.window)
    return chain.from_iterable(one.references for one in held if one)


def _benefit(item: Benefit, say: Labels, once: Once) -> Point:
    below = []
    if item.blocked_by:
        below += say.names("blocked_by", criteria=item.blocked_by)
        below += say.names("unsettled", criteria=item.unsettled)
    below += say.names("on_top_of", benefits=item.on_top_of)
    excluded = say.names("excluded_by", benefits=item.excluded_by)
    below += excluded or say.names("not_with", benefits=item.not_with)
    if item.request_text:
        below.append(" ".join(filter(None, (item.request_text, item.request_reason))))
    below += [f"{ask.question} ({_place(ask, say)})" for ask in item.request_asks]
    below += [item.payable_text] if item.payable_text else []
    instalment = f"{item.instalment_text}." if item.instalment_text else ""
    said = filter(None, (item.eligibility_text, instalment, _amounts("amounts_short", item.amount, say)))
    return Point(say.tied(item.name, " ".join(said)), (*below, *once.fresh(item.notes)))


def _criterion(item: Criterion, say: Labels, once: Once) -> Point:
    below = []
    if item.rule:
        below.append(say.pair("rule", item.rule))
    facts = [fact for fact in item.facts if not fact.is_open_question]
    decided = [fact for fact in facts if fact.decided] or facts  # where a question alone decides, all of them
    if decided:
        below.append(say.pair("read", say("between").join(say.tied(one.name, one.value_text) for one in decided)))
    if item.remedy:
        below.append(say.pair("remedy", item.remedy))
    if item.established_by_text:
        below.append(say.pair("established", item.established_by_text))
    below += once.fresh(item.notes)
    return Point(say.tied(item.name, f"{item.outcome_text}. {item.reason}"), tuple(below))


def _missing(item: MissingFact, say: Labels) -> Point:
    bears_on = say("bears_on", benefits=say.listing(item.bears_on))
    return Point(item.question, tuple(filter(None, (item.help, bears_on, say.pair("fact", _place(item, say))))))


def _decision(item: PendingDecision, say: Labels) -> Point:
    """What a person judges, and where to write the decision once there is one."""
    below = (
        say("bears_on", benefits=say.listing(item.fact.bears_on)),
        say.pair("judged_record", f"{item.fact.question} ({_place(item.fact, say)})"),
    )
    return Point(say.tied(item.name, item.reason), below)


def _place(item: RequestFact, say: Labels) -> str:
    """Where a fact is written in a situation file."""
    return parts.place(item.id, item.year, say.speech)
