"""Rows of schemes of which nothing is told for their year: outside every sum, each with the one question to answer."""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from incentives.assessment.asking import MissingFact
from incentives.assessment.assessment import Assessment
from incentives.catalogue.catalogue import NotAssessed
from incentives.rules.facts import namespace_of
from incentives.scheme.shared import PRACTISES_IN

Row = Assessment | NotAssessed


@frozen(eq=False)
class Untold:
    """Rows of one country of which nothing is told for their year.

    Attributes:
        jurisdiction: ISO 3166 code of the country.
        rows: the rows; all of the country where nothing of it is told for any year.
        question: what to answer first; ``None`` where it is told that the practitioner doesn't practise there.
        is_country: whether nothing of the country is told for any year, nor whether the practitioner practises there.
    """

    jurisdiction: str
    rows: tuple[Row, ...] = field(repr=lambda rows: str([(row.scheme.id, row.year) for row in rows]))
    question: MissingFact | None
    is_country: bool = False

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is told that the practitioner doesn't practise in that country."""
        return self.question is None


def untold(rows: Iterable[Row]) -> Iterator[Untold]:
    """The rows of which nothing is told: those of a country of which nothing is at all together, each other alone."""
    by_country: dict[str, list[Row]] = {}
    for row in rows:
        by_country.setdefault(row.scheme.jurisdiction, []).append(row)
    for country, its in by_country.items():
        silent = [row for row in its if isinstance(row, Assessment) and not row.is_told]
        if not silent:
            continue
        practises = _practises_in(country, silent[0])
        is_alone = len(silent) == sum(isinstance(row, Assessment) for row in its) and not _names_country(silent[0])
        if practises is False or (is_alone and practises is None):
            asked = None if practises is False else MissingFact.of(silent[0].basis, PRACTISES_IN, None, ())
            yield Untold(country, tuple(its if is_alone else silent), asked, is_country=practises is None)
        else:
            yield from (Untold(country, (row,), _first(row)) for row in silent)


def _first(row: Assessment) -> MissingFact:
    """The fact on which most hangs; where texts alone are silent, the country."""
    return next(iter(row.missing_facts), None) or MissingFact.of(row.basis, PRACTISES_IN, None, ())


def _practises_in(country: str, row: Assessment) -> bool | None:
    """Whether the practitioner practises in a country; ``None`` where that is not told."""
    told, code = row.situation.permanent.get(PRACTISES_IN.id), country.lower()
    if not isinstance(told, frozenset):
        return None
    return code in told if code in PRACTISES_IN.values or "other" not in told else None


def _names_country(row: Assessment) -> bool:
    """Whether anything is told in the name spaces that a row reads, for whatever year."""
    given = [row.situation.permanent, *row.situation.annual.values()]
    return any(namespace_of(id) in row.namespaces for facts in given for id in facts)
