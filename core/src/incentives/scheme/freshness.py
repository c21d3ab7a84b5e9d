"""Whether an edition should be checked again before anybody relies on it."""

from datetime import date
from enum import StrEnum

from incentives.scheme.builders import EditionDates
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.values import years_later

YEARS_BEFORE_STALE = 1


class Freshness(StrEnum):
    """How an edition stands on a day.

    ``current``, unless newer rules were to be expected (``newer_expected``), or nobody has compared it with its sources
    for long (``long_unverified``): then check before relying on it.
    """

    CURRENT = "current"
    NEWER_EXPECTED = "newer_expected"
    LONG_UNVERIFIED = "long_unverified"


def freshness(edition: Edition | EditionDates, scheme: Scheme, as_of: date) -> Freshness:
    """How an edition stands on a day; only a front end may take that day from the clock.

    ``NEWER_EXPECTED`` from the day on which newer rules were expected, while the scheme has no edition of a later year.
    Otherwise ``LONG_UNVERIFIED`` when the day lies more than a year after the edition was last compared with its
    sources, so from the day after the anniversary.

    Args:
        edition: one of the scheme's, or its dates.
        scheme: whose other editions tell whether the newer rules have come.
        as_of: the day on which it is asked.
    """
    expected = edition.expected_next
    if expected is not None and expected <= as_of and max(scheme.years, default=edition.year) <= edition.year:
        return Freshness.NEWER_EXPECTED
    if as_of > years_later(edition.verified_on, YEARS_BEFORE_STALE):
        return Freshness.LONG_UNVERIFIED
    return Freshness.CURRENT
