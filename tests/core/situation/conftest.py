"""The catalogue of the shipped schemes, and the faults of a situation by path."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from incentives import Catalogue, Fault, InvalidSituation, Situation


@pytest.fixture(scope="session")
def faults_of(catalogue: Catalogue) -> Callable[[Mapping[Any, object] | Situation], list[Fault]]:
    """The faults of a situation; none if it can be used."""

    def faults(given: Mapping[Any, object] | Situation) -> list[Fault]:
        try:
            catalogue.check(given if isinstance(given, Situation) else Situation.of(given))
        except InvalidSituation as error:
            return [fault for fault in error.faults if isinstance(fault, Fault)]
        return []

    return faults
