"""The plugin is sound, and its answers are those that follow from the ordinances."""

from pathlib import Path

from incentives.testing import Conformance


class TestConformance(Conformance):
    """Both schemes."""

    plugin = "xn_midwives"
    cases = Path(__file__).parent / "cases"
