"""Standard output holds the report alone, whatever a plugin prints, wherever and whenever; and in the user's folder."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

PROGRAM = "from incentives.cli import run; run()"
PRINTS = {
    "in Python": "print('RUBBISH')",
    "below Python": "import os; os.write(1, b'RUBBISH')",
    "in a child": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(\"RUBBISH\")'], check=True)",
    "at exit": "import atexit, os; atexit.register(print, 'RUBBISH'); atexit.register(os.write, 1, b'RUBBISH')",
    "to the first stream": "import sys; sys.__stdout__.write('RUBBISH'); sys.__stdout__.flush()",
    "later, to the stream of then": (
        "import sys, threading; kept = sys.stdout\n"
        "threading.Timer(0.05, lambda: print('RUBBISH', file=kept, flush=True)).start()"
    ),
}


@pytest.fixture
def program(install: Callable[..., Path]) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """`program(first, *arguments)`: the program in a process of its own, with a plugin that begins with `first`."""

    def ran(first: str, *arguments: str, closed: bool = False, **rest: Any) -> "subprocess.CompletedProcess[str]":
        site = install("xx_loud", first=first).parent
        environment = {**os.environ, "PYTHONPATH": str(site)}
        command = [sys.executable, "-c", PROGRAM, *arguments]
        rest |= {"preexec_fn": lambda: os.close(1)} if closed else {}  # no thread of ours at that moment
        given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **rest}
        return subprocess.run(command, env=environment, check=False, **given)

    return ran


def test_data_are_data_whatever_a_plugin_prints(program: Callable[..., "subprocess.CompletedProcess[str]"]) -> None:
    printing = [print_it.replace("RUBBISH", f"RUBBISH {how}") for how, print_it in PRINTS.items()]
    told = program("\n".join(printing), "schemes", "--format", "json")
    assert (told.returncode, told.stderr) == (0, "")
    assert [how for how in PRINTS if f"RUBBISH {how}" in told.stdout] == []
    assert "xx-cycling" in [scheme["id"] for scheme in json.loads(told.stdout)["schemes"]]


def test_a_plugin_that_goes_elsewhere_does_not_take_the_report_with_it(
    program: Callable[..., "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    mine, elsewhere = tmp_path / "mine", tmp_path / "elsewhere"
    mine.mkdir()
    elsewhere.mkdir()
    told = program(f"import os; os.chdir({str(elsewhere)!r})", "schemes", "-o", "schemes.txt", cwd=mine)
    assert told.returncode == 0
    assert [path.name for path in mine.iterdir()] == ["schemes.txt"]
    assert list(elsewhere.iterdir()) == []


def test_a_plugin_that_prints_where_standard_output_is_closed_does_not_fail(
    program: Callable[..., "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    loud = "print('RUBBISH'); " + PRINTS["below Python"]
    told = program(loud, "schemes", "-o", "schemes.txt", cwd=tmp_path, closed=True)
    assert told.returncode == 0
    assert "RUBBISH" not in (tmp_path / "schemes.txt").read_text("utf-8")


def test_a_report_is_as_wide_as_the_screen() -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 500, 105, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-c", PROGRAM, "schemes"]
    with subprocess.Popen(command, stdout=theirs, env={**environment, "TERM": "dumb"}) as started:
        os.close(theirs)
        shown = bytearray()
        with suppress(OSError):  # as Linux ends it
            while some := os.read(ours, 10_000):
                shown += some
    os.close(ours)
    assert started.returncode == 0
    assert 95 < max(map(len, shown.decode().splitlines())) <= 105


def test_help_is_still_printed(program: Callable[..., "subprocess.CompletedProcess[str]"]) -> None:
    assert "Exit codes" in program("", "--help").stdout


def test_what_a_plugin_printed_while_it_was_loaded_is_listed(
    run: Callable[..., Result], install: Callable[..., Path]
) -> None:
    install("xx_loud", first="print('pumping tyres')", giving="print('ringing the bell')\n    return [scheme()]")
    result = run("plugins", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    printed = {one["name"]: one["printed"] for one in json.loads(result.stdout)["plugins"]}
    assert printed["xx_loud"].splitlines() == ["pumping tyres", "ringing the bell"]
    assert printed["fr_fami"] is None


def test_a_plugin_that_closes_the_stream_closes_its_own(
    run: Callable[..., Result], install: Callable[..., Path]
) -> None:
    install("xx_loud", first="import sys; sys.stdout.close()")
    result = run("schemes", "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["schemes"]) == 4
