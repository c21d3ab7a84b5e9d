"""What is asked first: the question that spares most others, found from the rules alone."""

from datetime import date
from pathlib import Path

from incentives import (
    PROFESSION,
    Application,
    Benefit,
    Cadence,
    Confidence,
    Contact,
    Criterion,
    Document,
    Edition,
    Establishment,
    Expression,
    Fact,
    Interview,
    Payment,
    Period,
    Reference,
    Scheme,
    Situation,
    Standing,
    Theme,
    Wording,
    literal,
    money,
    percent,
    share,
)
from incentives.assessment import assess
from incentives.interview.subject import Subject
from incentives.situation import Vocabulary

WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)
SECURED, TOTAL, EXCLUDED = (Fact.count(f"xx.{id}", unit="claims") for id in ("secured", "total", "excluded"))
SHOWN = Fact.yes_no("xx.shown_as_met", fixed=True)
RATE = share(SECURED - EXCLUDED, of=TOTAL, if_none=literal(False)) >= percent("70")


def interview(*conditions: Expression) -> Interview:
    """Of one benefit that needs all these conditions, each a criterion on electronic billing."""
    criteria = tuple(
        Criterion(f"c{at}", one, Standing.ASKED, Theme.E_BILLING, Establishment.AUTOMATIC, WRITTEN)
        for at, one in enumerate(conditions)
    )
    edition = Edition(
        scheme="xx-aid",
        year=2025,
        period=Period.calendar_year(2025),
        currency="EUR",
        criteria=criteria,
        benefits=(Benefit("grant", money(100, "EUR"), Cadence.YEARLY, tuple(one.id for one in criteria), WRITTEN),),
        application=Application("none_needed", (), Payment()),
        contacts=(Contact("office"),),
        evidence=(),
        figures=(),
        professions=PROFESSION.values,
        verified_on=date(2025, 6, 1),
    )
    facts = edition.facts
    scheme = Scheme("xx-aid", "XX", "The town", PROFESSION.values, facts, {}, Wording(Path("nowhere")))
    vocabulary = Vocabulary({fact.id: fact for fact in facts}, {})
    subject = Subject(
        {("xx-aid", 2025): (scheme, edition)},
        vocabulary.contradictory,
        vocabulary.check,
        lambda _, checked: assess(scheme, edition, checked),
        Situation.of({}),
    )
    return Interview.about(subject)


def paths(asked: Interview) -> list[str]:
    assert asked.screen is not None
    return [one.path for one in asked.screen.questions]


def test_a_yes_or_no_that_settles_a_criterion_alone_comes_before_the_counts_that_it_spares() -> None:
    asked = interview(RATE | SHOWN)
    assert paths(asked)[0] == "2025.xx.shown_as_met"
    assert set(paths(asked)[1:]) == {"2025.xx.secured", "2025.xx.total", "2025.xx.excluded"}
    assert asked.still_asked({"2025.xx.shown_as_met": True}) == ()
    assert len(asked.still_asked({"2025.xx.shown_as_met": False})) == 3


def test_what_spares_nothing_keeps_the_order_of_the_rules() -> None:
    first, second = Fact.yes_no("xx.first"), Fact.yes_no("xx.second")
    assert paths(interview(second, first)) == ["2025.xx.second", "2025.xx.first"]


def test_of_what_spares_as_much_the_easiest_to_answer_comes_first() -> None:
    days, yes = Fact.count("xx.days", unit="days"), Fact.yes_no("xx.yes")
    assert paths(interview((days >= 5) | yes)) == ["2025.xx.yes", "2025.xx.days"]
