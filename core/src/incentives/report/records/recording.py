"""What a record of a report is: frozen, every part named when it is made and described where it is declared."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, ClassVar, NoReturn, Union, dataclass_transform, get_args

AMOUNT = r"-?\d+\.\d{2}"
#: Beside what a part means: it came later than the first reports, and is null in those that lack it.
LATER = "later"
UNIONS = (Union, UnionType)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A record, of plain values and other records.

    Each part is ``Annotated`` with its type and with what it means, which the JSON Schema and the page on outputs say.
    A part is called as in JSON; a name that Python keeps for itself ends with an underscore. No code is made for a
    class, as attrs would: a command would spend a twentieth of its time on that.
    """

    #: Every part, with its annotation.
    __parts__: ClassVar[Mapping[str, Any]] = {}
    #: Whether a part is called otherwise in JSON.
    __renames__: ClassVar[bool] = False
    #: Where the wording has the names of such records.
    __table__: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        inherited = {
            name: kind for base in reversed(cls.__bases__) for name, kind in getattr(base, "__parts__", {}).items()
        }
        cls.__parts__ = {**cls.__annotations__, **inherited}
        cls.__renames__ = any(key(name) != name for name in cls.__parts__)

    def __init__(self, **given: Any) -> None:
        if given.keys() != self.__parts__.keys():
            wrong = ", ".join(sorted(given.keys() ^ self.__parts__.keys()))
            msg = f"{type(self).__name__}: {wrong} missing, or one too many"
            raise TypeError(msg)
        vars(self).update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        msg = f"{type(self).__name__} is frozen"
        raise AttributeError(msg)

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *map(vars(self).get, self.__parts__)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={part!r}' for name, part in vars(self).items())})"

    def plain(self) -> dict[str, Any]:
        """The record for programs: days as text, amounts with two places, words of a list as themselves."""
        return {key(name): plain(getattr(self, name)) for name in self.__parts__}


def bare(part: Any) -> Any:
    """The type of a part."""
    return get_args(part)[0]


def meaning(part: Any) -> str:
    """What a part means."""
    return str(part.__metadata__[0])


def is_later(part: Any) -> bool:
    """Whether reports that were saved earlier lack a part."""
    return LATER in part.__metadata__[1:]


def key(name: str) -> str:
    """How a part is called in JSON and TOML."""
    return name.rstrip("_")


def plain(value: Any) -> Any:
    """A part of a record for programs."""
    match value:
        case _ if type(value) in {str, bool, int, NoneType}:  # first, since most parts are
            return value
        case Record():
            return value.plain()
        case StrEnum():
            return value.value
        case Decimal():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case Mapping():
            return {plain(name): plain(part) for name, part in value.items()}
    return value
