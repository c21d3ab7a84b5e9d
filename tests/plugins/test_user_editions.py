"""Editions that users supply for the shipped schemes: 2027 with made-up figures, and our own again."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from incentives import (
    Catalogue,
    Eligibility,
    InvalidEdition,
    Situation,
    UnknownEdition,
    compare,
    compare_schemes,
)
from incentives.report.assessed import assessment_record
from incentives.testing import Case
from incentives.wording import LANGUAGES

NEWEST = {"be-inami-software": 2026, "be-proqkine": 2024, "fr-fami": 2026}
CHANGES = {  # what the made-up circulars of 2027 change, besides the year and every date
    "be-inami-software": {"lump_sum": '"850.00"', "minimum_acts": "600"},
    "be-proqkine": {"premium": '"2100.00"', "cycle_start": "2025", "cycle_end": "2027"},
    "fr-fami": {"base_amount": '"510.00"', "minimum_scor_transmissions": "12"},
}
PHYSIOTHERAPIST = {"practitioner.profession": "physiotherapist"}
BELGIAN = {**PHYSIOTHERAPIST, "be.inami_number": True, "be.licensed": True, "be.first_registered_on": date(2010, 5, 1)}
SITUATIONS: dict[str, dict[Any, Any]] = {
    "be-inami-software": {
        **BELGIAN,
        2027: {
            "be.acts": 600,
            "be.convention": {"all_year": True, "joined_in_year": False},
            "be.software": {"ehealth_registered": True, "commission_approved": True},
        },
    },
    "be-proqkine": {
        **BELGIAN,
        "be.proqkine": {"has_portfolio": True, "portfolio_created_on": date(2025, 2, 10)},
        2027: {"be.proqkine": {"general_met": True, "annual_met": True, "cycle_met": True, "data_correct": True}},
    },
    "fr-fami": {
        **PHYSIOTHERAPIST,
        2027: {
            "fr.conventioned": True,
            "fr.business_software": True,
            "fr.dmp": {"software": "integrated", "transactions": 1, "proof": "none", "vendor_changed": False},
            "fr.sesam_vitale": {
                "addendum": "8",
                "amendments": ["maintenance_addendum_8_2024"],
                "conforming_invoice": True,
            },
            "fr.scor.transmissions": 12,
            "fr.billing": {"secured": 900, "total": 1000, "excluded_secured": 0, "excluded_total": 0},
            "fr.billing.transmitted_previous_year": True,
            "fr.secure_messaging": "mssante_personal",
            "fr.coordination": {"structures": ["cpts"], "mdt_meetings": 0},
            "fr.telehealth": {"video": "none", "device": "none"},
        },
    },
}
AMOUNTS = {"be-inami-software": 850, "be-proqkine": 2100, "fr-fami": 510 + 100}
ONE_SHORT: dict[str, tuple[str, int, str]] = {  # a fact just below a threshold that the user changed
    "be-inami-software": ("be.acts", 599, "activity"),
    "fr-fami": ("fr.scor.transmissions", 11, "scor"),
}


def later(text: str, scheme: str) -> str:
    """The newest edition's file, as that of 2027."""
    by = 2027 - NEWEST[scheme]
    dated = re.compile(r"(deadline|within|advise_by|start|end) = |year = ")
    lines = [
        re.sub(r"\b20\d\d\b(?!\")", lambda year: str(int(year[0]) + by), line) if dated.match(line) else line
        for line in text.splitlines()
    ]
    text = "\n".join(lines) + "\n"
    for name, value in CHANGES[scheme].items():
        text, times = re.subn(rf"(?<=\[figures\.{name}\]\nvalue = ).*", value, text)
        assert times == 1, name
    return text


@pytest.fixture
def own(tmp_path: Path, catalogue: Catalogue) -> Callable[[str], Path]:
    """`own(scheme)`: a file with the user's edition of 2027."""

    def written(scheme: str) -> Path:
        text = catalogue[scheme].edition_text(NEWEST[scheme])
        assert text is not None
        path = tmp_path / f"my-{scheme}-2027.toml"
        path.write_text(later(text, scheme), "utf-8")
        return path

    return written


