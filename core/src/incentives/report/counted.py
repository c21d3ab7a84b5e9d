"""What was counted from an export of what was billed: in sentences, and as a situation file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import tomli_w

from incentives import toml
from incentives.catalogue.activity_reading import ActivityReading
from incentives.hints import escaped, harmless
from incentives.rules.facts import Fact
from incentives.rules.types import Value
from incentives.situation import Situation
from incentives.situation.activity import ActivityRemark
from incentives.wording import Speech, formats

_UNKNOWN = r'"{id}"\s*=\s*"unknown"\s*(#.*)?|{id}\s*=\s*"unknown"\s*(#.*)?'


def counted_lines(reading: ActivityReading, language: str) -> list[str]:
    """What was counted, what was left out and why, what is not known, and the facts that follow."""
    speech = Speech(language).of(reading.scheme.wording, reading.edition.year)
    say = Speech(language).say
    covers, count = reading.export.covers, reading.count
    head = say(
        "counting",
        "head",
        path=reading.export.source,
        lines=formats.number(reading.export.lines, language),
        start=formats.day(covers.start, language),
        end=formats.day(covers.end, language),
        scheme=speech.say("scheme", "short"),
        year=str(reading.edition.year),
    )
    lines = [head]
    if reading.edition.projected:
        lines.append(say("report", "projected"))
    for part, remarks in (("counted", count.counted), ("left_out", count.left_out), ("unknown", count.unknown)):
        lines += _part(say("counting", part), (_sentence(one, reading, speech) for one in remarks))
    facts = [
        say("labels", "pair", a=speech.name(_fact(reading, id)), b=_value(reading, id, value, speech))
        for id, value in count.facts.items()
    ]
    return [harmless(line) for line in (*lines, *_part(say("counting", "facts"), facts))]


def situation_text(reading: ActivityReading, lines: Iterable[str], before: str | None) -> str:
    """A situation file with what was counted; what stood in the file before stays as it was.

    Args:
        reading: what was counted.
        lines: what is said of it, at the top of the file.
        before: the text of a file in TOML, if what was told before comes from one.
    """
    head = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    text = _inserted(before or "", reading.edition.year, reading.added)
    if not _says(text, reading.situation):  # facts written in a way that lines cannot be put between
        text = escaped(tomli_w.dumps(_nested(reading.situation)))
    return f"{head}\n{text}"


def _part(title: str, sentences: Iterable[str]) -> Iterator[str]:
    every = list(sentences)
    if every:
        yield title
        yield from (f"  - {sentence}" for sentence in every)


def _fact(reading: ActivityReading, id: str) -> Fact:
    return next(fact for fact in reading.scheme.facts if fact.id == id)


def _value(reading: ActivityReading, id: str, value: Value, speech: Speech) -> str:
    return speech.value(value, _fact(reading, id).type, id)


def _sentence(remark: ActivityRemark, reading: ActivityReading, speech: Speech) -> str:
    year = reading.edition.year
    values = {name: _filling(value, speech) for name, value in remark.values.items()}
    return speech.say("activity", remark.id, year=str(year), previous_year=str(year - 1), **values)


def _filling(value: int | date | str, speech: Speech) -> str:
    match value:
        case int():
            return formats.number(value, speech.language)
        case date():
            return formats.day(value, speech.language)
    return speech.say("activity_words", value)


def _line(id: str, value: object) -> str:
    return f"{id} = {tomli_w.dumps({'x': value}).partition('= ')[2]}"


def _inserted(text: str, year: int, facts: Mapping[str, Value]) -> str:
    """A file in TOML with facts more; a line that says one of them is not known makes room for it."""
    if not facts:
        return text
    unknown = re.compile("|".join(_UNKNOWN.format(id=re.escape(id)) for id in facts))
    kept = [line for line in text.splitlines() if not unknown.fullmatch(line.strip())]
    added = [_line(id, value).rstrip("\n") for id, value in facts.items()]
    table = re.compile(rf'\[\s*(?:{year}|"{year}")\s*\]\s*(#.*)?')
    place = next((at for at, line in enumerate(kept, 1) if table.fullmatch(line.strip())), None)
    if place is None:
        kept += ["", f"[{year}]"] if kept else [f"[{year}]"]
        place = len(kept)
    return "\n".join((*kept[:place], *added, *kept[place:])) + "\n"


def _says(text: str, situation: Situation) -> bool:
    """Whether a file says what a situation says, and no more."""
    try:
        found = Situation.of(toml.loads(text))
    except ValueError:
        return False
    parts = ("permanent", "annual", "readings", "label", "id")
    return all(_without_unknown(getattr(found, part)) == _without_unknown(getattr(situation, part)) for part in parts)


def _without_unknown(value: object) -> object:
    if isinstance(value, Mapping):
        parts = {key: _without_unknown(part) for key, part in value.items() if part != "unknown"}
        return {key: part for key, part in parts.items() if part != {}}
    return value


def _nested(situation: Situation) -> dict[str, object]:
    """A situation as the tables of a file."""
    names = {name: text for name in ("label", "id") if (text := getattr(situation, name)) is not None}
    years = {str(year): dict(facts) for year, facts in situation.annual.items()}
    readings = {"readings": dict(situation.readings)} if situation.readings else {}
    return {**names, **situation.permanent, **years, **readings}
