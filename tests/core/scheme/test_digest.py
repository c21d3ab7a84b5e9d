"""Two editions say the same exactly when their digests are the same, in every process."""

import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import reduce
from typing import Any

import pytest
from attrs import evolve
from incentives import Edition, Scheme, load_catalogue

SchemeOf = Callable[..., Scheme]
Data = dict[str, Any]

CHANGES: dict[str, tuple[str, object]] = {
    "the amount": ("figures.grant.value", "120.01"),
    "a threshold": ("figures.minimum_kilometres.value", 501),
    "a choice": ("figures.required_bell.value", "small"),
    "a figure that no condition reads": ("figures.paid_in_winter.value", False),
    "a list": ("figures.locks.value", ["chain", "folding"]),
    "where a figure stands": ("figures.grant.place", "article 3"),
    "how sure a figure is": ("figures.grant.confidence", "secondary"),
    "where a criterion stands": ("criteria.cycling.references.0.place", "article 7"),
    "how sure a criterion is": ("criteria.cycling.references.0.confidence", "inferred"),
    "a standing": ("criteria.cycling.standing", "waived"),
    "a deadline": ("criteria.cycling.deadline", date(2024, 12, 31)),
    "a note of a criterion": ("criteria.cycling.notes", ["rain", "snow"]),
    "a note of the edition": ("notes", []),
    "a document's title": ("documents.bylaw.title", "Bylaw on bicycles"),
    "a document's date": ("documents.bylaw.date", date(2023, 5, 1)),
    "a document's address": ("documents.bylaw.url", "https://town.example/bylaw"),
    "the day of verification": ("verified_on", date(2024, 6, 2)),
    "the day of newer rules": ("expected_next", date(2025, 1, 1)),
    "an announcement": ("projected", True),
    "the professions": ("professions", ["physiotherapist", "nurse"]),
    "the channel": ("application.channel", "post"),
    "a step": ("application.steps", ["queue", "sign"]),
    "the opening": ("application.window.opens", date(2025, 1, 2)),
    "the closing": ("application.window.closes", date(2025, 1, 2)),
    "a day open for sure": ("application.window.open_by", date(2025, 1, 2)),
    "a closing in doubt": ("application.window.closes_at_latest", date(2025, 1, 2)),
    "the bounds": ("application.window.within", {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}),
    "a planned window": ("application.window.planned", True),
    "a planned payment": ("application.payment.planned", True),
    "a contact's address": ("contacts.0.email", "bikes@town.example"),
    "a contact's number": ("contacts.0.phone", "+32 2 000 00 00"),
    "what becomes of a document": ("evidence.0.handling", "sent"),
    "formats": ("evidence.0.formats", ["pdf"]),
    "the largest upload": ("evidence.0.max_megabytes", 10),
}


def changed(data: Data, place: str, value: object) -> Data:
    copy = deepcopy(data)
    keys: list[Any] = [int(key) if key.isdigit() else key for key in place.split(".")]
    reduce(lambda table, key: table[key], keys[:-1], copy)[keys[-1]] = value
    return copy


def test_one_file_built_twice_says_the_same(scheme_of: SchemeOf, data: Data) -> None:
    first, second = (scheme_of(data).edition(2024) for _ in range(2))
    assert first is not second
    assert first.digest == second.digest


def test_where_the_file_is_kept_is_no_part_of_what_it_says(built: Edition) -> None:
    assert evolve(built, source="elsewhere.toml").digest == built.digest


@pytest.mark.parametrize(("place", "value"), CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_in_the_file_changes_the_digest(
    scheme_of: SchemeOf, data: Data, built: Edition, place: str, value: object
) -> None:
    assert scheme_of(changed(data, place, value)).edition(2024).digest != built.digest


def test_every_change_gives_a_digest_of_its_own(scheme_of: SchemeOf, data: Data) -> None:
    digests = {scheme_of(changed(data, place, value)).edition(2024).digest for place, value in CHANGES.values()}
    assert len(digests) == len(CHANGES)


def test_the_order_of_tables_that_have_none_changes_nothing_in_the_rules(scheme_of: SchemeOf, data: Data) -> None:
    backwards = {**data, "documents": dict(reversed(data["documents"].items()))}
    assert scheme_of(dict(reversed(backwards.items()))).edition(2024).digest == scheme_of(data).edition(2024).digest


def test_texts_cannot_be_written_so_that_two_editions_look_alike(built: Edition) -> None:
    assert evolve(built, notes=("a,str:b",)).digest != evolve(built, notes=("a", "b")).digest


def test_no_two_shipped_editions_say_the_same() -> None:
    catalogue = load_catalogue()
    digests = [catalogue.edition(scheme.id, year).digest for scheme in catalogue for year in scheme.years]
    assert len(digests) >= 17
    assert len(set(digests)) == len(digests)


def test_the_digest_is_the_same_in_every_process() -> None:
    script = (
        "from incentives import load_catalogue; catalogue = load_catalogue();"
        "print(*(catalogue.edition(s.id, year).digest for s in catalogue for year in s.years))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    catalogue = load_catalogue()
    here = " ".join(catalogue.edition(scheme.id, year).digest for scheme in catalogue for year in scheme.years)
    assert {text.strip() for text in printed} == {here}
