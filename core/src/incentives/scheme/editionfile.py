"""An edition's TOML file as it is written, before its figures become rules."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

import cattrs
from attrs import evolve, field, frozen
from cattrs.gen import make_dict_structure_fn, override

from incentives.errors import InvalidEdition
from incentives.scheme.application import Contact, Handling
from incentives.scheme.criterion import Standing
from incentives.scheme.references import Confidence
from incentives.values import Period, Window


@frozen
class FileReference:
    """``{ document, place, confidence }``."""

    document: str
    place: str
    confidence: Confidence


@frozen
class FileDocument:
    """A table under ``[documents]``."""

    title: str
    publisher: str | None = None
    date: dt.date | None = None
    url: str | None = None


@frozen
class FileFigure:
    """A table under ``[figures]``: a value, or a question with its two readings."""

    document: str
    place: str
    confidence: Confidence
    value: Any = None
    question: str | None = None
    yes: Any = None
    no: Any = None


@frozen
class FileCriterion:
    """A table under ``[criteria]``."""

    references: tuple[FileReference, ...]
    standing: Standing = Standing.ASKED
    deadline: date | None = None
    advise_by: date | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@frozen
class FileBenefit:
    """A table under ``[benefits]``."""

    references: tuple[FileReference, ...]
    notes: tuple[str, ...] = ()


@frozen
class FileGroup:
    """A table under ``[groups]``."""

    references: tuple[FileReference, ...]
    notes: tuple[str, ...] = ()


@frozen
class FileWindow:
    """``[application.window]``."""

    opens: date | None = None
    open_by: date | None = None
    closes: date | None = None
    closes_at_latest: date | None = None
    within: Period | None = None
    planned: bool = False
    notes: tuple[str, ...] = ()
    references: tuple[FileReference, ...] = ()
    advise_by: date | None = None
    advise_note: str | None = None
    advise_references: tuple[FileReference, ...] = ()

    @property
    def days(self) -> Window:
        """The days known.

        Raises:
            ValueError: if they contradict one another.
        """
        return Window(self.opens, self.open_by, self.closes, self.closes_at_latest, self.within, self.planned)


@frozen
class FilePayment:
    """``[application.payment]``."""

    start: date | None = None
    end: date | None = None
    planned: bool = False
    notes: tuple[str, ...] = ()
    references: tuple[FileReference, ...] = ()


@frozen
class FileApplication:
    """``[application]``."""

    channel: str
    steps: tuple[str, ...]
    references: tuple[FileReference, ...]
    payment: FilePayment
    window: FileWindow | None = None
    notes: tuple[str, ...] = ()


@frozen
class FileEvidence:
    """A table of ``[[evidence]]``."""

    id: str
    handling: Handling
    formats: tuple[str, ...] = ()
    max_megabytes: int | None = None
    details: tuple[str, ...] = ()
    references: tuple[FileReference, ...] = ()


@frozen
class EditionFile:
    """A whole edition file; what each part means is said where the model has it."""

    scheme: str
    year: int
    currency: str
    verified_on: date
    professions: tuple[str, ...]
    documents: Mapping[str, FileDocument]
    figures: Mapping[str, FileFigure]
    criteria: Mapping[str, FileCriterion]
    benefits: Mapping[str, FileBenefit]
    application: FileApplication
    contacts: tuple[Contact, ...] = ()
    evidence: tuple[FileEvidence, ...] = ()
    groups: Mapping[str, FileGroup] = field(factory=dict)
    notes: tuple[str, ...] = ()
    expected_next: date | None = None
    projected: bool = False
    source: str = field(default="", kw_only=True)


def read_edition_file(path: Traversable) -> EditionFile:
    """Read an edition file.

    Raises:
        InvalidEdition: naming the file, and every fault with its place, such as ``$.figures.minimum_acts``.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidEdition(str(path), [f"$: {error}"]) from error
    return edition_file(data, str(path))


def edition_file(data: Mapping[str, object], source: str) -> EditionFile:
    """An edition file from its tables.

    Args:
        data: as TOML gives them.
        source: the file that they come from.

    Raises:
        InvalidEdition: naming the file, and every fault with its place.
    """
    try:
        return evolve(_CONVERTER.structure(data, EditionFile), source=source)
    except cattrs.BaseValidationError as error:
        faults = cattrs.transform_error(error, format_exception=_say)
        raise InvalidEdition(source, [_place_first(fault) for fault in faults]) from error


def _say(error: BaseException, _: type | None) -> str:
    match error:
        case KeyError():
            return f"{error.args[0]!r} is missing"
        case cattrs.ForbiddenExtraKeysError():
            return f"nothing is called {', '.join(map(repr, sorted(error.extra_fields)))} here"
        case _:
            return str(error)


def _place_first(fault: str) -> str:
    text, _, place = fault.rpartition(" @ ")
    return f"{place}: {text}"


def _strict(kind: type, name: str) -> Callable[[object, Any], object]:
    def hook(value: object, wanted: Any) -> object:
        if wanted is not kind:  # an enumeration of texts
            return wanted(value)
        if type(value) is not kind:
            msg = f"expected {name}, got {value!r}"
            raise TypeError(msg)
        return value

    return hook


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind, name in ((str, "text"), (int, "a whole number"), (bool, "true or false"), (date, "a date")):
        converter.register_structure_hook(kind, _strict(kind, name))
    whole = make_dict_structure_fn(EditionFile, converter, source=override(omit=True))  # said by us, never by a file
    converter.register_structure_hook(EditionFile, whole)
    return converter


_CONVERTER = _converter()
