"""Made-up practitioners for FAMI 2025, as a Polars frame with a column for every fact that the edition reads.

The same seed and number of rows always give the same people. Everything is made column by column, from one generator
in a fixed order; choices are drawn as numbers first, so that text and Enum hold the same people.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Literal

import numpy as np
import polars as pl
from incentives import Fact
from incentives.rules.types import Kind
from incentives_fr_fami.facts import FACTS
from numpy.typing import NDArray

YEAR = 2025
HUGE = 10**13  # above the largest count that a situation may give
# 2025 requires no amendment; of what was declared before, paid, refused or shown on amelipro, a table says nothing.
NEVER_READ = {
    "fr.sesam_vitale.amendments",
    "fr.fami.declared_before",
    "fr.fami.received",
    "fr.fami.refused",
}
READ = tuple(fact for fact in FACTS if fact.id not in NEVER_READ and fact.display is None)
CHOICES = {Kind.CHOICE, Kind.ORDERED_CHOICE}
NEW_YEAR = (date(YEAR, 1, 1) - date(1970, 1, 1)).days
VALIDATED = 2  # of the proofs
NOT_A_VALUE = "no_such_value"
NO_VALUES = ";"  # an empty cell is not known

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

# How often each value of a choice is drawn, in the order of the fact's values.
SHARES: Mapping[str, Sequence[float]] = {
    "practitioner.profession": (0.97, 0.01, 0.005, 0.005, 0.002, 0.002, 0.002, 0.002, 0.002),
    "fr.practice_status": (0.7, 0.08, 0.17, 0.05),
    "fr.dmp.software": (0.08, 0.12, 0.5, 0.3),
    "fr.dmp.proof": (0.5, 0.29, 0.2, 0.01),
    "fr.sesam_vitale.addendum": (0.01, 0.01, 0.01, 0.02, 0.15, 0.8),
    "fr.secure_messaging": (0.12, 0.5, 0.12, 0.05, 0.01, 0.02, 0.08, 0.1),
    "fr.telehealth.video": (0.79, 0.08, 0.03, 0.06, 0.04),
    "fr.telehealth.device": (0.8, 0.04, 0.11, 0.05),
    "fr.telehealth.purchase_aid_before": (0.85, 0.05, 0.1),
}
# How popular each value of a set is, in the order of the fact's values, and how many of them go together at most.
POPULARITY: Mapping[str, tuple[Sequence[float], int]] = {
    "fr.coordination.structures": ((0.2, 0.1, 0.01, 0.5, 0.04, 0.04, 0.02, 0.03, 0.1, 0.02, 0.06, 0.02, 0.03, 0.1), 3),
    "fr.telehealth.device_types": ((0.1, 0.1, 0.1, 0.2, 0.05, 0.4, 0.05, 0.02, 0.2, 0.1), 2),
    "fr.fami.declared_items": ((0.9, 0.9, 0.5, 0.15, 0.15), 5),
}


def population(
    rows: int,
    *,
    choices: Literal["enum", "text"] = "enum",
    sets: Literal["text", "list", "categorical"] = "text",
    holes: float = 0.0,
    invalid: float = 0.0,
    seed: int = 2025,
) -> pl.DataFrame:
    """Practitioners, one a row; a column for each fact that FAMI 2025 reads, named by its id.

    Complete data still has no date where nothing happened: no first claim without one, no declaration day without one.

    Args:
        rows: how many.
        choices: as ``Enum`` with the fact's values in their order, or as text.
        sets: as text joined by ``;``, as in a CSV file, as lists, or as such texts in a dictionary.
        holes: the share of cells to take away.
        invalid: the share of rows to which each kind of damage is done (see ``damage``).
        seed: of everything random.
    """
    chance = np.random.default_rng(seed)
    columns = _people(rows, chance)
    frame = pl.DataFrame([_column(fact, columns[fact.id], choices, sets) for fact in READ])
    if invalid:
        frame = damage(frame, chance, invalid)
    return _with_holes(frame, chance, holes) if holes else frame


def _people(rows: int, chance: np.random.Generator) -> dict[str, Any]:
    """Codes of choices and sets, counts, dates and flags, by fact."""
    columns: dict[str, Any] = {id: _drawn(chance, shares, rows) for id, shares in SHARES.items()}
    columns |= {id: _drawn(chance, _weights(id), rows) for id in POPULARITY}
    columns |= {
        "fr.conventioned": _often(0.98, rows, chance),
        "fr.business_software": _often(0.95, rows, chance),
        "fr.dmp.transactions": np.where(_often(0.6, rows, chance), chance.integers(1, 60, rows), 0),
        "fr.dmp.vendor_changed": _often(0.1, rows, chance),
        "fr.telehealth.video_aid_before": _often(0.4, rows, chance),
        "fr.sesam_vitale.conforming_invoice": _often(0.97, rows, chance),
        "fr.scor.transmissions": np.where(_often(0.93, rows, chance), chance.integers(1, 900, rows), 0),
        "fr.coordination.mdt_meetings": np.where(_often(0.25, rows, chance), chance.integers(1, 9, rows), 0),
    }
    columns |= _billing(rows, chance)
    columns |= _days(rows, chance, columns["fr.billing.secured"])
    is_new = columns["fr.practice_started_on"] >= NEW_YEAR  # nobody was paid or accepted before there was a practice
    columns["fr.dmp.proof"][is_new & (columns["fr.dmp.proof"] == VALIDATED)] = 0
    columns["fr.telehealth.purchase_aid_before"][is_new] = 0
    columns["fr.telehealth.video_aid_before"] &= ~is_new
    no_device = columns["fr.telehealth.device"] == 0
    columns["fr.telehealth.device_types"][no_device] = 0
    columns["fr.fami.declared_items"][~columns["fr.fami.declared"]] = 0
    return columns


def _billing(rows: int, chance: np.random.Generator) -> dict[str, Codes]:
    """Counts that fit together: secured and excluded parts of a total, some exactly at 70 %, a few without any act."""
    rest = np.clip(chance.lognormal(7.6, 0.6, rows), 0, 20_000).astype(np.int64)
    rest[_often(0.003, rows, chance)] = 0
    part = (rest * chance.beta(7, 1.4, rows)).astype(np.int64)
    exact = _often(0.01, rows, chance)
    rest[exact] -= rest[exact] % 10
    part[exact] = rest[exact] * 7 // 10
    excluded = np.where(_often(0.3, rows, chance), chance.integers(0, 120, rows), 0)
    excluded_secured = (excluded * chance.random(rows)).astype(np.int64)
    return {
        "fr.billing.secured": part + excluded_secured,
        "fr.billing.total": rest + excluded,
        "fr.billing.excluded_secured": excluded_secured,
        "fr.billing.excluded_total": excluded,
    }


def _days(rows: int, chance: np.random.Generator, secured: Codes) -> dict[str, Any]:
    """Dates, as days since 1970 with -1 for none, and the flags they hang together with."""
    is_new = _often(0.06, rows, chance)
    first = NEW_YEAR + np.where(is_new, chance.integers(0, 365, rows), chance.integers(1, 15, rows))
    started = first - np.where(is_new, chance.integers(0, 20, rows), chance.integers(400, 14_000, rows))
    declared = _often(0.93, rows, chance)
    return {
        "fr.billing.transmitted_previous_year": ~is_new & (secured > 0),
        "fr.billing.first_secured_on": np.where(secured > 0, first, -1),
        "fr.practice_started_on": started,
        "fr.fami.declared": declared,
        "fr.fami.declared_on": np.where(declared, NEW_YEAR + 365 + chance.integers(11, 61, rows), -1),
    }


def _often(share: float, rows: int, chance: np.random.Generator) -> Flags:
    return chance.random(rows) < share


def _drawn(chance: np.random.Generator, shares: Sequence[float], rows: int) -> Codes:
    return np.searchsorted(np.cumsum(shares)[:-1] / sum(shares), chance.random(rows), side="right")


def combinations_of(values: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Every set of at most so many of the values; the empty one first."""
    return [chosen for size in range(most + 1) for chosen in combinations(values, size)]


