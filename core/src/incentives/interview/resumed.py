"""An interview taken up again from what was answered: nobody has to remember which screens there were."""

from collections.abc import Collection
from functools import cached_property

from attrs import frozen

from incentives.errors import InvalidSituation
from incentives.interview.interview import Interview
from incentives.interview.subject import Answers
from incentives.situation.foreign_values import UNKNOWN
from incentives.situation.situation import Situation


@frozen(eq=False)
class Resumed:
    """An interview as far as some answers lead.

    Attributes:
        stages: the interview before each of its screens; the last is where the answers end.
        rest: what was answered and was not asked on the way; nothing that contradicts the other answers.
    """

    stages: tuple[Interview, ...]
    rest: Answers

    @property
    def last(self) -> Interview:
        """Where the answers end."""
        return self.stages[-1]

    @property
    def given(self) -> Answers:
        """Every answer, by path."""
        return {**self.rest, **self.last.answers}

    @cached_property
    def situation(self) -> Situation:
        """Everything that is told; once nothing is asked any more, without answers that nothing asked for."""
        return self.last.situation if self.last.screen is None else self.last.so_far(self.rest)

    def stage_of(self, path: str) -> int | None:
        """The number of screens before the first one that asks for something; ``None`` where none does."""
        screens = [stage.screen for stage in self.stages]
        return next((at for at, one in enumerate(screens) if one is not None and path in one.paths), None)


def resumed(interview: Interview, answers: Answers, still_unknown: Collection[str]) -> Resumed:
    """An interview in which each screen is answered by what was answered before, as long as that is enough.

    An answer that contradicts those before it is dropped, so that it is asked for again.

    Args:
        interview: before its first screen.
        answers: by path, each as a situation says it, in any order.
        still_unknown: paths of what was asked once more, and was not known then either.
    """
    pool, stages = dict(answers), [interview]
    while (screen := interview.screen) is not None:
        is_again = screen.topic is None
        given: Answers = {
            path: pool[path]
            for path in screen.paths
            if path in pool and not (is_again and pool[path] == UNKNOWN and path not in still_unknown)
        }
        try:
            following = _answered(interview, given)
        except InvalidSituation:
            fitting = interview.fitting(given)
            pool = {path: value for path, value in pool.items() if path in fitting or path not in given}
            following = _answered(interview, fitting)
        if following is None:
            break
        interview = following
        stages.append(interview)
    rest = {path: value for path, value in pool.items() if path not in interview.answers}
    return Resumed(tuple(stages), interview.fitting(rest))


def _answered(interview: Interview, given: Answers) -> Interview | None:
    """The interview with this screen answered; ``None`` where that leaves open what still matters."""
    paths = interview.screen.paths if interview.screen is not None else {}
    if given.keys() < paths.keys() and (not given or interview.still_asked(given)):
        return None
    return interview.answer(given)
