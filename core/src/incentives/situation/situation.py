"""A situation as it was given: raw values by fact and year, not yet checked against any fact."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import field, frozen

from incentives import toml
from incentives.errors import InvalidArgument, UnreadableFile
from incentives.hints import shown
from incentives.situation import foreign_values
from incentives.situation.faults import Fault
from incentives.wording.said import Said, reason, saying

_NUMBER = re.compile(r"[-+]?\.?\d")
_AS_THEY_ARE = frozenset({bool, int, str, date})  # nothing is missing in them, and nothing of another library
OWN_NAMES = ("label", "id")  # at the top level; every other is a fact, a year or the readings
DEEPEST, DEEPER = 16, "{…}"  # tables in one another: no fact stands as deep
RawFacts = Mapping[str, object]


@frozen(eq=False)
class Situation:
    """What was said about one practitioner. Maps to several ``cccev:SupportedValue``.

    A fact that is not given is unknown, and so is one given as ``"unknown"``. A day given as ``"none"`` is known: there
    was no such day.

    Attributes:
        permanent: raw values of the facts at the top level, by id.
        annual: raw values of the facts under a year, by year and id.
        readings: the reader's answers to open questions, by id.
        label: a name to print, if any.
        source: where it comes from, for messages.
        faults: what is wrong with its form; a catalogue reports it with everything else.
        id: a name that never changes, if any: days in a calendar are known by it again.
    """

    permanent: RawFacts
    annual: Mapping[int, RawFacts]
    readings: RawFacts = field(factory=dict)
    label: str | None = None
    source: str = "the situation"
    faults: tuple[Fault, ...] = ()
    id: str | None = None

    @classmethod
    def of(cls, data: Mapping[Any, object], *, source: str = "the situation") -> "Situation":
        """A situation from a mapping nested as in a situation file; years may be numbers or text.

        >>> Situation.of({"be": {"inami_number": True}, 2024: {"be.acts": 512}}).annual
        {2024: {'be.acts': 512}}

        Raises:
            InvalidArgument: if it is no mapping.
        """
        if not isinstance(data, Mapping):
            msg = f"expected a mapping nested as in a situation file; got {shown(data)}"
            raise InvalidArgument(msg, value=data)
        permanent: dict[str, object] = {}
        annual: dict[int, dict[str, object]] = {}
        readings: dict[str, object] = {}
        faults: list[Fault] = []
        names: dict[str, str] = {}
        for raw, value in data.items():
            name = foreign_values.key(raw)
            if name in OWN_NAMES and isinstance(value, str):
                names[name] = str.__str__(value)
            elif name in OWN_NAMES:
                faults.append(Fault.of((name,), "expected_text", value=shown(value)))
            elif isinstance(raw, str) and name != "readings" and not _NUMBER.match(name):
                faults += _gather(permanent, "", {name: value})
            elif name != "readings" and (year := foreign_values.year(raw)) is None:
                faults.append(Fault.of((name,), "expected_year"))
            elif not isinstance(value, Mapping):
                faults.append(Fault.of((name,), "expected_table", value=shown(value)))
            elif name == "readings":
                faults += _gather(readings, "readings.", value)
            elif year is not None:
                faults += _gather(annual.setdefault(year, {}), f"{year}.", value)
        return cls(permanent, annual, readings, source=source, faults=tuple(faults), **names)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "Situation":
        """A situation from a TOML file.

        Raises:
            UnreadableFile: if it cannot be opened or is not TOML.
        """
        try:
            written = Path(path).read_bytes()
        except (OSError, ValueError) as error:
            said = Said.of("no_situation", path=path, reason=reason(error))
            raise saying(UnreadableFile, said, path=str(path)) from error
        return cls.from_toml(written, source=str(path))

    @classmethod
    def from_toml(cls, written: bytes, *, source: str = "the situation") -> "Situation":
        """A situation from what a TOML file holds.

        Args:
            written: in UTF-8.
            source: where it comes from, for messages.

        Raises:
            UnreadableFile: if it is not TOML.
        """
        try:
            text = written.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            return cls.of(toml.loads(text), source=source)
        except UnicodeDecodeError as error:
            raise saying(UnreadableFile, Said.of("toml_not_utf8", path=source), path=source) from error
        except ValueError as error:
            raise saying(UnreadableFile, Said.of("no_toml", path=source, said=error), path=source) from error

    def to_toml(self) -> str:
        """The text of a situation file that says it, with the ids as they are written in the documentation.

        Comments of the file that it was read from are not kept.

        >>> print(Situation.of({"be.inami_number": True, 2024: {"be.acts": 512}}).to_toml())
        be.inami_number = true
        <BLANKLINE>
        [2024]
        be.acts = 512
        <BLANKLINE>

        Raises:
            InvalidArgument: if a value is none that TOML can say.
        """
        from incentives.situation.situation_text import situation_text  # only where one is saved

        return situation_text(self)


def _gather(into: dict[str, object], place: str, table: Mapping[Any, object]) -> list[Fault]:
    """Add a table's facts, by id; a fact given twice, dotted and nested, is a fault where its values differ."""
    faults = []
    for name, part in table.items():
        if type(part) in _AS_THEY_ARE and type(name) is str and name not in into:  # nearly always
            into[name] = part
            continue
        for id, value in _flat(foreign_values.key(name), part):
            before = into.setdefault(id, value)
            if before is not value and not _is_same(before, value):
                faults.append(Fault.of((f"{place}{id}",), "given_twice", value=shown(before), other=shown(value)))
    return faults


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other) and type(one) in {*foreign_values.PLAIN, list} and one == other


def _flat(name: str, value: object, depth: int = 1) -> Iterable[tuple[str, object]]:
    if type(value) in foreign_values.PLAIN or not isinstance(value, Mapping):
        return ((name, foreign_values.plain(value)),)
    if depth == DEEPEST:
        return ((name, DEEPER),)
    return [
        found
        for inner, part in value.items()
        for found in _flat(f"{name}.{foreign_values.key(inner)}", part, depth + 1)
    ]
