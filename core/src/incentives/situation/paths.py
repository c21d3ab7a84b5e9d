"""Where a situation says a fact, or the reader's answer to an open question."""

from incentives.rules.facts import OpenQuestion, Term, fact_of, year_of

READINGS = "readings"


def path_to(id: str, year: int | None) -> str:
    """Where a fact is said: ``2025.fr.scor.transmissions``, or the id alone of a permanent one."""
    return f"{year}.{id}" if year else id


def path_of(term: Term, year: int) -> str:
    """Where a term is said, seen from a reference year."""
    if isinstance(term, OpenQuestion):
        return f"{READINGS}.{term.id}"
    return path_to(fact_of(term).id, year_of(term, year))