def _weights(id: str) -> list[float]:
    """How often each combination of a set's values is drawn."""
    popularity, most = POPULARITY[id]
    likely = dict(enumerate(popularity))
    chosen = combinations_of([str(at) for at in likely], most)
    return [float(np.prod([likely[int(at)] for at in one])) if one else 1.0 for one in chosen]


def _column(fact: Fact, drawn: Any, choices: str, sets: str) -> pl.Series:
    if fact.kind in CHOICES:
        drawn = drawn.clip(max=len(fact.values) - 1)  # an older build may know fewer values
        if choices == "enum":
            return pl.Series(fact.id, drawn.astype(np.uint8)).cat.to(pl.Enum(fact.values))
        return pl.Series(fact.id, fact.values, pl.String).gather(drawn)
    if fact.kind is Kind.SET:
        found = combinations_of(fact.values, POPULARITY[fact.id][1])
        if sets == "list":
            return pl.Series(fact.id, [list(one) for one in found], pl.List(pl.String)).gather(drawn)
        texts = pl.Series(fact.id, [";".join(one) or NO_VALUES for one in found]).gather(drawn)
        return texts.cast(pl.Categorical) if sets == "categorical" else texts
    if fact.kind is Kind.DATE:
        days = pl.Series(fact.id, drawn.astype(np.int32))
        return days.set(days < 0, None).cast(pl.Date)
    return pl.Series(fact.id, drawn)


def _with_holes(frame: pl.DataFrame, chance: np.random.Generator, share: float) -> pl.DataFrame:
    """The frame with that share of its cells taken away, evenly."""
    kept = {name: chance.random(frame.height) >= share for name in frame.columns}
    return frame.select(pl.when(pl.Series(kept[name])).then(pl.col(name)).alias(name) for name in frame.columns)


def damage(frame: pl.DataFrame, chance: np.random.Generator, share: float) -> pl.DataFrame:
    """The frame with every kind of invalid value and of contradiction, each in that share of the rows."""

    def some() -> pl.Series:
        return pl.Series(chance.random(frame.height) < share)

    def spoilt(id: str, value: Any) -> pl.Expr:
        return pl.when(some()).then(pl.lit(value, frame.schema[id])).otherwise(pl.col(id)).alias(id)

    counts = [fact.id for fact in READ if fact.kind is Kind.COUNT]
    days = ["fr.billing.first_secured_on", "fr.fami.declared_on"]
    texts = [fact.id for fact in READ if frame.schema[fact.id] == pl.String]
    lists = [fact.id for fact in READ if frame.schema[fact.id] == pl.List]
    frame = frame.with_columns(spoilt(id, -3) for id in counts)
    frame = frame.with_columns(spoilt(id, HUGE) for id in counts)
    frame = frame.with_columns(spoilt(id, date(YEAR - 2, 7, 1)) for id in days)
    frame = frame.with_columns(spoilt(id, NOT_A_VALUE) for id in texts)
    frame = frame.with_columns(spoilt(id, [NOT_A_VALUE]) for id in lists)
    frame = frame.with_columns(spoilt(id, 2_000) for id in counts if id.startswith("fr.billing."))
    return frame.with_columns(spoilt("fr.fami.declared", False), spoilt("fr.telehealth.device", "none"))
