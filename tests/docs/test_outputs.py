"""What the commands print, the records that it is made of, their schema, and the page that is made from them."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
import tomli as tomllib  # the same parser, compiled: these are long texts
from attrs import evolve
from click.testing import CliRunner
from incentives import Catalogue, Situation, json_schema, load_catalogue, read_report
from incentives import Report as Whole
from incentives.cli import main
from incentives.report.data import to_toml
from incentives.report.desk import Desk
from incentives.report.records.host import Finding, Soundness
from incentives.report.records.recording import Record, bare
from incentives.report.records.whole import KINDS, body_of
from incentives.testing import Severity, kept
from jsonschema import Draft202012Validator

COMMANDS = {
    "check": "check",
    "compare": "comparison",
    "letters": "letters",
    "schemes": "schemes",
    "show": "show",
    "compare-schemes": "scheme_comparison",
    "diff": "edition_changes",
    "replay": "replay",
    "explain-change": "explanation",
    "plugins": "plugins",
    "verify": "verification",
    "table --summary": "table_summary",
    "table --against": "table_comparison",
    **{kind: kind for kind in ("questions", "next_questions", "advice")},  # which programs ask for, no command
}
Report = tuple[str, dict[str, Any]]
TOGETHER = ("--total-in", "EUR", "--rate", "CHF=1.05")


def printed(*arguments: str, language: str = "en", code: int = 0) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*arguments, "--format", "json", "--lang", language, "--accept-failures"])
    assert result.exit_code == code, result.output
    report = json.loads(result.stdout)
    assert isinstance(report, dict)
    return report


def with_readings(example: Path, folder: Path) -> Path:
    """A situation with a reader's own answer, an id that nobody knows, and no account for the payment."""
    text = example.read_text("utf-8")
    for old, new in (
        ('# "be-inami-software.gap', '"be-inami-software.gap'),
        ("be.licensed = true", "be.proqkine.has_portfolio = true\nnl.something = true"),
        ("be.prosante_account = true", "be.prosante_account = false"),
    ):
        assert old in text
        text = text.replace(old, new)
    path = folder / "with_readings.toml"
    path.write_text(text, "utf-8")
    return path


def broken_plugin(folder: Path) -> None:
    information = folder / "incentives_xx_broken-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: incentives-xx-broken\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text("[incentives]\nxx_broken = no_such_module_anywhere\n", "utf-8")


def town(folder: Path) -> str:
    """A situation under made-up schemes: a jury, instalments, a ceiling, a choice, others beside it."""
    path = folder / "town.toml"
    path.write_text("[2025]\nxx.practice = true\nxx.bicycle = true\nxx.car = true\n", "utf-8")
    return str(path)


def edition_of_the_user(folder: Path) -> Path:
    """The newest FAMI again, as the edition of a year that does not ship."""
    newest = load_catalogue()["fr-fami"].edition_text(2026)
    path = folder / "my-fami-2027.toml"
    path.write_text((newest or "").replace("year = 2026", "year = 2027"), "utf-8")
    return path


