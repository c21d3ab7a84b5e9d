"""A plugin that counts kilometres and reads a register: the kit lets it pass, and catches what breaks it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import PluginFailed

HOOKS = """

COLUMNS = (
    incentives.ActivityColumn("day", incentives.ActivityKind.DAY),
    incentives.ActivityColumn("how", incentives.ActivityKind.WORD, words={"bicycle": ("bike",), "car": ()}),
    incentives.ActivityColumn("km", incentives.ActivityKind.COUNT),
)


def count(export, edition, known):
    cycled = [one for one in export.activities if edition.period.contains(one.day) and "bicycle" in one.words["how"]]
    total = sum(one.counts["km"] for one in cycled)
    said = incentives.ActivityRemark("cycled", {"total": total, "how": "bicycle"})
    return incentives.ActivityCount({"xx.kilometres": total}, [said])


@hookimpl
def activity_readers():
    yield incentives.ActivityReader("xx-cycling", COLUMNS, count, remarks=("cycled",))


@hookimpl
def registers():
    yield incentives.Register(
        name="riders", separator=";", id="Number", numbers="xx", source="town",
        facts=(incentives.RegisterFact("xx.bell", "Bell", {"L": "loud"}, source="town"),),
        kept=(incentives.RegisterColumn("wards", "Ward", source="town"),),
        left_out=(incentives.RegisterRows("horses", "Kind", ("H",)),),
        wording=Wording(files(__name__) / "wording"),
    )


@hookimpl
def incentive_schemes"""
WORDS = """
[activity]
cycled = "{total} km by {how} in {year}."

[activity_columns]
day = "day of the visit"
how = "how you went"
km = "how far"

[activity_words]
bicycle = "bicycle"
car = "car"

[registers.riders]
name = "the town's riders"
horses = "horses"
"""
MODULE, WORDING = "__init__.py", "wording/en.toml"
Found = Callable[[str], list[str]]


@pytest.fixture
def counting(plugin: Any) -> Any:
    plugin.edit(MODULE, "\n\n@hookimpl\ndef incentive_schemes", HOOKS)
    plugin.edit(WORDING, "[steps]", f"{WORDS}\n[steps]")
    return plugin


def test_a_sound_plugin_passes(counting: Any, found: Found) -> None:
    del counting
    checks = ("loads", "activity", "registers", "nothing_unsaid", "reads_nothing")
    assert {check: found(check) for check in checks} == {check: [] for check in checks}


@pytest.mark.parametrize(
    ("check", "path", "old", "new", "place", "problem"),
    [
        ("activity", WORDING, 'cycled = "{total}', 'walked = "{total}', "activity.cycled", "is missing"),
        ("activity", WORDING, 'cycled = "{total}', 'walked = "{total}', "activity.walked", "nothing says it"),
        ("activity", WORDING, 'car = "car"', "", "activity_words.car", "is missing"),
        ("activity", WORDING, 'km = "how far"', "", "activity_columns.km", "is missing"),
        ("activity", MODULE, '"car": ()', '"car": ("bike",)', "how", "told apart"),
        (
            "activity",
            MODULE,
            '("km", incentives.ActivityKind.COUNT',
            '("how", incentives.ActivityKind.COUNT',
            "how",
            "two",
        ),
        ("activity", MODULE, "ActivityKind.COUNT", "ActivityKind.WORDS", "activity of xx-cycling", "some of counts"),
        ("activity", MODULE, 'ActivityReader("xx-c', 'ActivityReader("yy-c', "yy-cycling", "does not give"),
        ("registers", WORDING, 'horses = "horses"', "", "registers.riders.horses", "is missing"),
        ("registers", WORDING, 'horses = "horses"', 'ponies = "ponies"', "registers.riders.ponies", "nothing says it"),
        ("registers", MODULE, '{"L": "loud"}', '{"L": "shrill"}', "xx.bell", "shrill"),
        ("registers", MODULE, '"xx.bell", "Bell"', '"xx.horn", "Bell"', "xx.horn", "no choice"),
        ("registers", MODULE, '("wards"', '("xx.bell"', "xx.bell", "another column"),
        ("registers", MODULE, '"Ward", source="town"', '"Ward", source=" "', "riders", "no source"),
        ("registers", MODULE, 'numbers="xx"', 'numbers="xx", stamp="[0-9]+"', "stamp", "no group"),
    ],
)
def test_the_kit_catches_what_breaks_it(  # noqa: PLR0913, PLR0917  # one case, said in its parts
    counting: Any, found: Found, check: str, path: str, old: str, new: str, place: str, problem: str
) -> None:
    counting.edit(path, old, new)
    assert any(place in said and problem in said for said in found(check))


def test_any_plugin_can_count_what_was_billed_for_its_scheme(counting: Any, tmp_path: Path) -> None:
    catalogue = counting.install()
    path = tmp_path / "visits.csv"
    path.write_text("km,how,day\n300,bike,2025-03-01\n250,Bicycle,2025-12-31\n99,car,2025-03-01\n9,bike,2026-01-01\n")
    export = catalogue.read_activity(path, "xx-cycling", as_of=date(2026, 2, 1))
    read = catalogue.count_activity(export, "xx-cycling", 2025)
    assert read.count.facts == {"xx.kilometres": 550}
    assert catalogue.assess("xx-cycling", 2025, read.situation).situation.annual[2025] == {"xx.kilometres": 550}


def test_any_plugin_can_give_a_register(counting: Any, tmp_path: Path) -> None:
    catalogue = counting.install()
    path = tmp_path / "riders.txt"
    path.write_text("Number;Bell;Ward;Kind\n1;L;N;\n1;L;S;\n2;;N;\n3;L;N;H\n")
    table = catalogue.read_registers([path], today=date(2026, 2, 1), day=date(2025, 12, 31))
    assert table.frame.rows() == [("1", "loud", "N;S"), ("2", None, "N")]


@pytest.mark.parametrize(("record", "word"), [("activity_readers", "ActivityReader"), ("registers", "Register")])
def test_what_is_no_record_is_a_failure_of_the_plugin(counting: Any, record: str, word: str) -> None:
    counting.edit(MODULE, f"def {record}():\n", f"def {record}():\n    yield 'bell'\n")
    (failure,) = counting.install().failures
    assert word in failure.message


def test_a_count_that_fails_is_a_failure_of_the_plugin_in_our_words(counting: Any, tmp_path: Path) -> None:
    counting.edit(MODULE, '"bicycle" in one.words["how"]', '"bicycle" in one.words["bell"]')
    catalogue = counting.install()
    path = tmp_path / "visits.csv"
    path.write_text("km,how,day\n300,bike,2025-03-01\n")
    export = catalogue.read_activity(path, "xx-cycling", as_of=date(2026, 2, 1))
    with pytest.raises(PluginFailed, match="xx_cycling"):
        catalogue.count_activity(export, "xx-cycling", 2025)
    assert len(catalogue.failures) == 1
