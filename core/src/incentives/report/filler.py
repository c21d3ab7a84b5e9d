"""A record filled with what its sources have: their parts of the same name, in words where the record has words."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from types import SimpleNamespace
from typing import Annotated, Any, TypeVar, get_args, get_origin

from incentives.report.records.recording import Record
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, formats

F = TypeVar("F", bound=Callable[..., Record])
R = TypeVar("R", bound=Record)
Sources = tuple[object, ...]
Part = Callable[[Speech, Sources], Any]
# What holds several things, and where the name or the sentence of each is; "*" stands for its id.
SEVERAL: Mapping[str, tuple[str, ...]] = {
    "requires": ("criteria", "*", "name"),
    "criteria": ("criteria", "*", "name"),
    "subject_to": ("criteria", "*", "name"),
    "blocked_by": ("criteria", "*", "name"),
    "unsettled": ("criteria", "*", "name"),
    "not_checked": ("criteria", "*", "name"),
    "evidence": ("evidence", "*", "name"),
    "benefits": ("benefits", "*", "name"),
    "on_top_of": ("benefits", "*", "name"),
    "not_with": ("benefits", "*", "name"),
    "excluded_by": ("benefits", "*", "name"),
    "choices": ("benefits", "*", "name"),
    "professions": ("facts", "practitioner.profession", "values", "*"),
    "steps": ("steps", "*"),
    "details": ("evidence_details", "*"),
    "notes": ("notes", "*"),
}

# What a scheme says of itself, under the names that records have for it.
OF_SCHEME: Mapping[str, str] = {"scheme_name": "short", "scheme_full_name": "name", "decides": "decides"}


# How some records are made of what they stand for; the others are filled with its parts alone.
MAKERS: dict[type[Record], Callable[..., Record]] = {}
NO_PERIOD = SimpleNamespace(start=None, end=None)
# Found once, since it takes longer than filling one: what the parts hold, and how each is had from which sources.
_HELD: dict[type[Record], dict[str, type[Record] | None]] = {}
_PARTS: dict[tuple[type, ...], dict[str, Part]] = {}


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
    known = _PARTS.setdefault((kind, *map(type, sources)), {})
    for name, held in _records_in(kind).items():
        if name not in own:
            if name not in known:
                known[name] = _part(name, held, kind.__table__, sources)
            own[name] = known[name](speech, sources)
    return kind(**own)


def _records_in(kind: type[Record]) -> dict[str, type[Record] | None]:
    if kind not in _HELD:
        _HELD[kind] = {name: record_in(part) for name, part in kind.__parts__.items()}
    return _HELD[kind]


def _part(name: str, held: type[Record] | None, table: str, sources: Sources) -> Part:
    """How a part is made of sources of these types."""
    if name == "name" and table:
        id_of = _getter("id", sources)
        return lambda speech, found: speech.say(table, id_of(found), "name")
    if name == "channel_name":
        channel_of = _getter("channel", sources)
        return lambda speech, found: speech.say("channels", channel_of(found), "name")
    if name in OF_SCHEME:
        return lambda speech, _: speech.say("scheme", OF_SCHEME[name])
    if name.endswith("_text"):
        word = name.removesuffix("_text")
        word_of = _getter(word, sources)
        return lambda speech, found: speech.say(word, word_of(found))
    value_of = _getter(name, sources)
    return lambda speech, found: _value(name, held, value_of(found), speech)


def _value(name: str, held: type[Record] | None, value: Any, speech: Speech) -> Any:
    """A part in the words of a record."""
    if callable(value):  # a sentence that a result says of itself
        return value(speech.language)
    if held is not None:
        if isinstance(value, dict | tuple):
            return tuple(made(held, one, speech) for one in (value.values() if isinstance(value, dict) else value))
        return None if value is None else made(held, value, speech)
    if isinstance(value, Scheme):
        return value.id
    return named(name, value, speech) if name in SEVERAL and isinstance(value, tuple) else value


def record_in(kind: Any) -> type[Record] | None:
    """The record that a part is, or of which it holds several."""
    if isinstance(kind, type):
        return kind if issubclass(kind, Record) else None
    return next(filter(None, map(record_in, get_args(kind)[: 1 if get_origin(kind) is Annotated else None])), None)


def _getter(name: str, sources: Sources) -> Callable[[Sources], Any]:
    """Gives a part: that of the first source which has it."""
    for at, source in enumerate(sources):
        for known in (f"is_{name}", name):
            if getattr(source, known, sources) is not sources:  # which no part is
                get = attrgetter(known)
                return lambda found, at=at, get=get: get(found[at])  # type: ignore[misc]  # of these very sources
    for at, source in enumerate(sources):
        if name in {"start", "end"} and hasattr(source, "period"):
            return lambda found, at=at: getattr(found[at].period or NO_PERIOD, name)  # type: ignore[misc]  # as above
    raise AttributeError(name)


def named(what: str, several: Iterable[Any], speech: Speech) -> tuple[str, ...]:
    """The names, or the sentences, of several things, each given by its id or by itself."""
    ids = (getattr(one, "id", one) for one in several)
    return tuple(speech.say(*(id if part == "*" else part for part in SEVERAL[what])) for id in ids)


def listed(what: str, ids: Iterable[str], speech: Speech) -> str:
    """The names of several things in one phrase."""
    return formats.listing(named(what, ids, speech), speech.language)
