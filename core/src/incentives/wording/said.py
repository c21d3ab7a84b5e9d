"""What an error says, kept as the place of a sentence and what fills it in, so that it can be said in any language."""

import errno
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import frozen

from incentives.errors import IncentivesError, MissingExtra, Sayable
from incentives.hints import MOST_LISTED, listed, more, near, place
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
    errno.EBADF: "closed",
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
        return cls(id, {name: one if isinstance(one, Said) else _text(name, one) for name, one in values.items()})

    @classmethod
    def all_of(
        cls, parts: "Iterable[str | Said]", see: str = "", most: int = MOST_LISTED, join: str = "listed"
    ) -> "Said":
        """Several things, one after the other; of very many the first ones, how many there are, and where to see all.

        Args:
            parts: the things, of which there is at least one.
            see: the command that lists all.
            most: how many are said.
            join: the sentence that joins the first one to the rest.
        """
        every = list(parts)
        if len(every) > most:
            every = [*every[:most], more(len(every), see)]
        said = cls("alone", {"first": every.pop()})
        for one in reversed(every):
            said = cls(join, {"first": one, "rest": said})
        return said

    @classmethod
    def lines(cls, parts: "Iterable[Said]", see: str = "", most: int = MOST_LISTED) -> "Said":
        """Several sentences, each on a line; of very many as ``all_of``."""
        return cls.all_of(parts, see, most, "two_lines")

    def text(self, language: str) -> str:
        """The sentence in a language."""
        values = {name: one.text(language) if isinstance(one, Said) else one for name, one in self.values.items()}
        return Speech(language).say("errors", self.id, **values)


def _text(name: str, value: object) -> str:
    return place(str(value)) if name == "path" else str(value)


def saying(kind: type[E], said: Sayable, **data: object) -> E:
    """An error whose text is English, as every exception's, and that can be said in each language.

    Args:
        kind: of the error.
        said: its sentence, or a fault.
        data: the facts of the case, by name.
    """
    made = kind(said.text("en"), **data)
    made.said = said
    return made


def meant(*wrong: str, known: Iterable[str], see: str = "") -> Said:
    """The end of a sentence about names that are not known: the nearest that are, or all of them.

    Args:
        wrong: names that are not known.
        known: those that are.
        see: the command that lists them all, for where they are very many.
    """
    names = list(known)
    if close := near(wrong, names):
        return Said.of("did_you_mean", names=", ".join(map(repr, close)))
    return Said.of("known", names=listed(names, see)) if names else Said.of("none_known")


def reason(failed: OSError | ValueError) -> Said:
    """Why the system refused a file, or Python the name of one."""
    if not isinstance(failed, OSError):
        return Said.of("no_name")
    return Said.of(REASONS.get(failed.errno or 0, "refused"), said=failed.strerror or failed)


def sentence_of(error: IncentivesError, language: str) -> str:
    """What an error says in a language; in English where it has no sentence in each."""
    said = Said.of("missing_extra", **error.data) if isinstance(error, MissingExtra) else error.said
    return said.text(language) if said else str(error)
