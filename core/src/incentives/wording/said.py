"""What an error says, kept as the place of a sentence and what fills it in, so that it can be said in any language."""

import errno
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import frozen

from incentives.errors import IncentivesError
from incentives.hints import near
from incentives.wording.speech import Speech

E = TypeVar("E", bound=IncentivesError)
REASONS = {
    errno.ENOENT: "not_there",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "not_allowed",
    errno.EISDIR: "is_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENAMETOOLONG: "long_name",
    errno.ENOSPC: "disk_full",
}


@frozen
class Said:
    """A sentence of an error.

    Attributes:
        id: of the sentence, under ``errors`` in the library's wording.
        values: what fills it in; a part that is a sentence too is said in the same language.
    """

    id: str
    values: Mapping[str, "str | Said"]

    @classmethod
    def of(cls, id: str, **values: "object") -> "Said":
        """A sentence, filled in."""
        return cls(id, {name: one if isinstance(one, Said) else str(one) for name, one in values.items()})

    @classmethod
    def all_of(cls, parts: "Iterable[str | Said]") -> "Said":
        """Several things, one after the other."""
        (first, *rest) = parts
        return cls("listed", {"first": first, "rest": cls.all_of(rest)}) if rest else cls("alone", {"first": first})

    @classmethod
    def lines(cls, parts: "Iterable[Said]") -> "Said":
        """Several sentences, each on a line."""
        (first, *rest) = parts
        return cls("two_lines", {"first": first, "rest": cls.lines(rest)}) if rest else first

    def text(self, language: str) -> str:
        """The sentence in a language."""
        values = {name: one.text(language) if isinstance(one, Said) else one for name, one in self.values.items()}
        return Speech(language).say("errors", self.id, **values)


def saying(kind: type[E], said: Said, **data: object) -> E:
    """An error whose text is English, as every exception's, and that can be said in each language.

    Args:
        kind: of the error.
        said: its sentence.
        data: the facts of the case, by name.
    """
    made = kind(said.text("en"), **data)
    made.said = said
    return made


def meant(*wrong: str, known: Iterable[str]) -> Said:
    """The end of a sentence about names that are not known: the nearest that are, or all of them."""
    names = list(known)
    if close := near(wrong, names):
        return Said.of("did_you_mean", names=", ".join(map(repr, close)))
    return Said.of("known", names=", ".join(names)) if names else Said.of("none_known")


def reason(failed: OSError) -> Said:
    """Why the system refused a file."""
    return Said.of(REASONS.get(failed.errno or 0, "refused"), said=failed.strerror or failed)
