"""An interview: which screens there are, what stands on them, and what becomes of what is not known or taken back."""

import random
from datetime import date
from typing import Any

import pytest
from everything_met import EVERYTHING
from incentives import (
    Catalogue,
    Fault,
    Interview,
    InterviewScreen,
    InvalidArgument,
    InvalidSituation,
    Situation,
    Topic,
    UnknownEdition,
    UnknownScheme,
)
from interviewed import held, path_of, the_answer, timely, truth

TODAY = date(2026, 11, 22)
PROFESSION = "practitioner.profession"
COUNTRIES = "practitioner.practises_in"
PHYSIOTHERAPIST = {PROFESSION: "physiotherapist"}
FOR_GOOD = {PROFESSION, "fr.practice_started_on"}
EASY: dict[Any, Any] = {
    (id, None if id in FOR_GOOD else 2025): value for id, value in {**EVERYTHING["fr-fami"], **PHYSIOTHERAPIST}.items()
}
EASY |= {
    **{(f"fr.fami.shown.{id}", 2025): "not_shown" for id in ("sesam_vitale", "scor", "transmission_rate")},
    ("fr.fami.declared", 2025): True,
    ("fr.fami.declared_on", 2025): date(2026, 2, 1),
    ("fr.fami.declared_items", 2025): ["dmp"],
    ("fr.fami.declared_before", 2025): True,
    ("fr.fami.received", 2025): [],
    ("fr.fami.refused", 2025): [],
}


@pytest.fixture
def fami(catalogue: Catalogue) -> Interview:
    return catalogue.interview(Situation.of({}), ["fr-fami"], [2025], TODAY)


@pytest.fixture
def convention(fami: Interview) -> Interview:
    return fami.answer(PHYSIOTHERAPIST)


def everything(catalogue: Catalogue, chance: random.Random) -> dict[Any, Any]:
    """A practitioner on both sides of the border, of whom everything is known for 2025 and 2026."""
    places = [(id, year) for id in ("fr-fami", "be-inami-software") for year in (2025, 2026)]
    editions = [catalogue.edition(*place) for place in places]
    whole = truth(catalogue, editions, chance)
    return timely({**whole, (COUNTRIES, None): ["fr", "be"]}, editions, TODAY)


@pytest.mark.parametrize("seed", range(2))
def test_a_blank_french_physiotherapist_is_through_fami_2025_in_eight_screens(
    catalogue: Catalogue, fami: Interview, seed: int
) -> None:
    edition = catalogue.edition("fr-fami", 2025)
    chance = random.Random(seed)  # noqa: S311  # test data, no secret
    whole = timely(truth(catalogue, [edition], chance), [edition], TODAY)
    found = held(fami, whole, chance)
    assert len(found.screens) <= 8
    asked = sorted({one.path for _, screen in found.screens for one in screen.questions} - {PROFESSION})
    for unknown in (asked[:1], asked[1:2], chance.sample(asked, min(2, len(asked)))):
        assert len(held(fami, whole, chance, unknown).screens) <= 9


def test_a_border_case_of_two_years_is_through_in_fourteen_screens(catalogue: Catalogue) -> None:
    chance = random.Random(3)  # noqa: S311  # test data, no secret
    whole = everything(catalogue, chance)
    interview = catalogue.interview(Situation.of({}), None, [2025, 2026], TODAY)
    found = held(interview, whole, chance)
    assert len(found.screens) <= 14
    asked = [one.path for _, screen in found.screens for one in screen.questions]
    assert len(held(interview, whole, chance, chance.sample(asked, 2)).screens) <= 15


def test_the_answer_is_that_of_check_on_the_file_that_is_saved(catalogue: Catalogue, fami: Interview) -> None:
    found = held(fami, EASY, random.Random(1), {"2025.fr.scor.transmissions"}).interview  # noqa: S311  # test data, no secret
    saved = Situation.from_toml(found.situation.to_toml().encode())
    again = catalogue.assess("fr-fami", 2025, saved, TODAY)
    assert the_answer(found.assessments) == the_answer([again])
    assert saved.annual[2025]["fr.scor.transmissions"] == "unknown"


