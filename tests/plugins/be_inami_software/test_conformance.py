from pathlib import Path

from incentives.testing import Conformance


class TestConformance(Conformance):
    plugin = "be_inami_software"
    cases = Path(__file__).parent / "cases"
