"""What a saved result keeps, so that it can be worked out again: answers and rules as plain data."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from incentives.catalogue import Catalogue
from incentives.comparison import Comparison
from incentives.report.records.kept import Kept, KeptContradiction, KeptEdition, KeptScheme, Told
from incentives.rules.facts import Fact, OpenQuestion, fact_of, terms_of
from incentives.rules.plain import to_plain
from incentives.rules.types import Value
from incentives.saved.saved_result import version_now
from incentives.scheme.edition import Edition
from incentives.scheme.plaindata import edition_data, record_data
from incentives.scheme.scheme import Contradiction, Scheme
from incentives.situation import CheckedSituation
from incentives.wording.kept import Place, names_of

Said = tuple[str, Contradiction]  # with the id of the scheme that says it


def kept(comparison: Comparison, situation: CheckedSituation, catalogue: Catalogue, language: str) -> Kept:
    """What it takes to work a comparison out again.

    Args:
        comparison: the assessments.
        situation: that they rest on.
        catalogue: that gave them.
        language: of the names.
    """
    schemes = {row.scheme.id: row.scheme for row in comparison.rows}
    editions = [row.edition for row in comparison.assessments]
    said = _contradictions(schemes.values(), catalogue)
    facts = _facts(schemes.values(), (one for _, one in said), situation, catalogue)
    questions = {one.id: one for scheme in schemes.values() for one in scheme.questions}
    questions |= {
        term.id: term for _, one in said for term in terms_of(one.condition) if isinstance(term, OpenQuestion)
    }
    return Kept(
        version=version_now(),
        language=language,
        situation=_told(situation, facts, questions),
        facts={id: record_data(fact) for id, fact in facts.items()},
        questions={id: one.ask for id, one in questions.items()},
        contradictions=tuple(
            KeptContradiction(scheme=id, id=one.id, condition=to_plain(one.condition)) for id, one in said
        ),
        schemes=tuple(_scheme(one, editions, catalogue, language) for one in schemes.values()),
        editions=tuple(
            KeptEdition(
                scheme=one.scheme,
                year=one.year,
                digest=one.digest,
                user_file=one.user_file,
                rules=edition_data(one),
            )
            for one in editions
        ),
    )


def _contradictions(schemes: Iterable[Scheme], catalogue: Catalogue) -> list[Said]:
    """Those that can bear on the schemes: on their facts, or on what others of these speak of besides."""
    reached = {fact.id for scheme in schemes for fact in scheme.facts}
    waiting = [(scheme.id, one) for scheme in catalogue.schemes for one in scheme.contradictions]
    found: list[Said] = []
    while now := [one for one in waiting if not reached.isdisjoint(_read(one[1]))]:
        found += now
        reached |= {id for _, one in now for id in _read(one)}
        waiting = [one for one in waiting if one not in now]
    order = {scheme.id: place for place, scheme in enumerate(catalogue.schemes)}
    return sorted(found, key=lambda one: order[one[0]])


def _read(contradiction: Contradiction) -> set[str]:
    return {term.id for term in terms_of(contradiction.condition)}


def _facts(
    schemes: Iterable[Scheme], said: Iterable[Contradiction], situation: CheckedSituation, catalogue: Catalogue
) -> dict[str, Fact]:
    """Every fact that the schemes ask, that a contradiction reads, or that was told."""
    found = {fact.id: fact for scheme in schemes for fact in scheme.facts}
    terms = (term for one in said for term in terms_of(one.condition) if not isinstance(term, OpenQuestion))
    found |= {fact.id: fact for fact in map(fact_of, terms)}
    told = [situation.permanent, *situation.annual.values()]
    known = catalogue.vocabulary.facts
    return found | {id: known[id] for facts in told for id in facts if id in known}


def _told(situation: CheckedSituation, facts: dict[str, Fact], questions: dict[str, OpenQuestion]) -> Told:
    """The answers to what is kept."""
    return Told(
        id=situation.id,
        permanent={id: _value(value) for id, value in situation.permanent.items() if id in facts},
        annual={
            str(year): {id: _value(value) for id, value in told.items() if id in facts}
            for year, told in situation.annual.items()
        },
        readings={id: answer for id, answer in situation.readings.items() if id in questions},
    )


def _value(value: Value) -> object:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
    return value


def _scheme(scheme: Scheme, editions: Iterable[Edition], catalogue: Catalogue, language: str) -> KeptScheme:
    plugin = catalogue.provider(scheme.id)
    its = [edition for edition in editions if edition.scheme == scheme.id]
    return KeptScheme(
        id=scheme.id,
        name=plugin.name,
        distribution=plugin.distribution,
        version=plugin.version,
        jurisdiction=scheme.jurisdiction,
        authority=scheme.authority,
        professions=scheme.professions,
        facts=tuple(fact.id for fact in scheme.facts),
        questions=tuple(question.id for question in scheme.questions),
        excluded_by=tuple(map(record_data, scheme.excluded_by)),
        alternative_to=tuple(map(record_data, scheme.alternative_to)),
        names=names_of(scheme.wording, _named(scheme, its), (edition.year for edition in its), language),
    )


def _named(scheme: Scheme, editions: Iterable[Edition]) -> Iterator[Place]:
    """What an explanation calls by its name."""
    yield "scheme", "short"
    for edition in editions:
        yield from (("criteria", one.id, "name") for one in edition.criteria)
        yield from (("benefits", one.id, "name") for one in edition.benefits)
    for fact in scheme.facts:
        yield "facts", fact.id, "name"
        yield from (("facts", fact.id, "values", value) for value in fact.values)
    yield from (("questions", one.id, "statement") for one in scheme.questions)
