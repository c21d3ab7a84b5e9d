"""What each row has to do: exactly what the advice to that practitioner alone says."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from advised_rows import differences, frame_of, names_of, practitioners, said_of
from everything_met import EVERYTHING, FAMI, SOFTWARE_AID
from incentives import Catalogue, InvalidArgument, Situation, load_catalogue
from incentives.population.deed_columns import SAYS, types_of
from incentives.scheme.contradictions import COLUMNS, TO_DO
from other_frames import OF_POLARS

EDITIONS = [(scheme.id, year) for scheme in load_catalogue() for year in scheme.years]
IN_OCTOBER, IN_FEBRUARY, IN_SEPTEMBER = date(2025, 10, 1), date(2026, 2, 1), date(2026, 9, 1)
LAST_OF_YEAR, LAST_TO_DECLARE = date(2025, 12, 31), date(2026, 3, 2)  # guide 2025: the window of amelipro


def fami(*changes: Mapping[str, Any]) -> pl.DataFrame:
    """Practitioners who meet everything that the FAMI asks, but for some facts."""
    rows = [{**EVERYTHING[FAMI], "fr.fami.declared": False, **change} for change in changes]
    return pl.DataFrame(rows, infer_schema_length=None)


def told(catalogue: Catalogue, frame: Any, day: date, **asked: Any) -> list[dict[str, Any]]:
    """What is said of each row, by the last part of the column's name."""
    table = catalogue.assess_table(frame, FAMI, 2025, as_of=day, to_do=True, **asked)
    rows = pl.DataFrame(table).select(pl.col(f"^{FAMI}\\.(to_do|too_late).*$")).rows(named=True)
    return [{name.removeprefix(f"{FAMI}."): cell for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_every_row_is_told_what_the_advice_to_one_says(catalogue: Catalogue, scheme: str, year: int) -> None:
    edition, chance = catalogue.edition(scheme, year), random.Random(f"{scheme} {year}")  # noqa: S311  # no secret
    people = practitioners(catalogue, edition, chance, 6)
    for days in (chance.randrange(-20, 364), chance.randrange(366, 700)):
        day = edition.period.start + timedelta(days=days)
        assert differences(catalogue, edition, people, day) == []


def test_one_scanned_document_is_what_is_missing_until_the_end_of_the_year(catalogue: Catalogue) -> None:
    (row,) = told(catalogue, fami({"fr.scor.transmissions": 0}), IN_OCTOBER)
    assert row["to_do"] == "scor;request:coordination"  # the rest of the base is pre-filled: nothing is to be sent
    assert (row["to_do_by"], row["to_do_from"]) == (LAST_OF_YEAR, None)
    assert (row["to_do_certain"], row["to_do_possible"]) == (Decimal(590), Decimal(590))  # 490, and 100 on top of it
    assert row["to_do_later"] == "request:video;request:devices"
    assert (row["to_do_tell"], row["to_do_ask"], row["too_late"]) == (None, None, None)
    assert row["to_do_spending"] is False


def test_once_the_year_is_over_only_declaring_is_left(catalogue: Catalogue) -> None:
    missed, met = told(catalogue, fami({"fr.scor.transmissions": 0}, {}), IN_FEBRUARY)
    assert (missed["to_do"], missed["to_do_by"]) == ("request:video;request:devices", LAST_TO_DECLARE)
    assert missed["too_late"] == "base;coordination"
    assert met["to_do"] == "request:coordination;request:video;request:devices"
    assert (met["to_do_certain"], met["too_late"]) == (Decimal(100 + 350 + 175), None)  # the base comes by itself


def test_declaring_is_said_with_the_day_from_which_it_can_be_done(catalogue: Catalogue) -> None:
    (row,) = told(catalogue, fami({}), IN_OCTOBER)
    assert (row["to_do_from"], row["to_do_by"]) == (date(2026, 1, 12), LAST_TO_DECLARE)


def test_what_has_to_be_bought_comes_after_what_costs_nothing(catalogue: Catalogue) -> None:
    (row,) = told(catalogue, fami({"fr.telehealth.video": "none"}), IN_OCTOBER)
    assert (row["to_do"], row["to_do_spending"]) == ("request:coordination;request:devices", False)
    assert row["to_do_later"] == "video;request:video"


def test_who_is_not_covered_has_nothing_to_do(catalogue: Catalogue) -> None:
    (row,) = told(catalogue, fami({"practitioner.profession": "nurse"}), IN_OCTOBER)
    assert set(row.values()) == {None}


def test_a_cell_that_cannot_be_is_one_to_tell(catalogue: Catalogue) -> None:
    invalid, unknown = told(
        catalogue, fami({"fr.scor.transmissions": -3}, {"fr.scor.transmissions": None}, {}), IN_OCTOBER
    )[:2]
    assert invalid == unknown
    assert invalid["to_do_tell"] == "fr.scor.transmissions"


def test_a_point_on_which_the_texts_are_silent_is_one_to_ask(catalogue: Catalogue) -> None:
    frame, question = fami({"fr.secure_messaging": "practice_owner_mailbox"}), "fr-fami.owner_mailbox_counts"
    (open_,) = told(catalogue, frame, IN_FEBRUARY)
    assert (open_["to_do_ask"], open_["to_do_certain"]) == (question, Decimal(350 + 175))
    assert open_["to_do_possible"] == Decimal(490 + 100 + 350 + 175)
    (answered,) = told(catalogue, frame, IN_FEBRUARY, readings={question: True})
    assert (answered["to_do_ask"], answered["to_do_certain"]) == (None, Decimal(490 + 100 + 350 + 175))


@pytest.mark.parametrize("kind", OF_POLARS)
def test_every_kind_of_frame_is_told_the_same(catalogue: Catalogue, kind: str) -> None:
    frame = fami({"fr.scor.transmissions": 0}, {}, {"fr.dmp.transactions": None})
    table = catalogue.assess_table(OF_POLARS[kind](frame), FAMI, 2025, as_of=IN_OCTOBER, to_do=True)
    read = table.collect() if kind == "polars lazy" else pl.DataFrame(table.arrow() if kind == "duckdb" else table)
    wanted = catalogue.assess_table(frame, FAMI, 2025, as_of=IN_OCTOBER, to_do=True)
    for end in TO_DO:
        assert read[f"{FAMI}.{end}"].to_list() == wanted[f"{FAMI}.{end}"].to_list(), end


@pytest.mark.spark
def test_spark_is_told_the_same(spark: Any, catalogue: Catalogue) -> None:
    frame = fami({"fr.scor.transmissions": 0}, {}).with_columns(row=pl.int_range(pl.len()))
    native = spark.createDataFrame(frame.to_arrow())
    table = catalogue.assess_table(native, FAMI, 2025, as_of=IN_OCTOBER, to_do=True)
    wanted = catalogue.assess_table(frame, FAMI, 2025, as_of=IN_OCTOBER, to_do=True)
    names = [f"{FAMI}.{end}" for end in TO_DO]
    found = [tuple(row) for row in sorted(table.collect(), key=lambda row: row["row"])]
    assert [row[-len(names) - 1 : -1] for row in found] == wanted.select(names).rows()
    there, here = (catalogue.summarise_table(one, FAMI, 2025, as_of=IN_OCTOBER, to_do=True) for one in (native, frame))
    assert there == here


def test_the_summary_counts_each_deed_with_what_hangs_on_it(catalogue: Catalogue) -> None:
    lacking_both = {"fr.scor.transmissions": 0, "fr.secure_messaging": "none"}
    frame = fami({"fr.scor.transmissions": 0}, lacking_both, lacking_both)
    (one,) = catalogue.summarise_table(frame, FAMI, 2025, as_of=IN_OCTOBER, to_do=True).editions
    assert one.to_do is not None
    assert (one.to_do.as_of, one.to_do.rows, one.to_do.untold) == (IN_OCTOBER, 3, 0)
    by_id = {deed.id: deed for deed in one.to_do.deeds}
    scor, messaging = by_id["scor"], by_id["secure_messaging"]
    assert (scor.by, scor.rows, scor.alone, scor.together) == (LAST_OF_YEAR, 3, 1, 2)
    assert (scor.cost.certain, scor.cost.possible) == (Decimal(3 * 590), Decimal(3 * 590))
    assert (messaging.rows, messaging.alone, messaging.cost.certain) == (2, 0, Decimal(2 * 590))
    most = [deed.cost.possible or Decimal(0) for deed in one.to_do.deeds]
    assert most == sorted(most, reverse=True)


def test_the_summary_counts_the_rows_whose_advice_names_a_deed(catalogue: Catalogue) -> None:
    edition, chance = catalogue.edition(SOFTWARE_AID, 2025), random.Random(5)  # noqa: S311  # no secret
    people, day = practitioners(catalogue, edition, chance, 30), date(2025, 9, 1)
    frame = frame_of(catalogue, people, 2025)
    (one,) = catalogue.summarise_table(frame.lazy(), SOFTWARE_AID, 2025, as_of=day, to_do=True).editions
    counted: Counter[tuple[str, date | None]] = Counter()
    for person in people:
        assessment = catalogue.assess(SOFTWARE_AID, 2025, person, day)
        sets = catalogue.advice(assessment).sets if assessment.is_told else ()
        counted.update({(name, deed.deadline) for one in sets for deed in one.deeds for name in names_of(deed)})
    assert one.to_do is not None
    assert {(deed.id, deed.by): deed.rows for deed in one.to_do.deeds} == counted


def test_who_tells_nothing_is_in_no_sum(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"practitioner.profession": ["physiotherapist"], "fr.conventioned": [None]})
    (one,) = catalogue.summarise_table(frame.lazy(), FAMI, 2025, as_of=IN_OCTOBER, to_do=True).editions
    assert one.to_do is not None
    assert (one.to_do.rows, one.to_do.untold, one.to_do.deeds) == (0, 1, ())


def test_sentences_come_with_the_reasons(catalogue: Catalogue) -> None:
    (row,) = told(catalogue, fami({"fr.scor.transmissions": 0}), IN_OCTOBER, reasons="fr")
    assert "SCOR" in row["to_do_said"]
    assert "31 décembre 2025" in row["to_do_said"]
    assert "to_do_said" not in told(catalogue, fami({}), IN_OCTOBER)[0]


def test_a_scheme_of_which_no_column_says_anything_asks_and_advises_as_for_nobody(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"be.acts": [600, 20]})
    table = catalogue.assess_table_all(frame, [2025], ["be-inami-software", FAMI], as_of=IN_OCTOBER, to_do=True)
    nobody = catalogue.advice(catalogue.assess(FAMI, 2025, Situation.of({}), IN_OCTOBER))
    for end, cell in said_of(nobody, 2025).items():
        assert table[f"{FAMI}.{end}"].to_list() == [cell, cell], end


