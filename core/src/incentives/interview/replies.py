"""What somebody types in answer to a question, as a situation says it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import NO_DAY, Kind

T = TypeVar("T")
NONE = "0"  # of a set, and of a day
YES_NO: Mapping[str, bool] = MappingProxyType({
    **dict.fromkeys(("y", "yes", "o", "oui", "j", "ja", "true"), True),
    **dict.fromkeys(("n", "no", "non", "nee", "neen", "false"), False),
})  # fmt: skip
_SPACES = re.compile(r"\s+")  # also those that stand between thousands
_SEPARATORS = re.compile(r"[,;\s]+")
_DIGITS = re.compile(r"[+-]?\d{1,40}")  # of which Python reads thousands only, and no count has as many
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,2})?")  # three digits after a comma could be thousands


class NotUnderstood(ValueError):
    """What is typed cannot be read as an answer.

    Args:
        id: of the sentence that says what can, in the wording under ``interview``.
    """

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(id)


def reply(term: Fact | OpenQuestion, choices: Sequence[str], text: str) -> object:
    """The answer to a question, as a situation says it.

    Args:
        term: what is asked.
        choices: the values to choose from, as they are numbered from 1.
        text: what is typed.

    Raises:
        NotUnderstood: if it cannot be read.
    """
    match term.type.kind:
        case Kind.YES_NO:
            return _found(YES_NO.get(text.casefold()), "yes_no")
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            return _chosen(text, choices, "choose_one")
        case Kind.SET:
            return _several(text, choices)
        case Kind.DATE:
            return _day(text)
        case Kind.COUNT:
            digits = _SPACES.sub("", text)
            return int(_found(digits if _DIGITS.fullmatch(digits) else None, "count"))
    number = _SPACES.sub("", text)
    return Decimal(_found(number if _NUMBER.fullmatch(number) else None, "number").replace(",", "."))


def _found(value: T | None, otherwise: str) -> T:
    if value is None:
        raise NotUnderstood(otherwise)
    return value


def _chosen(text: str, choices: Sequence[str], otherwise: str) -> str:
    if text in choices:
        return text
    if text.isdecimal() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1]
    raise NotUnderstood(otherwise)


def _several(text: str, choices: Sequence[str]) -> list[str]:
    if text == NONE:
        return []
    wanted = {_chosen(part, choices, "choose_several") for part in _SEPARATORS.split(text.strip(" ,;")) if part}
    if not wanted:
        raise NotUnderstood("choose_several")
    return [value for value in choices if value in wanted]


def _day(text: str) -> date | str:
    if text == NONE:
        return NO_DAY
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood("day") from None
