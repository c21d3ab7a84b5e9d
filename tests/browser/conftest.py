"""The system's Chromium, and where the pages are served."""

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from incentives import Catalogue
from incentives.web import application
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium")
    assert found, "these tests need Chromium"
    without = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # it has no sandbox for root
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=without)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(catalogue: Catalogue) -> Iterator[str]:
    """Where the pages are served."""
    config = uvicorn.Config(application(catalogue), "127.0.0.1", 0, log_level="error")
    server = uvicorn.Server(config)
    with config.bind_socket() as socket:
        thread = threading.Thread(target=server.run, args=([socket],))
        thread.start()
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        server.should_exit = True
        thread.join()
