"""The class that a plugin's tests inherit: one test for each check and edition, one for each worked case."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

import pytest
from attrs import frozen

from incentives.catalogue.catalogue import Catalogue, load_catalogue
from incentives.testing.casefacts import Case
from incentives.testing.casefiles import CaseBook, read_cases
from incentives.testing.checks import CHECKS, Check
from incentives.testing.covered import coverage
from incentives.testing.expectations import differences
from incentives.testing.findings import Finding, Severity
from incentives.testing.pytest_plugin import SUMMARIES
from incentives.testing.subjects import OfPlugin, OfScheme, subjects
from incentives.testing.tried import hold, outcomes


@frozen(eq=False)
class _Suite:
    """What one class tests.

    Attributes:
        checks: each with what it is held against.
        cases: the worked cases.
        catalogue: that they are assessed in.
    """

    checks: tuple[tuple[Check, OfPlugin], ...]
    cases: tuple[Case, ...]
    catalogue: Catalogue


_SUITES = pytest.StashKey[dict[type, _Suite]]()


class Conformance:
    """The tests of a plugin: inherit from it, and give it the plugin's name and the folder of its cases.

    For example::

        from pathlib import Path
        from incentives.testing import Conformance

        class TestConformance(Conformance):
            plugin = "xx_bike_visits"
            cases = Path(__file__).parent / "cases"

    Each check of the kit is then a test for every scheme and edition, and each worked case is a test named by its
    sentence. After the run, tables show which outcomes and which sides of thresholds cases have tried.

    Every ``*.toml`` file of the folder holds ``[[case]]`` tables and, if several cases start alike, ``[base.NAME]``
    tables::

        scheme = "xx-bike-visits"    # for every case of the file; may be left out where the plugin has one scheme
        year = 2026                  # likewise, where every case is of one year

        [base.cyclist]               # in any file of the folder
        practitioner.profession = "physiotherapist"
        xx.registered = true

        [[case]]
        says = "120 visits on a bicycle without motor: everything is due"
        from = "cyclist"
        facts = { xx.bicycle.kind = "pedal", xx.bicycle.visits = 120 }
        expect = { certain = "300.00", possible = "300.00", outcomes = { visits = "met" } }

    A base holds facts as a situation file does, and may start ``from`` another base. A case has:

    - ``says``: the sentence that names its test; ``id``: a short name before it, if wanted.
    - ``scheme``, ``year``: as above; ``years`` instead of ``year`` makes one case of each.
    - ``from``: the base that it starts from.
    - ``facts``: as in a situation file, over those of the base: an amount is a number without quotes, a set is a list,
      a day that never was is ``"none"``; ``readings`` among them are answers to open questions.
    - ``annual``: facts of the case's own year, to which also belongs a fact of a year that stands under no year.
    - ``unset``: facts of the base that are not known: ``"be.acts"``, or ``"2020.be.acts"`` of another year.
    - ``as_of``: the day on which it is asked, or several, each a case; without it everything is taken as final.
    - ``expect``: what must come out: ``certain``, ``possible``, ``reachable`` (amounts), ``payable`` (a table of the
      same three: what will be paid), ``received`` (an amount), ``eligibility``, ``payment``, ``missing`` (ids of facts
      asked), ``questions`` (ids of open questions), ``criteria`` (all ids, in order), and tables by id: ``outcomes``
      (of criteria), ``benefits`` (their outcomes), ``requests`` (their states).

    ``{year}``, ``{next_year}``, ``{after_next_year}``, ``{previous_year}`` and ``{two_years_before}`` stand for years
    in any text of facts, ``from`` and ``as_of``; a text that then is a date counts as one.
    """

    plugin: ClassVar[str]
    """Name of the plugin's entry point."""
    cases: ClassVar[Path | None] = None
    """Folder of its worked cases; ``None`` for none, so that what needs cases is not checked."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """One test for each check and what it is held against, one for each worked case."""
        suite = self._suite(metafunc.config)
        if "kit_check" in metafunc.fixturenames:
            ids = [f"{subject}: {check.says}" for check, subject in suite.checks]
            metafunc.parametrize(("kit_check", "kit_subject"), suite.checks, ids=ids)
        if "kit_case" in metafunc.fixturenames:
            cases = [(case, suite.catalogue) for case in suite.cases]
            metafunc.parametrize(("kit_case", "kit_catalogue"), cases, ids=[case.title for case in suite.cases])

    def test_conforms(self, kit_check: Check, kit_subject: OfPlugin, request: pytest.FixtureRequest) -> None:
        """Nothing is found that is to be put right."""
        found = kit_check.findings(kit_subject)
        tables = request.config.stash.get(SUMMARIES, {})
        if isinstance(kit_subject, OfScheme) and kit_check.run is outcomes:
            tables.setdefault(f"what the cases of {kit_subject} cover", []).append(coverage(kit_subject).table)
        for one in found:
            if one.severity is Severity.NOTE:
                tables.setdefault("worth knowing", []).append(_constant(f"{one}\n"))
        _fail(one for one in found if one.severity is Severity.FINDING)

    def test_case(self, kit_case: Case, kit_catalogue: Catalogue) -> None:
        """The program answers as the author expects."""
        _fail(differences(kit_case, kit_catalogue))

    @classmethod
    def _suite(cls, config: pytest.Config) -> _Suite:
        suites = config.stash.setdefault(_SUITES, {})
        if cls not in suites:
            suites[cls] = cls._collect()
        return suites[cls]

    @classmethod
    def _collect(cls) -> _Suite:
        catalogue = load_catalogue()
        found = [plugin for plugin in catalogue.plugins if plugin.name == cls.plugin]
        if not found:
            known = ", ".join(plugin.name for plugin in catalogue.plugins)
            msg = f"no installed plugin is called {cls.plugin!r}; install it (pip install -e .), known: {known}"
            raise pytest.UsageError(msg)
        (plugin,) = found[:1]
        book = read_cases(cls.cases, plugin.schemes, catalogue) if cls.cases and plugin.schemes else CaseBook()
        held = tuple(subjects(plugin, catalogue, book))
        # Each case is a test of its own here, so the check that all of them hold is left out.
        checks = tuple((c, one) for one in held for c in CHECKS if c.applies(one) and c.run is not hold)
        return _Suite(checks, book.cases, catalogue)


def _constant(text: str) -> Callable[[int], str]:
    return lambda _: text


def _fail(findings: Iterable[Finding]) -> None:
    """Fail with every finding, and without a traceback: the place is in the plugin, not here."""
    said = [str(finding) for finding in findings]
    if said:
        pytest.fail("\n".join(said), pytrace=False)
