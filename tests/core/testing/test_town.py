"""The kit on schemes with a jury, instalments, a ceiling, alternatives and benefits that give way: none is a fault."""

from decimal import Decimal

import pytest
from attrs import evolve
from incentives import Catalogue, load_catalogue, money
from incentives.testing.casefiles import CaseBook
from incentives.testing.checks import CHECKS
from incentives.testing.findings import Severity
from incentives.testing.reach import Rules, maximum
from incentives.testing.subjects import OfEdition, subjects


@pytest.fixture
def catalogue(town_installed: None) -> Catalogue:  # noqa: ARG001  # it is there before the catalogue is loaded
    return load_catalogue()


def town(catalogue: Catalogue) -> OfEdition:
    """The town's edition."""
    plugin = catalogue.provider("xx-town")
    (found,) = (
        one
        for one in subjects(plugin, catalogue, CaseBook())
        if isinstance(one, OfEdition) and str(one) == "xx-town 2025"
    )
    return found


def test_nothing_is_to_be_put_right_in_them(catalogue: Catalogue) -> None:
    plugin = catalogue.provider("xx-town")
    found = [
        str(finding)
        for subject in subjects(plugin, catalogue, CaseBook())
        for check in CHECKS
        if check.applies(subject)
        and check.run.__module__ not in {"incentives.testing.loading", "incentives.testing.weight"}
        for finding in check.findings(subject)
        if finding.severity is Severity.FINDING
    ]
    assert found == []


def test_the_solver_adds_what_can_be_had_together_only(catalogue: Catalogue) -> None:
    rules = Rules.of(town(catalogue))
    from incentives.testing.formulas import exact, largest

    most = largest(rules.paid, rules.always, 20)
    assert exact(most, rules.paid) == Decimal(2800)  # 2,500 of premises, 300 by bicycle
    assert list(maximum(town(catalogue))) == []


def test_without_the_ceiling_the_solver_finds_more(catalogue: Catalogue) -> None:
    subject = town(catalogue)
    premises, travel = subject.edition.groups
    higher = evolve(subject.edition, groups=(evolve(premises, at_most=money(9000, "EUR")), travel))
    rules = Rules.of(evolve(subject, edition=higher))
    from incentives.testing.formulas import exact, largest

    # 1,800 of rent and 1,000 to start, without the top-up; 300 by bicycle.
    assert exact(largest(rules.paid, rules.always, 20), rules.paid) == Decimal(3100)
