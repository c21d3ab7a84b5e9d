"""What the pages say, held against the program."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from incentives import Catalogue, Edition, Fact, InvalidSituation, Scheme, Situation
from incentives import words as english_words
from incentives.cli import main
from incentives.wording import Speech, formats

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "docs" / "catalogue"  # by the build of the documentation, which checks the links into it
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if GENERATED not in path.parents
)
SCHEMES = ("be-inami-software", "be-proqkine", "fr-fami")
SITUATIONS = "docs/situations.md"
KINDS = {"yes_no": "yes/no", "ordered_choice": "ordered choice"}
ReadPage = Callable[[str], Any]


def words(text: str) -> str:
    return " ".join(text.split())


def as_documented(fact: Fact) -> list[str]:
    values = (" < " if fact.kind == "ordered_choice" else ", ").join(f"`{value}`" for value in fact.values)
    when = "annual" if fact.annual else "permanent"
    return [f"`{fact.id}`", KINDS.get(fact.kind.value, fact.kind.value), when, values or fact.unit or ""]


def editions_of(scheme: Scheme) -> list[Edition]:
    return [scheme.edition(year) for year in scheme.years]


def years_in(text: str) -> set[int]:
    found: set[int] = set()
    for first, last in re.findall(r"(\d{4})(?:-(\d{4}))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return found


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_repository_leads_somewhere(page: ReadPage, path: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page(path).text):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        there = ((ROOT / path).parent / file).resolve() if file else ROOT / path
        if GENERATED in there.parents:
            continue
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES)
def test_every_toml_block_can_be_read(page: ReadPage, path: str) -> None:
    for block in page(path).blocks:
        if block.language == "toml":
            assert tomllib.loads(block.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_command_and_option_that_a_page_shows_exists(page: ReadPage, path: str) -> None:
    shown = re.findall(
        r"(?:^|[$`/] ?|run |bin/)incentives ([a-z][a-z-]+)((?: +[^`#\n]+)?)", page(path).text, re.MULTILINE
    )
    for command, rest in shown:
        found = main.get_command(click.Context(main), command)
        assert found, command
        options = {option for parameter in found.params for option in parameter.opts}
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest):
            assert option in options, f"{command} {option}"


def test_the_schemes_have_a_page_each(catalogue: Catalogue) -> None:
    pages = {path.stem for path in ROOT.glob("docs/schemes/*.md")}
    assert pages - {"index"} == {scheme.id for scheme in catalogue} == set(SCHEMES)


# ---------------------------------------------------------------- README


def test_the_readme_shows_what_its_command_really_prints(page: ReadPage, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = page("README.md")
    (command,) = re.findall(r"^\$ .*\.venv/bin/incentives (compare .+)$", readme.text, re.MULTILINE)
    (shown,) = [block.text for block in readme.blocks if block.language == "text"]
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(main, [*command.split(), "--lang", "en"])
    assert printed.exit_code == 0
    assert words(shown) == words(printed.stdout), "README.md shows what is not printed, or not all of it"


def test_the_readme_and_the_changelog_name_every_command(page: ReadPage) -> None:
    for command in main.list_commands(click.Context(main)):
        assert f"incentives {command}" in page("README.md").text
        assert f"`{command}`" in page("CHANGELOG.md").text


def test_the_readme_dates_the_sources_as_the_editions_do(page: ReadPage, catalogue: Catalogue) -> None:
    newest = {formats.day(edition.verified_on, "en") for scheme in catalogue for edition in editions_of(scheme)}
    for path in ("README.md", *(f"docs/schemes/{scheme}.md" for scheme in SCHEMES)):
        (told,) = re.findall(
            r"[Ll]ast compared with (?:its sources|the editions) on (\d+ \w+ \d+)", words(page(path).text)
        )
        assert {told} == newest


# ---------------------------------------------------------------- situation files


def test_the_table_of_facts_is_that_of_the_catalogue(page: ReadPage, catalogue: Catalogue) -> None:
    told = [row[:4] for row in page(SITUATIONS).rows("## Every fact")]
    facts = [as_documented(fact) for fact in catalogue.vocabulary.facts.values()]
    assert sorted(told) == sorted(facts)
    assert all(row[4] for row in page(SITUATIONS).rows("## Every fact"))


def test_the_table_of_readings_is_that_of_the_editions(page: ReadPage, catalogue: Catalogue) -> None:
    told = {
        row[0].strip("`"): years_in(row[1])
        for row in page(SITUATIONS).rows("## Readings: your answers where the texts are silent")
    }
    asked: dict[str, set[int]] = {}
    for scheme in catalogue:
        for edition in editions_of(scheme):
            for question in edition.questions:
                asked.setdefault(question.id, set()).add(edition.year)
    assert told == asked


def test_every_kind_of_fact_is_explained(page: ReadPage) -> None:
    from incentives.rules.types import Kind

    kinds = {KINDS.get(kind.value, kind.value) for kind in Kind} - {"text"}  # no fact is free text
    assert {row[0] for row in page(SITUATIONS).rows("## Kinds of facts")} == kinds


def test_the_example_of_a_situation_file_has_no_fault(page: ReadPage, catalogue: Catalogue) -> None:
    example, *_ = [block.text for block in page(SITUATIONS).blocks if block.language == "toml"]
    checked = catalogue.check(Situation.of(tomllib.loads(example)))
    assert checked.notices == ()
    assert checked.readings == {"fr-fami.dmp_transaction_required": True}


def test_the_faults_are_reported_as_the_page_shows(page: ReadPage, catalogue: Catalogue) -> None:
    blocks = [block for block in page(SITUATIONS).blocks if block.language == "text"]
    (shown,) = [block.text.splitlines() for block in blocks if block.text.startswith("practitioner.")]
    faulty = Situation.of(
        {
            "practitioner.profession": "physio",
            "be.act": 12,
            "nl.something": True,
            2025: {
                "be.acts": "90%",
                "be.inami_number": True,
                "fr.billing.secured": 12,
                "fr.billing.total": 10,
            },
        }
    )
    with pytest.raises(InvalidSituation) as caught:
        catalogue.check(faulty)
    told = [str(fault) for fault in caught.value.faults]
    assert len(told) == len(shown)
    for fault, line in zip(told, shown, strict=True):
        assert fault.startswith(line)


# ---------------------------------------------------------------- pages of the schemes


@pytest.mark.parametrize("id", SCHEMES)
def test_the_page_of_a_scheme_says_how_sure_each_edition_is(page: ReadPage, catalogue: Catalogue, id: str) -> None:
    rows = page(f"docs/schemes/{id}.md").rows("## Editions and how sure each is")
    told = {(int(row[0]), cell) for row in rows for cell in row if cell in {"official", "secondary", "inferred"}}
    assert told == {(edition.year, edition.confidence.value) for edition in editions_of(catalogue[id])}
    projected = {int(row[0]) for row in rows if "*projected*" in " ".join(row)}
    assert projected == {edition.year for edition in editions_of(catalogue[id]) if edition.projected}


@pytest.mark.parametrize("id", SCHEMES)
def test_the_page_of_a_scheme_names_its_criteria_and_benefits_with_their_amounts(
    page: ReadPage, catalogue: Catalogue, id: str
) -> None:
    text = page(f"docs/schemes/{id}.md")
    editions = editions_of(catalogue[id])
    amounts: dict[str, set[str]] = {}
    for benefit in (benefit for edition in editions for benefit in edition.benefits):
        amounts.setdefault(benefit.id, set()).add(english_words(benefit.amount, Speech("en")))
    told = {row[0].strip("`"): re.findall(r"^([\d,]+) €", row[1]) for row in text.rows("## What it pays")}
    assert {id: {f"€{amount}.00" for amount in found} for id, found in told.items()} == amounts
    criteria = {criterion.id for edition in editions for criterion in edition.criteria}
    assert criteria == {name for row in text.rows("## Criteria") for name in re.findall(r"`([a-z_]+)`", row[0])}


@pytest.mark.parametrize("id", SCHEMES)
def test_the_page_of_a_scheme_explains_every_open_question(page: ReadPage, catalogue: Catalogue, id: str) -> None:
    rows = page(f"docs/schemes/{id}.md").rows("## Where the texts are silent or disagree")
    assert {row[0].strip("`") for row in rows} == {question.id for question in catalogue[id].questions}
    assert all(row[1] for row in rows)


# ---------------------------------------------------------------- contributing, vocabulary


def test_contributing_lists_the_layers_in_the_order_of_the_contract(page: ReadPage) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "layers"]
    present = [
        name
        for layer in layers
        for name in re.findall(r"\w+", layer)
        if (ROOT / "core/src/incentives" / name).exists() or (ROOT / f"core/src/incentives/{name}.py").exists()
    ]
    assert [row[0].strip("`") for row in page("CONTRIBUTING.md").rows("## Layers")] == present


def test_contributing_shows_the_commands_of_ci_for_tests_and_documentation(page: ReadPage) -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    (tests,) = re.findall(r"^test_command='(.+)'$", ci, re.MULTILINE)
    (documentation,) = re.findall(r"^docs_command='(.+)'$", ci, re.MULTILINE)
    shown = page("CONTRIBUTING.md").text.splitlines()
    assert f"$ {tests}" in shown
    assert f"$ {documentation} docs/_build" in shown


def test_contributing_names_every_key_of_an_edition_file(page: ReadPage) -> None:
    import attrs
    from incentives.scheme import editionfile

    rows = {
        row[0].strip("`"): set(re.findall(r"`([a-z_]+)`", row[1]))
        for row in page("CONTRIBUTING.md").rows("### A scheme, file by file")
    }
    records = {
        "[documents.<id>]": editionfile.FileDocument,
        "[figures.<name>]": editionfile.FileFigure,
        "[criteria.<id>]": editionfile.FileCriterion,
        "[benefits.<id>]": editionfile.FileBenefit,
        "[groups.<id>]": editionfile.FileGroup,
        "[application.window]": editionfile.FileWindow,
        "[application.payment]": editionfile.FilePayment,
        "[[evidence]]": editionfile.FileEvidence,
    }
    for table, record in records.items():
        keys = {attribute.name for attribute in attrs.fields(record)}
        assert keys <= rows[table], table
        assert rows[table] - keys <= {"asked", "waived", "not_applicable", "sent", "kept", "not_asked"}


def test_the_vocabulary_has_every_outcome_of_an_assessment(page: ReadPage) -> None:
    from incentives import Confidence, Eligibility

    told = {row[0].strip("`") for row in page("docs/vocabulary.md").rows("## Words of an answer")}
    assert {word.value for word in Eligibility} <= told
    assert {word.value for word in Confidence} <= {row[0] for row in page("docs/vocabulary.md").rows("## Confidence")}


def test_the_names_of_the_schemes_in_the_readme_are_their_short_ones(page: ReadPage, catalogue: Catalogue) -> None:
    readme = words(page("README.md").text)
    for scheme in catalogue:
        short = Speech("en").of(scheme.wording).say("scheme", "short").removesuffix(" (France)")
        assert f"[{short}](docs/schemes/{scheme.id}.md)" in readme
