"""Files that are no tables: said plainly, with the line or the columns, and never half read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from incentives import Fault, IncentivesError
from incentives.errors import InvalidTable, UnknownFormat, UnreadableFile
from incentives.population.table_files import check_writable, form_of, read_table, write_table

Written = Callable[..., Path]


def read_whole(path: Path) -> None:
    table = read_table(path)
    with table.read():
        table.frame.collect(engine="streaming")


def refused(path: Path, kind: type[IncentivesError] = UnreadableFile) -> str:
    """What is said of a file that cannot be read, when it is opened or later; it names the file."""
    with pytest.raises(kind) as raised:
        read_whole(path)
    assert str(path) in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        ("a,b\n1,2\n3,4,5\n6,7\n", 3, 3),
        ('a,b\n"one\ntwo\nthree",2\n3,4,5,6\n', 5, 4),
        ("a;b\n1;cpts;msp\n", 2, 3),
        ("a,b\n" + "1,2\n" * 200_000 + "1,2,3\n", 200_002, 3),
    ],
)
def test_a_line_with_too_many_cells_is_named(written: Written, text: str, line: int, cells: int) -> None:
    said = refused(written(text))
    assert f"line {line} has {cells} cells" in said
    assert "names 2 columns" in said
    assert "quotation marks" in said


@pytest.mark.parametrize(
    "text",
    [
        "prénom;b\n1;2\n".encode("cp1252"),
        b"a;b\n" + b"1;2\n" * 1000 + "é;2\n".encode("cp1252"),
        "a;b\n1;2\n".encode("utf-16"),
    ],
)
def test_another_encoding_than_utf_8_is_named_with_the_way_out(written: Written, text: bytes) -> None:
    said = refused(written(text))
    assert "UTF-8" in said
    assert "Excel" in said


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " , \n1,2\n"])
def test_a_file_that_names_no_columns_is_empty(written: Written, text: str) -> None:
    assert "first line must name the columns" in refused(written(text))


def test_columns_without_a_name_are_counted(written: Written) -> None:
    assert "columns 2, 4 have no name" in refused(written("a,,b,\n1,2,3,4\n"))


def test_all_columns_of_one_name_are_faults_at_once(written: Written) -> None:
    path = written("a,b,a,fr.conventioned,b, fr.conventioned\n1,2,3,true,4,true\n")
    assert refused(path, InvalidTable).count("two columns have this name") == 3


def test_ends_of_lines_that_nobody_writes_today_are_said(written: Written) -> None:
    assert "CR alone" in refused(written("a,b\r1,2\r3,4\r"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,2\n2,"3\n4,5\n', "line 3 has a quotation mark that opens a cell and is never closed"),
        ('a,b\n1,2\n2,5" screen\n4,5\n', "line 3 has a quotation mark where none can stand"),
        ('a,b\n1,2\n2,"5" screen\n4,5\n', "line 3 has a quotation mark where none can stand"),
        ('a,b\n1,"2"\n2,"3"" screen\n4,"5"\n', "line 3 has a quotation mark where none can stand"),
        ('a,b\n1,"two\nlines"\n2,"3"x\n4,5\n', "line 4 has a quotation mark where none can stand"),
        ('a;b\n1;"2"\n2; "3;4"\n', "line 3 has a quotation mark where none can stand"),
        ("a,b\n" + "1,2\n" * 200_000 + '1,2"\n', "line 200002 has a quotation mark where none can stand"),
        ("a,b\n1,2\n2,3\r4,5\n", "line 3 has a carriage return (CR) that ends no line"),
    ],
)
def test_a_mark_that_stands_where_it_cannot_is_said_with_its_line_and_the_way_out(
    written: Written, text: str, said: str
) -> None:
    message = refused(written(text))
    assert said in message
    assert "ake it out" in message


def test_decimals_of_more_digits_than_can_be_read_are_refused_by_name(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import feather, parquet

    wide = pa.array([Decimal(1)], pa.decimal256(50, 0))
    table = pa.table({"a": [1], "wide": wide, "inside": pa.array([[Decimal(1)]], pa.list_(pa.decimal256(40, 0)))})
    parquet.write_table(table, tmp_path / "t.parquet")
    feather.write_feather(table, tmp_path / "t.arrow", compression="uncompressed")
    for name in ("t.parquet", "t.arrow"):
        with pytest.raises(InvalidTable) as raised:
            read_table(tmp_path / name)
        assert [(fault.paths, fault.id) for fault in raised.value.faults if isinstance(fault, Fault)] == [
            (("wide",), "column_too_wide"),
            (("inside",), "column_too_wide"),
        ]


def test_a_day_that_text_cannot_hold_is_refused_with_its_row_and_other_forms_hold_it(tmp_path: Path) -> None:
    late = pl.Series([0, None, 2_932_897], dtype=pl.Int32).cast(pl.Date)  # the first day of the year 10000
    times = late.cast(pl.Datetime("ms"))
    frame = pl.LazyFrame({"day": late, "time": times, "last": late.clip(upper_bound=date.max), "none": [None] * 3})
    with pytest.raises(InvalidTable) as raised:
        check_writable(frame, tmp_path / "out.csv", "csv", [])
    assert [(fault.paths, fault.values["row"]) for fault in raised.value.faults if isinstance(fault, Fault)] == [
        (("day",), "3"),
        (("time",), "3"),
    ]
    check_writable(frame, tmp_path / "out.parquet", "parquet", [])
    check_writable(frame.select("last", "none"), tmp_path / "out.csv", "csv", [])


def test_a_file_that_goes_away_before_it_is_read_is_named(written: Written) -> None:
    path = written("a,b\n1,2\n")
    table = read_table(path)
    path.unlink()
    with pytest.raises(UnreadableFile, match=r"table\.csv: cannot be read"), table.read():
        table.frame.collect(engine="streaming")


@pytest.mark.parametrize("name", ["table.parquet", "table.arrow", "table.feather", "table.ipc"])
@pytest.mark.parametrize(
    "text", [b"", b"a,b\n1,2\n", b"PAR1" + bytes(60) + b"PAR1", b"ARROW1\0\0" + bytes(60) + b"ARROW1"]
)
def test_a_file_that_is_not_what_its_suffix_says_is_refused(written: Written, name: str, text: bytes) -> None:
    assert "cannot be read" in refused(written(text, name))


@pytest.mark.parametrize("form", ["parquet", "ipc"])
def test_a_file_cut_short_is_refused(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"table.{form}"
    write_table(pl.LazyFrame({"a": range(10_000)}), path, form)
    path.write_bytes(path.read_bytes()[:-2000])
    assert "cannot be read" in refused(path)


def test_a_page_of_parquet_that_was_damaged_is_found_when_it_is_reached(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    write_table(pl.LazyFrame({"a": range(100_000)}), path, "parquet")
    content = bytearray(path.read_bytes())
    content[4:100] = bytes(96)
    path.write_bytes(content)
    assert "cannot be read" in refused(path)


def test_a_file_that_is_not_there_or_is_a_folder_is_said(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.csv")
    (tmp_path / "folder.parquet").mkdir()
    assert "directory" in refused(tmp_path / "folder.parquet")


@pytest.mark.parametrize("name", ["table.xlsx", "table", "table.csv.gz"])
def test_another_suffix_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(UnknownFormat, match=r"\.csv, \.parquet, \.arrow, \.feather, \.ipc"):
        form_of(Path(name))


def test_csv_refuses_every_column_that_it_cannot_hold_and_other_forms_hold_them(tmp_path: Path) -> None:
    frame = pl.LazyFrame({"sets": [["a"]], "tags": [["b"]], "place": [{"x": 1}], "raw": [b"1"], "member": ["1"]})
    with pytest.raises(UnknownFormat) as raised:
        check_writable(frame, tmp_path / "out.csv", "csv", ["sets"])
    assert raised.value.data["columns"] == ["tags", "place", "raw"]
    for name, form in (("out.parquet", "parquet"), ("out.arrow", "ipc")):
        check_writable(frame, tmp_path / name, form, ["sets"])
        write_table(frame, tmp_path / name, form)
        assert read_table(tmp_path / name).frame.collect().to_dicts() == frame.collect().to_dicts()
