"""A practitioner who meets everything that the Belgian software aid asks, and tables of people who differ from them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

SCHEME = "be-inami-software"
ANSWERED = {"be-inami-software.gap_in_convention_ignored": True}
MEETING: Mapping[str, Any] = {
    "practitioner.profession": "physiotherapist",
    "be.inami_number": True,
    "be.first_registered_on": date(2010, 5, 1),
    "be.convention.all_year": True,
    "be.convention.joined_in_year": False,
    "be.acts": 600,
    "be.software.ehealth_registered": True,
    "be.software.commission_approved": True,
}
TYPES: Mapping[str, Any] = {
    name: {int: pl.Int64, date: pl.Date, bool: pl.Boolean, str: pl.String}[type(value)]
    for name, value in MEETING.items()
}


def table(*changes: Mapping[str, Any]) -> pl.DataFrame:
    """A row for each of the changes, of somebody who meets everything but for these."""
    rows = [{**MEETING, **change} for change in changes]
    return pl.DataFrame({name: pl.Series([row[name] for row in rows], dtype=TYPES[name]) for name in MEETING})
