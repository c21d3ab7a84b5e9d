"""What one assessment brings into the answer: what to do and by when, what comes, what came, what is too late."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from incentives.advice import Advice, BenefitAdvice, Deed, DeedSet, Way
from incentives.advice.deed import request_text
from incentives.assessment import Assessment, BenefitResult
from incentives.assessment.outcomes import ZERO, Amount
from incentives.report import parts
from incentives.report.layout import Labels
from incentives.report.records.person import Answer, Place
from incentives.scheme.application import Contact, Handling
from incentives.wording import formats

NOTHING: Mapping[str, Any] = dict.fromkeys(("steps", "hints", "years", "benefits"), ()) | {
    "money_text": "",
    **dict.fromkeys(("worth", "currency", "by", "safer", "scheme")),
}
MOST_ASKED = 2  # questions of one scheme and year that stand in the answer


def answer(place: Place, text: str, **rest: Any) -> Answer:
    """One thing in the answer; what is not given of it is not known, or nothing."""
    return Answer(**{**NOTHING, "place": place, "text": text, **rest})


@frozen(eq=False)
class Voice(Labels):
    """How one assessment is spoken of.

    Attributes:
        assessment: the scheme and year.
        name: of the scheme, with the year.
    """

    assessment: Assessment = field(kw_only=True)
    name: str = field(kw_only=True)

    @classmethod
    def about(cls, assessment: Assessment, language: str) -> "Voice":
        """In a language."""
        speech = assessment.speech(language)
        name = f"{speech.say('scheme', 'short')} {assessment.year}"
        return cls(speech, "answer", assessment=assessment, name=name)

    def item(self, place: Place, text: str, results: Iterable[BenefitResult], **rest: Any) -> Answer:
        """One thing in the answer, of some benefits."""
        a = self.assessment
        benefits = tuple(one.id for one in results)
        currency = a.edition.currency if rest.get("money_text") else None
        return answer(place, text, currency=currency, scheme=a.scheme.id, years=(a.year,), benefits=benefits, **rest)

    def named(self, text: str) -> str:
        """A text, with the scheme and year before it."""
        return self.tied(self.name, text)

    def money(self, value: Decimal | None) -> str:
        """An amount."""
        if value is None:
            return self.speech.say("report", "unbounded")
        return formats.amount(value, self.assessment.edition.currency, self.speech.language)

    def up_to(self, amount: Amount) -> str:
        """What is certain, or else what it can be at most."""
        if amount.certain == amount.possible:
            return self.money(amount.certain)
        return self("up_to", amount=self.money(amount.possible))

    def benefits(self, ids: Iterable[str]) -> str:
        """The names of some benefits."""
        return self.listing(dict.fromkeys(self.speech.say("benefits", id, "name") for id in ids))

    def contact(self, contact: Contact) -> str:
        """Whom to ask, with a number to call where there is one."""
        return parts.reached(self.speech.say("contacts", contact.id, "name"), contact.phone or contact.email)

    @property
    def first_contact(self) -> str | None:
        """Whom to ask first: who has a telephone number."""
        contacts = self.assessment.application.contacts
        chosen = next((one for one in contacts if one.phone), next(iter(contacts), None))
        return None if chosen is None else self.contact(chosen)


def items_of(assessment: Assessment, advice: Advice, language: str) -> Iterator[Answer]:
    """Everything that the answer says of one scheme and year of which something is told."""
    voice = Voice.about(assessment, language)
    results = assessment.benefits.values()
    received, most = [one for one in results if one.is_received], assessment.received.possible
    if received and most != ZERO:
        yield voice.item(Place.RECEIVED, voice.name, received, money_text=voice.money(most), worth=most)
    refused = [one for one in results if one.is_refused]
    if refused:
        yield voice.item(Place.LATE, voice.named(voice("refused", benefits=voice.benefits(map(_id, refused)))), refused)
    yield from _awaited(assessment, voice)
    yield from (_of_set(one, advice, voice) for one in advice.sets)
    yield from _unanswered(advice, voice)
    yield from _judged(advice, voice)
    yield from _too_late(advice, voice)


def _id(result: BenefitResult) -> str:
    return result.id


def _part_of(results: list[BenefitResult], voice: Voice) -> str:
    """A scheme and year; which of its benefits, where that is not all of them."""
    if len(results) == len(voice.assessment.benefits):
        return voice.name
    return voice.named(voice.benefits(map(_id, results)))


def _awaited(a: Assessment, voice: Voice) -> Iterator[Answer]:
    """What is certain to be paid: nothing is left to do but to see whether it comes."""
    coming = [one for one in a.benefits.values() if one.payable.certain != ZERO]
    if coming:
        paid = voice("paid", when=parts.payment_text(a.application.payment, voice.speech))
        money, text = a.payable.certain, _part_of(coming, voice)
        yield voice.item(Place.DONE, text, coming, money_text=voice.money(money), hints=(paid,), worth=money)


def _of_set(one: DeedSet, advice: Advice, voice: Voice) -> Answer:
    """Deeds that only pay together."""
    as_of = advice.assessment.as_of
    is_ahead = not one.steps and any(deed.earliest and as_of and deed.earliest > as_of for deed in one.requests)
    day = min((deed.deadline for deed in one.steps if deed.deadline), default=None)
    safer = min((deed.advised for deed in one.steps if deed.advised), default=None)
    place = Place.BY if day else Place.LATER if is_ahead else Place.NOW
    ways = [way for id in one.benefits if (way := advice.benefits[id].best)]
    return voice.item(
        Place.SPENDING if one.spending else place,
        _head(one, voice),
        [advice.assessment.benefits[id] for id in one.benefits],
        money_text=_worth(one, ways, voice),
        steps=_steps(one, voice),
        hints=tuple(_hints(one, ways, voice)),
        worth=one.brings.possible,
        by=day,
        safer=safer,
    )


def _head(one: DeedSet, voice: Voice) -> str:
    """What the deeds are, in a few words."""
    if one.spending:
        return voice.named(voice.benefits(one.benefits))
    if len(one.steps) > 1:
        return voice.named(voice("both" if len(one.steps) == 2 else "all", count=str(len(one.steps))))  # noqa: PLR2004  # both
    if one.steps:
        return voice.named(_counted(one.steps[0], voice) or _criteria(one.steps[0], voice))
    is_perhaps = any(deed.unless_done for deed in one.requests)
    return voice.named(voice("perhaps_requested" if is_perhaps else "not_requested"))


def _criteria(deed: Deed, voice: Voice) -> str:
    names = [voice.speech.say("criteria", id, "name") for id in deed.criteria]
    return voice.listing(names) or voice("account")


def _counted(deed: Deed, voice: Voice) -> str | None:
    """How far a number is, where a deed is one of counting."""
    change = deed.changes[0]
    if len(deed.changes) > 1 or change.more is None or change.have is None:
        return None
    numbers = {name: formats.number(value, voice.speech.language) for name, value in  # type: ignore[arg-type]  # numbers
               (("more", change.more), ("have", change.have), ("need", change.need))}  # fmt: skip
    name = voice.speech.find("facts", change.fact.id, "name") or change.fact.id
    return voice("counted", name=name, **numbers)


def _worth(one: DeedSet, ways: list[Way], voice: Voice) -> str:
    """What the deeds bring: what is certain then, and what comes besides once it is requested."""
    sure, most = one.brings.certain, one.brings.possible
    is_open = any(way.questions or way.open_questions for way in ways)
    if most is None or is_open:
        return voice("up_to", amount=voice.money(most))
    if sure == most or not one.steps:
        return voice("in_reach", amount=voice.money(most))
    if sure == ZERO:
        return voice("once_requested", amount=voice.money(most))
    return voice("and_once_requested", amount=voice.money(sure), more=voice.money(most - sure))


def _steps(one: DeedSet, voice: Voice) -> tuple[str, ...]:
    return tuple(deed.text(voice.speech.language) for deed in one.steps) or (request_text(one.requests, voice.speech),)


def _hints(one: DeedSet, ways: list[Way], voice: Voice) -> Iterator[str]:
    """When it is requested, which papers it takes, and what is still to be told or asked."""
    dated = voice.assessment.application.window
    asked: dict[str, list[str]] = {}
    if one.requests and not one.steps:
        for contact, text in _whether_taken(voice):
            asked.setdefault(contact, []).append(text)
    if one.requests and dated is not None and not asked:
        window = parts.window_text(dated, voice.speech)
        then = voice("then", deed=request_text(one.requests, voice.speech), window=window)
        yield then if one.steps else voice("window", window=window)
    for contact, statements in _silent(ways, voice).items():
        asked.setdefault(contact, []).append(voice("whether", statement="; ".join(statements)))
    for contact, (first, *others) in asked.items():
        yield voice("ask_them", contact=contact, question=first)
        yield from (voice("ask_too", question=other) for other in others)
    untold = {(q.id, q.year): q for way in ways for q in way.questions}
    yield from (voice("tell_besides", question=parts.asked(q, voice.speech)) for q in [*untold.values()][:1])
    papers = {paper.id for deed in one.deeds for paper in deed.evidence if paper.handling is not Handling.NOT_ASKED}
    if papers:
        names = voice.listing(dict.fromkeys(voice.speech.say("evidence", id, "name") for id in sorted(papers)))
        yield voice("papers", names=names)


def _silent(ways: Iterable[Way], voice: Voice) -> dict[str, list[str]]:
    """On what the texts are silent, by whom to ask."""
    found: dict[str, list[str]] = {}
    for q in {q.id: q for way in ways for q in way.open_questions}.values():
        found.setdefault(voice.contact(q.ask), []).append(q.statement(voice.speech.language).rstrip("."))
    return found


def _whether_taken(voice: Voice) -> Iterator[tuple[str, str]]:
    """Whom to ask whether a request is still taken, where no text names the last day."""
    a, dated, contact = voice.assessment, voice.assessment.application.window, voice.first_contact
    if dated is None or contact is None or a.as_of is None:
        return
    if dated.days.closes is not None:
        if a.as_of > dated.days.closes:
            yield contact, voice("still_taken_after", date=voice.day(dated.days.closes))
        return
    if a.as_of <= a.edition.period.end:
        return
    if dated.advise_by is not None and dated.advise_note is not None and a.as_of > dated.advise_by:
        why = voice.speech.say("notes", dated.advise_note)
        yield contact, voice("still_taken_since", date=voice.day(dated.advise_by), why=why)
    else:
        yield contact, voice("still_taken")


def _unanswered(advice: Advice, voice: Voice) -> Iterator[Answer]:
    """What only answers can settle: the practitioner's own, or those of the authority."""
    a = advice.assessment
    unsettled = [one for one in advice.benefits.values() if _waits_for_answers(one)]
    yield from _hanging_on_days(unsettled, voice)
    waiting = [one for one in unsettled if one.questions or one.open_questions]
    questions = {(q.id, q.year): q for one in waiting for q in one.questions}
    results = [one.result for one in waiting]
    most = Amount.total((result.payable for result in results), a.edition.currency)
    if questions:
        asked = tuple(parts.asked(q, voice.speech) for q in [*questions.values()][:MOST_ASKED])
        text = voice.named(voice("questions" if len(questions) > 1 else "question", count=str(len(questions))))
        yield voice.item(Place.TELL_US, text, results, money_text=voice.up_to(most), hints=asked, worth=most.possible)
    silent = {} if questions else {q.id: q for one in waiting for q in one.open_questions}
    for q in silent.values():
        text, hint = voice.named(q.statement(voice.speech.language)), voice("ask", contact=voice.contact(q.ask))
        yield voice.item(Place.SILENT, text, results, money_text=voice.up_to(most), hints=(hint,), worth=most.possible)


