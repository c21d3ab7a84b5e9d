"""Where a rule or a figure is written, and how sure that is."""

from datetime import date
from enum import StrEnum

from attrs import frozen


class Confidence(StrEnum):
    """How sure a reference is, from most to least.

    ``official``: the authority's own text, or an official journal. ``secondary``: a page, a screen or notes that report
    it. ``inferred``: concluded from another year, another profession or a neighbouring text.
    """

    OFFICIAL = "official"
    SECONDARY = "secondary"
    INFERRED = "inferred"

    @property
    def rank(self) -> int:
        """0 for the surest; larger is less sure."""
        return list(Confidence).index(self)


@frozen
class Document:
    """A text that states rules. Maps to ``eli:LegalResource``.

    Attributes:
        id: its name within the edition.
        title: its own title, in its own language.
        publisher: who published it, where known.
        published_on: when, where known.
        url: where it can be read, where known.
    """

    id: str
    title: str
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None


@frozen
class Reference:
    """Where something is written.

    Attributes:
        document: the text.
        place: where in it.
        confidence: how sure we are of what it says there.
    """

    document: Document
    place: str
    confidence: Confidence


@frozen
class Doubtful:
    """A figure on which the texts disagree: one value if the open question is answered yes, another if no."""

    question: str
    yes: object
    no: object


@frozen
class Figure:
    """A figure of an edition beside its source.

    Attributes:
        name: as in the edition's file.
        value: as written there.
        references: where it stands.
    """

    name: str
    value: object
    references: tuple[Reference, ...] = ()


def least_sure(references: tuple[Reference, ...]) -> Confidence:
    """The confidence of the weakest reference; ``INFERRED`` where there is none."""
    return max((r.confidence for r in references), key=lambda c: c.rank, default=Confidence.INFERRED)
