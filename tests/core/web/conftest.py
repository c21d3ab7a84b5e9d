"""The pages and the API, asked without a network."""

from collections.abc import Callable, Iterator

import pytest
from incentives import Catalogue
from incentives.web import Settings, application
from starlette.testclient import TestClient


@pytest.fixture
def asked(catalogue: Catalogue) -> Callable[..., TestClient]:
    """`asked(largest_body=100)`: who asks what is served with these settings."""

    def made(**settings: object) -> TestClient:
        app = application(catalogue.apart(), Settings(**settings))  # type: ignore[arg-type]  # as each test names them
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)

    return made


@pytest.fixture
def api(asked: Callable[..., TestClient]) -> Iterator[TestClient]:
    """Who asks, with the settings of this machine alone."""
    with asked() as client:
        yield client
