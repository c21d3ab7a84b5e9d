"""What changed from one edition of a scheme to another."""

from incentives.changes.conditions import ConditionChange, Direction
from incentives.changes.difference import changes_between
from incentives.changes.parts import ChangedPart, Joined
from incentives.changes.records import Aspect, BenefitChange, Change, ChangeKind, CriterionChange, EditionChanges

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
