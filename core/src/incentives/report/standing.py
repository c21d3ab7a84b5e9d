"""What is said of an edition whoever asks: made once in a language for a day, and kept."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from attrs import evolve, frozen

from incentives.assessment.basis import Basis
from incentives.assessment.placeholders import OF_EDITION
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, Wording

T = TypeVar("T")


@lru_cache(maxsize=256)  # editions, languages and days: the same ones are asked again and again
def made_before(
    _scheme: Scheme, _edition: Edition, _as_of: date | None, _voice: tuple[Any, ...]
) -> dict[Hashable, Any]:
    """What was made already of one edition of one scheme, said in one voice on one day."""
    return {}


@frozen(eq=False)
class Standing:
    """The parts of a report that stand for one edition on one day, whoever asks.

    Attributes:
        edition: the rules.
        speech: in which they are said.
    """

    edition: Edition
    speech: Speech
    _made: dict[Hashable, Any]

    @classmethod
    def of(cls, scheme: Scheme, edition: Edition, as_of: date | None, speech: Speech) -> "Standing":
        """Those of an edition."""
        voice: tuple[str, tuple[Wording, ...], int | None, bool] = (
            speech.language,
            speech.wordings,
            speech.year,
            speech.resolve is None,
        )
        return cls(edition, speech, made_before(scheme, edition, as_of, voice))

    @classmethod
    def under(cls, basis: Basis, speech: Speech) -> "Standing":
        """Those of the edition under which somebody is assessed."""
        return cls.of(basis.scheme, basis.edition, basis.as_of, speech)

    def part(self, key: Hashable, make: Callable[[Speech], T]) -> T:
        """What is made with the voice: kept, unless one of its sentences holds what was told.

        Args:
            key: by which it is known among all that is said of an edition.
            make: makes it of nothing but the edition, the day and the voice that it is given.
        """
        if key in self._made:
            return self._made[key]  # type: ignore[no-any-return]  # what the same key was kept under
        asked: set[str] = set()
        found = make(evolve(self.speech, resolve=self._watching(asked)))
        if asked <= OF_EDITION | {figure.name for figure in self.edition.figures}:
            self._made[key] = found
        return found

    def _watching(self, asked: set[str]) -> Callable[[str], str | None] | None:
        resolve = self.speech.resolve
        if resolve is None:
            return None

        def watched(name: str) -> str | None:
            asked.add(name)
            return resolve(name)

        return watched
