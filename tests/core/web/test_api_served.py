"""The API as it is in use: served by the command, in several processes, asked by the client of the documentation."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CLIENT = ROOT / "examples" / "ask_api.py"
pytestmark = pytest.mark.served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [
        str(Path(sys.executable).with_name("incentives")),
        "serve",
        "--port",
        "0",
        "--workers",
        "2",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = next(found for line in server.stderr if (found := re.search(r"(http://127.0.0.1:\d+)/", line)))
        try:
            yield found[1]
        finally:
            server.terminate()
            server.communicate(timeout=30)
    assert server.returncode == 0


def run(address: str, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CLIENT), address, str(file), "2025"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_client_of_the_documentation_prints_what_is_due_and_what_to_do(address: str) -> None:
    asked = run(address, ROOT / "examples" / "french_physiotherapist.toml")
    assert (asked.returncode, asked.stderr) == (0, "")
    first, deed, *_, row, last = asked.stdout.splitlines()
    assert (first, deed[:14]) == ("FAMI (France) 2025: not requested yet: €940.00 within reach", "  - Request th")
    assert row == "fr-fami 2025: €940.00 on the criteria (official text)"
    assert last == "This is an assessment on the answers given, not a decision."


def test_the_client_prints_every_fault_of_a_file(address: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('practitioner.profession = "wizard"\n[2025]\nfr.conventionned = true\n', "utf-8")
    asked = run(address, file)
    assert asked.returncode == 1
    assert [line.partition(":")[0] for line in asked.stderr.splitlines()] == [
        "The request has faults; nothing was worked out.",
        "situation.practitioner.profession",
        "situation.2025.fr.conventionned",
    ]


def test_a_second_server_takes_no_requests_of_the_first(address: str) -> None:
    program, port = str(Path(sys.executable).with_name("incentives")), address.rpartition(":")[2]
    command = [program, "serve", "--port", port, "--workers", "2"]
    second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert second.returncode != 0
    assert "Traceback" not in second.stderr
