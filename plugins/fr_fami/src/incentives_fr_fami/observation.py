"""Which days the transmission rate of a year counts, as far as an export of billed acts and the rules show it."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen
from incentives import NO_DAY, Activity, ActivityExport, ActivityRemark, CheckedSituation, Edition, Period

from incentives_fr_fami import facts as ask

SECURED = ("vitale", "sesam_sans_vitale")
DECEMBER = 12
Facts = Mapping[str, bool | int | date | str]


@frozen(eq=False)
class Observed:
    """An export, seen from one reference year.

    Attributes:
        export: the export.
        edition: the rules of the year.
        known: what else is known of the practitioner.
        rules: the figures of the edition, by name; those that no text gives are missing.
        sent: what was sent, without what counts nothing.
    """

    export: ActivityExport
    edition: Edition
    known: CheckedSituation
    rules: Mapping[str, object] = field(init=False)
    sent: tuple[Activity, ...] = field(init=False)

    @rules.default
    def _figures(self) -> Mapping[str, object]:
        return {figure.name: figure.value for figure in self.edition.figures}

    @sent.default
    def _not_empty(self) -> tuple[Activity, ...]:
        return tuple(one for one in self.export.activities if any(one.counts.values()))

    @property
    def year(self) -> Period:
        """The reference year."""
        return self.edition.period

    @property
    def has_end(self) -> bool:
        """Whether the export holds everything up to the last day of the year."""
        return self.export.covers.end >= self.year.end

    @property
    def _began(self) -> date:
        """The first day of the year on which anything can have been sent."""
        started = self.known.permanent.get(ask.practice_started_on.id)
        return max(started, self.year.start) if isinstance(started, date) else self.year.start

    @property
    def _has_begin(self) -> bool:
        """Whether the export holds everything from that day on."""
        return self.export.covers.start <= self._began

    def claims(self) -> Iterator[tuple[str, bool | date | str]]:
        """Whether a secured claim was sent the year before, and the first one of the year, as far as it is shown."""
        previous, stated = Period.calendar_year(self.edition.year - 1), self.export.stated
        if self._secured_days(previous):
            yield ask.transmitted_previous_year.id, True
        elif stated and stated.start <= previous.start and previous.end <= stated.end:
            yield ask.transmitted_previous_year.id, False
        days = self._secured_days(self.year)
        if self._has_begin and days:
            yield ask.first_secured_on.id, min(days)
        elif self._has_begin and self.has_end:
            yield ask.first_secured_on.id, NO_DAY

    def period(self, claims: Facts) -> Period | ActivityRemark:
        """The days that the rate counts, or why they are not known or there are none.

        Args:
            claims: what the export shows of claims.
        """
        if not self.rules.get("rate_period"):
            return ActivityRemark("unknown_period")
        transmitted = claims.get(ask.transmitted_previous_year.id, self._told(ask.transmitted_previous_year.id))
        if transmitted is None and self._began > self.year.start:
            transmitted = False
        if transmitted is None:
            return ActivityRemark("unknown_transmitted")
        if transmitted:
            return self.year
        first = claims.get(ask.first_secured_on.id, self._told(ask.first_secured_on.id))
        if not isinstance(first, date):
            return ActivityRemark("no_claim") if self._has_begin else self._begins_late()
        if first.month < DECEMBER:
            return Period(date(first.year, first.month + 1, 1), self.year.end)
        if self.rules["december_first_claim"] == "fails":
            return ActivityRemark("december_fails", {"day": first})
        return Period(date(first.year, DECEMBER, 1), self.year.end)

    def gaps(self, period: Period) -> Iterator[ActivityRemark]:
        """Days of the period of which the export does not hold everything; what is still to come is no gap."""
        if self.export.covers.start > max(period.start, self._began):
            yield self._begins_late()
        if not self.has_end and self.export.as_of > self.year.end:
            yield ActivityRemark("ends_early", {"day": self.export.covers.end})

    def _begins_late(self) -> ActivityRemark:
        return ActivityRemark("begins_late", {"day": self.export.covers.start})

    def _secured_days(self, within: Period) -> list[date]:
        return [one.day for one in self.sent if within.contains(one.day) and is_secured(one)]

    def _told(self, id: str) -> object:
        return self.known.annual.get(self.edition.year, {}).get(id)


def is_secured(one: Activity) -> bool:
    """Whether it was sent in a secured mode."""
    return any(mode in SECURED for mode in one.words["mode"])
