"""The FAMI (France), indicator by indicator, for one reference year's figures."""

from datetime import date

import incentives
from incentives import (
    Criterion,
    Edition,
    Establishment,
    Expression,
    Theme,
    all_of,
    any_of,
    literal,
    money,
    percent,
    share,
)

from incentives_fr_fami import facts as ask
from incentives_fr_fami.figures import Figures
from incentives_fr_fami.requests import request_for, software_proof_needed
from incentives_fr_fami.telehealth import devices, video

AUTOMATIC, DECLARED, PREFILLED = (
    Establishment.AUTOMATIC,
    Establishment.DECLARED,
    Establishment.DECLARED_PREFILLED,
)
DECEMBER = 12
NEVER_COUNT = ("quality_group", "paerpa", "dac", "prado")


def edition(f: Figures) -> Edition:
    """The edition that follows from the figures of a reference year."""
    required = (audience(f), dmp(f), sesam_vitale(f), scor(f), transmission_rate(f), messaging(f))
    criteria = [*required, coordination(f)]
    benefits = [
        f.benefit(
            "base",
            money(f.base_amount, f.file.currency),
            requires=tuple(criterion.id for criterion in required),
            request=request_for("base", criteria),
        ),
        f.benefit(
            "coordination",
            money(f.coordination_amount, f.file.currency),
            requires=("coordination",),
            on_top_of=("base",),
            request=request_for("coordination", criteria),
        ),
    ]
    for id, amount, indicator in (("video", f.video_amount, video), ("devices", f.devices_amount, devices)):
        if f.has(id):
            criteria.append(indicator(f))
            benefits.append(
                f.benefit(
                    id,
                    money(amount, f.file.currency),
                    requires=("audience", id),
                    request=request_for(id, criteria),
                )
            )
    return f.edition(
        criteria=criteria,
        benefits=benefits,
        evidence_needed={"dmp_software_proof": software_proof_needed(f.minimum_dmp_transactions)},
    )


def audience(f: Figures) -> Criterion:
    """Self-employed practitioners of the year's professions, under the national convention."""
    of_the_profession = incentives.PROFESSION.is_in(f.file.professions)
    return f.criterion(
        "audience",
        of_the_profession & ask.conventioned,
        theme=Theme.CONVENTION,
        established_by=AUTOMATIC,
        other_profession=~of_the_profession,
        not_conventioned=~ask.conventioned,
    )


def dmp(f: Figures) -> Criterion:
    """Indicator 1: business software that works with the DMP, by an action on a DMP or by proofs."""
    compatible = ask.dmp_software.is_in(["integrated", "connector"])
    transaction = ask.dmp_transactions >= f.minimum_dmp_transactions
    proven = (ask.dmp_proof == "sent") | ((ask.dmp_proof == "validated") & ~ask.dmp_vendor_changed)
    required = ask.transaction_required if f.dmp_transaction_in_doubt else literal(False)
    equipped = ask.business_software & compatible
    return f.criterion(
        "dmp",
        equipped & (transaction | (proven & ~required)),
        theme=Theme.SOFTWARE,
        established_by=PREFILLED,
        no_business_software=~ask.business_software,
        web_only=ask.dmp_software == "web_only",
        no_software=ask.dmp_software == "none",
        transaction=transaction,
        transaction_in_doubt=equipped & ~transaction & proven,
        transaction_required=~transaction & proven & required,
        vendor_changed=~transaction & (ask.dmp_proof == "validated") & ask.dmp_vendor_changed,
        no_proof=~transaction & (ask.dmp_proof == "none"),
        proof=proven,
    )


