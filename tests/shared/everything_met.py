"""Facts that meet every criterion of most editions: `EVERYTHING` by scheme, apart for good and of one year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

FAMI, SOFTWARE_AID, PRO_Q_KINE = "fr-fami", "be-inami-software", "be-proqkine"
PHYSIOTHERAPIST: Mapping[str, Any] = {"practitioner.profession": "physiotherapist"}
LASTING: Mapping[str, Mapping[str, Any]] = {
    FAMI: {**PHYSIOTHERAPIST, "fr.practice_started_on": date(2005, 9, 1)},
    SOFTWARE_AID: {**PHYSIOTHERAPIST, "be.inami_number": True, "be.first_registered_on": date(2010, 5, 1)},
    PRO_Q_KINE: {
        **PHYSIOTHERAPIST,
        "be.inami_number": True,
        "be.licensed": True,
        "be.proqkine.has_portfolio": True,
        "be.proqkine.portfolio_created_on": date(2022, 2, 10),
        "be.prosante_account": True,
    },
}
OF_THE_YEAR: Mapping[str, Mapping[str, Any]] = {
    FAMI: {
        "fr.conventioned": True,
        "fr.practice_status": "principal",
        "fr.business_software": True,
        "fr.dmp.software": "integrated",
        "fr.dmp.transactions": 3,
        "fr.dmp.proof": "none",
        "fr.dmp.vendor_changed": False,
        "fr.sesam_vitale.addendum": "8",
        "fr.sesam_vitale.amendments": ["tp_acs", "tp_ald_maternite", "rsp_580", "maintenance_addendum_8_2024"],
        "fr.sesam_vitale.conforming_invoice": True,
        "fr.scor.transmissions": 1,
        "fr.billing.secured": 700,
        "fr.billing.total": 1000,
        "fr.billing.excluded_secured": 0,
        "fr.billing.excluded_total": 0,
        "fr.billing.transmitted_previous_year": True,
        "fr.secure_messaging": "mssante_personal",
        "fr.coordination.structures": ["cpts"],
        "fr.coordination.mdt_meetings": 0,
        "fr.telehealth.video": "paid_secure",
        "fr.telehealth.device": "rented",
        "fr.telehealth.device_types": ["oximeter"],
        "fr.telehealth.purchase_aid_before": "never",
        "fr.telehealth.video_aid_before": False,
        "fr.fami.declared_before": True,
    },
    SOFTWARE_AID: {
        "be.convention.all_year": True,
        "be.convention.joined_in_year": False,
        "be.acts": 500,
        "be.software.ehealth_registered": True,
        "be.software.commission_approved": True,
        "be.main_occupation": True,
        "be.software.sharing_confirmed": True,
    },
    PRO_Q_KINE: {
        "be.proqkine.general_met": True,
        "be.proqkine.annual_met": True,
        "be.proqkine.cycle_met": True,
        "be.proqkine.data_correct": True,
    },
}
EVERYTHING: Mapping[str, Mapping[str, Any]] = {
    scheme: {**LASTING[scheme], **facts} for scheme, facts in OF_THE_YEAR.items()
}
WITHOUT_EQUIPMENT: Mapping[str, Any] = {
    "fr.telehealth.video": "none",
    "fr.telehealth.device": "none",
    "fr.telehealth.device_types": [],
}
USUAL: Mapping[str, Any] = {  # of all schemes at once, with counts of bills that are quick to go through
    **{id: value for facts in EVERYTHING.values() for id, value in facts.items()},
    "fr.dmp.proof": "validated",
    "fr.billing.secured": 7,
    "fr.billing.total": 10,
    "fr.billing.excluded_secured": 1,
    "fr.billing.excluded_total": 2,
    "be.acts": 600,
    "be.proqkine.portfolio_created_on": date(2020, 5, 1),
}


def in_cells(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as a row of a table holds them: semicolons stand between several values, and one alone says none."""
    return {id: ";".join(value) or ";" if isinstance(value, list) else value for id, value in facts.items()}
