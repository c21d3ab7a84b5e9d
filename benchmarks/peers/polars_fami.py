"""FAMI 2025 written by hand for Polars: the yardstick for what is generated from the rules.

It makes the same columns as ``catalogue.assess_table``, for this one rule, with no open question answered. Each way of
writing was chosen by measuring it against others on 3 million rows; where the choice surprises, a comment says why.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import add, or_

import polars as pl

PREFIX = "fr-fami"
LARGEST_COUNT = 10**12
EURO = pl.Decimal(18, 2)

CHOICES = {
    "practitioner.profession": (
        "physiotherapist", "speech_therapist", "nurse", "midwife", "podiatrist", "orthoptist", "dentist", "physician",
        "other",
    ),
    "fr.practice_status": ("principal", "assistant", "collaborator", "replacement"),
    "fr.dmp.software": ("none", "web_only", "integrated", "connector"),
    "fr.dmp.proof": ("none", "sent", "validated", "refused"),
    "fr.sesam_vitale.addendum": ("none", "older", "2bis", "6", "7", "8"),
    "fr.secure_messaging": (
        "none", "mssante_personal", "mssante_organisational", "practice_owner_mailbox",
        "practice_owner_mailbox_no_attestation", "apicrypt_v1", "apicrypt_v2", "apicrypt_v2_interoperable",
    ),
    "fr.telehealth.video": ("none", "paid_secure", "bought_before", "free_professional", "consumer"),
    "fr.telehealth.device": ("none", "rented", "purchased", "owned_before"),
    "fr.telehealth.purchase_aid_before": ("never", "same_device", "other_device"),
}  # fmt: skip
COORDINATION_FORMS = (
    "msp", "esp", "ess", "cpts", "local_network", "care_network", "had_coordination", "ehpad_coordination",
)  # fmt: skip
DEVICES = (
    "spirometer", "impedance_meter", "pedometer", "dynamometer", "stabilometry_platform", "oximeter", "stethoscope",
    "dermatoscope", "blood_pressure",
)  # fmt: skip
# For each set: all its values, those that count, and those on which the texts are silent.
SETS = {
    "fr.coordination.structures": (
        (*COORDINATION_FORMS, "recognised_network", "other_multiprofessional", "quality_group", "paerpa", "dac",
         "prado"),
        COORDINATION_FORMS,
        ("recognised_network",),
    ),
    "fr.telehealth.device_types": ((*DEVICES, "other"), DEVICES, ()),
    "fr.fami.declared_items": (("dmp", "secure_messaging", "coordination", "video", "devices"), (), ()),
}  # fmt: skip
COUNTS = (
    "fr.dmp.transactions", "fr.scor.transmissions", "fr.billing.secured", "fr.billing.total",
    "fr.billing.excluded_secured", "fr.billing.excluded_total", "fr.coordination.mdt_meetings",
)  # fmt: skip
# In the order in which the scheme declares them, which is that of `fr-fami.invalid`.
CAN_BE_INVALID = (
    "practitioner.profession", "fr.conventioned", "fr.practice_started_on", "fr.practice_status", "fr.dmp.software",
    "fr.dmp.transactions", "fr.dmp.proof", "fr.sesam_vitale.addendum", "fr.sesam_vitale.conforming_invoice",
    "fr.scor.transmissions", "fr.billing.secured",
    "fr.billing.total", "fr.billing.excluded_secured", "fr.billing.excluded_total",
    "fr.billing.transmitted_previous_year", "fr.billing.first_secured_on", "fr.secure_messaging",
    "fr.coordination.structures", "fr.coordination.mdt_meetings", "fr.telehealth.video",
    "fr.telehealth.video_aid_before", "fr.telehealth.device", "fr.telehealth.device_types",
    "fr.telehealth.purchase_aid_before", "fr.fami.declared", "fr.fami.declared_on", "fr.fami.declared_items",
)  # fmt: skip

# The values of choices that the rule asks for.
ASKED = {
    "practitioner.profession": ("physiotherapist",),
    "fr.practice_status": ("collaborator",),
    "fr.dmp.software": ("integrated", "connector"),
    "fr.dmp.proof": ("sent", "validated"),
    "fr.sesam_vitale.addendum": ("8",),
    "fr.secure_messaging": (
        "mssante_personal", "mssante_organisational", "apicrypt_v2_interoperable", "practice_owner_mailbox",
    ),
    "fr.telehealth.video": ("paid_secure", "bought_before", "free_professional"),
    "fr.telehealth.device": ("none", "rented", "purchased", "owned_before"),
    "fr.telehealth.purchase_aid_before": ("never", "same_device", "other_device"),
}  # fmt: skip
SECURED, TOTAL = "fr.billing.secured", "fr.billing.total"
EXCLUDED_SECURED, EXCLUDED_TOTAL = "fr.billing.excluded_secured", "fr.billing.excluded_total"
BILLING = (SECURED, TOTAL, EXCLUDED_SECURED, EXCLUDED_TOTAL)
FIRST_CLAIM, DECLARED_ON = "fr.billing.first_secured_on", "fr.fami.declared_on"
STARTED, CONVENTIONED = "fr.practice_started_on", "fr.conventioned"
TRANSMITTED, STRUCTURES = "fr.billing.transmitted_previous_year", "fr.coordination.structures"
SCOR, INVOICE = "fr.scor.transmissions", "fr.sesam_vitale.conforming_invoice"
PROOF, VIDEO_AID = "fr.dmp.proof", "fr.telehealth.video_aid_before"
AID = "fr.telehealth.purchase_aid_before"
DEVICE, DEVICE_TYPES = "fr.telehealth.device", "fr.telehealth.device_types"
DECLARED, DECLARED_ITEMS = "fr.fami.declared", "fr.fami.declared_items"
CRITERIA = (
    "audience", "dmp", "sesam_vitale", "scor", "transmission_rate", "secure_messaging", "coordination", "video",
    "devices",
)  # fmt: skip
RESULTS = ("certain", "possible", "eligibility", "invalid")

YEAR_STARTS, YEAR_ENDS, DECEMBER = date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 1)
NEXT_YEAR_STARTS, NEXT_YEAR_ENDS = date(2026, 1, 1), date(2026, 12, 31)
ENOUGH_MEETINGS = 4
MAILBOXES = ("mssante_personal", "mssante_organisational", "apicrypt_v2_interoperable")
BENEFITS, AMOUNTS = ("base", "coordination", "video", "devices"), (490, 100, 350, 175)
INLINED, FEW = 12, 5  # Polars holds texts of up to 12 bytes in the column itself

fact = pl.col


def assess(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of FAMI 2025 added."""
    return plan(frame.lazy(), frame.schema).collect()


