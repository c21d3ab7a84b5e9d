"""Reports on a whole table: totals first, in words that a fund reads, in three languages."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from incentives import Catalogue
from incentives.hookspecs import Screen
from incentives.report import tablelayout
from incentives.report.blocks import Table
from incentives.report.frame import document
from incentives.report.records.whole import Report
from incentives.report.tabled import reform_body, summary_body
from incentives.report.text import to_text
from incentives.wording import Speech, formats

SCHEME, YEAR, DAY = "be-inami-software", 2025, date(2026, 11, 22)
ANSWERED = {"be-inami-software.gap_in_convention_ignored": True}
PEOPLE = pl.DataFrame({
    "practitioner.profession": ["physiotherapist"] * 4,
    "be.inami_number": [True, True, True, None],
    "be.first_registered_on": [date(2010, 5, 1)] * 4,
    "be.convention.all_year": [True] * 4,
    "be.convention.joined_in_year": [False] * 4,
    "be.acts": [600, 499, None, -1],
    "be.software.ehealth_registered": [True, True, True, True],
    "be.software.commission_approved": [True, False, True, True],
})  # fmt: skip


def summarised(
    catalogue: Catalogue, language: str, people: pl.DataFrame = PEOPLE, source: str | None = "p.csv"
) -> Report:
    summary = catalogue.summarise_table(people, SCHEME, YEAR, readings=ANSWERED)
    pairs = [(catalogue[SCHEME], catalogue.edition(SCHEME, YEAR))]
    body = summary_body(summary, pairs, language, source)
    return document("table_summary", body, language=language, today=DAY, catalogue=catalogue, editions=pairs)


@pytest.fixture
def compared(catalogue: Catalogue, tmp_path: Path) -> Callable[[str], Report]:
    """The 2025 edition with 700 acts instead of 500, compared with the scheme's own."""
    path = tmp_path / "my-2025.toml"
    text = catalogue[SCHEME].edition_text(YEAR) or ""
    path.write_text(text.replace("[figures.minimum_acts]\nvalue = 500", "[figures.minimum_acts]\nvalue = 700"), "utf-8")
    mine = catalogue.with_edition(path)
    editions = (catalogue.edition(SCHEME, YEAR), mine.edition(SCHEME, YEAR))

    def made(language: str) -> Report:
        reform = mine.compare_table(PEOPLE, SCHEME, YEAR, YEAR, readings=ANSWERED)
        body = reform_body(reform, mine[SCHEME], editions, language, "p.csv")
        pairs = [(mine[SCHEME], edition) for edition in editions]
        return document("table_comparison", body, language=language, today=DAY, catalogue=mine, editions=pairs)

    return made


def text_of(catalogue: Catalogue, report: Report, form: str = "text") -> str:
    return " ".join(
        catalogue.render(form, report, Screen(400, styled=False)).replace("\N{NO-BREAK SPACE}", " ").split()
    )


