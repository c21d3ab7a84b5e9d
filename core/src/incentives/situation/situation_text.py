"""A situation as its file says it: TOML with dotted ids, as people write it."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import tomli_w

from incentives.errors import InvalidArgument
from incentives.hints import shown

if TYPE_CHECKING:
    from incentives.situation.situation import Situation

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def situation_text(situation: "Situation") -> str:
    """The text of a situation file; read again, it says the same.

    Raises:
        InvalidArgument: if a value is none that TOML can say.
    """
    names = {name: text for name in ("label", "id") if (text := getattr(situation, name)) is not None}
    blocks = ["\n".join(f"{name} = {_value(text)}" for name, text in names.items()), _facts(situation.permanent)]
    blocks += [f"[{year}]\n{_facts(facts)}" for year, facts in sorted(situation.annual.items()) if facts]
    if situation.readings:
        answers = "\n".join(f"{_value(id)} = {_value(answer)}" for id, answer in situation.readings.items())
        blocks.append(f"[readings]\n{answers}")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _facts(facts: Mapping[str, object]) -> str:
    return "\n".join(f"{'.'.join(map(_key, id.split('.')))} = {_value(value)}" for id, value in facts.items())


def _key(part: str) -> str:
    return part if _BARE.fullmatch(part) else _value(part)


def _value(value: object) -> str:
    match value:
        case list() | tuple() | set() | frozenset():
            items = value if isinstance(value, list | tuple) else sorted(value, key=str)
            return f"[{', '.join(map(_value, items))}]"
        case Mapping():
            return f"{{{', '.join(_pairs(value))}}}"
    try:
        return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    except TypeError:
        msg = f"TOML has no way to say {shown(value)}"
        raise InvalidArgument(msg, value=value) from None


def _pairs(table: Mapping[object, object]) -> Iterator[str]:
    return (f"{_key(str(name))} = {_value(part)}" for name, part in table.items())
