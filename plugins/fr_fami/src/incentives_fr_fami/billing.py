"""The billing facts of a year, counted from an export of billed acts under the rules of that year's edition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen
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
from incentives_fr_fami.observation import Facts, Observed, is_secured

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


def count_billing(export: ActivityExport, edition: Edition, known: CheckedSituation) -> ActivityCount:
    """The billing facts of a year that an export settles, what was counted for them, what was left out, and why.

    The counts need the year's unit, observation period and exclusions; where no text gives them, and where the export
    does not show which days count or does not hold them all, they are left unknown.
    """
    observed = Observed(export, edition, known)
    claims = dict(observed.claims())
    period = observed.period(claims)
    unknown = list(observed.gaps(period) if isinstance(period, Period) else [period])
    unknown += _without_rules(observed)
    counted, left_out = list(_said_of(claims)), list(_other_years(observed))
    if not isinstance(period, Period) or unknown:
        return ActivityCount({**claims, **_no_claims(claims)}, counted, left_out, unknown)
    billed = _Billed(observed, period, str(observed.rules["rate_unit"]))
    facts: Facts = {**claims, **billed.sums()}
    counted += billed.counted()
    left_out += billed.before()
    if "reason" not in export.columns:
        return ActivityCount(facts, counted, left_out, [ActivityRemark("no_reasons")])
    return ActivityCount(
        {**facts, **billed.exclusions()}, [*counted, *billed.kept()], [*left_out, *billed.excluded()], unknown
    )


@frozen(eq=False)
class _Billed:
    """What was billed in an observation period.

    Attributes:
        observed: the export, seen from the year.
        period: the days that count.
        unit: the column of what is counted.
    """

    observed: Observed
    period: Period
    unit: str

    def sums(self) -> dict[str, int]:
        """All that was sent, and what was sent in a secured mode."""
        return {ask.secured.id: self._secured(self._within), ask.total.id: self._sum(self._within)}

    def exclusions(self) -> dict[str, int]:
        """What the rate leaves out of both."""
        out = [one for one in self._within if self._reason(one)]
        return {ask.excluded_secured.id: self._secured(out), ask.excluded_total.id: self._sum(out)}

    def counted(self) -> Iterator[ActivityRemark]:
        yield ActivityRemark("period", {"start": self.period.start, "end": self.period.end})
        both = {"total": self._sum(self._within), "secured": self._secured(self._within)}
        yield ActivityRemark(f"counted_{self.unit}", both)
        if not self.observed.has_end:
            yield ActivityRemark("so_far", {"day": self.observed.export.covers.end})

    def before(self) -> Iterator[ActivityRemark]:
        """What was sent in the year before the period begins."""
        early = [one for one in self.observed.sent if self.observed.year.start <= one.day < self.period.start]
        if early:
            yield ActivityRemark("before_period", {"total": self._sum(early), "start": self.period.start})

    def excluded(self) -> Iterator[ActivityRemark]:
        """What the rate leaves out, by its reason."""
        for reason in sorted({reason for one in self._within if (reason := self._reason(one))}):
            some = [one for one in self._within if self._reason(one) == reason]
            both = {"total": self._sum(some), "secured": self._secured(some)}
            yield ActivityRemark("left_out", {**both, "reason": reason})

    def kept(self) -> Iterator[ActivityRemark]:
        """What has a reason for which the year leaves out nothing, or not what was sent in a secured mode."""
        kept: Counter[tuple[str, str]] = Counter()
        for one in self._within:
            for word in one.words["reason"] if self._reason(one) is None else ():
                unless_secured = word in self._words("rate_left_out_unsecured")
                kept["kept_secured" if unless_secured else "kept", word] += one.counts[self.unit]
        for (id, reason), total in sorted(kept.items()):
            yield ActivityRemark(id, {"total": total, "reason": reason})

    @property
    def _within(self) -> Sequence[Activity]:
        return [one for one in self.observed.sent if self.period.contains(one.day)]

    def _reason(self, one: Activity) -> str | None:
        """The word for which the year's rules leave something out of the rate, if any."""
        out = self._words("rate_left_out")
        out += () if is_secured(one) else self._words("rate_left_out_unsecured")
        return next((word for words in one.words.values() for word in words if word in out), None)

    def _words(self, figure: str) -> tuple[str, ...]:
        words = self.observed.rules.get(figure, ())
        return words if isinstance(words, tuple) else ()

    def _sum(self, some: Iterable[Activity]) -> int:
        return sum(one.counts[self.unit] for one in some)

    def _secured(self, some: Iterable[Activity]) -> int:
        return self._sum(filter(is_secured, some))


def _without_rules(observed: Observed) -> Iterator[ActivityRemark]:
    """What no text of the year says, and the unit that the export does not have."""
    unit = observed.rules.get("rate_unit")
    if not unit:
        yield ActivityRemark("unknown_unit")
    elif unit not in observed.export.columns:
        yield ActivityRemark(f"no_{unit}")
    if not observed.rules.get("rate_left_out"):
        yield ActivityRemark("unknown_exclusions")


def _no_claims(claims: Facts) -> dict[str, int]:
    """What is known whichever days count: of no claim at all, none is in them."""
    return {ask.secured.id: 0, ask.excluded_secured.id: 0} if claims.get(ask.first_secured_on.id) == NO_DAY else {}


def _said_of(claims: Facts) -> Iterator[ActivityRemark]:
    """What the export shows of claims, in sentences."""
    match claims.get(ask.transmitted_previous_year.id):
        case True:
            yield ActivityRemark("transmitted_before")
        case False:
            yield ActivityRemark("not_transmitted_before")
    match claims.get(ask.first_secured_on.id):
        case date() as first:
            yield ActivityRemark("first_claim", {"day": first})
        case str():
            yield ActivityRemark("no_claim_in_year")


def _other_years(observed: Observed) -> Iterator[ActivityRemark]:
    lines = sum(one.lines for one in observed.export.activities if not observed.year.contains(one.day))
    if lines:
        yield ActivityRemark("other_years", {"lines": lines})


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
