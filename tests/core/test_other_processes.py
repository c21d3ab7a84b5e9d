"""Errors and results can be pickled, and so go from one process to another with all that they say."""

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from elsewhere import assessed, raised
from incentives import (
    Catalogue,
    Fault,
    IncentivesError,
    InvalidSituation,
    Scheme,
    Situation,
    UnknownEdition,
    load_catalogue,
)
from incentives.comparison import compare
from incentives.report.compared import compared_body

ROOT = Path(__file__).parents[2]
DAY = date(2026, 1, 20)


def kinds(of: type[IncentivesError] = IncentivesError) -> Iterator[type[IncentivesError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


BY_NAME = {kind.__name__: kind for kind in kinds() if kind.__module__ == "incentives.errors"}
FAULTS = ("one", Fault.of(("2024.be.acts",), "expected_count", value="x"))
GIVEN: dict[str, tuple[Any, ...]] = {
    "InvalidEdition": ("my.toml", ["$.year: no"]),
    "InvalidSituation": ("marie.toml", FAULTS),
    "InvalidTable": (FAULTS, "table.csv"),
    "InvalidAnswers": (["--name: no"],),
    "InvalidReport": (FAULTS,),
    "InvalidRequest": (FAULTS,),
}


def made(name: str) -> IncentivesError:
    kind: Callable[..., IncentivesError] = BY_NAME[name]
    return kind(*GIVEN[name]) if name in GIVEN else kind("what is wrong", path="x", known=["a", "b"])


def back(value: Any, protocol: int = pickle.DEFAULT_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(value, protocol))  # noqa: S301  # our own


@pytest.mark.parametrize("name", BY_NAME)
def test_every_error_keeps_its_message_and_its_data(name: str) -> None:
    error = made(name)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        same = back(error, protocol)
        assert (type(same), str(same), same.code) == (type(error), str(error), error.code)
        assert repr(same.data) == repr(error.data)
        assert vars(same).keys() == vars(error).keys()
        assert str(getattr(same, "faults", "")) == str(getattr(error, "faults", ""))


def test_of_a_value_that_no_pickle_takes_goes_the_name_of_its_kind() -> None:
    same = back(UnknownEdition("no", year=2024, value=lambda: None))
    assert same.data["year"] == 2024
    assert same.data["value"] == "<function>"


def test_faults_can_be_said_in_every_language_afterwards(catalogue: Catalogue) -> None:
    situation = Situation.of({2024: {"fr.billing.secured": 9, "fr.billing.total": 8, "be.acts": "many"}})
    with pytest.raises(InvalidSituation) as caught:
        catalogue.check(situation)
    for language in ("en", "fr", "nl"):
        said = [fault.text(language) for fault in back(caught.value).faults]
        assert said == [fault.text(language) for fault in caught.value.faults if isinstance(fault, Fault)]


def test_an_error_can_be_said_in_every_language_afterwards(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownEdition) as caught:
        catalogue.edition("be-proqkine", 2030)
    same, error = back(caught.value), caught.value
    for language in ("en", "fr", "nl"):
        assert error.said is not None
        assert same.said.text(language) == error.said.text(language)


def test_results_say_the_same_afterwards(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.read(ROOT / "examples" / "border.toml"))
    rows = catalogue.assess_all(checked, [2016, 2024, 2025], DAY)
    said = [compared_body(compare(some), checked, DAY, "fr", catalogue, rates=None) for some in (rows, back(rows))]
    assert said[0] == said[1]
    assert all(back(part).outcome is part.outcome for row in rows for part in getattr(row, "criteria", {}).values())


def test_a_scheme_still_builds_every_edition_that_its_files_give(catalogue: Catalogue) -> None:
    for scheme in catalogue:
        same = back(scheme)
        assert same.years == scheme.years
        assert same.takes_files
        years = scheme.years
        assert [same.edition(year).digest for year in years] == [scheme.edition(year).digest for year in years]


def test_a_scheme_built_in_code_takes_along_the_editions_that_were_built(catalogue: Catalogue) -> None:
    whole = catalogue["be-proqkine"]
    first, second = (whole.edition(year) for year in (2023, 2024))
    scheme = Scheme(
        id=whole.id,
        jurisdiction="BE",
        authority="INAMI",
        professions=whole.professions,
        facts=whole.facts,
        questions=whole.questions,
        editions={2023: lambda: first, 2024: lambda: second},
        wording=whole.wording,
    )
    scheme.edition(2023)
    same = back(scheme)
    assert same.years == (2023, 2024)
    assert same.edition(2023).digest == first.digest
    with pytest.raises(UnknownEdition, match="2024 was not built before its scheme came here; load a catalogue"):
        same.edition(2024)


def test_another_process_gives_back_its_errors_and_its_results(catalogue: Catalogue) -> None:
    situation = Situation.of({"practitioner.profession": "physiotherapist", 2024: {"be.acts": 700}})
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for error in (made("InvalidEdition"), made("InvalidSituation"), made("InvalidTable")):
            caught = pool.submit(raised, error).exception()
            assert isinstance(caught, type(error))
            assert str(caught) == str(error)
        result = pool.submit(assessed, "be-inami-software", 2024, situation).result()
    assert result.amount == catalogue.assess("be-inami-software", 2024, situation).amount
    assert [one.fact.id for one in result.missing_facts]


def test_a_scheme_with_an_own_edition_takes_it_along(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = catalogue["be-proqkine"].edition_text(2024)
    assert text is not None
    path.write_text(text.replace("2000.00", "2100.00"), "utf-8")
    scheme = load_catalogue().with_edition(path)["be-proqkine"]
    (own,) = back(scheme).user_editions
    assert own.digest == scheme.edition(2024).digest
    assert own.user_supplied
