"""What must be declared on amelipro for each part, what is pre-filled, and which papers are asked."""

from collections.abc import Iterable

from incentives import Criterion, Expression, Request, Standing, all_of, any_of, literal

from incentives_fr_fami import facts as ask
from incentives_fr_fami.figures import Figures
from incentives_fr_fami.shown import filled_in

BASE_ITEMS = ("dmp", "secure_messaging")


def request_for(f: Figures, benefit: str, criteria: Iterable[Criterion]) -> Request:
    """The declaration that a benefit needs; an item that is pre-filled, or waived, need not be sent."""
    asked = {criterion.id for criterion in criteria if criterion.standing is Standing.ASKED}
    items = [item for item in BASE_ITEMS if item in asked] if benefit == "base" else [benefit]
    return Request(
        made=ask.declared,
        made_on=ask.declared_on,
        covers=all_of(*(ask.declared_items.contains_any([item]) | prefilled(f, item) for item in items)),
        needed=any_of(*(~prefilled(f, item) for item in items)),
    )


def prefilled(f: Figures, item: str) -> Expression:
    """Whether the payer fills the item in, as amelipro shows: a mailbox in the directory, or software that it knows.

    An action on a DMP fills in the DMP software only; the practice software is the one entered in an earlier year.
    After a change of vendor both have to be put right.
    """
    if item == "dmp":
        entered = filled_in(f, "dmp", ask.dmp_transactions >= 1) & ask.declared_before
        return (entered | (ask.dmp_proof == "validated")) & ~ask.dmp_vendor_changed
    if item == "secure_messaging":
        in_the_directory = ask.secure_messaging.is_in(["mssante_personal", "apicrypt_v2_interoperable"])
        return filled_in(f, "secure_messaging", in_the_directory)
    return literal(False)


def new_proof_required(f: Figures) -> Expression:
    """Whether a change of vendor calls for new proofs, although an action on a DMP fills the software in."""
    return ask.dmp_vendor_changed & (ask.new_proof_required if f.new_proof_in_doubt else literal(True))


def software_proof_needed(f: Figures) -> Expression:
    """Whether proofs of the DMP software are asked: none accepted for this vendor, and no action that replaces them."""
    accepted = (ask.dmp_proof == "validated") & ~ask.dmp_vendor_changed
    transaction = filled_in(f, "dmp", ask.dmp_transactions >= f.minimum_dmp_transactions)
    return all_of(~accepted, any_of(~transaction, ~ask.declared_before, new_proof_required(f)))


def vendor_to_attest(f: Figures) -> Expression:
    """Whether a proof has still to be asked of the vendor: one is needed, and none has reached the caisse."""
    equipped = ask.dmp_software.is_in(["integrated", "connector"])
    return all_of(software_proof_needed(f), ask.dmp_proof != "sent", ask.business_software, equipped)


def owner_to_attest(f: Figures) -> Expression:
    """Whether the practice owner's mailbox can count, and lacks the owner's attestation."""
    lent = ask.practice_status.is_in(f.owner_mailbox_for) if f.owner_mailbox_for else literal(False)
    return lent & ask.secure_messaging.is_in(["none", "practice_owner_mailbox_no_attestation"])
