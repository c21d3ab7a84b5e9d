"""The column of reasons: whose sentence stands in it is known here from the wording."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from incentives import Catalogue, Scheme, Wording
from incentives.errors import InvalidArgument, InvalidTable
from incentives.population.table import over_table
from incentives.population.wanted import Wanted
from incentives.scheme.criterion import Standing
from software_aid import MEETING


@pytest.fixture
def software_2024(catalogue: Catalogue) -> Callable[..., str | None]:
    """`software_2024(language, changes)`: the reasons of one who meets everything but for the changes."""

    def reasons(language: str, changes: Mapping[str, Any]) -> str | None:
        frame = pl.LazyFrame([{**MEETING, **changes}])  # in which a row may hold nothing that can be read
        result = catalogue.assess_table(frame, "be-inami-software", 2024, reasons=language)
        text: str | None = result.select("be-inami-software.reasons").collect().item()
        return text

    return reasons


@pytest.fixture
def spoken(catalogue: Catalogue, tmp_path: Path) -> Callable[..., Any]:
    """`spoken(frame, texts, reasons=...)`: a table under the software aid of 2024, in a wording of one's own."""

    def table(frame: Any, texts: Mapping[str, str], reasons: str = "en", drop: frozenset[str] = frozenset()) -> Any:
        for language, text in texts.items():
            (tmp_path / f"{language}.toml").write_text(text, "utf-8")
        scheme: Scheme = evolve(catalogue["be-inami-software"], wording=Wording(tmp_path))
        edition = catalogue.edition("be-inami-software", 2024)
        criteria = [
            evolve(one, condition=None, standing=Standing.WAIVED, variants=()) if one.id in drop else one
            for one in edition.criteria
        ]
        wanted = Wanted(scheme, evolve(edition, criteria=tuple(criteria)), "own")
        return over_table(frame, [wanted], catalogue.vocabulary, {}, reasons=reasons)

    return table


OWN = "\n".join(
    f'[criteria.{id}]\nmet = "m"\nnot_met = "{id} no"\nunknown = "{id} ?"'
    for id in ("registration", "convention", "software")
)
ACTIVITY = '[scheme]\nnot_covered = "other"\n[criteria.activity]\nmet = "m"\nunknown = "activity ?"\n'


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Based on your answers, you have 499 acts in 2024; at least 500 are needed."),
        ("fr", "Selon vos réponses, vous avez 499 prestations en 2024\N{NO-BREAK SPACE}; il en faut au moins 500."),
    ],
)
def test_what_is_not_met_is_said_with_the_row_s_own_value(
    language: str, text: str, software_2024: Callable[..., str | None]
) -> None:
    assert software_2024(language, {"be.acts": 499}) == text


def test_what_is_not_met_comes_before_what_is_unknown_whatever_the_order_of_criteria(
    software_2024: Callable[..., str | None],
) -> None:
    changes = {"be.inami_number": None, "be.software.commission_approved": False, "be.acts": 0}
    assert software_2024("en", changes) == (
        "Based on your answers, you have 0 acts in 2024; at least 500 are needed. · "
        "Based on your answers, your software is registered by eHealth but not approved by the convention commission "
        "of physiotherapists and insurers. Both are needed. · "
        "We do not know whether you have an INAMI number as a physiotherapist."
    )


def test_the_first_variant_that_surely_holds_has_the_word(software_2024: Callable[..., str | None]) -> None:
    one = {"be.software.ehealth_registered": False, "be.software.commission_approved": True}
    unknown = {"be.software.ehealth_registered": False, "be.software.commission_approved": None}
    neither = {"be.software.ehealth_registered": False, "be.software.commission_approved": False}
    said = (
        "Based on your answers, your software is not registered by eHealth. "
        "Registration by eHealth and the approval of the convention commission are both needed."
    )
    assert software_2024("en", one) == said
    assert software_2024("en", unknown) == said
    text = software_2024("en", neither)
    assert text is not None
    assert text.startswith("Based on your answers, your software is neither registered")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Based on these data, every criterion that is asked is met."),
        ("fr", "D'après ces données, tous les critères demandés sont remplis."),
        ("nl", "Volgens deze gegevens is aan alle gevraagde voorwaarden voldaan."),
    ],
)
def test_a_row_that_meets_everything_says_so(
    language: str, text: str, software_2024: Callable[..., str | None]
) -> None:
    assert software_2024(language, {}) == text


