"""How far an interview has come: what is known, what was asked, and what is asked next."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from attrs import evolve, frozen

from incentives.assessment.asking import MissingFact, PendingQuestion
from incentives.assessment.openness import OpenTerm
from incentives.interview.matter import Asked, Matter, in_order
from incentives.interview.screens import Inquired, InterviewScreen, Stake
from incentives.interview.subject import Answers, Place, Subject, id_of
from incentives.interview.topics import Topic
from incentives.rules.facts import OpenQuestion
from incentives.scheme.shared import PRACTISES_IN, PROFESSION
from incentives.situation.checking import CheckedSituation

MOST_QUESTIONS = 20  # on a screen, unless one scheme and year has more on its topic
UNBOUNDED = Decimal(10) ** 15  # in place of money that nothing bounds: it goes before all other
OF_THEIR_OWN = (Topic.PRACTITIONER, Topic.APPLICATION)


@frozen(eq=False)
class State:
    """How far an interview has come.

    Attributes:
        subject: what it is about.
        answers: what was answered, by path; ``"unknown"`` where it was not known.
        left: the paths of what was not known, and has not been asked again.
        checked: everything that is known.
        matters: what that comes to, of each edition that concerns the practitioner.
    """

    subject: Subject
    answers: Answers
    left: frozenset[str]
    checked: CheckedSituation
    matters: Mapping[Place, Matter]

    @classmethod
    def at_first(cls, subject: Subject) -> "State":
        """Before anything is answered.

        Raises:
            InvalidSituation: if what was told before has faults; listing every one.
        """
        checked = subject.check({})
        return cls(subject, {}, frozenset(), checked, subject.matters(checked, {}, ()))

    def with_answers(self, answers: Answers) -> "State":
        """After more answers.

        Raises:
            InvalidSituation: listing every fault at once.
        """
        given = {**self.answers, **answers}
        checked = self.subject.check(given)
        matters = self.subject.matters(checked, self.matters, map(id_of, answers))
        return evolve(self, answers=given, checked=checked, matters=matters)

    def is_open(self, path: str) -> bool:
        """Whether a value can still change the answer."""
        if path in {PRACTISES_IN.id, PROFESSION.id}:
            return any(one.path == path for one in self._of_practitioner)
        matters = [self.matters[place] for place in self.subject.readers(id_of(path)) if place in self.matters]
        return any(path in one.open_entitlement for one in matters) or any(path in one.open_payment for one in matters)

    def screen(self, given: Answers) -> InterviewScreen | None:
        """What to ask next; ``None`` once nothing can change the answer any more.

        Args:
            given: what was answered before it was taken back, to propose it again.
        """
        for topic, asked in self._candidates():
            if asked:
                return InterviewScreen(topic, tuple(self._questions(asked, given)), tuple(_stakes(asked)))
        return None

    def _candidates(self) -> Iterator[tuple[Topic | None, list[Asked]]]:
        """What can be on the next screen: the topic that comes first first, and what was not known at the end."""
        matters = self._in_order
        yield Topic.PRACTITIONER, self._as_fits([self._of_practitioner])
        for topic in self._topics:
            yield topic, self._as_fits(self._unasked(one.asked_about(topic)) for one in matters)
        yield Topic.APPLICATION, self._as_fits(self._unasked(one.asked_about_payment()) for one in matters)
        yield None, list(self._left_open)

    def _unasked(self, asked: Iterable[Asked]) -> list[Asked]:
        return in_order(one for one in asked if one.path not in self.answers)

    @property
    def _left_open(self) -> Iterator[Asked]:
        """What was not known, and was not asked again."""
        yield from (one for one in self._of_practitioner if one.path in self.left)
        for matter in self._in_order if self.left else ():
            topics = [topic for topic in matter.untold if topic is not Topic.PRACTITIONER]
            for asked in (*map(matter.asked_about, topics), matter.asked_about_payment()):
                yield from in_order(one for one in asked if one.path in self.left)

    def _as_fits(self, blocks: Iterable[Iterable[Asked]]) -> list[Asked]:
        """As much as a screen holds of what was not asked yet: of a scheme and year all, or nothing."""
        found: list[Asked] = []
        paths = set[str]()
        for block in blocks:
            own = [one for one in block if one.path not in self.answers]
            more = {one.path for one in own} - paths
            if paths and more and len(paths) + len(more) > MOST_QUESTIONS:
                break
            found += own
            paths |= more
        return found

    @cached_property
    def _of_practitioner(self) -> list[Asked]:
        """Where one practises, if there are schemes of several countries; who it is, if some scheme is not for all."""
        matters = [one for one in self._in_order if not one.is_settled]
        found: list[Asked] = []
        countries = {one.assessment.scheme.jurisdiction for one in matters}
        if PRACTISES_IN.id not in self.checked.permanent and len(countries) > 1:
            found += [Asked(one, OpenTerm(PRACTISES_IN, one.benefits), is_payment=False) for one in matters]
        return found + [one for matter in matters for one in in_order(matter.asked_about(Topic.PRACTITIONER))]

    @cached_property
    def _in_order(self) -> tuple[Matter, ...]:
        """The matters, those of one scheme together: the scheme first on which most money hangs."""
        money: dict[str, Decimal] = {}
        for (scheme, _), one in self.matters.items():
            money[scheme] = money.get(scheme, Decimal(0)) + _rank(one.money)
        places = sorted(self.matters, key=lambda place: (-money[place[0]], *place))
        return tuple(self.matters[place] for place in places)

    @property
    def _topics(self) -> list[Topic]:
        """What questions on entitlements could be about: that on which most money hangs first, then the shortest."""
        money: dict[Topic, Decimal] = {}
        count: dict[Topic, int] = {}
        for matter in self.matters.values():
            for topic, many in matter.untold.items():
                money[topic] = money.get(topic, Decimal(0)) + _rank(matter.money_on(topic))
                count[topic] = count.get(topic, 0) + many
        return sorted(money.keys() - OF_THEIR_OWN, key=lambda topic: (-money[topic], count[topic], topic))

    def _questions(self, asked: Iterable[Asked], given: Answers) -> Iterator[Inquired]:
        """What is asked, each once."""
        first: dict[str, Asked] = {}
        for one in asked:
            first.setdefault(one.path, one)
        for path, one in first.items():
            basis, term, benefits = one.matter.assessment.basis, one.open.term, one.open.benefits
            money = one.matter.stake(benefits, is_payment=one.is_payment)
            if isinstance(term, OpenQuestion):
                yield Inquired(PendingQuestion(basis, term, money, benefits), given.get(path))
            else:
                choices = self.subject.countries if path == PRACTISES_IN.id else term.type.values
                yield Inquired(MissingFact.of(basis, term, money, benefits), given.get(path), choices)


def _rank(money: Decimal | None) -> Decimal:
    return UNBOUNDED if money is None else money


def _stakes(asked: Iterable[Asked]) -> list[Stake]:
    """The money that hangs on some questions, by scheme and year: the most first."""
    bearing: dict[tuple[Matter, bool], dict[str, None]] = {}
    for one in asked:
        bearing.setdefault((one.matter, one.is_payment), {}).update(dict.fromkeys(one.open.benefits))
    found = [
        Stake(
            matter.assessment.scheme,
            matter.assessment.year,
            tuple(benefits),
            matter.stake(tuple(benefits), is_payment=is_payment),
            matter.assessment.edition.currency,
        )
        for (matter, is_payment), benefits in bearing.items()
    ]
    return sorted(found, key=lambda one: -_rank(one.money))
