"""What went wrong with a plugin, kept beside the results of the others."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from io import StringIO
from threading import RLock
from typing import Generic, TypeVar

from attrs import frozen

T = TypeVar("T")
_ONE_AT_A_TIME = RLock()  # the streams that are redirected belong to the whole process


class Stage(StrEnum):
    """Where a plugin failed."""

    REQUIREMENT = "requirement"
    IMPORT = "import"
    HOOK = "hook"
    RECORD = "record"
    CONFLICT = "conflict"
    EDITION = "edition"


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
        printed: what it printed, kept out of our own output.
    """

    value: T | None
    error: BaseException | None
    printed: str

    @property
    def said(self) -> str:
        """The error in one line: its type and its message."""
        kind = type(self.error).__name__
        return f"{kind}: {self.error}" if str(self.error) else kind


def guarded(call: Callable[[], T]) -> Guarded[T]:
    """Call, and let nothing out but ``KeyboardInterrupt``: no exception, no exit, no print."""
    screen = StringIO()
    try:
        with _ONE_AT_A_TIME, redirect_stdout(screen), redirect_stderr(screen):
            value = call()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  # a plugin may raise anything, SystemExit too
        return Guarded(None, error, screen.getvalue())
    return Guarded(value, None, screen.getvalue())
