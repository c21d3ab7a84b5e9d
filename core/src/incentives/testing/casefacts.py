"""The facts of one worked case: those of its base, its own over them, without what it unsets."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import frozen

from incentives.assessment.assessment import Assessment
from incentives.catalogue.catalogue import Catalogue
from incentives.rules.facts import Fact
from incentives.situation import Situation

Tables = dict[str, dict[str, Any]]  # facts by table: "" for permanent facts, a year, or "readings"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = {"year": 0, "next_year": 1, "after_next_year": 2, "previous_year": -1, "two_years_before": -2}


@frozen(eq=False)
class Case:
    """One worked case.

    Attributes:
        title: names its test: the edition, the day, the sentence.
        place: the file, and the case in it.
        scheme: the scheme's id.
        year: the reference year.
        as_of: the day on which it is asked; ``None`` where everything is taken as final.
        facts: by table: ``""`` for permanent facts, a year, or ``"readings"``.
        expect: what must come out.
        unset: facts of its base that it takes away.
    """

    title: str
    place: str
    scheme: str
    year: int
    as_of: Any
    facts: Mapping[str, Mapping[str, Any]]
    expect: Mapping[str, Any]
    unset: tuple[str, ...] = ()

    def situation(self, facts: Mapping[str, Mapping[str, Any]] | None = None) -> Situation:
        """Its situation; ``facts`` in place of its own."""
        tables = self.facts if facts is None else facts
        data = {**tables.get("", {}), **{table: tables[table] for table in tables if table}}
        return Situation.of(data, source=self.title)

    def assess(
        self, catalogue: Catalogue, facts: Mapping[str, Mapping[str, Any]] | None = None, *, final: bool = False
    ) -> Assessment:
        """Assess it; ``facts`` in place of its own, ``final`` without its day."""
        return catalogue.assess(self.scheme, self.year, self.situation(facts), None if final else self.as_of)


@lru_cache(maxsize=1024)  # nearly every check begins with it
def assessed(case: Case, catalogue: Catalogue) -> Assessment:
    """The assessment of a case as it stands; what it finds when it is asked, it finds once."""
    return case.assess(catalogue)


def flat(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The facts of a nested table, by their dotted ids."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from flat(f"{key}.{name}" if key else name, part)
    else:
        yield key, value


def filled(value: Any, year: int) -> Any:
    """A value with the years named in its text; a date where that is one.

    Raises:
        ValueError: if the text names something else.
    """
    if not isinstance(value, str):
        return value
    try:
        text = value.format(**{name: year + offset for name, offset in _YEARS.items()}) if "{" in value else value
    except (KeyError, IndexError) as error:
        msg = f"{value!r} names {error}; known: {', '.join(_YEARS)}"
        raise ValueError(msg) from error
    return date.fromisoformat(text) if _DAY.fullmatch(text) else text


def case_days(as_of: Any, year: int) -> list[Any]:
    """The days on which a case is asked; ``[None]`` where it is taken as final."""
    return [filled(day, year) for day in (as_of if isinstance(as_of, list) else [as_of])]


def below(base: Tables, given: Mapping[str, Any], year: int, known: Mapping[str, Fact]) -> Tables:
    """The facts of a base with those that are given over them."""
    above = _tables(given, year, known)
    return {table: {**base.get(table, {}), **above.get(table, {})} for table in dict.fromkeys((*base, *above))}


def facts_of(case: Mapping[str, Any], year: int, base: Tables, known: Mapping[str, Fact]) -> Tables:
    """The facts of a case over those of its base."""
    facts = below(base, case.get("facts", {}), year, known)
    facts = below(facts, {"annual": case.get("annual", {})}, year, known)
    for path in case.get("unset", ()):
        table, _, id = path.partition(".") if path[:4].isdigit() else (str(year), "", path)
        facts.get(table, {}).pop(id, None)
        if not path[:4].isdigit():
            facts.get("", {}).pop(id, None)
    return {table: {id: filled(value, year) for id, value in facts[table].items()} for table in facts}


def _tables(given: Mapping[str, Any], year: int, known: Mapping[str, Fact]) -> Tables:
    tables: Tables = {"": {}}
    for key, value in given.items():
        if key in {"annual", "readings"} or key.isdigit():
            tables.setdefault(str(year) if key == "annual" else key, {}).update(flat("", value))
            continue
        for id, part in flat(key, value):
            is_annual = id in known and known[id].annual
            tables.setdefault(str(year) if is_annual else "", {})[id] = part
    return tables