def plan(frame: pl.LazyFrame, given: pl.Schema) -> pl.LazyFrame:
    """The same, not yet run."""
    can_misfit = {id for id in CAN_BE_INVALID if id in (*COUNTS, *SETS) or given[id] == pl.String}
    return (
        frame.with_columns(*_read(given))
        .with_columns(*_contradictions())
        .with_columns(*_invalid_facts(can_misfit))
        .with_columns(*_criteria())
        .with_columns(*_benefits())
        .with_columns(*_amounts(), _invalid())
        .select(*given, *(pl.col(f"{PREFIX}.{name}") for name in (*CRITERIA, *RESULTS)))
    )


# Reading: one flag for each value asked for, a code for each set, and what does not fit its fact.


def _read(given: pl.Schema) -> list[pl.Expr]:
    counts = {id: fact(id).reinterpret(signed=False) > LARGEST_COUNT for id in COUNTS}  # negative: above every limit
    read = [counts[id].fill_null(value=False).alias(f"misfit:{id}") for id in COUNTS]
    for id, values in CHOICES.items():
        cell = fact(id)
        if given[id] == pl.String:
            # Short texts are compared faster one value after the other than they are looked up in a list or an Enum.
            is_short = max(map(len, values)) <= INLINED and len(values) <= FEW
            fits = pl.any_horizontal(cell == value for value in values) if is_short else cell.is_in(values)
            read.append((~fits).fill_null(value=False).alias(f"misfit:{id}"))
        read += [(cell == value).alias(f"{id}={value}") for value in ASKED[id]]
    return read + [_set(id, given[id]) for id in SETS]