def test_a_row_with_values_that_cannot_be_names_their_columns_last(software_2024: Callable[..., str | None]) -> None:
    changes = {"be.acts": -1, "practitioner.profession": "zz"}
    text = software_2024("en", changes)
    assert text is not None
    unknown, invalid = text.split(" · ")
    assert unknown.startswith("We could not establish whether you reach 500 acts in 2024")
    head, _, names = invalid.removesuffix(".").partition(": ")
    assert head == "As given, these cannot be, and count as not given"
    assert set(names.split(", ")) == {"be.acts", "practitioner.profession"}


def test_values_that_cannot_be_are_named_where_everything_is_met_too(software_2024: Callable[..., str | None]) -> None:
    assert software_2024("nl", {"practitioner.profession": "zz"}) == (
        "Volgens deze gegevens is aan alle gevraagde voorwaarden voldaan. · "
        "Onmogelijke waarden, geteld als niet ingevuld: practitioner.profession."
    )


def test_digits_are_grouped_as_in_french(catalogue: Catalogue) -> None:
    row = {
        "fr.billing.secured": 1399,
        "fr.billing.total": 2000,
        "fr.billing.excluded_secured": 0,
        "fr.billing.excluded_total": 0,
        "fr.billing.transmitted_previous_year": True,
    }
    text = catalogue.assess_table(pl.DataFrame([row]), "fr-fami", 2025, reasons="fr")["fr-fami.reasons"].item()
    assert text.startswith(
        "Votre taux de télétransmission est inférieur à 70\N{NO-BREAK SPACE}%\N{NO-BREAK SPACE}: "
        "1\u202f399 actes en mode sécurisé sur 2\u202f000, avant exclusions. · "
    )


def test_a_day_is_in_words(catalogue: Catalogue) -> None:
    frame = pl.DataFrame(
        {
            "be.inami_number": True,
            "be.licensed": True,
            "be.proqkine.has_portfolio": True,
            "be.proqkine.portfolio_created_on": date(2031, 9, 1),
        }
    )
    text = catalogue.assess_table(frame, "be-proqkine", 2022, reasons="fr")["be-proqkine.reasons"].item()
    start = "Selon vos réponses, votre portfolio PE-online a été créé le 1er septembre 2031, trop tard pour 2022, "
    assert text.startswith(start)


def test_a_fact_of_an_earlier_year_is_read_from_its_own_column(catalogue: Catalogue) -> None:
    row = {"be.acts": 9999, "be.acts@2021": 1, "be.first_registered_on": date(2001, 1, 1)}
    for frame in (pl.DataFrame([row]), pa.Table.from_pylist([row]), duckdb.from_arrow(pa.Table.from_pylist([row]))):
        table = catalogue.assess_table(frame, "be-inami-software", 2023, reasons="en")
        text = pl.DataFrame(table.arrow().read_all() if hasattr(table, "arrow") else table)[
            "be-inami-software.reasons"
        ].item()
        assert "you have 1 acts in 2021, the year that counts for premium year 2023; at least" in text


def test_reasons_come_only_when_asked_for_and_for_every_scheme(catalogue: Catalogue) -> None:
    frame = pl.LazyFrame({"practitioner.profession": ["nurse"]})
    without = catalogue.assess_table_all(frame, [2023]).collect_schema().names()
    names = catalogue.assess_table_all(frame, [2023], reasons="nl").collect_schema().names()
    added = [name for name in names if name not in without]
    assert added == ["be-inami-software.reasons", "be-proqkine.reasons", "fr-fami.reasons"]


