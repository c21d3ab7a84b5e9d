"""An edition of the user's own whose figures nobody could mean is refused at the figure, as all that is no edition."""

import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w
from incentives import Catalogue, InvalidEdition

Data = dict[str, Any]
Refused = Callable[[Data], tuple[str, ...]]
REMOVED = object()
LONGEST = 1100  # signs


@pytest.fixture
def refused(catalogue: Catalogue, tmp_path: Path) -> Refused:
    """The faults of an edition; none if it can be used."""

    def faults(data: Data) -> tuple[str, ...]:
        path = tmp_path / "own.toml"
        path.write_text(tomli_w.dumps(data), "utf-8")
        try:
            catalogue.with_edition(path)
        except InvalidEdition as error:
            return error.faults
        return ()

    return faults


def data_of(catalogue: Catalogue, scheme: str, year: int) -> Data:
    text = catalogue[scheme].edition_text(year)
    assert text is not None
    return tomllib.loads(text)


# A figure, a value that nobody could mean, and what is said of it.
NEVER = [
    ("be-inami-software", "lump_sum", "-800.00", "at least 0"),
    ("be-inami-software", "lump_sum", -1, "at least 0"),
    ("be-inami-software", "lump_sum", "1e999999", "plausible"),
    ("be-inami-software", "minimum_acts", -5, "at least 0"),
    ("be-inami-software", "minimum_acts", 10**4000, "plausible"),
    ("be-inami-software", "activity_year_offset", 99, "-10 to 0"),
    ("be-inami-software", "activity_year_offset", 1, "-10 to 0"),
    ("be-inami-software", "excused_years_after_registration", -1, "0 to 10"),
    ("be-proqkine", "premium", "-0.01", "at least 0"),
    ("be-proqkine", "cycle_start", 22, "1900 to 2999"),
    ("fr-fami", "minimum_transmission_share", "170", "0 to 100"),
    ("fr-fami", "minimum_transmission_share", "-1", "0 to 100"),
    ("fr-fami", "minimum_transmission_share", "most", "0 to 100"),
    ("fr-fami", "base_amount", "-490.00", "at least 0"),
    ("fr-fami", "minimum_scor_transmissions", -1, "at least 0"),
    ("fr-fami", "required_addendum", "9", "cannot be '9'"),
    ("fr-fami", "december_first_claim", "opn", "did you mean 'open'?"),
    ("fr-fami", "coordination_forms", ["msp", "cpst"], "did you mean 'cpts'?"),
]


@pytest.mark.parametrize(("scheme", "figure", "value", "said"), NEVER, ids=[f"{case[1]} {case[3]}" for case in NEVER])
def test_a_figure_that_nobody_could_mean_is_a_fault_at_the_figure(
    catalogue: Catalogue, refused: Refused, scheme: str, figure: str, value: object, said: str
) -> None:
    data = data_of(catalogue, scheme, 2024)
    data["figures"][figure]["value"] = value
    (fault,) = refused(data)
    assert fault.startswith(f"$.figures.{figure}: ")
    assert said in fault
    assert len(fault) < LONGEST


def test_both_readings_of_a_figure_in_doubt_keep_to_its_limits(catalogue: Catalogue, refused: Refused) -> None:
    data = data_of(catalogue, "fr-fami", 2024)
    figure = data["figures"]["required_addendum"]
    figure.pop("value", None)
    figure |= {"question": "fr-fami.dmp_transaction_required", "yes": "7", "no": "9"}
    (fault,) = refused(data)
    assert fault.startswith("$.figures.required_addendum: cannot be '9'")


def test_every_figure_that_nobody_could_mean_is_told_at_once(catalogue: Catalogue, refused: Refused) -> None:
    data = data_of(catalogue, "fr-fami", 2024)
    for _, figure, value, _ in (case for case in NEVER if case[0] == "fr-fami"):
        data["figures"][figure]["value"] = value
    places = {fault.partition(":")[0] for fault in refused(data)}
    assert places == {f"$.figures.{case[1]}" for case in NEVER if case[0] == "fr-fami"}


def test_a_cycle_that_ends_before_it_starts_is_a_fault(catalogue: Catalogue, refused: Refused) -> None:
    data = data_of(catalogue, "be-proqkine", 2024)
    data["figures"]["cycle_end"]["value"] = 2021
    (fault,) = refused(data)
    assert fault == "$.figures: cycle_end: the cycle ends in 2021, before it starts in 2022"


@pytest.mark.parametrize("value", ["EURO", "eur", "", "x" * 5000])
def test_a_currency_has_three_letters(catalogue: Catalogue, refused: Refused, value: str) -> None:
    (fault,) = refused({**data_of(catalogue, "be-proqkine", 2024), "currency": value})
    assert fault.startswith("$.currency: ")
    assert len(fault) < LONGEST


def test_text_is_never_taken_for_a_list_of_its_letters(catalogue: Catalogue, refused: Refused) -> None:
    (fault,) = refused({**data_of(catalogue, "be-proqkine", 2024), "professions": "physiotherapist"})
    assert fault == "$.professions: expected a list, got 'physiotherapist'"


WRONG: list[Any] = [-5, 10**13, 10**4000, 3.5, True, "", "x" * 5000, "zzz", "1e999999", "a\nb\x1b[31m"]
WRONG += [[], ["zzz"], [1], [["x" * 3000]] * 50, {}, {"a": 1}, date(2024, 1, 1), REMOVED]
WRONG += [datetime(2024, 1, 1, 12)]  # noqa: DTZ001  # TOML's local date-time has no zone


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def changed(data: Data, path: tuple[Any, ...], value: Any) -> Data:
    copy = node = deepcopy(data)
    for key in path[:-1]:
        node = node[key]
    if value is REMOVED:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return copy


@pytest.mark.parametrize(("scheme", "year"), [("be-inami-software", 2024), ("be-proqkine", 2024), ("fr-fami", 2025)])
def test_whatever_is_wrong_with_a_file_is_told_shortly_and_with_its_place(
    catalogue: Catalogue, refused: Refused, scheme: str, year: int
) -> None:
    data = data_of(catalogue, scheme, year)
    tried = [(place, value) for place in places(data) for value in WRONG]
    found = [refused(changed(data, *case)) for case in Random(scheme).sample(tried, 50)]  # noqa: S311  # no secret
    faults = [fault for faults in found for fault in faults]
    assert len(faults) > 25
    assert [fault for fault in faults if not fault.startswith("$")] == []
    assert [fault[:200] for fault in faults if len(fault) > LONGEST or not fault.isprintable()] == []
