"""Results that went through a file, and rules that were corrected."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from belgian_aid import AID, DAY
from incentives import Catalogue, SavedResult, Situation, compare, read_saved
from incentives.report.compared import compared_body, editions_of
from incentives.report.frame import document

Written = Callable[..., dict[str, Any]]
Result = Callable[..., SavedResult]


@pytest.fixture
def written(catalogue: Catalogue) -> Written:
    """`written(facts, years, day, schemes=, rules=)`: a saved result, as JSON holds it."""

    def made(
        facts: Any,
        years: Iterable[int] = (2024,),
        day: date | None = DAY,
        schemes: Iterable[str] | None = (AID,),
        rules: Catalogue = catalogue,
    ) -> dict[str, Any]:
        checked = rules.check(facts if isinstance(facts, Situation) else Situation.of(facts))
        comparison = compare(rules.assess_all(checked, years, day, schemes))
        body = compared_body(comparison, checked, day, "en", rules, keep=True)
        used = editions_of(comparison)
        report = document("comparison", body, language="en", today=DAY, catalogue=rules, editions=used)
        found: dict[str, Any] = json.loads(rules.render("json", report, None))  # type: ignore[arg-type]  # no screen
        return found

    return made


@pytest.fixture
def result(written: Written) -> Result:
    """`result(facts, ...)`: the same, read back."""
    return lambda *given, **more: read_saved(written(*given, **more))


@pytest.fixture
def corrected(catalogue: Catalogue, tmp_path: Path) -> Callable[..., Catalogue]:
    """`corrected(("800.00", "850.00"))`: the catalogue with INAMI's aid for 2024 changed here and there.

    With `own=False` it is the plugin that was corrected, and no edition of the user's own stands in place of it.
    """

    def changed(*changes: tuple[str, str], scheme: str = AID, year: int = 2024, own: bool = True) -> Catalogue:
        text = catalogue[scheme].edition_text(year) or ""
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / f"{scheme}-{year}.toml"
        path.write_text(text, "utf-8")
        found = catalogue.with_edition(path)
        if own:
            return found
        edition = evolve(found.edition(scheme, year), user_supplied=False)
        theirs = evolve(found[scheme], editions={**found[scheme].editions, year: lambda: edition})
        return evolve(found, schemes=tuple(theirs if one.id == scheme else one for one in found.schemes))

    return changed
