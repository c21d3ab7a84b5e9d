"""`incentives table`: the answers of `check` for every row, whatever the form of the files; what is said beside."""

import csv
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from attrs import frozen
from click.testing import Result
from incentives import Catalogue, Fact, Outcome, Situation
from incentives.rules.types import Kind
from incentives.wording import LANGUAGES

Run = Callable[..., Result]
GROUP = Path(__file__).parents[3] / "examples" / "practice_group.csv"
FAMI = ("--scheme", "fr-fami", "--year", "2025")
TYPED: Mapping[Kind, Callable[[str], Any]] = {
    Kind.YES_NO: lambda text: text == "true",
    Kind.COUNT: int,
    Kind.DATE: date.fromisoformat,
    Kind.SET: lambda text: [item for item in text.split(";") if item],
}
AS_TRUTH = {Outcome.MET: True, Outcome.WAIVED: True, Outcome.NOT_MET: False, Outcome.UNKNOWN: None}
IN_CSV = {"true": True, "false": False, "": None}


@frozen
class Group:
    """The practitioners of the example, and what each is due when asked alone."""

    catalogue: Catalogue

    @property
    def lines(self) -> list[dict[str, str]]:
        with GROUP.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def value(self, id: str, text: str) -> Any:
        return TYPED.get(self.catalogue.vocabulary.facts[id].kind, str)(text)

    def typed(self) -> pl.DataFrame:
        """The same people with columns of types, sets as lists."""
        facts = self.catalogue.vocabulary.facts
        return pl.DataFrame(
            [
                {id: text if id not in facts else self.value(id, text) if text else None for id, text in line.items()}
                for line in self.lines
            ]
        )

    def answers(self) -> list[dict[str, Any]]:
        """By what `check` says of each of them, without the one value that cannot be."""
        found = []
        for line in self.lines:
            given = {
                id: self.value(id, text) for id, text in line.items() if id in self.catalogue.vocabulary.facts and text
            }
            wrong = given.get("fr.secure_messaging") == "mssante_personnal"
            if wrong:
                del given["fr.secure_messaging"]
            annual = {id: value for id, value in given.items() if self.catalogue.vocabulary.facts[id].annual}
            permanent = {id: value for id, value in given.items() if id not in annual}
            alone = self.catalogue.assess("fr-fami", 2025, Situation.of({**permanent, 2025: annual}))
            criteria = {
                f"fr-fami.{id}": AS_TRUTH[result.outcome]
                for id, result in alone.criteria.items()
                if result.outcome in AS_TRUTH
            }
            found.append(
                {
                    **criteria,
                    "fr-fami.certain": alone.amount.certain,
                    "fr-fami.possible": alone.amount.possible,
                    "fr-fami.eligibility": alone.eligibility.value,
                    "fr-fami.invalid": "fr.secure_messaging" if wrong else None,
                }
            )
        return found


@pytest.fixture
def group(catalogue: Catalogue) -> Group:
    return Group(catalogue)


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return pl.read_parquet(path).to_dicts()
    if path.suffix != ".csv":
        return pl.read_ipc(path).to_dicts()
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: from_csv(name, cell) for name, cell in line.items()} for line in csv.DictReader(file)]


def from_csv(name: str, cell: str) -> Any:
    if name.endswith((".certain", ".possible")):
        assert cell.partition(".")[2].isdigit()
        assert len(cell.partition(".")[2]) == 2
        return Decimal(cell)
    return IN_CSV.get(cell, cell)


@pytest.mark.parametrize("target", ["out.csv", "out.parquet", "out.arrow"])
@pytest.mark.parametrize("source", ["group.csv", "group.parquet", "group.feather"])
def test_each_row_says_what_check_says_of_that_practitioner(
    run: Run, tmp_path: Path, group: Group, source: str, target: str
) -> None:
    given, written = tmp_path / source, tmp_path / target
    match given.suffix:
        case ".csv":
            given.write_bytes(GROUP.read_bytes())
        case ".parquet":
            group.typed().write_parquet(given)
        case _:
            group.typed().write_ipc(given)
    result = run("table", given, *FAMI, "-o", written)
    assert (result.exit_code, result.stdout) == (0, "")
    found = read(written)
    answers = group.answers()
    assert [{name: row[name] for name in answers[0]} for row in found] == answers
    assert list(found[0]) == [*group.lines[0], *answers[0]]
    assert [row["member"] for row in found] == [f"{at:03}" for at in range(1, 13)]