def sesam_vitale(f: Figures) -> Criterion:
    """Indicator 2: the version of the SESAM-Vitale specification, seen from a conforming invoice."""
    recent = ask.addendum >= f.required_addendum
    amended = ask.amendments.contains_all(f.required_amendments) if f.required_amendments else literal(True)
    return f.criterion(
        "sesam_vitale",
        recent & amended & ask.conforming_invoice,
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
        old_addendum=~recent,
        missing_amendment=~amended,
        no_invoice=~ask.conforming_invoice,
        addendum_in_doubt=amended & ask.conforming_invoice & (ask.addendum >= "older"),
    )


def scor(f: Figures) -> Criterion:
    """Indicator 3: scanned documents sent through SCOR in the year."""
    return f.criterion(
        "scor",
        ask.scor_transmissions >= f.minimum_scor_transmissions,
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
    )


def transmission_rate(f: Figures) -> Criterion:
    """Indicator 4: the share of secured billing in the observation period, and that there is such a period."""
    part, whole = ask.secured - ask.excluded_secured, ask.total - ask.excluded_total
    rate = share(part, of=whole, if_none=ask.no_act_left_passes) >= percent(f.minimum_transmission_share)
    first_in_december = ask.first_secured_on.month == DECEMBER
    december_claim = ~ask.transmitted_previous_year & first_in_december
    observed = ask.transmitted_previous_year | ~first_in_december | december_rule(f)
    return f.criterion(
        "transmission_rate",
        observed & rate,
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
        first_claim_december=~observed | (december_claim & rate),
        nothing_left=(part == 0) & (whole == 0),
    )


def december_rule(f: Figures) -> Expression:
    """Whether a first secured claim in December is judged on December."""
    new_practice = ask.practice_started_on.is_between(date(f.year, 12, 1), date(f.year, 12, 31))
    return {
        "fails": literal(False),
        "open": ask.december_counts,
        "counts_for_new_practice": new_practice | ask.december_counts,
    }[f.december_first_claim]


def messaging(f: Figures) -> Criterion:
    """Indicator 5: a secure mailbox in the MSSanté trust space."""
    owner_mailbox = ask.secure_messaging == "practice_owner_mailbox"
    in_doubt = ask.secure_messaging.is_in(f.messaging_kinds_in_doubt)
    lent = ask.practice_status.is_in(f.owner_mailbox_for) if f.owner_mailbox_for else literal(False)
    return f.criterion(
        "secure_messaging",
        any_of(
            ask.secure_messaging.is_in(f.messaging_kinds),
            in_doubt & ask.apicrypt_counts if f.messaging_kinds_in_doubt else literal(False),
            owner_mailbox & (lent | ask.owner_mailbox_counts),
        ),
        theme=Theme.MESSAGING,
        established_by=PREFILLED,
        owner_mailbox=owner_mailbox,
        none=ask.secure_messaging == "none",
        apicrypt=in_doubt,
        apicrypt_v1=ask.secure_messaging == "apicrypt_v1",
        apicrypt_v2=ask.secure_messaging == "apicrypt_v2",
    )


def coordination(f: Figures) -> Criterion:
    """The complementary indicator: coordinated care."""
    structures = ask.coordination_structures
    meetings = ask.mdt_meetings >= f.minimum_mdt_meetings if f.minimum_mdt_meetings else literal(False)
    certain = any_of(
        structures.contains_any(f.coordination_forms),
        meetings if f.mdt_meetings_count else literal(False),
    )
    in_doubt = any_of(
        structures.contains_any(f.coordination_forms_in_doubt) if f.coordination_forms_in_doubt else literal(False),
        literal(False) if f.mdt_meetings_count else meetings,
    )
    others = [value for value in structures.type.values if value not in NEVER_COUNT]
    return f.criterion(
        "coordination",
        certain | (in_doubt & ask.other_coordination_counts),
        theme=Theme.COORDINATION,
        established_by=DECLARED,
        other_form=all_of(in_doubt, ~certain),
        meetings=meetings & ~structures.contains_any(f.coordination_forms),
        never_counts=structures.contains_any(NEVER_COUNT) & ~structures.contains_any(others),
    )
