"""The public extracts of the Annuaire Santé: made-up files in their form, and what they say and leave untold."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, RegisterTable

HERE = Path(__file__).parent / "registers"
ACTIVITIES, MAILBOXES = HERE / "ps-libreacces-personne-activite.txt", HERE / "extraction-correspondance-mssante.txt"
DAY = date(2026, 8, 26)
TODAY = date(2026, 11, 28)
Made = Callable[..., RegisterTable]


@pytest.fixture
def made(catalogue: Catalogue) -> Made:
    return lambda *paths, **asked: catalogue.read_registers(paths or (ACTIVITIES, MAILBOXES), today=TODAY, **asked)


def rows(table: RegisterTable) -> dict[str, dict[str, Any]]:
    return {row.pop("id"): row for row in table.frame.to_dicts()}


def test_the_made_up_files_have_the_columns_of_the_real_ones() -> None:
    for path, columns in ((ACTIVITIES, 56), (MAILBOXES, 31)):
        lines = path.read_text("utf-8").splitlines()
        assert {len(line.removesuffix("|").split("|")) for line in lines} <= {columns, columns - 1}
        assert len(lines[0].removesuffix("|").split("|")) == columns


def test_the_extract_of_activities_says_the_profession_and_the_modes_and_nothing_else(made: Made) -> None:
    found = rows(made(ACTIVITIES))
    assert {id: (row["practitioner.profession"], row["modes"]) for id, row in found.items()} == {
        "810100000001": ("physiotherapist", "L"),
        "810100000002": ("physiotherapist", "L;S"),  # a row for each activity
        "810100000003": ("speech_therapist", "L"),
        "810100000004": ("physiotherapist", "S"),  # whether under the convention is not said
        "810100000005": (None, "L"),  # two professions
        "810100000006": ("other", "S"),
        "0599100007": ("speech_therapist", "L"),
    }
    assert {column for row in found.values() for column in row} == {"practitioner.profession", "modes"}


def test_the_extract_of_mailboxes_says_who_has_one_and_never_who_has_none(made: Made) -> None:
    found = rows(made(MAILBOXES, day=DAY))
    assert found == {
        "810100000001": {"fr.secure_messaging@2026": "mssante_personal"},
        "810100000009": {"fr.secure_messaging@2026": "mssante_personal"},
    }


def test_what_is_left_out_is_counted_with_its_reason(made: Made) -> None:
    activities, mailboxes = made(day=DAY).files
    assert dict(activities.left_out) == {"students": 1, "no_number": 0}
    assert dict(mailboxes.left_out) == {"organisations": 2, "no_number": 1}


def test_the_year_of_a_mailbox_is_that_of_the_extract_and_of_no_other(made: Made, tmp_path: Path) -> None:
    stamped = tmp_path / "Extraction_Correspondance_MSSante_202512311013.txt"
    stamped.write_bytes(MAILBOXES.read_bytes())
    assert "fr.secure_messaging@2025" in made(stamped).frame.columns
    assert not [name for name in made(day=DAY).frame.columns if name.endswith("@2025")]


def test_the_table_is_one_that_can_be_assessed_and_absence_is_not_none(made: Made, catalogue: Catalogue) -> None:
    frame = made(day=DAY, keep=[("practitioner.profession", "physiotherapist"), ("modes", "L")]).frame
    answers = catalogue.assess_table(frame, "fr-fami", 2026)
    told = {row["id"]: row["fr-fami.secure_messaging"] for row in answers.to_dicts()}
    assert told == {"810100000001": True, "810100000002": None}
    assert answers["fr-fami.eligibility"].to_list() == ["undetermined", "undetermined"]
    assert answers["fr-fami.invalid"].null_count() == 2
