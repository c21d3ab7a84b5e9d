"""The billing facts of a year, counted from an export of billed acts under the rules of that year's edition."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field, frozen
from incentives import (
    NO_DAY,
    Activity,
    ActivityColumn,
    ActivityCount,
    ActivityExport,
    ActivityKind,
    ActivityReader,
    ActivityRemark,
    CheckedSituation,
    Edition,
    Period,
)

from incentives_fr_fami import facts as ask
from incentives_fr_fami.figures import UNITS

SECURED = ("vitale", "sesam_sans_vitale")
DECEMBER = 12
COLUMNS = (
    ActivityColumn("date", ActivityKind.DAY),
    ActivityColumn(
        "mode",
        ActivityKind.WORD,
        words={
            "vitale": (),
            "sesam_sans_vitale": (),
            "degraded": ("degrade", "dégradé"),
            "paper": ("papier",),
            "s3404": (),
        },
    ),
    ActivityColumn(
        "reason",
        ActivityKind.WORDS,
        words={
            "ame": (),
            "provisional_nir": ("nir_provisoire",),
            "infant_under_3_months": ("moins_de_3_mois",),
            "patient_absent": ("hors_presence",),
            "ehpad_resident": ("ehpad",),
            "telecare": ("telesoin", "télésoin"),
        },
        also=("motif",),
        is_required=False,
    ),
    ActivityColumn("acts", ActivityKind.COUNT, also=("actes",), is_required=False),
    ActivityColumn("invoices", ActivityKind.COUNT, also=("factures",), is_required=False),
)


@frozen(eq=False)
class _Billing:
    """An export, seen from one reference year.

    Attributes:
        export: the export.
        edition: the rules of the year.
        known: what else is known of the practitioner.
        rules: the figures of the edition, by name.
        sent: what was sent, without lines that count nothing.
    """

    export: ActivityExport
    edition: Edition
    known: CheckedSituation
    rules: dict[str, object] = field(init=False)
    sent: tuple[Activity, ...] = field(init=False)

    @rules.default
    def _figures(self) -> dict[str, object]:
        return {figure.name: figure.value for figure in self.edition.figures}

    @sent.default
    def _not_empty(self) -> tuple[Activity, ...]:
        return tuple(one for one in self.export.activities if any(one.counts.values()))

    @property
    def year(self) -> Period:
        return self.edition.period

    @property
    def began(self) -> date:
        """The first day of the year on which anything can have been sent."""
        started = self.known.permanent.get(ask.practice_started_on.id)
        return max(started, self.year.start) if isinstance(started, date) else self.year.start

    @property
    def has_begin(self) -> bool:
        """Whether the export holds everything from the first day of the year on, or from that of the practice."""
        return self.export.covers.start <= self.began

    @property
    def has_end(self) -> bool:
        return self.export.covers.end >= self.year.end

    def secured_days(self, year: int) -> list[date]:
        return [one.day for one in self.sent if one.day.year == year and _is_secured(one)]

    def told(self, id: str) -> object:
        return self.known.annual.get(self.edition.year, {}).get(id)


def count_billing(export: ActivityExport, edition: Edition, known: CheckedSituation) -> ActivityCount:
    """The billing facts of a year that an export settles, what was counted for them, what was left out, and why.

    The counts need the year's unit, observation period and exclusions; where no text gives them, and where the export
    does not show which days count or does not hold them all, they are left unknown.
    """
    billing = _Billing(export, edition, known)
    facts, unknown = dict(_claims(billing)), []
    found = _period(billing, facts)
    period = found if isinstance(found, Period) else None
    unknown += [] if period is not None else [found]
    unknown += _without_rules(billing)
    if period is not None:
        unknown += _gaps(billing, period)
    counted = [ActivityRemark(*remark) for remark in _start(facts)]
    left_out = list(_other_years(billing))
    if period is None or unknown:
        return ActivityCount(facts, counted, left_out, unknown)
    unit = str(billing.rules["rate_unit"])
    within = [one for one in billing.sent if period.contains(one.day)]
    facts |= {ask.secured.id: _sum(filter(_is_secured, within), unit), ask.total.id: _sum(within, unit)}
    totals = {"total": facts[ask.total.id], "secured": facts[ask.secured.id]}
    counted += [
        ActivityRemark("period", {"start": period.start, "end": period.end}),
        ActivityRemark(f"counted_{unit}", totals),
    ]
    if not billing.has_end:
        counted.append(ActivityRemark("so_far", {"day": export.covers.end}))
    before = [one for one in billing.sent if billing.year.contains(one.day) and not period.contains(one.day)]
    if before:
        left_out.append(ActivityRemark("before_period", {"total": _sum(before, unit), "start": period.start}))
    if "reason" not in export.columns:
        return ActivityCount(facts, counted, left_out, [ActivityRemark("no_reasons")])
    out = [one for one in within if _reason(billing, one)]
    facts |= {ask.excluded_secured.id: _sum(filter(_is_secured, out), unit), ask.excluded_total.id: _sum(out, unit)}
    left_out += _left_out(billing, out, unit)
    counted += _kept(billing, within, unit)
    return ActivityCount(facts, counted, left_out)


def _claims(billing: _Billing) -> Iterator[tuple[str, bool | date | str]]:
    """Whether a secured claim was sent the year before, and the first one of the year, as far as the export shows."""
    previous = Period.calendar_year(billing.edition.year - 1)
    if billing.secured_days(previous.start.year):
        yield ask.transmitted_previous_year.id, True
    elif (stated := billing.export.stated) and stated.start <= previous.start and previous.end <= stated.end:
        yield ask.transmitted_previous_year.id, False
    days = billing.secured_days(billing.edition.year)
    if billing.has_begin and days:
        yield ask.first_secured_on.id, min(days)
    elif billing.has_begin and billing.has_end:
        yield ask.first_secured_on.id, NO_DAY


def _period(billing: _Billing, facts: dict[str, object]) -> Period | ActivityRemark:
    """The days that the rate counts, or why they are not known or there are none."""
    if not billing.rules.get("rate_period"):
        return ActivityRemark("unknown_period")
    transmitted = facts.get(ask.transmitted_previous_year.id, billing.told(ask.transmitted_previous_year.id))
    if transmitted is None and billing.began > billing.year.start:
        transmitted = False
    if transmitted is None:
        return ActivityRemark("unknown_transmitted")
    if transmitted:
        return billing.year
    first = facts.get(ask.first_secured_on.id, billing.told(ask.first_secured_on.id))
    if not isinstance(first, date):
        if not billing.has_begin:
            return ActivityRemark("begins_late", {"day": billing.export.covers.start})
        if first == NO_DAY:
            facts |= {ask.secured.id: 0, ask.excluded_secured.id: 0}
        return ActivityRemark("no_claim")
    if first.month < DECEMBER:
        return Period(date(first.year, first.month + 1, 1), billing.year.end)
    if billing.rules["december_first_claim"] == "fails":
        return ActivityRemark("december_fails", {"day": first})
    return Period(date(first.year, DECEMBER, 1), billing.year.end)


def _without_rules(billing: _Billing) -> Iterator[ActivityRemark]:
    """What no text of the year says, and the unit that the export does not have."""
    unit = billing.rules.get("rate_unit")
    if not unit:
        yield ActivityRemark("unknown_unit")
    elif unit not in billing.export.columns:
        yield ActivityRemark(f"no_{unit}")
    if not billing.rules.get("rate_left_out"):
        yield ActivityRemark("unknown_exclusions")


def _gaps(billing: _Billing, period: Period) -> Iterator[ActivityRemark]:
    """Days of the period of which the export does not hold everything; what is still to come is no gap."""
    covers = billing.export.covers
    if covers.start > max(period.start, billing.began):
        yield ActivityRemark("begins_late", {"day": covers.start})
    if not billing.has_end and billing.export.as_of > billing.year.end:
        yield ActivityRemark("ends_early", {"day": covers.end})


def _start(facts: dict[str, object]) -> Iterator[tuple[str, dict[str, date]] | tuple[str]]:
    match facts.get(ask.transmitted_previous_year.id):
        case True:
            yield ("transmitted_before",)
        case False:
            yield ("not_transmitted_before",)
    match facts.get(ask.first_secured_on.id):
        case date() as first:
            yield "first_claim", {"day": first}
        case str():
            yield ("no_claim_in_year",)


def _other_years(billing: _Billing) -> Iterator[ActivityRemark]:
    lines = sum(one.lines for one in billing.export.activities if not billing.year.contains(one.day))
    if lines:
        yield ActivityRemark("other_years", {"lines": lines})


def _reason(billing: _Billing, one: Activity) -> str | None:
    """The word for which the year's rules leave something out of the rate, if any."""
    left_out = _words(billing, "rate_left_out")
    left_out += () if _is_secured(one) else _words(billing, "rate_left_out_unsecured")
    return next((word for word in _said(one) if word in left_out), None)


