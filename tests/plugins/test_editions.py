"""The editions that ship: which there are, what they ask and pay, when, on which texts, and how sure they are."""

import re
from datetime import date
from decimal import Decimal
from itertools import chain

import pytest
from incentives import (
    Catalogue,
    Confidence,
    Edition,
    Handling,
    Period,
    Reference,
    Situation,
    Standing,
    UnknownEdition,
    Window,
    last_day_of_february,
)

YEARS = {
    "fr-fami": range(2018, 2027),
    "be-inami-software": range(2022, 2027),
    "be-proqkine": range(2022, 2025),
}
REQUIRED = ["audience", "dmp", "sesam_vitale", "scor", "transmission_rate", "secure_messaging"]
FAMI_CRITERIA = [*REQUIRED, "coordination"]
INAMI_CRITERIA = ["registration", "convention", "activity", "software"]
PROQKINE_CRITERIA = ["inami_number", "enrolment", "general", "annual", "cycle", "data"]
QUESTIONS = {
    "fr-fami.dmp_transaction_required": range(2025, 2027),
    "fr-fami.new_proof_after_vendor_change_required": range(2025, 2027),
    "fr-fami.first_claim_in_december_counts": range(2019, 2027),
    "fr-fami.no_act_left_passes": range(2018, 2027),
    "fr-fami.addendum_6_enough": [2020],
    "fr-fami.addendum_7_enough": [2023],
    "fr-fami.telehealth_open": [2023],
    "fr-fami.other_coordination_counts": range(2019, 2025),
    "fr-fami.recognised_network_counts": range(2025, 2027),
    "fr-fami.apicrypt_not_interoperable_counts": [2019, 2020],
    "fr-fami.free_professional_video_counts": range(2023, 2027),
    "fr-fami.aided_video_purchase_counts_again": range(2023, 2027),
    "fr-fami.second_device_counts": range(2023, 2027),
    "fr-fami.device_owned_before_counts": range(2023, 2027),
    "fr-fami.owner_mailbox_counts": range(2019, 2027),
    "be-inami-software.gap_in_convention_ignored": [2022, 2025],
    "be-proqkine.portfolio_before_closing_counts": range(2022, 2025),
    "be-proqkine.last_day_of_february_is_29th": [2023],  # its verification closes in February 2024
}
FAMI_WINDOWS = {
    2018: Window(opens=date(2019, 2, 15), closes=date(2019, 3, 15), planned=True),
    2019: Window(within=Period(date(2020, 1, 1), date(2020, 3, 31)), planned=True),
    2020: Window(opens=date(2021, 1, 15), closes=date(2021, 3, 2)),
    2021: Window(
        closes=date(2022, 3, 1), closes_at_latest=date(2022, 3, 2), within=Period(date(2022, 1, 1), date(2022, 12, 31))
    ),
    2022: Window(
        open_by=date(2023, 1, 12),
        closes=date(2023, 3, 2),
        closes_at_latest=date(2023, 3, 3),
        within=Period(date(2023, 1, 1), date(2023, 12, 31)),
    ),
    2023: Window(opens=date(2024, 1, 11), closes=date(2024, 3, 3)),
    2024: Window(within=Period(date(2025, 1, 1), date(2025, 3, 31))),
    2025: Window(opens=date(2026, 1, 12), closes=date(2026, 3, 2), planned=True),
    2026: Window(within=Period(date(2027, 1, 1), date(2027, 3, 31))),
}
FAMI_CONFIDENCE = {  # by figure: years in which a text of that kind states it; inferred in all others
    "base_amount": {"official": [2018, 2025], "secondary": [2021, 2022, 2024]},
    "coordination_amount": {"official": [2018, 2025], "secondary": [2021, 2022]},
    "video_amount": {"official": [2025]},
    "devices_amount": {"official": [2025]},
    "required_addendum": {"official": [2018, 2024, 2025, 2026], "secondary": [2019, 2021, 2022]},
    "required_amendments": {"official": [2018, 2025, 2026], "secondary": [2021]},
    "minimum_transmission_share": {"official": [2018, 2025], "secondary": [2019, 2021, 2022]},
    "december_first_claim": {"official": [2018, 2025]},
    "coordination_forms": {"official": [2018, 2025], "secondary": [2021, 2022]},
    "telehealth_open": {"official": [2025]},
    "device_types": {"official": [2025]},
}
Key = tuple[str, int]