def _set(id: str, kind: pl.DataType) -> pl.Expr:
    """A number for each cell: 0 misfit, else 1, plus 2 if it is not empty, 4 if it has what counts, 8 if what may."""
    values, counted, doubtful = SETS[id]

    def code(items: Sequence[str]) -> int:
        if not set(items) <= set(values):
            return 0
        has = [not set(items).isdisjoint(others) for others in (counted, doubtful)]
        return 1 + 2 * bool(items) + 4 * has[0] + 8 * has[1]

    def codes(cells: pl.Series, **_: object) -> pl.Series:
        numbers = cells.to_physical()
        texts = pl.arange(_above(numbers), dtype=pl.UInt32, eager=True).cat.to(cells.dtype).cast(pl.String)
        table = pl.Series([code([item for item in text.split(";") if item]) for text in texts], dtype=pl.UInt8)
        return table.gather(numbers).alias(cells.name)

    # Few sets are distinct, and each is judged once: that is far less work than a pattern or a list for every cell.
    joined = fact(id) if kind == pl.String else fact(id).list.join(";")
    numbered = joined.cast(pl.Categorical(pl.Categories.random()))
    return numbered.map_batches(codes, return_dtype=pl.UInt8).alias(f"code:{id}")


def _above(numbers: pl.Series) -> int:
    return 0 if (highest := numbers.max()) is None else int(str(highest)) + 1


def _is(id: str, value: str) -> pl.Expr:
    return _known(id, pl.col(f"{id}={value}"))


def _known(id: str, term: pl.Expr) -> pl.Expr:
    """A term on one fact, unknown where the fact is invalid."""
    return pl.when(~pl.col(f"invalid:{id}")).then(term)


def _misfit(id: str) -> pl.Expr:
    return pl.col(f"code:{id}").eq(0).fill_null(value=False) if id in SETS else pl.col(f"misfit:{id}")


def _is_filled(id: str) -> pl.Expr:
    return (pl.col(f"code:{id}") & 2) > 0


def _counts(id: str, bit: int = 4) -> pl.Expr:
    return _known(id, (pl.col(f"code:{id}") & bit) > 0)


# What cannot hold together, and which facts are invalid by either.


def _contradictions() -> list[pl.Expr]:
    part, whole = fact(SECURED) - fact(EXCLUDED_SECURED), fact(TOTAL) - fact(EXCLUDED_TOTAL)
    of_counts = {
        "secured": ((SECURED, TOTAL), fact(SECURED) > fact(TOTAL)),
        "excluded_secured": ((EXCLUDED_SECURED, SECURED), part < 0),
        "excluded_total": ((EXCLUDED_TOTAL, TOTAL), whole < 0),
        "excluded": ((EXCLUDED_SECURED, EXCLUDED_TOTAL), fact(EXCLUDED_SECURED) > fact(EXCLUDED_TOTAL)),
        "rest": (BILLING, part > whole),
    }
    starts_later, starts_no_earlier = fact(STARTED) > YEAR_ENDS, fact(STARTED) >= YEAR_STARTS
    billed = pl.any_horizontal((fact(id) > 0) & ~_misfit(id) for id in (SECURED, TOTAL))
    given = (fact(DECLARED_ON) >= YEAR_STARTS) | _is_filled(DECLARED_ITEMS)
    holds = {
        **{name: above & ~pl.any_horizontal(map(_misfit, ids)) for name, (ids, above) in of_counts.items()},
        "first_claim": ~fact(FIRST_CLAIM).is_between(YEAR_STARTS, YEAR_ENDS),
        "declared_on": ~fact(DECLARED_ON).is_between(NEXT_YEAR_STARTS, NEXT_YEAR_ENDS),
        "types": pl.col(f"{DEVICE}=none") & _is_filled(DEVICE_TYPES),
        "declared": ~fact(DECLARED) & given,
        "conventioned": fact(CONVENTIONED) & starts_later,
        "billed": billed & starts_later,
        "claim_before": fact(FIRST_CLAIM) < fact(STARTED),
        "transmitted": fact(TRANSMITTED) & starts_no_earlier,
        "no_claim": fact(FIRST_CLAIM).is_not_null() & (fact(SECURED) == 0),
        "scor": (fact(SCOR) > 0) & ~_misfit(SCOR) & starts_later,
        "invoice": fact(INVOICE) & starts_later,
        "proof": pl.col(f"{PROOF}=validated") & starts_no_earlier,
        "video_aid": fact(VIDEO_AID) & starts_no_earlier,
        "aid": (pl.col(f"{AID}=same_device") | pl.col(f"{AID}=other_device")) & starts_no_earlier,
    }
    return [contradiction.fill_null(value=False).alias(f"not:{name}") for name, contradiction in holds.items()]


