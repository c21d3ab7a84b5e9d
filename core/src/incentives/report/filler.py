"""A record filled with what its sources have: their parts of the same name, in words where the record has words."""

from collections.abc import Callable, Container, Iterable, Mapping
from operator import attrgetter
from types import SimpleNamespace
from typing import Annotated, Any, TypeVar, get_args, get_origin

from incentives.report.records.recording import Record
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, formats

F = TypeVar("F", bound=Callable[..., Record])
R = TypeVar("R", bound=Record)
Sources = tuple[object, ...]
Worded = Callable[[Speech, Sources], Any]
Taken = tuple[int, Callable[[Any], Any]]
Recipe = tuple[list[tuple[str, int, Callable[[Any], Any]]], list[tuple[str, Worded]]]
# What holds several things, and where the name or the sentence of each is: before its id and after it.
SEVERAL: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "requires": (("criteria",), ("name",)),
    "criteria": (("criteria",), ("name",)),
    "subject_to": (("criteria",), ("name",)),
    "blocked_by": (("criteria",), ("name",)),
    "unsettled": (("criteria",), ("name",)),
    "not_checked": (("criteria",), ("name",)),
    "evidence": (("evidence",), ("name",)),
    "benefits": (("benefits",), ("name",)),
    "on_top_of": (("benefits",), ("name",)),
    "not_with": (("benefits",), ("name",)),
    "excluded_by": (("benefits",), ("name",)),
    "choices": (("benefits",), ("name",)),
    "professions": (("facts", "practitioner.profession", "values"), ()),
    "steps": (("steps",), ()),
    "details": (("evidence_details",), ()),
    "notes": (("notes",), ()),
}

# What a scheme says of itself, under the names that records have for it.
OF_SCHEME: Mapping[str, str] = {"scheme_name": "short", "scheme_full_name": "name", "decides": "decides"}


# How some records are made of what they stand for; the others are filled with its parts alone.
MAKERS: dict[type[Record], Callable[..., Record]] = {}
NO_PERIOD = SimpleNamespace(start=None, end=None)
# Found once, since it takes longer than filling one: what the parts hold, and how they are had from which sources.
_RECORDS: dict[type[Record], dict[str, type[Record] | None]] = {}
_RECIPES: dict[tuple[Any, ...], Recipe] = {}


def makes(kind: type[Record]) -> Callable[[F], F]:
    """Marks the function that makes a kind of record wherever one is a part of another."""

    def register(make: F) -> F:
        MAKERS[kind] = make
        return make

    return register


def made(kind: type[R], item: Any, speech: Speech) -> R:
    """A record of what it stands for."""
    make: Any = MAKERS.get(kind)
    return filled(kind, speech, item) if make is None else make(item, speech)


def filled(kind: type[R], speech: Speech, /, *sources: object, **own: Any) -> R:
    """A record of what some sources have: their parts of the same name, in words where the record has words.

    Args:
        kind: of the record.
        speech: that says names, sentences, and the words of a list.
        sources: where its parts are; the first one that has a part gives it.
        own: the parts that are made otherwise.
    """
    key = (kind, tuple(map(type, sources)), tuple(own))
    if key not in _RECIPES:
        _RECIPES[key] = _recipe(kind, sources, own)
    taken, worded = _RECIPES[key]
    for name, at, take in taken:
        own[name] = take(sources[at])
    for name, word in worded:
        own[name] = word(speech, sources)
    return kind(**own)


def _recipe(kind: type[Record], sources: Sources, own: Container[str]) -> Recipe:
    """How the parts of a record that are not made otherwise are had from sources of these types."""
    parts = {
        name: _part(name, held, kind.__table__, sources) for name, held in _records_in(kind).items() if name not in own
    }
    taken = [(name, *part) for name, part in parts.items() if isinstance(part, tuple)]
    return taken, [(name, part) for name, part in parts.items() if not isinstance(part, tuple)]


def _records_in(kind: type[Record]) -> dict[str, type[Record] | None]:
    if kind not in _RECORDS:
        _RECORDS[kind] = {name: record_in(part) for name, part in kind.__parts__.items()}
    return _RECORDS[kind]


def _part(name: str, held: type[Record] | None, table: str, sources: Sources) -> Taken | Worded:
    """How a part is made of sources of these types."""
    if name == "name" and table:
        at, take = _place("id", sources)
        return lambda speech, found: speech.say(table, take(found[at]), "name")
    if name == "channel_name":
        at, take = _place("channel", sources)
        return lambda speech, found: speech.say("channels", take(found[at]), "name")
    if name in OF_SCHEME:
        return lambda speech, _: speech.say("scheme", OF_SCHEME[name])
    if name.endswith("_text"):
        word = name.removesuffix("_text")
        at, take = _place(word, sources)
        return lambda speech, found: speech.say(word, take(found[at]))
    at, take = _place(name, sources)
    value = take(sources[at])
    if callable(value):  # a sentence that a result says of itself
        return lambda speech, found: take(found[at])(speech.language)
    if isinstance(value, Scheme):
        return lambda _, found: take(found[at]).id
    if held is not None or name in SEVERAL:
        return lambda speech, found: _held(name, held, take(found[at]), speech)
    return at, take


def _held(name: str, held: type[Record] | None, value: Any, speech: Speech) -> Any:
    """A record of a part or of each of its parts; or the names of several things."""
    if held is None:
        return named(name, value, speech) if isinstance(value, tuple) else value
    if isinstance(value, dict | tuple):
        return tuple(made(held, one, speech) for one in (value.values() if isinstance(value, dict) else value))
    return None if value is None else made(held, value, speech)


def record_in(kind: Any) -> type[Record] | None:
    """The record that a part is, or of which it holds several."""
    if isinstance(kind, type):
        return kind if issubclass(kind, Record) else None
    return next(filter(None, map(record_in, get_args(kind)[: 1 if get_origin(kind) is Annotated else None])), None)


def _place(name: str, sources: Sources) -> Taken:
    """Where a part is, and how it is taken from there: of the first source which has it."""
    for at, source in enumerate(sources):
        for known in (f"is_{name}", name):
            if getattr(source, known, sources) is not sources:  # which no part is
                return at, attrgetter(known)
    for at, source in enumerate(sources):
        if name in {"start", "end"} and hasattr(source, "period"):
            return at, lambda found: getattr(found.period or NO_PERIOD, name)
    raise AttributeError(name)


def named(what: str, several: Iterable[Any], speech: Speech) -> tuple[str, ...]:
    """The names, or the sentences, of several things, each given by its id or by itself."""
    if not several:
        return ()
    before, after = SEVERAL[what]
    return tuple([speech.say(*before, getattr(one, "id", one), *after) for one in several])


def listed(what: str, ids: Iterable[str], speech: Speech) -> str:
    """The names of several things in one phrase."""
    return formats.listing(named(what, ids, speech), speech.language)
