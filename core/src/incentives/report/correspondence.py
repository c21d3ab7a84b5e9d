"""Letters to copy and send: a paper to ask for, or the question that the texts leave open, to whom it is to be put."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial

from attrs import evolve, frozen

from incentives.assessment import Assessment, PendingQuestion
from incentives.assessment.outcomes import ZERO
from incentives.catalogue import Catalogue
from incentives.report import parts
from incentives.report.filler import named
from incentives.report.records.correspondence import Letter, Letters
from incentives.report.worded import worded
from incentives.rules.evaluation import evaluate
from incentives.rules.expressions import Expression
from incentives.rules.facts import terms_of
from incentives.scheme import application
from incentives.scheme.references import Reference
from incentives.wording import Speech, Wording, formats

#: The letter that asks an open question of any scheme.
QUESTION = "question"


@frozen(eq=False)
class Draft:
    """A letter before it is written.

    Attributes:
        assessment: of the practitioner who sends it.
        id: where its sentences are, under ``letters``.
        criteria: ids of those that it is about.
        languages: that the receiver takes; empty for any.
        references: where its contents are written.
        contact: the receiver, where it is one of the edition's.
        question: that it asks, if it asks one.
    """

    assessment: Assessment
    id: str
    criteria: tuple[str, ...]
    languages: tuple[str, ...]
    references: tuple[Reference, ...]
    contact: application.Contact | None = None
    question: PendingQuestion | None = None


def letters_body(
    assessments: Iterable[Assessment],
    label: str | None,
    language: str,
    catalogue: Catalogue,
    named: Collection[str] = (),
) -> Letters:
    """The letters that matter for some assessments; one that cannot be worded is among the failures.

    Args:
        assessments: of one practitioner, of one day.
        label: whose they are, if named.
        language: of the reader.
        catalogue: in which failures are recorded.
        named: the schemes that were asked for by their ids: they count even where nothing is told of them.
    """
    concerned = [one for one in assessments if one.is_told or one.scheme.id in named]
    drafts = [*_each(concerned, papers), *_each(concerned, questions)]
    found = (
        worded(partial(letter, draft, language), catalogue, draft.assessment.scheme.id, draft.assessment.year)
        for draft in drafts
    )
    day: date | None = concerned[0].as_of if concerned else None
    return Letters(label=label, as_of=day, letters=tuple(one for one in found if one is not None))


def _each(assessments: Iterable[Assessment], find: Callable[[Assessment], Iterable[Draft]]) -> Iterator[Draft]:
    return (draft for assessment in assessments for draft in find(assessment))


def papers(assessment: Assessment) -> Iterator[Draft]:
    """The letters of the edition that are surely needed, while what they are for can still be paid and handed in."""
    if assessment.basis.is_window_over:
        return
    for one in assessment.edition.letters:
        wanted = one.needed is None or assessment.basis.details.value(one.needed) is True
        if wanted and any(one.criterion in ids for ids in _of_open_benefits(assessment)):
            yield Draft(assessment, one.id, (one.criterion,), one.languages, one.references)


def _of_open_benefits(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    """The criteria of each benefit of which money may still come."""
    for result in assessment.benefits.values():
        if _may_still_come(assessment, result.id):
            yield assessment.edition.required_by(result.benefit)


def _may_still_come(assessment: Assessment, benefit: str) -> bool:
    return assessment.benefits[benefit].payable.reachable != ZERO


def questions(assessment: Assessment) -> Iterator[Draft]:
    """A letter for each open question that alone keeps a criterion unsettled, and money that may still come."""
    for one in assessment.open_questions:
        if not any(_may_still_come(assessment, id) for id in one.benefits):
            continue
        read = [
            c
            for c in assessment.edition.criteria
            if c.condition is not None and _hangs_on(c.condition, one, assessment)
        ]
        if not read:
            continue
        references = dict.fromkeys(reference for criterion in read for reference in criterion.references)
        yield Draft(
            assessment,
            QUESTION,
            tuple(criterion.id for criterion in read),
            one.ask.languages,
            tuple(references),
            contact=one.ask,
            question=one,
        )


def _hangs_on(condition: Expression, asked: PendingQuestion, assessment: Assessment) -> bool:
    """Whether the answer to a question settles a condition that is not settled, whatever else is told."""
    known = assessment.basis.known
    if evaluate(condition, known) is not None or all(
        term.digest != asked.question.digest for term in terms_of(condition)
    ):
        return False
    answered = ({**known.readings, asked.id: answer} for answer in (True, False))
    return any(evaluate(condition, evolve(known, readings=answers)) is not None for answers in answered)


def letter(draft: Draft, language: str) -> Letter:
    """A letter, filled in, in a language that its receiver takes; and beside it in the reader's."""
    a, own, sent = draft.assessment, _voice(draft, language), _language_of(draft, language)
    told = None if draft.question is None else draft.question.id
    core = Speech(language)
    return Letter(
        id=draft.id if told is None else told,
        name=own.say("letters", draft.id, "name"),
        scheme=a.scheme.id,
        year=a.year,
        scheme_name=own.say("scheme", "short"),
        question=told,
        criteria=named("criteria", draft.criteria, own),
        when=own.say("letters", draft.id, "when"),
        to=own.say("letters", draft.id, "to"),
        contact=None if draft.contact is None else parts.contact(draft.contact, own),
        language=sent,
        language_text=None if sent == language else core.say("correspondence", f"in_{sent}"),
        subject=_voice(draft, sent).say("letters", draft.id, "subject"),
        text=_lines(draft, sent),
        reading=None if sent == language else _lines(draft, language),
        references=parts.references(draft.references, own),
    )


def _lines(draft: Draft, language: str) -> tuple[str, ...]:
    return tuple(_voice(draft, language).say("letters", draft.id, "text").strip().split("\n"))


def _language_of(draft: Draft, language: str) -> str:
    """The reader's language where the receiver takes it, or else the first one that can be said."""
    if not draft.languages or language in draft.languages:
        return language
    spoken = {*draft.assessment.scheme.wording.languages}
    return next((one for one in draft.languages if one in spoken), language)


def _voice(draft: Draft, language: str) -> Speech:
    """The scheme's voice, which also says what the letter is about."""
    a = draft.assessment
    criteria = {one.id: one for one in a.edition.criteria}
    about = criteria[draft.criteria[0]] if draft.criteria else None
    speech = a.basis.speech(language, about)
    plain = a.basis.speech(language)
    values = {
        "scheme": plain.say("scheme", "name"),
        "criteria": formats.listing(named("criteria", draft.criteria, plain), language),
        "sources": "\n".join(dict.fromkeys(_source(one) for one in draft.references)),
    }
    if (asked := draft.question) is not None:
        values |= {
            "id": asked.id,
            "to": plain.say("contacts", asked.ask.id, "name"),
            "statement": asked.statement(language),
            "why": asked.why(language) or "",
            "amount": _amount(asked, plain),
        }
    return _saying(speech, a.scheme.wording, a.year, values)


def _saying(speech: Speech, wording: Wording, year: int, values: dict[str, str]) -> Speech:
    known = speech.resolve or (lambda _: None)
    return speech.of(wording, year, lambda name: values.get(name) or known(name))


def _source(reference: Reference) -> str:
    publisher = f" ({reference.document.publisher})" if reference.document.publisher else ""
    return f"- {reference.document.title}{publisher}, {reference.place}"


def _amount(asked: PendingQuestion, speech: Speech) -> str:
    if asked.spread is None:
        return speech.say("report", "unbounded")
    return formats.amount(asked.spread, asked.basis.edition.currency, speech.language)
