"""Writes the catalogue pages from the installed schemes: a page for each scheme, and for each edition in each language.

An edition's page is what ``incentives show`` prints as Markdown: nothing is rendered here that the library renders. The
pages go to ``catalogue/`` beside the others, and each build brings them up to date.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from incentives import Catalogue, Edition, IncentivesError, Scheme, Screen, load_catalogue
from incentives.report.described import edition_body
from incentives.report.frame import document
from incentives.report.records.rulebook import Rules
from incentives.report.records.whole import Report
from scheme_page import SITE_LANGUAGE, Described, edition_path, index_page, scheme_page
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

LOGGER = logging.getLogger(__name__)
FOLDER = "catalogue"
LANGUAGES = {"en": "English", "fr": "Français", "nl": "Nederlands"}


def build_day() -> date:
    """Today, or the day that ``SOURCE_DATE_EPOCH`` asks for, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def languages_of(scheme: Scheme) -> list[str]:
    """Those in which an edition is shown: the site's own first, then the others that the scheme is worded in."""
    return [one for one in LANGUAGES if one == SITE_LANGUAGE or one in scheme.wording.languages]


def editions_of(scheme: Scheme, catalogue: Catalogue) -> Iterator[Edition]:
    """The editions of a scheme, the newest first; one that is broken is a warning, and the others are still shown."""
    for year in reversed(scheme.years):
        try:
            yield catalogue.edition(scheme.id, year)
        except IncentivesError as error:
            LOGGER.warning("%s %s has no page: %s", scheme.id, year, error)


def described(scheme: Scheme, catalogue: Catalogue, today: date, *, explained: bool) -> Described:
    """A scheme with what its pages say."""

    def shown(edition: Edition, language: str) -> Report:
        body = edition_body(scheme, edition, catalogue, language, as_of=today)
        used = [(scheme, edition)]
        return document("show", body, language=language, today=today, as_of=today, catalogue=catalogue, editions=used)

    editions = {
        edition.year: {language: shown(edition, language) for language in languages_of(scheme)}
        for edition in editions_of(scheme, catalogue)
    }
    return Described(scheme, editions, explained)


def pages(catalogue: Catalogue, today: date, explained: Path) -> dict[str, str]:
    """The text of every page, by its path below the folder of the catalogue."""
    found = [
        described(scheme, catalogue, today, explained=(explained / f"{scheme.id}.md").exists())
        for scheme in catalogue.schemes
    ]
    known = [one for one in found if one.editions]
    texts = {"index.md": index_page(known)}
    for one in known:
        texts[f"{one.scheme.id}/index.md"] = scheme_page(one)
        for year, by_language in one.editions.items():
            for language, report in by_language.items():
                text = catalogue.render("markdown", report, Screen())
                path = f"{one.scheme.id}/{edition_path(year, language)}"
                texts[path] = edition_page(text, one.rules(year, language), list(by_language), language)
    return texts


def edition_page(text: str, rules: Rules, languages: list[str], language: str) -> str:
    """An edition's report, with the way to its scheme and to its other languages below the title."""
    title, _, rest = text.partition("\n\n")
    year = rules.edition.year
    others = [f"[{LANGUAGES[one]}]({edition_path(year, one)})" for one in languages if one != language]
    ways = " · ".join([f"[{rules.scheme.short}](index.md)", *others])
    unlisted = "" if language == SITE_LANGUAGE else "---\norphan: true\n---\n\n"
    return f"{unlisted}{title}\n\n{ways}\n\n{rest}"


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Bring a folder up to date: what hasn't changed isn't touched, so that it isn't built again."""
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in texts:
            old.unlink()
    for path, text in texts.items():
        file = folder / path
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


def generate(app: Sphinx) -> None:
    """Write the pages of every installed scheme; a plugin that failed is a warning."""
    catalogue = load_catalogue()
    source = Path(app.srcdir)
    texts = pages(catalogue, build_day(), source / "schemes")
    for failure in catalogue.failures:
        LOGGER.warning("%s (%s): %s", failure.plugin, failure.distribution, failure.message)
    write(source / FOLDER, texts)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages before any is read."""
    app.connect("builder-inited", generate)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
