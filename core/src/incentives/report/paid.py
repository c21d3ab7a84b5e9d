"""How benefits are paid: in instalments, up to a ceiling, one instead of another."""

from typing import Any

from incentives.assessment import BenefitResult, Eligibility
from incentives.report.filler import filled, listed, makes
from incentives.report.records.rulebook import GroupRule
from incentives.rules.bounds import Range
from incentives.scheme.benefit import Benefit
from incentives.scheme.group import Group
from incentives.wording import Speech, formats
from incentives.wording.words import words


def instalments(result: BenefitResult, speech: Speech) -> dict[str, Any]:
    """One payment and how many there are, where the edition names them and the benefit can be due."""
    one, count = _settled(result.instalment), _settled(result.payments)
    return {
        "instalment": one,
        "payments": None if count is None else int(count),
        "instalment_text": _instalment_text(result, speech),
    }


def _settled(ends: Range | None) -> Any:
    return None if ends is None or ends.low != ends.high else ends.low


def _instalment_text(result: BenefitResult, speech: Speech) -> str | None:
    if result.instalment is None or result.eligibility is Eligibility.NOT_ELIGIBLE:
        return None
    return speech.say(
        "instalment",
        result.benefit.cadence.value,
        instalment=_between(result.instalment, result.amount.currency, speech),
        amount=_between(result.worth, result.amount.currency, speech),
        year=str(result.basis.year),
    )


def instalment_rule(benefit: Benefit, speech: Speech) -> str | None:
    """One payment and how many there are, as a rule; ``None`` where the edition names none."""
    if benefit.instalment is None or benefit.payments is None:
        return None
    one, count = words(benefit.instalment, speech), words(benefit.payments, speech)
    return speech.say("instalment_rule", benefit.cadence.value, instalment=one, payments=count)


@makes(GroupRule)
def group_rule(item: Group, speech: Speech) -> GroupRule:
    """Benefits under one ceiling, or of which one is received."""
    benefits = listed("benefits", item.benefits, speech)
    ceiling = None if item.at_most is None else words(item.at_most, speech)
    sentences = []
    if ceiling is not None:
        sentences.append(speech.say("labels", "group_at_most", benefits=benefits, ceiling=ceiling))
    if item.one_only:
        sentences.append(speech.say("labels", "group_one_only", benefits=benefits))
    return filled(GroupRule, speech, item, at_most_text=ceiling, sentences=tuple(sentences))


def _between(ends: Range, currency: str, speech: Speech) -> str:
    if ends.low is None:
        return speech.say("values", "not_given")
    low = formats.amount(ends.low, currency, speech.language)
    if ends.high is None:
        return speech.say("instalment", "at_least", low=low)
    if ends.low == ends.high:
        return low
    return speech.say("instalment", "between", low=low, high=formats.amount(ends.high, currency, speech.language))
