"""Registers made into a table: rows of one practitioner joined, and what they say differently left untold."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from incentives import (
    Fact,
    InvalidTable,
    Register,
    RegisterColumn,
    RegisterFact,
    RegisterRows,
    RegisterTable,
    UnknownFormat,
    UnreadableFile,
    Wording,
)
from incentives.population.register_rows import register_table

TODAY = date(2026, 1, 20)
FACTS = {
    "xx.trade": Fact.choice("xx.trade", ("baker", "smith"), annual=False),
    "xx.mail": Fact.choice("xx.mail", ("own", "none")),
}
NOWHERE = Wording(Path("nowhere"))
TRADES = Register(
    name="trades",
    separator="|",
    id="Number",
    numbers="xx",
    facts=(RegisterFact("xx.trade", "Trade", {"1": "baker", "2": "smith"}, source="list"),),
    kept=(RegisterColumn("modes", "Mode", source="list"),),
    left_out=(RegisterRows("apprentices", "Rank", ("A",)),),
    source="list",
    wording=NOWHERE,
)
MAIL = Register(
    name="mail",
    separator="|",
    id="Number",
    numbers="xx",
    facts=(RegisterFact("xx.mail", "Box", {"P": "own"}, source="list", any_row=True),),
    left_out=(RegisterRows("shared", "Box", ("S",)),),
    stamp=r"_(?P<day>\d{8})\.txt$",
    source="list",
    wording=NOWHERE,
)
HEAD = "Name|Number|Trade|Mode|Rank"
Table = Callable[..., RegisterTable]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """`table({name: lines})`: the table from these files."""

    def made(files: dict[str, tuple[str, ...]], **asked: object) -> RegisterTable:
        for name, lines in files.items():
            (tmp_path / name).write_bytes(("\n".join(lines) + "\n").encode())
        paths = [tmp_path / name for name in files]
        return register_table(paths, [TRADES, MAIL], FACTS, **{"day": None, "today": TODAY, **asked})  # type: ignore[arg-type]  # options by name

    return made


def rows(made: RegisterTable) -> dict[str, dict[str, object]]:
    return {row.pop("id"): row for row in made.frame.to_dicts()}


def test_the_rows_of_a_practitioner_become_one(table: Table) -> None:
    made = table({"t.txt": (HEAD, "Ann|7|1|L|", "Ann|7|1|S|", "Ann|7|1|L|", "Bob|8|2|L|", 'Eve "E|9||L|')})
    assert rows(made) == {
        "7": {"xx.trade": "baker", "modes": "L;S"},
        "8": {"xx.trade": "smith", "modes": "L"},
        "9": {"xx.trade": None, "modes": "L"},
    }
    assert (dict(made.differing), dict(made.told)) == ({"xx.trade": 0}, {"xx.trade": 2})


@pytest.mark.parametrize(("other", "is_told"), [("1", True), ("", True), ("2", False), ("99", False)])
def test_what_rows_say_differently_stays_untold_and_is_counted(table: Table, other: str, *, is_told: bool) -> None:
    made = table({"t.txt": (HEAD, "Ann|7|1|L|", f"Ann|7|{other}|L|")})
    assert rows(made)["7"]["xx.trade"] == ("baker" if is_told else None)
    assert made.differing["xx.trade"] == (0 if is_told else 1)
    assert made.files[0].silent["xx.trade"] == ({"99": 1} if other == "99" else {})


def test_one_row_is_enough_where_the_register_says_so(table: Table) -> None:
    made = table({"m_20251103.txt": ("Number|Box", "7|X", "7|P", "8|X")})
    assert rows(made) == {"7": {"xx.mail@2025": "own"}, "8": {"xx.mail@2025": None}}
    assert made.files[0].silent["xx.mail"] == {"X": 2}


def test_rows_that_speak_of_no_practitioner_are_left_out_and_counted(table: Table) -> None:
    made = table({"t.txt": (HEAD, "Ann|7|1|L|A", "Bob|8|2|L|", "Cat||2|L|", "")})
    assert rows(made).keys() == {"8"}
    assert dict(made.files[0].left_out) == {"apprentices": 1, "no_number": 1}
    assert made.files[0].rows == 3


def test_files_are_joined_by_number_and_who_is_absent_from_one_is_untold_there(table: Table) -> None:
    made = table({"t.txt": (HEAD, "Ann|7|1|L|", "Bob|8|2|S|"), "m_20251103.txt": ("Number|Box", "7|P", "9|P", "8|S")})
    assert rows(made) == {
        "7": {"xx.trade": "baker", "xx.mail@2025": "own", "modes": "L"},
        "8": {"xx.trade": "smith", "xx.mail@2025": None, "modes": "S"},
        "9": {"xx.trade": None, "xx.mail@2025": "own", "modes": None},
    }


def test_only_those_who_are_asked_for_are_kept_and_the_others_are_counted(table: Table) -> None:
    lines = (HEAD, "Ann|7|1|L|", "Ann|7|1|S|", "Bob|8|2|L|", "Cat|9|1|S|")
    made = table({"t.txt": lines}, keep=(("xx.trade", "baker"), ("modes", "L")))
    assert (list(rows(made)), made.unwanted) == (["7"], 2)
    with pytest.raises(UnknownFormat, match=r"bell.*xx\.trade, modes"):
        table({"t.txt": lines}, keep=(("bell", "loud"),))


@pytest.mark.parametrize(
    "lines",
    [
        ("\N{ZERO WIDTH NO-BREAK SPACE}" + HEAD, "Ann|7|1|L|\r"),
        (HEAD + "|", "Ann|7|1|L||"),
        (HEAD, "Ann|7|1|L||"),
        ("Rank|Mode|More|Trade|Number", "|L|x|1| 7 "),
    ],
)
def test_a_file_is_read_however_it_is_written(table: Table, lines: tuple[str, ...]) -> None:
    assert rows(table({"t.txt": lines})) == {"7": {"xx.trade": "baker", "modes": "L"}}


def faults(table: Table, files: dict[str, tuple[str, ...]], **asked: object) -> list[str]:
    with pytest.raises(InvalidTable) as refused:
        table(files, **asked)
    return [str(fault) for fault in refused.value.faults]


def test_every_malformed_line_is_named_by_its_number(table: Table) -> None:
    said = faults(table, {"t.txt": (HEAD, "Ann|7|1|L|", "Bob|8", "Cat|9", "Dan|10|1|L|", "Eve|11|1|L||x")})
    assert [line.partition("Lines: ")[2] for line in said] == ["3-4.", "6."]


def test_every_file_of_no_known_register_or_day_is_named_at_once(table: Table) -> None:
    mail = ("Number|Box", "7|P")
    files: dict[str, tuple[str, ...]] = {
        "a.txt": ("Number|Bell", "7|P"),
        "b.txt": mail,
        "c_20270101.txt": mail,
        "d_20251301.txt": mail,
    }
    said = faults(table, files)
    assert [Path(line.partition(": ")[0]).name for line in said] == list(files)
    assert "trades, mail" in said[0]
    (twice,) = faults(table, {"m_20251103.txt": mail}, day=date(2025, 11, 4))
    assert "2025-11-03" in twice
    assert "2025-11-04" in twice


def test_registers_of_other_numbers_are_never_joined(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(f"{HEAD}\nAnn|7|1|L|\n", "utf-8")
    (tmp_path / "m_20251103.txt").write_text("Number|Box\n7|P\n", "utf-8")
    paths = [tmp_path / "t.txt", tmp_path / "m_20251103.txt"]
    with pytest.raises(InvalidTable, match=r"m_20251103\.txt.*t\.txt"):
        register_table(paths, [TRADES, evolve(MAIL, numbers="yy")], FACTS, day=None, today=TODAY)


def test_malformed_lines_of_every_file_are_named_at_once(table: Table) -> None:
    said = faults(table, {"t.txt": (HEAD, "Ann|7"), "m_20251103.txt": ("Number|Box", "7|P", "8")})
    assert [(Path(line.partition(": ")[0]).name, line[-2:]) for line in said] == [
        ("t.txt", "2."),
        ("m_20251103.txt", "3."),
    ]


def test_the_day_that_is_told_is_that_of_a_file_whose_name_does_not_say_it(table: Table) -> None:
    made = table({"m.txt": ("Number|Box", "7|P")}, day=date(2024, 2, 29))
    assert rows(made) == {"7": {"xx.mail@2024": "own"}}


@pytest.mark.parametrize("text", [b"Number|Bo\xe9x\n", b"Number|Box\n7|\xe9\n"])
def test_a_file_in_another_encoding_is_refused_in_our_words(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "m_20251103.txt"
    path.write_bytes(text)
    with pytest.raises(UnreadableFile, match="UTF-8"):
        register_table([path], [MAIL], FACTS, day=None, today=TODAY)