def test_a_table_without_rows_has_the_columns_all_the_same(catalogue: Catalogue) -> None:
    table = catalogue.assess_table(fami({}).clear(), FAMI, 2025, as_of=IN_OCTOBER, to_do=True)
    assert (len(table), table.schema[f"{FAMI}.to_do_by"]) == (0, pl.Date)
    (one,) = catalogue.summarise_table(fami({}).clear(), FAMI, 2025, as_of=IN_OCTOBER, to_do=True).editions
    assert one.to_do is not None
    assert (one.to_do.rows, one.to_do.deeds) == (0, ())


def test_several_years_each_have_their_own_columns(catalogue: Catalogue) -> None:
    lasting = {"practitioner.profession", "fr.practice_started_on"}
    frame = fami({"fr.scor.transmissions": 0}).rename(lambda name: name if name in lasting else f"{name}@2025")
    table = catalogue.assess_table_all(frame, [2025, 2026], [FAMI], as_of=IN_OCTOBER, to_do=True)
    assert table[f"{FAMI}@2025.to_do"].to_list() == ["scor;request:coordination"]
    assert f"{FAMI}@2026.to_do" in table.columns


def test_nothing_is_advised_without_a_day(catalogue: Catalogue) -> None:
    for ask in (catalogue.assess_table, catalogue.summarise_table):
        with pytest.raises(InvalidArgument, match="give as_of with to_do"):
            ask(fami({}), FAMI, 2025, to_do=True)


def test_no_criterion_can_be_called_as_a_column_is(catalogue: Catalogue) -> None:
    assert tuple(SAYS) == TO_DO
    assert types_of(catalogue.edition(FAMI, 2025)).keys() <= COLUMNS
