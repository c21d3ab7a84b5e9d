"""The FAMI (France), indicator by indicator, for one reference year's figures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import incentives
from incentives import (
    Benefit,
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
from incentives_fr_fami.requests import (
    new_proof_required,
    owner_to_attest,
    request_for,
    software_proof_needed,
    vendor_to_attest,
)
from incentives_fr_fami.shown import as_displayed, measured, traced
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
        benefit(f, "base", f.base_amount, criteria, requires=tuple(criterion.id for criterion in required)),
        benefit(f, "coordination", f.coordination_amount, criteria, requires=("coordination",), on_top_of=("base",)),
    ]
    for id, amount, indicator in (("video", f.video_amount, video), ("devices", f.devices_amount, devices)):
        if f.has(id):
            criteria.append(indicator(f))
            benefits.append(benefit(f, id, amount, criteria, requires=("audience", id)))
    return f.edition(
        criteria=criteria,
        benefits=benefits,
        evidence_needed={"dmp_software_proof": software_proof_needed(f)},
        letters_needed={"vendor_attestation": vendor_to_attest(f), "owner_attestation": owner_to_attest(f)},
    )


def benefit(
    f: Figures,
    id: str,
    amount: Decimal,
    criteria: Iterable[Criterion],
    requires: tuple[str, ...],
    on_top_of: tuple[str, ...] = (),
) -> Benefit:
    """A part of the aid, as it is declared, and as the payer has perhaps already paid or refused it."""
    return f.benefit(
        id,
        money(amount, f.file.currency),
        requires=requires,
        on_top_of=on_top_of,
        request=request_for(f, id, criteria),
        received=ask.received.contains_any([id]),
        refused=ask.refused.contains_any([id]),
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
    compatible = traced(f, "dmp", ask.dmp_software.is_in(["integrated", "connector"]))
    transaction = traced(f, "dmp", ask.dmp_transactions >= f.minimum_dmp_transactions)
    sent, changed = ask.dmp_proof == "sent", ask.dmp_vendor_changed
    proven = sent | ((ask.dmp_proof == "validated") & ~changed)
    required = ask.transaction_required if f.dmp_transaction_in_doubt else literal(False)
    outdated = new_proof_required(f) if f.new_proof_in_doubt else literal(False)
    equipped = ask.business_software & compatible
    return f.criterion(
        "dmp",
        equipped & ((transaction & (sent | ~outdated)) | (proven & ~required)),
        theme=Theme.SOFTWARE,
        established_by=PREFILLED,
        **as_displayed(f, "dmp"),
        no_business_software=~ask.business_software,
        web_only=ask.dmp_software == "web_only",
        no_software=ask.dmp_software == "none",
        new_proof=transaction & ~sent & outdated,
        new_proof_in_doubt=transaction & ~sent & changed if f.new_proof_in_doubt else literal(False),
        transaction=transaction,
        transaction_in_doubt=equipped & ~transaction & proven,
        transaction_required=~transaction & proven & required,
        vendor_changed=~transaction & (ask.dmp_proof == "validated") & changed,
        no_proof=~transaction & (ask.dmp_proof == "none"),
        proof_refused=~transaction & (ask.dmp_proof == "refused"),
        proof=proven,
    )


def sesam_vitale(f: Figures) -> Criterion:
    """Indicator 2: the version of the SESAM-Vitale specification, seen from a conforming invoice."""
    recent = ask.addendum >= f.required_addendum
    amended = ask.amendments.contains_all(f.required_amendments) if f.required_amendments else literal(True)
    return f.criterion(
        "sesam_vitale",
        measured(f, "sesam_vitale", recent & amended & ask.conforming_invoice),
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
        **as_displayed(f, "sesam_vitale"),
        old_addendum=~recent,
        missing_amendment=~amended,
        no_invoice=~ask.conforming_invoice,
        addendum_in_doubt=amended & ask.conforming_invoice & (ask.addendum >= "older"),
    )


def scor(f: Figures) -> Criterion:
    """Indicator 3: scanned documents sent through SCOR in the year."""
    return f.criterion(
        "scor",
        measured(f, "scor", ask.scor_transmissions >= f.minimum_scor_transmissions),
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
        **as_displayed(f, "scor"),
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
        measured(f, "transmission_rate", observed & rate),
        theme=Theme.E_BILLING,
        established_by=AUTOMATIC,
        notes_where={"replacement_own_number": ask.practice_status == "replacement"},
        **as_displayed(f, "transmission_rate"),
        first_claim_december=~observed | (december_claim & rate),
        nothing_left=(part == 0) & (whole == 0),
        counted=(ask.secured >= 0) & (ask.total >= 0),  # known, that is
    )


def december_rule(f: Figures) -> Expression:
    """Whether a first secured claim in December is judged on December."""
    new_practice = ask.practice_started_on >= date(
        f.year, DECEMBER, 1
    )  # one begun after the year contradicts the claim
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
    counts = any_of(
        ask.secure_messaging.is_in(f.messaging_kinds),
        in_doubt & ask.apicrypt_counts if f.messaging_kinds_in_doubt else literal(False),
        owner_mailbox & (lent | ask.owner_mailbox_counts),
    )
    return f.criterion(
        "secure_messaging",
        traced(f, "secure_messaging", counts),
        theme=Theme.MESSAGING,
        established_by=PREFILLED,
        **as_displayed(f, "secure_messaging"),
        owner_mailbox=owner_mailbox,
        no_attestation=ask.secure_messaging == "practice_owner_mailbox_no_attestation",
        none_of_ones_own=(ask.secure_messaging == "none") & lent,
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
    network = structures.contains_any(f.networks_in_doubt) if f.networks_in_doubt else literal(False)
    others = [value for value in structures.type.values if value not in NEVER_COUNT]
    return f.criterion(
        "coordination",
        certain | (in_doubt & ask.other_coordination_counts) | (network & ask.recognised_network_counts),
        theme=Theme.COORDINATION,
        established_by=DECLARED,
        other_form=all_of(in_doubt, ~certain),
        network=all_of(network, ~certain),
        meetings=meetings & ~structures.contains_any(f.coordination_forms),
        never_counts=structures.contains_any(NEVER_COUNT) & ~structures.contains_any(others),
    )
