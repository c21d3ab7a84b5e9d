"""What a form carries from page to page: everything that was told of one practitioner, and nothing else is kept."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen
from starlette.datastructures import FormData

from incentives.catalogue import Catalogue
from incentives.errors import InvalidSituation
from incentives.interview.resumed import Resumed, resumed
from incentives.interview.subject import Answers, answers_of, with_answers
from incentives.situation import Fault, Situation
from incentives.web.problems import Problem
from incentives.wording import CORE

MOST_ANSWERS, MOST_YEARS = 2000, 3  # of years, as many as a page can hold the questions and answers of
NOTHING = Situation.of({})


@frozen(eq=False)
class Dossier:
    """What a form carries from page to page, in fields that nobody sees.

    Attributes:
        years: the reference years that are asked about.
        schemes: the ids of those that are asked about; none for all.
        told: what a situation file told before.
        answers: what was answered, by path.
        still_unknown: the paths of what was asked once more, and was not known then either.
        at: how many screens stand before the one that is shown, where somebody went back to it.
    """

    years: tuple[int, ...]
    schemes: tuple[str, ...] = ()
    told: Situation = NOTHING
    answers: Answers = field(factory=dict)
    still_unknown: frozenset[str] = frozenset()
    at: int | None = None

    @classmethod
    def of(cls, form: FormData, catalogue: Catalogue) -> "Dossier":
        """From the fields of a form, which may come from anybody.

        Raises:
            Problem: if they cannot have been made here.
            UnreadableFile: if a situation among them is none.
            InvalidSituation: listing every fault of the answers.
            UnknownScheme: if no plugin gives one of the schemes.
        """
        answers = _situation(_text(form, "answers"))
        if len(given := answers_of(answers)) > MOST_ANSWERS:
            raise Problem(422, "unreadable")
        _check(answers, catalogue)
        at = _text(form, "at")
        return cls(
            _years(form, catalogue),
            tuple(dict.fromkeys(catalogue[id].id for id in _texts(form, "schemes"))),
            _situation(_text(form, "told")),
            given,
            frozenset(_text(form, "unknown").split()),
            int(at) if at.isdecimal() and len(at) < len(str(MOST_ANSWERS)) else None,
        )

    @property
    def hidden(self) -> Iterator[tuple[str, str]]:
        """The fields, each with its name."""
        yield from (("years", str(year)) for year in self.years)
        yield from (("schemes", id) for id in self.schemes)
        if answers_of(self.told) or self.told.label or self.told.id:
            yield "told", self.told.to_toml()
        yield "answers", with_answers(NOTHING, self.answers).to_toml()
        yield "unknown", " ".join(sorted(self.still_unknown))
        if self.at is not None:
            yield "at", str(self.at)

    def interview(self, catalogue: Catalogue, day: date) -> Resumed:
        """The interview, as far as the answers lead.

        Raises:
            InvalidSituation: if what was told before has faults.
            UnknownEdition: if none of the schemes has rules for one of the years.
        """
        begun = catalogue.interview(self.told, self.schemes or None, self.years, day)
        return resumed(begun, self.answers, self.still_unknown)

    def answered(self, answers: Answers) -> "Dossier":
        """With more answers, from where these lead."""
        return evolve(self, answers={**self.answers, **answers}, at=None)

    def proposing(self, path: str) -> "Dossier":
        """With something that a file told as an answer, so that it is asked and that is proposed."""
        before = answers_of(self.told)
        return self.without(path).answered({path: before[path]}) if path in before else self

    def without(self, path: str) -> "Dossier":
        """Without something that was told, so that it is asked for if anything hangs on it."""
        told = {other: value for other, value in answers_of(self.told).items() if other != path}
        answers = {other: value for other, value in self.answers.items() if other != path}
        named = Situation({}, {}, {}, self.told.label, self.told.source, self.told.faults, self.told.id)
        return evolve(self, told=with_answers(named, told), answers=answers)


def _text(form: FormData, name: str) -> str:
    return next(iter(_texts(form, name)), "")


def _texts(form: FormData, name: str) -> list[str]:
    return [text for text in form.getlist(name) if isinstance(text, str)]


def _situation(text: str) -> Situation:
    return Situation.from_toml(text.encode("utf-8", "replace"))


def _years(form: FormData, catalogue: Catalogue) -> tuple[int, ...]:
    known: Mapping[str, int] = {str(year): year for year in known_years(catalogue)}
    texts = _texts(form, "years")
    if not texts or any(text not in known for text in texts):
        raise Problem(422, "no_years")
    if len({*texts}) > MOST_YEARS:
        raise Problem(422, "too_many_years")
    return tuple(sorted({known[text] for text in texts}))


def known_years(catalogue: Catalogue) -> list[int]:
    """The years of which some scheme has rules, the newest first."""
    return sorted({year for scheme in catalogue for year in scheme.years}, reverse=True)


def _check(answers: Situation, catalogue: Catalogue) -> None:
    """That each answer fits its question; what contradicts another one is asked again later."""
    try:
        catalogue.vocabulary.check(answers)
    except InvalidSituation as error:
        faults = [one for one in error.faults if isinstance(one, Fault) and one.wording is CORE]
        if faults:
            raise InvalidSituation(error.source, faults) from None
