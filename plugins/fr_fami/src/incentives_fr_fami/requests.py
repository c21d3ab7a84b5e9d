"""What must be declared on amelipro for each part, and what is pre-filled."""

from collections.abc import Iterable

from incentives import Criterion, Expression, Request, Standing, all_of, any_of, literal

from incentives_fr_fami import facts as ask

BASE_ITEMS = ("dmp", "secure_messaging")


def request_for(benefit: str, criteria: Iterable[Criterion]) -> Request:
    """The declaration that a benefit needs; an item that is pre-filled, or waived, need not be sent."""
    asked = {criterion.id for criterion in criteria if criterion.standing is Standing.ASKED}
    items = [item for item in BASE_ITEMS if item in asked] if benefit == "base" else [benefit]
    return Request(
        made=ask.declared,
        made_on=ask.declared_on,
        covers=all_of(*(ask.declared_items.contains_any([item]) | prefilled(item) for item in items)),
        needed=any_of(*(~prefilled(item) for item in items)),
    )


def prefilled(item: str) -> Expression:
    """Whether the payer fills the item in: an action on a DMP, an accepted proof, a mailbox in the directory."""
    if item == "dmp":
        return (ask.dmp_transactions >= 1) | ((ask.dmp_proof == "validated") & ~ask.dmp_vendor_changed)
    if item == "secure_messaging":
        return ask.secure_messaging.is_in(["mssante_personal", "apicrypt_v2_interoperable"])
    return literal(False)


def software_proof_needed(minimum_transactions: int) -> Expression:
    """Whether proofs of the DMP software are asked: nothing pre-filled, and none accepted for this vendor."""
    accepted = (ask.dmp_proof == "validated") & ~ask.dmp_vendor_changed
    return all_of(~(ask.dmp_transactions >= minimum_transactions), ~accepted)
