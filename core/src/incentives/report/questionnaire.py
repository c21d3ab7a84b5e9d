"""An empty situation file: every question a scheme asks, commented, ready to be answered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import fmean

from incentives.hints import harmless
from incentives.rules.facts import At, Fact
from incentives.rules.types import NO_DAY, Kind
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.scheme.shared import PRACTISES_IN
from incentives.wording import Speech, formats

SAMPLES = {
    Kind.YES_NO: "true / false",
    Kind.COUNT: "12",
    Kind.DECIMAL: "12.5",
    Kind.MONEY: "800.00",
    Kind.DATE: "2024-03-01",
}

MOST_LINES, MOST_TRIED = 200, 20  # of a short one, and the schemes that are tried for it in vain


def questionnaire(editions: Iterable[tuple[Scheme, Edition]], language: str, today: date) -> str:
    """A situation file in which every line is a comment; answering is taking the mark away and writing the value.

    Args:
        editions: whose facts are asked, each with its scheme; those of one year stand together.
        language: of the questions.
        today: years before it are asked about in the past.
    """
    pairs = list(editions)
    speech = Speech(language)
    lines = [f"# {line}" for line in speech.say("questionnaire", "head").splitlines()]
    lines += [f"# {text}" for text in _user_supplied(pairs, speech)]
    countries = {scheme.jurisdiction.lower() for scheme, _ in pairs}
    if len(countries) > 1:
        lines += ["", *_question(PRACTISES_IN, None, speech, sorted(countries & {*PRACTISES_IN.values}))]
    permanent: dict[str, tuple[Fact, Scheme, int]] = {}
    annual: dict[int, dict[str, tuple[Fact, Scheme, int]]] = {}
    for scheme, edition in pairs:
        for fact, year in facts_asked(edition):
            place = permanent if year is None else annual.setdefault(year, {})
            place.setdefault(fact.id, (fact, scheme, edition.year))
    for fact, scheme, year in permanent.values():
        lines += ["", *_question(fact, None, speech.of(scheme.wording, year))]
    for at in sorted(annual):
        lines += ["", f"[{at}]"]
        for fact, scheme, year in annual[at].values():
            lines += ["", *_question(fact, at, speech.of(scheme.wording, year), is_past=at < today.year)]
    lines += ["", *_readings(pairs, language)]
    return "\n".join(map(harmless, lines)) + "\n"


def widely_shared_first(schemes: Iterable[Scheme]) -> list[Scheme]:
    """The schemes, those first whose questions most others ask too: answers to these say most of all."""
    every = list(schemes)
    askers = Counter(fact.id for scheme in every for fact in scheme.facts)
    return sorted(every, key=lambda one: -fmean([askers[fact.id] for fact in one.facts] or [0]))


def short_questionnaire(
    editions: Iterable[Sequence[tuple[Scheme, Edition]]], count: int, language: str, today: date
) -> str:
    """The same of the first schemes only, in at most ``MOST_LINES`` lines, with how many there are.

    Args:
        editions: whose facts are asked, scheme by scheme; once many did not fit, no more are made.
        count: of the schemes.
        language: of the questions.
        today: years before it are asked about in the past.
    """
    shown: list[tuple[Scheme, Edition]] = []
    schemes, tried, text = 0, 0, ""
    for pairs in editions:
        longer = questionnaire([*shown, *pairs], language, today)
        if pairs and (longer.count("\n") < MOST_LINES or not text):
            shown, schemes, text = [*shown, *pairs], schemes + 1, longer
        elif (tried := tried + 1) >= MOST_TRIED:
            break
    values = {"count": formats.number(schemes, language), "all": formats.number(count, language)}
    return f"# {Speech(language).say('questionnaire', 'some_only', **values)}\n{text}"


def _user_supplied(pairs: Iterable[tuple[Scheme, Edition]], speech: Speech) -> Iterator[str]:
    """Which of the rules that ask these questions are the user's own."""
    for scheme, edition in pairs:
        if edition.user_supplied:
            told = speech.say("report", "user_edition", year=str(edition.year), file=edition.source)
            yield f"{scheme.id} {told}"


def facts_asked(edition: Edition) -> Iterable[tuple[Fact, int | None]]:
    """The facts an edition reads, with the year from which it reads them."""
    for term in edition.terms:
        match term:
            case Fact():
                yield term, edition.year if term.annual else None
            case At():
                yield term.fact, edition.year + term.offset


def _question(
    fact: Fact, year: int | None, speech: Speech, choices: Iterable[str] = (), *, is_past: bool = False
) -> list[str]:
    """The lines of a question; of a long list of values, only some choices are shown."""
    lines = [
        speech.question(fact, year, is_past=is_past),
        speech.help(fact, year) or "",
    ]
    listed = tuple(choices) or fact.values
    values = [f'"{value}": {speech.value(value, fact.type, fact.id)}' for value in listed]
    if fact.kind is Kind.DATE:
        values = [f'"{NO_DAY}": {speech.say("questionnaire", "no_day")}']
    sample = _sample(fact) or (f'["{listed[0]}"]' if fact.kind is Kind.SET else f'"{listed[0]}"')
    shown = [f"# {line}" for text in (*lines, *values) for line in text.splitlines() if line]
    return [*shown, f"# {fact.id} =   # {speech.say('questionnaire', 'for_example')} {sample}"]


def _sample(fact: Fact) -> str | None:
    """A value as it is written, one that the fact can have; ``None`` where its values are named."""
    text = SAMPLES.get(fact.kind)
    if text is None or fact.kind is Kind.YES_NO:
        return text
    value = date.fromisoformat(text) if fact.kind is Kind.DATE else Decimal(text)
    nearest = (end for end in fact.extent.ends if not fact.extent.holds(value))
    return str(min(nearest, key=lambda end: abs(end - value), default=text))  # type: ignore[operator]  # of one kind


def _readings(pairs: Iterable[tuple[Scheme, Edition]], language: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for scheme, edition in pairs:
        speech = Speech(language).of(scheme.wording, edition.year)
        for question in edition.questions:
            statement = speech.say("questions", question.id, "statement")
            found[question.id] = ["", f"# {statement}", f'# "{question.id}" =   # true / false']
    if not found:
        return []
    head = [f"# {line}" for line in Speech(language).say("questionnaire", "readings").splitlines()]
    return ["[readings]", *head, *(line for lines in found.values() for line in lines)]
