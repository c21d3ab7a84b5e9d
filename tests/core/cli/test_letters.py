"""Letters to copy: only those that matter on the day, in the receiver's language, whole or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

# Guide 2025, §1.1.3 and §1.1.4: no action on a DMP, and no document yet: a proof is asked. §1.5.2: a collaborator
# without a mailbox may use the practice owner's, with an attestation.
COLLABORATOR = """
practitioner.profession = "physiotherapist"
[2025]
fr.conventioned = true
fr.business_software = true
fr.dmp.software = "integrated"
fr.dmp.transactions = 0
fr.dmp.proof = "none"
fr.practice_status = "collaborator"
fr.secure_messaging = "none"
"""

# No convention covered the whole of 2025: whether that breaks the year is open.
MEMBER = """
practitioner.profession = "physiotherapist"
be.inami_number = true
be.first_registered_on = 2010-05-01
[2025]
be.convention.all_year = true
be.acts = 900
be.software.ehealth_registered = true
be.software.commission_approved = true
"""


@pytest.fixture
def written(run: Run, situation: Callable[..., Path]) -> Callable[..., list[dict[str, Any]]]:
    def letters(text: str, day: str = "2025-11-20", language: str = "fr") -> list[dict[str, Any]]:
        asked = ("--years", "2025", "--as-of", day, "--lang", language, "--format", "json")
        result = run("letters", situation(text), *asked)
        assert (result.exit_code, result.stderr) == (0, "")
        found: list[dict[str, Any]] = json.loads(result.stdout)["letters"]
        return found

    return letters


def test_papers_that_are_surely_needed_come_with_their_required_contents(written: Callable[..., Any]) -> None:
    vendor, owner = written(COLLABORATOR)
    assert (vendor["id"], owner["id"]) == ("vendor_attestation", "owner_attestation")
    text = "\n".join(vendor["text"])
    contents = (
        "DMP compatible",
        "éditeur",
        "version commerciale",
        "date d'acquisition",
        "connecteur",
        "Pack",
        "en-tête",
    )
    assert all(part in text for part in contents)
    assert "changement d'éditeur" in vendor["when"]
    assert "copie des justificatifs de l'équipement du cabinet" in "\n".join(owner["text"])
    assert all("[nom et prénom" in "\n".join(one["text"]) for one in (vendor, owner))
    assert ["annexe 1" in one["references"][0]["place"] for one in (vendor, owner)] == [True, False]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('proof = "none"', 'proof = "sent"'),
        ('proof = "none"', 'proof = "validated"\nfr.dmp.vendor_changed = false'),
        ('software = "integrated"', 'software = "web_only"'),
    ],
)
def test_what_was_sent_or_accepted_or_cannot_help_is_asked_of_no_vendor(
    written: Callable[..., Any], before: str, after: str
) -> None:
    assert "vendor_attestation" not in [one["id"] for one in written(COLLABORATOR.replace(before, after))]


def test_an_accepted_proof_is_asked_again_after_a_change_of_vendor(written: Callable[..., Any]) -> None:
    changed = COLLABORATOR.replace('proof = "none"', 'proof = "validated"\nfr.dmp.vendor_changed = true')
    assert "vendor_attestation" in [one["id"] for one in written(changed)]


def test_once_the_declaration_period_is_over_no_paper_is_asked_for(written: Callable[..., Any]) -> None:
    own = COLLABORATOR.replace('messaging = "none"', 'messaging = "mssante_personal"')
    assert [one["id"] for one in written(own, day="2026-03-02")] == ["vendor_attestation"]
    assert written(own, day="2026-03-03") == []


def test_after_the_year_no_mailbox_can_be_lent_for_it_any_more(written: Callable[..., Any]) -> None:
    assert written(COLLABORATOR, day="2026-02-01") == []


def test_an_open_point_is_put_to_the_authority_in_its_language_and_shown_in_the_readers(
    written: Callable[..., Any],
) -> None:
    (asked,) = written(MEMBER, language="en")
    assert asked["question"] == "be-inami-software.gap_in_convention_ignored"
    assert asked["contact"]["email"] == "kinefr@riziv-inami.fgov.be"
    assert asked["language"] == "fr"
    assert "800,00" in "\n".join(asked["text"])
    assert "€800.00" in "\n".join(asked["reading"])
    (dutch,) = written(MEMBER, language="nl")
    assert (dutch["language"], dutch["reading"]) == ("nl", None)


def test_a_point_is_put_to_the_authority_only_where_its_answer_settles_something(written: Callable[..., Any]) -> None:
    assert "fr-fami.aided_video_purchase_counts_again" not in [one["id"] for one in written(COLLABORATOR)]
    aided = COLLABORATOR + 'fr.telehealth.video = "bought_before"\nfr.telehealth.video_aid_before = true\n'
    assert "fr-fami.aided_video_purchase_counts_again" in [one["id"] for one in written(aided)]


def test_a_folder_is_written_whole_and_never_over_another(
    run: Run, situation: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "lettres"
    asked = (
        "letters",
        situation(COLLABORATOR),
        "--years",
        "2025",
        "--as-of",
        "2025-11-20",
        "--lang",
        "fr",
        "-o",
        folder,
    )
    assert run(*asked).exit_code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["fr-fami-2025-owner_attestation.fr.txt", "fr-fami-2025-vendor_attestation.fr.txt"]
    before = {name: (folder / name).read_text("utf-8") for name in names}
    assert before[names[1]].startswith("Objet\N{NO-BREAK SPACE}: Attestation")
    again = run(*asked)
    assert again.exit_code == 2
    assert "existe" in again.stderr
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == before
    nowhere = run(*asked[:-1], tmp_path / "none" / "lettres")
    assert (nowhere.exit_code, (tmp_path / "none").exists()) == (2, False)


def test_a_file_is_never_replaced_unasked(run: Run, situation: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "letters.md"
    asked = ("letters", situation(COLLABORATOR), "--years", "2025", "--as-of", "2025-11-20", "--format", "markdown")
    assert run(*asked, "-o", path).exit_code == 0
    text = path.read_text("utf-8")
    assert "    ATTESTATION DE CONFORMITÉ" in text
    assert run(*asked, "-o", path).exit_code == 2
    assert path.read_text("utf-8") == text
    assert run(*asked, "-o", path, "--force").exit_code == 0


def test_where_no_letter_matters_it_says_so(run: Run, situation: Callable[..., Path]) -> None:
    result = run("letters", situation("practitioner.profession = 'physiotherapist'"), "--years", "2025", "--lang", "nl")
    assert result.exit_code == 0
    assert "geen brief nodig" in result.stdout
