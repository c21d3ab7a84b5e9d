"""What a check finds: what is wrong, where, and how to put it right."""

from enum import StrEnum

from attrs import field, frozen


class Severity(StrEnum):
    """How much a finding weighs."""

    FINDING = "finding"
    NOTE = "note"


@frozen
class Finding:
    """One thing that a check found.

    Attributes:
        place: where it is, as a path: ``fr-fami 2025, criteria.audience``.
        problem: what is wrong.
        remedy: how to put it right.
        severity: a ``finding`` is to be put right; a ``note`` is worth knowing.
        check: the id of the check that found it; the kit fills it in.
    """

    place: str
    problem: str
    remedy: str
    severity: Severity = field(default=Severity.FINDING, kw_only=True)
    check: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}\n    -> {self.remedy}"


def note(place: str, problem: str, remedy: str) -> Finding:
    """Something worth knowing that is no fault."""
    return Finding(place, problem, remedy, severity=Severity.NOTE)
