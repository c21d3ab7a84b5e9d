"""Made-up schemes of every kind, a small one of those catalogues that benchmarks measure."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from incentives import Assessment, Catalogue, Situation, UnknownEdition, load_catalogue
from incentives.testing.casefiles import CaseBook
from incentives.testing.checks import CHECKS
from incentives.testing.subjects import subjects

if TYPE_CHECKING:
    from benchmarks.made_up.writing import Made

ROOT = Path(__file__).parents[2]
CHEAP = {
    "plugin_names",
    "ids",
    "read",
    "used",
    "sourced",
    "languages",
    "same_sentences",
    "written",
    "complete",
    "order",
}


@pytest.fixture(scope="module")
def schemes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list["Made"]]:
    """One of each kind, installed."""
    site = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT))
        from benchmarks.made_up.kinds import KINDS
        from benchmarks.made_up.writing import install, made

        one_of_each = made(len(KINDS))
        install(site, one_of_each)
        patched.syspath_prepend(str(site))
        importlib.invalidate_caches()
        yield one_of_each
    for loaded in [name for name in sys.modules if name.startswith(("incentives_xx_g", "incentives_xz_g"))]:
        del sys.modules[loaded]
    importlib.invalidate_caches()


@pytest.fixture(scope="module")
def catalogue(schemes: list["Made"]) -> Catalogue:
    """They beside the shipped ones."""
    del schemes  # installed
    return load_catalogue()


def outcome(catalogue: Catalogue, one: "Made") -> object:
    """What comes out for the person, as a kind says it; ``None`` where no edition covers the year."""
    from benchmarks.made_up.kinds import AS_OF, YEAR, Expected
    from benchmarks.made_up.writing import told

    try:
        found = catalogue.assess(one.id, YEAR, Situation.of(told([one])), as_of=AS_OF)
    except UnknownEdition:
        return None
    parts = (found.payable.certain, found.payable.possible, found.payable.reachable)
    certain, possible, reachable = (None if part is None else float(part / one.grant) for part in parts)
    (request,) = {str(benefit.request) for benefit in found.benefits.values()}
    return Expected(str(found.eligibility), certain, possible, reachable, request)


def test_every_kind_comes_out_as_its_table_says(catalogue: Catalogue, schemes: list["Made"]) -> None:
    assert catalogue.failures == ()
    assert {one.kind.about: outcome(catalogue, one) for one in schemes} == {
        one.kind.about: one.kind.expected for one in schemes
    }


def test_a_kind_is_told_apart_by_more_than_its_outcome(catalogue: Catalogue, schemes: list["Made"]) -> None:
    by_kind = {one.kind.about: one for one in schemes}

    def assessed(about: str) -> Assessment:
        from benchmarks.made_up.kinds import AS_OF, YEAR
        from benchmarks.made_up.writing import told

        one = by_kind[about]
        return catalogue.assess(one.id, YEAR, Situation.of(told([one])), as_of=AS_OF)

    assert assessed("received").received.certain == by_kind["received"].grant
    assert [one.is_refused for one in assessed("refused").benefits.values()] == [True]
    assert [missing.id for missing in assessed("one fact missing").missing_facts] == ["xx.g0013.registered"]
    assert [question.id for question in assessed("a question open").open_questions] == ["xx-g0014.leased_counts"]
    assert not assessed("another country, nothing told").is_told
    assert assessed("another currency").amount.currency == "CHF"


def test_the_kit_finds_nothing_in_what_they_say(catalogue: Catalogue, schemes: list["Made"]) -> None:
    found = [
        str(finding)
        for one in schemes
        for subject in subjects(catalogue.provider(one.id), catalogue, CaseBook())
        for check in CHECKS
        if check.id in CHEAP and check.applies(subject)
        for finding in check.findings(subject)
    ]
    assert found == []
