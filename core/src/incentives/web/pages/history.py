"""A scheme through the years: its editions side by side, what changed, what is open, and where it is written."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Point, Table
from incentives.report.changedlayout import changed
from incentives.report.desk import Desk
from incentives.report.layout import Labels
from incentives.report.listings import scheme_record
from incentives.report.page import Section
from incentives.report.records.pieces import Reference
from incentives.report.records.rulebook import Rules, Scheme
from incentives.report.records.twoeditions import Changes
from incentives.report.screened import screened
from incentives.web.pages.links import Links, records_in
from incentives.wording import Speech, formats


@frozen
class Step:
    """What changed from one year to another, in short."""

    before: int
    after: int
    whole: Section


@frozen
class History:
    """A scheme through the years.

    Attributes:
        scheme: what it is.
        facts: the same in points.
        years: those whose rules can be used, in order.
        beside: a table of the years, the newest first.
        steps: from each year to the next; the newest first.
        questions: the points on which the texts are silent.
        sources: where it is written.
    """

    scheme: Scheme
    facts: list[Block]
    years: tuple[int, ...]
    beside: list[Block]
    steps: list[Step]
    questions: list[Block]
    sources: list[Block]


def history(desk: Desk, scheme_id: str) -> History:
    """A scheme through the years; editions that are broken are left out, and are among the failures.

    Raises:
        UnknownScheme: if no plugin gives the scheme.
    """
    scheme = desk.catalogue[scheme_id]
    told = screened(scheme_record(scheme, desk.catalogue, desk.language, desk.day))
    years = tuple(edition.year for _, edition in desk.editions((scheme, year) for year in scheme.years))
    rules = [screened(body) for year in years if isinstance(body := desk.edition(scheme_id, year).body, Rules)]
    say = Labels(Speech(desk.language))
    links = Links(tuple(rules))
    return History(
        scheme=told,
        facts=[*lay.points(_facts(told, say))],
        years=years,
        beside=[*_beside(rules[::-1], years[::-1], say)],
        steps=[*reversed([_step(desk, scheme_id, before, after, say) for before, after in pairwise(years)])],
        questions=[*map(links.block, _questions(rules, years, say))],
        sources=[*map(links.block, _sources(rules, years, say))],
    )


def _facts(told: Scheme, say: Labels) -> Iterator[str]:
    yield say.pair("country", formats.country(told.jurisdiction, say.speech.language))
    yield say.pair("authority", told.authority)
    yield say.pair("professions", say.listing(told.professions))
    yield from (one.text for one in told.user_editions)
    if told.newest and told.newest.freshness_text:
        yield say.tied(told.newest.year, told.newest.freshness_text)
    if told.translation_is_ours:
        yield say("ours")


def _beside(rules: Sequence[Rules], years: Sequence[int], say: Labels) -> Iterator[Block]:
    if not rules:
        return
    names = {benefit.id: benefit.name for one in rules for benefit in one.benefits}
    amounts = [{benefit.id: benefit.amount_text for benefit in one.benefits} for one in rules]
    windows = (one.application.window for one in rules)
    rows = (
        (say("most"), *(one.most.possible_text for one in rules)),
        *((name, *(held.get(id, "-") for held in amounts)) for id, name in names.items()),
        (say("window"), *(window.text if window else say("nothing_to_request") for window in windows)),
        (say("payment"), *(one.application.payment.text for one in rules)),
        (say("confidence"), *(one.edition.confidence_text for one in rules)),
    )
    yield Table((say("year"), *map(str, years)), rows)


def _step(desk: Desk, scheme_id: str, before: int, after: int, say: Labels) -> Step:
    """What changed, without what stands below each point."""
    body = desk.changes(scheme_id, before, after).body
    blocks = [*changed(screened(body), say)] if isinstance(body, Changes) else []
    title, *rest = map(_in_short, blocks)
    return Step(before, after, Section.of(title.text if isinstance(title, Heading) else "", 2, rest))


def _in_short(block: Block) -> Block:
    if isinstance(block, Listing):
        return evolve(block, items=tuple(Point(point.text) for point in block.items))
    return evolve(block, level=block.level + 2) if isinstance(block, Heading) else block


def _questions(rules: Sequence[Rules], years: Sequence[int], say: Labels) -> Iterator[Block]:
    """Each once, as its last year has it, with the years in which it is open."""
    last = {question.id: question for one in rules for question in one.open_questions}
    when = {id: [year for year, one in zip(years, rules, strict=True) if _asks(one, id)] for id in last}
    points = [
        point for block in lay.open_questions(last.values(), say) if isinstance(block, Listing) for point in block.items
    ]
    dated = zip(points, when.values(), strict=True)
    return lay.listed(Point(point.text, (_in_years(years, say), *point.below)) for point, years in dated)


def _asks(rules: Rules, id: str) -> bool:
    return any(question.id == id for question in rules.open_questions)


def _in_years(years: Iterable[int], say: Labels) -> str:
    return say.pair("years", ", ".join(map(str, years)))


def _sources(rules: Sequence[Rules], years: Sequence[int], say: Labels) -> Iterator[Block]:
    """Every document once, with the years whose rules cite it."""
    cited: dict[str, dict[int, None]] = {}
    for year, one in zip(years, rules, strict=True):
        for record in records_in(one):
            if isinstance(record, Reference):
                address = f" <{record.url}>" if record.url else ""
                cited.setdefault(f"{record.document}{address}", {})[year] = None
    return lay.listed(Point(text, (_in_years(when, say),)) for text, when in cited.items())
