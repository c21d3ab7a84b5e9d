"""`incentives table` while it runs: stopped half way it leaves nothing behind; on a terminal it says how far it is."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from incentives.catalogue.failures import guarded
from incentives.cli.progress import ended_by_signals

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and terminals are those of POSIX")
START = [sys.executable, "-c", "from incentives.cli import main; main()", "table"]
FAMI = ["--scheme", "fr-fami", "--year", "2025", "--lang", "en"]
PATIENCE = 60.0
FEW, MANY = 20_000, 12_000_000


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that takes a while."""
    return made(tmp_path_factory.mktemp("long") / "people.parquet", MANY)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A table that takes less."""
    (tmp_path / "given").mkdir()
    return made(tmp_path / "given" / "people.parquet", FEW)


def made(path: Path, count: int) -> Path:
    rows = pl.LazyFrame({"fr.billing.secured": pl.repeat(700, count, dtype=pl.Int64, eager=True)}).with_columns(
        pl.lit("physiotherapist").alias("practitioner.profession"),
        pl.lit("msp;cpts").alias("fr.coordination.structures"),
        pl.lit(10).alias("fr.scor.transmissions"),
        pl.lit(count).alias("fr.billing.total"),
    )
    rows.sink_parquet(path)
    return path


@pytest.fixture
def half_done(long: Path, tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """`half_done(name)`: the command, while it writes."""
    started: list[subprocess.Popen[str]] = []

    def process(name: str) -> "subprocess.Popen[str]":
        command = [*START, str(long), *FAMI, "-o", str(tmp_path / name), "--force"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(child)
        latest = time.monotonic() + PATIENCE
        while not any(path.name.startswith(".") for path in tmp_path.iterdir()):  # some formats are empty for long
            assert child.poll() is None, child.communicate()
            assert time.monotonic() < latest
            time.sleep(0.01)
        return child

    yield process
    for child in started:
        child.kill()
        child.communicate()


@pytest.mark.parametrize(
    ("name", "sign", "code"),
    [("out.csv", signal.SIGINT, 1), ("out.parquet", signal.SIGTERM, 143), ("out.arrow", signal.SIGHUP, 129)],
)
def test_stopped_half_way_it_leaves_no_half_file_and_the_old_one_as_it_was(
    half_done: Callable[..., "subprocess.Popen[str]"], tmp_path: Path, name: str, sign: signal.Signals, code: int
) -> None:
    (tmp_path / name).write_text("old", "utf-8")
    child = half_done(name)
    child.send_signal(sign)
    _, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == code
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {name: "old"}
    assert "Written" not in said
    assert "panic" not in said
    assert "Traceback" not in said


def test_a_file_that_came_in_the_meantime_is_left_as_it_is(people: Path, tmp_path: Path) -> None:
    target = tmp_path / "answers" / "out.csv"
    target.parent.mkdir()
    child = subprocess.Popen([*START, str(people), *FAMI, "-o", str(target)], stderr=subprocess.PIPE, text=True)
    latest = time.monotonic() + PATIENCE
    while not list(target.parent.iterdir()):
        assert time.monotonic() < latest
        time.sleep(0.001)
    target.write_text("came first", "utf-8")
    _, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == 2
    assert str(target) in said
    assert {path.name: path.read_text("utf-8") for path in target.parent.iterdir()} == {"out.csv": "came first"}


def on_a_terminal(command: list[str]) -> str:
    """What a command writes on its standard error, where that is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.PIPE, env={**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # its end, where the last writer has gone
        while piece := os.read(ours, 4096):
            said += piece
    os.close(ours)
    child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, said
    return said.decode()


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_terminal_shows_how_far_it_is(people: Path, tmp_path: Path, form: str) -> None:
    source = people.with_suffix(f".{form}")
    if form == "csv":
        pl.scan_parquet(people).sink_csv(source)
    said = on_a_terminal([*START, str(source), *FAMI, "-o", str(tmp_path / "out.parquet")])
    assert "%" in said
    assert ("of about" in said) is (form == "csv")
    assert (f"of {FEW:,} rows" in said) is (form == "parquet")
    assert said.rstrip().endswith(f"(rows: {FEW:,})")


def test_a_pipe_hears_nothing_but_the_end(people: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    done = subprocess.run([*START, str(people), *FAMI, "-o", str(target)], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    *notices, last = done.stderr.splitlines()
    assert [notice.partition(" ")[0] for notice in notices] == ["No"]
    assert last == f"Written: {target} (rows: {FEW:,})"


def test_a_signal_that_comes_while_a_plugin_loads_ends_the_program_and_not_the_plugin() -> None:
    with pytest.raises(SystemExit) as left, ended_by_signals():
        guarded(lambda: signal.raise_signal(signal.SIGTERM))
    assert left.value.code == 128 + signal.SIGTERM