def _hanging_on_days(waiting: Iterable[BenefitAdvice], voice: Voice) -> Iterator[Answer]:
    """What hangs on nothing but whether a request was taken on its day."""
    by_reason: dict[tuple[Place, str], list[BenefitResult]] = {}
    for one in waiting:
        if not (one.questions or one.open_questions or one.result.subject_to):
            place = Place.TELL_US if _is_told_ahead(one.result) else Place.SILENT
            why = one.result.request_reason(voice.speech.language)
            why = why or voice.speech.say("request", one.result.request.value)
            by_reason.setdefault((place, why), []).append(one.result)
    for (place, why), results in by_reason.items():
        most = Amount.total((result.payable for result in results), voice.assessment.edition.currency)
        asks = place is Place.SILENT and voice.first_contact is not None
        hints = (voice("ask", contact=voice.first_contact or ""),) if asks else ()
        text, money = voice.named(why), voice.up_to(most)
        yield voice.item(place, text, results, money_text=money, hints=hints, worth=most.possible)


def _is_told_ahead(result: BenefitResult) -> bool:
    """Whether the day told of a request is still to come, so that it is to be put right."""
    request, as_of = result.benefit.request, result.basis.as_of
    day = None if request is None else result.basis.details.value(request.made_on)
    return isinstance(day, date) and as_of is not None and day > as_of


