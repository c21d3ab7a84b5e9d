"""Tables in files: what is written is read again as it was, in every form, delimiter and encoding that is taken."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from incentives.population.dialect import Dialect, guessed_rows
from incentives.population.intake import Origin
from incentives.population.table_files import counted, read_table, write_table
from polars.testing import assert_frame_equal

FORMS = {"table.csv": "csv", "table.parquet": "parquet", "table.arrow": "ipc", "table.feather": "ipc", "T.IPC": "ipc"}
Written = Callable[..., Path]


def rows(path: Path) -> list[tuple[str | None, ...]]:
    return read_table(path).frame.collect().rows()


@pytest.fixture
def people() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "member": ["007", None, "a;b", 'the "first", or not', "two\nlines"],
            "fr.conventioned": [True, False, None, True, None],
            "fr.scor.transmissions": [0, 12, None, 3, 4],
            "fr.practice_started_on": [date(2024, 3, 1), None, date(1999, 12, 31), None, None],
            "fr-fami.certain": pl.Series(
                [Decimal("490.00"), Decimal(0), None, Decimal("0.05"), None], dtype=pl.Decimal(18, 2)
            ),
            "fr.coordination.structures": ["cpts;msp", ";", None, "msp", ";"],
        }
    )


@pytest.mark.parametrize(("name", "form"), FORMS.items())
def test_what_is_written_is_read_again_as_it_was(tmp_path: Path, people: pl.DataFrame, name: str, form: str) -> None:
    path = tmp_path / name
    write_table(people.lazy(), path, form, sets=["fr.coordination.structures"])
    table = read_table(path)
    assert (table.form, table.columns) == (form, 6)
    assert table.origin is (Origin.TEXT_FILE if form == "csv" else Origin.FILE)
    expected = people if form != "csv" else people.select(pl.all().cast(pl.String))
    assert_frame_equal(table.frame.collect(), expected)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("has_mark", [True, False])
def test_csv_is_read_again_whatever_separates_its_cells(
    tmp_path: Path, people: pl.DataFrame, delimiter: str, *, has_mark: bool
) -> None:
    path, dialect = tmp_path / "table.csv", Dialect(delimiter, has_mark)
    write_table(people.lazy(), path, "csv", dialect=dialect)
    table = read_table(path)
    assert table.dialect == dialect
    assert_frame_equal(table.frame.collect(), people.select(pl.all().cast(pl.String)))


def test_csv_is_written_plainly(tmp_path: Path, people: pl.DataFrame) -> None:
    path = tmp_path / "table.csv"
    write_table(people.head(3).with_columns(share=pl.Series([0.5, 1e-7, 1e12])).lazy(), path, "csv")
    assert path.read_bytes().decode().splitlines() == [
        ",".join([*people.columns, "share"]),
        "007,true,0,2024-03-01,490.00,cpts;msp,0.5",
        ",false,12,,0.00,;,0.0000001",
        "a;b,,,1999-12-31,,,1000000000000",
    ]


@pytest.mark.parametrize(
    "sets",
    [
        pl.Series("fr.coordination.structures", [["cpts", "msp"], [], None], pl.List(pl.String)),
        pl.Series("fr.coordination.structures", [["cpts", "msp"], [], None], pl.List(pl.Enum(["msp", "cpts"]))),
        pl.Series("fr.coordination.structures", ["cpts;msp", ";", None], pl.String),
    ],
    ids=lambda sets: str(sets.dtype),
)
def test_in_csv_the_empty_set_is_not_an_unknown_one(tmp_path: Path, sets: pl.Series) -> None:
    path = tmp_path / "table.csv"
    frame = pl.DataFrame([pl.Series("member", ["1", "2", "3"]), sets])
    write_table(frame.lazy(), path, "csv", sets=[sets.name])
    assert rows(path) == [("1", "cpts;msp"), ("2", ";"), ("3", None)]


def test_an_empty_text_of_another_column_stays_one_in_parquet(tmp_path: Path) -> None:
    path, frame = tmp_path / "table.parquet", pl.DataFrame({"member": ["", None]})
    write_table(frame.lazy(), path, "parquet", sets=())
    assert_frame_equal(read_table(path).frame.collect(), frame)


@pytest.mark.parametrize("cell", ["", '""', " ", '" \t "'])
def test_a_cell_in_which_nothing_is_written_is_unknown(written: Written, cell: str) -> None:
    assert rows(written(f"member,a,b\n1,{cell},x\n")) == [("1", None, "x")]


def test_lines_in_which_nothing_is_written_are_no_practitioners(written: Written) -> None:
    assert rows(written("\n\na,b\n1,\n\n,\n , \n,2\n\n")) == [("1", None), (None, "2")]


@pytest.mark.parametrize(
    ("text", "delimiter", "names"),
    [
        ("a,b\n1,x;y\n", ",", ["a", "b"]),
        ("a;b\n1;x,y\n", ";", ["a", "b"]),
        ("a\tb\n1\tx,y;z\n", "\t", ["a", "b"]),
        ('"a;c;d",b\n1,2\n', ",", ["a;c;d", "b"]),
        ("a\n1\n", ",", ["a"]),
        ("a;b\r\n1;2\r\n", ";", ["a", "b"]),
        ("\ufeffa;b\r\n1;2\r\n", ";", ["a", "b"]),
    ],
)
def test_what_separates_cells_is_seen_in_the_first_line(
    written: Written, text: str, delimiter: str, names: list[str]
) -> None:
    table = read_table(written(text))
    assert table.dialect is not None
    assert (table.dialect.delimiter, table.dialect.has_mark) == (delimiter, text.startswith("\ufeff"))
    assert table.frame.collect_schema().names() == names
    assert table.frame.collect().item(0, 0) == "1"


def test_a_set_between_semicolons_is_read_where_it_stands_in_quotation_marks(written: Written) -> None:
    assert rows(written('member;sets;b\n1;"cpts;msp";x\n2;";";y\n')) == [("1", "cpts;msp", "x"), ("2", ";", "y")]


def test_spaces_around_the_names_of_columns_are_no_part_of_them(written: Written) -> None:
    path = written("member , fr.conventioned\n1,true\n")
    assert read_table(path).frame.collect_schema().names() == ["member", "fr.conventioned"]


def test_one_column_may_have_no_name_as_pandas_writes_its_index(written: Written) -> None:
    assert rows(written(",a\n0,x\n1,y\n")) == [("0", "x"), ("1", "y")]


def test_nothing_is_guessed_from_the_text_of_a_cell(written: Written) -> None:
    assert rows(written("member,code,day\n007,1e3,01/02/2024\n")) == [("007", "1e3", "01/02/2024")]


def test_a_name_with_a_wildcard_is_that_one_file(written: Written) -> None:
    written("a\n1\n", "table1.csv")
    assert rows(written("a\n2\n", "table[1].csv")) == [("2",)]


@pytest.mark.parametrize("form", ["parquet", "ipc"])
def test_the_number_of_rows_is_known_where_the_file_says_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"table.{form}"
    write_table(pl.LazyFrame({"a": range(1234)}), path, form)
    assert read_table(path).rows() == 1234


def test_the_number_of_rows_of_csv_is_close_to_what_it_is(written: Written) -> None:
    lines = [f"{at},{'x' * (at % 37)}" for at in range(100_000)]
    path = written("\n".join(["a,b", *lines]) + "\n")
    assert abs(guessed_rows(path) - 100_000) < 2_000
    assert guessed_rows(written("a,b\n1,2\n")) == 1


def test_a_count_is_told_of_every_row_once_and_of_those_with_a_mark(tmp_path: Path) -> None:
    rows, path = 300_000, tmp_path / "table.parquet"
    numbers = pl.int_range(rows, eager=True)
    marks = pl.DataFrame(
        {"a.invalid": pl.select(pl.when(numbers % 10 == 0).then(pl.lit("x"))).to_series(), "n": numbers}
    )
    marks = marks.with_columns(pl.when(pl.col("n") % 15 == 0).then(pl.lit("y")).alias("b.invalid"))
    told: list[tuple[int, int, Counter[str]]] = []
    frame = counted(marks.lazy(), ["a.invalid", "b.invalid"], lambda *seen: told.append(seen))
    write_table(frame, path, "parquet")
    assert sum(count for count, *_ in told) == rows
    assert sum(count for _, count, _ in told) == rows // 10 + rows // 15 - rows // 30
    assert sum((names for *_, names in told), Counter()) == {"x": rows // 10, "y": rows // 15}
    assert_frame_equal(read_table(path).frame.collect(), marks)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells which files are in memory")
def test_a_file_of_arrow_is_read_piece_by_piece_and_not_mapped_whole(tmp_path: Path) -> None:
    path = tmp_path / "table.arrow"
    write_table(pl.LazyFrame({"a.invalid": ["x"] * 1000}), path, "ipc")
    mapped: list[bool] = []
    frame = counted(
        read_table(path).frame,
        ["a.invalid"],
        lambda *_: mapped.append(path.name in Path("/proc/self/maps").read_text()),
    )
    assert frame.collect(engine="streaming").height == 1000
    assert mapped
    assert not any(mapped)


def test_a_row_of_thousands_of_columns_is_read_as_any_other(written: Written) -> None:
    names = [f"c{place}" for place in range(4000)]
    path = written(",".join(names) + "\n" + "x," * 3999 + "\n" + "," * 3999 + "\n")
    (row,) = rows(path)
    assert row == ("x",) * 3999 + (None,)
