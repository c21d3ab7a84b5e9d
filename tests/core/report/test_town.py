"""What a person judges, instalments, ceilings, choices and schemes that stand apart, as people and programs read them.

By hand, for somebody with a practice who goes by bicycle and by car: 12 times 150 is 1,800 of rent, certain. The 1,000
to start with hang on the jury alone; with the rent they would be 2,800, and are cut at 2,500. The top-up of 400 is paid
where they are not. Of 300 for the bicycle and 200 for the car one is received. So 1,800 + 300 are certain, and at most
2,500 + 300.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asked import whole
from attrs import evolve
from click.testing import CliRunner, Result
from incentives import Catalogue, changes_between, load_catalogue, money
from incentives.cli import main
from incentives.report.changed import changes_body

Run = Callable[..., Result]
TOGETHER = ("--total-in", "EUR", "--rate", "CHF=1.05")


@cache
def town_catalogue() -> Catalogue:
    """The town beside the shipped schemes, loaded by whichever test comes first."""
    return load_catalogue()


@pytest.fixture(autouse=True)
def town_loaded_once(town_installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    del town_installed

    def load(*, disable: tuple[str, ...] = ()) -> Catalogue:
        assert not disable
        return evolve(town_catalogue(), failures=[])

    monkeypatch.setattr("incentives.cli.output.load_catalogue", load)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("compare", "car = true", *options)`: for one who has a practice, in 2025, seen in 2026."""

    def told(
        command: str, facts: str, *options: str, lang: str = "en", only: tuple[str, ...] = ("xx-town", "xx-region")
    ) -> Result:
        path = tmp_path / "someone.toml"
        path.write_text("[2025.xx]\n" + facts.replace("; ", "\n") + "\n", "utf-8")
        years = "--years" if command == "compare" else "--year"
        arguments = [command, str(path), years, "2025", "--as-of", "2026-02-01", "--lang", lang, *options]
        return CliRunner().invoke(main, whole(*arguments, *(part for id in only for part in ("--scheme", id))))

    return told


@pytest.fixture
def data(run: Run) -> Callable[..., Any]:
    def told(facts: str, *options: str, lang: str = "en") -> Any:
        result = run("compare", facts, *options, "--format", "json", lang=lang)
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return told


def town(content: Any) -> Any:
    (row,) = (row for row in content["rows"] if row["scheme"] == "xx-town")
    return row


def flat(text: str) -> str:
    return " ".join(text.split())


EVERYTHING = "practice = true; bicycle = true; car = true"
NOT_YET_DUE = "practice = false; bicycle = true; car = false"


def test_sums_hold_the_ceiling_the_choice_and_what_goes_first(data: Callable[..., Any]) -> None:
    amount = town(data(EVERYTHING))["amount"]
    assert (amount["certain"], amount["possible"]) == ("2100.00", "2800.00")


def test_a_benefit_that_hangs_on_a_judgement_alone_is_due_subject_to_it(data: Callable[..., Any]) -> None:
    benefits = {one["id"]: one for one in town(data(EVERYTHING))["benefits"]}
    assert benefits["start"]["eligibility"] == "undetermined"
    assert benefits["start"]["subject_to"] == ["The jury's agreement"]
    assert benefits["start"]["eligibility_text"] == "due, subject to: The jury's agreement."
    assert benefits["rent"]["subject_to"] == benefits["top_up"]["subject_to"] == []
    assert benefits["top_up"]["not_with"] == ["Starting aid"]
    assert benefits["top_up"]["excluded_by"] == []
    agreed = {one["id"]: one for one in town(data(f"{EVERYTHING}; jury_agreed = true"))["benefits"]}
    assert agreed["start"]["eligibility"] == "eligible"
    assert (agreed["top_up"]["eligibility"], agreed["top_up"]["excluded_by"]) == ("not_eligible", ["Starting aid"])


def test_what_a_person_judges_is_listed_apart_from_what_is_missing(data: Callable[..., Any]) -> None:
    row = town(data("practice = true; bicycle = true"))
    assert [one["id"] for one in row["missing_facts"]] == []  # the car would give no more than the bicycle
    (decision,) = row["pending_decisions"]
    assert (decision["criterion"], decision["name"]) == ("jury", "The jury's agreement")
    assert decision["reason"].startswith("The jury looks at every plan")
    assert (decision["fact"]["id"], decision["fact"]["year"]) == ("xx.jury_agreed", 2025)
    assert decision["fact"]["bears_on"] == ["Starting aid", "Top-up"]


