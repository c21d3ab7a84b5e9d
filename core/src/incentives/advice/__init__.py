"""What would make each benefit certain to be paid: deeds, in time, with what they gain."""

from incentives.advice.counsel import Advice, BenefitAdvice, DeedSet, TooLate, advise
from incentives.advice.deed import Deed, DeedKind, FactChange, applied
from incentives.advice.ways import Way

__all__ = [
    "Advice",
    "BenefitAdvice",
    "Deed",
    "DeedKind",
    "DeedSet",
    "FactChange",
    "TooLate",
    "Way",
    "advise",
    "applied",
]