@pytest.fixture
def edition(edition_key: Key, catalogue: Catalogue) -> Edition:
    return catalogue.edition(*edition_key)


def _places(edition: Edition) -> dict[str, tuple[Reference, ...]]:
    """The references of everything in the edition that has some, by its place."""
    application, window = edition.application, edition.application.window
    places = {f"criterion {part.id}": part.references for part in edition.criteria}
    places |= {f"benefit {part.id}": part.references for part in edition.benefits}
    places |= {f"figure {part.name}": part.references for part in edition.figures}
    places |= {f"evidence {part.id}": part.references for part in edition.evidence}
    places |= {"application": application.references, "payment": application.payment.references}
    return places | ({} if window is None else {"window": window.references})


def _references(edition: Edition) -> list[Reference]:
    return list(chain.from_iterable(_places(edition).values()))


def test_these_editions_ship_and_no_others(catalogue: Catalogue) -> None:
    assert {scheme.id: list(scheme.editions) for scheme in catalogue.schemes} == {
        id: list(years) for id, years in YEARS.items()
    }
    assert catalogue.failures == ()


@pytest.mark.parametrize("year", [2021, 2025])
def test_a_year_outside_the_known_cycle_has_no_edition(catalogue: Catalogue, year: int) -> None:
    with pytest.raises(UnknownEdition, match="2022, 2023, 2024"):
        catalogue.assess("be-proqkine", year, Situation.of({}))


def test_the_criteria_are_those_of_the_year_in_the_texts_order(edition: Edition) -> None:
    expected = {
        "fr-fami": [*FAMI_CRITERIA, *(["video", "devices"] if edition.year >= 2023 else [])],
        "be-inami-software": [
            *INAMI_CRITERIA,
            *(["main_occupation", "shared_software"] if edition.year <= 2023 else []),
        ],
        "be-proqkine": PROQKINE_CRITERIA,
    }
    assert [criterion.id for criterion in edition.criteria] == expected[edition.scheme]


def test_only_2018_waives_and_only_the_first_years_of_a_cycle_have_something_not_applicable(edition: Edition) -> None:
    standing = {c.id: c.standing for c in edition.criteria if c.standing is not Standing.ASKED}
    expected = {
        ("fr-fami", 2018): {"dmp": Standing.WAIVED, "secure_messaging": Standing.WAIVED},
        ("be-proqkine", 2022): {"cycle": Standing.NOT_APPLICABLE},
        ("be-proqkine", 2023): {"cycle": Standing.NOT_APPLICABLE},
    }
    assert standing == expected.get((edition.scheme, edition.year), {})


def test_the_amounts_are_those_of_the_texts(edition: Edition, catalogue: Catalogue) -> None:
    amounts = {"base": 490, "coordination": 100, "video": 350, "devices": 175}
    if edition.year < 2023:
        amounts = {"base": 490, "coordination": 100}
    expected = {"fr-fami": amounts, "be-inami-software": {"lump_sum": 800}, "be-proqkine": {"premium": 2000}}
    assessment = catalogue.assess(edition.scheme, edition.year, Situation.of({}))
    found = {id: result.amount.possible for id, result in assessment.benefits.items()}
    assert found == expected[edition.scheme]
    assert edition.currency == "EUR"


def test_the_maximum_is_590_up_to_2022_and_1115_with_telehealth(catalogue: Catalogue) -> None:
    nobody = Situation.of({})
    most = {year: catalogue.assess("fr-fami", year, nobody).amount.possible for year in YEARS["fr-fami"]}
    assert most == {year: Decimal(590 if year < 2023 else 1115) for year in YEARS["fr-fami"]}