def test_the_first_screen_asks_for_the_country_and_the_profession(catalogue: Catalogue) -> None:
    screen = catalogue.interview(Situation.of({}), None, [2025]).screen
    assert screen is not None
    assert (screen.topic, set(screen.paths)) == (Topic.PRACTITIONER, {COUNTRIES, PROFESSION})
    assert screen.paths[COUNTRIES].choices == ("be", "fr", "other")


def test_of_one_country_alone_nobody_is_asked_where_he_practises(fami: Interview) -> None:
    assert fami.screen is not None
    assert set(fami.screen.paths) == {PROFESSION}


def test_schemes_of_a_country_in_which_somebody_does_not_practise_are_not_asked_about(catalogue: Catalogue) -> None:
    interview = catalogue.interview(Situation.of({}), None, [2025]).answer({**PHYSIOTHERAPIST, COUNTRIES: ["fr"]})
    assert {one.scheme.id for one in interview.assessments} == {"fr-fami"}
    assert interview.screen is not None
    assert all(".be." not in path for path in interview.screen.paths)


def test_a_profession_that_no_text_covers_ends_it(fami: Interview) -> None:
    assert fami.answer({PROFESSION: "podiatrist"}).screen is None


def test_a_screen_says_which_money_of_which_scheme_hangs_on_it(convention: Interview) -> None:
    assert convention.screen is not None
    [stake] = convention.screen.stakes
    assert (stake.scheme.id, stake.year, stake.currency) == ("fr-fami", 2025, "EUR")
    assert stake.money == sum(one.amount.possible or 0 for one in convention.assessments[0].benefits.values())


def test_what_an_answer_settles_is_not_asked_any_more_on_the_same_screen(catalogue: Catalogue) -> None:
    told = Situation.of({**PHYSIOTHERAPIST, 2025: {"fr.conventioned": True, "fr.secure_messaging": "mssante_personal"}})
    software = catalogue.interview(told, ["fr-fami"], [2025], TODAY)
    assert software.screen is not None
    assert software.screen.topic is Topic.SOFTWARE
    assert "2025.fr.dmp.software" in software.screen.paths
    assert "2025.fr.dmp.proof" in {one.path for one in software.still_asked({"2025.fr.business_software": True})}
    assert software.still_asked({"2025.fr.business_software": False}) == ()


def test_only_what_the_file_leaves_open_is_asked(catalogue: Catalogue) -> None:
    known = {path_of(key): value for key, value in EASY.items()}
    del known["2025.fr.scor.transmissions"]
    data: dict[Any, Any] = {2025: {}}
    for path, value in known.items():
        (data[2025] if path.startswith("2025.") else data)[path.removeprefix("2025.")] = value
    screen = catalogue.interview(Situation.of(data), ["fr-fami"], [2025], TODAY).screen
    assert screen is not None
    assert [one.path for one in screen.questions] == ["2025.fr.scor.transmissions"]


def test_what_is_not_known_comes_back_once_on_one_screen_and_a_reading_of_the_texts_does_not(fami: Interview) -> None:
    unknown = {"2025.fr.scor.transmissions", "2025.fr.conventioned"}
    screens: list[InterviewScreen] = [screen for _, screen in held(fami, EASY, random.Random(2), unknown).screens]  # noqa: S311  # test data, no secret
    assert [screen.topic for screen in screens].index(None) == len(screens) - 1
    assert set(screens[-1].paths) == unknown
    readings = [one.path for screen in screens for one in screen.questions if one.is_reading]
    again = held(fami, EASY | {("x", None): 0}, random.Random(2), {*unknown, *readings}).screens[-1][1]  # noqa: S311  # test data, no secret
    assert not any(one.is_reading for one in again.questions)


def test_what_was_not_known_may_be_known_when_it_comes_back(fami: Interview) -> None:
    interview = fami.answer({PROFESSION: "unknown"})
    while interview.screen is not None and interview.screen.topic is not None:
        interview = interview.answer(dict.fromkeys(interview.screen.paths, "unknown"))
    assert interview.screen is not None
    assert interview.answer({PROFESSION: "podiatrist"}).screen is None


def test_what_is_left_out_of_an_answer_is_taken_as_not_known(convention: Interview) -> None:
    assert convention.answer({}).answers["2025.fr.conventioned"] == "unknown"


