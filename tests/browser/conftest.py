"""One browser for all, and the pages served on this machine on a day that does not change."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import uvicorn
from incentives import Catalogue
from incentives.web import Settings, application
from playwright.sync_api import sync_playwright

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium")
    assert found, "these tests need Chromium"
    without = ["--disable-gpu", "--lang=en-US", *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # none for root
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=without)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(catalogue: Catalogue) -> Iterator[str]:
    """The address at which the pages are served."""
    app = application(catalogue, Settings(today=lambda: TODAY))
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