def test_coordination_needs_the_base_and_telehealth_does_not(edition: Edition) -> None:
    found = {benefit.id: (sorted(benefit.requires), benefit.on_top_of) for benefit in edition.benefits}
    every = sorted(criterion.id for criterion in edition.criteria)
    fami = {
        "base": (sorted(REQUIRED), ()),
        "coordination": (["coordination"], ("base",)),
        "video": (["audience", "video"], ()),
        "devices": (["audience", "devices"], ()),
    }
    expected = {
        "fr-fami": {id: fami[id] for id in found if id in fami},
        "be-inami-software": {"lump_sum": (every, ())},
        "be-proqkine": {"premium": (every, ())},
    }
    assert found == expected[edition.scheme]


def test_the_open_questions_are_those_on_which_the_years_texts_are_silent(edition: Edition) -> None:
    expected = {id for id, years in QUESTIONS.items() if id.startswith(f"{edition.scheme}.") and edition.year in years}
    assert {question.id for question in edition.questions} == expected


def test_every_open_question_says_whom_to_ask(edition: Edition) -> None:
    assert {question.ask for question in edition.questions} <= {contact.id for contact in edition.contacts}


def test_the_professions_are_those_of_the_text(edition: Edition) -> None:
    both = {"physiotherapist", "speech_therapist"}
    expected = both if (edition.scheme, edition.year) == ("fr-fami", 2018) else {"physiotherapist"}
    assert set(edition.professions) == expected


def test_everything_rests_on_a_named_place_in_a_text(edition: Edition) -> None:
    assert [place for place, references in _places(edition).items() if not references] == []
    assert [r for r in _references(edition) if not r.document.title.strip() or not r.place.strip()] == []


def test_sources_are_named_by_their_titles_and_not_by_working_codes(edition: Edition) -> None:
    texts = [text for r in _references(edition) for text in (r.document.title, r.document.publisher or "", r.place)]
    assert [text for text in texts if re.search(r"\b[SPABC]\d{2,3}\b|\d{3}_[0-9a-f]{8}|seeds?/|\.txt", text)] == []


def test_only_the_announced_edition_is_projected(edition: Edition) -> None:
    assert edition.projected is ((edition.scheme, edition.year) == ("fr-fami", 2026))


def test_an_edition_is_as_sure_as_its_texts(edition: Edition) -> None:
    expected = {
        "fr-fami": {2018: Confidence.OFFICIAL, 2025: Confidence.OFFICIAL},
        "be-inami-software": dict.fromkeys((2022, 2023, 2024), Confidence.SECONDARY),
        "be-proqkine": dict.fromkeys((2022, 2023, 2024), Confidence.SECONDARY),
    }
    assert edition.confidence is expected[edition.scheme].get(edition.year, Confidence.INFERRED)


@pytest.mark.parametrize("name", FAMI_CONFIDENCE)
def test_a_fami_figure_is_as_sure_as_the_years_text(name: str, catalogue: Catalogue) -> None:
    stated = {year: kind for kind, years in FAMI_CONFIDENCE[name].items() for year in years}
    for year in YEARS["fr-fami"]:
        found = [figure for figure in catalogue.edition("fr-fami", year).figures if figure.name == name]
        confidence = {str(reference.confidence) for figure in found for reference in figure.references}
        assert confidence <= {stated.get(year, "inferred")}, year
        assert found or year not in stated, year


def test_only_the_official_guides_and_the_official_journals_are_official(edition: Edition) -> None:
    publishers = {r.document.publisher or "" for r in _references(edition) if r.confidence is Confidence.OFFICIAL}
    if edition.scheme == "fr-fami":
        assert publishers <= {"Assurance Maladie", "Journal officiel de la République française"}
    else:
        assert {publisher.partition(" du ")[0] for publisher in publishers} <= {"Moniteur belge"}


def test_nothing_in_a_belgian_edition_rests_on_a_french_text(edition: Edition) -> None:
    french = [r.document.title for r in _references(edition) if "FAMI" in r.document.title]
    assert (french == []) is (edition.scheme != "fr-fami")


