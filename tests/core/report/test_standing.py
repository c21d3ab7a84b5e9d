"""What stands for an edition is made once: it is never another edition's, another day's, nor another practitioner's."""

import json
import tomllib
from collections.abc import Hashable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, Situation, Wording
from incentives.assessment.basis import Basis
from incentives.report.desk import Desk
from incentives.report.standing import Standing, made_before
from incentives.wording import LANGUAGES, Speech

EXAMPLES = Path(__file__).parents[3] / "examples"
DAYS = (date(2025, 11, 22), date(2026, 1, 20), date(2026, 3, 3))
CAMILLE = Situation.read(EXAMPLES / "french_physiotherapist.toml")
BLANK = Situation.of({"practitioner.profession": "physiotherapist"})


def report(catalogue: Catalogue, situation: Situation, day: date, language: str) -> Any:
    desk = Desk(catalogue.apart(), language, day)
    checked = catalogue.check(situation)
    found = desk.answer("check", desk.compared(checked, [2025], ["fr-fami"]), checked)
    return json.loads(json.dumps(found.plain()))


@pytest.fixture(scope="module")
def own(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The same catalogue with an edition of the user's own in place of the plugin's: another day, another document."""
    text = catalogue["fr-fami"].edition_text(2025) or ""
    data = tomllib.loads(text)
    verified, title = str(data["verified_on"]), next(iter(data["documents"].values()))["title"]
    changed = text.replace(f"verified_on = {verified}", "verified_on = 2026-11-01").replace(title, "A text of my own")
    assert changed.count("A text of my own") == 1
    path = tmp_path_factory.mktemp("own") / "mine.toml"
    path.write_text(changed, "utf-8")
    return catalogue.with_edition(path)


def test_what_was_said_before_changes_nothing(catalogue: Catalogue, own: Catalogue) -> None:
    """Each report asked first, and after all others: of two catalogues, three days, three languages, two people."""
    asked = [
        partial(report, one, situation, day, language)
        for one in (catalogue, own)
        for situation in (CAMILLE, BLANK)
        for day in DAYS
        for language in LANGUAGES
    ]
    alone = []
    for ask in asked:
        made_before.cache_clear()
        alone.append(ask())
    made_before.cache_clear()
    assert [ask() for ask in asked] == [ask() for ask in asked] == alone
    assert alone[0] != alone[len(alone) // 2]


def test_a_sentence_that_holds_what_was_told_is_said_anew(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[notes]\ntold = "{fr.billing.total} acts"\nruled = "{year}: {plain}"\n', "utf-8")
    said = []
    for total in (100, 200):
        situation = catalogue.check(Situation.of({2025: {"fr.billing.total": total}}))
        basis = Basis.of(catalogue["fr-fami"], catalogue.edition("fr-fami", 2025), situation, None)
        speech = Speech("en").of(Wording(tmp_path), 2025, basis.speech("en").resolve)
        kept: dict[Hashable, Any] = {}
        told = Standing(basis.edition, speech, kept)
        said.append(told.part("told", lambda voice: voice.say("notes", "told")))
        assert told.part("ruled", lambda voice: voice.say("notes", "ruled", plain="so")) == "2025: so"
        assert [*kept] == ["ruled"]
    assert said == ["100 acts", "200 acts"]