def test_a_column_of_that_name_is_refused_only_where_it_would_be_added(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"fr.conventioned": [True], "fr-fami.reasons": ["mine"]})
    assert catalogue.assess_table(frame, "fr-fami", 2025)["fr-fami.reasons"].to_list() == ["mine"]
    with pytest.raises(InvalidTable, match=r"fr-fami\.reasons"):
        catalogue.assess_table(frame, "fr-fami", 2025, reasons="fr")


@pytest.mark.parametrize("language", ["xx", "FR", "", 7, ["fr"]])
def test_a_language_that_nobody_wrote_in_is_refused(language: Any, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidArgument, match="one of en, fr, nl; got"):
        catalogue.assess_table(pl.DataFrame({"be.acts": [1]}), "be-inami-software", 2024, reasons=language)


def test_a_sentence_in_another_language_has_its_mark(spoken: Callable[..., Any]) -> None:
    frame = pl.DataFrame([{**MEETING, "be.acts": 12, "be.inami_number": False}])
    texts = {"en": ACTIVITY + 'not_met = "only {be.acts}, {be.main_occupation}"\n' + OWN, "fr": ""}
    reasons = spoken(frame, texts, "fr")["own.reasons"].item()
    assert reasons == "[en] registration no · [en] only 12, non renseigné"


def test_a_placeholder_that_names_nothing_stays_as_single_reasons_leave_it(spoken: Callable[..., Any]) -> None:
    frame = pl.DataFrame([{**MEETING, "be.acts": 1}])
    own = ACTIVITY + 'not_met = "{be.nothing} {be.acts}/{be.acts}, {year}, {be.main_occupation}"\n' + OWN
    assert spoken(frame, {"en": own})["own.reasons"].item() == "{be.nothing} 1/1, 2024, not given"


def test_a_year_that_the_rules_do_not_read_is_refused_in_a_sentence(spoken: Callable[..., Any]) -> None:
    own = ACTIVITY + 'not_met = "you had {be.acts@-7}"\n' + OWN
    with pytest.raises(InvalidArgument, match=r"be\.acts of a year that its rules do not read"):
        spoken(pl.DataFrame([MEETING]), {"en": own})


def test_a_language_that_groups_digits_in_its_own_way_is_written_as_it_writes(spoken: Callable[..., Any]) -> None:
    own = ACTIVITY + 'not_met = "only {be.acts} of {be.acts@0}"\n' + OWN
    row = {**MEETING, "be.acts": 123}
    assert spoken(pl.DataFrame([row]), {"en": own, "hi": own}, "hi")["own.reasons"].item() == "only 123 of 123"


def test_an_outcome_without_a_sentence_is_said_in_the_words_of_the_rule(
    catalogue: Catalogue, spoken: Callable[..., Any]
) -> None:
    names = "\n".join(f'[facts."{fact.id}"]\nname = "<{fact.id}>"' for fact in catalogue["be-inami-software"].facts)
    reasons = spoken(pl.DataFrame([{**MEETING, "be.acts": 12}]), {"en": f"{ACTIVITY}{OWN}\n{names}"})[
        "own.reasons"
    ].item()
    assert "Based on your answers, this does not hold: " in reasons
    assert "<be.acts> (2024) at least 500" in reasons


@pytest.mark.parametrize("make", [pl.DataFrame, pa.Table.from_pylist])
def test_an_edition_that_asks_nothing_is_met_in_every_row(make: Any, spoken: Callable[..., Any]) -> None:
    ids = frozenset({"registration", "convention", "activity", "software"})
    reasons = spoken(
        make([MEETING, {**MEETING, "be.acts": None}]), {"en": "[scheme]\nnot_covered = 'other'"}, drop=ids
    )["own.reasons"]
    assert list(pl.Series(reasons)) == ["Based on these data, every criterion that is asked is met."] * 2
