"""An edition's TOML file as it is written, before its figures become rules."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from types import GenericAlias
from typing import Any, NoReturn, get_args, get_origin

import cattrs
from attrs import evolve, field, frozen, has
from cattrs.cols import list_structure_factory
from cattrs.gen import make_dict_structure_fn, make_mapping_structure_fn, override

from incentives.errors import InvalidEdition
from incentives.hints import harmless, listed, short, shown
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
class FileLetter:
    """A table of ``[[letters]]``."""

    id: str
    criterion: str
    references: tuple[FileReference, ...]
    languages: tuple[str, ...] = ()


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
    letters: tuple[FileLetter, ...] = ()
    groups: Mapping[str, FileGroup] = field(factory=dict)
    notes: tuple[str, ...] = ()
    expected_next: date | None = None
    projected: bool = False
    source: str = field(default="", kw_only=True)


def edition_file(data: Mapping[str, object], source: str) -> EditionFile:
    """An edition file from its tables.

    Args:
        data: as TOML gives them.
        source: the file that they come from.

    Raises:
        InvalidEdition: naming the file, and every fault with its place.
    """
    try:
        file = evolve(_CONVERTER.structure(data, EditionFile), source=source)
    except cattrs.BaseValidationError as error:
        faults = cattrs.transform_error(error, format_exception=_say)
        raise InvalidEdition(source, [_place_first(fault) for fault in faults]) from error
    if not re.fullmatch("[A-Z]{3}", file.currency):
        msg = f"$.currency: expected an ISO 4217 code such as 'EUR', got {shown(file.currency)}"
        raise InvalidEdition(source, [msg])
    return file


def _say(error: BaseException, _: type | None) -> str:
    match error:
        case KeyError():
            return f"{error.args[0]!r} is missing"
        case cattrs.ForbiddenExtraKeysError():
            return f"nothing is called {listed(shown(name) for name in sorted(error.extra_fields))} here"
        case _:
            return str(error)


def _place_first(fault: str) -> str:
    text, _, place = fault.rpartition(" @ ")
    return f"{short(harmless(place))}: {text}"


def _refuse(wanted: str, value: object) -> NoReturn:
    msg = f"expected {wanted}, got {shown(value)}"
    raise TypeError(msg)


def _strict(kind: type, name: str) -> Callable[[object, Any], object]:
    def hook(value: object, wanted: Any) -> object:
        if wanted is not kind:  # an enumeration of texts
            return _one_of(wanted, value)
        if type(value) is not kind:
            _refuse(name, value)
        return value

    return hook


def _one_of(words: type[Enum], value: object) -> object:
    known = [str(word.value) for word in words]
    if value not in known:
        _refuse(f"one of {', '.join(known)}", value)
    return words(value)


def _shaped(
    kind: type, name: str, inner: Callable[[Any, cattrs.Converter], Callable[[Any, Any], object]]
) -> Callable[[Any, cattrs.Converter], Callable[[Any, Any], object]]:
    """What reads lists or tables, after a look at whether it is one: the library's own words would be Python's."""

    def factory(wanted: Any, converter: cattrs.Converter) -> Callable[[Any, Any], object]:
        read = inner(wanted, converter)

        def hook(value: object, kind_wanted: Any) -> object:
            if not isinstance(value, kind):
                _refuse(name, value)
            return read(value, kind_wanted)

        return hook

    return factory


def _is_list(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _is_table(wanted: Any) -> bool:
    return get_origin(wanted) is Mapping


def _items(wanted: Any, converter: cattrs.Converter) -> Callable[[Any, Any], object]:
    several: Any = GenericAlias(list, get_args(wanted)[:1])
    read = list_structure_factory(several, converter)
    return lambda value, _: tuple(read(value, several))


def _record(wanted: Any, converter: cattrs.Converter) -> Callable[[Any, Any], object]:
    if wanted is EditionFile:
        return make_dict_structure_fn(wanted, converter, source=override(omit=True))  # said by us, never by a file
    return make_dict_structure_fn(wanted, converter)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind, name in ((str, "text"), (int, "a whole number"), (bool, "true or false"), (date, "a date")):
        converter.register_structure_hook(kind, _strict(kind, name))
    for fits, shape, named, inner in (
        (_is_list, list, "a list", _items),
        (_is_table, dict, "a table", make_mapping_structure_fn),
        (has, dict, "a table", _record),
    ):
        converter.register_structure_hook_factory(fits, _shaped(shape, named, inner))
    return converter


_CONVERTER = _converter()
