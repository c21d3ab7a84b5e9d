"""The questions of some schemes and years, and those to ask next, as records."""

from collections.abc import Iterable

from incentives.interview import Inquired, Interview, InterviewScreen, Stake
from incentives.interview.headings import topic_name
from incentives.interview.subject import answers_of
from incentives.report import parts
from incentives.report.questionnaire import facts_asked
from incentives.report.records import asking
from incentives.report.records.pieces import SchemeYear
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import Kind
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import Situation
from incentives.situation.foreign_values import UNKNOWN
from incentives.situation.paths import path_of
from incentives.wording import Speech

Asked = tuple[Fact | OpenQuestion, int | None]  # and the year it belongs to


def questions_body(editions: Iterable[tuple[Scheme, Edition]], language: str, this_year: int) -> asking.Questions:
    """Every question of some schemes and years, each once.

    Args:
        editions: whose questions they are, each with its scheme.
        language: of the questions.
        this_year: years before it are asked about in the past.
    """
    pairs = list(editions)
    found: dict[str, tuple[Asked, Speech, dict[str, None]]] = {}
    for scheme, edition in pairs:
        speech = Speech(language).of(scheme.wording, edition.year)
        every: list[Asked] = [*facts_asked(edition), *((one, None) for one in edition.questions)]
        for term, year in every:
            path = path_of(term, year or edition.year)
            found.setdefault(path, ((term, year), speech, {}))[2][scheme.id] = None
    made = [
        _question(asked, path, speech, schemes, is_past=asked[1] is not None and asked[1] < this_year)
        for path, (asked, speech, schemes) in found.items()
    ]
    return asking.Questions(
        editions_asked=tuple(SchemeYear(scheme=scheme.id, year=edition.year) for scheme, edition in pairs),
        questions=tuple(sorted(made, key=lambda one: (one.is_reading, one.year or 0))),
    )


def _question(
    asked: Asked, path: str, speech: Speech, schemes: Iterable[str], *, is_past: bool = False
) -> asking.Question:
    term, year = asked
    if isinstance(term, OpenQuestion):
        text, told = speech.say("questions", term.id, "statement"), speech.find("questions", term.id, "why")
    else:
        text = speech.question(term, year, is_past=is_past)
        told = speech.help(term, year)
    return asking.Question(
        path=path,
        id=term.id,
        year=year,
        is_reading=isinstance(term, OpenQuestion),
        kind=term.type.kind,
        unit=None if isinstance(term, OpenQuestion) else term.unit,
        choices={value: speech.value(value, term.type, term.id) for value in term.type.values},
        may_be_none=term.type.kind is Kind.DATE,
        question=text,
        help=told,
        schemes=tuple(schemes),
    )


def next_questions_body(interview: Interview, situation: Situation, language: str) -> asking.NextQuestions:
    """The questions of the next screen on which something is asked that is not told to be unknown.

    Args:
        interview: before its first screen, about the situation.
        situation: what is told; what it says is ``"unknown"`` is not asked again.
        language: of the questions.
    """
    unknown = {path for path, value in answers_of(situation).items() if value == UNKNOWN}
    while (screen := interview.screen) is not None and screen.topic is not None:
        asked = [one for one in screen.questions if one.path not in unknown]
        if asked:
            return _screen(screen, asked, interview, language)
        interview = interview.answer({})
    return _screen(None, [], interview, language)


def _screen(
    screen: InterviewScreen | None, asked: Iterable[Inquired], interview: Interview, language: str
) -> asking.NextQuestions:
    speech = Speech(language)
    topic = None if screen is None else screen.topic
    return asking.NextQuestions(
        as_of=next((one.as_of for one in interview.assessments), None),
        topic=topic,
        topic_text=None if topic is None else topic_name(topic, speech),
        questions=tuple(_inquired(one, language) for one in asked),
        stakes=tuple(_stake(one, speech) for one in (() if screen is None else screen.stakes)),
        is_done=screen is None,
    )


def _inquired(one: Inquired, language: str) -> asking.Question:
    """A question of an interview; of countries, only those of the schemes that it is about can be chosen."""
    whole = vars(_question((one.term, one.year), one.path, one.speech(language), [one.asked.basis.scheme.id]))
    choices = {value: name for value, name in whole["choices"].items() if value in one.choices}
    said = {"question": one.text(language), "help": one.help(language), "choices": choices}
    return asking.Question(**{**whole, **said})


def _stake(one: Stake, speech: Speech) -> asking.Stake:
    return asking.Stake(
        scheme=one.scheme.id,
        year=one.year,
        scheme_name=speech.of(one.scheme.wording, one.year).say("scheme", "short"),
        money=one.money,
        currency=one.currency,
        money_text=parts.money_text(one.money, one.currency, speech),
    )
