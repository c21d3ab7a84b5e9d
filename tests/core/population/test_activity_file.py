"""Exports of what was billed, read by declared columns: what lines say is summed, and every malformed one is named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from incentives import ActivityColumn, ActivityExport, ActivityKind, InvalidTable, Period, UnreadableFile
from incentives.population.activity_file import read_activity_file

COLUMNS = (
    ActivityColumn("day", ActivityKind.DAY, also=("dag",)),
    ActivityColumn("how", ActivityKind.WORD, words={"bike": ("fiets", "vélo"), "foot": ()}),
    ActivityColumn("why", ActivityKind.WORDS, words={"hill": (), "rain": ()}, is_required=False),
    ActivityColumn("visits", ActivityKind.COUNT, is_required=False),
    ActivityColumn("hours", ActivityKind.COUNT, is_required=False),
)
TODAY = date(2026, 1, 20)
Read = Callable[..., ActivityExport]
FIRST = "day;how;why;visits"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(line, ...)`: the export with these lines."""

    def made(*lines: str, end: str = "\n", covers: Period | None = None) -> ActivityExport:
        path = tmp_path / "visits.csv"
        path.write_bytes((end.join(lines) + end).encode())
        return read_activity_file(path, COLUMNS, TODAY, covers)

    return made


def faults(read: Read, *lines: str) -> list[str]:
    with pytest.raises(InvalidTable) as refused:
        read(*lines)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("day;how;why;visits", "2025-03-01;bike;hill+rain;3", "2025-03-01;bike;hill+rain;4"), "\n"),
        (("visits,DAG,Why,How,name", "7,2025-03-01,rain+hill,Fiets,Ann"), "\r\n"),
        (("day|how|why|visits", "2025-03-01| vélo |hill + rain| 7 |", "", "|||"), "\n"),
        (("sep=;", "day;how;why;visits", '2025-03-01;"bike";"hill+rain";"7"'), "\n"),
    ],
)
def test_a_file_is_read_however_it_is_written(read: Read, lines: tuple[str, ...], end: str) -> None:
    export = read(*lines, end=end)
    (one,) = export.activities
    assert (one.day, one.words["how"], {*one.words["why"]}) == (date(2025, 3, 1), ("bike",), {"hill", "rain"})
    assert one.counts == {"visits": 7}
    assert export.columns == {"day", "how", "why", "visits"}


def test_every_malformed_line_is_named_by_its_number_at_once(read: Read) -> None:
    said = faults(
        read,
        FIRST,
        "01/03/2025;bike;;3",
        "2025-03-01;plane;;3",
        "2025-03-01;plane;;3",
        "2025-03-01;plane;;three",
        "2025-03-01;bike;;",
        "2025-03-01;;;1",
        "2025-03-01;bike;snow;1",
        "2025-03-01;bike",
        "2025-03-01;bike;;1;2",
        "2026-01-21;bike;;1",
        "0205-03-01;bike;;1",
        "2025-03-01;bike;;-1",
        "2025-03-01;bike;;1.5",
        "2025-03-01;bike;;1",
    )
    named = {line.partition("Lines: ")[2].strip(".") for line in said}
    assert named == {"2", "3-5", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"}
    assert all("\n" not in line and ":" in line for line in said)
    assert any(line.startswith("how: ") and "plane" in line and "bike, foot" in line for line in said)


def test_missing_columns_and_columns_that_say_the_same_are_named_at_once(read: Read) -> None:
    said = faults(read, "dag;day;visits", "2025-03-01;2025-03-01;1")
    assert [line.partition(":")[0] for line in said] == ["dag, day", "how"]
    (said_of_counts,) = faults(read, "day;how", "2025-03-01;bike")
    assert said_of_counts.startswith("visits, hours: ")


def test_a_file_without_a_line_says_something_only_where_it_is_said_what_it_covers(read: Read) -> None:
    assert len(faults(read, FIRST)) == 1
    covers = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert (read(FIRST, covers=covers).activities, read(FIRST, covers=covers).covers) == ((), covers)


def test_a_file_covers_its_lines_and_what_is_said_but_never_a_day_to_come(read: Read) -> None:
    lines = (FIRST, "2025-03-01;bike;;1", "2025-04-01;bike;;1")
    assert read(*lines).covers == Period(date(2025, 3, 1), date(2025, 4, 1))
    said = Period(date(2025, 3, 15), date(2026, 12, 31))
    assert read(*lines, covers=said).covers == Period(date(2025, 3, 1), TODAY)


@pytest.mark.parametrize("text", [b"day;how;visits\n2025-03-01;v\xe9lo;1\n", b'day;how;visits\n2025-03-01;"bike;1\n'])
def test_a_file_that_is_no_csv_in_utf_8_is_refused_in_our_words(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "visits.csv"
    path.write_bytes(text)
    with pytest.raises(UnreadableFile, match=r"visits\.csv: "):
        read_activity_file(path, COLUMNS, TODAY)


def test_a_file_that_is_not_there_is_refused_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_activity_file(tmp_path / "none.csv", COLUMNS, TODAY)
