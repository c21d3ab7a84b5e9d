"""What differs about a part of an edition, in words, whatever it is."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import attrs
import pytest
from attrs import frozen
from incentives import (
    Application,
    Aspect,
    Benefit,
    Cadence,
    Catalogue,
    Confidence,
    Contact,
    Criterion,
    Edition,
    Establishment,
    Evidence,
    Fact,
    Handling,
    OpenQuestion,
    Period,
    Request,
    Standing,
    Theme,
)
from incentives.changes.alignment import NO_RULE
from incentives.changes.difference import COMPARED_ELSEWHERE, OF_ITS_OWN
from incentives.report.changedaspects import WORDED, Side, aspect_record
from incentives.wording import CORE, LANGUAGES

Said = Callable[[Aspect], list[str]]
requested = Fact.yes_no("be.requested")
requested_on = Fact.day("be.requested_on")


KINDS: dict[str, type[StrEnum]] = {
    "theme": Theme,
    "established_by": Establishment,
    "cadence": Cadence,
    "handling": Handling,
    "confidence": Confidence,
}


@frozen
class Ceiling:
    """A record that the model may gain one day."""

    amount: int


@pytest.fixture
def said(catalogue: Catalogue) -> Said:
    """`said(aspect)`: its sentences in English, for the Belgian software aid of 2023 and 2024."""
    scheme = catalogue["be-inami-software"]
    sides = Side.of(scheme, scheme.edition(2023), "en"), Side.of(scheme, scheme.edition(2024), "en")

    def sentences(aspect: Aspect) -> list[str]:
        return list(aspect_record(aspect, sides).sentences)

    return sentences


@pytest.mark.parametrize(
    ("aspect", "sentences"),
    [
        (Aspect("deadline", None, date(2024, 12, 31)), ["Until: none → 31 December 2024"]),
        (
            Aspect("deadline", date(2023, 12, 31), date(2023, 12, 31)),
            ["Until: still 31 December 2023, not moved with the year"],
        ),
        (Aspect("standing", Standing.WAIVED, Standing.ASKED), ["Whether it is asked: waived by the authority → asked"]),
        (Aspect("cadence", Cadence.YEARLY, Cadence.ONCE), ["How often it is paid: paid yearly → paid once"]),
        (Aspect("theme", Theme.ACTIVITY, Theme.SOFTWARE), ["Theme: activity → software"]),
        (
            Aspect("handling", Handling.KEPT, Handling.SENT),
            ["What becomes of it: to be kept for later controls, nothing to send → to be sent"],
        ),
        (Aspect("confidence", Confidence.INFERRED, Confidence.OFFICIAL), ["How sure: inferred → official text"]),
        (Aspect("projected", False, True), ["Announced only: no → yes"]),
        (Aspect("currency", "BEF", "EUR"), ["Currency: BEF → EUR"]),
        (Aspect("max_megabytes", 5, 10), ["Largest upload, in MB: 5 → 10"]),
        (
            Aspect("period", Period.calendar_year(2023), Period(date(2024, 1, 1), date(2024, 6, 30))),
            ["Period: 1 January 2023 to 31 December 2023 → 1 January 2024 to 30 June 2024"],
        ),
        (
            Aspect("professions", ("physiotherapist", "nurse"), ("physiotherapist", "midwife")),
            ["Professions, now also: midwife", "Professions, no longer: nurse"],
        ),
        (Aspect("professions", ("nurse", "midwife"), ("midwife", "nurse")), ["Professions: in another order"]),
        (Aspect("formats", (), ("pdf", "odt")), ["File formats, now also: pdf and odt"]),
    ],
    ids=lambda value: value.name if isinstance(value, Aspect) else "",
)
def test_every_aspect_of_an_edition_has_its_words(said: Said, aspect: Aspect, sentences: list[str]) -> None:
    assert said(aspect) == sentences


def test_a_request_that_comes_or_goes_is_said_in_a_sentence(said: Said) -> None:
    request = Request(made=requested, made_on=requested_on)
    assert said(Aspect("request", None, request)) == ["It now has to be requested."]
    assert said(Aspect("request", request, None)) == ["Nothing has to be requested for it any more."]


def test_a_request_for_other_things_is_said_in_a_sentence(said: Said) -> None:
    before = Request(made=requested, made_on=requested_on)
    after = Request(made=requested, made_on=requested_on, needed=OpenQuestion("be-inami-software.who", ask="inami"))
    (sentence,) = said(Aspect("request", before, after))
    assert sentence == "What has to be requested or declared for it is not what it was."


def test_what_the_model_has_gained_since_is_never_passed_over(said: Said) -> None:
    assert said(Aspect("ceiling", Ceiling(1), Ceiling(2))) == ["ceiling: not as before"]
    assert said(Aspect("ceilings", (), (Ceiling(2),))) == ["ceilings: not as before"]
    assert said(Aspect("limit", 3, 4)) == ["limit: 3 → 4"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["standing", *sorted(WORDED)])
def test_every_word_of_a_value_is_in_every_language(kind: str, language: str) -> None:
    values = Standing if kind == "standing" else KINDS[kind]
    assert [value.value for value in values if CORE.find((kind, value.value), language) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", [Criterion, Benefit, Application, Evidence, Contact, Edition])
def test_every_field_that_can_differ_has_a_label_in_every_language(record: type, language: str) -> None:
    fields = {field.name for field in attrs.fields(record) if field.init}
    told = fields - NO_RULE - {"id"} - (OF_ITS_OWN if record is Edition else set()) - COMPARED_ELSEWHERE
    assert {name for name in told if CORE.find(("aspects", name), language) is None} == set()
