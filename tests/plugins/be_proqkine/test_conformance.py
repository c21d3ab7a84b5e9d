from pathlib import Path

from incentives.testing import Conformance


class TestConformance(Conformance):
    plugin = "be_proqkine"
    cases = Path(__file__).parent / "cases"
