"""Checks of records: what can be built, how things are named, what is left without a source or without a reader."""

import re
from collections.abc import Iterator

from incentives.errors import InvalidEdition
from incentives.rules.facts import Fact, OpenQuestion, fact_of, terms_of
from incentives.scheme.references import Reference
from incentives.scheme.shared import PROFESSION
from incentives.testing import weight
from incentives.testing.findings import Finding, note
from incentives.testing.subjects import OfEdition, OfPlugin, OfScheme

_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def loads(subject: OfPlugin) -> Iterator[Finding]:
    """The plugin loads, prints nothing, and gives something."""
    plugin = subject.plugin
    for failure in plugin.failures:
        yield Finding(
            f"{plugin.name}, {failure.stage.value}", failure.message, "mend it, install again, and run this again"
        )
    if printed := weight.printed(plugin.name):
        yield Finding(
            plugin.name,
            f"prints {printed!r:.80} when it is loaded",
            "take the print away: a plugin gives records, and a program that uses it may print data",
        )
    given = (plugin.schemes, plugin.readers, plugin.formats, plugin.activity_readers, plugin.registers)
    if not plugin.failures and not any(given):
        yield Finding(plugin.name, "gives nothing", "yield a Scheme from `incentive_schemes`, marked with @hookimpl")


def builds(subject: OfScheme) -> Iterator[Finding]:
    """Every edition can be built, and there is one."""
    if not subject.scheme.years:
        yield Finding(str(subject), "has no edition", "put a file editions/<year>.toml into the package")
    for year in subject.scheme.years:
        try:
            subject.catalogue.edition(subject.scheme.id, year)
        except InvalidEdition as error:
            for fault in error.faults:
                yield Finding(
                    f"{subject.scheme.id} {year}", str(fault), "mend the edition file or the rules at that place"
                )


def plugin_names(subject: OfPlugin) -> Iterator[Finding]:
    """Distribution and entry point are named alike."""
    plugin = subject.plugin
    wanted = f"incentives-{plugin.name.replace('_', '-')}"
    if re.sub(r"[-_.]+", "-", plugin.distribution).lower() != wanted:
        yield Finding(
            plugin.name,
            f"comes with the distribution {plugin.distribution!r}",
            f"call the distribution {wanted!r}, so that users find the one by the other, or rename the entry point",
        )


def ids(subject: OfScheme) -> Iterator[Finding]:
    """Every id starts with the name of what owns it."""
    scheme = subject.scheme
    place, owner = scheme.id, scheme.jurisdiction.lower().partition("-")[0]
    if not _JURISDICTION.fullmatch(scheme.jurisdiction):
        yield Finding(place, f"its jurisdiction is {scheme.jurisdiction!r}", "write an ISO 3166 code, such as 'FR'")
    if not scheme.id.startswith(f"{owner}-"):
        yield Finding(
            place, f"its id does not start with its jurisdiction, {owner!r}", f"call it '{owner}-{scheme.id}'"
        )
    if len(subject.plugin.schemes) == 1 and scheme.id.replace("-", "_") != subject.plugin.name:
        wanted = scheme.id.replace("-", "_")
        yield Finding(place, f"its plugin is called {subject.plugin.name!r}", f"call the entry point {wanted!r}")
    for fact in scheme.facts:
        if fact.namespace != owner and fact.id != PROFESSION.id:
            yield Finding(
                f"{place}, facts.{fact.id}",
                f"its id does not start with the jurisdiction, '{owner}.'",
                f"call it '{owner}.{fact.id.partition('.')[2]}': other name spaces belong to other countries",
            )


def read(subject: OfScheme) -> Iterator[Finding]:
    """Every fact and open question that is declared is read by a rule."""
    scheme = subject.scheme
    if len(subject.editions) < len(scheme.years):
        return  # a broken edition may read what the others do not
    terms = [term for edition in subject.editions for term in edition.terms]
    terms += [term for contradiction in scheme.contradictions for term in terms_of(contradiction.condition)]
    digests = {(term if isinstance(term, OpenQuestion) else fact_of(term)).digest for term in terms}
    declared: tuple[Fact | OpenQuestion, ...] = (*scheme.facts, *scheme.questions)
    for one in declared:
        if one.digest not in digests and one.id != PROFESSION.id:
            kind = "facts" if isinstance(one, Fact) else "questions"
            yield (note if isinstance(one, Fact) else Finding)(
                f"{scheme.id}, {kind}.{one.id}",
                "no edition reads it",
                "use it in a rule, or take it out; a fact may stay that others declare too, so that it can be given",
            )


def sourced(subject: OfEdition) -> Iterator[Finding]:
    """Everything that the edition states is written somewhere: a document with a title, and the place in it."""
    for place, references in _places(subject).items():
        if not references:
            yield Finding(
                f"{subject}, {place}",
                "has no reference",
                "give its document, its place in it, and the confidence; a date without a source is no date",
            )
        for reference in references:
            if not reference.document.title.strip() or not reference.place.strip():
                yield Finding(
                    f"{subject}, {place}",
                    f"rests on {reference.document.id!r}, without a title or without a place in it",
                    "name the text and the article, page or paragraph, so that a reader can look it up",
                )


def _places(subject: OfEdition) -> dict[str, tuple[Reference, ...]]:
    """The references of everything that must have some, by its place."""
    edition = subject.edition
    application, window, payment = edition.application, edition.application.window, edition.application.payment
    places = {f"criteria.{part.id}": part.references for part in edition.criteria}
    places |= {f"benefits.{part.id}": part.references for part in edition.benefits}
    places |= {f"groups.{part.id}": part.references for part in edition.groups}
    places |= {f"figures.{part.name}": part.references for part in edition.figures}
    places |= {f"evidence.{part.id}": part.references for part in edition.evidence}
    places |= {f"letters.{part.id}": part.references for part in edition.letters}
    places |= {"application": application.references}
    if window is not None:
        places |= {"application.window": window.references}
        places |= {"application.window.advise_by": window.advise_references} if window.advise_by else {}
    if payment.period is not None or payment.notes:
        places |= {"application.payment": payment.references}
    return places


def used(subject: OfEdition) -> Iterator[Finding]:
    """Every criterion counts for some benefit, and every evidence for some criterion."""
    edition = subject.edition
    required = {id for benefit in edition.benefits for id in edition.required_by(benefit)}
    for criterion in edition.criteria:
        if criterion.id not in required:
            yield Finding(
                f"{subject}, criteria.{criterion.id}",
                "no benefit requires it, so it changes nothing",
                "name it under `requires` of the benefits that need it, or leave it out",
            )
    named = {id for criterion in edition.criteria for id in criterion.evidence}
    for evidence in edition.evidence:
        if evidence.id not in named:
            yield Finding(
                f"{subject}, evidence.{evidence.id}",
                "no criterion names it",
                "name it under `evidence` of the criterion that it proves, or leave it out",
            )
    if not edition.benefits:
        yield Finding(str(subject), "pays nothing: it has no benefit", "say what is due, and on which criteria")
