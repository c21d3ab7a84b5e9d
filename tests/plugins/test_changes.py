"""What changed from year to year in the schemes that ship, as the texts say it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from incentives import Catalogue, Confidence, CriterionChange, EditionChanges, Handling, Standing

Years = tuple[str, int, int]
# What only one of two years leaves open, or concludes from other texts, is no change that anybody could tell.
NOT_KNOWN, OPEN = "not_known_before", "not_known_after"
# Every criterion that changed, and how. What is not named here did not change.
CRITERIA: dict[Years, dict[str, str]] = {
    # 2019 asks what 2018 had waived; its own text covers physiotherapists only; the addendum rises, and which
    # amendments go with it is not known; a first claim in December is an open question where it surely was a failure;
    # which other forms of coordination count is an open question where they surely did not.
    ("fr-fami", 2018, 2019): {
        "audience": "tightened",
        "dmp": "changed",
        "sesam_vitale": "changed",
        "transmission_rate": OPEN,
        "secure_messaging": "changed",
        "coordination": OPEN,
    },
    ("fr-fami", 2019, 2020): {"sesam_vitale": OPEN},  # addendum 6; then 6 or 7
    # Addendum 7 with two amendments; Apicrypt V2 interoperable only; the recognised network counts.
    ("fr-fami", 2020, 2021): {
        "sesam_vitale": NOT_KNOWN,
        "secure_messaging": NOT_KNOWN,
        "coordination": NOT_KNOWN,
    },
    # The amendments of 2022 are not known, nor whether the recognised network still counts. (One union's page alone
    # says that there was more time in 2021; it is a note there, and no deadline.)
    ("fr-fami", 2021, 2022): {"sesam_vitale": "loosened", "coordination": OPEN},
    # For 2023 nobody knows whether addendum 7 was enough, nor whether telehealth brought anything yet: so nothing of it
    # is known to be new, and what is asked in 2024 is not known to be more, or less.
    ("fr-fami", 2022, 2023): {"sesam_vitale": OPEN, "video": OPEN, "devices": OPEN},
    ("fr-fami", 2023, 2024): {"sesam_vitale": NOT_KNOWN, "video": NOT_KNOWN, "devices": NOT_KNOWN},
    # All of 2024 but the addendum is concluded from other years, so that nothing of this is known to be new: an action
    # on a DMP may be needed; December counts for a new practice; an owner's mailbox counts for collaborators;
    # the list of coordinated care is known, with forms that nobody was sure of, and without others.
    ("fr-fami", 2024, 2025): {
        "dmp": NOT_KNOWN,
        "transmission_rate": NOT_KNOWN,
        "secure_messaging": NOT_KNOWN,
        "coordination": NOT_KNOWN,
    },
    ("fr-fami", 2025, 2026): {"sesam_vitale": "tightened"},  # Maintenance Addendum 8 2024
    ("be-inami-software", 2022, 2023): {"convention": NOT_KNOWN, "activity": "tightened"},  # a gap before; 445 to 500
    ("be-inami-software", 2023, 2024): {
        "activity": "changed",  # acts of the year itself, and a year less of grace
        "main_occupation": "removed",
        "shared_software": "removed",
    },
    ("be-inami-software", 2024, 2025): {"convention": OPEN},  # no convention was in force in January 2025
    ("be-inami-software", 2025, 2026): {"convention": NOT_KNOWN},
    # Whether the last day of February still counts is open where it is the 29th.
    ("be-proqkine", 2022, 2023): {"enrolment": OPEN},
    # The third year asks the criteria of the cycle.
    ("be-proqkine", 2023, 2024): {"enrolment": NOT_KNOWN, "cycle": "changed"},
}
# Open questions that came, and those that were settled, by their own names.
QUESTIONS: dict[Years, tuple[set[str], set[str]]] = {
    ("fr-fami", 2019, 2020): ({"addendum_6_enough"}, set()),
    ("fr-fami", 2020, 2021): (set(), {"addendum_6_enough", "apicrypt_not_interoperable_counts"}),
    ("fr-fami", 2021, 2022): (set(), set()),
    ("fr-fami", 2023, 2024): (set(), {"addendum_7_enough", "telehealth_open"}),
    ("fr-fami", 2024, 2025): (
        {"dmp_transaction_required", "new_proof_after_vendor_change_required", "recognised_network_counts"},
        {"other_coordination_counts"},
    ),
    ("fr-fami", 2025, 2026): (set(), set()),
    ("be-inami-software", 2022, 2023): (set(), {"gap_in_convention_ignored"}),
    ("be-inami-software", 2023, 2024): (set(), set()),
    ("be-inami-software", 2024, 2025): ({"gap_in_convention_ignored"}, set()),
    ("be-proqkine", 2022, 2023): ({"last_day_of_february_is_29th"}, set()),
    ("be-proqkine", 2023, 2024): (set(), {"last_day_of_february_is_29th"}),
}


def changes(catalogue: Catalogue, years: Years) -> EditionChanges:
    return catalogue.diff(*years)


def criterion(catalogue: Catalogue, years: Years, id: str) -> CriterionChange:
    (found,) = (change for change in changes(catalogue, years).criteria if change.id == id)
    return found


def test_every_pair_of_neighbouring_years_is_looked_at(catalogue: Catalogue) -> None:
    def neighbours() -> Iterator[Years]:
        for scheme in catalogue:
            yield from ((scheme.id, year, year + 1) for year in scheme.years if year + 1 in scheme.years)

    assert set(neighbours()) == set(CRITERIA)


@pytest.mark.parametrize("years", CRITERIA, ids=str)
def test_exactly_the_criteria_that_the_texts_changed_are_named_with_their_direction(
    catalogue: Catalogue, years: Years
) -> None:
    assert {change.id: change.kind.value for change in changes(catalogue, years).criteria} == CRITERIA[years]


OPPOSITE = {"added": "removed", "removed": "added", "tightened": "loosened", "loosened": "tightened"}


@pytest.mark.parametrize("years", CRITERIA, ids=str)
def test_backwards_everything_is_the_opposite(catalogue: Catalogue, years: Years) -> None:
    scheme, before, after = years
    backwards = {change.id: change.kind.value for change in changes(catalogue, (scheme, after, before)).criteria}
    assert backwards.keys() == CRITERIA[years].keys()
    kinds = {id: (kind, backwards[id]) for id, kind in CRITERIA[years].items()}
    told = {id: both for id, both in kinds.items() if not {NOT_KNOWN, OPEN} & {*both}}
    assert {id: back for id, (_, back) in told.items()} == {
        id: OPPOSITE.get(kind, kind) for id, (kind, _) in told.items()
    }


@pytest.mark.parametrize("years", CRITERIA, ids=str)
def test_every_direction_of_a_scheme_that_ships_is_decided(catalogue: Catalogue, years: Years) -> None:
    undecided = [change.id for change in changes(catalogue, years).criteria if change.condition
                 and change.kind.is_told and not change.condition.is_decided]  # fmt: skip
    assert undecided == []


@pytest.mark.parametrize("years", QUESTIONS, ids=str)
def test_open_questions_come_and_are_settled_as_in_the_texts(catalogue: Catalogue, years: Years) -> None:
    found = changes(catalogue, years)
    names = [
        {question.id.partition(".")[2] for question in group}
        for group in (found.questions_added, found.questions_settled)
    ]
    assert tuple(names) == QUESTIONS[years]


def test_what_2018_waived_is_asked_in_2019(catalogue: Catalogue) -> None:
    for id in ("dmp", "secure_messaging"):
        found = {
            aspect.name: (aspect.before, aspect.after)
            for aspect in criterion(catalogue, ("fr-fami", 2018, 2019), id).aspects
        }
        assert found["standing"] == (Standing.WAIVED, Standing.ASKED)


def test_2019_is_for_physiotherapists_only(catalogue: Catalogue) -> None:
    (aspect,) = (one for one in changes(catalogue, ("fr-fami", 2018, 2019)).edition if one.name == "professions")
    assert (aspect.before, aspect.after) == (("physiotherapist", "speech_therapist"), ("physiotherapist",))


@pytest.mark.parametrize("years", CRITERIA, ids=str)
def test_a_deadline_at_the_end_of_the_year_is_the_same_in_every_year(catalogue: Catalogue, years: Years) -> None:
    asked = [
        change
        for change in changes(catalogue, years).criteria
        if change.before and change.after and change.before.standing is change.after.standing is Standing.ASKED
    ]
    moved = [change.id for change in asked if any(aspect.name == "deadline" for aspect in change.aspects)]
    # Acts of two years before can no longer be made up for; those of the year itself can.
    assert moved == (["activity"] if years == ("be-inami-software", 2023, 2024) else [])


def test_nobody_knows_whether_telehealth_came_with_2023_for_350_and_175_euros(catalogue: Catalogue) -> None:
    found = changes(catalogue, ("fr-fami", 2022, 2023))
    assert {(change.id, change.kind.value) for change in found.benefits} == {("video", OPEN), ("devices", OPEN)}
    for came in (found.figures, found.evidence):
        assert {change.kind.value for change in came if change.before is None} == {OPEN}
    figures = {change.id: change.after.value for change in found.figures if change.before is None and change.after}
    assert figures["video_amount"] == "350.00"
    assert figures["devices_amount"] == "175.00"


@pytest.mark.parametrize("years", [years for years in CRITERIA if years[1:] != (2022, 2023)], ids=str)
def test_no_amount_of_a_benefit_ever_changed(catalogue: Catalogue, years: Years) -> None:
    assert {change.difference for change in changes(catalogue, years).benefits} <= {Decimal(0)}


def test_the_belgian_aid_is_requested_through_prosante_from_2024(catalogue: Catalogue) -> None:
    found = changes(catalogue, ("be-inami-software", 2023, 2024))
    channel = {aspect.name: (aspect.before, aspect.after) for aspect in found.application}["channel"]
    assert channel == ("form", "prosante")
    figures = {
        change.id: (change.before and change.before.value, change.after and change.after.value)
        for change in found.figures
    }
    assert figures["activity_year_offset"] == (-2, 0)
    assert figures["excused_years_after_registration"] == (2, 1)
    assert "minimum_acts" not in {id for id, values in figures.items() if values[0] != values[1]}


def test_the_threshold_of_acts_rose_from_445_to_500_and_nothing_else_of_the_activity_changed(
    catalogue: Catalogue,
) -> None:
    condition = criterion(catalogue, ("be-inami-software", 2022, 2023), "activity").condition
    assert condition
    (part,) = condition.parts
    assert [getattr(side, "right").value for side in (part.before, part.after)] == [445, 500]  # noqa: B009  # typed as any expression


def test_the_closing_of_the_verification_on_the_last_day_of_february_is_no_change(catalogue: Catalogue) -> None:
    for years in (("be-proqkine", 2022, 2023), ("be-proqkine", 2023, 2024)):  # 28 and 29 February, 29 and 28
        found = changes(catalogue, years)
        assert not found.benefits
        assert not found.application
        assert not found.evidence


def test_the_third_year_of_the_cycle_asks_the_criteria_of_the_cycle(catalogue: Catalogue) -> None:
    aspects = {aspect.name: aspect for aspect in criterion(catalogue, ("be-proqkine", 2023, 2024), "cycle").aspects}
    assert aspects["standing"].before is Standing.NOT_APPLICABLE
    assert aspects["standing"].after is Standing.ASKED
    assert not [aspect for aspect in changes(catalogue, ("be-proqkine", 2023, 2024)).edition if aspect.name == "cycle"]


def test_the_rules_of_2026_are_announced_only_and_less_sure_than_those_of_2025(catalogue: Catalogue) -> None:
    found = {
        aspect.name: (aspect.before, aspect.after) for aspect in changes(catalogue, ("fr-fami", 2025, 2026)).edition
    }
    assert found == {
        "projected": (False, True),
        "confidence": (Confidence.OFFICIAL, Confidence.INFERRED),
    }


def test_the_device_proof_is_kept_and_comes_with_the_devices(catalogue: Catalogue) -> None:
    found = {change.id: change for change in changes(catalogue, ("fr-fami", 2022, 2023)).evidence}
    assert found["device_proof"].kind.value == OPEN
    assert found["device_proof"].after
    assert found["device_proof"].after.handling is Handling.KEPT


def test_the_guide_names_what_changed_for_2025_and_the_rest_was_not_known(catalogue: Catalogue) -> None:
    """ "A noter: FAMI 2025 (indicateur 2): suppression des anciens avenants"; addendum 8 was asked in 2024 already."""
    figures = {change.id: change for change in changes(catalogue, ("fr-fami", 2024, 2025)).figures}
    stated = figures["older_amendments_asked"]
    assert (stated.kind.value, stated.before and stated.before.value, stated.after and stated.after.value) == (
        "changed",
        True,
        False,
    )
    assert "required_addendum" not in figures or figures["required_addendum"].was_known
    assert figures["required_amendments"].kind.value == NOT_KNOWN
    assert {
        change.kind.value for id, change in figures.items() if id in {"coordination_forms", "owner_mailbox_for"}
    } == {NOT_KNOWN}
