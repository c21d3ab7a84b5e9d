"""What changed from one edition of a scheme to another."""

from incentives.changes.change_records import Aspect, BenefitChange, Change, ChangeKind, CriterionChange, EditionChanges
from incentives.changes.conditions import ConditionChange, Direction
from incentives.changes.difference import changes_between
from incentives.changes.differences import ChangedPart, Joined

__all__ = [
    "Aspect",
    "BenefitChange",
    "Change",
    "ChangeKind",
    "ChangedPart",
    "ConditionChange",
    "CriterionChange",
    "Direction",
    "EditionChanges",
    "Joined",
    "changes_between",
]
