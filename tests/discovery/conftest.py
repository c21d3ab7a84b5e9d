"""What is held against every kind of broken plugin: that the shipped schemes still work."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from incentives import Catalogue, Situation


@pytest.fixture
def shipped_schemes_work(capsys: pytest.CaptureFixture[str]) -> Callable[[Catalogue], None]:
    """Assess something with each shipped scheme; nothing may have been printed so far."""
    situation = Situation.of(
        {
            "practitioner.profession": "physiotherapist",
            "be": {"inami_number": True, "licensed": True, "first_registered_on": date(2010, 5, 1)},
            "be.proqkine": {"has_portfolio": True, "portfolio_created_on": date(2022, 2, 10)},
            2018: {
                "fr.conventioned": True,
                "fr.sesam_vitale": {"addendum": "2bis", "amendments": ["tp_acs", "tp_ald_maternite"]},
                "fr.sesam_vitale.conforming_invoice": True,
                "fr.scor.transmissions": 1,
                "fr.billing": {"secured": 800, "total": 1000, "excluded_secured": 0, "excluded_total": 0},
                "fr.billing.transmitted_previous_year": True,
                "fr.coordination.structures": [],
            },
            2022: {"be.proqkine": {"general_met": True, "annual_met": True, "data_correct": True}},
            2024: {
                "be.convention.all_year": True,
                "be.acts": 500,
                "be.software": {"ehealth_registered": True, "commission_approved": True},
            },
        }
    )

    def check(catalogue: Catalogue) -> None:
        due = {
            (id, year): catalogue.assess(id, year, situation).amount.certain
            for id, year in (("be-inami-software", 2024), ("be-proqkine", 2022), ("fr-fami", 2018))
        }
        assert due == {
            ("be-inami-software", 2024): Decimal(800),
            ("be-proqkine", 2022): Decimal(2000),
            ("fr-fami", 2018): Decimal(490),
        }
        assert capsys.readouterr() == ("", "")

    return check