def printed_reports(examples: Path, readings: Path, own: Path) -> Iterator[Report]:
    """Reports of every command and of every shipped edition, in every language."""
    as_of = ("--as-of", "2026-11-22")
    for name in ("gaps", "nurse", "french_physiotherapist"):
        yield "check", printed("check", str(examples / f"{name}.toml"), "--year", "2025", "--as-of", "2025-06-30")
    yield "check", printed("check", str(readings), "--year", "2024", *as_of)
    yield "compare", printed("compare", str(readings), "--years", "2022-2025", *as_of, language="nl")
    long = ("compare", str(examples / "border.toml"), "--years", "2018-2026", *as_of, "--timeline")
    yield "compare", printed(*long, language="fr")
    for scheme in load_catalogue():
        for year in scheme.years:
            yield "show", printed("show", scheme.id, "--year", str(year))
    for year in (2018, 2022, 2024):
        yield "compare-schemes", printed("compare-schemes", "--year", str(year))
    yield "letters", printed("letters", str(readings), "--years", "2024", *as_of)
    yield "letters", printed("letters", str(examples / "belgian_second_year.toml"), "--years", "2025", *as_of)
    yield "schemes", printed("schemes")
    supplied, border = ("--edition", str(own)), str(examples / "border.toml")
    yield "check", printed("check", border, "--year", "2027", *as_of, *supplied)
    yield "compare", printed("compare", border, "--years", "2026-2027", *as_of, *supplied)
    yield "show", printed("show", "fr-fami", *supplied)
    yield "compare-schemes", printed("compare-schemes", "--year", "2027", *supplied)
    yield "compare", printed("compare", town(own.parent), "--years", "2025", *TOGETHER, *as_of)
    yield "check", printed("check", town(own.parent), "--year", "2025", "--as-of", "2025-06-30", language="fr")
    yield "schemes", printed("schemes", *supplied)
    yield "verify", printed("verify", "be_inami_software")
    without_cases = own.with_name("no_cases")
    without_cases.mkdir()
    yield "verify", printed("verify", "be_inami_software", "--cases", str(without_cases), code=1)
    yield "diff", printed("diff", "fr-fami", "2018", "2026", language="fr")
    yield "diff", printed("diff", "be-inami-software", "2023", "2024", language="nl")
    yield "diff", printed("diff", "be-proqkine", "2022", "2023")
    yield "diff", printed("diff", "fr-fami", "2022", "2027", *supplied)
    yield "diff", printed("diff", "fr-fami", "2024", "2023")
    yield "plugins", printed("plugins", "--disable", "fr_fami")
    yield from asked_by_programs(Situation.read(border))
    yield from printed_from_saved(own.parent, border, supplied)
    yield from printed_tables(own.with_name("people.csv"), supplied)


def asked_by_programs(border: Situation) -> Iterator[Report]:
    """What has no command of its own: questions, those of the next screen, advice."""
    desk = Desk(load_catalogue(), "nl", date(2026, 11, 22))
    yield "questions", desk.questions([], [2024, 2026]).plain()
    for told in ({}, {"practitioner.practises_in": "unknown", "practitioner.profession": "physiotherapist"}):
        yield "next_questions", desk.next_questions(Situation.of(told), [2025, 2026]).plain()
    yield "next_questions", desk.next_questions(border, [2026], ["fr-fami"]).plain()
    checked = desk.catalogue.check(border)
    yield "advice", desk.advice(desk.compared(checked, [2024, 2025, 2026]), checked.label).plain()
    nothing = Situation.of({2025: {"fr.conventioned": True}, 2026: {"fr.conventioned": "unknown"}})
    yield "advice", desk.advice(desk.compared(desk.catalogue.check(nothing), [2025, 2026]), None).plain()


def printed_from_saved(folder: Path, border: str, supplied: tuple[str, str]) -> Iterator[Report]:
    """Two saved results, by rules of the user's own and of another year's day, and what is said of them."""
    text = Path(supplied[1]).read_text("utf-8")
    other = folder / "other-2027.toml"
    other.write_text(text.replace('value = "490.00"', 'value = "500.00"'), "utf-8")
    town_of_2027 = ("check", border, "--year", "2027")
    saved = []
    for name, edition, day in (("a", supplied[1], "2026-11-22"), ("b", str(other), "2027-05-01")):
        report = printed(*town_of_2027, "--edition", edition, "--as-of", day)
        path = folder / f"{name}.json"
        path.write_text(json.dumps(report), "utf-8")
        saved.append(str(path))
    yield "replay", printed("replay", saved[0], "--edition", str(other), code=1)
    yield "replay", printed("replay", saved[0], code=1, language="nl")
    yield "explain-change", printed("explain-change", *saved, language="fr")
    changed = folder / "changed.toml"
    belgian = Path(border).read_text("utf-8").replace("be.acts = 640", "be.acts = 480")
    changed.write_text(belgian, "utf-8")
    for name, situation in (("c", border), ("d", str(changed))):
        report = printed("check", situation, "--year", "2025", "--as-of", "2026-11-22")
        (folder / f"{name}.json").write_text(json.dumps(report), "utf-8")
    yield "explain-change", printed("explain-change", str(folder / "c.json"), str(folder / "d.json"))
    yield "check", printed("check", border, "--year", "2025", "--without-answers")


