"""Worked cases: what must come out for one practitioner, written in TOML by the plugin's author.

The format is that of ``incentives.testing.Conformance``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from incentives import toml
from incentives.catalogue.catalogue import Catalogue
from incentives.errors import IncentivesError, InvalidEdition, InvalidSituation, UnknownEdition
from incentives.scheme.scheme import Scheme
from incentives.testing.casefacts import Case, Tables, below, case_days, facts_of, filled
from incentives.testing.expectations import expectation_faults

CASE_KEYS = {"id", "says", "scheme", "year", "years", "as_of", "from", "facts", "annual", "unset", "expect"}
FILE_KEYS = {"scheme", "year", "base", "case"}


@frozen(eq=False)
class CaseBook:
    """The worked cases of a plugin.

    Attributes:
        cases: those that can be run.
        faults: what is wrong with the others, each with its file and case.
        folder: that they were read from; ``None`` where there is none.
    """

    cases: tuple[Case, ...] = ()
    faults: tuple[str, ...] = ()
    folder: Path | None = None


def read_cases(folder: Path, schemes: Iterable[Scheme], catalogue: Catalogue) -> CaseBook:
    """Every worked case in a folder; what cannot be used is a fault, and hides none of the others.

    Args:
        folder: of TOML files.
        schemes: that the cases may be of.
        catalogue: in which their facts are known.
    """
    reader = _Reader({scheme.id: scheme for scheme in schemes}, catalogue)
    cases = tuple(reader.read(folder))
    times = Counter(case.title for case in cases)
    twice = [f"{case.place}: there is another case called {case.title!r}; give each its own `id`, or other words"
             for case in cases if times[case.title] > 1]  # fmt: skip
    return CaseBook(cases, (*reader.faults, *dict.fromkeys(twice)), folder)


@define(eq=False)
class _Reader:
    schemes: Mapping[str, Scheme]
    catalogue: Catalogue
    faults: list[str] = field(factory=list)
    bases: dict[str, Mapping[str, Any]] = field(factory=dict)

    def read(self, folder: Path) -> Iterator[Case]:
        paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
        if not paths:
            self.faults.append(f"{folder}: holds no worked cases; write a file such as cases/basic.toml there")
        contents = {path: self._content(path) for path in paths}
        for path, content in contents.items():
            self._gather_bases(path, content.get("base", {}))
        for path, content in contents.items():
            strange = sorted(set(content) - FILE_KEYS)
            self.faults += [f"{path}: {key!r} is no part of a case file" for key in strange]
            for number, case in enumerate(content.get("case", ()), start=1):
                yield from self._cases(f"{path}, case {case.get('id', number)}", content, case)

    def _content(self, path: Path) -> Mapping[str, Any]:
        try:
            content = toml.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            self.faults.append(f"{path}: {error}")
            return {}
        listed = isinstance(content.get("case", []), list) and all(isinstance(c, dict) for c in content.get("case", ()))
        if not listed or not isinstance(content.get("base", {}), dict):
            self.faults.append(f"{path}: write each case under [[case]], and each base under [base.NAME]")
            return {}
        return content

    def _gather_bases(self, path: Path, bases: Mapping[str, Any]) -> None:
        for name, base in bases.items():
            if name in self.bases:
                self.faults.append(f"{path}: there is another base called {name!r} in this folder")
            self.bases[name] = base

    def _cases(self, place: str, content: Mapping[str, Any], case: Mapping[str, Any]) -> Iterator[Case]:
        only = next(iter(self.schemes)) if len(self.schemes) == 1 else None
        scheme = case.get("scheme", content.get("scheme", only))
        years = case.get("years", [case.get("year", content.get("year"))])
        faults = list(self._form_faults(case, scheme, years))
        if faults:
            self.faults += [f"{place}: {fault}" for fault in faults]
            return
        for year in years:
            for day in case_days(case.get("as_of"), year):
                found = self._case(place, case, scheme, year, day)
                if found is not None:
                    yield found

    def _form_faults(self, case: Mapping[str, Any], scheme: object, years: object) -> Iterator[str]:
        strange = sorted(set(case) - CASE_KEYS)
        yield from (f"{key!r} is no part of a case; known: {', '.join(sorted(CASE_KEYS))}" for key in strange)
        if not isinstance(case.get("says"), str) or not case["says"].strip():
            yield "says nothing; give `says` a sentence that tells what the case shows"
        if not isinstance(case.get("expect"), dict) or not case["expect"]:
            yield "expects nothing; give `expect` what must come out"
        if scheme not in self.schemes:
            yield f"{scheme!r} is no scheme of the plugin; known: {', '.join(self.schemes) or 'none'}"
        if not isinstance(years, list) or not years or not all(type(year) is int for year in years):
            yield "is of no year; give `year = 2026`, in the case or at the top of the file"
        for key in ("facts", "annual"):
            if not isinstance(case.get(key, {}), dict):
                yield f"`{key}` is a table of facts"

    def _case(self, place: str, case: Mapping[str, Any], scheme: str, year: int, day: object) -> Case | None:
        title = f"{scheme} {year}{f' on {day}' if day else ''}"
        title += f", {case['id']}: {case['says']}" if "id" in case else f": {case['says']}"
        try:
            edition = self.catalogue.edition(scheme, year)
            facts = facts_of(case, year, self._base(case, year, place), self.catalogue.vocabulary.facts)
            found = Case(title, place, scheme, year, day, facts, case["expect"], tuple(case.get("unset", ())))
            self.catalogue.check(found.situation())
        except (UnknownEdition, InvalidEdition, _Circle) as error:
            self.faults.append(f"{place}: {error}")
            return None
        except InvalidSituation as error:
            self.faults += [f"{place}, {year}: {fault}" for fault in error.faults]
            return None
        except (IncentivesError, KeyError, ValueError) as error:
            self.faults.append(f"{place}, {year}: {error}")
            return None
        unset = [path.partition(".")[2] if path[:4].isdigit() else path for path in found.unset]
        unknown = [path for path in unset if path not in self.catalogue.vocabulary.facts]
        faults = [f"unset: {path!r} is no fact" for path in unknown]
        faults += expectation_faults(found.expect, edition, {*self.catalogue.vocabulary.facts})
        self.faults += [f"{place}, {year}: {fault}" for fault in faults]
        return None if faults else found

    def _base(self, table: Mapping[str, Any], year: int, place: str, seen: tuple[str, ...] = ()) -> Tables:
        start = table.get("from")
        if start is None:
            return {}
        name = str(filled(start, year))
        if name not in self.bases or name in seen:
            what = f"starts from {name!r}, " + (
                "which starts from itself" if name in seen else f"but there is no [base.{name}] in the folder"
            )
            raise _Circle(what)
        base = self.bases[name]
        own = {key: value for key, value in base.items() if key != "from"}
        return below(self._base(base, year, place, (*seen, name)), own, year, self.catalogue.vocabulary.facts)


class _Circle(IncentivesError):  # never leaves this module
    """A base starts from itself, or from none that there is."""
