"""What went wrong with a plugin, kept beside the results of the others."""

import os
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from decimal import localcontext
from enum import StrEnum
from traceback import walk_tb
from types import FrameType
from typing import Generic, TypeVar

from attrs import frozen

from incentives.hints import short
from incentives.values.exact import STEADY

T = TypeVar("T")
LONGEST = 500  # characters of what an error says of itself
#: Gives what was printed since it was last asked, where a front end has set its standard output apart.
heard: ContextVar[Callable[[], str]] = ContextVar("heard", default=str)


class Stage(StrEnum):
    """Where a plugin failed."""

    INSTALLATION = "installation"
    REQUIREMENT = "requirement"
    IMPORT = "import"
    HOOK = "hook"
    RECORD = "record"
    CONFLICT = "conflict"
    EDITION = "edition"
    RULE = "rule"


@frozen
class PluginFailure:
    """A plugin, or a part of one, that could not be used.

    Attributes:
        plugin: its entry-point name, or several in a conflict.
        distribution: the installed distribution and its version, or several in a conflict.
        stage: where it failed.
        message: what is wrong, and what to do.
        scheme: the scheme concerned, where it is one.
        year: the edition concerned, where it is one.
    """

    plugin: str
    distribution: str
    stage: Stage
    message: str
    scheme: str | None = None
    year: int | None = None

    @property
    def code(self) -> str:
        """A stable word for programs."""
        return "plugin_conflict" if self.stage is Stage.CONFLICT else f"plugin_{self.stage.value}_failed"

    def __str__(self) -> str:
        return f"{self.plugin} ({self.distribution}): {self.message}"


@frozen
class Guarded(Generic[T]):
    """What a guarded call yielded.

    Attributes:
        value: its result, ``None`` if it failed.
        error: what it raised, ``None`` if it went well.
        printed: what it printed, where the program has set its standard output apart.
    """

    value: T | None
    error: BaseException | None
    printed: str

    @property
    def said(self) -> str:
        """The error in one line: its type and its message."""
        return said(self.error)

    def said_in(self, package: str, *, call: bool = False) -> str:
        """The error in one line, with the file and the line of the last call in a package, and perhaps that call."""
        last = None
        for frame, line in walk_tb(self.error.__traceback__ if self.error is not None else None):
            if str(frame.f_globals.get("__name__", "")).partition(".")[0] == package:
                last = frame, line
        if last is None:
            return self.said
        place = f"{last[0].f_code.co_filename}, line {last[1]}"
        return f"{self.said} ({place}, in {_call(last[0])})" if call else f"{self.said} ({place})"


def guarded(call: Callable[[], T]) -> Guarded[T]:
    """Call, and let nothing out but ``KeyboardInterrupt``: no exception, no exit, no way to calculate, no other folder.

    The streams of the process stay as they are: other threads write to them.
    """
    folder = _folder()
    value, error = None, None
    try:
        with localcontext(STEADY):
            value = call()
    except KeyboardInterrupt:
        raise
    except BaseException as raised:  # noqa: BLE001  # a plugin may raise anything, SystemExit too
        error = raised
    finally:
        if folder is not None and _folder() != folder:
            with suppress(OSError):
                os.chdir(folder)
    return Guarded(value, error, heard.get()())


def _folder() -> str | None:
    """The folder that relative paths start from; ``None`` where it is gone."""
    try:
        return os.getcwd()  # noqa: PTH109  # a text is all that is needed, thousands of times
    except OSError:
        return None


def said(error: BaseException | None) -> str:
    """An error in one line: its type and its message."""
    kind = type(error).__name__
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001  # an error of a plugin's own may not even be able to say what it is
        text = ""
    if type(error) is KeyError:  # its message is the key alone
        text = f"there is no entry {text}"
    return f"{kind}: {short(text, LONGEST)}" if text else kind


def _call(frame: FrameType) -> str:
    """A call with those of its arguments that are short: they tell which scheme it was about."""
    code, known = frame.f_code, frame.f_locals
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    told = [f"{name}={known[name]!r:.60}" for name in names if isinstance(known.get(name), str | int)]
    return f"{code.co_name}({', '.join(told)})"
