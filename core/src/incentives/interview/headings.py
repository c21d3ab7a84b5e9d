"""What stands over a screen of an interview: what it is about, and why it is asked."""

from collections.abc import Iterator

from incentives.interview.screens import InterviewScreen, Stake
from incentives.interview.topics import Topic
from incentives.wording import Speech, formats

MOST_STAKES = 4


def heading(screen: InterviewScreen, language: str) -> str:
    """What a screen is about."""
    speech = Speech(language)
    text = speech.say("interview", "again") if screen.topic is None else topic_name(screen.topic, speech)
    return f"{text[:1].upper()}{text[1:]}"


def topic_name(topic: Topic, speech: Speech) -> str:
    """A topic in a few words: those of the criteria's theme, unless it has its own."""
    return speech.find("interview", "topic", topic.value) or speech.say("theme", topic.value)


def reason(screen: InterviewScreen, language: str) -> str | None:
    """The money that hangs on a screen, in a sentence; ``None`` where none does."""
    stakes = list(_said(screen.stakes, language))
    return Speech(language).say("interview", "why", stakes=formats.listing(stakes, language)) if stakes else None


def _said(stakes: tuple[Stake, ...], language: str) -> Iterator[str]:
    speech = Speech(language)
    for stake in stakes[:MOST_STAKES]:
        values = {"scheme": speech.of(stake.scheme.wording, stake.year).say("scheme", "short"), "year": str(stake.year)}
        if stake.money is None:
            yield speech.say("interview", "stake_open", **values)
        else:
            money = formats.amount(stake.money, stake.currency, language)
            yield speech.say("interview", "stake", money=money, **values)
    if len(stakes) > MOST_STAKES:
        count = formats.number(len(stakes) - MOST_STAKES, language)
        yield speech.say("interview", "more_stakes", count=count)
