"""Assessments, and schemes, side by side: sorted, complete, and never merged into one verdict."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from incentives import (
    PROFESSION,
    Amount,
    Application,
    Assessment,
    Benefit,
    Cadence,
    Catalogue,
    CheckedSituation,
    Comparison,
    Confidence,
    Criterion,
    Document,
    Edition,
    Eligibility,
    Establishment,
    Fact,
    Handling,
    NotAssessed,
    Payment,
    Period,
    Reference,
    Scheme,
    SchemeComparison,
    Situation,
    Standing,
    Theme,
    Wording,
    compare,
    compare_schemes,
    money,
    when,
)
from incentives.assessment.assessment import assess

NOVEMBER = date(2026, 11, 22)
BORDER = Path(__file__).parents[2] / "examples" / "border.toml"


@pytest.fixture(scope="module")
def border(catalogue: Catalogue) -> Comparison:
    situation = Situation.read(BORDER)
    return compare(catalogue.assess_all(situation, (2025, 2026), NOVEMBER))


def names(comparison: Comparison) -> list[tuple[int, str]]:
    return [(row.year, row.scheme.id) for row in comparison.rows]


def amounts(amount: Amount) -> tuple[object, object, object, str]:
    return amount.certain, amount.possible, amount.reachable, amount.currency


def test_rows_stand_by_year_and_then_by_scheme_whatever_order_they_came_in(catalogue: Catalogue) -> None:
    rows = catalogue.assess_all(Situation.of({}), (2023, 2022))
    expected = [(year, id) for year in (2022, 2023) for id in ("be-inami-software", "be-proqkine", "fr-fami")]
    assert names(compare(rows)) == expected
    assert names(compare(reversed(rows))) == expected
    assert all(names(compare(order)) == expected[:3] for order in permutations(row for row in rows if row.year == 2022))


def test_a_year_without_rules_keeps_its_row_and_is_no_assessment(border: Comparison) -> None:
    kept = [row for row in border.rows if isinstance(row, NotAssessed)]
    assert [(row.scheme.id, row.year, row.code) for row in kept] == [
        ("be-proqkine", 2025, "unknown_edition"),
        ("be-proqkine", 2026, "unknown_edition"),
    ]
    assert len(border.rows) == 6
    assert len(border.assessments) == 4
    assert all(isinstance(row, Assessment) for row in border.assessments)


def test_totals_add_each_of_certain_possible_and_reachable_apart(border: Comparison) -> None:
    # FAMI 2025: 590, received. INAMI 2025: 800 hang on an open question, and on a request that was not made yet. In
    # 2026 all of FAMI (1,115) and INAMI (800) can still be reached, and nothing is due yet.
    (total,) = border.totals
    assert amounts(total) == (0, 0, 800 + 1115 + 800, "EUR")
    assert [amounts(total) for total in border.received] == [(590, 590, 590, "EUR")]


def test_totals_by_year_are_the_same_sums_for_one_year(border: Comparison) -> None:
    by_year = {year: [amounts(total) for total in totals] for year, totals in border.totals_by_year.items()}
    assert by_year == {2025: [(0, 0, 800, "EUR")], 2026: [(0, 0, 1915, "EUR")]}


def test_a_year_in_which_no_rules_are_known_has_no_total_rather_than_one_of_zero(catalogue: Catalogue) -> None:
    rows = catalogue.assess_all(Situation.of({}), (2017,))
    comparison = compare(rows)
    assert [row.code for row in comparison.rows if isinstance(row, NotAssessed)] == ["unknown_edition"] * 3
    assert comparison.totals == ()
    assert comparison.totals_by_year == {2017: ()}


def test_comparing_nothing_gives_nothing() -> None:
    nothing = compare([])
    assert (nothing.rows, nothing.totals, nothing.totals_by_year) == ((), (), {})


RIDES = Fact.yes_no("ch.rides", annual=True)
HOURS = Fact.count("ch.hours", unit="hours", annual=True)
WRITTEN = (Reference(Document("bylaw", "Bylaw on cycling practitioners"), "article 1", Confidence.OFFICIAL),)


def swiss_edition(year: int = 2025) -> Edition:
    """120 francs for those who cycle; 40 more a year with 100 hours, otherwise 10."""
    extra = when(HOURS >= 100).then(money("40", "CHF")).otherwise(money("10", "CHF"))
    criteria = tuple(
        Criterion(id, condition, Standing.ASKED, Theme.ACTIVITY, Establishment.DECLARED, WRITTEN)
        for id, condition in (("cycling", RIDES), ("hours", HOURS >= 50))
    )
    return Edition(
        scheme="ch-cycling",
        year=year,
        period=Period.calendar_year(year),
        currency="CHF",
        criteria=criteria,
        benefits=(
            Benefit("grant", money("120", "CHF"), Cadence.YEARLY, ("cycling",), WRITTEN),
            Benefit("extra", extra, Cadence.YEARLY, ("hours",), WRITTEN),
        ),
        application=Application("none_needed", (), Payment()),
        contacts=(),
        evidence=(),
        figures=(),
        professions=PROFESSION.values,
        verified_on=date(2025, 6, 1),
    )


def swiss(tmp_path: Path) -> Scheme:
    return Scheme(
        id="ch-cycling",
        jurisdiction="CH",
        authority="The canton",
        professions=PROFESSION.values,
        facts=(RIDES, HOURS),
        editions={2025: swiss_edition},
        wording=Wording(tmp_path),
    )


def test_amounts_in_different_currencies_are_never_added(catalogue: Catalogue, tmp_path: Path) -> None:
    scheme = swiss(tmp_path)
    cyclist = CheckedSituation({}, {2025: {"ch.rides": True}}, {})
    francs = assess(scheme, scheme.edition(2025), cyclist, NOVEMBER)
    assert amounts(francs.amount) == (120, 160, 160, "CHF")
    comparison = compare([*catalogue.assess_all(Situation.read(BORDER), (2025, 2026), NOVEMBER), francs])
    assert names(comparison)[:4] == [
        (2025, "be-inami-software"),
        (2025, "be-proqkine"),
        (2025, "ch-cycling"),
        (2025, "fr-fami"),
    ]
    assert {total.currency: amounts(total)[:3] for total in comparison.totals} == {
        "EUR": (0, 0, 2715),
        "CHF": (120, 160, 160),
    }
    in_2025 = {total.currency: amounts(total)[:3] for total in comparison.totals_by_year[2025]}
    assert in_2025 == {"EUR": (0, 0, 800), "CHF": (120, 160, 160)}
    assert [total.currency for total in comparison.totals_by_year[2026]] == ["EUR"]


def test_a_total_with_an_unbounded_part_is_unbounded_above_and_still_certain_below() -> None:
    parts = [Amount(Decimal(100), None, None, "EUR"), Amount(Decimal(50), Decimal(70), Decimal(90), "EUR")]
    assert amounts(Amount.total(parts, "EUR")) == (150, None, None, "EUR")


def test_each_assessment_keeps_its_own_verdict_in_a_comparison(border: Comparison) -> None:
    verdicts = {(row.scheme.id, row.year): row.eligibility for row in border.assessments}
    assert verdicts == {
        ("be-inami-software", 2025): Eligibility.UNDETERMINED,
        ("fr-fami", 2025): Eligibility.ELIGIBLE,
        ("be-inami-software", 2026): Eligibility.NOT_YET,
        ("fr-fami", 2026): Eligibility.NOT_YET,
    }


def columns(catalogue: Catalogue, *editions: tuple[str, int]) -> SchemeComparison:
    return compare_schemes((catalogue[id], catalogue.edition(id, year)) for id, year in editions)


MOST = {
    **{("fr-fami", year): 490 + 100 for year in range(2018, 2023)},
    **{("fr-fami", year): 490 + 100 + 350 + 175 for year in range(2023, 2027)},
    **{("be-inami-software", year): 800 for year in range(2022, 2027)},
    **{("be-proqkine", year): 2000 for year in range(2022, 2025)},
}


@pytest.mark.parametrize(("scheme", "year"), MOST)
def test_the_most_an_edition_pays_is_the_sum_of_its_benefits_and_none_of_it_is_certain(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    (column,) = columns(catalogue, (scheme, year)).columns
    most = MOST[scheme, year]
    assert amounts(column.most) == (0, most, most, "EUR")


def test_every_edition_that_ships_has_its_most_checked(catalogue: Catalogue) -> None:
    assert {(scheme.id, year) for scheme in catalogue for year in scheme.years} == set(MOST)


def test_the_most_of_a_benefit_whose_amount_varies_is_its_highest(tmp_path: Path) -> None:
    scheme = swiss(tmp_path)
    (column,) = compare_schemes([(scheme, scheme.edition(2025))]).columns
    assert amounts(column.most) == (0, 160, 160, "CHF")


def test_criteria_stand_by_theme_in_one_cell_for_each_scheme(catalogue: Catalogue) -> None:
    editions = (("fr-fami", 2024), ("be-inami-software", 2024), ("be-proqkine", 2024))
    themes = columns(catalogue, *editions).themes
    found = {theme: [[criterion.id for criterion in cell] for cell in cells] for theme, cells in themes.items()}
    assert found == {
        Theme.REGISTRATION: [[], ["registration"], ["inami_number", "enrolment"]],
        Theme.CONVENTION: [["audience"], ["convention"], []],
        Theme.ACTIVITY: [[], ["activity"], []],
        Theme.SOFTWARE: [["dmp"], ["software"], []],
        Theme.E_BILLING: [["sesam_vitale", "scor", "transmission_rate"], [], []],
        Theme.MESSAGING: [["secure_messaging"], [], []],
        Theme.COORDINATION: [["coordination"], [], []],
        Theme.TELEHEALTH: [["video", "devices"], [], []],
        Theme.QUALITY: [[], [], ["general", "annual", "cycle", "data"]],
    }


def test_every_criterion_stands_under_exactly_one_theme(catalogue: Catalogue) -> None:
    comparison = columns(catalogue, *MOST)
    for place, column in enumerate(comparison.columns):
        shown = [criterion.id for cells in comparison.themes.values() for criterion in cells[place]]
        assert sorted(shown) == sorted(criterion.id for criterion in column.edition.criteria)


def test_columns_keep_the_order_in_which_schemes_were_named(catalogue: Catalogue) -> None:
    named = columns(catalogue, ("fr-fami", 2024), ("be-inami-software", 2024))
    assert [column.scheme.id for column in named.columns] == ["fr-fami", "be-inami-software"]


BURDENS = {
    ("fr-fami", 2018): {Handling.KEPT: 1, Handling.NOT_ASKED: 1},  # DMP and messaging were waived: no papers for them
    ("fr-fami", 2022): {Handling.SENT: 1, Handling.KEPT: 2, Handling.NOT_ASKED: 1},
    ("fr-fami", 2025): {Handling.SENT: 1, Handling.KEPT: 4, Handling.NOT_ASKED: 1},
    ("be-inami-software", 2024): {Handling.NOT_ASKED: 1},
    ("be-proqkine", 2024): {Handling.KEPT: 1},
}


@pytest.mark.parametrize(("scheme", "year"), BURDENS)
def test_the_burden_of_papers_counts_what_is_sent_kept_and_not_asked(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    (column,) = columns(catalogue, (scheme, year)).columns
    assert dict(column.evidence_burden) == BURDENS[scheme, year]


ESTABLISHED = {
    # SESAM-Vitale, SCOR, the rate and the convention are measured; DMP and mailbox come pre-filled
    ("fr-fami", 2025): {
        Establishment.AUTOMATIC: 4,
        Establishment.DECLARED_PREFILLED: 2,
        Establishment.DECLARED: 3,
    },
    ("fr-fami", 2018): {Establishment.AUTOMATIC: 4, Establishment.DECLARED: 1},  # two are waived, so not asked
    ("be-inami-software", 2024): {Establishment.AUTOMATIC: 3, Establishment.DECLARED: 1},
    ("be-proqkine", 2024): {Establishment.AUTOMATIC: 2, Establishment.ATTESTED_BY_BODY: 4},
    ("be-proqkine", 2023): {Establishment.AUTOMATIC: 2, Establishment.ATTESTED_BY_BODY: 3},  # no cycle criteria yet
}


@pytest.mark.parametrize(("scheme", "year"), ESTABLISHED)
def test_who_establishes_is_counted_over_the_criteria_that_are_really_asked(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    (column,) = columns(catalogue, (scheme, year)).columns
    assert dict(column.established) == ESTABLISHED[scheme, year]
    assert sum(column.established.values()) == len(column.asked)
