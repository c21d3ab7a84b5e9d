"""How questions and advice are laid out: what is asked and where it is written, what to do and what that brings."""

from collections.abc import Iterable, Iterator

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Point
from incentives.report.layout import Labels
from incentives.report.records.asking import NextQuestions, Question, Questions
from incentives.report.records.counsel import Advice, AdvisedDeed, AdvisedScheme


def questions(found: Questions, say: Labels) -> Iterator[Block]:
    """Every question, with the path of its answer."""
    yield Heading(1, say("title_questions"))
    yield from lay.listed(_questions(found.questions, say))


def next_questions(found: NextQuestions, say: Labels) -> Iterator[Block]:
    """The questions of one screen, and why they are asked."""
    yield Heading(1, found.topic_text or say("title_questions"))
    if found.is_done:
        yield Paragraph(say.of("interview")("done"))
    yield from lay.listed(_questions(found.questions, say))
    yield from lay.points(say.tied(f"{one.scheme_name} {one.year}", one.money_text) for one in found.stakes)


def _questions(asked: Iterable[Question], say: Labels) -> Iterator[Point]:
    for one in asked:
        choices = (f"{value}: {name}" for value, name in one.choices.items())
        told = [one.help] if one.help else []
        yield Point(say.tied(one.path, one.question), (*told, *choices))


def advice(found: Advice, say: Labels) -> Iterator[Block]:
    """What to do, scheme by scheme: deeds that only pay together, and what they bring."""
    yield Heading(1, say("title_advice"))
    if not found.schemes:
        yield Paragraph(say("no_advice"))
    for scheme in found.schemes:
        yield Heading(2, f"{scheme.scheme_name} {scheme.year}")
        yield from lay.listed(_points(scheme, say))


def _points(scheme: AdvisedScheme, say: Labels) -> Iterator[Point]:
    names = {one.id: one.name for one in scheme.benefits}
    for one in scheme.sets:
        worth = say.of("answer")("up_to", amount=one.brings.possible_text)
        head = say.tied(say.listing([names.get(id, id) for id in one.benefits]), worth)
        yield Point(head, tuple(_deed(deed, say) for deed in one.deeds))
    for benefit in scheme.benefits:
        asked = [*(one.question for one in benefit.questions), *(one.statement for one in benefit.open_questions)]
        late = [one.criterion or say.of("request")("missed") for one in benefit.too_late]
        if asked and not benefit.ways:
            yield Point(benefit.name, tuple(asked))
        elif late:
            yield Point(say.tied(benefit.name, say.of("answer")("late")), tuple(late))


def _deed(deed: AdvisedDeed, say: Labels) -> str:
    """What to do; its last day, unless the sentence has it."""
    day = say.day(deed.deadline)
    return deed.text if deed.deadline is None or day in deed.text else f"{deed.text} ({day})"