SUBJECT_TO = {
    "en": "due, subject to: The jury's agreement",
    "fr": "dû, sous réserve de : L'accord du jury",
    "nl": "verschuldigd, onder voorbehoud van: Het akkoord van de jury",
}
JUDGES = {"en": "The authority judges", "fr": "L'autorité apprécie", "nl": "De overheid oordeelt"}


@pytest.mark.parametrize("lang", SUBJECT_TO)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_people_read_subject_to_what_and_never_that_it_is_just_not_settled(run: Run, lang: str, form: str) -> None:
    result = run("compare", EVERYTHING, "--format", form, lang=lang)
    said = flat(result.stdout).replace("\\", "")
    assert result.exit_code == 0
    assert SUBJECT_TO[lang] in said
    assert JUDGES[lang] in said


HEADLINE = {
    "en": "something is due to you, subject to: The jury's agreement. That is for the authority to judge.",
    "fr": "un montant vous est dû, sous réserve de : L'accord du jury. C'est à l'autorité d'en juger.",
    "nl": "hebt u recht op een bedrag, onder voorbehoud van: Het akkoord van de jury. Dat oordeel is aan de overheid.",
}
EITHER = {
    "en": "Fund grant and Regional grant, 2025: you receive one of the two, not both; the higher is counted.",
    "fr": "Aide du fonds et Aide de la région, 2025 : vous recevez l'un des deux, pas les deux ; le plus élevé compte.",
    "nl": "Steun van het fonds en Steun van de streek, 2025: u ontvangt een van de twee, niet allebei",
}


@pytest.mark.parametrize("lang", HEADLINE)
def test_a_whole_scheme_that_hangs_on_a_judgement_says_so_in_its_headline_and_in_the_summary(
    run: Run, lang: str
) -> None:
    told = run("compare", "practice = true", "--format", "markdown", lang=lang, only=("xx-fund",))
    answer, *others = told.stdout.replace("\\", "").partition("\n## ")[2].split("\n## ")
    assert SUBJECT_TO[lang].partition(": ")[2] in flat(answer)
    assert [SUBJECT_TO[lang] in flat(one) for one in others].count(True) == 2  # in the summary, and in its row
    assert [HEADLINE[lang] in flat(one) for one in others].count(True) == 1
    content = json.loads(run("compare", "practice = true", "--format", "json", lang=lang, only=("xx-fund",)).stdout)
    assert content["rows"][0]["eligibility"] == "undetermined"
    assert content["rows"][0]["subject_to"] == [SUBJECT_TO[lang].partition(": ")[2]]
    for refused in ("jury_agreed = true", "jury_agreed = false"):
        settled = run("compare", f"practice = true; {refused}", "--format", "json", lang=lang, only=("xx-fund",))
        assert json.loads(settled.stdout)["rows"][0]["subject_to"] == []


@pytest.mark.parametrize("lang", EITHER)
def test_of_schemes_between_which_one_chooses_the_higher_is_counted_and_that_is_told(run: Run, lang: str) -> None:
    facts, both = "practice = true; jury_agreed = true", ("xx-fund", "xx-region")
    content = json.loads(run("compare", facts, "--format", "json", lang=lang, only=both).stdout)
    assert [(total["certain"], total["possible"]) for total in content["totals"]] == [("500.00", "500.00")]
    assert EITHER[lang] in flat(run("compare", facts, lang=lang, only=both).stdout)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "€150.00 a month, €1,800.00 in 2025."),
        ("fr", "150,00 € par mois, 1 800,00 € en 2025."),
        ("nl", "€ 150,00 per maand, € 1.800,00 in 2025."),
    ],
)
def test_a_monthly_benefit_says_what_a_month_and_what_the_year_brings(
    run: Run, data: Callable[..., Any], lang: str, said: str
) -> None:
    assert said in flat(run("check", EVERYTHING, lang=lang).stdout)
    rent = next(one for one in town(data(EVERYTHING))["benefits"] if one["id"] == "rent")
    assert (rent["cadence"], rent["instalment"], rent["payments"]) == ("monthly", "150.00", 12)


