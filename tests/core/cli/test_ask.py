"""`incentives ask` in a terminal of its own, and what it says where there is none."""

import os
import select
import stat
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import Result
from incentives import Situation

PATIENCE = 120
CTRL_C = "\x03"
START = [sys.executable, "-c", "from incentives.cli import run; run()"]
FAMI = ("--scheme", "fr-fami", "--years", "2025", "--as-of", "2026-11-22", "--lang", "fr")


def typed(folder: Path, arguments: Iterable[str], *lines: str) -> tuple[str, int]:
    """What a terminal shows as these lines are typed, one at each prompt, and the exit code."""
    import pty  # a terminal is one of POSIX

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update({"COLUMNS": "100", "TERM": "dumb", "LC_ALL": "C.UTF-8"})
        os.execv(START[0], [*START, "ask", *arguments])  # noqa: S606  # our own command line
    shown, left, answered = b"", [*lines], 0
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # its end, on Linux
            break
        if not more:
            break
        shown += more
        if left and shown.endswith(b" > ") and len(shown) > answered:
            answered = len(shown)
            if left[0] == CTRL_C:  # one that comes before the program reads is noticed only after the next line
                time.sleep(1)
            os.write(terminal, left.pop(0).encode())
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.name != "posix", reason="terminals are those of POSIX")
def test_in_a_terminal_it_asks_saves_and_answers_and_ctrl_c_saves_nothing_unasked(tmp_path: Path) -> None:
    shown, code = typed(tmp_path, [*FAMI, "-o", "moi.toml"], "1\n", "?\n", "oui\n", "<\n", "\n", "-\n", CTRL_C, "\n")
    assert code == 0, shown
    shown = " ".join(shown.split())  # however its lines are broken
    assert "Étiez-vous conventionné en 2025 ?" in shown
    assert "Votre caisse peut le confirmer." in shown  # the help, as it was asked for
    assert "(Entrée : oui)" in shown  # taken back, and proposed again
    assert "Rien n'est encore enregistré" in shown
    assert stat.S_IMODE((tmp_path / "moi.toml").stat().st_mode) == 0o600  # answers are nobody else's
    saved = Situation.read(tmp_path / "moi.toml")
    assert saved.permanent == {"practitioner.profession": "physiotherapist"}
    assert saved.annual[2025] == {"fr.conventioned": True, "fr.secure_messaging": "unknown"}
    command = "incentives check moi.toml --year 2025 --scheme fr-fami --as-of 2026-11-22"
    assert command in shown
    assert "DITES-NOUS" in shown


@pytest.mark.parametrize(
    ("language", "said"), [("en", "asks in a terminal"), ("fr", "dans un terminal"), ("nl", "in een terminal")]
)
def test_where_there_is_no_terminal_that_is_said(run: Callable[..., Result], language: str, said: str) -> None:
    result = run("ask", "--lang", language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