@pytest.fixture
def extended(catalogue: Catalogue, own: Callable[[str], Path]) -> Catalogue:
    """The catalogue with an edition of the user's own for each scheme."""
    return catalogue.with_edition(*(own(scheme) for scheme in NEWEST))


def test_a_year_that_does_not_ship_is_added_for_each_scheme(
    catalogue: Catalogue, extended: Catalogue, own: Callable[[str], Path]
) -> None:
    for scheme in NEWEST:
        assert extended[scheme].years == (*catalogue[scheme].years, 2027)
        edition = extended.edition(scheme, 2027)
        assert (edition.user_supplied, edition.source) == (True, str(own(scheme)))
        assert extended[scheme].user_editions == (edition,)
    assert extended.failures == ()


def test_the_catalogue_that_was_extended_stays_as_it_was(
    catalogue: Catalogue, own: Callable[[str], Path], scheme_id: str
) -> None:
    before = (catalogue.schemes, catalogue[scheme_id].years, catalogue.failures)
    assert catalogue.with_edition(own(scheme_id))[scheme_id].years != before[1]
    assert (catalogue.schemes, catalogue[scheme_id].years, catalogue.failures) == before
    assert catalogue[scheme_id].user_editions == ()
    with pytest.raises(UnknownEdition):
        catalogue.edition(scheme_id, 2027)


def test_editions_given_one_after_the_other_add_up(
    catalogue: Catalogue, own: Callable[[str], Path], extended: Catalogue
) -> None:
    chained = catalogue
    for scheme in NEWEST:
        chained = chained.with_edition(own(scheme))
    for scheme in NEWEST:
        assert chained.edition(scheme, 2027).digest == extended.edition(scheme, 2027).digest
    corrected = own("fr-fami")
    corrected.write_text(corrected.read_text("utf-8").replace('"510.00"', '"520.00"'), "utf-8")
    again = chained.with_edition(corrected)
    assert again["fr-fami"].years == chained["fr-fami"].years
    assert again.edition("fr-fami", 2027).digest != chained.edition("fr-fami", 2027).digest


def test_the_users_figures_decide(extended: Catalogue, scheme_id: str) -> None:
    found = extended.assess(scheme_id, 2027, Situation.of(SITUATIONS[scheme_id]))
    assert found.amount.certain == found.amount.possible == Decimal(AMOUNTS[scheme_id])
    assert found.eligibility is Eligibility.ELIGIBLE
    assert found.edition.user_supplied


@pytest.mark.parametrize("scheme", ONE_SHORT)
def test_one_less_than_the_users_threshold_is_not_enough(extended: Catalogue, scheme: str) -> None:
    fact, value, criterion = ONE_SHORT[scheme]
    facts = {**SITUATIONS[scheme], 2027: {**SITUATIONS[scheme][2027], fact: value}}
    found = extended.assess(scheme, 2027, Situation.of(facts))
    assert str(found.criteria[criterion].outcome) == "not_met"
    assert found.amount.possible == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_about_the_users_year_is_said_in_the_plugins_general_sentences(
    extended: Catalogue, scheme_id: str, language: str
) -> None:
    found = extended.assess(scheme_id, 2027, Situation.of(SITUATIONS[scheme_id]), date(2027, 6, 1))
    told = repr(assessment_record(found, language).plain())
    assert not re.search(r"(?<!')\{[a-z_.]+\}|\[(en|fr|nl)\] ", told)
    assert "2027" in told