def _judged(advice: Advice, voice: Voice) -> Iterator[Answer]:
    """What only a person's judgement keeps open."""
    for one in advice.benefits.values():
        names = [voice.speech.say("criteria", id, "name") for id in one.result.subject_to]
        if names:
            text, worth = voice.named(voice.listing(names)), one.result.payable.possible
            money = voice("up_to", amount=voice.money(worth))
            yield voice.item(Place.JUDGED, text, [one.result], money_text=money, worth=worth)


def _waits_for_answers(one: BenefitAdvice) -> bool:
    return one.result.payable.possible != ZERO and (one.best is None or not one.best.deeds)


def rests_on(a: Assessment, language: str) -> Iterator[Answer]:
    """What the rules themselves rest on, where that is less than a text in force."""
    voice = Voice.about(a, language)
    own = voice("own_rules", file=str(a.edition.user_file)) if a.edition.user_supplied else None
    announced = voice("announced") if a.edition.projected else None
    stale = parts.freshness_of(a.scheme, a.edition, a.as_of, voice.speech.language)["freshness_text"]
    yield from (voice.item(Place.BEWARE, voice.named(text), ()) for text in (own, announced, stale) if text)


def _too_late(advice: Advice, voice: Voice) -> Iterator[Answer]:
    """What can no longer be done, by the day that has passed."""
    by_day: dict[date | None, list[BenefitAdvice]] = {}
    for one in advice.benefits.values():
        if one.too_late and one.result.payable.possible == ZERO:
            by_day.setdefault(_passed(one, advice.assessment.as_of), []).append(one)
    for day, lost in by_day.items():
        again = next((late.again for one in lost for late in one.too_late), None)
        said = [voice("last_day_was", date=voice.day(day))] if day else []
        if again is not None:
            said.append(voice("again", year=str(again.year)))
        results = [one.result for one in lost]
        hints = (" ".join(said),) if said else ()
        yield voice.item(Place.LATE, _part_of(results, voice), results, hints=hints)


def _passed(one: BenefitAdvice, as_of: date | None) -> date | None:
    """The last of the days on which something could still have been done."""
    days = [late.criterion.criterion.deadline if late.criterion else late.deadline for late in one.too_late]
    return max((day for day in days if day and as_of and day < as_of), default=None)
