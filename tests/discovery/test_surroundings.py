"""A plugin that changes what it shares with the program: the way to calculate, the folder, the streams, a record."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import ROUND_UP, Context, Decimal, Inexact, getcontext, localcontext, setcontext
from pathlib import Path
from typing import Any

import pytest
from incentives import PRACTISES_IN, PROFESSION, Amount, Money, Situation, compare, load_catalogue, percent
from incentives.values.exact import STEADY, rounded_to
from incentives.wording import Speech

Install = Callable[..., Path]
CARELESS = Context(prec=3, rounding=ROUND_UP)
STRICT = Context(prec=2, traps=[Inexact])
SITUATION = Situation.of({"practitioner.profession": "physiotherapist", 2024: {"xx.cycles": True}})
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test changes is as it was afterwards."""
    monkeypatch.chdir(Path.cwd())
    context = getcontext().copy()
    yield
    setcontext(context)


@pytest.fixture
def due(install: Install) -> Callable[[], tuple[str, ...]]:
    """What two made-up schemes of 4,811.37 and 500.02 come to, in figures and in words."""
    for scheme, grant in (("xx-cycling", "4811.37"), ("xx-walking", "500.02")):
        edition = (install(f"incentives-{scheme}", scheme=scheme)) / "editions" / "2024.toml"
        edition.write_text(edition.read_text("utf-8").replace("120.00", grant), "utf-8")
    catalogue = load_catalogue(disable=[f"incentives-{one}" for one in SHIPPED])

    def told() -> tuple[str, ...]:
        rows = catalogue.assess_all(SITUATION, [2024])
        (total,) = compare(rows).totals
        in_words = Speech("en").value(Money(total.certain, "EUR"), PROFESSION.type)
        rate = compare(rows).totals_in("CHF", {"EUR": Decimal("1.0537")})
        return str(total.certain), str(total.possible), in_words, str(rate.certain)

    return told


@pytest.mark.parametrize("context", [CARELESS, STRICT], ids=["careless", "strict"])
def test_sums_and_words_are_the_same_in_whatever_context_of_decimals_they_are_asked(
    due: Callable[[], tuple[str, ...]], context: Context
) -> None:
    with localcontext(context):
        told = due()
        assert getcontext().prec == context.prec
    assert told == ("5311.39", "5311.39", "€5,311.39", "5596.61")


@pytest.mark.parametrize("context", [CARELESS, STRICT], ids=["careless", "strict"])
def test_figures_are_exact_in_whatever_context_they_are_made(context: Context) -> None:
    with localcontext(context):
        assert str((Money("4811.37", "EUR") + Money("500.02", "EUR")).amount) == "5311.39"
        assert (percent("12.345").numerator, percent("12.345").denominator) == (2469, 20000)
        assert str(rounded_to(Decimal("4811.375"), Decimal("0.01"), "half_up")) == "4811.38"


@pytest.mark.parametrize("context", [CARELESS, STRICT], ids=["careless", "strict"])
def test_what_comes_besides_what_was_received_is_exact_in_whatever_context(context: Context) -> None:
    with localcontext(context):
        received, coming = (Amount(one, one, one, "EUR") for one in map(Decimal, ("4811.37", "500.02")))
        both = received + coming
        left = both - received
    assert {str(both.certain), str(both.possible), str(both.reachable)} == {"5311.39"}
    assert {str(left.certain), str(left.possible), str(left.reachable)} == {"500.02"}


def test_no_setting_is_left_to_what_other_code_made_the_default() -> None:
    assert (STEADY.prec, STEADY.rounding, STEADY.capitals, STEADY.clamp) == (100, "ROUND_HALF_EVEN", 1, 0)


@pytest.mark.parametrize(
    "changing", ["decimal.getcontext().prec = 3", "decimal.setcontext(decimal.Context(prec=3, rounding='ROUND_UP'))"]
)
@pytest.mark.parametrize("where", ["first", "giving", "building"])
def test_a_plugin_that_calculates_otherwise_does_so_alone(install: Install, changing: str, where: str) -> None:
    code = {"first": f"import decimal; {changing}", "giving": f"import decimal; {changing}; return [scheme()]"}
    install("incentives-xx-cycling", **{where: code.get(where, f"import decimal; {changing}")})
    before = getcontext().prec
    catalogue = load_catalogue()
    catalogue.edition("xx-cycling", 2024)
    assert (catalogue.failures, getcontext().prec) == ((), before)


@pytest.mark.parametrize("where", ["first", "giving", "building"])
def test_a_plugin_that_goes_to_another_folder_goes_alone(install: Install, tmp_path: Path, where: str) -> None:
    going = f"import os; os.chdir({str(tmp_path)!r})"
    code = {"giving": f"{going}; return [scheme()]"}
    install("incentives-xx-cycling", **{where: code.get(where, going)})
    before = Path.cwd()
    load_catalogue().edition("xx-cycling", 2024)
    assert Path.cwd() == before != tmp_path


