"""Long work in the sight of whoever waits for it: how far it is, and how it is stopped."""

import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from attrs import define, field

from incentives.wording import Speech
from incentives.wording.formats import number

LOOK_EVERY = 0.1  # seconds
LET_GO_WITHIN = 10.0  # seconds
IDLE = 0.1  # of the time of one processor
QUIET_LOOKS = 2
STOPS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(KeyboardInterrupt):
    """A signal to end has come; not ``SystemExit``, which is caught where it is a plugin that leaves."""


class _Stopped(Exception):  # never leaves this module
    """Ends the work from within."""


@define(eq=False)
class Watch:
    """Work over the rows of a table, done in a thread of its own, so that the main one can answer signals.

    Attributes:
        speech: of the language that the bar speaks.
        total: how many rows there are, as far as known.
        is_guess: whether that is only about so many.
        rows: how many are done.
        invalid: in how many of these a value is invalid.
        names: the columns in which one is, with the number of rows.
    """

    speech: Speech
    total: int
    is_guess: bool = False
    rows: int = field(default=0, init=False)
    invalid: int = field(default=0, init=False)
    names: Counter[str] = field(factory=Counter, init=False)
    _is_over: bool = field(default=False, init=False)
    _lock: Any = field(factory=threading.Lock, init=False)

    def seen(self, rows: int, invalid: int, names: Counter[str]) -> None:
        """Told by the work that more rows are done.

        Raises:
            _Stopped: if it is to end.
        """
        with self._lock:
            self.rows += rows
            self.invalid += invalid
            self.names += names
        if self._is_over:
            raise _Stopped

    def run(self, work: Callable[[], None]) -> None:
        """Do the work; what unwinds the main thread, such as Ctrl-C, stops it before it is passed on."""
        raised: list[BaseException] = []

        def working() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001  # raised again below, in the main thread
                raised.append(error)

        thread = threading.Thread(target=working, daemon=True)
        with self._bar() as show:
            thread.start()
            try:
                while thread.is_alive():
                    thread.join(LOOK_EVERY)
                    show()
            except BaseException:
                self._is_over = True
                thread.join(LET_GO_WITHIN)
                _wait_for_quiet()
                raise
        if raised:
            _wait_for_quiet()
            raise raised[0]

    @contextmanager
    def _bar(self) -> Iterator[Callable[[], None]]:
        """A bar on a terminal, nothing elsewhere."""
        if not sys.stderr.isatty():
            yield lambda: None
            return
        from rich.console import Console  # heavy: only where somebody looks on
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
            task = progress.add_task(self._said(), total=self.total)
            yield lambda: progress.update(
                task, completed=min(self.rows, self.total), description=self._said(), refresh=True
            )

    def _said(self) -> str:
        sentence = "rows_of_about" if self.is_guess else "rows_of"
        language = self.speech.language
        total = number(max(self.rows, self.total), language)
        return self.speech.say("table_file", sentence, rows=number(self.rows, language), total=total)


def _wait_for_quiet() -> None:
    """Wait until the threads that the work left behind are idle; one at work when Python ends would print a panic."""
    latest = time.monotonic() + LET_GO_WITHIN
    quiet = 0
    while quiet < QUIET_LOOKS and time.monotonic() < latest:
        before = time.process_time()
        time.sleep(LOOK_EVERY)
        quiet = quiet + 1 if time.process_time() - before < IDLE * LOOK_EVERY else 0


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within it, a signal to end unwinds the program as Ctrl-C does, so that nothing half done stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _: Any) -> None:
        raise Ended(128 + number)

    before = {one: signal.signal(one, leave) for one in STOPS}
    try:
        yield
    except Ended as ended:
        sys.exit(ended.args[0])
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
