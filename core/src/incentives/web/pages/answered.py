"""What was answered so far, each with a way to change it."""

from collections.abc import Iterator

from attrs import frozen

from incentives.catalogue import Catalogue
from incentives.interview.resumed import Resumed
from incentives.interview.screens import InterviewScreen
from incentives.interview.subject import answers_of
from incentives.rules.facts import Term
from incentives.rules.types import Value
from incentives.situation.foreign_values import UNKNOWN
from incentives.situation.paths import READINGS
from incentives.web.pages.dossier import Dossier
from incentives.wording import Speech


@frozen
class Answered:
    """One thing that was answered.

    Attributes:
        path: where a situation says it.
        name: what was asked, in a few words.
        value: what was answered.
    """

    path: str
    name: str
    value: str


@frozen
class SoFar:
    """Everything that was told.

    Attributes:
        known: what was answered.
        unknown: what was asked and not known.
        before: what a file told.
    """

    known: tuple[Answered, ...]
    unknown: tuple[Answered, ...]
    before: tuple[Answered, ...]

    @classmethod
    def of(
        cls,
        found: Resumed,
        dossier: Dossier,
        catalogue: Catalogue,
        language: str,
        beside: InterviewScreen | None = None,
    ) -> "SoFar":
        """Everything that was told.

        Args:
            found: the interview.
            dossier: that it was taken up from.
            catalogue: the schemes.
            language: in which it is said.
            beside: the screen that is shown, whose answers stand in its fields.
        """
        shown = () if beside is None else beside.paths
        every = [one for one in _asked(found, language) if one.path not in shown]
        unknown = {path for path, value in found.last.answers.items() if value == UNKNOWN}
        return cls(
            tuple(one for one in every if one.path not in unknown),
            tuple(one for one in every if one.path in unknown),
            tuple(_told(dossier, catalogue, language)),
        )


def _asked(found: Resumed, language: str) -> Iterator[Answered]:
    """What was asked on the way, in its order, each once."""
    seen = set[str]()
    for stage in found.stages[:-1]:
        for question in stage.screen.questions if stage.screen is not None else ():
            if question.path in found.last.answers and question.path not in seen:
                seen.add(question.path)
                speech, value = question.speech(language), found.last.answers[question.path]
                yield Answered(
                    question.path, speech.name(question.term, question.year), _said(value, question.term, speech)
                )


def _told(dossier: Dossier, catalogue: Catalogue, language: str) -> Iterator[Answered]:
    """What a file told of that the schemes ask for."""
    wanted = [catalogue[id] for id in dossier.schemes] or list(catalogue)
    askers = {term.id: (term, scheme) for scheme in wanted for term in scheme.facts}
    for path, value in answers_of(dossier.told).items():
        first, _, rest = path.partition(".")
        id = rest if first.isdigit() else path
        if id in askers and not path.startswith(READINGS):
            fact, scheme = askers[id]
            year = int(first) if first.isdigit() else None
            speech = Speech(language).of(scheme.wording, year)
            name = speech.say("facts", id, "name")
            yield Answered(path, f"{name} ({year})" if year else name, _said(value, fact, speech))


def _said(value: object, term: Term, speech: Speech) -> str:
    if value == UNKNOWN:
        return speech.say("pages", "unknown")
    told: Value = frozenset(value) if isinstance(value, list) else value  # type: ignore[assignment]  # it was taken before
    return speech.value(told, term.type, term.id)
