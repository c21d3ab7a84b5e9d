"""Situations in which the authority's own account shows a criterion otherwise than the facts behind it are told."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from incentives.errors import IncentivesError
from incentives.rules.evaluation import Program, compile_program
from incentives.rules.explanation import TermRead, explain
from incentives.rules.facts import OpenQuestion, fact_of, year_of
from incentives.rules.trace import Trace
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation, Fault

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue


def disagreeing(catalogue: "Catalogue", situation: CheckedSituation) -> Iterator[Fault]:
    """Each such disagreement, with every fact and reading that takes part in it.

    An edition is built only where something of its year is told that such an account shows.
    """
    for year, told in situation.annual.items():
        for id in catalogue.displayed.keys() & told.keys():
            for scheme in catalogue.displayed[id]:
                if year in scheme.editions:
                    yield from _of_edition(catalogue, scheme, year, situation)


def _of_edition(catalogue: "Catalogue", scheme: Scheme, year: int, situation: CheckedSituation) -> Iterator[Fault]:
    try:
        edition = catalogue.edition(scheme.id, year)
        program = _program(edition)
        trace = Trace(program, program.run(situation.seen_from(year)))
    except IncentivesError:
        return  # whoever asks for that edition is told
    for one in edition.disagreements:
        if trace.value(one.condition) is True:
            reads = [read for read in explain(one.condition, trace) if read.decided and read.value is not None]
            values = {"year": str(year), "next_year": str(year + 1)}
            yield Fault(tuple(_path(read, year) for read in reads), f"shown_{one.criterion}", values, scheme.wording)


@lru_cache(maxsize=4096)
def _program(edition: Edition) -> Program:
    return compile_program(one.condition for one in edition.disagreements)


def _path(read: TermRead, year: int) -> str:
    if isinstance(read.term, OpenQuestion):
        return f"readings.{read.term.id}"
    at = year_of(read.term, year)
    return fact_of(read.term).id if at is None else f"{at}.{fact_of(read.term).id}"