def test_while_plugins_load_the_streams_of_the_process_stay_its_own(install: Install, capfd: Any) -> None:
    seen = "import sys, builtins; builtins.seen_streams = sys.stdout, sys.stderr"
    install("incentives-xx-cycling", first=seen)
    streams = sys.stdout, sys.stderr
    load_catalogue()
    import builtins

    assert builtins.__dict__.pop("seen_streams") == streams
    os.write(1, b"")
    assert capfd.readouterr() == ("", "")


def test_what_other_threads_print_meanwhile_is_all_there(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    install("incentives-xx-cycling", first="import time; time.sleep(0.05)")
    is_over = threading.Event()
    printed: list[int] = []

    def print_on() -> None:
        while not is_over.wait(0.001):
            sys.stdout.write(f"{len(printed)}\n")
            printed.append(len(printed))

    other = threading.Thread(target=print_on)
    other.start()
    load_catalogue()
    is_over.set()
    other.join()
    assert printed
    assert capsys.readouterr().out.split() == [str(number) for number in printed]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_process_that_is_forked_while_a_plugin_loads_can_load_plugins_itself(install: Install) -> None:
    forking = (
        "import os, builtins\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    from incentives.catalogue.failures import guarded\n"
        "    import threading\n"
        "    done = []\n"
        "    thread = threading.Thread(target=lambda: done.append(guarded(lambda: 1).value))\n"
        "    thread.start(); thread.join(20)\n"
        "    os._exit(0 if done == [1] else 9)\n"
        "builtins.ended_with = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])\n"
    )
    install("incentives-xx-cycling", first=forking)
    catalogue = load_catalogue()
    import builtins

    assert (builtins.__dict__.pop("ended_with"), catalogue.failures) == (0, ())


CHANGES = {
    "its values": "object.__setattr__(incentives.PROFESSION, 'values', ('cyclist',))",
    "its digest": "object.__setattr__(incentives.PROFESSION, 'digest', 'x')",
    "the whole": "incentives.PROFESSION = Fact.yes_no('practitioner.profession')",
    "where it stands": "import incentives.scheme.shared as p; p.PROFESSION = Fact.yes_no('xx.profession')",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("where", ["first", "giving"])
def test_a_plugin_that_changes_what_every_scheme_shares_is_out_and_nothing_is_changed(
    install: Install, change: str, where: str
) -> None:
    install("incentives-xx-cycling", **{where: change if where == "first" else f"{change}; return [scheme()]"})
    values, digest = PROFESSION.values, PROFESSION.digest
    catalogue = load_catalogue()
    (failure,) = catalogue.failures
    assert (failure.plugin, str(failure.stage)) == ("incentives_xx_cycling", "record")
    assert "practitioner.profession" in failure.message
    assert [scheme.id for scheme in catalogue] == SHIPPED
    assert (PROFESSION.values, PROFESSION.digest) == (values, digest)
    assert sys.modules["incentives"].PROFESSION is PROFESSION


def test_where_somebody_practises_is_shared_too(install: Install) -> None:
    install("incentives-xx-cycling", first="object.__setattr__(incentives.PRACTISES_IN, 'values', ('xx',))")
    install("incentives-xx-walking", scheme="xx-walking", first="incentives.PRACTISES_IN = None")
    catalogue = load_catalogue()
    assert [(one.plugin, "practitioner.practises_in" in one.message) for one in catalogue.failures] == [
        ("incentives_xx_cycling", True),
        ("incentives_xx_walking", True),
    ]
    assert [scheme.id for scheme in catalogue] == SHIPPED
    assert "be" in PRACTISES_IN.values
    assert sys.modules["incentives"].PRACTISES_IN is PRACTISES_IN


def test_of_a_plugin_that_changes_what_every_scheme_shares_no_format_is_used_either(install: Install) -> None:
    formats = "\n\n\n@hookimpl\ndef report_formats():\n    return [incentives.ReportFormat('bell', str)]"
    install("incentives-xx-cycling", giving=f"{CHANGES['its values']}; return [scheme()]{formats}")
    catalogue = load_catalogue()
    assert "bell" not in catalogue.formats
    assert "xx-cycling" not in catalogue


def test_an_edition_that_changes_what_every_scheme_shares_is_broken(install: Install) -> None:
    install("incentives-xx-cycling", building=CHANGES["its values"])
    catalogue = load_catalogue()
    rows = catalogue.assess_all(SITUATION, [2024])
    assert {row.scheme.id for row in rows if hasattr(row, "amount")} == set(SHIPPED)
    (failure,) = catalogue.failures
    assert (failure.scheme, failure.year, str(failure.stage)) == ("xx-cycling", 2024, "edition")
    assert "practitioner.profession" in failure.message
    assert "physiotherapist" in PROFESSION.values
