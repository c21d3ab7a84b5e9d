"""A small wording in three languages, with gaps on purpose."""

from pathlib import Path

import pytest
from incentives import Wording
from incentives.wording import Speech

ENGLISH = """
translation = "ours"
[criteria.activity]
name = "activity"
met = "You had at least {minimum} acts in {year}."
only_english = "Said in English only, for {year}."
[facts."be.acts"]
name = "acts"
question = "How many acts in {year}?"
[facts."be.fees"]
name = "fees"
[facts."be.started_on"]
name = "start of practice"
[facts."be.member"]
name = "member"
[facts."be.trained"]
name = "trained"
[facts."be.status"]
name = "status"
[facts."be.status".values]
owner = "practice owner"
assistant = "assistant"
[facts."be.level"]
name = "level"
[facts."be.level".values]
low = "lowest level"
[facts."be.forms"]
name = "forms of care"
[facts."be.forms".values]
house = "health house"
team = "care team"
[questions."be-aid.gap"]
statement = "the gap is ignored"
[editions.2018.criteria.activity]
met = "You had at least {minimum} invoices in {year}."
"""
FRENCH = """
translation = "source"
[criteria.activity]
name = "activité"
met = "Vous avez atteint {minimum} actes en {year}."
[facts."be.acts"]
name = "actes"
[facts."be.status".values]
owner = "titulaire"
"""
DUTCH = """
translation = "ours"
[criteria.activity]
only_dutch = "Enkel in het Nederlands."
"""


@pytest.fixture
def wording(tmp_path: Path) -> Wording:
    """The wording of an imaginary scheme."""
    for language, text in (("en", ENGLISH), ("fr", FRENCH), ("nl", DUTCH)):
        (tmp_path / f"{language}.toml").write_text(text, "utf-8")
    (tmp_path / "README.md").write_text("no language", "utf-8")
    return Wording(tmp_path)


@pytest.fixture
def english(wording: Wording) -> Speech:
    return Speech("en").of(wording, 2024)


@pytest.fixture
def french(wording: Wording) -> Speech:
    return Speech("fr").of(wording, 2024)
