"""A physiotherapist who requested INAMI's aid for 2024, and what may differ about her."""

from datetime import date
from typing import Any

AID = "be-inami-software"
DAY = date(2025, 10, 1)


def belgian(acts: int = 512, **other: object) -> dict[Any, object]:
    """A physiotherapist who requested INAMI's aid for 2024, 800 EUR from 500 acts on."""
    year: dict[str, object] = {
        "be.convention.all_year": True,
        "be.acts": acts,
        "be.software.ehealth_registered": True,
        "be.software.commission_approved": True,
        "be.inami_software.requested_on": date(2025, 9, 15),
        "be.inami_software.request_channel": "prosante",
        **{f"be.{name.replace('__', '.')}": value for name, value in other.items()},
    }
    return {
        "practitioner": {"profession": "physiotherapist"},
        "be": {
            "inami_number": True,
            "licensed": True,
            "prosante_account": True,
            "first_registered_on": date(2010, 1, 4),
        },
        2024: {name: value for name, value in year.items() if value is not None},
    }
