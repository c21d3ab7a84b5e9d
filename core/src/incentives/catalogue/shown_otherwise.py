"""Situations in which the authority's own account shows a criterion otherwise than the facts behind it are told."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from incentives.assessment.consistent import consistent_with
from incentives.errors import IncentivesError
from incentives.rules.evaluation import Program, compile_program
from incentives.rules.expressions import Expression
from incentives.rules.facts import terms_of
from incentives.rules.trace import Trace
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation, Fault
from incentives.situation.paths import path_of

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue


def disagreeing(catalogue: "Catalogue", situation: CheckedSituation) -> Iterator[Fault]:
    """Each such disagreement, with every fact and reading that takes part in it.

    An edition is built only where something of its year is told that such an account shows.
    """
    for year, told in situation.annual.items():
        shown = catalogue.displayed.keys() & told.keys()
        for scheme in {scheme.id: scheme for id in shown for scheme in catalogue.displayed[id]}.values():
            if year in scheme.editions:
                yield from _of_edition(catalogue, scheme, year, situation)


def _of_edition(catalogue: "Catalogue", scheme: Scheme, year: int, situation: CheckedSituation) -> Iterator[Fault]:
    try:
        edition = catalogue.edition(scheme.id, year)
    except IncentivesError:
        return  # whoever asks for that edition is told
    known = situation.seen_from(year)
    together = consistent_with(edition, known, catalogue.vocabulary.contradictory)
    for one in edition.disagreements:
        program = _compiled(one.condition)
        try:
            values = program.run(known)
            trace = Trace(program, together.settled(program, values, known))
        except IncentivesError:
            continue  # counts that cannot be are a fault already
        if trace.value(one.condition) is True:
            plain = Trace(program, values)
            told = [term for term in terms_of(one.condition) if plain.value(term) is not None]
            years = {"year": str(year), "next_year": str(year + 1)}
            yield Fault(tuple(path_of(term, year) for term in told), f"shown_{one.criterion}", years, scheme.wording)


@lru_cache(maxsize=4096)
def _compiled(condition: Expression) -> Program:
    return compile_program([condition])
