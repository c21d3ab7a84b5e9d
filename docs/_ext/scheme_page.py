"""The list of the schemes, and the page of each: what it is, its editions side by side, every source they rest on."""

from collections.abc import Iterator, Mapping

from attrs import frozen
from incentives import Scheme
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point, Table
from incentives.report.layout import Labels, labels_of
from incentives.report.markdown import to_markdown
from incentives.report.records.pieces import Reference
from incentives.report.records.recording import Record
from incentives.report.records.rulebook import Rules
from incentives.report.records.whole import Report

SITE_LANGUAGE = "en"
OPENING = (
    "The schemes that were installed when this site was built, with every edition as the program knows it: criteria, "
    "amounts, dates, papers, whom to ask, and for each figure the place where it stands and how sure that is. The page "
    "of an edition is what `incentives show` prints."
)


@frozen
class Described:
    """A scheme with all that its pages say.

    Attributes:
        scheme: the scheme.
        editions: what ``incentives show`` gives of each, by year and language.
        explained: whether somebody wrote a page about it besides.
    """

    scheme: Scheme
    editions: Mapping[int, Mapping[str, Report]]
    explained: bool

    @property
    def newest(self) -> Report:
        """The newest edition that isn't broken, in the language of the site."""
        return self.editions[max(self.editions)][SITE_LANGUAGE]

    def rules(self, year: int, language: str = SITE_LANGUAGE) -> Rules:
        """An edition."""
        body = self.editions[year][language].body
        assert isinstance(body, Rules)  # noqa: S101  # every report here is of that kind
        return body


def edition_path(year: int, language: str) -> str:
    """The file of an edition's page."""
    return f"{year}.md" if language == SITE_LANGUAGE else f"{year}-{language}.md"


def index_page(schemes: list[Described]) -> str:
    """Every scheme in a line."""
    entries = [f"{one.rules(max(one.editions)).scheme.short} <{one.scheme.id}/index>" for one in schemes]
    return f"{to_markdown(index_blocks(schemes), trusted=True)}\n{toctree(entries)}"


def index_blocks(schemes: list[Described]) -> Iterator[Block]:
    """The content of the list of schemes."""
    yield Heading(1, "Catalogue")
    yield Paragraph(OPENING)
    head = ("Scheme", "Country", "Paid by", "Professions", "Years", "At most, by the newest rules")
    yield Table(head, tuple(map(index_row, schemes)))


def index_row(one: Described) -> tuple[str, ...]:
    """A scheme in a line."""
    years = sorted(one.editions)
    rules = one.rules(years[-1])
    scheme = rules.scheme
    is_run = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    return (
        f"[{scheme.short}]({one.scheme.id}/index.md)",
        scheme.jurisdiction,
        scheme.authority,
        labels_of(one.newest).listing(scheme.professions),
        f"{years[0]} to {years[-1]}" if is_run else ", ".join(map(str, years)),
        f"{rules.most.possible_text} ({rules.edition.year})",
    )


def scheme_page(one: Described) -> str:
    """What a scheme is, and its editions side by side."""
    years = [f"{year} <{year}>" for year in one.editions]
    return f"{to_markdown(scheme_blocks(one), trusted=True)}\n{toctree(years)}"


def scheme_blocks(one: Described) -> Iterator[Block]:
    """The content of a scheme's page."""
    scheme, say = one.rules(max(one.editions)).scheme, labels_of(one.newest)
    yield Heading(1, scheme.name)
    yield Paragraph(scheme.summary)
    facts = [
        say.pair("authority", scheme.authority),
        say.pair("country", scheme.jurisdiction),
        say.pair("professions", say.listing(scheme.professions)),
        say.pair("id", f"`{scheme.id}`"),
        say.pair("plugin", scheme.provider),
    ]
    if one.explained:
        facts.append(f"[How it works, what its texts leave open, and what is not known](../../schemes/{scheme.id}.md)")
    yield Listing(tuple(map(Point, facts)))
    yield Heading(2, "Editions")
    contents = [one.rules(year) for year in one.editions]
    head = (say("year"), say("period"), say("most"), say("confidence"), "Compared with its sources on", "")
    yield Table(head, tuple(edition_row(content, say) for content in contents))
    yield Heading(2, say("application"))
    yield Table(
        tuple(map(say, ("year", "channel", "window", "payment"))),
        tuple(application_row(content, say) for content in contents),
    )
    yield Heading(2, say("sources"))
    yield Listing(tuple(map(Point, sources(contents, say))))


def edition_row(content: Rules, say: Labels) -> tuple[str, ...]:
    """An edition in a line."""
    edition = content.edition
    marks = ["announced only"] if edition.projected else []
    if edition.freshness_text:
        marks.append(f"**{edition.freshness_text}**")
    return (
        f"[{edition.year}]({edition_path(edition.year, SITE_LANGUAGE)})",
        say("span", start=say.day(edition.period_start), end=say.day(edition.period_end)),
        content.most.possible_text,
        edition.confidence_text,
        edition.verified_on_text,
        "; ".join(marks),
    )


def application_row(content: Rules, say: Labels) -> tuple[str, ...]:
    """Where and when one applies, and when it is paid, in a line."""
    application = content.application
    window = application.window
    return (
        str(content.edition.year),
        application.channel_name,
        window.text if window else say("nothing_to_request"),
        application.payment.text,
    )


def sources(contents: list[Rules], say: Labels) -> list[str]:
    """Every document that an edition refers to, with the years that do."""
    years: dict[str, list[int]] = {}
    for content in contents:
        for text in dict.fromkeys(source_text(reference, say) for reference in references_in(content)):
            years.setdefault(text, []).append(content.edition.year)
    return [f"{text} ({', '.join(map(str, sorted(found)))})" for text, found in years.items()]


def references_in(part: object) -> Iterator[Reference]:
    """The references of a report, wherever in it they stand."""
    if isinstance(part, Reference):
        yield part
    for value in vars(part).values() if isinstance(part, Record) else part if isinstance(part, tuple) else ():
        yield from references_in(value)


def source_text(reference: Reference, say: Labels) -> str:
    """A document in a line."""
    day = say.day(reference.date) if reference.date else None
    address = f"<{reference.url}>" if reference.url else None
    return ", ".join(filter(None, (f"*{reference.document}*", reference.publisher, day, address)))


def toctree(entries: list[str]) -> str:
    """The pages below this one, for the way through the site."""
    return "\n".join(["```{toctree}\n:hidden:\n", *entries, "```\n"])