def test_years_and_schemes_are_compared_with_the_users_own_among_them(extended: Catalogue) -> None:
    situation = Situation.of({**SITUATIONS["be-inami-software"], 2027: SITUATIONS["be-inami-software"][2027]})
    comparison = compare(extended.assess_all(situation, [2026, 2027]))
    assert {(a.scheme.id, a.year) for a in comparison.assessments if a.edition.user_supplied} == {
        (scheme, 2027) for scheme in NEWEST
    }
    (total,) = comparison.totals_by_year[2027]
    assert total.certain == 0  # nothing says that the aid was requested
    (aid,) = [a for a in comparison.assessments if (a.scheme.id, a.year) == ("be-inami-software", 2027)]
    assert aid.amount.certain == AMOUNTS["be-inami-software"] == aid.payable.possible
    columns = compare_schemes((extended[id], extended.edition(id, 2027)) for id in NEWEST).columns
    most = {column.scheme.id: column.most.possible for column in columns}
    assert most == {"be-inami-software": 850, "be-proqkine": 2100, "fr-fami": 510 + 100 + 350 + 175}


def test_a_cycle_that_was_not_moved_on_is_a_fault(catalogue: Catalogue, own: Callable[[str], Path]) -> None:
    path = own("be-proqkine")
    path.write_text(
        path.read_text("utf-8").replace("2025\ndoc", "2022\ndoc").replace("2027\ndoc", "2024\ndoc"), "utf-8"
    )
    with pytest.raises(InvalidEdition) as caught:
        catalogue.with_edition(path)
    (fault,) = caught.value.faults
    assert fault.startswith("$.cycle: 2027 is year 6 of 3")


def test_our_own_file_supplied_again_says_the_same_and_is_marked(
    catalogue: Catalogue,
    tmp_path: Path,
    edition_key: tuple[str, int],
    edition_cases: list[Case],
) -> None:
    scheme, year = edition_key
    path = tmp_path / "a-copy.toml"
    path.write_text(catalogue[scheme].edition_text(year) or "", "utf-8")
    copied = catalogue.with_edition(path)
    ours, theirs = catalogue.edition(scheme, year), copied.edition(scheme, year)
    assert theirs.digest == ours.digest
    assert theirs.confidence is ours.confidence
    assert (ours.user_supplied, theirs.user_supplied) == (False, True)
    assert copied[scheme].years == catalogue[scheme].years
    for case in edition_cases:
        mine, other = case.assess(catalogue), case.assess(copied)
        assert other.amount == mine.amount
        assert {id: r.outcome for id, r in other.criteria.items()} == {id: r.outcome for id, r in mine.criteria.items()}


def test_a_prudent_day_needs_a_sentence_that_says_whose_practice_it_is(
    catalogue: Catalogue, own: Callable[[str], Path]
) -> None:
    file = own("be-inami-software")
    file.write_text(file.read_text("utf-8").replace('"closed_for_others"', '"closed_for_other"'), "utf-8")
    with pytest.raises(InvalidEdition) as error:
        catalogue.with_edition(file)
    (fault,) = error.value.faults
    assert fault.startswith("$.application.window.advise_note: be-inami-software has no sentence")
    assert "'closed_for_others'" in fault


def test_a_prudent_day_that_did_not_move_with_the_year_is_named(
    catalogue: Catalogue, own: Callable[[str], Path]
) -> None:
    file = own("be-inami-software")
    file.write_text(file.read_text("utf-8").replace("2028-10-31", "2027-10-31"), "utf-8")
    with pytest.raises(InvalidEdition, match=r"\$\.application\.window: the prudent day 2027-10-31 lies outside"):
        catalogue.with_edition(file)


def test_what_others_are_told_of_a_file_is_its_name_alone(tmp_path: Path, catalogue: Catalogue) -> None:
    text = catalogue["fr-fami"].edition_text(2026) or ""
    path = tmp_path / "reform.toml"
    path.write_text(text.replace("year = 2026", "year = 2027"), "utf-8")
    told = catalogue.with_edition(path, by_name=True)
    assert told.edition("fr-fami", 2027).source == "reform.toml"
    path.write_text("year = 2027", "utf-8")
    with pytest.raises(InvalidEdition) as refused:
        catalogue.with_edition(path, by_name=True)
    assert str(tmp_path) not in str(refused.value)
