"""What is wrong with a situation: every path involved, and a sentence that says the way out."""

from collections.abc import Mapping

from attrs import frozen

from incentives.errors import MissingWording, UnreadableFile
from incentives.hints import harmless, place, short
from incentives.wording import CORE, Speech, Wording

LONGEST_PLACE = 400  # signs; a file's name with its folders has no more, nearly always


@frozen
class Fault:
    """One fault, or one notice, in a situation.

    Attributes:
        paths: every fact involved, as it is written in the file, with its year; none where it is about the whole.
        id: of its sentence, under ``faults`` in the wording.
        values: what fills the sentence in.
        wording: where the sentence is.
    """

    paths: tuple[str, ...]
    id: str
    values: Mapping[str, str]
    wording: Wording = CORE

    @classmethod
    def of(cls, paths: tuple[str, ...], id: str, **values: str) -> "Fault":
        """A fault that the library itself words."""
        return cls(paths, id, values)

    def text(self, language: str) -> str:
        """The paths and the sentence, in a language."""
        paths = ", ".join(short(place(path), LONGEST_PLACE) for path in self.paths)
        return harmless(f"{paths}: {self.sentence(language)}" if paths else self.sentence(language))

    def sentence(self, language: str) -> str:
        """What is wrong; a plugin whose sentences cannot be used keeps no other fault from being told."""
        try:
            said = Speech(language).of(self.wording).say("faults", self.id, **self.values)
        except (MissingWording, UnreadableFile):
            said = Speech(language).say("faults", "unworded", id=self.id)
        return harmless(said)

    def __str__(self) -> str:
        return self.text("en")


def fault_text(fault: object, language: str) -> str:
    """What one of an error's faults says in a language; in English where it is a text alone."""
    return fault.text(language) if isinstance(fault, Fault) else str(fault)
