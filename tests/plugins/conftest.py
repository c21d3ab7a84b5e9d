"""The installed plugins, and the worked cases from the schemes' folders; ``incentives.testing`` reads them."""

from functools import cache
from pathlib import Path

import pytest
from incentives import Catalogue, load_catalogue
from incentives.testing import Case, read_cases

HERE = Path(__file__).parent
SHIPPED = ("be-inami-software", "be-proqkine", "fr-fami")


@pytest.fixture(scope="session")
def worked_cases(catalogue: Catalogue) -> list[Case]:
    """Every worked case of the schemes that ship."""
    folders = {id: HERE / id.replace("-", "_") / "cases" for id in SHIPPED}
    return [case for id in SHIPPED for case in read_cases(folders[id], [catalogue[id]], catalogue).cases]


@pytest.fixture
def edition_cases(edition_key: tuple[str, int], worked_cases: list[Case]) -> list[Case]:
    """Every worked case of one edition."""
    return [case for case in worked_cases if (case.scheme, case.year) == edition_key]


@cache
def edition_keys() -> list[tuple[str, int]]:
    schemes = {scheme.id: scheme for scheme in load_catalogue().schemes}
    return [(id, year) for id in SHIPPED for year in schemes[id].editions]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each edition, one for each scheme, as its arguments ask."""
    if "edition_key" in metafunc.fixturenames:
        metafunc.parametrize("edition_key", edition_keys(), ids=[f"{id} {year}" for id, year in edition_keys()])
    if "scheme_id" in metafunc.fixturenames:
        metafunc.parametrize("scheme_id", SHIPPED)
