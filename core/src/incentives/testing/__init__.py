"""The conformance kit: what every scheme plugin must hold, as pytest tests and as findings.

A plugin's author inherits ``Conformance``; ``incentives verify`` runs the same checks without tests. Names are loaded
when first used: what runs without pytest does not need it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incentives.testing.casefacts import Case
    from incentives.testing.casefiles import CaseBook, read_cases
    from incentives.testing.checks import CHECKS, Check
    from incentives.testing.conformance import Conformance
    from incentives.testing.covered import Coverage, coverage
    from incentives.testing.findings import Finding, Severity
    from incentives.testing.subjects import OfEdition, OfPlugin, OfScheme
    from incentives.testing.verification import Verification, verify

_HOME = {
    "CHECKS": "checks",
    "Case": "casefacts",
    "CaseBook": "casefiles",
    "Check": "checks",
    "Conformance": "conformance",
    "Coverage": "covered",
    "Finding": "findings",
    "OfEdition": "subjects",
    "OfPlugin": "subjects",
    "OfScheme": "subjects",
    "Severity": "findings",
    "Verification": "verification",
    "coverage": "covered",
    "read_cases": "casefiles",
    "verify": "verification",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)


__all__ = [
    "CHECKS",
    "Case",
    "CaseBook",
    "Check",
    "Conformance",
    "Coverage",
    "Finding",
    "OfEdition",
    "OfPlugin",
    "OfScheme",
    "Severity",
    "Verification",
    "coverage",
    "read_cases",
    "verify",
]
