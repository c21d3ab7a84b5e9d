"""A situation as it was given: raw values by fact and year, not yet checked against any fact."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from incentives.errors import UnreadableFile
from incentives.situation.faults import Fault

_YEAR = re.compile(r"\d{4}")
RawFacts = Mapping[str, object]


@frozen(eq=False)
class Situation:
    """What was said about one practitioner. Maps to several ``cccev:SupportedValue``.

    A fact that is not given is unknown, and so is one given as ``"unknown"``.

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
    def of(cls, data: Mapping[str, object], *, source: str = "the situation") -> "Situation":
        """A situation from a mapping nested as in a situation file; years may be numbers or text.

        >>> Situation.of({"be": {"inami_number": True}, 2024: {"be.acts": 512}}).annual
        {2024: {'be.acts': 512}}
        """
        permanent: dict[str, object] = {}
        annual: dict[int, RawFacts] = {}
        faults: list[Fault] = []
        tables: dict[str, RawFacts] = {"readings": {}}
        label: str | None = None
        for raw, value in data.items():
            key = str(raw)
            if key == "label" and isinstance(value, str):
                label = value
            elif key == "label":
                faults.append(Fault.of((key,), "expected_text", value=repr(value)))
            elif key != "readings" and not key.isdigit():
                permanent.update(_flat(key, value))
            elif not isinstance(value, Mapping):
                faults.append(Fault.of((key,), "expected_table", value=repr(value)))
            elif key == "readings":
                tables[key] = dict(item for name, part in value.items() for item in _flat(str(name), part))
            elif not _YEAR.fullmatch(key):
                faults.append(Fault.of((key,), "expected_year"))
            else:
                annual[int(key)] = dict(item for name, part in value.items() for item in _flat(str(name), part))
        return cls(permanent, annual, tables["readings"], label, source, tuple(faults))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "Situation":
        """A situation from a TOML file.

        Raises:
            UnreadableFile: if it cannot be opened or is not TOML.
        """
        try:
            data = tomllib.loads(Path(path).read_text("utf-8"))
        except OSError as error:
            msg = f"{path}: {error.strerror or error}; give the path of a situation file that can be read"
            raise UnreadableFile(msg, path=str(path)) from error
        except ValueError as error:
            msg = f"{path} is not TOML: {error}; `incentives questions` writes a file to start from"
            raise UnreadableFile(msg, path=str(path)) from error
        return cls.of(data, source=str(path))


def _flat(key: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _flat(f"{key}.{name}", part)
    else:
        yield key, value
