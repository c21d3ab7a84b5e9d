"""A small scheme whose edition file and rules tests can break one part at a time."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import incentives
import pytest
import tomli_w
from attrs import frozen
from incentives import (
    Edition,
    Establishment,
    Expression,
    Fact,
    OpenQuestion,
    Request,
    Scheme,
    Theme,
    Wording,
    editions_in,
    money,
)

REFERENCES = [{"document": "bylaw", "place": "article 1", "confidence": "official"}]

cycles = Fact.yes_no("xx.cycles")
kilometres = Fact.count("xx.kilometres", unit="kilometres")
bell = Fact.ordered_choice("xx.bell", ("none", "small", "large"))
locks = Fact.set_of("xx.locks", ("chain", "folding"))
asked = Fact.yes_no("xx.asked")
asked_on = Fact.day("xx.asked_on")
helmet_counts = OpenQuestion("xx-cycling.helmet_counts", ask="town")
small_bell_enough = OpenQuestion("xx-cycling.small_bell_enough", ask="town")


@frozen(kw_only=True)
class Figures(incentives.Figures):
    grant: Decimal
    minimum_kilometres: int
    required_bell: str | Expression
    paid_in_winter: bool
    locks: tuple[str, ...] = ()


def figure(value: object, **changes: object) -> dict[str, object]:
    return {"value": value, "document": "bylaw", "place": "article 2", "confidence": "official", **changes}


def edition(f: Figures) -> Edition:
    cycling = f.criterion(
        "cycling",
        cycles & (kilometres >= f.minimum_kilometres) & locks.contains_any(f.locks),
        theme=Theme.ACTIVITY,
        established_by=Establishment.DECLARED,
    )
    equipment = f.criterion(
        "equipment",
        (bell >= f.required_bell) | helmet_counts,
        theme=Theme.SOFTWARE,
        established_by=Establishment.DECLARED,
    )
    grant = f.benefit(
        "grant",
        money(f.grant, f.file.currency),
        requires=("cycling", "equipment"),
        request=Request(made=asked, made_on=asked_on),
    )
    return f.edition(criteria=[cycling, equipment], benefits=[grant])


@pytest.fixture
def data() -> dict[str, Any]:
    """The edition file as data, to be changed by a test."""
    return {
        "scheme": "xx-cycling",
        "year": 2024,
        "currency": "EUR",
        "verified_on": incentives.last_day_of_february(2024),
        "professions": ["physiotherapist"],
        "notes": ["hills"],
        "documents": {"bylaw": {"title": "Bylaw on cycling", "publisher": "The town"}},
        "figures": {
            "grant": figure("120.00"),
            "minimum_kilometres": figure(500),
            "required_bell": figure("large"),
            "paid_in_winter": figure(value=True),
            "locks": figure(["chain"]),
        },
        "criteria": {
            "cycling": {"references": REFERENCES, "evidence": ["log"], "notes": ["rain"]},
            "equipment": {"references": REFERENCES},
        },
        "benefits": {"grant": {"references": REFERENCES}},
        "application": {
            "channel": "counter",
            "steps": ["queue"],
            "references": REFERENCES,
            "window": {"references": REFERENCES},
            "payment": {"references": REFERENCES},
        },
        "contacts": [{"id": "town", "email": "cycling@town.example"}],
        "evidence": [{"id": "log", "handling": "kept", "references": REFERENCES}],
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the edition file is written."""
    return tmp_path / "editions" / "2024.toml"


@pytest.fixture
def scheme_of(path: Path) -> Callable[..., Scheme]:
    """The scheme with the data, or the text, as its file for 2024; parts of the scheme can be replaced."""

    def scheme(content: dict[str, Any] | str, **parts: Any) -> Scheme:
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if isinstance(content, str) else tomli_w.dumps(content), "utf-8")
        questions = (helmet_counts, small_bell_enough)
        kept: dict[str, Any] = {
            "id": "xx-cycling",
            "jurisdiction": "XX",
            "authority": "The town",
            "professions": ("physiotherapist",),
            "facts": (cycles, kilometres, bell, locks, asked, asked_on),
            "questions": questions,
            "editions": editions_in(path.parent, Figures, edition, questions),
            "wording": Wording(path.parent),
        }
        return Scheme(**{**kept, **parts})

    return scheme


@pytest.fixture
def built(scheme_of: Callable[..., Scheme], data: dict[str, Any]) -> Edition:
    """The edition that follows from the file as it is."""
    return scheme_of(data).edition(2024)
