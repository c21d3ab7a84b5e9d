"""An edition file that takes some of its blocks from another year's, written out whole.

What is taken over is only assumed to go on: each of its references becomes ``inferred``, unless the file gives its own.
No day is ever taken over. Documents come along with the references that name them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from incentives.errors import InvalidEdition
from incentives.hints import hint, shown

BASED_ON = "based_on"
TABLES = ("figures", "criteria", "benefits", "groups")  # of blocks by name
LISTS = ("contacts", "evidence", "letters")  # of blocks with an id
KEYS = {"year": int, "deadline": date, **dict.fromkeys((*TABLES, *LISTS, "application"), list)}
INFERRED = "inferred"
Data = Mapping[str, Any]
Blocks = dict[str, dict[str, Any]]


def written_out(data: Data, source: str, base_of: Callable[[int], Data]) -> Data:
    """The tables of an edition file, with what it takes from another in place.

    Args:
        data: as TOML gives them; without a table ``based_on`` they are the whole.
        source: the file, for messages.
        base_of: the tables of another year's file, written out; raises ``InvalidEdition`` where there are none.

    Raises:
        InvalidEdition: listing every fault of what is taken, each with its place.
    """
    if BASED_ON not in data:
        return data
    taking = data[BASED_ON]
    if faults := list(_misshaped(taking)):
        raise InvalidEdition(source, faults)
    year = taking["year"]
    try:
        base = base_of(year)
    except InvalidEdition as error:
        raise InvalidEdition(source, [f"$.{BASED_ON}.year: {error.source}: {one}" for one in error.faults]) from error
    whole, faults = {key: part for key, part in data.items() if key != BASED_ON}, []
    for kind in TABLES:
        blocks = _merged(kind, taking, base.get(kind, {}), data.get(kind, {}), faults)
        if blocks or kind in data:
            whole[kind] = blocks
    for kind in LISTS:
        blocks = _merged(kind, taking, _by_id(base.get(kind)), _by_id(data.get(kind)), faults)
        if blocks:
            whole[kind] = [*blocks.values()]
    if "application" in taking:
        whole["application"] = _application(taking["application"], base, data, year, faults)
    if faults:
        raise InvalidEdition(source, faults)
    whole["documents"] = _documents(whole, base.get("documents", {}), data.get("documents", {}))
    return whole


def _misshaped(taking: Any) -> Iterator[str]:
    if not isinstance(taking, Mapping):
        yield f"$.{BASED_ON}: expected a table, got {shown(taking)}"
        return
    if "year" not in taking:
        yield f"$.{BASED_ON}.year: is missing; it is the year of the file from which blocks are taken"
    for key, value in taking.items():
        if key not in KEYS:
            yield f"$.{BASED_ON}.{key}: {hint(key, known=KEYS, otherwise='there are {}')}"
        elif type(value) is not KEYS[key] or (isinstance(value, list) and not all(isinstance(x, str) for x in value)):
            wanted = {int: "a year", date: "a day", list: "a list of names"}[KEYS[key]]
            yield f"$.{BASED_ON}.{key}: expected {wanted}, got {shown(value)}"


def _by_id(blocks: Any) -> Blocks:
    return {block["id"]: {**block} for block in blocks or () if isinstance(block, Mapping) and "id" in block}


def _merged(kind: str, taking: Data, base: Data, own: Data, faults: list[str]) -> Blocks:
    """The blocks of one kind: those taken, with this file's own keys over them, and its own."""
    names = taking.get(kind, [])
    for name in names:
        if name not in base:
            known = hint(name, known=base, otherwise="there are {}")
            faults.append(f"$.{BASED_ON}.{kind}: {shown(name)} is not in the file of {taking['year']}; {known}")
    found: Blocks = {}
    for name in _in_order([name for name in base if name in names or name in own], own):
        given = own.get(name, {})
        taken = _assumed(base[name], given) if name in names and isinstance(given, Mapping) else {}
        if "deadline" in taking and "deadline" in taken and "deadline" not in given:
            taken = {**taken, "deadline": taking["deadline"]}
        else:
            faults += _days(taken, f"$.{kind}.{name}", taking["year"])
        found[name] = {**taken, **given} if isinstance(given, Mapping) else given
    return found


def _in_order(common: list[str], own: Iterable[str]) -> list[str]:
    """The names in the order of the other file; one that it lacks comes after the one that it stands behind here."""
    order, before = [*common], -1
    for name in own:
        if name not in order:
            order.insert(before + 1 if before >= 0 else len(order), name)
        before = order.index(name)
    return order


def _assumed(block: Data, given: Data) -> dict[str, Any]:
    """A block as far as it is taken: assumed to go on, and so inferred."""
    taken = {key: part for key, part in block.items() if key not in given}
    if "confidence" in taken:
        taken["confidence"] = INFERRED
    for key in ("references", "advise_references"):
        if key in taken:
            taken[key] = [{**one, "confidence": INFERRED} for one in taken[key]]
    return taken


def _days(taken: Any, place: str, year: int) -> Iterator[str]:
    if isinstance(taken, date):
        yield f"{place}: a day is never taken from {year}; write this year's own"
    parts = taken.items() if isinstance(taken, Mapping) else enumerate(taken) if isinstance(taken, list) else ()
    for key, part in parts:
        yield from _days(part, f"{place}.{key}", year)


def _application(paths: list[str], base: Data, data: Data, year: int, faults: list[str]) -> dict[str, Any]:
    """The table ``[application]`` with the keys that are taken, such as ``steps`` or ``payment.notes``."""
    own: Data = data.get("application", {})
    whole: dict[str, Any] = {}
    for key, part in own.items():
        whole[key] = {**part} if isinstance(part, Mapping) else part
    for path in paths:
        *inside, key = path.split(".")
        source, target = base.get("application", {}), whole
        for name in inside:
            source, target = source.get(name, {}), target.setdefault(name, {})
        if key not in source:
            faults.append(f"$.{BASED_ON}.application: {shown(path)} is not in the file of {year}")
        elif key in target:
            faults.append(f"$.{BASED_ON}.application: {shown(path)} is given here; take it or give it")
        else:
            taken = _assumed({key: source[key]}, {})
            faults += _days(taken[key], f"$.application.{path}", year)
            target |= taken
    return whole


def _documents(whole: Data, base: Data, own: Data) -> dict[str, Any]:
    """This file's own documents, and those of the other that something here names."""
    named = set(_named(whole))
    taken = [name for name in base if name in named and name not in own]
    return {**{name: base[name] for name in taken}, **own}


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("document"), str):
            yield part["document"]
        for inner in part.values():
            yield from _named(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named(inner)
