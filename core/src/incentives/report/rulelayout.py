"""How rules without a practitioner are laid out: one edition, whole, and schemes side by side."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point, Table
from incentives.report.layout import Labels
from incentives.report.parts import Content


def shown(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """One edition, whole."""
    scheme, edition = content["scheme"], content["edition"]
    yield Heading(1, f"{scheme['name']}, {lay.year(edition, say)}")
    yield Paragraph(scheme["summary"])
    if edition["user_supplied_text"]:
        yield Paragraph(edition["user_supplied_text"], strong=True)
    for text in (edition["projected_text"], edition["freshness_text"]):
        if text:
            yield Paragraph(text, strong=True)
    ours = [say("ours")] if scheme["translation_is_ours"] else []
    facts = [
        say.pair("authority", scheme["authority"]),
        say.pair("professions", say.listing(content["professions"])),
        say.pair("period", say("span", start=say.day(edition["period_start"]), end=say.day(edition["period_end"]))),
        say.pair("most", content["most"]["possible_text"]),
        say.pair("confidence", edition["confidence_text"]),
        *ours,
    ]
    yield from lay.points(facts)
    yield from lay.section(
        2, say("benefits"), [Listing(tuple(_shown_benefit(item, say) for item in content["benefits"]))]
    )
    yield from lay.section(2, say("together"), lay.groups(content["groups"]))
    yield from lay.section(
        2, say("criteria"), [Listing(tuple(_shown_criterion(item, say) for item in content["criteria"]))]
    )
    yield from lay.section(2, say("silent"), lay.open_questions(content["open_questions"], say))
    application = [*lay.application(content["application"], say), *_shown_sources(content["application"], say)]
    yield from lay.section(2, say("application"), application)
    yield from lay.section(2, say("evidence"), lay.evidence(content["evidence"], say, sources=True))
    yield from lay.section(2, say("contacts"), lay.contacts(content["contacts"]))
    figures = tuple(
        Point(f"{f['name']} = {f['value_text']}", tuple(lay.references(f["references"]))) for f in content["figures"]
    )
    yield from lay.section(2, say("figures"), [Listing(figures)])
    yield from lay.section(2, say("notes"), lay.points(content["notes"]))


def _shown_benefit(item: Content, say: Labels) -> Point:
    below = [say("requires", criteria=say.listing(item["requires"]))]
    if item["on_top_of"]:
        below.append(say("on_top_of", benefits=say.listing(item["on_top_of"])))
    if item["not_with"]:
        below.append(say("not_with", benefits=say.listing(item["not_with"])))
    below += [*item["notes"], *(say.pair("written", text) for text in lay.references(item["references"]))]
    return Point(_paid(item, say), tuple(below))


def _shown_criterion(item: Content, say: Labels) -> Point:
    standing = f" ({item['standing_text']})" if item["standing_text"] else ""
    below = [say.pair("rule", item["rule"])]
    if item["established_by_text"]:
        below.append(say.pair("established", item["established_by_text"]))
    if item["deadline"]:
        below.append(say.pair("deadline", say.day(item["deadline"])))
    if item["advise_by"] and item["advise_by"] != item["deadline"]:
        below.append(say.pair("advise_by", say.day(item["advise_by"])))
    below += [*item["notes"], *(say.pair("written", text) for text in lay.references(item["references"]))]
    return Point(f"{item['name']}{standing}", tuple(below))


def _rule(criterion: Content) -> str:
    """A criterion's rule, and who establishes it."""
    established = criterion["established_by_text"]
    return f"{criterion['rule']} ({established})" if established else str(criterion["rule"])


def _shown_sources(application: Content, say: Labels) -> Iterator[Block]:
    parts = (application, application["window"] or {}, application["payment"])
    items = [reference for part in parts for reference in part.get("references", ())]
    yield from lay.points(say.pair("written", text) for text in lay.references(items))


def schemes_compared(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """Schemes side by side."""
    columns = content["columns"]
    yield Heading(1, say("title_compare_schemes"))
    benefits = [_lines((*(_paid(item, say) for item in c["benefits"]), *c["groups"]), say) for c in columns]
    papers = [
        _lines((say.tied(item["name"], item["handling_text"]) for item in c["evidence"]), say) or "-" for c in columns
    ]
    head = ("", *(f"{c['scheme_name']} {lay.year(c, say)}" for c in columns))
    rows = [
        (say("authority"), *(c["authority"] for c in columns)),
        (say("most"), *(c["most"]["possible_text"] for c in columns)),
        (say("benefits"), *benefits),
        (say("channel"), *(c["channel_name"] for c in columns)),
        (say("window"), *(c["window"]["text"] if c["window"] else say("nothing_to_request") for c in columns)),
        (say("payment"), *(c["payment"]["text"] for c in columns)),
        (say("evidence"), *papers),
        (say("established"), *(_lines(_counts(c["established"], say), say) for c in columns)),
        (say("confidence"), *(c["confidence_text"] for c in columns)),
    ]
    if any(c["user_supplied"] for c in columns):
        rows.append((say("rules_from"), *(c["user_supplied_text"] or say("from_plugin") for c in columns)))
    yield Table(head, tuple(rows))
    yield from lay.points(
        say.tied(name, c["freshness_text"]) for name, c in zip(head[1:], columns, strict=True) if c["freshness_text"]
    )
    yield Heading(2, say("criteria_by_theme"))
    themes = [
        (theme["theme_text"], *(_lines((c["name"] for c in cell), say) or "-" for cell in theme["criteria"]))
        for theme in content["themes"]
    ]
    yield Table(head, tuple(themes))
    for theme in content["themes"]:
        rules = [
            say.tied(f"{column}, {criterion['name']}", _rule(criterion))
            for column, cell in zip(head[1:], theme["criteria"], strict=True)
            for criterion in cell
        ]
        yield from lay.section(3, theme["theme_text"], lay.points(rules))


def _paid(item: Content, say: Labels) -> str:
    instalment = f" ({item['instalment_text']})" if item["instalment_text"] else ""
    return say.tied(item["name"], f"{item['amount_text']}, {item['cadence_text']}{instalment}")


def _counts(counts: Mapping[str, int], say: Labels) -> Iterator[str]:
    return (say.tied(say.speech.say("established_by", name), count) for name, count in counts.items() if count)


def _lines(items: Iterable[str], say: Labels) -> str:
    return say("between").join(items)
