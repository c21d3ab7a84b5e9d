"""A plugin that fails is named with what to do, and takes nothing away from the others."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from incentives import Catalogue, InvalidEdition, NotAssessed, PluginFailure, Situation, load_catalogue
from incentives.hookspecs import Screen

Install = Callable[..., Path]
Check = Callable[[Catalogue], None]

SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
WAYS_OUT = ("upgrade", "uninstall", "disable", "correct")


def state_of(catalogue: Catalogue, plugin: str) -> str:
    (state,) = [str(info.state) for info in catalogue.plugins if info.name == plugin]
    return state


def only_failure(catalogue: Catalogue) -> PluginFailure:
    (failure,) = catalogue.failures
    return failure


def ids(catalogue: Catalogue) -> list[str]:
    return [scheme.id for scheme in catalogue]


def test_a_good_plugin_is_used_beside_the_shipped_ones(install: Install, shipped_schemes_work: Check) -> None:
    install("incentives-xx-cycling")
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    assert ids(catalogue) == [*SHIPPED, "xx-cycling"]
    assert state_of(catalogue, "incentives_xx_cycling") == "active"
    provider = catalogue.provider("xx-cycling")
    assert (provider.name, provider.distribution, provider.version) == (
        "incentives_xx_cycling",
        "incentives-xx-cycling",
        "1.2.3",
    )
    due = catalogue.assess("xx-cycling", 2024, Situation.of({2024: {"xx.cycles": True}}))
    assert (due.amount.certain, due.criteria["cycling"].reason("en")) == (Decimal(120), "You cycle to your patients.")
    shipped_schemes_work(catalogue)


BROKEN = {
    "raises at import": ({"first": "raise RuntimeError('no bicycle')"}, "import", "RuntimeError: no bicycle"),
    "lacks a module": ({"first": "import no_such_bicycle_shop"}, "import", "no_such_bicycle_shop"),
    "is no Python": ({"first": "def broken(:"}, "import", "SyntaxError"),
    "exits at import": ({"first": "import sys; sys.exit('bye')"}, "import", "SystemExit: bye"),
    "exits silently at import": ({"first": "import sys; sys.exit()"}, "import", "SystemExit"),
    "declares a fact that contradicts itself": ({"fact": 'Fact.choice("xx.cycles", ())'}, "import", "xx.cycles"),
    "raises in the hook": ({"giving": "raise LookupError('no scheme')"}, "hook", "LookupError: no scheme"),
    "exits in the hook": ({"giving": "raise SystemExit(3)"}, "hook", "SystemExit: 3"),
    "gives a number": ({"giving": "return 42"}, "hook", "not iterable"),
    "gives a scheme outside a list": ({"giving": "return scheme()"}, "hook", "not iterable"),
    "gives nothing at all": ({"giving": "scheme()"}, "hook", "None"),
    "gives a text in a list": ({"giving": "return ['xx-cycling']"}, "record", "'xx-cycling'"),
    "gives the class of schemes": ({"giving": "return [Scheme]"}, "record", "Scheme"),
    "gives a scheme with a bad id": ({"scheme": "XX cycling"}, "hook", "'XX cycling'"),
    "takes an argument that no hook has": (
        {"giving": "return []\n\n\n@hookimpl\ndef report_formats(bicycle):\n    return []"},
        "hook",
        "bicycle",
    ),
    "misspells a hook": ({"hook": "incentive_scheme"}, "hook", "incentive_scheme"),
}


@pytest.mark.parametrize(("parts", "stage", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_plugin_that_fails_is_named_and_the_others_work(
    install: Install, shipped_schemes_work: Check, parts: dict[str, str], stage: str, said: str
) -> None:
    install("incentives-xx-cycling", version="4.5.6", **parts)
    catalogue = load_catalogue()
    failure = only_failure(catalogue)
    assert (failure.plugin, failure.distribution) == ("incentives_xx_cycling", "incentives-xx-cycling 4.5.6")
    assert str(failure.stage) == stage
    assert said in failure.message
    assert any(way in failure.message for way in WAYS_OUT), failure.message
    assert str(failure) == f"incentives_xx_cycling (incentives-xx-cycling 4.5.6): {failure.message}"
    assert state_of(catalogue, "incentives_xx_cycling") == "failed"
    assert ids(catalogue) == SHIPPED
    shipped_schemes_work(catalogue)


def test_what_is_no_scheme_is_left_out_and_the_scheme_beside_it_is_used(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-cycling", giving="return ['rubbish', scheme()]")
    catalogue = load_catalogue()
    failure = only_failure(catalogue)
    assert (str(failure.stage), state_of(catalogue, "incentives_xx_cycling")) == ("record", "failed")
    assert "'rubbish'" in failure.message
    assert ids(catalogue) == [*SHIPPED, "xx-cycling"]
    shipped_schemes_work(catalogue)


def test_a_misspelt_hook_is_reported_and_a_good_one_beside_it_is_still_used(
    install: Install, shipped_schemes_work: Check
) -> None:
    misspelt = "yield scheme()\n\n\n@hookimpl\ndef report_format():\n    return []"
    install("incentives-xx-cycling", giving=misspelt)
    catalogue = load_catalogue()
    assert "report_format" in only_failure(catalogue).message
    assert ids(catalogue) == [*SHIPPED, "xx-cycling"]
    shipped_schemes_work(catalogue)


def test_a_plugin_that_needs_a_newer_core_is_not_even_imported(
    install: Install, shipped_schemes_work: Check, tmp_path: Path
) -> None:
    trace = tmp_path / "imported"
    install(
        "incentives-xx-cycling",
        requires=("incentives>=99", "attrs"),
        first=f"from pathlib import Path; Path({str(trace)!r}).touch()",
    )
    catalogue = load_catalogue()
    failure = only_failure(catalogue)
    assert (str(failure.stage), failure.code) == ("requirement", "plugin_requirement_failed")
    assert "incentives>=99" in failure.message
    assert "upgrade incentives" in failure.message
    assert not trace.exists()
    assert state_of(catalogue, "incentives_xx_cycling") == "failed"
    shipped_schemes_work(catalogue)


@pytest.mark.parametrize("requirement", ["incentives", "incentives>=0.1", "Incentives ~= 0.2", "attrs>=999"])
def test_requirements_that_are_met_or_concern_others_do_not_stop_a_plugin(install: Install, requirement: str) -> None:
    install("incentives-xx-cycling", requires=(requirement,))
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    assert "xx-cycling" in catalogue


def test_an_edition_that_fails_is_known_once_it_is_used_and_harms_no_other(
    install: Install, shipped_schemes_work: Check
) -> None:
    install("incentives-xx-cycling", building="raise ZeroDivisionError('no wheels')")
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    with pytest.raises(InvalidEdition, match="xx-cycling 2024") as caught:
        catalogue.edition("xx-cycling", 2024)
    assert "ZeroDivisionError: no wheels" in str(caught.value)
    rows = catalogue.assess_all(Situation.of({}), [2024])
    broken = [row for row in rows if isinstance(row, NotAssessed)]
    assert [(row.scheme.id, row.code) for row in broken] == [("xx-cycling", "invalid_edition")]
    failure = only_failure(catalogue)
    assert (str(failure.stage), failure.scheme, failure.year) == ("edition", "xx-cycling", 2024)
    assert (failure.plugin, failure.distribution) == ("incentives_xx_cycling", "incentives-xx-cycling 1.2.3")
    shipped_schemes_work(catalogue)


def test_an_edition_that_exits_is_contained_too(install: Install, shipped_schemes_work: Check) -> None:
    install("incentives-xx-cycling", building="raise SystemExit(0)")
    catalogue = load_catalogue()
    with pytest.raises(InvalidEdition, match="SystemExit"):
        catalogue.edition("xx-cycling", 2024)
    shipped_schemes_work(catalogue)


def test_an_edition_file_with_faults_is_reported_with_its_place(install: Install, shipped_schemes_work: Check) -> None:
    package = install("incentives-xx-cycling")
    path = package / "editions" / "2024.toml"
    path.write_text(path.read_text("utf-8").replace('"120.00"', "120.5"), "utf-8")
    catalogue = load_catalogue()
    with pytest.raises(InvalidEdition) as caught:
        catalogue.edition("xx-cycling", 2024)
    assert str(path) in str(caught.value)
    assert "$.figures.grant" in only_failure(catalogue).message
    shipped_schemes_work(catalogue)


def test_an_interrupt_by_the_user_is_not_swallowed(install: Install) -> None:
    install("incentives-xx-cycling", first="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_catalogue()


def test_a_plugin_that_gives_other_records_only_is_no_failure(install: Install, tmp_path: Path) -> None:
    module = dedent("""\
        from incentives import ReportFormat, Situation, SituationReader, hookimpl

        @hookimpl
        def situation_readers():
            return [SituationReader("bike", ".bike", lambda path: Situation.of({"label": path.stem}))]

        @hookimpl
        def report_formats():
            return [ReportFormat("bell", lambda content, screen: f"ring {screen.width}")]
    """)
    install("incentives-xx-bike", module=module)
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    assert catalogue.read_situation(tmp_path / "anna.bike").label == "anna"
    assert catalogue.formats["bell"].render({}, Screen(80)) == "ring 80"


def test_a_reader_that_is_no_reader_is_a_failure_of_its_plugin(install: Install, shipped_schemes_work: Check) -> None:
    module = dedent("""\
        from incentives import hookimpl

        @hookimpl
        def situation_readers():
            return [print]
    """)
    install("incentives-xx-bike", module=module)
    catalogue = load_catalogue()
    failure = only_failure(catalogue)
    assert str(failure.stage) == "record"
    assert "SituationReader" in failure.message
    shipped_schemes_work(catalogue)
