from pathlib import Path

from incentives.testing import Conformance


class TestConformance(Conformance):
    plugin = "fr_fami"
    cases = Path(__file__).parent / "cases"