def test_deeds_count_until_the_end_of_the_year_or_the_closing_of_verification(edition: Edition) -> None:
    year_end, closing = date(edition.year, 12, 31), last_day_of_february(edition.year + 1)
    deadlines = {c.id: c.deadline for c in edition.criteria if c.standing is Standing.ASKED}
    expected = dict.fromkeys(deadlines, closing if edition.scheme == "be-proqkine" else year_end)
    found = {id: deadline or year_end for id, deadline in deadlines.items()}
    assert found == expected
    past = {id for id, deadline in deadlines.items() if deadline is None}
    old = edition.scheme == "be-inami-software" and edition.year <= 2023
    assert past == ({"activity"} if old else set()), "only acts of two years before are past when the year begins"


def test_the_fami_windows_are_those_of_the_texts(catalogue: Catalogue) -> None:
    for year, expected in FAMI_WINDOWS.items():
        window = catalogue.edition("fr-fami", year).application.window
        assert window is not None
        assert window.days == expected, year


def test_the_belgian_windows_hold_no_day_that_the_texts_do_not_give(catalogue: Catalogue) -> None:
    for year in YEARS["be-inami-software"]:
        window = catalogue.edition("be-inami-software", year).application.window
        assert window is not None
        following = Period(date(year + 1, 1, 1), date(year + 1, 12, 31)) if year >= 2024 else None
        assert window.days == Window(within=following), year
        assert window.notes, year
        assert window.advise_by == (date(year + 1, 10, 31) if year >= 2024 else None), year
    windows = [catalogue.edition("be-proqkine", year).application.window for year in YEARS["be-proqkine"]]
    assert windows == [None, None, None]


def test_a_prudent_day_is_inferred_and_says_whose_practice_it_is(edition: Edition, catalogue: Catalogue) -> None:
    window = edition.application.window
    if window is None or window.advise_by is None:
        return
    assert {reference.confidence for reference in window.advise_references} == {Confidence.INFERRED}
    texts = " ".join(reference.document.title for reference in window.advise_references)
    assert "infirmiers" in texts
    assert "dentistes" in texts
    said = catalogue[edition.scheme].wording.find(("notes", window.advise_note or ""), "en", edition.year) or ""
    assert "nurses" in said
    assert "physiotherapists" in said


def test_the_verification_of_pro_q_kine_is_advised_for_28_february_and_closes_on_the_last_day(
    catalogue: Catalogue,
) -> None:
    for year in YEARS["be-proqkine"]:
        asked = [c for c in catalogue.edition("be-proqkine", year).criteria if c.standing is Standing.ASKED]
        assert {c.advise_by for c in asked} == {date(year + 1, 2, 28)}
        assert {c.deadline for c in asked} == {last_day_of_february(year + 1)}


def test_payments_fall_where_the_texts_put_them(edition: Edition) -> None:
    next_year = edition.year + 1
    second_quarter = Period(date(next_year, 4, 1), date(next_year, 6, 30))
    whole_year = Period(date(next_year, 1, 1), date(next_year, 12, 31))
    expected = {
        "fr-fami": {2019: whole_year, 2020: None}.get(edition.year, second_quarter),
        "be-inami-software": None if edition.year <= 2023 else whole_year,
        "be-proqkine": whole_year,
    }
    assert edition.application.payment.period == expected[edition.scheme]


def test_the_channel_is_that_of_the_year(edition: Edition) -> None:
    expected = {
        "fr-fami": "amelipro",
        "be-inami-software": "form" if edition.year <= 2023 else "prosante",
        "be-proqkine": "none_needed",
    }
    assert edition.application.channel == expected[edition.scheme]
    assert edition.application.steps


def test_requests_are_only_judged_where_one_must_be_made(edition: Edition) -> None:
    asked = [benefit.id for benefit in edition.benefits if benefit.request is not None]
    expected = [] if edition.scheme == "be-proqkine" else [benefit.id for benefit in edition.benefits]
    assert asked == expected


