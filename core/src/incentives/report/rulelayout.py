"""How rules without a practitioner are laid out: one edition, whole, and schemes side by side."""

from collections.abc import Iterable, Iterator, Mapping

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point, Table
from incentives.report.layout import Labels
from incentives.report.records.rulebook import (
    ApplicationRule,
    BenefitInShort,
    BenefitRule,
    Cell,
    CriterionRule,
    Rules,
    SchemeComparison,
)
from incentives.scheme.criterion import Establishment


def shown(rules: Rules, say: Labels) -> Iterator[Block]:
    """One edition, whole."""
    scheme, edition = rules.scheme, rules.edition
    yield Heading(1, f"{scheme.name}, {lay.year(edition, say)}")
    yield Paragraph(scheme.summary)
    yield from lay.warnings(edition, say)
    facts = [
        say.pair("authority", scheme.authority),
        say.pair("professions", say.listing(rules.professions)),
        say.pair("period", say("span", start=say.day(edition.period_start), end=say.day(edition.period_end))),
        say.pair("most", rules.most.possible_text),
        say.pair("confidence", edition.confidence_text),
        *([say("ours")] if scheme.translation_is_ours else []),
    ]
    yield from lay.points(facts)
    yield from lay.section(2, say("benefits"), lay.listed(_benefit(item, say) for item in rules.benefits))
    yield from lay.section(2, say("together"), lay.groups(rules.groups))
    yield from lay.section(2, say("criteria"), lay.listed(_criterion(item, say) for item in rules.criteria))
    yield from lay.section(2, say("silent"), lay.open_questions(rules.open_questions, say))
    application = [*lay.application(rules.application, say), *_sources(rules.application, say)]
    yield from lay.section(2, say("application"), application)
    yield from lay.section(2, say("evidence"), lay.evidence(rules.evidence, say, sources=True))
    yield from lay.section(2, say("contacts"), lay.contacts(rules.contacts))
    figures = (Point(f"{f.name} = {f.value_text}", tuple(lay.references(f.references))) for f in rules.figures)
    yield from lay.section(2, say("figures"), lay.listed(figures))
    yield from lay.section(2, say("notes"), lay.points(rules.notes))


def _benefit(item: BenefitRule, say: Labels) -> Point:
    below = [
        say("requires", criteria=say.listing(item.requires)),
        *say.names("on_top_of", benefits=item.on_top_of),
        *say.names("not_with", benefits=item.not_with),
        *item.notes,
        *lay.written(item.references, say),
    ]
    return Point(_paid(item, say), tuple(below))


def _criterion(item: CriterionRule, say: Labels) -> Point:
    standing = f" ({item.standing_text})" if item.standing_text else ""
    below = [say.pair("rule", item.rule)]
    if item.established_by_text:
        below.append(say.pair("established", item.established_by_text))
    if item.deadline:
        below.append(say.pair("deadline", say.day(item.deadline)))
    if item.advise_by and item.advise_by != item.deadline:
        below.append(say.pair("advise_by", say.day(item.advise_by)))
    return Point(f"{item.name}{standing}", (*below, *item.notes, *lay.written(item.references, say)))


def _rule(criterion: Cell) -> str:
    """A criterion's rule, and who establishes it."""
    established = criterion.established_by_text
    return f"{criterion.rule} ({established})" if established else criterion.rule


def _sources(item: ApplicationRule, say: Labels) -> Iterator[Block]:
    window = item.window.references if item.window else ()
    return lay.points(lay.written((*item.references, *window, *item.payment.references), say))


def schemes_compared(comparison: SchemeComparison, say: Labels) -> Iterator[Block]:
    """Schemes side by side."""
    columns = comparison.columns
    yield Heading(1, say("title_compare_schemes"))
    benefits = [_lines((*(_paid(item, say) for item in c.benefits), *c.groups), say) for c in columns]
    papers = [_lines((say.tied(item.name, item.handling_text) for item in c.evidence), say) or "-" for c in columns]
    head = ("", *(f"{c.scheme_name} {lay.year(c, say)}" for c in columns))
    rows = [
        (say("authority"), *(c.authority for c in columns)),
        (say("most"), *(c.most.possible_text for c in columns)),
        (say("benefits"), *benefits),
        (say("channel"), *(c.channel_name for c in columns)),
        (say("window"), *(c.window.text if c.window else say("nothing_to_request") for c in columns)),
        (say("payment"), *(c.payment.text for c in columns)),
        (say("evidence"), *papers),
        (say("established"), *(_lines(_counts(c.established, say), say) for c in columns)),
        (say("confidence"), *(c.confidence_text for c in columns)),
    ]
    if any(c.user_supplied for c in columns):
        rows.append((say("rules_from"), *(c.user_supplied_text or say("from_plugin") for c in columns)))
    yield Table(head, tuple(rows))
    named = list(zip(head[1:], columns, strict=True))
    yield from lay.points(say.tied(name, c.freshness_text) for name, c in named if c.freshness_text)
    yield Heading(2, say("criteria_by_theme"))
    themes = [
        (theme.theme_text, *(_lines((c.name for c in cell), say) or "-" for cell in theme.criteria))
        for theme in comparison.themes
    ]
    yield Table(head, tuple(themes))
    for theme in comparison.themes:
        rules = [
            say.tied(f"{column}, {criterion.name}", _rule(criterion))
            for column, cell in zip(head[1:], theme.criteria, strict=True)
            for criterion in cell
        ]
        yield from lay.section(3, theme.theme_text, lay.points(rules))


def _paid(item: BenefitRule | BenefitInShort, say: Labels) -> str:
    instalment = f" ({item.instalment_text})" if item.instalment_text else ""
    return say.tied(item.name, f"{item.amount_text}, {item.cadence_text}{instalment}")


def _counts(counts: Mapping[Establishment, int], say: Labels) -> Iterator[str]:
    return (say.tied(say.speech.say("established_by", one.value), count) for one, count in counts.items() if count)


def _lines(items: Iterable[str], say: Labels) -> str:
    return say("between").join(items)
