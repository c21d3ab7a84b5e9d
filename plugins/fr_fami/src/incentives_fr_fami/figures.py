"""The figures of one reference year of the FAMI."""

from decimal import Decimal

import incentives
from attrs import frozen
from incentives import Expression, figure

from incentives_fr_fami import facts as ask

UNITS = ("acts", "invoices")
REASONS = (
    "ame",
    "provisional_nir",
    "infant_under_3_months",
    "patient_absent",
    "ehpad_resident",
    "telecare",
    "s3404",
)


@frozen(kw_only=True)
class Figures(incentives.Figures):
    """The figures of one reference year; what a year does not have, or does not say, is empty.

    Attributes:
        base_amount: EUR, for the required indicators together.
        coordination_amount: EUR, on top of the base.
        video_amount: EUR, for video equipment.
        devices_amount: EUR, for connected devices.
        required_addendum: of version 1.40 of the SESAM-Vitale specification.
        required_amendments: to be integrated besides.
        older_amendments_asked: whether earlier ones were asked; no text says which, so no rule reads it.
        minimum_scor_transmissions: SCOR transmissions that are enough.
        minimum_transmission_share: percent of the billing that must be secured.
        december_first_claim: what becomes of a first secured claim in December: ``fails``, ``open`` or
            ``counts_for_new_practice``.
        rate_unit: what the rate counts, ``acts`` or ``invoices``; empty where no text of the year says it, as in the
            next three, which are read where billed acts are counted.
        rate_period: the days that it counts: the whole year, or where nothing secured was sent the year before, from
            the 1st day of the month after the first secured claim.
        rate_left_out: what it leaves out, by the words of an export of billed acts.
        rate_left_out_unsecured: what it leaves out where it was not sent in a secured mode.
        minimum_dmp_transactions: actions on a DMP that are enough.
        dmp_transaction_in_doubt: whether the text can be read so that proofs without an action are not enough.
        new_proof_in_doubt: whether the text can be read so that an action is not enough after a change of vendor.
        messaging_kinds: mailboxes that count.
        messaging_kinds_in_doubt: mailboxes on which the texts are silent.
        owner_mailbox_for: statuses for which the practice owner's mailbox counts.
        coordination_forms: forms of coordinated care that count.
        coordination_forms_in_doubt: forms on which the texts are silent.
        networks_in_doubt: networks of which the texts do not say whether they are among those that count.
        minimum_mdt_meetings: multidisciplinary meetings that are enough, if they count.
        mdt_meetings_count: whether they count; otherwise the texts are silent.
        telehealth_open: whether the telehealth options are payable.
        video_kinds: video solutions that count.
        video_kinds_in_doubt: video solutions on which the texts are silent.
        device_types: connected devices on the year's list.
        measured_shown: measured indicators of which amelipro shows whether they are reached.
        prefilled_shown: declared items that amelipro fills in from what the payer has traced in the year.
    """

    base_amount: Decimal = figure(at_least=0)
    coordination_amount: Decimal = figure(at_least=0)
    required_addendum: str | Expression = figure(one_of=ask.addendum.values)
    minimum_scor_transmissions: int = figure(at_least=0)
    minimum_transmission_share: str = figure(at_least=0, at_most=100)
    december_first_claim: str = figure(one_of=("fails", "open", "counts_for_new_practice"))
    coordination_forms: tuple[str, ...] = figure(one_of=ask.coordination_structures.values)
    video_amount: Decimal = figure(at_least=0, default=Decimal(0))
    devices_amount: Decimal = figure(at_least=0, default=Decimal(0))
    required_amendments: tuple[str, ...] = figure(one_of=ask.amendments.values, default=())
    older_amendments_asked: bool = False
    rate_unit: str = figure(one_of=UNITS, default="")
    rate_period: str = figure(one_of=("month_after_first_claim",), default="")
    rate_left_out: tuple[str, ...] = figure(one_of=REASONS, default=())
    rate_left_out_unsecured: tuple[str, ...] = figure(one_of=REASONS, default=())
    minimum_dmp_transactions: int = figure(at_least=0, default=1)
    dmp_transaction_in_doubt: bool = False
    new_proof_in_doubt: bool = False
    messaging_kinds: tuple[str, ...] = figure(one_of=ask.secure_messaging.values, default=())
    messaging_kinds_in_doubt: tuple[str, ...] = figure(one_of=ask.secure_messaging.values, default=())
    owner_mailbox_for: tuple[str, ...] = figure(one_of=ask.practice_status.values, default=())
    coordination_forms_in_doubt: tuple[str, ...] = figure(one_of=ask.coordination_structures.values, default=())
    networks_in_doubt: tuple[str, ...] = figure(one_of=ask.coordination_structures.values, default=())
    minimum_mdt_meetings: int | None = figure(at_least=0, default=None)
    mdt_meetings_count: bool = False
    telehealth_open: bool | Expression = False
    video_kinds: tuple[str, ...] = figure(one_of=ask.video.values, default=())
    video_kinds_in_doubt: tuple[str, ...] = figure(one_of=ask.video.values, default=())
    device_types: tuple[str, ...] = figure(one_of=ask.device_types.values, default=())
    measured_shown: tuple[str, ...] = figure(one_of=("sesam_vitale", "scor", "transmission_rate"), default=())
    prefilled_shown: tuple[str, ...] = figure(one_of=("dmp", "secure_messaging"), default=())
