"""When everything is, over years and cycles: reference periods, last days, windows, payments, and where one stands."""

from incentives.timeline.marks import Mark, MarkKind
from incentives.timeline.records import Course, CourseYear, Deadline, PaymentTime, RequestTime, Timeline
from incentives.timeline.states import Certainty, DeedState, MoneyState, Phase
from incentives.timeline.timeline import timeline_of

__all__ = [
    "Certainty",
    "Course",
    "CourseYear",
    "Deadline",
    "DeedState",
    "Mark",
    "MarkKind",
    "MoneyState",
    "PaymentTime",
    "Phase",
    "RequestTime",
    "Timeline",
    "timeline_of",
]