def _invalid_facts(can_misfit: set[str]) -> list[pl.Expr]:
    contradicted = {
        CONVENTIONED: ("conventioned",),
        STARTED: (
            *("conventioned", "billed", "claim_before", "transmitted", "scor", "invoice", "proof", "video_aid", "aid"),
        ),
        SCOR: ("scor",),
        INVOICE: ("invoice",),
        PROOF: ("proof",),
        VIDEO_AID: ("video_aid",),
        AID: ("aid",),
        SECURED: ("secured", "excluded_secured", "rest", "no_claim"),
        TOTAL: ("secured", "excluded_total", "rest"),
        TRANSMITTED: ("transmitted",),
        EXCLUDED_SECURED: ("excluded_secured", "excluded", "rest"),
        EXCLUDED_TOTAL: ("excluded_total", "excluded", "rest"),
        FIRST_CLAIM: ("first_claim", "claim_before", "no_claim"),
        DEVICE: ("types",),
        DEVICE_TYPES: ("types",),
        DECLARED: ("declared",),
    }
    why = {
        id: [
            *([_misfit(id)] if id in can_misfit else []),
            *(pl.col(f"not:{name}") for name in contradicted.get(id, ())),
        ]
        for id in CAN_BE_INVALID
    }
    # Of several facts that are contradicted together, only what is given can be wrong.
    for id in (SECURED, TOTAL):
        why[id] += [pl.col("not:billed") & fact(id).is_not_null()]
    why[DECLARED_ON] = [pl.col("not:declared_on"), pl.col("not:declared") & fact(DECLARED_ON).is_not_null()]
    why[DECLARED_ITEMS] += [pl.col("not:declared") & fact(DECLARED_ITEMS).is_not_null()]
    return [pl.any_horizontal(reasons or pl.lit(value=False)).alias(f"invalid:{id}") for id, reasons in why.items()]


def _invalid() -> pl.Expr:
    """The ids of the row's invalid facts: text is made for the rows that have any, not for all."""

    def ids(flags: Sequence[pl.Series], **_: object) -> pl.Series:
        some = reduce(or_, flags)
        if not some.any():
            return pl.select(pl.repeat(None, some.len(), dtype=pl.String)).to_series()
        rows = pl.DataFrame(dict(zip(CAN_BE_INVALID, flags, strict=True))).filter(some)
        named = (pl.when(pl.col(id)).then(pl.lit(id)) for id in CAN_BE_INVALID)
        texts = rows.select(pl.concat_str(*named, separator=";", ignore_nulls=True)).to_series()
        places = pl.select(pl.when(some).then(some.cast(pl.UInt32).cum_sum() - 1)).to_series()
        return texts.gather(places)

    flags = [pl.col(f"invalid:{id}") for id in CAN_BE_INVALID]
    return pl.map_batches(flags, ids, return_dtype=pl.String).alias(f"{PREFIX}.invalid")


# The rule.


def _unless_ruled_out(term: pl.Expr) -> pl.Expr:
    """A term that counts only if an open question is answered with yes: false where false, otherwise unknown."""
    return pl.when(~term).then(pl.lit(value=False))


