"""An interview with one practitioner: the screen to ask next, and the interview that answers to it give."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, field, frozen

from incentives.assessment.assessment import Assessment
from incentives.errors import InvalidArgument, InvalidSituation
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.interview.state import State
from incentives.interview.subject import Answers, Subject
from incentives.situation.faults import Fault
from incentives.situation.foreign_values import UNKNOWN
from incentives.situation.situation import Situation

NOTHING: Answers = MappingProxyType({})


@frozen(eq=False)
class Interview:
    """What is asked of one practitioner, one screen after the other: only what can still change the answer.

    An interview never changes: answering and going back give others. It ends, since nothing is asked more than twice.
    """

    _state: State = field(repr=False)
    _kept: Answers = field(default=NOTHING, repr=False)  # given after this screen, before it was gone back to
    _kept_left: frozenset[str] = field(default=frozenset(), repr=False)
    _previous: "Interview | None" = field(default=None, repr=False)

    @classmethod
    def about(cls, subject: Subject) -> "Interview":
        """The interview before its first screen.

        Raises:
            InvalidSituation: if what was told before has faults; listing every one.
        """
        return cls(State.at_first(subject))

    @property
    def answers(self) -> Answers:
        """What was answered, by path, each as a situation says it; ``"unknown"`` where it was not known."""
        return self._state.answers

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """What the answers come to, of each edition that concerns the practitioner."""
        return tuple(matter.assessment for matter in self._state.matters.values())

    @property
    def situation(self) -> Situation:
        """Everything that is told so far, to save or to assess."""
        return self.so_far(NOTHING)

    def so_far(self, answers: Answers) -> Situation:
        """The same with some answers to this screen: what to save when somebody stops in the middle of it."""
        return self._state.subject.told({**self._kept, **self.answers, **answers})

    @property
    def can_go_back(self) -> bool:
        """Whether a screen was answered before this one."""
        return self._previous is not None

    @cached_property
    def screen(self) -> InterviewScreen | None:
        """What to ask next; ``None`` once nothing can change the answer any more."""
        return self._state.screen(self._kept)

    def still_asked(self, answers: Answers) -> tuple[Inquired, ...]:
        """The questions of this screen that still matter once some of its questions are answered.

        Args:
            answers: by path, as far as they are given; ``"unknown"`` where one is not known.

        Raises:
            InvalidSituation: listing every fault at once.
            InvalidArgument: if a path is not on this screen.
        """
        asked = self._on_screen(answers)
        state = self._state.with_answers(answers)
        return tuple(one for path, one in asked.items() if path not in answers and state.is_open(path))

    def answer(self, answers: Answers) -> "Interview":
        """The interview with this screen answered.

        What is left out is taken as not known, unless other answers have made it idle. What was answered on later
        screens, before this one was gone back to, still counts, but for what contradicts it now: that is asked again.

        Args:
            answers: by path, each as a situation file says it; ``"unknown"`` where one is not known.

        Raises:
            InvalidSituation: listing every fault at once.
            InvalidArgument: if nothing is asked any more, or a path is not on this screen.
        """
        asked = self._on_screen(answers)
        state = self._state.with_answers(answers)
        unknown = {path for path in asked if answers.get(path, UNKNOWN) == UNKNOWN}
        unknown = {path for path in unknown if path in answers or state.is_open(path)}
        left = self._state.left - asked.keys()  # what is asked again is asked for the last time
        left |= {path for path in unknown if path not in self.answers and not asked[path].is_reading}
        given = {**state.answers, **dict.fromkeys(unknown, UNKNOWN)}
        later = {path: value for path, value in self._kept.items() if path not in asked}
        return Interview(self._with_later(evolve(state, answers=given, left=left), later), previous=self)

    def _with_later(self, state: State, later: Answers) -> State:
        """With the answers to later screens, as far as they do not contradict those before."""
        found, fitting = _fitting(state, later)
        return evolve(found, left=found.left | (self._kept_left & fitting.keys()))

    def fitting(self, answers: Answers) -> Answers:
        """As many of some more answers, by path, as fit and contradict nothing that is known."""
        return _fitting(self._state, answers)[1]

    def back(self) -> "Interview":
        """The interview before the last screen was answered; all answers are kept, and its own are proposed again.

        Raises:
            InvalidArgument: if no screen was answered yet.
        """
        if self._previous is None:
            msg = "this is the first screen: there is none to go back to"
            raise InvalidArgument(msg)
        return evolve(self._previous, kept={**self._kept, **self.answers}, kept_left=self._state.left | self._kept_left)

    def _on_screen(self, answers: Answers) -> Mapping[str, Inquired]:
        paths: Mapping[str, Inquired] = {} if self.screen is None else self.screen.paths
        if strange := [path for path in answers if path not in paths]:
            asked = f"asked are {', '.join(paths)}" if paths else "nothing is asked any more"
            msg = f"{', '.join(strange)}: not on this screen; {asked}"
            raise InvalidArgument(msg, paths=strange)
        return paths


def _fitting(state: State, answers: Answers) -> tuple[State, Answers]:
    """A state with as many of some more answers as contradict nothing in it, and these."""
    while answers:
        try:
            return state.with_answers(answers), answers
        except InvalidSituation as error:
            wrong = {path for fault in error.faults if isinstance(fault, Fault) for path in fault.paths}
            fitting = {path: value for path, value in answers.items() if path not in wrong}
            answers = fitting if len(fitting) < len(answers) else {}
    return state, answers