def test_going_back_proposes_what_was_answered_and_loses_none_of_it(convention: Interview) -> None:
    messaging = convention.answer({"2025.fr.conventioned": True})
    on = messaging.answer({"2025.fr.secure_messaging": "mssante_personal"})
    first = on.back().back().back()
    assert not first.can_go_back
    assert first.screen is not None
    assert first.screen.paths[PROFESSION].given == "physiotherapist"
    assert first.situation.annual == on.situation.annual
    again = first.answer(PHYSIOTHERAPIST)
    assert again.answers == on.answers
    assert again.screen is not None
    assert on.screen is not None
    assert set(again.screen.paths) == set(on.screen.paths)


def test_a_changed_answer_takes_back_those_that_it_contradicts_and_asks_them_again(catalogue: Catalogue) -> None:
    told = Situation.of({**PHYSIOTHERAPIST, "be.inami_number": True, "be.licensed": True})
    interview = catalogue.interview(told, ["be-proqkine"], [2024])
    while interview.screen is not None and "be.proqkine.has_portfolio" not in interview.screen.paths:
        interview = interview.answer(dict.fromkeys(interview.screen.paths, True))
    later = interview.answer({"be.proqkine.has_portfolio": True, "be.proqkine.portfolio_created_on": date(2024, 3, 1)})
    changed = later.back().answer({"be.proqkine.has_portfolio": False})
    assert "be.proqkine.portfolio_created_on" not in changed.situation.permanent


def test_every_fault_of_an_answer_is_told_at_once_and_nothing_changes(convention: Interview) -> None:
    messaging = convention.answer({"2025.fr.conventioned": True})
    wrong = {"2025.fr.secure_messaging": "fax", "2025.fr.practice_status": 7}
    with pytest.raises(InvalidSituation) as caught:
        messaging.answer(wrong)
    assert {path for fault in caught.value.faults if isinstance(fault, Fault) for path in fault.paths} == set(wrong)
    assert "2025.fr.secure_messaging" not in messaging.answers


def test_answers_that_contradict_one_another_name_both(catalogue: Catalogue) -> None:
    told = Situation.of({**PHYSIOTHERAPIST, 2025: {"fr.conventioned": True, "fr.business_software": True}})
    interview = catalogue.interview(told, ["fr-fami"], [2025], TODAY)
    while interview.screen is not None and interview.screen.topic is not Topic.E_BILLING:
        interview = interview.answer(dict.fromkeys(interview.screen.paths, "unknown"))
    with pytest.raises(InvalidSituation, match=r"2025\.fr\.billing\.secured, 2025\.fr\.billing\.total"):
        interview.answer({"2025.fr.billing.secured": 9, "2025.fr.billing.total": 3})


def test_a_path_that_is_not_asked_for_is_refused(fami: Interview) -> None:
    with pytest.raises(
        InvalidArgument, match=r"practitioner\.shoe_size: not on this screen; asked are practitioner\.pro"
    ):
        fami.answer({"practitioner.shoe_size": 42})
    with pytest.raises(InvalidArgument, match="nothing is asked any more"):
        fami.answer({PROFESSION: "podiatrist"}).answer({PROFESSION: "nurse"})


def test_there_is_nothing_before_the_first_screen(fami: Interview) -> None:
    with pytest.raises(InvalidArgument, match="first screen"):
        fami.back()


def test_a_faulty_situation_and_unknown_schemes_and_years_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidSituation):
        catalogue.interview(Situation.of({2025: {"fr.conventioned": 3}}), None, [2025])
    with pytest.raises(UnknownScheme):
        catalogue.interview(Situation.of({}), ["fr-famy"], [2025])
    with pytest.raises(UnknownEdition):
        catalogue.interview(Situation.of({}), ["fr-fami"], [1999])


def test_nobody_is_asked_before_it_can_be_told_whether_it_was_requested_or_paid(catalogue: Catalogue) -> None:
    asked = {
        day: {
            one.path
            for _, screen in held(
                catalogue.interview(Situation.of({}), ["fr-fami"], [2025], day),
                EASY,
                random.Random(3),  # noqa: S311  # test data, no secret
            ).screens
            for one in screen.questions
        }
        for day in (date(2025, 9, 1), TODAY)
    }
    assert not any(path.endswith((".declared", ".declared_on", ".received")) for path in asked[date(2025, 9, 1)])
    assert {"2025.fr.fami.received", "2025.fr.fami.declared"} <= asked[TODAY]
