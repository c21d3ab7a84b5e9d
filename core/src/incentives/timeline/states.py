"""The words in which a timeline answers."""

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a day is.

    ``stated``: as a text gives it. ``planned``: a text gives it and calls it, or its rules, provisional. ``inferred``:
    concluded from another year or profession. ``unknown``: no text gives it, at most what lies around it.
    """

    STATED = "stated"
    PLANNED = "planned"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class DeedState(StrEnum):
    """What has become of something that one does by a day.

    ``to_do``: it can still be done and brings money. ``unsettled``: nobody told, or the texts
    leave open, whether it was, or still can be. ``done``.
    ``missed``: it was not, and cannot be any more. ``moot``: whether it is done changes no money any more.
    """

    TO_DO = "to_do"
    UNSETTLED = "unsettled"
    DONE = "done"
    MISSED = "missed"
    MOOT = "moot"


class MoneyState(StrEnum):
    """What has become of the money of a year.

    ``received``: all that was to come. ``certain``, ``possible``, ``reachable``: the surest that is still to come.
    ``nothing``: none will, on what is told.
    """

    RECEIVED = "received"
    CERTAIN = "certain"
    POSSIBLE = "possible"
    REACHABLE = "reachable"
    NOTHING = "nothing"


class Phase(StrEnum):
    """Where a day stands in the course of a reference year.

    ``ahead``: it has not begun. ``running``. ``finishing``: it is over, and a last day for deeds is still to come.
    ``waiting``: requests are not taken yet. ``open``: they are. ``perhaps_open``: the days known do not tell.
    ``paying``: nothing can be requested any more, or need be, and the payment period is not over.
    ``payment_unknown``: the same, and no text says when it is paid. ``over``.
    """

    AHEAD = "ahead"
    RUNNING = "running"
    FINISHING = "finishing"
    WAITING = "waiting"
    OPEN = "open"
    PERHAPS_OPEN = "perhaps_open"
    PAYING = "paying"
    PAYMENT_UNKNOWN = "payment_unknown"
    OVER = "over"