def _criteria() -> list[pl.Expr]:
    changed, sent = fact("fr.dmp.vendor_changed"), _is("fr.dmp.proof", "sent")
    proven = sent | (_is("fr.dmp.proof", "validated") & ~changed)
    transactions = _known("fr.dmp.transactions", fact("fr.dmp.transactions") >= 1)
    equipped = fact("fr.business_software") & (
        _is("fr.dmp.software", "integrated") | _is("fr.dmp.software", "connector")
    )
    part, whole = fact(SECURED) - fact(EXCLUDED_SECURED), fact(TOTAL) - fact(EXCLUDED_TOTAL)
    billing_is_valid = ~pl.any_horizontal(pl.col(f"invalid:{id}") for id in BILLING)
    rate = pl.when(billing_is_valid & (whole != 0)).then(part * 10 >= whole * 7)  # nothing left: an open question
    in_december = _known(FIRST_CLAIM, fact(FIRST_CLAIM) >= DECEMBER)
    new_practice = _known(STARTED, fact(STARTED) >= DECEMBER)
    observed = _known(TRANSMITTED, fact(TRANSMITTED)) | ~in_december | (new_practice | pl.lit(None, pl.Boolean))
    messaging = pl.any_horizontal(pl.col(f"fr.secure_messaging={value}") for value in MAILBOXES)
    owner = _is("fr.secure_messaging", "practice_owner_mailbox")
    lent = _is("fr.practice_status", "collaborator") | pl.lit(None, pl.Boolean)
    bought = _is(DEVICE, "purchased") | _unless_ruled_out(_is(DEVICE, "owned_before"))
    first_aid = _is(AID, "never") | _unless_ruled_out(_is(AID, "other_device"))
    meetings = "fr.coordination.mdt_meetings"
    criteria = {
        "audience": _is("practitioner.profession", "physiotherapist") & _known(CONVENTIONED, fact(CONVENTIONED)),
        "dmp": equipped & ((transactions & (sent | ~_unless_ruled_out(changed))) | _unless_ruled_out(proven)),
        "sesam_vitale": _is("fr.sesam_vitale.addendum", "8") & _known(INVOICE, fact(INVOICE)),
        "scor": _known("fr.scor.transmissions", fact("fr.scor.transmissions") >= 1),
        "transmission_rate": observed & rate,
        "secure_messaging": _known("fr.secure_messaging", messaging) | (owner & lent),
        "coordination": _counts(STRUCTURES)
        | _known(meetings, fact(meetings) >= ENOUGH_MEETINGS)
        | _unless_ruled_out(_counts(STRUCTURES, bit=8)),
        "video": _is("fr.telehealth.video", "paid_secure")
        | (
            _is("fr.telehealth.video", "bought_before")
            & (~_known(VIDEO_AID, fact(VIDEO_AID)) | pl.lit(None, pl.Boolean))
        )
        | _unless_ruled_out(_is("fr.telehealth.video", "free_professional")),
        "devices": _counts(DEVICE_TYPES) & (_is(DEVICE, "rented") | (bought & first_aid)),
    }
    return [criterion.alias(f"{PREFIX}.{id}") for id, criterion in criteria.items()]


def _benefits() -> list[pl.Expr]:
    of = {id: pl.col(f"{PREFIX}.{id}") for id in CRITERIA}
    base = pl.all_horizontal(of[id] for id in CRITERIA[:6])
    due = {
        "base": base,
        "coordination": base & of["coordination"],
        "video": of["audience"] & of["video"],
        "devices": of["audience"] & of["devices"],
    }
    return [
        is_due.fill_null(value=is_possible).alias(f"{end}:{id}")
        for id, is_due in due.items()
        for end, is_possible in (("certain", False), ("possible", True))
    ]


def _amounts() -> list[pl.Expr]:
    """Which benefits are due is a number below 16: what they come to is looked up, and no amount is added up."""
    sums = [sum(amount for at, amount in enumerate(AMOUNTS) if number >> at & 1) for number in range(2 ** len(AMOUNTS))]
    amounts, words = pl.Series(sums).cast(EURO), pl.Series(["not_eligible", "undetermined", "eligible", "not_covered"])
    ends = {end: [pl.col(f"{end}:{id}") for id in BENEFITS] for end in ("certain", "possible")}
    due = pl.sum_horizontal(pl.any_horizontal(benefits).cast(pl.UInt32) for benefits in ends.values())
    covered = _is("practitioner.profession", "physiotherapist")
    word = pl.when(~covered).then(pl.lit(3, pl.UInt32)).otherwise(due)
    return [
        *(pl.lit(amounts).gather(_number(benefits)).alias(f"{PREFIX}.{end}") for end, benefits in ends.items()),
        pl.lit(words).gather(word).alias(f"{PREFIX}.eligibility"),
    ]


def _number(flags: Sequence[pl.Expr]) -> pl.Expr:
    """A bit for each flag. Choosing between two bytes is faster than casting a flag and multiplying it."""
    nothing = pl.lit(0, pl.UInt8)
    bits = (pl.when(flag).then(pl.lit(1 << at, pl.UInt8)).otherwise(nothing) for at, flag in enumerate(flags))
    return reduce(add, bits).cast(pl.UInt32)
