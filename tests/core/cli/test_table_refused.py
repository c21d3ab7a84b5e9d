"""`incentives table` where it cannot do what is asked: said plainly, exit 2, and every file is left as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from incentives.wording import LANGUAGES

Run = Callable[..., Result]
FAMI = ("--scheme", "fr-fami", "--year", "2025")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("practitioner.profession,fr.scor.transmissions\nphysiotherapist,0\n", "utf-8")
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "out.csv"


@pytest.fixture
def refused(run: Run, people: Path, output: Path) -> Callable[..., str]:
    """`refused(*options)`: what is said when nothing is written."""
    output.parent.mkdir()

    def said(*options: object, source: object = people, target: object = output) -> str:
        before = {path: path.read_bytes() for path in output.parent.iterdir()}
        result = run("table", source, *(options or FAMI), "-o", target)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Traceback" not in result.stderr
        assert {path: path.read_bytes() for path in output.parent.iterdir()} == before
        return result.stderr

    return said


def test_a_file_that_exists_is_left_as_it_is_without_force(
    refused: Callable[..., str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.parent.joinpath("out.csv").write_text("precious", "utf-8")
    monkeypatch.setattr("incentives.cli.output.load_catalogue", None)  # refused before any work
    assert "--force" in refused()


def test_force_replaces_a_file_that_exists(run: Run, people: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", "utf-8")
    assert run("table", people, *FAMI, "-o", target, "--force").exit_code == 0
    assert pl.read_csv(target)["fr-fami.scor"].to_list() == [False]


@pytest.mark.skipif(os.name != "posix", reason="the permissions of files are those of POSIX")
def test_the_file_written_can_be_read_by_others_as_any_new_file_can(run: Run, people: Path, tmp_path: Path) -> None:
    target, other = tmp_path / "out.csv", tmp_path / "other"
    other.touch()
    assert run("table", people, *FAMI, "-o", target).exit_code == 0
    assert target.stat().st_mode == other.stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "out.csv", "people.csv"]


@pytest.mark.parametrize("way", ["same", "symbolic", "hard"])
def test_the_table_that_is_read_is_never_written_over(refused: Callable[..., str], output: Path, way: str) -> None:
    source = output.parent / "people.csv"
    source.write_text("practitioner.profession\nphysiotherapist\n", "utf-8")
    match way:
        case "symbolic":
            output.symlink_to(source)
        case "hard":
            output.hardlink_to(source)
    target = source if way == "same" else output
    assert "the table that is read" in refused(*FAMI, "--force", source=source, target=target)


def test_a_folder_that_is_not_there_is_said(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "cannot be written" in refused(target=tmp_path / "nowhere" / "out.csv")


def test_suffixes_that_are_no_tables_are_refused_on_both_sides(refused: Callable[..., str], output: Path) -> None:
    assert ".parquet" in refused(target=output.with_suffix(".xlsx"))
    assert ".parquet" in refused(source=output.with_suffix(".ods"))


def test_a_file_that_is_not_there_is_said(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "none.csv" in refused(source=tmp_path / "none.csv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_the_columns_is_said_at_once(refused: Callable[..., str], tmp_path: Path, language: str) -> None:
    source = tmp_path / "people.parquet"
    columns = {
        "fr.conventionned": [True],
        "fr.conventioned": ["yes"],
        "fr.scor.transmissions": [1.5],
        "practitioner.profession@2025": ["nurse"],
        "fr.billing.total": [2],
        "fr.billing.total@2025": [2],
        "fr-fami.no_act_left_passes": [True],
        "fr-fami.certain": [1],
        "name": ["x"],
    }
    pl.DataFrame(columns).write_parquet(source)
    head, *faults = refused(*FAMI, "--lang", language, source=source).splitlines()
    assert str(source) in head
    named = [fault.removeprefix("  - ").partition(": ")[0] for fault in faults if fault.startswith("  - ")]
    assert sorted(named) == sorted([*list(columns)[:4], "fr.billing.total, fr.billing.total@2025", *list(columns)[6:8]])


def test_a_broken_line_far_into_the_file_leaves_no_half_answer(refused: Callable[..., str], people: Path) -> None:
    people.write_text(people.read_text("utf-8") + "physiotherapist,1\n" * 300_000 + "physiotherapist,1,1\n", "utf-8")
    assert "line 300003 has 3 cells" in refused()


def test_a_name_that_comes_twice_in_csv_is_a_fault_of_the_columns(refused: Callable[..., str], people: Path) -> None:
    people.write_text("fr.conventioned,fr.conventioned\ntrue,true\n", "utf-8")
    assert "fr.conventioned: two columns have this name" in refused()


def test_csv_says_which_columns_it_cannot_hold(refused: Callable[..., str], tmp_path: Path) -> None:
    source = tmp_path / "people.parquet"
    pl.DataFrame({"fr.coordination.structures": [["msp"]], "tags": [["a"]]}).write_parquet(source)
    said = refused(source=source)
    assert "tags" in said
    assert "structures" not in said.splitlines()[-1]


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files is set as POSIX does")
def test_a_disk_that_is_full_is_said_and_leaves_nothing(refused: Callable[..., str], people: Path) -> None:
    import resource
    import signal

    people.write_text(people.read_text("utf-8") + "physiotherapist,1\n" * 50_000, "utf-8")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        said = refused()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert "cannot be written" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scheme", "fr-famy", "--year", "2025"), "fr-fami"),
        (("--scheme", "be-proqkine", "--year", "2025"), "2025"),
        (("--year", "2001"), "2001"),
        (("--year", "soon"), "2025"),
        (("--scheme", "fr-fami"), "--year"),
        ((*FAMI, "--reading", "fr-fami.no_act_left_passes"), "ID=yes or ID=no"),
        ((*FAMI, "--reading", "fr-fami.no_act_left_passes=maybe"), "ID=yes or ID=no"),
        ((*FAMI, "--reading", "=yes"), "ID=yes or ID=no"),
        ((*FAMI, "--reading", "fr-fami.no_act_left_pases=yes"), "fr-fami.no_act_left_passes"),
        ((*FAMI, "--delimiter", "dash"), "semicolon"),
        ((*FAMI, "--template"), "leave out INPUT"),
    ],
)
def test_what_is_asked_in_a_wrong_way_is_said_with_the_way_out(
    refused: Callable[..., str], options: tuple[str, ...], said: str
) -> None:
    assert said in refused(*options)


def test_a_reading_of_a_scheme_that_nobody_loaded_is_a_notice(run: Run, people: Path, tmp_path: Path) -> None:
    result = run("table", people, *FAMI, "--reading", "xx.question=yes", "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert "xx.question" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("people.csv",), ("-o", "out.csv")])
def test_without_a_table_or_a_place_for_the_answers_the_way_to_ask_is_said(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run("table", *arguments, *FAMI)
    assert result.exit_code == 2
    assert "incentives table INPUT -o OUTPUT" in result.stderr


@pytest.mark.parametrize("library", ["polars"])
def test_without_the_libraries_it_says_how_to_install_them(
    refused: Callable[..., str], take_away: Callable[[str], None], library: str
) -> None:
    take_away(library)
    said = refused()
    assert library in said
    assert "pip install 'incentives[tables]'" in said


NO_FACTS = {
    "member.csv": ("member^fr.conventioned\n1^true\n", "the whole line was taken as one column"),
    "values.csv": ("physiotherapist,true,3\nnurse,false,4\n", "the first line seems to hold values"),
    "names.csv": ("profession,acts\nnurse,4\n", "Name columns by the ids of facts, such as practitioner.profession"),
    "title.csv": ("Group practice\nfr.conventioned\ntrue\n", "Name columns by the ids of facts"),
    "another.csv": ("member,be.acts\n1,3\n", "only facts of other schemes"),
}


@pytest.mark.parametrize("name", NO_FACTS)
def test_a_table_in_which_nothing_is_asked_for_is_a_fault_with_its_likely_cause(
    refused: Callable[..., str], tmp_path: Path, name: str
) -> None:
    source = tmp_path / name
    text, cause = NO_FACTS[name]
    source.write_text(text, "utf-8")
    said = refused(source=source)
    assert str(source) in said
    assert "no column is a fact that the schemes ask for" in said
    assert cause in said


UNREAD = {
    "fr.conventioned": ("sometimes", "true"),
    "fr.scor.transmissions": ("3,5", "0"),
    "fr.billing.first_secured_on": ("31/12/2010", "2024-03-01"),
    "fr.secure_messaging": ("mail", "mssante_personal"),
    "fr.coordination.structures": ("MSP and CPTS", "cpts"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_of_which_no_cell_can_be_read_are_said_at_once_with_one_cell_and_the_form_wanted(
    refused: Callable[..., str], tmp_path: Path, language: str
) -> None:
    source = tmp_path / "people.csv"
    cells = [f'"{cell}"' for cell, _ in UNREAD.values()]
    empty = [""] * len(UNREAD)
    lines = [("member", *UNREAD), ("1", *empty), ("2", *cells), ("3", *cells)]
    source.write_text("".join(f"{','.join(line)}\n" for line in lines), "utf-8")
    head, *faults = refused(*FAMI, "--lang", language, source=source).strip().splitlines()[-1 - len(UNREAD) :]
    assert str(source) in head
    by_name = dict(fault.removeprefix("  - ").split(": ", 1) for fault in faults)
    assert by_name.keys() == UNREAD.keys()
    for name, (cell, form) in UNREAD.items():
        assert cell in by_name[name]
        assert "2" in by_name[name]
        assert form in by_name[name]


def test_the_summary_alone_refuses_such_a_column_too(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "people.parquet"
    pl.DataFrame({"fr.conventioned": [True], "fr.secure_messaging": ["mail"]}).write_parquet(source)
    result = run("table", source, *FAMI, "--summary")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "fr.secure_messaging: none of its cells can be read" in result.stderr


def test_a_day_that_csv_cannot_hold_is_said_of_the_table_that_is_read(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    source = tmp_path / "people.parquet"
    born = pl.Series([0, 3_000_000], dtype=pl.Int32).cast(pl.Date)
    pl.DataFrame({"fr.conventioned": [True, None], "born": born}).write_parquet(source)
    said = refused(source=source)
    assert str(source) in said
    assert "born: row 2 has a day in no year of four digits" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_cannot_be_read_is_said_in_the_language_of_the_reader(
    refused: Callable[..., str], people: Path, language: str
) -> None:
    people.write_text('fr.conventioned,name\ntrue,5" screen\n', "utf-8")
    said = refused(*FAMI, "--lang", language).splitlines()[-1]
    line = {"en": "line", "fr": "la ligne", "nl": "regel"}[language]
    assert said.startswith(f"{people}: {line} 2 ")
