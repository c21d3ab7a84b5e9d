"""What is said of a criterion whose author wrote no sentence: the rule itself, in words."""

from incentives.rules.expressions import Expression
from incentives.wording.speech import Speech
from incentives.wording.words import words


def by_rule(key: str, condition: Expression | None, speech: Speech, **values: str) -> str:
    """A sentence made of the rule's own words.

    Args:
        key: what it says: ``met``, ``not_met``, ``unknown``, ``waived``, ``not_applicable``, ``remedy``, ``remedy_by``.
        condition: of the criterion; ``None`` where it is not asked.
        speech: of the scheme.
        values: what else fills it in.
    """
    rule = {} if condition is None else {"rule": words(condition, speech)}
    return speech.say("by_rule", key, **rule, **values)
