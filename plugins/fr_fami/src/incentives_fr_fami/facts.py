"""What the FAMI asks about a self-employed practitioner in France."""

from incentives import PROFESSION, Contradiction, Display, Fact, OpenQuestion, any_of, reference_year

conventioned = Fact.yes_no("fr.conventioned")
practice_started_on = Fact.day("fr.practice_started_on", annual=False)
practice_status = Fact.choice("fr.practice_status", ("principal", "assistant", "collaborator", "replacement"))

business_software = Fact.yes_no("fr.business_software", bought=(True,))
dmp_software = Fact.choice(
    "fr.dmp.software", ("none", "web_only", "integrated", "connector"), bought=("integrated", "connector")
)
dmp_transactions = Fact.count("fr.dmp.transactions", unit="transactions")
dmp_proof = Fact.choice("fr.dmp.proof", ("none", "sent", "validated", "refused"), handed_in=True)
dmp_vendor_changed = Fact.yes_no("fr.dmp.vendor_changed", irreversible=(True,))

addendum = Fact.ordered_choice("fr.sesam_vitale.addendum", ("none", "older", "2bis", "6", "7", "8"))
amendments = Fact.set_of(
    "fr.sesam_vitale.amendments",
    ("tp_acs", "tp_ald_maternite", "rsp_580", "maintenance_addendum_8_2024"),
)
conforming_invoice = Fact.yes_no("fr.sesam_vitale.conforming_invoice", irreversible=(True,))
scor_transmissions = Fact.count("fr.scor.transmissions", unit="transmissions")

secured = Fact.count("fr.billing.secured", unit="billing_units")
total = Fact.count("fr.billing.total", unit="billing_units")
excluded_secured = Fact.count("fr.billing.excluded_secured", unit="billing_units")
excluded_total = Fact.count("fr.billing.excluded_total", unit="billing_units")
transmitted_previous_year = Fact.yes_no("fr.billing.transmitted_previous_year", fixed=True)
first_secured_on = Fact.day("fr.billing.first_secured_on")

secure_messaging = Fact.choice(
    "fr.secure_messaging",
    (
        "none",
        "mssante_personal",
        "mssante_organisational",
        "practice_owner_mailbox",
        "practice_owner_mailbox_no_attestation",
        "apicrypt_v1",
        "apicrypt_v2",
        "apicrypt_v2_interoperable",
    ),
)

coordination_structures = Fact.set_of(
    "fr.coordination.structures",
    (
        "msp",
        "esp",
        "ess",
        "cpts",
        "local_network",
        "care_network",
        "recognised_network",
        "had_coordination",
        "ehpad_coordination",
        "other_multiprofessional",
        "quality_group",
        "paerpa",
        "dac",
        "prado",
    ),
)
mdt_meetings = Fact.count("fr.coordination.mdt_meetings", unit="meetings")

video = Fact.choice(
    "fr.telehealth.video",
    ("none", "paid_secure", "bought_before", "free_professional", "consumer"),
    bought=("paid_secure",),
)
video_aid_before = Fact.yes_no("fr.telehealth.video_aid_before", fixed=True)
device = Fact.choice(
    "fr.telehealth.device", ("none", "rented", "purchased", "owned_before"), bought=("rented", "purchased")
)
device_types = Fact.set_of(
    "fr.telehealth.device_types",
    (
        "spirometer",
        "impedance_meter",
        "pedometer",
        "dynamometer",
        "stabilometry_platform",
        "oximeter",
        "stethoscope",
        "dermatoscope",
        "blood_pressure",
        "other",
    ),
)
purchase_aid_before = Fact.choice(
    "fr.telehealth.purchase_aid_before", ("never", "same_device", "other_device"), fixed=True
)

# What amelipro shows: of what is measured, in the details of the payment; of what is filled in, while one declares.
_MEASURED = ("validated", "not_validated", "not_shown")
shown_sesam_vitale = Fact.shown("fr.fami.shown.sesam_vitale", _MEASURED, Display.ONCE_PAID)
shown_scor = Fact.shown("fr.fami.shown.scor", _MEASURED, Display.ONCE_PAID)
shown_transmission_rate = Fact.shown("fr.fami.shown.transmission_rate", _MEASURED, Display.ONCE_PAID)
shown_dmp = Fact.shown("fr.fami.shown.dmp", ("prefilled", "proof_accepted", "not_prefilled"), Display.WHILE_REQUESTED)
shown_secure_messaging = Fact.shown(
    "fr.fami.shown.secure_messaging", ("prefilled", "not_prefilled"), Display.WHILE_REQUESTED
)

declared_before = Fact.yes_no("fr.fami.declared_before", fixed=True)
declared = Fact.yes_no("fr.fami.declared", irreversible=(True,))
declared_on = Fact.day("fr.fami.declared_on")
declared_items = Fact.set_of("fr.fami.declared_items", ("dmp", "secure_messaging", "coordination", "video", "devices"))
BENEFITS = ("base", "coordination", "video", "devices")
received = Fact.set_of("fr.fami.received", BENEFITS, fixed=True)
refused = Fact.set_of("fr.fami.refused", BENEFITS, fixed=True)

FACTS = (
    PROFESSION,
    conventioned,
    practice_started_on,
    practice_status,
    business_software,
    dmp_software,
    dmp_transactions,
    dmp_proof,
    dmp_vendor_changed,
    addendum,
    amendments,
    conforming_invoice,
    scor_transmissions,
    secured,
    total,
    excluded_secured,
    excluded_total,
    transmitted_previous_year,
    first_secured_on,
    secure_messaging,
    coordination_structures,
    mdt_meetings,
    video,
    video_aid_before,
    device,
    device_types,
    purchase_aid_before,
    shown_sesam_vitale,
    shown_scor,
    shown_transmission_rate,
    shown_dmp,
    shown_secure_messaging,
    declared_before,
    declared,
    declared_on,
    declared_items,
    received,
    refused,
)