def test_what_is_not_due_says_nothing_of_instalments(data: Callable[..., Any]) -> None:
    rent = next(one for one in town(data(NOT_YET_DUE))["benefits"] if one["id"] == "rent")
    assert (rent["instalment"], rent["payments"], rent["instalment_text"]) == ("150.00", 12, None)


def test_groups_say_the_ceiling_and_whose_the_choice_is(run: Run, data: Callable[..., Any]) -> None:
    premises, travel = town(data(EVERYTHING))["groups"]
    assert premises["sentences"] == ["Rent aid and Starting aid: together at most €2,500.00, whatever each would give."]
    assert premises["notes"] == ["The ceiling holds for each practice."]
    assert (premises["amount"]["certain"], premises["amount"]["possible"]) == ("1800.00", "2500.00")
    assert travel["choices"] == ["Bicycle allowance", "Car allowance"]
    assert (travel["amount"]["certain"], travel["one_only"]) == ("300.00", True)
    cut = town(data(f"{EVERYTHING}; jury_agreed = true"))["groups"][0]
    assert cut["amount"]["certain"] == "2500.00"
    assert cut["sentences"][-1] == "The ceiling keeps back a part of what is due."
    said = flat(run("check", EVERYTHING).stdout)
    assert "The choice is yours: Bicycle allowance and Car allowance." in said


@pytest.mark.parametrize(
    ("facts", "certain", "possible", "said"),
    [
        (EVERYTHING, "0.00", "0.00", "it pays nothing for a year in which Town aid is due, and Town aid is."),
        ("practice = true; bicycle = false; car = false", "0.00", "0.00", "Regional grant 2025 is not in the sums"),
    ],
)
def test_a_scheme_that_gives_way_is_told_and_not_added(
    run: Run, data: Callable[..., Any], facts: str, certain: str, possible: str, said: str
) -> None:
    content = data(facts)
    francs = next(total for total in content["totals"] if total["currency"] == "CHF")
    assert (francs["certain"], francs["possible"]) == (certain, possible)
    (apart,) = content["apart"]
    assert (apart["scheme"], apart["other"], apart["why"]) == ("xx-region", "xx-town", "excluded")
    assert apart["references"][0]["document"] == "Decree on practices"
    assert said in apart["text"]
    printed = flat(run("compare", facts, "--format", "markdown").stdout)
    assert "on its own; not together with Town aid" in printed  # in its line of the summary
    assert printed.count(said) == 3  # in the answer, below the sums, and where the scheme is told in full


def test_while_the_other_is_open_nothing_of_it_is_certain(data: Callable[..., Any]) -> None:
    content = data("bicycle = false; car = false")
    francs = next(total for total in content["totals"] if total["currency"] == "CHF")
    assert (francs["certain"], francs["possible"]) == ("0.00", "500.00")
    assert "that is not settled" in content["apart"][0]["text"]


def test_one_sum_is_given_at_the_rates_of_the_user_only(run: Run, data: Callable[..., Any]) -> None:
    assert data(EVERYTHING)["total_in"] is None
    total = data("bicycle = false; car = false", *TOGETHER)["total_in"]
    # In euros: 525 of the region, or at most 2,500 of the town.
    assert (total["currency"], total["certain"], total["possible"]) == ("EUR", "0.00", "2500.00")
    assert total["rates"] == [{"currency": "CHF", "rate": "1.05"}]
    assert "All still to come in EUR, at the rates you gave (1 CHF = 1.05 EUR): certain €0.00" in flat(
        run("compare", "bicycle = false; car = false", *TOGETHER).stdout
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--total-in", "EUR"), "no rate for CHF: say how many EUR one of it is"),
        (("--rate", "CHF=1.05"), "--rate needs --total-in"),
        (("--total-in", "euro"), "'euro' is no currency; write its three letters, such as EUR"),
        (("--total-in", "EUR", "--rate", "CHF=1,05"), "'CHF=1,05' is no rate"),
        (("--total-in", "EUR", "--rate", "CHF=0"), "'CHF=0' is no rate"),
        (("--total-in", "EUR", "--rate", "CHF"), "'CHF' is no rate"),
        (("--total-in", "EUR", "--rate", "CHF=1", "--rate", "EUR=2"), "one EUR is 1 EUR"),
    ],
)
def test_a_rate_that_is_missing_or_none_is_faulty_input(run: Run, options: tuple[str, ...], said: str) -> None:
    result = run("compare", EVERYTHING, *options)
    assert result.exit_code == 2
    assert said in flat(result.stderr)
    assert result.stdout == ""