def printed_tables(table: Path, supplied: tuple[str, str]) -> Iterator[Report]:
    """Reports on a table in which somebody gains and somebody loses, or may."""
    head = "practitioner.profession,be.inami_number,be.convention.all_year,be.acts,be.software.ehealth_registered"
    head += ",be.software.commission_approved,be.main_occupation,fr.conventioned"
    rows = ["true,true,600,true,true,false,", "false,true,600,true,true,,", "true,,,,,,", "maybe,true,,true,true,true,"]
    rows = [f"physiotherapist,{row}" for row in rows]
    table.write_text("\n".join([head, *rows]), "utf-8")
    belgian = ("table", str(table), "--scheme", "be-inami-software", "--summary")
    answered = ("--reading", "be-inami-software.gap_in_convention_ignored=yes")
    yield "table --summary", printed(*belgian, "--year", "2022", *answered)
    yield "table --summary", printed("table", str(table), "--year", "2024", "--summary", language="fr")
    yield "table --summary", printed(*belgian, "--year", "2025", "--to-do", "--as-of", "2025-10-01")
    yield "table --against", printed(*belgian, "--year", "2025", "--against", "2022", *answered)
    yield "table --against", printed(*belgian, "--year", "2022", "--against", "2025", language="nl")
    french = ("table", str(table), "--scheme", "fr-fami", "--summary", "--year", "2027", *supplied)
    yield "table --summary", printed(*french)
    yield "table --against", printed(*french, "--against", "2026")


def one_catalogue(loaded: Catalogue) -> Callable[..., Catalogue]:
    """What loads nothing again, unless other plugins are asked for."""

    def load(*, disable: tuple[str, ...] = ()) -> Catalogue:
        return load_catalogue(disable=disable) if disable else evolve(loaded, failures=list(loaded.failures))

    return load


@pytest.fixture(scope="module")
def generator(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "docs" / "_ext"))
        import outputs_page

        return outputs_page


@pytest.fixture(scope="module")
def reports(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    folder, examples = tmp_path_factory.mktemp("outputs"), root / "examples"
    broken_plugin(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("INCENTIVES_DISABLE", raising=False)
        patched.syspath_prepend(str(folder))
        patched.syspath_prepend(str(root / "tests" / "town"))
        patched.setattr("incentives.cli.output.load_catalogue", one_catalogue(load_catalogue()))
        readings = with_readings(examples / "belgian_second_year.toml", folder)
        return list(printed_reports(examples, readings, edition_of_the_user(folder)))


def test_the_page_is_what_its_generator_writes(page: Callable[[str], Any], generator: ModuleType) -> None:
    assert page("docs/outputs.md").text == generator.page(), "run python docs/_ext/outputs_page.py"


def test_every_report_says_of_which_kind_it_is(reports: list[Report]) -> None:
    assert {command: report["kind"] for command, report in reports} == COMMANDS
    assert set(KINDS) == set(COMMANDS.values())


def test_every_report_in_json_and_toml_reads_back_into_the_record_that_it_was(reports: list[Report]) -> None:
    for _, report in reports:
        record = read_report(report)
        assert record.plain() == report
        assert read_report(tomllib.loads(to_toml(report))) == record


def test_every_record_is_printed_by_some_command(reports: list[Report], generator: ModuleType) -> None:
    used = {kind for _, report in reports for kind in kinds_in(read_report(report))}
    assert used == set(generator.records(Whole, *map(body_of, KINDS)))


def kinds_in(part: object) -> Iterator[type[Record]]:
    if isinstance(part, Record):
        yield type(part)
        part = tuple(vars(part).values())
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, tuple) else ():
        yield from kinds_in(one)


def test_the_json_schema_holds_of_every_report(reports: list[Report]) -> None:
    validators = {kind: Draft202012Validator(json_schema([kind])) for kind in KINDS}
    for _, report in reports:
        assert [error.message for error in validators[report["kind"]].iter_errors(report)] == []


def test_the_json_schema_is_one_and_refuses_what_is_no_report(reports: list[Report]) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    _, report = reports[0]
    whole = Draft202012Validator(schema)
    assert whole.is_valid(report)
    assert not whole.is_valid({**report, "date": 2026})
    assert not whole.is_valid({key: part for key, part in report.items() if key != "rows"})


def test_what_the_records_call_by_words_is_what_the_conformance_kit_says() -> None:
    assert get_args(bare(Finding.__parts__["severity"])) == tuple(map(str, Severity))
    assert get_args(bare(Soundness.__parts__["standing"])) == tuple(map(str, kept.Standing))
