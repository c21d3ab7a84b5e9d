"""Contenders that take turns, and builds in processes of their own."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_contenders_take_turns_and_the_shortest_run_counts_by_each_clock() -> None:
    from benchmarks.measuring import Time, side_by_side

    turns: list[str] = []
    times = {"ours": iter([Time(3, 1), Time(2, 2)]), "theirs": iter([Time(5, 5), Time(6, 4)])}

    def next_of(who: str) -> Time:
        turns.append(who)
        return next(times[who])

    found = side_by_side({who: lambda who=who: next_of(who) for who in times}, rounds=2)  # type: ignore[misc]  # a lambda with a default has no type
    assert turns == ["ours", "theirs", "ours", "theirs"]
    assert found == {"ours": Time(2, 1), "theirs": Time(5, 4)}


def test_who_is_refused_is_asked_no_more_and_says_why() -> None:
    from benchmarks.measuring import Refused, Time, as_markdown, compared, side_by_side

    asked = []

    def refused() -> Time:
        asked.append(1)
        raise Refused("gives other answers")

    found = side_by_side({"ours": lambda: Time(1, 1), "theirs": refused}, rounds=3)
    text = as_markdown(compared("table", "3 rows", found, ["theirs"]))
    assert len(asked) == 1
    assert "refused" in text
    assert "theirs, table: gives other answers" in text


def test_each_pair_is_compared_once() -> None:
    from benchmarks.measuring import Time, compared

    lines = compared("table", "3 rows", {"a": Time(2, 4), "b": Time(1, 1), "c": Time(1, 1)}, ["b", "a"])
    pairs = [(line.who, line.against, line.ratio) for line in lines]
    assert pairs == [
        ("a", "b", Time(2, 4)),
        ("b", "", None),
        ("c", "b", Time(1, 1)),
        ("c", "a", Time(0.5, 0.25)),
    ]


def test_another_build_is_imported_before_what_is_installed() -> None:
    from benchmarks.builds import builds

    here, there = builds(ROOT)
    paths = there.environment(Path("site"))["PYTHONPATH"].split(os.pathsep)
    assert here.name == "incentives"
    assert there.name == f"incentives at {ROOT.name}"
    assert paths[0] == str(ROOT / "core" / "src")
    assert str(ROOT / "plugins" / "fr_fami" / "src") in paths[1:-1]
    assert paths[-1] == "site"


def test_a_worker_does_what_it_is_asked_and_says_what_it_cannot_do() -> None:
    from benchmarks.builds import Build, Worker
    from benchmarks.measuring import Refused

    with Worker(Build("here")) as worker:
        assert worker.doing("nothing_known")().processor > 0
        with pytest.raises(Refused, match="no_such_form"):
            worker.doing("table", rows=10, form="no_such_form")()
        assert worker.doing("nothing_known")().wall > 0  # it goes on


def test_a_command_that_fails_is_refused() -> None:
    from benchmarks.builds import Build
    from benchmarks.measuring import Refused

    with pytest.raises(Refused, match="ended with 2"):
        Build("here").command("no-such-command")()
