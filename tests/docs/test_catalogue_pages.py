"""The catalogue pages that the documentation makes from the installed schemes."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from incentives import Catalogue, Edition, InvalidEdition, Reference, Scheme
from incentives.wording import formats

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def extension() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs" / "_ext"))
        import catalogue_pages

        return catalogue_pages


@pytest.fixture(scope="module")
def pages(extension: ModuleType, catalogue: Catalogue) -> dict[str, str]:
    found: dict[str, str] = extension.pages(catalogue, DAY, ROOT / "docs" / "schemes")
    return found


def editions(catalogue: Catalogue) -> list[tuple[Scheme, Edition]]:
    return [(scheme, scheme.edition(year)) for scheme in catalogue for year in scheme.years]


def references_of(edition: Edition) -> Iterator[Reference]:
    application, window = edition.application, edition.application.window
    for criterion in edition.criteria:
        yield from criterion.references
    for benefit in edition.benefits:
        yield from benefit.references
    for figure in edition.figures:
        yield from figure.references
    for evidence in edition.evidence:
        yield from evidence.references
    yield from (*application.references, *application.payment.references, *(window.references if window else ()))


def test_every_scheme_and_every_edition_in_each_language_has_a_page(
    pages: dict[str, str], catalogue: Catalogue
) -> None:
    expected = {"index.md"} | {f"{scheme.id}/index.md" for scheme in catalogue}
    for scheme, edition in editions(catalogue):
        expected |= {f"{scheme.id}/{edition.year}{suffix}.md" for suffix in ("", "-fr", "-nl")}
    assert pages.keys() == expected


def test_the_first_page_lists_the_schemes_with_their_years_and_the_most_that_the_newest_rules_pay(
    pages: dict[str, str],
) -> None:
    rows = dict(re.findall(r"^\| \[[^\]]+\]\(([\w-]+)/index\.md\) (.+)$", pages["index.md"], re.MULTILINE))
    told = {id: row.split(" | ")[-2:] for id, row in rows.items()}
    assert told == {
        "be-inami-software": ["2022 to 2026", "€800.00 (2026) |"],
        "be-proqkine": ["2022 to 2024", "€2,000.00 (2024) |"],
        "fr-fami": ["2018 to 2026", "€1,115.00 (2026) |"],
    }


def test_the_table_of_a_scheme_says_of_each_edition_how_sure_and_when_it_was_compared_with_its_sources(
    pages: dict[str, str], catalogue: Catalogue
) -> None:
    sure = {"official": "official text", "secondary": "secondary source", "inferred": "inferred"}
    for scheme, edition in editions(catalogue):
        (row,) = re.findall(
            rf"^\| \[{edition.year}\]\({edition.year}\.md\) (.+)$", pages[f"{scheme.id}/index.md"], re.MULTILINE
        )
        assert f"| {sure[edition.confidence.value]} |" in row
        assert f"| {formats.day(edition.verified_on, 'en')} |" in row
        assert ("announced only" in row) is edition.projected


def test_the_page_of_a_scheme_says_when_to_apply_and_when_it_is_paid_for_each_edition(
    pages: dict[str, str], catalogue: Catalogue
) -> None:
    for scheme, edition in editions(catalogue):
        (row,) = re.findall(rf"^\| {edition.year} (.+)$", pages[f"{scheme.id}/index.md"], re.MULTILINE)
        window, period = edition.application.window, edition.application.payment.period
        days = window and [window.days.opens, window.days.open_by, window.days.closes, window.days.closes_at_latest]
        for day in filter(None, days or ()):
            assert formats.day(day, "en") in row
        assert ("planned" in row) is (window is not None and window.days.planned)
        assert (formats.day(period.end, "en") if period else "not known") in row


def test_the_page_of_a_scheme_lists_every_source_with_the_years_that_rest_on_it(
    pages: dict[str, str], catalogue: Catalogue
) -> None:
    for scheme, edition in editions(catalogue):
        listed = pages[f"{scheme.id}/index.md"].partition("## Where it is written")[2]
        for document in {reference.document for reference in references_of(edition)}:
            (line,) = {
                line
                for line in listed.splitlines()
                if f"*{document.title}*" in line and (document.publisher or "") in line and (document.url or "") in line
            }
            assert str(edition.year) in line.rpartition("(")[2]


def test_the_page_of_an_edition_says_its_criteria_figures_sources_and_open_questions(
    pages: dict[str, str], catalogue: Catalogue
) -> None:
    for scheme, edition in editions(catalogue):
        text = pages[f"{scheme.id}/{edition.year}.md"]
        for figure in edition.figures:
            assert f"- {figure.name} = " in text
        for question in edition.questions:
            assert question.id in text
        for reference in references_of(edition):
            assert f"{reference.document.title}, {reference.place}" in text


def test_every_link_between_the_pages_leads_to_one(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^):]+\.md)\)", text):
            leads_to = (ROOT / "docs" / "catalogue" / path).parent.joinpath(target).resolve()
            below = leads_to.relative_to(ROOT / "docs")
            assert below.parts[0] == "schemes" or below.relative_to("catalogue").as_posix() in pages
        for target in re.findall(r"^.+ <([^>:]+)>$", text.partition("```{toctree}")[2], re.MULTILINE):
            assert f"{Path(path).parent / target}.md" in pages


# ---------------------------------------------------------------- schemes that aren't as they should be


def with_edition(catalogue: Catalogue, edition: Edition) -> Catalogue:
    """A catalogue of one scheme, one of whose editions is replaced."""
    scheme = catalogue[edition.scheme]
    built = {year: partial(scheme.edition, year) for year in scheme.years}
    schemes = (evolve(scheme, editions={**built, edition.year: lambda: edition}),)
    return evolve(catalogue, schemes=schemes, failures=[])


def test_an_edition_after_which_newer_rules_were_expected_is_marked(
    extension: ModuleType, catalogue: Catalogue, tmp_path: Path
) -> None:
    newest = evolve(catalogue.edition("be-inami-software", 2026), expected_next=DAY)
    stale = extension.pages(with_edition(catalogue, newest), DAY, tmp_path)["be-inami-software/index.md"]
    rows = {line[3:7]: line for line in stale.splitlines() if line.startswith("| [20")}
    assert "newer ones were expected from 22 November 2026" in rows["2026"]
    assert [year for year, row in rows.items() if "expected" in row] == ["2026"]


def test_a_scheme_without_a_page_of_its_own_is_not_linked_to_one(
    extension: ModuleType, catalogue: Catalogue, tmp_path: Path, pages: dict[str, str]
) -> None:
    assert "../../schemes/fr-fami.md" in pages["fr-fami/index.md"]
    assert "schemes/fr-fami.md" not in extension.pages(catalogue, DAY, tmp_path)["fr-fami/index.md"]


def test_a_broken_edition_is_a_warning_and_the_others_have_their_pages(
    extension: ModuleType, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Edition:
        raise InvalidEdition("2026.toml", ["$.year: is missing"])

    scheme = catalogue["be-inami-software"]
    built = {year: partial(scheme.edition, year) for year in scheme.years}
    spoilt = evolve(catalogue, schemes=(evolve(scheme, editions={**built, 2026: broken}),), failures=[])
    warnings: list[str] = []
    monkeypatch.setattr(extension.LOGGER, "warning", lambda text, *values: warnings.append(text % values))
    found = extension.pages(spoilt, DAY, tmp_path)
    assert "be-inami-software/2026.md" not in found
    assert "be-inami-software/2025.md" in found
    assert "[2026]" not in found["be-inami-software/index.md"]
    (warning,) = warnings
    assert "$.year: is missing" in warning


def test_pages_that_no_scheme_has_any_more_are_taken_away_and_unchanged_ones_are_left_alone(
    extension: ModuleType, tmp_path: Path
) -> None:
    extension.write(tmp_path, {"a/2024.md": "old", "a/2025.md": "same"})
    written = (tmp_path / "a" / "2025.md").stat().st_mtime_ns
    extension.write(tmp_path, {"a/2025.md": "same", "a/2026.md": "new"})
    assert {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.md")} == {
        "a/2025.md": "same",
        "a/2026.md": "new",
    }
    assert (tmp_path / "a" / "2025.md").stat().st_mtime_ns == written


def test_a_build_can_be_repeated_for_the_day_that_it_is_told(
    extension: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert extension.build_day() == date(2026, 11, 22)
