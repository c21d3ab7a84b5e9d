"""How the reports on a table are laid out: totals first, then what keeps back, then what is not known."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report import parts
from incentives.report.blocks import Block, Heading, Paragraph, Table
from incentives.report.layout import Labels
from incentives.report.records.profession import (
    BenefitResult,
    Changed,
    EditionFigures,
    EditionResult,
    EditionSide,
    MissingInTable,
    Practitioners,
    QuestionInTable,
    TableComparison,
    TableSummary,
    ToDoInTable,
)
from incentives.wording import formats

MOST_MISSING = 12
# Each practitioner is counted in one of these: by the id of the word for it, the key of the count.
COUNTS = {"due": "eligible", "undetermined": "undetermined", "not_due": "not_eligible", "not_covered": "not_covered"}


class Words:
    """The words of reports on tables, and their numbers."""

    def __init__(self, say: Labels) -> None:
        self.say = say

    def __call__(self, key: str, **values: object) -> str:
        """One sentence, filled in."""
        return self.say.speech.say("table", key, **{name: str(value) for name, value in values.items()})

    def head(self, *keys: str) -> tuple[str, ...]:
        """The heads of a table; an empty one where the key is."""
        return tuple(self(key) if key else "" for key in keys)

    def number(self, value: int | None) -> str:
        """A number; what is not known is said to be."""
        return self.say("not_known") if value is None else formats.number(value, self.say.speech.language)

    def share(self, count: Practitioners) -> str:
        """The share of all practitioners."""
        return count.share_text or "-"


def summarised(content: TableSummary, say: Labels) -> Iterator[Block]:
    """A table in figures."""
    words = Words(say)
    yield Heading(1, words("title_summary", source=content.source or words("a_table")))
    yield Paragraph(say.tied(words("practitioners"), words.number(content.practitioners)), strong=True)
    if not content.practitioners:
        yield Paragraph(words("nobody"))
    kinds = _kinds(content.results)
    rows = [
        (
            one.scheme_name,
            lay.year(one, say),
            *(getattr(one, key).practitioners_text for key in kinds.values()),
            one.cost.certain_text,
            one.cost.possible_text,
        )
        for one in content.results
    ]
    head = (say("scheme"), say("year"), *words.head(*kinds), say("certain"), say("possible"))
    yield Table(head, tuple(rows))
    yield from lay.points(_totals(content, words))
    for one in content.results:
        yield from _edition(one, content.practitioners, words)


def _kinds(contents: Iterable[EditionFigures]) -> dict[str, str]:
    """The kinds of counts; without those whose profession is not covered, where there are none."""
    is_shown = any(one.not_covered.practitioners for one in contents)
    return {name: key for name, key in COUNTS.items() if is_shown or name != "not_covered"}


def _not_covered(key: str, content: EditionFigures | TableComparison, words: Words) -> Iterator[str]:
    """A sentence more, where there are some whose profession is not covered."""
    count = content.not_covered
    if count.practitioners:
        yield words(f"{key}_not_covered", count=count.practitioners_text, share=words.share(count))


def _totals(content: TableSummary, words: Words) -> Iterator[str]:
    if len(content.results) > 1:
        for total in content.totals:
            yield words("total", currency=total.currency, **parts.texts(total))
    yield content.totals_note


def _edition(one: EditionResult, practitioners: int, words: Words) -> Iterator[Block]:
    say = words.say
    yield Heading(2, f"{one.scheme_name} {lay.year(one, say)}")
    yield from lay.warnings(one, say)
    if practitioners:
        kinds = {name: getattr(one, key) for name, key in COUNTS.items()}
        more = _not_covered("counts", one, words)
        counts = {name: count.practitioners_text for name, count in kinds.items()}
        shares = {f"{name}_share": words.share(count) for name, count in kinds.items()}
        yield Paragraph(" ".join([words("counts", **counts, **shares), *more]), strong=True)
    yield Paragraph(words("cost", **parts.texts(one.cost)), strong=True)
    yield Paragraph(say.pair("confidence", one.confidence_text))
    if one.invalid.practitioners:
        yield Paragraph(words("invalid", rows=one.invalid.practitioners_text))
    yield Heading(3, words("benefits"))
    yield Table(
        (*words.head("benefit", "due", "open", "benefit_not_due"), say("certain"), say("possible")),
        tuple(
            (b.name, *map(words.number, (b.due, b.possible, b.not_due)), *parts.texts(b.cost).values())
            for b in one.benefits
        ),
    )
    if one.cost_note:
        yield Paragraph(one.cost_note)
    for benefit in one.benefits:
        yield from lay.section(3, words("keeps_back", benefit=benefit.name), _blocking(benefit, words))
    if one.to_do is not None:
        yield from _to_do(one.to_do, words)
    yield from lay.section(3, words("missing"), _missing(one, words))
    yield from lay.section(
        3, say("readings"), lay.points(say.tied(r.statement.rstrip("."), r.answer_text) for r in one.readings)
    )


def _to_do(content: ToDoInTable, words: Words) -> Iterator[Block]:
    """Which deed by which day brings the most to the most."""
    say, language = words.say, words.say.speech.language
    yield Heading(3, words("to_do", date=formats.day(content.as_of, language)))
    yield Paragraph(words("to_do_rows", rows=words.number(content.practitioners)))
    if content.untold:
        yield Paragraph(words("to_do_untold", rows=words.number(content.untold)))
    if content.deeds:
        rows = (
            (
                one.name,
                formats.day(one.by, language) if one.by else words("no_last_day"),
                *map(words.number, (one.practitioners, one.alone)),
                *parts.texts(one.cost).values(),
            )
            for one in content.deeds
        )
        head = (*words.head("deed", "last_day", "practitioners", "nothing_else"), say("certain"), say("possible"))
        yield Table(head, tuple(rows))
        yield Paragraph(content.note)


def _blocking(benefit: BenefitResult, words: Words) -> Iterator[Block]:
    found = [criterion for criterion in benefit.criteria if criterion.not_met or criterion.unknown]
    found.sort(key=lambda criterion: (-criterion.not_met, -criterion.unknown))
    keys = ("not_met", "alone", "together", "unknown")
    if found:
        rows = ((criterion.name, *(words.number(getattr(criterion, key)) for key in keys)) for criterion in found)
        yield Table(words.head("criterion", *keys), tuple(rows))


def _missing(one: EditionResult, words: Words) -> Iterator[Block]:
    named: list[tuple[str, MissingInTable | QuestionInTable]]
    named = [(f"{fact.name} [{fact.id}]", fact) for fact in one.missing_facts]
    named += [(f"{question.statement} [{question.id}]", question) for question in one.open_questions]
    found = [(name, item) for name, item in named if item.bears_on]
    found.sort(key=lambda pair: (-(pair[1].settles or 0), -pair[1].bears_on))
    if not found:
        return
    yield Paragraph(words("missing_note", rows=one.undetermined.practitioners_text))
    rows = ((name, words.number(item.bears_on), words.number(item.settles)) for name, item in found[:MOST_MISSING])
    yield Table(words.head("asked", "bears_on", "settles"), tuple(rows))
    if len(found) > MOST_MISSING:
        yield Paragraph(words("others", count=words.number(len(found) - MOST_MISSING)))


def reformed(content: TableComparison, say: Labels) -> Iterator[Block]:
    """What another edition changes over a table."""
    words = Words(say)
    before, after = (lay.year(side, say) for side in (content.before, content.after))
    yield Heading(1, words("title_comparison", scheme=content.scheme_name, after=after, before=before))
    if content.source:
        yield Paragraph(content.source)
    yield Paragraph(say.tied(words("practitioners"), words.number(content.practitioners)), strong=True)
    if content.practitioners:
        changes = ("gains", "loses", "same", "undetermined")
        counts = {key: getattr(content, key).practitioners_text for key in changes}
        shares = {f"{key}_share": words.share(getattr(content, key)) for key in changes}
        more = _not_covered("changes", content, words)
        yield Paragraph(" ".join([words("changes", **counts, **shares), *more]), strong=True)
    else:
        yield Paragraph(words("nobody"))
    yield Paragraph(words("difference_cost", **parts.texts(content.difference)), strong=True)
    yield from _both(content, (before, after), words)
    for key in ("gains", "loses"):
        yield from lay.section(2, words(f"{key}_by"), _causes(getattr(content, key), words))
    yield Paragraph(content.note)


def _both(content: TableComparison, names: tuple[str, str], words: Words) -> Iterator[Block]:
    say, sides = words.say, (content.before, content.after)
    for name, side in zip(names, sides, strict=True):
        yield from lay.warnings(side, say, name)
    head = ("", words("before", edition=names[0]), words("after", edition=names[1]), words("difference"))
    is_part = bool(content.not_covered.practitioners)
    costs = [
        (say(end), *(parts.texts(side.cost)[end] for side in sides), "" if is_part else difference)
        for end, difference in parts.texts(content.difference).items()
    ]
    if is_part:
        costs += [
            (words(f"{end}_compared"), *(parts.texts(side.compared)[end] for side in sides), difference)
            for end, difference in parts.texts(content.difference).items()
        ]
    kinds = (*_kinds(sides).items(), ("invalid_rows", "invalid"))
    people = (
        (words(label), *(getattr(side, key).practitioners_text for side in sides), _more(sides, key, words))
        for label, key in kinds
    )
    sure = (say("confidence"), *(side.confidence_text for side in sides), "")
    yield Table(head, (*costs, *people, sure))


def _more(sides: tuple[EditionSide, EditionSide], key: str, words: Words) -> str:
    before, after = (getattr(side, key).practitioners for side in sides)
    return words.number(after - before)


def _causes(side: Changed, words: Words) -> Iterator[Block]:
    keys = ("practitioners", "alone", "together")
    if side.criteria:
        rows = ((one.name, *(words.number(getattr(one, key)) for key in keys)) for one in side.criteria)
        yield Table(words.head("criterion", *keys), tuple(rows))
    if side.without:
        yield Paragraph(words("without", rows=words.number(side.without)))
