"""An interview taken up again from its answers: the same screens, in whatever order the answers come."""

import random
from datetime import date

from incentives import Catalogue, Interview, Situation
from incentives.interview.resumed import resumed
from incentives.interview.subject import answers_of, with_answers
from interviewed import held, the_answer, timely, truth

TODAY = date(2026, 11, 22)
PROFESSION, CONVENTIONED = "practitioner.profession", "2025.fr.conventioned"
MESSAGING = "2025.fr.secure_messaging"
PHYSIOTHERAPIST = {PROFESSION: "physiotherapist"}


def begun(catalogue: Catalogue) -> Interview:
    return catalogue.interview(Situation.of({}), ["fr-fami"], [2025], TODAY)


def test_the_answers_of_an_interview_lead_to_its_end_in_any_order(catalogue: Catalogue) -> None:
    edition = catalogue.edition("fr-fami", 2025)
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311  # test data, no secret
        whole = timely(truth(catalogue, [edition], chance), [edition], TODAY)
        first = held(begun(catalogue), whole, chance, {"2025.fr.scor.transmissions"}).interview
        answers = list(first.answers.items())
        chance.shuffle(answers)
        again = resumed(begun(catalogue), dict(answers), {"2025.fr.scor.transmissions"})
        assert again.last.screen is None
        assert the_answer(again.last.assessments) == the_answer(first.assessments)
        assert again.situation.annual == first.situation.annual


def test_what_was_not_known_is_asked_once_more_and_then_no_more(catalogue: Catalogue) -> None:
    once = resumed(begun(catalogue), {PROFESSION: "unknown"}, ())
    answers = {PROFESSION: "unknown"}
    while once.last.screen is not None and once.last.screen.topic is not None:
        answers |= dict.fromkeys(once.last.screen.paths, "unknown")
        once = resumed(begun(catalogue), answers, ())
    assert once.last.screen is not None
    assert PROFESSION in once.last.screen.paths
    assert resumed(begun(catalogue), answers, once.last.screen.paths).last.screen is None


def test_it_stops_at_the_first_screen_that_is_not_answered_and_loses_nothing(catalogue: Catalogue) -> None:
    later = {**PHYSIOTHERAPIST, MESSAGING: "mssante_personal"}
    found = resumed(begun(catalogue), later, ())
    assert found.last.screen is not None
    assert [*found.last.screen.paths] == [CONVENTIONED]
    assert found.given == later
    assert found.situation.annual == {2025: {"fr.secure_messaging": "mssante_personal"}}
    assert (found.stage_of(PROFESSION), found.stage_of(CONVENTIONED), found.stage_of(MESSAGING)) == (0, 1, None)


def test_a_changed_answer_drops_what_no_longer_applies(catalogue: Catalogue) -> None:
    found = resumed(begun(catalogue), {PROFESSION: "podiatrist", CONVENTIONED: True}, ())
    assert found.last.screen is None
    assert found.situation.permanent == {PROFESSION: "podiatrist"}
    assert found.situation.annual == {}


def test_an_answer_that_contradicts_one_before_it_is_asked_for_again(catalogue: Catalogue) -> None:
    told = Situation.of({**PHYSIOTHERAPIST, "be.inami_number": True, "be.licensed": True})
    started = catalogue.interview(told, ["be-proqkine"], [2024])
    answers: dict[str, object] = {}
    while (screen := resumed(started, answers, ()).last.screen) is not None and not {
        "be.proqkine.has_portfolio"
    } & screen.paths.keys():
        answers |= dict.fromkeys(screen.paths, True)
    answers |= {"be.proqkine.has_portfolio": False, "be.proqkine.portfolio_created_on": date(2024, 3, 1)}
    found = resumed(started, answers, ())
    assert found.last.screen is None or not {"be.proqkine.portfolio_created_on"} & found.given.keys()


def test_what_a_situation_says_is_said_by_path_and_back() -> None:
    data = {"practitioner.profession": "nurse", 2025: {"fr.conventioned": True}, "readings": {"fr-fami.x": False}}
    situation = Situation.of(data)
    answers = answers_of(situation)
    assert answers == {
        "practitioner.profession": "nurse",
        "2025.fr.conventioned": True,
        "readings.fr-fami.x": False,
    }
    again = with_answers(Situation.of({}), answers)
    assert (again.permanent, again.annual, again.readings) == (
        situation.permanent,
        situation.annual,
        situation.readings,
    )
