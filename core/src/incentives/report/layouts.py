"""How each kind of report is laid out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point, Table
from incentives.report.changedlayout import changed
from incentives.report.layout import Labels
from incentives.report.parts import Content
from incentives.report.tablelayout import reformed, summarised
from incentives.report.verified import standing, verification


def blocks(content: Mapping[str, Any]) -> Iterator[Block]:
    """The whole report."""
    say = lay.labels_of(content)
    yield from KINDS[content["kind"]](content, say)
    yield from lay.closing(content, say)


def compared(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """A check or a comparison: a summary, then every scheme and year in full."""
    who = content["label"] or say("practitioner")
    yield Heading(1, say("title_compare", who=who))
    if content["as_of_text"]:
        yield Paragraph(content["as_of_text"])
    yield from lay.section(2, say("notices"), lay.points(content["notices"]))
    yield Heading(2, say("summary"))
    yield _summary(content, say)
    yield from lay.points(_totals(content, say))
    actions = [(item, row) for row in content["rows"] if row["assessed"] for item in row["to_do"]]
    actions.sort(key=lambda pair: pair[0]["by"] or pair[0]["at_latest"] or "9999")
    yield from lay.section(2, say("to_do"), _actions(actions, say))
    for row in content["rows"]:
        yield from assessed(row, say) if row["assessed"] else not_assessed(row)


def _summary(content: Mapping[str, Any], say: Labels) -> Table:
    head = ("scheme", "year", "certain", "possible", "reachable", "result")
    rows = [(row["scheme_name"], _year(row, say), *_cells(row, say)) for row in content["rows"]]
    return Table(tuple(map(say, head)), tuple(rows))


def _year(row: Content, say: Labels) -> str:
    return lay.year(row["edition"], say) if row["assessed"] else str(row["year"])


def _cells(row: Content, say: Labels) -> tuple[str, ...]:
    if not row["assessed"]:
        return ("?", "?", "?", say(f"short_{row['code']}"))
    if row["elsewhere"]:
        return ("-", "-", "-", say("short_not_covered"))
    result = row["eligibility"]
    if result == "eligible" and (row["request_alert"] or row["so_far"]):
        result = f"eligible_{row['request_alert'] or 'so_far'}"
    if row["subject_to"]:
        short = say("short_subject_to", criteria=say.listing(row["subject_to"]))
    else:
        short = say(f"short_{result}")
    return (*_texts(row["amount"]).values(), short)


def _totals(content: Mapping[str, Any], say: Labels) -> Iterator[str]:
    if not content["totals"]:
        return
    for total in content["totals"]:
        yield say("total", currency=total["currency"], **_texts(total))
    if content["total_in"]:
        yield content["total_in"]["text"]
    yield content["totals_note"]
    yield from (one["text"] for one in content["apart"])


def _texts(amount: Content) -> dict[str, str]:
    return {name: amount[f"{name}_text"] for name in ("certain", "possible", "reachable")}


def _actions(actions: list[tuple[Content, Content]], say: Labels) -> Iterator[Block]:
    found = []
    for item, row in actions:
        what = f"{row['scheme_name']} {_year(row, say)}, {item['about']}. {item['what']}"
        found.append(Point(say.tied(_when(item, say), what)))
    if found:
        yield Listing(tuple(found))


def _when(item: Content, say: Labels) -> str:
    if item["by"]:
        return say("by", date=say.day(item["by"]))
    return say("by_unknown", date=say.day(item["at_latest"])) if item["at_latest"] else say("no_date")


def not_assessed(row: Content) -> Iterator[Block]:
    """A year of which nothing can be said."""
    yield Heading(2, f"{row['scheme_name']} {row['year']}")
    yield Paragraph(row["text"])


def assessed(row: Content, say: Labels) -> Iterator[Block]:
    """One scheme and year in full."""
    amount = row["amount"]
    yield Heading(2, f"{row['scheme_name']} {_year(row, say)}")
    yield Paragraph(row["eligibility_text"], strong=True)
    if row["edition"]["user_supplied_text"]:
        yield Paragraph(row["edition"]["user_supplied_text"], strong=True)
    if row["coverage_text"] and row["coverage_text"] != row["eligibility_text"]:
        yield Paragraph(row["coverage_text"])
    if row["edition"]["projected_text"]:
        yield Paragraph(row["edition"]["projected_text"])
    if row["edition"]["freshness_text"]:
        yield Paragraph(row["edition"]["freshness_text"], strong=True)
    if not row["elsewhere"]:
        yield Paragraph(say("amounts", **_texts(amount)))
        yield from lay.section(3, say("benefits"), _benefits(row["benefits"], say))
        yield from lay.section(3, say("together"), lay.groups(row["groups"]))
    yield from lay.section(3, say("missing"), _missing(row["missing_facts"], say))
    yield from lay.section(3, say("judged"), _decisions(row["pending_decisions"], say))
    yield from lay.section(3, say("silent"), lay.open_questions(row["open_questions"], say))
    yield from lay.section(
        3, say("readings"), lay.points(say.tied(r["statement"].rstrip("."), r["answer_text"]) for r in row["readings"])
    )
    yield from lay.section(3, say("criteria"), _criteria(row["criteria"], say))
    if row["not_checked_text"]:
        yield Paragraph(f"{row['not_checked_text']} {say.listing(row['not_checked'])}.")
    yield from lay.section(3, say("application"), lay.application(row["application"], say))
    yield from lay.section(3, say("evidence"), lay.evidence(row["evidence"], say))
    yield from lay.section(3, say("contacts"), lay.contacts(row["contacts"]))
    yield from lay.section(3, say("notes"), lay.points(row["notes"]))
    yield from lay.section(3, say("sources"), lay.points(lay.references(_all_references(row))))


def _all_references(row: Content) -> Iterator[Content]:
    holders = [*row["benefits"], *row["groups"], *row["evidence"], row["application"], row["application"]["payment"]]
    if row["application"]["window"]:
        holders.append(row["application"]["window"])
    for holder in holders:
        yield from holder["references"]


def _benefits(items: list[Content], say: Labels) -> Iterator[Block]:
    found = []
    for item in items:
        amount = item["amount"]
        below = []
        if item["blocked_by"]:
            below.append(say("blocked_by", criteria=say.listing(item["blocked_by"])))
        if item["on_top_of"]:
            below.append(say("on_top_of", benefits=say.listing(item["on_top_of"])))
        if item["excluded_by"]:
            below.append(say("excluded_by", benefits=say.listing(item["excluded_by"])))
        elif item["not_with"]:
            below.append(say("not_with", benefits=say.listing(item["not_with"])))
        if item["request_text"]:
            below.append(" ".join(filter(None, (item["request_text"], item["request_reason"]))))
        below += [f"{ask['question']} ({_place(ask, say)})" for ask in item["request_asks"]]
        below += item["notes"]
        amounts = say(
            "amounts_short",
            certain=amount["certain_text"],
            possible=amount["possible_text"],
            reachable=amount["reachable_text"],
        )
        instalment = f"{item['instalment_text']}." if item["instalment_text"] else ""
        said = " ".join(filter(None, (item["eligibility_text"], instalment, amounts)))
        found.append(Point(say.tied(item["name"], said), tuple(below)))
    yield Listing(tuple(found))


def _criteria(items: list[Content], say: Labels) -> Iterator[Block]:
    found = []
    for item in items:
        below = []
        if item["rule"]:
            below.append(say.pair("rule", item["rule"]))
        read = [
            say.tied(fact["name"], fact["value_text"])
            for fact in item["facts"]
            if fact["decided"] and not fact["is_open_question"]
        ]
        if read:
            below.append(say.pair("read", say("between").join(read)))
        if item["remedy"]:
            below.append(say.pair("remedy", item["remedy"]))
        below.append(say.pair("established", item["established_by_text"]))
        below += item["notes"]
        below += [say.pair("written", text) for text in lay.references(item["references"])]
        found.append(Point(say.tied(item["name"], f"{item['outcome_text']}. {item['reason']}"), tuple(below)))
    yield Listing(tuple(found))


def _missing(items: list[Content], say: Labels) -> Iterator[Block]:
    found = []
    for item in items:
        below = (
            item["help"],
            say("bears_on", benefits=say.listing(item["bears_on"])),
            say.pair("fact", _place(item, say)),
        )
        found.append(Point(item["question"], tuple(text for text in below if text)))
    if found:
        yield Listing(tuple(found))


def _decisions(items: list[Content], say: Labels) -> Iterator[Block]:
    """What a person judges, and where to write the decision once there is one."""
    found = []
    for item in items:
        fact = item["fact"]
        below = (
            say("bears_on", benefits=say.listing(fact["bears_on"])),
            say.pair("judged_record", f"{fact['question']} ({_place(fact, say)})"),
        )
        found.append(Point(say.tied(item["name"], item["reason"]), below))
    if found:
        yield Listing(tuple(found))


def _place(item: Content, say: Labels) -> str:
    """Where a fact is written in a situation file."""
    return say("place", year=item["year"], id=item["id"]) if item["year"] else f"{item['id']} ="


def schemes(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """The list of schemes."""
    yield Heading(1, say("title_schemes"))
    yield Listing(tuple(_listed(scheme, say) for scheme in content["schemes"]))


def _listed(scheme: Content, say: Labels) -> Point:
    mine = {edition["year"]: edition["text"] for edition in scheme["user_editions"]}
    below = (
        scheme["summary"],
        say.pair("country", scheme["jurisdiction"]),
        say.pair("authority", scheme["authority"]),
        say.pair("professions", ", ".join(scheme["professions"])),
        say.pair("years", _years([year for year in scheme["years"] if year not in mine]) or say("not_known")),
        *mine.values(),
        *_stale(scheme["newest"], say),
        say.pair("plugin", scheme["provider"]),
    )
    return Point(say.tied(scheme["id"], scheme["name"]), below)


def _stale(newest: Content | None, say: Labels) -> Iterator[str]:
    if newest and newest["freshness_text"]:
        yield say.tied(newest["year"], newest["freshness_text"])


def _years(years: list[int]) -> str:
    is_run = len(years) > 1 and years == list(range(years[0], years[-1] + 1))
    return f"{years[0]}-{years[-1]}" if is_run else ", ".join(map(str, years))


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
    below = [say.pair("rule", item["rule"]), say.pair("established", item["established_by_text"])]
    if item["deadline"]:
        below.append(say.pair("deadline", say.day(item["deadline"])))
    below += [*item["notes"], *(say.pair("written", text) for text in lay.references(item["references"]))]
    return Point(f"{item['name']}{standing}", tuple(below))


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
            say.tied(f"{column}, {criterion['name']}", f"{criterion['rule']} ({criterion['established_by_text']})")
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


def plugins(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """The installed plugins."""
    yield Heading(1, say("title_plugins"))
    rows = tuple(
        (
            p["name"],
            f"{p['distribution']} {p['version']}",
            say(f"state_{p['state']}"),
            ", ".join(p["schemes"] + p["formats"]),
            standing(p, say),
        )
        for p in content["plugins"]
    )
    yield Table(tuple(map(say, ("plugin", "distribution", "state", "gives", "checked"))), rows)
    printed = [say.tied(p["name"], p["printed"].strip()) for p in content["plugins"] if p["printed"]]
    yield from lay.section(2, say("printed"), lay.points(printed))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Labels], Iterator[Block]]] = {
    "check": compared,
    "comparison": compared,
    "schemes": schemes,
    "show": shown,
    "scheme_comparison": schemes_compared,
    "plugins": plugins,
    "verification": verification,
    "edition_changes": changed,
    "table_summary": summarised,
    "table_comparison": reformed,
}
