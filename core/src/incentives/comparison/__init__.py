"""Assessments, or schemes, side by side; never merged into one verdict."""

from incentives.comparison.apart import Apart, Bar
from incentives.comparison.assessments import Comparison, compare
from incentives.comparison.rates import Rates
from incentives.comparison.schemes import SchemeColumn, SchemeComparison, compare_schemes
from incentives.comparison.untold import Untold

__all__ = [
    "Apart",
    "Bar",
    "Comparison",
    "Rates",
    "SchemeColumn",
    "SchemeComparison",
    "Untold",
    "compare",
    "compare_schemes",
]