def test_a_table_that_was_written_can_be_read_for_another_year(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert run("table", GROUP, *FAMI, "-o", first).exit_code == 0
    assert "fr-fami.dmp: the result would have a column of this name" in run("table", first, *FAMI, "-o", second).stderr
    text = first.read_text("utf-8").replace("fr-fami.", "in_2025.")
    first.write_text(text, "utf-8")
    assert run("table", first, "--scheme", "fr-fami", "--year", "2026", "-o", second).exit_code == 0
    assert [row["in_2025.dmp"] for row in read(second)] == [row["in_2025.dmp"] for row in read(first)]


def test_it_says_how_many_rows_are_written_and_in_how_many_a_value_cannot_be(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "out.csv"
    result = run("table", GROUP, *FAMI, "-o", written)
    assert result.stderr.splitlines() == [
        f"Written: {written} (rows: 12)",
        "Rows with a value that cannot be, taken as unknown there: 1. See the columns: fr-fami.invalid.",
        "They stand in these columns, each with the number of rows: fr.secure_messaging (1).",
    ]


def test_rows_are_counted_where_no_rule_reads_any_column(run: Run, tmp_path: Path) -> None:
    """Three rows are three, though what is invalid is then the same in each of them."""
    given, written = tmp_path / "people.csv", tmp_path / "out.csv"
    given.write_text("be.main_occupation,member\ntrue,1\ntrue,2\nfalse,3\n", "utf-8")
    result = run("table", given, "--year", "2024", "--scheme", "be-inami-software", "-o", written)
    assert result.stderr.splitlines()[-1] == f"Written: {written} (rows: 3)"
    assert len(read(written)) == 3


NOTICES = """\
member,practitioner.profession,fr.conventioned,fr.sesam_vitale.amendments,fr.fami.declared,be.acts,fr.coordination.mdt_meetings@2024
1,physiotherapist,true,;,true,700,3
"""


@pytest.fixture
def noticed(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(NOTICES, "utf-8")
    return path


def test_what_is_unknown_for_everyone_and_what_is_not_read_is_said_before_anybody_trusts_the_table(
    run: Run, noticed: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    result = run("table", noticed, *FAMI, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    missing, unread, _ = result.stderr.splitlines()
    head, _, names = missing.partition(": ")
    assert head == "No column says these facts, so they are unknown in every row"
    conditions = [one.condition for one in catalogue.edition("fr-fami", 2025).criteria]
    nodes = [node for one in conditions if one is not None for node in one.walk()]
    read = {node.id for node in nodes if isinstance(node, Fact) and node.display is None}
    assert set(names.rstrip(".").split(", ")) == read - {"practitioner.profession", "fr.conventioned"}
    assert unread == (
        "No rule asked for here reads these columns, so they change no answer: "
        "fr.sesam_vitale.amendments, fr.fami.declared, be.acts, fr.coordination.mdt_meetings@2024."
    )


def test_a_fact_that_can_contradict_one_that_is_read_counts_as_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("fr.billing.first_secured_on,fr.fami.declared_on\n2025-01-01,2026-01-01\n", "utf-8")
    result = run("table", path, "--scheme", "fr-fami", "--year", "2019", "-o", tmp_path / "out.csv")
    unread = [line for line in result.stderr.splitlines() if line.startswith("No rule")]
    assert [line.rpartition(": ")[2] for line in unread] == ["fr.fami.declared_on."]


def test_a_fact_that_makes_one_unknown_from_which_others_follow_counts_as_read(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    head = "fr.practice_started_on,fr.sesam_vitale.conforming_invoice@2011,fr.fami.declared_on"
    path.write_text(f"{head}\n2022-12-31,true,2021-01-20\n", "utf-8")
    result = run("table", path, "--scheme", "fr-fami", "--year", "2020", "-o", out)
    assert out.read_text("utf-8").splitlines()[1].endswith(",fr.practice_started_on")  # it cannot be, and is marked
    unread = [line for line in result.stderr.splitlines() if line.startswith("No rule")]
    assert "conforming_invoice" not in " ".join(unread)


def test_what_only_the_edition_compared_with_reads_counts_as_read(run: Run, noticed: Path, tmp_path: Path) -> None:
    # SESAM-Vitale amendments are asked for in 2026 and not in 2025
    result = run("table", noticed, *FAMI, "--against", "2026", "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    missing, unread, _ = result.stderr.splitlines()
    assert "fr.sesam_vitale.conforming_invoice" in missing
    assert unread.endswith(": fr.fami.declared, be.acts, fr.coordination.mdt_meetings@2024.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_beside_the_table_is_said_in_every_language(
    run: Run, noticed: Path, tmp_path: Path, language: str
) -> None:
    noticed.write_text(f"{NOTICES}2,physio,true,;,true,700,3\n", "utf-8")
    result = run("table", noticed, *FAMI, "-o", tmp_path / "out.csv", "--lang", language)
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 5
    assert "{" not in result.stderr
    assert "[en]" not in result.stderr


def test_without_a_scheme_all_that_have_rules_for_the_year_are_asked(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "out.parquet"
    assert run("table", GROUP, "--year", "2025", "-o", written).exit_code == 0
    schemes = {name.partition(".")[0] for name in pl.read_parquet_schema(written)}
    assert {"fr-fami", "be-inami-software"} <= schemes
    assert "be-proqkine" not in schemes  # its cycle is over


def test_several_schemes_are_asked_in_one_pass(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "out.parquet"
    asked = ("--scheme", "be-proqkine", "--scheme", "fr-fami", "--year", "2024")
    assert run("table", GROUP, *asked, "-o", written).exit_code == 0
    names = list(pl.read_parquet_schema(written))
    assert [name for name in names if name.endswith(".invalid")] == ["be-proqkine.invalid", "fr-fami.invalid"]


def test_of_several_years_each_column_says_its_own(run: Run, tmp_path: Path) -> None:
    path, written = tmp_path / "people.csv", tmp_path / "out.csv"
    head = "practitioner.profession,fr.scor.transmissions@2024,fr.scor.transmissions@2025\n"
    path.write_text(head + "physiotherapist,0,1\nphysiotherapist,,0\n", "utf-8")
    asked = ("table", path, "--years", "2024-2025", "--scheme", "fr-fami", "-o", written)
    assert run(*asked).exit_code == 0
    found = read(written)
    assert [row["fr-fami@2024.scor"] for row in found] == [False, None]
    assert [row["fr-fami@2025.scor"] for row in found] == [True, False]
    path.write_text("practitioner.profession,fr.scor.transmissions\nphysiotherapist,1\n", "utf-8")
    said = run(*asked, "--force")
    assert said.exit_code == 2
    assert "fr.scor.transmissions@2025" in said.stderr
    assert [row["fr-fami@2024.scor"] for row in read(written)] == [False, None]


def test_of_several_years_columns_name_theirs_though_one_alone_has_rules(run: Run, tmp_path: Path) -> None:
    path, written = tmp_path / "people.csv", tmp_path / "out.csv"
    path.write_text("practitioner.profession\nphysiotherapist\n", "utf-8")
    assert run("table", path, "--years", "1999,2024", "-o", written).exit_code == 0
    added = [name for name in read(written)[0] if name != "practitioner.profession"]
    assert {name.partition(".")[0] for name in added} == {
        "be-inami-software@2024",
        "be-proqkine@2024",
        "fr-fami@2024",
    }


@pytest.mark.parametrize(("reading", "video"), [("yes", True), ("no", False), ("True", True)])
def test_a_reading_holds_for_every_row(run: Run, tmp_path: Path, reading: str, *, video: bool) -> None:
    written = tmp_path / "out.csv"
    answer = f"fr-fami.free_professional_video_counts={reading}"
    assert run("table", GROUP, *FAMI, "-o", written, "--reading", answer).exit_code == 0
    assert read(written)[-1]["fr-fami.video"] is video


def test_an_edition_of_the_users_own_is_used(run: Run, tmp_path: Path) -> None:
    own, written = tmp_path / "own.toml", tmp_path / "out.csv"
    text = run("show", "fr-fami", "--year", "2025", "--source").stdout
    own.write_text(text.replace('"490.00"', '"500.00"'), "utf-8")
    assert run("table", GROUP, *FAMI, "--edition", own, "-o", written).exit_code == 0
    assert read(written)[0]["fr-fami.certain"] == 600


def test_a_plugin_that_failed_is_said_and_the_others_still_answer(
    run: Run, install: Callable[..., Path], tmp_path: Path
) -> None:
    install("failing", module="raise RuntimeError('not today')\n")
    written = tmp_path / "out.csv"
    result = run("table", GROUP, *FAMI, "-o", written)
    assert result.exit_code == 3
    assert "not today" in result.stderr
    assert len(read(written)) == 12
    assert run("table", GROUP, *FAMI, "-o", tmp_path / "other.csv", "--accept-failures").exit_code == 0


def test_csv_is_written_as_the_csv_that_was_read_unless_asked_otherwise(run: Run, tmp_path: Path) -> None:
    given, written = tmp_path / "people.csv", tmp_path / "out.csv"
    given.write_text('\ufeffmember;fr.coordination.structures\r\nÉva;"cpts;msp"\r\n', "utf-8")
    assert run("table", given, *FAMI, "-o", written).exit_code == 0
    assert written.read_text("utf-8").startswith("\ufeffmember;fr.coordination.structures;fr-fami.audience;")
    assert '\nÉva;"cpts;msp";' in written.read_text("utf-8")
    assert run("table", given, *FAMI, "-o", written, "--force", "--delimiter", "tab").exit_code == 0
    assert "\nÉva\tcpts;msp\t" in written.read_text("utf-8")


def test_an_empty_table_has_an_empty_answer(run: Run, tmp_path: Path) -> None:
    given, written = tmp_path / "people.csv", tmp_path / "out.csv"
    given.write_text("practitioner.profession\n", "utf-8")
    assert run("table", given, *FAMI, "-o", written).exit_code == 0
    assert read(written) == []
    assert "fr-fami.certain" in written.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments", [("schemes",), ("check", "examples/border.toml", "--year", "2025"), ("table", "--help")]
)
def test_other_commands_never_load_the_libraries_for_tables(arguments: tuple[str, ...]) -> None:
    script = (
        "import sys, contextlib, io\n"
        "from incentives.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({list(arguments)!r})\n"
        "sys.stdout.write(','.join({'polars', 'pyarrow'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=GROUP.parents[1]
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "practitioner.profession|fr.coordination.structures|member\nphysiotherapist|cpts;msp|a,b\n",
        'sep=;\npractitioner.profession;fr.coordination.structures;member\nphysiotherapist;"cpts;msp";a,b\n',
        "\ufeffsep=|\r\npractitioner.profession|fr.coordination.structures|member\r\nphysiotherapist|cpts;msp|a,b\r\n",
        '"sep=^"\npractitioner.profession^fr.coordination.structures^member\nphysiotherapist^cpts;msp^a,b\n',
    ],
)
def test_cells_are_separated_as_the_first_line_shows_or_says(run: Run, tmp_path: Path, text: str) -> None:
    source, target = tmp_path / "people.csv", tmp_path / "out.parquet"
    source.write_text(text, "utf-8", newline="")
    assert run("table", source, *FAMI, "-o", target).exit_code == 0
    (row,) = pl.read_parquet(target).rows(named=True)
    assert (row["fr-fami.coordination"], row["member"], row["fr-fami.invalid"]) == (True, "a,b", None)


def test_yes_and_no_are_read_in_the_words_of_three_languages_in_small_letters_and_in_capitals(
    run: Run, tmp_path: Path
) -> None:
    source, target = tmp_path / "people.csv", tmp_path / "out.parquet"
    words = ["true", "yes", "vrai", "oui", "waar", "ja", "false", "no", "faux", "non", "onwaar", "nee"]
    cells = [form for word in words for form in (word, word.upper(), f" {word.title()} ")]
    source.write_text("".join(f"{cell}\n" for cell in ["be.inami_number", *cells]), "utf-8")
    asked = ("--scheme", "be-inami-software", "--year", "2025")
    assert run("table", source, *asked, "-o", target).exit_code == 0
    rows = pl.read_parquet(target)
    assert rows["be-inami-software.registration"].to_list()[18:] == [False] * 18
    assert rows["be-inami-software.registration"].to_list()[:18] != [False] * 18
    assert rows["be-inami-software.invalid"].null_count() == 36


def test_some_cells_that_cannot_be_read_are_named_with_their_columns_at_the_end(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text(
        "fr.conventioned,fr.scor.transmissions,fr.secure_messaging\n1,3.0,none\ntrue,3.5,none\noui,-1,mail\n", "utf-8"
    )
    result = run("table", source, *FAMI, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-2:] == [
        "Rows with a value that cannot be, taken as unknown there: 3. See the columns: fr-fami.invalid.",
        (
            "They stand in these columns, each with the number of rows: "
            "fr.conventioned (1), fr.scor.transmissions (2), fr.secure_messaging (1)."
        ),
    ]
