"""How benefits are paid: in instalments, up to a ceiling, one instead of another."""

from incentives.assessment import BenefitResult, Eligibility, GroupResult
from incentives.report import parts
from incentives.report.parts import Content
from incentives.rules.bounds import Range
from incentives.scheme.benefit import Benefit
from incentives.scheme.group import Group
from incentives.wording import Speech, formats
from incentives.wording.words import words


def instalments(result: BenefitResult, speech: Speech) -> Content:
    """One payment and how many there are, where the edition names them and the benefit can be due."""
    one, count = result.instalment, result.payments
    currency = result.amount.currency
    text = None
    if one is not None and result.eligibility is not Eligibility.NOT_ELIGIBLE:
        text = speech.say(
            "instalment",
            result.benefit.cadence.value,
            instalment=_between(one, currency, speech),
            amount=_between(result.worth, currency, speech),
            year=str(result.basis.year),
        )
    return {
        "instalment": None if one is None or one.low is None or one.low != one.high else f"{one.low:.2f}",
        "payments": None if count is None or count.low is None or count.low != count.high else int(count.low),
        "instalment_text": text,
    }


def instalment_rule(benefit: Benefit, speech: Speech) -> str | None:
    """One payment and how many there are, as a rule; ``None`` where the edition names none."""
    if benefit.instalment is None or benefit.payments is None:
        return None
    one, count = words(benefit.instalment, speech), words(benefit.payments, speech)
    return speech.say("instalment_rule", benefit.cadence.value, instalment=one, payments=count)


def group(result: GroupResult, speech: Speech) -> Content:
    """What benefits pay together."""
    content = group_rule(result.group, speech)
    if result.is_cut:
        content["sentences"].append(speech.say("labels", "group_cut"))
    if result.choices:
        content["sentences"].append(speech.say("labels", "group_choose", benefits=_named(result.choices, speech)))
    return {
        **content,
        "choices": [speech.say("benefits", id, "name") for id in result.choices],
        "amount": parts.amount(result.amount, speech),
    }


def group_rule(item: Group, speech: Speech) -> Content:
    """Benefits under one ceiling, or of which one is received."""
    benefits = _named(item.benefits, speech)
    ceiling = None if item.at_most is None else words(item.at_most, speech)
    sentences = []
    if ceiling is not None:
        sentences.append(speech.say("labels", "group_at_most", benefits=benefits, ceiling=ceiling))
    if item.one_only:
        sentences.append(speech.say("labels", "group_one_only", benefits=benefits))
    return {
        "id": item.id,
        "name": speech.say("groups", item.id, "name"),
        "benefits": [speech.say("benefits", id, "name") for id in item.benefits],
        "one_only": item.one_only,
        "at_most_text": ceiling,
        "sentences": sentences,
        "notes": parts.notes(item.notes, speech),
        "references": parts.references(item.references, speech),
    }


def _named(ids: tuple[str, ...], speech: Speech) -> str:
    return formats.listing([speech.say("benefits", id, "name") for id in ids], speech.language)


def _between(ends: Range, currency: str, speech: Speech) -> str:
    if ends.low is None:
        return speech.say("values", "not_given")
    low = formats.amount(ends.low, currency, speech.language)
    if ends.high is None:
        return speech.say("instalment", "at_least", low=low)
    if ends.low == ends.high:
        return low
    return speech.say("instalment", "between", low=low, high=formats.amount(ends.high, currency, speech.language))