SENTENCES = {
    "en": [
        "Due: 1 (25%). Not settled: 2 (50%). Nothing due: 1 (25%).",
        "Certain: €800.00.",
        "€2,400.00",
        "which counts as not given: 1.",
    ],
    "fr": [
        "Montant dû : 1 (25 %). À établir : 2 (50 %). Rien de dû : 1 (25 %).",
        "Certain : 800,00 €.",
        "comptée comme non renseignée : 1.",
    ],
    "nl": [
        "Recht: 1 (25%). Nog niet bepaald: 2 (50%). Geen recht: 1 (25%).",
        "Zeker: € 800,00.",
        "niet ingevuld telt: 1.",
    ],
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_summary_says_who_is_due_what_in_the_language(catalogue: Catalogue, language: str) -> None:
    text = text_of(catalogue, summarised(catalogue, language))
    for sentence in SENTENCES[language]:
        assert sentence in text, text
    assert "[en]" not in text
    assert "{" not in text


@pytest.mark.parametrize("language", SENTENCES)
def test_criteria_and_facts_go_by_their_names_of_the_wording(catalogue: Catalogue, language: str) -> None:
    wording = catalogue[SCHEME].wording
    for form in ("text", "markdown"):
        text = text_of(catalogue, summarised(catalogue, language), form)
        for path in (("criteria", "activity", "name"), ("facts", "be.acts", "name"), ("benefits", "lump_sum", "name")):
            assert (wording.find(path, language) or "?") in text


def test_the_totals_stand_before_what_explains_them(catalogue: Catalogue) -> None:
    text = text_of(catalogue, summarised(catalogue, "en"))
    places = [
        text.index(part)
        for part in ("Practitioners: 4", "Due: 1", "What keeps it back", "What is not known", "Rules used")
    ]
    assert places == sorted(places)


def test_data_holds_the_figures_and_toml_says_what_is_not_known(catalogue: Catalogue) -> None:
    content = summarised(catalogue, "en")
    data = json.loads(catalogue.render("json", content, Screen(80, styled=False)))
    (one,) = data["results"]
    assert (data["practitioners"], one["eligible"]["practitioners"], one["undetermined"]["share_text"]) == (4, 1, "50%")
    assert (one["cost"]["certain"], one["cost"]["possible"]) == ("800.00", "2400.00")
    assert [(fact["id"], fact["not_given"], fact["settles"]) for fact in one["missing_facts"]] == [
        ("be.acts", 2, 1),
        ("be.inami_number", 1, 0),
    ]
    assert one["user_file"] is None
    toml = tomllib.loads(catalogue.render("toml", content, Screen(80, styled=False)))
    assert toml["results"][0]["user_file"] == "unknown"


@pytest.mark.parametrize("language", SENTENCES)
def test_an_empty_table_has_no_shares_and_a_report_that_says_so(catalogue: Catalogue, language: str) -> None:
    report = summarised(catalogue, language, PEOPLE.head(0), source=None)
    assert report.plain()["results"][0]["eligible"]["share_text"] is None
    nobody = {"en": "no practitioner in this table", "fr": "aucun praticien", "nl": "geen zorgverlener"}[language]
    assert nobody in text_of(catalogue, report)


@pytest.mark.parametrize("language", SENTENCES)
def test_an_edition_of_the_user_is_marked_wherever_it_is_compared(
    catalogue: Catalogue, compared: Callable[[str], Report], language: str
) -> None:
    report = compared(language)
    content = report.plain()
    assert (content["before"]["user_supplied"], content["after"]["user_supplied"]) == (False, True)
    assert content["after"]["user_file"].endswith("my-2025.toml")
    marked = content["after"]["user_supplied_text"].replace("\N{NO-BREAK SPACE}", " ")
    for form in ("text", "markdown"):
        assert text_of(catalogue, report, form).count(marked) >= 2


def test_the_comparison_names_who_loses_by_what_and_what_it_costs(
    catalogue: Catalogue, compared: Callable[[str], Report]
) -> None:
    report = compared("en")
    content = report.plain()
    assert (content["loses"]["practitioners"], content["gains"]["practitioners"], content["same"]["practitioners"]) == (
        1,
        0,
        1,
    )
    assert [(one["id"], one["alone"]) for one in content["loses"]["criteria"]] == [("activity", 1)]
    assert content["difference"]["certain"] == "-800.00"
    text = text_of(catalogue, report)
    assert "Surely gain: 0 (0%). Surely lose: 1 (25%). Unchanged: 1 (25%). Cannot be said: 2 (50%)." in text
    assert "Difference: -€800.00 certain;" in text


@pytest.mark.parametrize(
    ("language", "nearly_all", "nearly_none"),
    [
        ("en", "more than 99.9%", "less than 0.1%"),
        ("fr", "plus de 99,9\N{NO-BREAK SPACE}%", "moins de 0,1\N{NO-BREAK SPACE}%"),
        ("nl", "meer dan 99,9%", "minder dan 0,1%"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_to_none(
    catalogue: Catalogue, language: str, nearly_all: str, nearly_none: str
) -> None:
    numbers = [None] * 1999 + [False]
    people = pl.DataFrame({"practitioner.profession": ["physiotherapist"] * 2000, "be.inami_number": numbers})
    one = summarised(catalogue, language, people).plain()["results"][0]
    assert (one["undetermined"]["share_text"], one["not_eligible"]["share_text"]) == (nearly_all, nearly_none)
    assert one["not_covered"]["share_text"].startswith("0")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Not covered here, since of another profession: 1 (25%)."),
        ("fr", "Non couverts ici, car d'une autre profession : 1 (25 %)."),
        ("nl", "Vallen hier niet onder, want een ander beroep: 1 (25%)."),
    ],
)
def test_who_is_of_another_profession_is_said_apart_and_only_where_there_are_some(
    catalogue: Catalogue, language: str, said: str
) -> None:
    professions = pl.Series("practitioner.profession", ["nurse", *["physiotherapist"] * 3])
    assert said in text_of(catalogue, summarised(catalogue, language, PEOPLE.with_columns(professions)))
    assert said.partition(":")[0] not in text_of(catalogue, summarised(catalogue, language))


@pytest.mark.parametrize("language", SENTENCES)
def test_the_heads_of_a_summary_are_not_cut_inside_a_word(catalogue: Catalogue, language: str) -> None:
    say = Speech(language).say
    words = (*(say("table", key) for key in tablelayout.COUNTS), say("labels", "certain"), say("labels", "possible"))
    heads = (say("labels", "scheme"), say("labels", "year"), *words)
    amount = formats.amount(Decimal(9600), "EUR", language)
    rows = tuple(
        (Speech(language).of(scheme.wording).say("scheme", "short"), "2025", *["1234"] * 4, amount, amount)
        for scheme in catalogue
    )
    drawn = to_text([Table(heads, rows)], 100).split()
    assert [word for text in (*heads, *(row[0] for row in rows)) for word in text.split() if word not in drawn] == []