ASK = "caisse"
transaction_required = OpenQuestion("fr-fami.dmp_transaction_required", ask=ASK)
new_proof_required = OpenQuestion("fr-fami.new_proof_after_vendor_change_required", ask=ASK)
december_counts = OpenQuestion("fr-fami.first_claim_in_december_counts", ask=ASK)
no_act_left_passes = OpenQuestion("fr-fami.no_act_left_passes", ask=ASK)
addendum_6_enough = OpenQuestion("fr-fami.addendum_6_enough", ask=ASK)
addendum_7_enough = OpenQuestion("fr-fami.addendum_7_enough", ask=ASK)
telehealth_open = OpenQuestion("fr-fami.telehealth_open", ask=ASK)
other_coordination_counts = OpenQuestion("fr-fami.other_coordination_counts", ask=ASK)
recognised_network_counts = OpenQuestion("fr-fami.recognised_network_counts", ask=ASK)
apicrypt_counts = OpenQuestion("fr-fami.apicrypt_not_interoperable_counts", ask=ASK)
free_video_counts = OpenQuestion("fr-fami.free_professional_video_counts", ask=ASK)
aided_video_counts_again = OpenQuestion("fr-fami.aided_video_purchase_counts_again", ask=ASK)
second_device_counts = OpenQuestion("fr-fami.second_device_counts", ask=ASK)
owned_device_counts = OpenQuestion("fr-fami.device_owned_before_counts", ask=ASK)
owner_mailbox_counts = OpenQuestion("fr-fami.owner_mailbox_counts", ask=ASK)

QUESTIONS = (
    transaction_required,
    new_proof_required,
    december_counts,
    no_act_left_passes,
    addendum_6_enough,
    addendum_7_enough,
    telehealth_open,
    other_coordination_counts,
    recognised_network_counts,
    apicrypt_counts,
    free_video_counts,
    aided_video_counts_again,
    second_device_counts,
    owned_device_counts,
    owner_mailbox_counts,
)

_items_given = declared_items.contains_any(declared_items.values)
_a_date_or_items_given = (declared_on.year >= reference_year()) | _items_given
_first_claim_given = ~first_secured_on.is_none
_claims = (secured > 0, excluded_secured > 0)

_starts_later = practice_started_on.year > reference_year()
_starts_no_earlier = practice_started_on.year >= reference_year()
_sent_in_year = (scor_transmissions > 0, conforming_invoice)
_aid_before = (video_aid_before, purchase_aid_before.is_in(["same_device", "other_device"]))
# Equipment may have been bought before the practice began: only what a practice alone could declare or be paid.
_declared_earlier = (declared_before, dmp_proof == "validated", *_aid_before)
_paid = received.contains_any(BENEFITS)
_both_received_and_refused = any_of(
    *(received.contains_any([benefit]) & refused.contains_any([benefit]) for benefit in BENEFITS)
)

CONTRADICTIONS = (
    Contradiction("secured_above_total", secured > total),
    Contradiction("excluded_secured_above_secured", excluded_secured > secured),
    Contradiction("excluded_total_above_total", excluded_total > total),
    Contradiction("excluded_secured_above_excluded_total", excluded_secured > excluded_total),
    Contradiction("excluded_rest_above_rest", secured - excluded_secured > total - excluded_total),
    Contradiction("first_claim_outside_year", _first_claim_given & (first_secured_on.year != reference_year())),
    *(Contradiction("claims_without_first_claim", first_secured_on.is_none & some) for some in _claims),
    # Without a claim in the year before, the period begins after the first one: none need be left in it.
    Contradiction("first_claim_without_claims", transmitted_previous_year & _first_claim_given & (secured == 0)),
    *(
        Contradiction("billing_without_practice", practice_started_on.is_none & some)
        for some in (*_claims, total > 0, _first_claim_given, transmitted_previous_year, *_sent_in_year)
    ),
    *(
        Contradiction("covered_without_practice", practice_started_on.is_none & some)
        for some in (conventioned, *_declared_earlier, _paid)
    ),
    Contradiction("declared_outside_year", ~declared_on.is_none & (declared_on.year != reference_year() + 1)),
    *(Contradiction("declared_without_day", declared_on.is_none & sent) for sent in (declared, _items_given)),
    Contradiction("types_without_device", (device == "none") & device_types.contains_any(device_types.values)),
    Contradiction("declared_contradiction", ~declared & _a_date_or_items_given),
    Contradiction("conventioned_before_practice", conventioned & _starts_later),
    Contradiction("billed_before_practice", ((secured > 0) | (total > 0)) & _starts_later),
    *(Contradiction("sent_before_practice", some & _starts_later) for some in _sent_in_year),
    Contradiction("first_claim_before_practice", first_secured_on < practice_started_on),
    Contradiction("transmitted_before_practice", transmitted_previous_year & _starts_no_earlier),
    *(Contradiction("declared_before_practice", some & _starts_no_earlier) for some in _declared_earlier),
    Contradiction("paid_before_practice", _paid & _starts_later),
    *(Contradiction("aided_but_never_declared", ~declared_before & some) for some in _aid_before),
    Contradiction("accepted_but_never_declared", ~declared_before & (dmp_proof == "validated")),
    Contradiction("received_and_refused", _both_received_and_refused),
)
