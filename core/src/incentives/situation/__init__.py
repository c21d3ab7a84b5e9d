"""Facts known about one practitioner: reading, validating, faults."""

from incentives.situation.checking import CheckedSituation, Vocabulary
from incentives.situation.faults import Fault
from incentives.situation.situation import Situation

__all__ = ["CheckedSituation", "Fault", "Situation", "Vocabulary"]
