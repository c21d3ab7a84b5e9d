"""Facts known about one practitioner: reading, validating, faults."""

from incentives.situation.checking import CheckedSituation, Contradictory, Vocabulary
from incentives.situation.faults import Fault
from incentives.situation.situation import Situation

__all__ = ["CheckedSituation", "Contradictory", "Fault", "Situation", "Vocabulary"]
