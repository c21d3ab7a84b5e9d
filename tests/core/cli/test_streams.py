"""What is read from standard input or a pipe, and a standard output that cannot be written."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from click.testing import CliRunner, Result
from incentives.cli import main

Run = Callable[..., Result]


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("command", [("check", "--year"), ("compare", "--years")])
def test_a_situation_on_standard_input_is_read_as_toml(run: Run, border: Path, command: tuple[str, str]) -> None:
    asked = [command[1], "2025", "--as-of", "2026-01-20"]
    piped = CliRunner().invoke(main, [command[0], "-", *asked], input=border.read_bytes())
    assert (piped.exit_code, piped.stderr) == (0, "")
    assert piped.stdout == run(command[0], border, *asked).stdout


@pytest.mark.usefixtures("loaded_once")
def test_what_is_wrong_with_standard_input_is_said_of_it() -> None:
    for written, said in ((b"\xff", "not in UTF-8"), (b"be.acts = 3", "2024"), (b"= 3", "is not TOML")):
        result = CliRunner().invoke(main, ["check", "-", "--year", "2024"], input=written)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("standard input ")
        assert said in result.stderr


def test_a_closed_standard_input_is_said_to_be_one() -> None:
    done = started("check", "-", "--year", "2024", preexec_fn=lambda: os.close(0))  # no thread of ours at that moment
    assert done.returncode == 2
    assert done.stderr.startswith("standard input is closed")


def test_a_situation_in_a_pipe_is_read_whatever_its_name(run: Run, border: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(border.read_bytes()))
    writer.start()
    result = run("check", pipe, "--year", "2025")
    writer.join()
    assert (result.exit_code, result.stderr) == (0, "")


def started(*arguments: str, **streams: object) -> subprocess.CompletedProcess[str]:
    code = "from incentives.cli import run; run()"
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # its streams as they are given
        [sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, text=True, check=False, **streams
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a device that is always full")
def test_a_full_disk_is_one_message_in_the_language_chosen() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = started("schemes", "--lang", "fr", stdout=full)
    assert done.returncode == 2
    assert "ne peut pas être écrite sur la sortie standard" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("schemes",), ("--version",)])
def test_a_closed_standard_output_is_one_message(arguments: tuple[str, ...]) -> None:
    done = started(*arguments, preexec_fn=lambda: os.close(1))  # no thread of ours at that moment
    assert done.returncode == 2
    assert "cannot be written to standard output" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_answer_in_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    done = started("schemes", "-o", str(path), preexec_fn=lambda: os.close(1))  # as above
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert "fr-fami" in path.read_text("utf-8")


def test_a_reader_that_has_seen_enough_hears_nothing() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as nobody:
        done = started("schemes", stdout=nobody)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("suffix", ["csv", "parquet", "arrow"])
def test_a_table_on_standard_input_is_read_in_whichever_form_it_is(run: Run, tmp_path: Path, suffix: str) -> None:
    table, output = tmp_path / f"rows.{suffix}", tmp_path / "out.csv"
    rows = pl.DataFrame({"be.acts": [512, 3], "be.inami_number": [True, None]})
    getattr(rows, f"write_{'ipc' if suffix == 'arrow' else suffix}")(table)
    asked = ["--year", "2024", "--scheme", "be-inami-software", "-o"]
    piped = CliRunner().invoke(main, ["table", "-", *asked, str(output)], input=table.read_bytes())
    assert piped.exit_code == 0
    assert run("table", table, *asked, tmp_path / "same.csv").exit_code == 0
    assert output.read_bytes() == (tmp_path / "same.csv").read_bytes()


def test_a_table_in_a_pipe_can_be_summed_up_and_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spool").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spool"))
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"be.acts\n512\n3\n"))
    writer.start()
    result = run("table", pipe, "--year", "2024", "--summary", "--format", "json")
    writer.join()
    assert result.exit_code == 0
    assert json.loads(result.stdout)["source"] == "standard-input.csv"
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_closed_standard_input_is_no_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incentives.cli.spooling.sys", SimpleNamespace(stdin=None))
    result = run("table", "-", "--year", "2024", "--summary")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "standard input cannot be read: it is closed; give the path of a table\n"


FAULTY_TABLES = {
    "a column that cannot be read": b"be.acts,note\nmany,a\nfew,b\n",
    "a column twice": b"be.acts,be.acts\n1,2\n",
    "a stray mark": b'be.acts,note\n3,"a" b\n',
    "not in UTF-8": b"be.acts,note\n3,\xff\n",
    "nothing": b"",
    "half a file": b"PAR1 and no more",
}


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("written", FAULTY_TABLES.values(), ids=FAULTY_TABLES)
def test_what_is_wrong_with_a_table_on_standard_input_is_said_of_it(written: bytes) -> None:
    asked = ["table", "-", "--year", "2024", "--scheme", "be-inami-software", "--summary", "--lang", "fr"]
    result = CliRunner().invoke(main, asked, input=written)
    assert (result.exit_code, result.stdout) == (2, "")
    assert any(line.startswith("l'entrée standard") for line in result.stderr.splitlines())
    assert "standard-input" not in result.stderr


@pytest.mark.usefixtures("loaded_once")
def test_what_is_wrong_with_a_table_in_a_pipe_is_said_of_the_pipe(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"be.acts,note\nmany,a\n"))
    writer.start()
    result = run("table", pipe, "--year", "2024", "-o", tmp_path / "out.csv")
    writer.join()
    assert result.stderr.startswith(f"{pipe} cannot be used as it is")
    assert "standard-input" not in result.stderr
    assert not (tmp_path / "out.csv").exists()