def _left_out(billing: _Billing, out: Sequence[Activity], unit: str) -> Iterator[ActivityRemark]:
    reasons = dict.fromkeys(str(_reason(billing, one)) for one in out)
    for reason in sorted(reasons):
        some = [one for one in out if _reason(billing, one) == reason]
        values = {"total": _sum(some, unit), "secured": _sum(filter(_is_secured, some), unit), "reason": reason}
        yield ActivityRemark("left_out", values)


def _kept(billing: _Billing, within: Sequence[Activity], unit: str) -> Iterator[ActivityRemark]:
    """What has a reason that leaves out nothing in the year, or not where it was sent in a secured mode."""
    kept: Counter[tuple[str, str]] = Counter()
    for one in within:
        if _reason(billing, one) is None:
            for word in one.words["reason"]:
                unsecured = word in _words(billing, "rate_left_out_unsecured")
                kept["kept_secured" if unsecured else "kept", word] += one.counts[unit]
    for (id, reason), total in sorted(kept.items()):
        yield ActivityRemark(id, {"total": total, "reason": reason})


def _words(billing: _Billing, figure: str) -> tuple[str, ...]:
    words = billing.rules.get(figure, ())
    return words if isinstance(words, tuple) else ()


def _said(one: Activity) -> tuple[str, ...]:
    return (*one.words["mode"], *one.words.get("reason", ()))


def _is_secured(one: Activity) -> bool:
    return any(mode in SECURED for mode in one.words["mode"])


def _sum(some: Iterator[Activity] | Sequence[Activity], unit: str) -> int:
    return sum(one.counts[unit] for one in some)


READER = ActivityReader(
    scheme="fr-fami",
    columns=COLUMNS,
    count=count_billing,
    remarks=(
        "transmitted_before",
        "not_transmitted_before",
        "first_claim",
        "no_claim_in_year",
        "period",
        *(f"counted_{unit}" for unit in UNITS),
        "so_far",
        "kept",
        "kept_secured",
        "left_out",
        "before_period",
        "other_years",
        "unknown_unit",
        "unknown_period",
        "unknown_exclusions",
        "unknown_transmitted",
        *(f"no_{unit}" for unit in UNITS),
        "no_reasons",
        "no_claim",
        "december_fails",
        "begins_late",
        "ends_early",
    ),
)
