"""Every table of the page on outputs, held against what the commands print."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, field, frozen
from click.testing import CliRunner
from incentives import (
    Cadence,
    Catalogue,
    Certainty,
    ChangeKind,
    Confidence,
    DeedState,
    Eligibility,
    Establishment,
    Freshness,
    Handling,
    Joined,
    MoneyState,
    Outcome,
    PaymentStatus,
    Phase,
    RequestStatus,
    Standing,
    Theme,
    WindowStatus,
    load_catalogue,
)
from incentives.catalogue import PluginState, Stage
from incentives.cli import main
from incentives.comparison import Bar
from incentives.testing import Severity, kept

PAGE = "docs/outputs.md"
LINK = re.compile(r"\[[^]]+\]\(#([^)]+)\)")
VALUE = re.compile(r"`([^`]+)`")
Report = tuple[str, dict[str, Any]]
COMMANDS = {
    "check": "check",
    "compare": "comparison",
    "schemes": "schemes",
    "show": "show",
    "compare-schemes": "scheme_comparison",
    "diff": "edition_changes",
    "plugins": "plugins",
    "verify": "verification",
    "table --summary": "table_summary",
    "table --against": "table_comparison",
}
TOGETHER = ("--total-in", "EUR", "--rate", "CHF=1.05")
ENUMS: dict[tuple[str, str], type[StrEnum]] = {
    ("assessment", "eligibility"): Eligibility,
    ("benefit", "eligibility"): Eligibility,
    ("benefit", "cadence"): Cadence,
    ("benefit", "request"): RequestStatus,
    ("criterion", "outcome"): Outcome,
    ("criterion", "theme"): Theme,
    ("criterion", "established_by"): Establishment,
    ("application", "payment_status"): PaymentStatus,
    ("window", "status"): WindowStatus,
    ("reference", "confidence"): Confidence,
    ("evidence", "handling"): Handling,
    ("edition", "confidence"): Confidence,
    ("failure", "stage"): Stage,
    ("criterion rule", "standing"): Standing,
    ("criterion rule", "theme"): Theme,
    ("criterion rule", "established_by"): Establishment,
    ("benefit rule", "cadence"): Cadence,
    ("theme", "theme"): Theme,
    ("cell", "standing"): Standing,
    ("rows apart", "why"): Bar,
    ("plugin", "state"): PluginState,
    ("standing", "standing"): kept.Standing,
    ("finding", "severity"): Severity,
    ("edition result", "confidence"): Confidence,
    ("edition side", "confidence"): Confidence,
    ("edition", "freshness"): Freshness,
    ("column", "freshness"): Freshness,
    ("newest edition", "freshness"): Freshness,
    ("edition result", "freshness"): Freshness,
    ("edition side", "freshness"): Freshness,
    ("changes side", "freshness"): Freshness,
    ("changes side", "confidence"): Confidence,
    ("part change", "kind"): ChangeKind,
    ("condition part", "joined"): Joined,
    ("year of a course", "phase"): Phase,
    ("deadline", "certainty"): Certainty,
    ("deadline", "state"): DeedState,
    ("request time", "certainty"): Certainty,
    ("request time", "status"): WindowStatus,
    ("request time", "state"): DeedState,
    ("payment time", "certainty"): Certainty,
    ("payment time", "state"): MoneyState,
}


@frozen
class Documented:
    """The tables of the page: for each name, the type of each key."""

    tables: dict[str, dict[str, str]] = field()
    used: set[str] = field(factory=set)

    @classmethod
    def of(cls, page: Any) -> "Documented":
        headings = re.findall(r"^#{2,3} (.+)$", page.text, re.MULTILINE)
        level = {name: "###" if f"\n### {name}\n" in page.text else "##" for name in headings}
        rows = {name: page.rows(f"{level[name]} {name}") for name in headings if name != "Tables"}
        return cls({name: {row[0].strip("`"): row[1] for row in found} for name, found in rows.items() if found})

    def faults(self, value: object, kind: str, place: str) -> Iterator[str]:
        """What is printed otherwise than the page says."""
        if value is None:
            if not kind.endswith("or null"):
                yield f"{place}: null, documented as {kind}"
        elif kind.startswith("by year: "):
            assert isinstance(value, dict)
            for year, part in value.items():
                yield from [] if re.fullmatch(r"\d{4}", year) else [f"{place}: {year} is no year"]
                yield from self.faults(part, kind.removeprefix("by year: "), f"{place}.{year}")
        elif kind.startswith(("list of ", "lists of ")):
            if not isinstance(value, list):
                yield f"{place}: documented as {kind}"
                return
            for index, part in enumerate(value):
                yield from self.faults(part, kind.partition(" of ")[2], f"{place}[{index}]")
        elif names := LINK.findall(kind):
            yield from self.table_faults(value, [name.replace("-", " ") for name in names], place)
        elif not fits(value, kind):
            yield f"{place}: {value!r}, documented as {kind}"

    def table_faults(self, value: object, names: list[str], place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{place}: documented as a table"
            return
        chosen = min(names, key=lambda name: len(set(self.tables[name]) ^ set(value)))
        self.used.add(chosen)
        yield from self.key_faults(value, self.tables[chosen], place)

    def key_faults(self, value: dict[str, object], keys: dict[str, str], place: str) -> Iterator[str]:
        yield from (f"{place}.{key}: printed, but not documented" for key in value if key not in keys)
        yield from (f"{place}.{key}: documented, but not printed" for key in keys if key not in value)
        for key, part in value.items():
            if key in keys:
                yield from self.faults(part, keys[key], f"{place}.{key}")


def fits(value: object, kind: str) -> bool:
    """Whether a plain value is of the type that the page names."""
    name = re.sub(r",? or null$", "", kind)
    if name.startswith("one of "):
        return value in VALUE.findall(name)
    match name:
        case "text":
            return isinstance(value, str)
        case "date":
            return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        case "amount":
            return isinstance(value, str) and Decimal(value).as_tuple().exponent == -2
        case "whole number":
            return type(value) is int
        case "yes/no":
            return isinstance(value, bool)
    return False


@pytest.fixture
def documented(page: Callable[[str], Any]) -> Documented:
    return Documented.of(page(PAGE))


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
    yield (
        "compare",
        printed("compare", str(examples / "border.toml"), "--years", "2018-2026", *as_of, "--timeline", language="fr"),
    )
    for scheme in load_catalogue():
        for year in scheme.years:
            yield "show", printed("show", scheme.id, "--year", str(year))
    for year in (2018, 2022, 2024):
        yield "compare-schemes", printed("compare-schemes", "--year", str(year))
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
    yield from printed_tables(own.with_name("people.csv"), supplied)


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


def faults_of(documented: Documented, command: str, report: dict[str, Any]) -> Iterator[str]:
    own = documented.tables["check" if command == "compare" else command]
    return documented.key_faults(report, {**documented.tables["Every report"], **own}, command)


def test_the_documented_keys_are_exactly_those_that_are_printed(documented: Documented, reports: list[Report]) -> None:
    assert {command for command, _ in reports} == set(COMMANDS)
    found = {fault for command, report in reports for fault in faults_of(documented, command, report)}
    assert sorted(found) == []


def test_every_table_of_the_page_is_printed_by_some_command(documented: Documented, reports: list[Report]) -> None:
    printed_faults = [fault for command, report in reports for fault in faults_of(documented, command, report)]
    assert printed_faults == []
    assert documented.used == set(documented.tables) - {"Every report"} - set(COMMANDS)


def test_every_report_says_of_which_kind_it_is(reports: list[Report]) -> None:
    assert {command: report["kind"] for command, report in reports} == COMMANDS


@pytest.mark.parametrize(("table", "key"), ENUMS)
def test_the_page_lists_every_value_that_a_key_can_have(documented: Documented, table: str, key: str) -> None:
    assert VALUE.findall(documented.tables[table][key]) == [member.value for member in ENUMS[table, key]]


def test_the_page_names_every_kind_of_report(documented: Documented) -> None:
    kinds = VALUE.findall(documented.tables["Every report"]["kind"])
    assert set(kinds) == set(COMMANDS.values())


@pytest.mark.usefixtures("loaded_once")
def test_toml_holds_what_json_holds_with_unknown_for_null(root: Path) -> None:
    def without_null(value: object) -> object:
        match value:
            case None:
                return "unknown"
            case dict():
                return {key: without_null(part) for key, part in value.items()}
            case list():
                return [without_null(part) for part in value]
        return value

    arguments = ["compare", str(root / "examples" / "border.toml"), "--years", "2024-2026", "--as-of", "2026-11-22"]
    result = CliRunner().invoke(main, [*arguments, "--lang", "en", "--format", "toml"])
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout) == without_null(printed(*arguments))
