"""Writes made-up schemes as distributions, each with its plugin, and what one person tells of them."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import tomli_w
from attrs import frozen

from benchmarks.made_up.kinds import KINDS, Kind
from benchmarks.made_up.parts import (
    HANDLING,
    code_of,
    contradictions_of,
    criteria_of,
    evidence_of,
    facts_of,
    questions_of,
)

Topics = Sequence[tuple[str, ...]]

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "nl")
NO_TOPIC: Topics = ((),)
METADATA = "Metadata-Version: 2.1\nName: incentives-$country-$id\nVersion: 1.0\nRequires-Dist: incentives>=0.1\n"
ENTRY_POINTS = "[incentives]\n${country}_$id = incentives_${country}_$id\n"


@frozen
class Made:
    """A made-up scheme.

    Attributes:
        number: among the others.
        kind: of scheme.
    """

    number: int
    kind: Kind

    @property
    def name(self) -> str:
        """Its id within its country."""
        return f"g{self.number:04}"

    @property
    def id(self) -> str:
        """Its id."""
        return f"{self.kind.country}-{self.name}"

    @property
    def grant(self) -> int:
        """What it grants, in its currency."""
        return 100 + 20 * (self.number * 7 % 45)

    def values(self, topic: str = "", short: str = "") -> dict[str, str]:
        """What the templates of its kind are filled in with."""
        own = {"id": self.name, "number": f"{self.number}", "digits": f"{self.number:04}", "country": self.kind.country}
        figures = {name: f"{self.grant * share:g}" for name, share in {"grant": 1, **self.kind.figures}.items()}
        return {**own, **figures, "topic": topic, "short": short}


def made(number: int, kinds: Sequence[Kind] = KINDS) -> list[Made]:
    """So many schemes, of each kind in turn."""
    return [Made(at, kinds[at % len(kinds)]) for at in range(number)]


def told(schemes: Iterable[Made]) -> dict[str, Any]:
    """What the person tells of schemes, as in a situation file."""
    situation: dict[str, Any] = {"label": "Camille", "practitioner": {"profession": "physiotherapist"}}
    for one in schemes:
        facts = {f"{one.kind.country}.{one.name}.{fact}": value for fact, value in one.kind.answers.items()}
        situation.setdefault(str(one.kind.year), {}).update(facts)
    return situation


def install(site: Path, schemes: Iterable[Made]) -> None:
    """Distributions in a folder, each with a plugin of one scheme."""
    for one in schemes:
        for path, (text, topics) in _files(one.kind).items():
            values = one.values(*topics[one.number % len(topics)])
            file = site / Template(path).substitute(values)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.substitute(values), encoding="utf-8")


@cache
def _files(kind: Kind) -> Mapping[str, tuple[Template, Topics]]:
    """The files of a kind's distributions as templates, each with the topics that its text can be about."""
    package = "incentives_${country}_$id"
    files = {
        f"{package}-1.0.dist-info/METADATA": METADATA,
        f"{package}-1.0.dist-info/entry_points.txt": ENTRY_POINTS,
        f"{package}/__init__.py": _plugin(kind),
        f"{package}/editions/{kind.year}.toml": tomli_w.dumps(_edition(kind)),
    }
    worded = {f"{package}/wording/{one}.toml": (_wording(kind, one), _sentences(one)["topics"]) for one in LANGUAGES}
    return {
        **{path: (Template(text), NO_TOPIC) for path, text in files.items()},
        **{path: (Template(tomli_w.dumps(said)), topics) for path, (said, topics) in worded.items()},
    }


def _plugin(kind: Kind) -> str:
    return Template((HERE / "plugin.txt").read_text("utf-8")).safe_substitute(code_of(kind))


def _edition(kind: Kind) -> dict[str, Any]:
    """Its edition file; the window and what it pays are the kind's, all else is the same in all."""
    figures = {"minimum": 500, "part": "30", "grant": "$grant", **{name: f"${name}" for name in kind.figures}}
    after = {"start": date(kind.year + 1, 1, 1), "end": date(kind.year + 1, 6, 30)}
    window = {} if kind.window is None else {"window": {**kind.window, **_article(3)}}
    return {
        "scheme": "$country-$id",
        "year": kind.year,
        "currency": kind.currency,
        "verified_on": date(kind.year, 6, 1),
        "professions": list(kind.professions),
        "notes": ["made_up"],
        "documents": {"bylaw": {"title": "Bylaw no. $number", "publisher": "Council no. $number"}},
        "figures": {name: {"value": value, **_place(2)} for name, value in figures.items()},
        "criteria": {
            id: {
                "deadline": kind.deadline.replace(year=kind.year),
                "evidence": [one.evidence] if one.evidence else [],
                **_article(1),
            }
            for id, one in criteria_of(kind).items()
        },
        "benefits": {id: {"notes": ["flat"], **_article(2)} for id in kind.benefits},
        "groups": {id: _article(2) for id in kind.groups},
        "application": {
            "channel": _channel(kind),
            "steps": _steps(kind),
            "payment": {**after, **_article(4)},
            **window,
            **_article(3),
        },
        "contacts": [{"id": "council", "phone": "+999 555 $digits", "email": "council$number@town.example"}],
        "evidence": [
            {"id": id, "handling": HANDLING[id], "details": _details(id), **_article(1)} for id in evidence_of(kind)
        ],
    }


def _place(article: int) -> dict[str, str]:
    return {"document": "bylaw", "place": f"article {article}", "confidence": "official"}


def _article(number: int) -> dict[str, list[dict[str, str]]]:
    return {"references": [_place(number)]}


def _channel(kind: Kind) -> str:
    return "none_needed" if kind.window is None else "portal"


def _steps(kind: Kind) -> list[str]:
    return [] if kind.window is None else ["log_in", "send"]


def _is_firm(window: Mapping[str, object] | None) -> bool:
    """Whether a day can be surely too early or too late for it."""
    return bool(window and "planned" not in window)


def _details(evidence: str) -> list[str]:
    return ["dated"] if evidence == "statement" else []


@cache
def _sentences(language: str) -> Mapping[str, Any]:
    """All that kinds say in a language."""
    return tomllib.loads((HERE / "wording" / f"{language}.toml").read_text("utf-8"))


def _wording(kind: Kind, language: str) -> dict[str, Any]:
    """What a kind says, of all that kinds say."""
    said = {
        "topics": (),
        "criteria": criteria_of(kind),
        "facts": [f"$country.$id.{name}" for name in facts_of(kind)],
        "benefits": kind.benefits,
        "groups": kind.groups,
        "channels": [_channel(kind)],
        "steps": _steps(kind),
        "evidence": evidence_of(kind),
        "questions": [f"$country-$id.{name}" for name in questions_of(kind)],
        "requests": ("early", "late") if _is_firm(kind.window) else (),
        "faults": contradictions_of(kind),
    }
    all_said = _sentences(language)
    parts = {
        section: {id: part[id] for id in ids} if (ids := said.get(section)) is not None else part
        for section, part in all_said.items()
    }
    return {section: part for section, part in parts.items() if part}
