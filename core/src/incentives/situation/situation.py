"""A situation as it was given: raw values by fact and year, not yet checked against any fact."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import field, frozen

from incentives.errors import InvalidArgument, UnreadableFile
from incentives.situation.faults import Fault
from incentives.wording.said import Said, reason, saying

_YEAR = re.compile(r"\d{4}")
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
    """

    permanent: RawFacts
    annual: Mapping[int, RawFacts]
    readings: RawFacts = field(factory=dict)
    label: str | None = None
    source: str = "the situation"
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, data: Mapping[Any, object], *, source: str = "the situation") -> "Situation":
        """A situation from a mapping nested as in a situation file; years may be numbers or text.

        >>> Situation.of({"be": {"inami_number": True}, 2024: {"be.acts": 512}}).annual
        {2024: {'be.acts': 512}}

        Raises:
            InvalidArgument: if it is no mapping.
        """
        if not isinstance(data, Mapping):
            msg = f"expected a mapping nested as in a situation file; got {data!r:.80}"
            raise InvalidArgument(msg, value=data)
        permanent: dict[str, object] = {}
        annual: dict[int, dict[str, object]] = {}
        readings: dict[str, object] = {}
        faults: list[Fault] = []
        label: str | None = None
        for raw, value in data.items():
            key = str(raw)
            if key == "label" and isinstance(value, str):
                label = value
            elif key == "label":
                faults.append(Fault.of((key,), "expected_text", value=repr(value)))
            elif key != "readings" and not key.isdigit():
                faults += _gather(permanent, "", {key: value})
            elif not isinstance(value, Mapping):
                faults.append(Fault.of((key,), "expected_table", value=repr(value)))
            elif key == "readings":
                faults += _gather(readings, "readings.", value)
            elif not _YEAR.fullmatch(key):
                faults.append(Fault.of((key,), "expected_year"))
            else:
                faults += _gather(annual.setdefault(int(key), {}), f"{key}.", value)
        return cls(permanent, annual, readings, label, source, tuple(faults))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "Situation":
        """A situation from a TOML file.

        Raises:
            UnreadableFile: if it cannot be opened or is not TOML.
        """
        try:
            data = tomllib.loads(Path(path).read_text("utf-8-sig"))
        except OSError as error:
            raise saying(
                UnreadableFile, Said.of("no_situation", path=path, reason=reason(error)), path=str(path)
            ) from error
        except UnicodeDecodeError as error:
            raise saying(UnreadableFile, Said.of("toml_not_utf8", path=path), path=str(path)) from error
        except ValueError as error:
            raise saying(UnreadableFile, Said.of("no_toml", path=path, said=error), path=str(path)) from error
        return cls.of(data, source=str(path))


def _gather(into: dict[str, object], place: str, table: Mapping[Any, object]) -> list[Fault]:
    """Add a table's facts, by id; a fact given twice, dotted and nested, is a fault where its values differ."""
    faults = []
    for id, value in (item for name, part in table.items() for item in _flat(str(name), part)):
        before = into.setdefault(id, value)
        if (type(before), before) != (type(value), value):
            faults.append(Fault.of((f"{place}{id}",), "given_twice", value=repr(before), other=repr(value)))
    return faults


def _flat(key: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _flat(f"{key}.{name}", part)
    else:
        yield key, list(value) if isinstance(value, list | set) else value