def test_rules_show_instalments_groups_and_what_goes_first() -> None:
    result = CliRunner().invoke(main, ["show", "xx-town", "--lang", "en"])
    said = flat(result.stdout)
    assert "Rent aid: €1,800.00, paid monthly (€150.00 a month; number of payments: 12)" in said
    assert "Not paid where this is due: Starting aid" in said
    assert "Bicycle allowance and Car allowance: you receive one of these; the highest counts in the sums." in said
    assert "At most: €2,800.00" in said


def test_schemes_side_by_side_show_them_too() -> None:
    arguments = ["compare-schemes", "xx-town", "xx-region", "--year", "2025", "--lang", "en", "--format", "json"]
    columns = {one["scheme"]: one for one in json.loads(CliRunner().invoke(main, arguments).stdout)["columns"]}
    assert columns["xx-town"]["most"]["possible"] == "2800.00"
    assert columns["xx-town"]["established"]["discretionary"] == 1
    assert len(columns["xx-town"]["groups"]) == 2
    assert columns["xx-region"]["groups"] == []


def test_a_table_says_what_is_not_simply_added(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("xx.practice,xx.jury_agreed,xx.bicycle,xx.car\ntrue,true,true,true\ntrue,false,,\n", "utf-8")
    arguments = ["table", str(people), "--years", "2025", "--summary", "--lang", "en"]
    schemes = ["--scheme", "xx-town", "--scheme", "xx-region"]
    report = json.loads(CliRunner().invoke(main, [*arguments, *schemes, "--format", "json"]).stdout)
    town, region = (next(one for one in report["results"] if one["scheme"] == id) for id in ("xx-town", "xx-region"))
    # 2,500 of premises and 300 by bicycle; 1,800 of rent and the top-up of 400.
    assert town["cost"]["certain"] == "5000.00"
    assert region["cost"]["certain"] == "1000.00"
    assert {total["currency"]: total["certain"] for total in report["totals"]} == {"EUR": "5000.00", "CHF": "0.00"}
    assert "together they cost less than one by one" in town["cost_note"]
    assert region["cost_note"] is None
    assert "Schemes that are not paid together for one year are not added" in report["totals_note"]
    alone = json.loads(CliRunner().invoke(main, [*arguments, *schemes[:2], "--format", "json"]).stdout)
    assert "not paid together" not in alone["totals_note"]
    assert "cost less than one by one" in flat(CliRunner().invoke(main, [*arguments, *schemes]).stdout)


def test_what_changed_names_ceilings_choices_instalments_and_what_goes_first() -> None:
    catalogue = load_catalogue()
    old = catalogue.edition("xx-town", 2025)
    benefits = {one.id: one for one in old.benefits}
    changed = {
        **benefits,
        "rent": evolve(benefits["rent"], instalment=money("160.00", "EUR"), amount=money("1920.00", "EUR")),
        "top_up": evolve(benefits["top_up"], not_with=("start", "bicycle")),
    }
    premises, _ = old.groups
    groups = (evolve(premises, at_most=money("2600.00", "EUR")),)
    new = evolve(old, benefits=tuple(changed.values()), groups=groups)
    body = changes_body(changes_between(old, new), catalogue["xx-town"], "en")
    told = json.dumps(body.plain(), ensure_ascii=False)
    for part in (
        "One payment: €150.00 → €160.00",
        "Not paid where this is due, now also: Bicycle allowance",
        "now also: Rent aid and Starting aid: together at most €2,600.00",
        "no longer: Rent aid and Starting aid: together at most €2,500.00",
        "no longer: Bicycle allowance and Car allowance: you receive one of these",
    ):
        assert part in told
