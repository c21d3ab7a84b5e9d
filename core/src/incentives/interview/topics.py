"""What the questions on one screen are about."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from incentives.rules.facts import terms_of
from incentives.scheme.criterion import Theme
from incentives.scheme.edition import Edition


class Topic(StrEnum):
    """What a screen is about: the theme of the criteria that its questions bear on, or one of two more.

    ``practitioner``: who it is, and where one practises. ``application``: whether it was requested, and paid. The
    themes are those of ``Theme``: ``registration``, ``convention``, ``activity``, ``software``, ``e_billing``,
    ``messaging``, ``coordination``, ``telehealth`` and ``quality``.
    """

    PRACTITIONER = "practitioner"
    REGISTRATION = "registration"
    CONVENTION = "convention"
    ACTIVITY = "activity"
    SOFTWARE = "software"
    E_BILLING = "e_billing"
    MESSAGING = "messaging"
    COORDINATION = "coordination"
    TELEHEALTH = "telehealth"
    QUALITY = "quality"
    APPLICATION = "application"


@lru_cache(maxsize=4096)
def topics_of(edition: Edition) -> Mapping[str, Topic]:
    """For each term on which an entitlement depends, by digest, what it is about: the first criterion that reads it.

    What only an amount reads goes with the first criterion of the benefit.
    """
    found: dict[str, Topic] = {term.digest: Topic.PRACTITIONER for term in terms_of(edition.covers)}
    themes: dict[str, Theme] = {}
    for criterion in edition.criteria:
        themes[criterion.id] = criterion.theme
        for term in () if criterion.condition is None else terms_of(criterion.condition):
            found.setdefault(term.digest, Topic(criterion.theme.value))
    for benefit in edition.benefits:
        its = (Topic(themes[id].value) for id in edition.required_by(benefit))
        first = next(its, Topic.APPLICATION)
        for term in terms_of(benefit.amount):
            found.setdefault(term.digest, first)
    return found