def test_inami_can_be_reached_as_the_notes_say(edition: Edition) -> None:
    contacts = {contact.id: contact for contact in edition.contacts}
    if edition.scheme == "fr-fami":
        assert [(c.id, c.email, c.phone, c.address) for c in edition.contacts] == [("caisse", None, None, None)]
        return
    inami = contacts["inami"]
    assert inami.email == "kinefr@riziv-inami.fgov.be"
    assert inami.phone == "+32 (0)2 739 74 79"
    assert inami.address is not None
    assert inami.address.endswith("Avenue Galilée 5/01, 1210 Bruxelles")
    assert ("proqkine" in contacts) is (edition.scheme == "be-proqkine")


def test_every_belgian_edition_says_that_it_rests_on_the_notes_of_26_march_2024(
    edition: Edition, catalogue: Catalogue
) -> None:
    if edition.scheme == "fr-fami":
        assert "rests_on_notes" not in edition.notes
        return
    day = {"en": "26 March 2024", "fr": "26 mars 2024", "nl": "26 maart 2024"}
    for language, written in day.items():
        said = [catalogue[edition.scheme].wording.find(("notes", id), language, edition.year) for id in edition.notes]
        assert any(written in sentence for sentence in said if sentence), language


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_older_inami_editions_say_that_their_rules_come_from_public_pages(catalogue: Catalogue, year: int) -> None:
    wording, notes = catalogue["be-inami-software"].wording, catalogue.edition("be-inami-software", year).notes
    said = " ".join(wording.find(("notes", id), "en", year) or "" for id in notes)
    assert "public pages" in said


def test_the_inami_editions_after_2024_say_that_they_are_read_forward(catalogue: Catalogue) -> None:
    notes = {year: catalogue.edition("be-inami-software", year).notes for year in YEARS["be-inami-software"]}
    assert {year for year, ids in notes.items() if "read_forward" in ids} == {2025, 2026}


def test_pro_q_kine_years_have_their_place_in_one_cycle(catalogue: Catalogue) -> None:
    for place, year in enumerate(YEARS["be-proqkine"], start=1):
        cycle = catalogue.edition("be-proqkine", year).cycle
        assert cycle is not None
        assert (cycle.place, cycle.length) == (place, 3)
        assert cycle.period == Period(date(2022, 1, 1), date(2024, 12, 31))


def test_documents_are_sent_kept_or_not_asked_as_the_guide_says(edition: Edition) -> None:
    handling = {item.id: item.handling for item in edition.evidence}
    expected = {
        "dmp_software_proof": Handling.SENT,
        "messaging_proof": Handling.KEPT,
        "coordination_proof": Handling.KEPT,
        "video_proof": Handling.KEPT,
        "device_proof": Handling.KEPT,
        "measured_by_payer": Handling.NOT_ASKED,
        "portfolio": Handling.KEPT,
    }
    assert {id: handling[id] for id in handling if id in expected} == {
        id: expected[id] for id in handling if id in expected
    }
    assert ("dmp_software_proof" in handling) is (edition.scheme == "fr-fami" and edition.year > 2018)


def test_the_2022_screen_gives_the_formats_and_the_size_of_an_upload(catalogue: Catalogue) -> None:
    proof = next(item for item in catalogue.edition("fr-fami", 2022).evidence if item.id == "dmp_software_proof")
    assert set(proof.formats) == {"pdf", "doc", "docx", "odt", "zip", "7z", "jpeg", "png"}
    assert proof.max_megabytes == 10


def test_no_two_editions_say_the_same(catalogue: Catalogue) -> None:
    digests = [catalogue.edition(id, year).digest for id, years in YEARS.items() for year in years]
    assert len(set(digests)) == len(digests) == 17


def test_the_dates_that_lists_show_are_those_of_the_edition(catalogue: Catalogue) -> None:
    for scheme in catalogue.schemes:
        for year in scheme.years:
            dates, edition = scheme.dates(year), scheme.edition(year)
            assert (dates.year, dates.verified_on, dates.expected_next) == (
                year,
                edition.verified_on,
                edition.expected_next,
            )
