"""Assessing a physiotherapist of whom everything is met but the telehealth options, and a few changes to that."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from incentives import Assessment, Catalogue, Situation

COMPLETE = {
    "fr.conventioned": True,
    "fr.business_software": True,
    "fr.dmp.software": "integrated",
    "fr.dmp.transactions": 1,
    "fr.dmp.proof": "none",
    "fr.dmp.vendor_changed": False,
    "fr.sesam_vitale.addendum": "8",
    "fr.sesam_vitale.conforming_invoice": True,
    "fr.scor.transmissions": 1,
    "fr.billing.transmitted_previous_year": True,
    "fr.billing.secured": 900,
    "fr.billing.total": 1000,
    "fr.billing.excluded_secured": 0,
    "fr.billing.excluded_total": 0,
    "fr.secure_messaging": "mssante_personal",
    "fr.coordination.structures": [],
    "fr.coordination.mdt_meetings": 0,
    "fr.telehealth.video": "none",
    "fr.telehealth.device": "none",
}
Assess = Callable[..., Assessment]


@pytest.fixture(scope="session")
def assess(catalogue: Catalogue) -> Assess:
    """`assess(changes, year=2025, as_of=...)`."""

    def assessed(
        changes: Mapping[str, object] | None = None, *, year: int = 2025, as_of: date | None = None
    ) -> Assessment:
        given = {"practitioner.profession": "physiotherapist", year: {**COMPLETE, **(changes or {})}}
        return catalogue.assess("fr-fami", year, Situation.of(given), as_of=as_of)

    return assessed
