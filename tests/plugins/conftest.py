"""Worked cases from the schemes' folders, and the catalogue they are held against.

A case file holds ``[[case]]`` tables. A case starts from a base of its folder (``from``), overrides it by ``facts`` (as
in a situation file) and ``annual`` (facts of the case's own year), and removes what ``unset`` lists (``be.acts`` for
a permanent fact or one of the case's year, ``2020.be.acts`` for another year). With ``years`` and several days in
``as_of`` it stands for one case each; ``{year}`` and the names below stand for years in any text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import Assessment, Catalogue, Situation, load_catalogue

HERE = Path(__file__).parent
SHIPPED = ("be-inami-software", "be-proqkine", "fr-fami")
KEYS = {"id", "says", "scheme", "year", "years", "as_of", "from", "facts", "annual", "unset", "expect"}
EXPECTED = {
    "benefits",
    "certain",
    "criteria",
    "eligibility",
    "missing",
    "outcomes",
    "payment",
    "possible",
    "questions",
    "reachable",
    "requests",
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Tables = dict[str, dict[str, Any]]  # facts, by table: "" for permanent facts, a year, or "readings"


def _flat(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _flat(f"{key}.{name}" if key else name, part)
    else:
        yield key, value


def _tables(given: Mapping[str, Any], year: int) -> Tables:
    tables: Tables = {"": {}}
    for key, value in given.items():
        if key in {"annual", "readings"} or key.isdigit():
            tables.setdefault(str(year) if key == "annual" else key, {}).update(_flat("", value))
        else:
            tables[""].update(_flat(key, value))
    return tables


def _merge(below: Tables, above: Tables) -> Tables:
    return {table: {**below.get(table, {}), **above.get(table, {})} for table in dict.fromkeys((*below, *above))}


def _base(name: str | None, bases: Mapping[str, Any], year: int) -> Tables:
    if name is None:
        return {}
    own = dict(bases[name])
    return _merge(_base(own.pop("from", None), bases, year), _tables(own, year))


def _filled(value: Any, year: int) -> Any:
    if not isinstance(value, str):
        return value
    names = {"year": 0, "next_year": 1, "after_next_year": 2, "previous_year": -1, "two_years_before": -2}
    text = value.format(**{name: year + offset for name, offset in names.items()}) if "{" in value else value
    return date.fromisoformat(text) if DAY.fullmatch(text) else text


def _facts(case: Mapping[str, Any], bases: Mapping[str, Any], year: int) -> Tables:
    start = case.get("from")
    own = _tables({**case.get("facts", {}), "annual": case.get("annual", {})}, year)
    if str(year) in case.get("facts", {}):
        own[str(year)] = dict(_flat("", case["facts"][str(year)])) | dict(_flat("", case.get("annual", {})))
    facts = _merge(_base(start.format(year=year) if start else None, bases, year), own)
    for path in case.get("unset", ()):
        table, _, id = path.partition(".") if path[:4].isdigit() else (str(year), "", path)
        facts.get(table, {}).pop(id, None)
        if not path[:4].isdigit():
            facts[""].pop(id, None)
    return {t: {id: _filled(value, year) for id, value in facts[t].items()} for t in facts}


def _cases(path: Path, bases: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    content = tomllib.loads(path.read_text("utf-8"))
    for case in content.get("case", ()):
        strange = (set(case) - KEYS) | (set(case["expect"]) - EXPECTED)
        if strange:
            msg = f"{path}, case {case['id']}: unknown keys {', '.join(sorted(strange))}"
            raise ValueError(msg)
        scheme = case.get("scheme", content.get("scheme"))
        for year in case.get("years", [case.get("year")]):
            days = case.get("as_of", [None])
            for day in days if isinstance(days, list) else [days]:
                as_of = _filled(day, year)
                title = f"{scheme} {year}{f' on {as_of}' if as_of else ''}, {case['id']}: {case['says']}"
                facts = _facts(case, bases, year)
                yield {
                    "title": title,
                    "scheme": scheme,
                    "year": year,
                    "as_of": as_of,
                    "facts": facts,
                    "expect": case["expect"],
                    "unset": case.get("unset", []),
                }


def all_cases() -> list[dict[str, Any]]:
    """Every worked case, of every scheme."""
    found: list[dict[str, Any]] = []
    for folder in sorted(HERE.glob("*/cases")):
        bases = tomllib.loads((folder / "bases.toml").read_text("utf-8"))["base"]
        for path in sorted(folder.glob("*.toml")):
            found.extend(_cases(path, bases))
    return found


def situation_of(facts: Mapping[str, Mapping[str, Any]]) -> Situation:
    """A situation from facts by table."""
    return Situation.of({**facts.get("", {}), **{table: facts[table] for table in facts if table}})


class Assessor:
    """Assesses a worked case, or the same case with other facts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __call__(
        self, case: Mapping[str, Any], facts: Mapping[str, Mapping[str, Any]] | None = None, *, final: bool = False
    ) -> Assessment:
        """Assess it; ``facts`` in place of its own, ``final`` without its day."""
        situation = situation_of(case["facts"] if facts is None else facts)
        as_of = None if final else case["as_of"]
        return self.catalogue.assess(case["scheme"], case["year"], situation, as_of)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The installed plugins."""
    return load_catalogue()


@pytest.fixture(scope="session")
def assess(catalogue: Catalogue) -> Assessor:
    """Assesses worked cases."""
    return Assessor(catalogue)


@pytest.fixture(scope="session")
def worked_cases() -> list[dict[str, Any]]:
    """Every worked case."""
    return all_cases()


@pytest.fixture
def edition_cases(edition_key: tuple[str, int], worked_cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every worked case of one edition."""
    return [case for case in worked_cases if (case["scheme"], case["year"]) == edition_key]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each worked case, one for each edition, one for each scheme, as its arguments ask."""
    if "case" in metafunc.fixturenames:
        cases = all_cases()
        metafunc.parametrize("case", cases, ids=[case["title"] for case in cases])
    if "edition_key" in metafunc.fixturenames:
        schemes = {scheme.id: scheme for scheme in load_catalogue().schemes}
        keys = [(id, year) for id in SHIPPED for year in schemes[id].editions]
        metafunc.parametrize("edition_key", keys, ids=[f"{id} {year}" for id, year in keys])
    if "scheme_id" in metafunc.fixturenames:
        metafunc.parametrize("scheme_id", SHIPPED)
