"""The errors of this library: one tree; each says what is wrong, what to do, and carries its data."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

LONGEST_FAULT = 1000  # signs; nobody reads more of what an edition file holds


class Sayable(Protocol):
    """What can be said in each language."""

    def text(self, language: str) -> str:
        """The sentence in a language."""


class IncentivesError(Exception):
    """Base of every error raised on purpose; it can be pickled, and so raised in a worker process.

    Attributes:
        code: a stable word for programs, such as ``"unknown_scheme"``.
        data: the facts of the case, by name.
        said: the same sentence in each language, where there is one; the text of the exception itself is English.
    """

    code: ClassVar[str] = "incentives_error"
    said: Sayable | None = None

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, without calling the class again; of a value that no pickle takes goes the name of its kind."""
        kept = {**self.__dict__, "data": {name: _sendable(value) for name, value in self.data.items()}}
        return _revived, (type(self), self.args), kept


def _revived(kind: type[IncentivesError], args: tuple[Any, ...]) -> IncentivesError:
    error = kind.__new__(kind, *args)
    super(IncentivesError, error).__init__(*args)
    return error


def can_be_pickled(value: object) -> bool:
    """Whether a value can go to another process."""
    import pickle  # only asked what it takes: nothing is loaded from it, and hardly any run needs it

    try:
        pickle.dumps(value)
    except Exception:  # noqa: BLE001  # a value of any library, with whatever it raises
        return False
    return True


def _sendable(value: object) -> object:
    return value if can_be_pickled(value) else f"<{type(value).__name__}>"


class ExpressionError(IncentivesError, TypeError):
    """An expression of the rule language was built from parts that do not fit, or used as a Python truth value."""

    code = "invalid_expression"


class FactError(IncentivesError, ValueError):
    """A fact or an open question was declared in a way that contradicts itself."""

    code = "invalid_fact"


class AssessmentFailed(IncentivesError):
    """The rules of a scheme could not be applied to a situation."""

    code = "assessment_failed"


class InconsistentFacts(AssessmentFailed, ValueError):
    """A rule met values that cannot be true together, such as a part larger than its whole."""

    code = "inconsistent_facts"


class InvalidEdition(IncentivesError, ValueError):
    """An edition contradicts itself or its file cannot be read.

    Attributes:
        faults: every fault found, each beginning with its place in the file.
    """

    code = "invalid_edition"

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source = source
        self.faults = tuple(fault if len(fault) <= LONGEST_FAULT else f"{fault[:LONGEST_FAULT]}…" for fault in faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{source} is not a valid edition:\n{lines}", source=source, faults=self.faults)


class InvalidArgument(IncentivesError, TypeError):
    """A function was called with a value of a kind that it does not take."""

    code = "invalid_argument"


class InvalidAnswers(IncentivesError, ValueError):
    """No plugin can be written from these answers.

    Attributes:
        faults: every fault found, each beginning with the option that it is about.
    """

    code = "invalid_answers"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"nothing was written:\n{lines}", faults=self.faults)


class MissingExtra(IncentivesError, ImportError):
    """A library is needed that comes with an extra of this distribution, and is not installed."""

    code = "missing_extra"


@contextmanager
def needing_extra(extra: str) -> Iterator[None]:
    """Within it, import what comes with an extra of this distribution.

    Args:
        extra: its name, such as tables.

    Raises:
        MissingExtra: if a library is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        msg = f"the library {error.name} is missing: install it with pip install 'incentives[{extra}]'"
        raise MissingExtra(msg, extra=extra, library=error.name) from error


class UnknownScheme(IncentivesError, LookupError):
    """No installed plugin gives a scheme of this id."""

    code = "unknown_scheme"


class UnknownEdition(IncentivesError, LookupError):
    """The scheme is known, but not its rules for this year."""

    code = "unknown_edition"


class InvalidSituation(IncentivesError, ValueError):
    """A situation has faults.

    Attributes:
        faults: every fault found, never only the first.
    """

    code = "invalid_situation"

    def __init__(self, source: str, faults: Sequence[object]) -> None:
        self.source = source
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{source} cannot be used:\n{lines}", source=source, faults=self.faults)


class InvalidReport(IncentivesError, ValueError):
    """What is read as a report is none.

    Attributes:
        faults: every fault found, never only the first.
        source: where it comes from.
    """

    code = "invalid_report"

    def __init__(self, faults: Sequence[object], source: str = "the report") -> None:
        self.source = source
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{source} cannot be read:\n{lines}", source=source, faults=self.faults)


class InvalidRequest(IncentivesError, ValueError):
    """What a program asks for cannot be read.

    Attributes:
        faults: every fault found, never only the first.
    """

    code = "invalid_request"

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"the request cannot be read:\n{lines}", faults=self.faults)


class InvalidTable(IncentivesError, ValueError):
    """A table of practitioners has columns that cannot be taken as they are.

    Attributes:
        faults: every fault found, never only the first.
    """

    code = "invalid_table"

    def __init__(self, faults: Sequence[object], source: str = "the table") -> None:
        self.source = source
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{source} cannot be used:\n{lines}", source=source, faults=self.faults)


class UnreadableFile(IncentivesError, ValueError):
    """A file cannot be opened, or is not what it should be."""

    code = "unreadable_file"


class WouldOverwrite(IncentivesError, FileExistsError):
    """A file that exists would have been replaced unasked."""

    code = "would_overwrite"


class PluginConflict(IncentivesError):
    """Plugins contradict one another, so that none of the contested parts is used."""

    code = "plugin_conflict"


class PluginFailed(IncentivesError):
    """What a plugin gives was called, and failed."""

    code = "plugin_failed"


class UnknownPlugin(IncentivesError, LookupError):
    """A plugin was to be disabled that is not installed."""

    code = "unknown_plugin"


class UnknownFormat(IncentivesError, LookupError):
    """No installed plugin writes or reads this format."""

    code = "unknown_format"


class DifferentWorker(IncentivesError, RuntimeError):
    """A worker to which rules were sent lacks what they need, or has other rules installed."""

    code = "different_worker"


class MissingWording(IncentivesError, LookupError):
    """A sentence is missing in every language that its scheme declares."""

    code = "missing_wording"
