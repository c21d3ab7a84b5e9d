"""The documents that an edition file refers to, and whether it declares them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from incentives.hints import shown

if TYPE_CHECKING:
    from incentives.scheme.editionfile import EditionFile, FileFigure, FileReference


def undeclared(place: str, document: str) -> str:
    """The fault of one reference."""
    return f"{place}: no document {shown(document)} is declared"


def undeclared_documents(file: "EditionFile") -> Iterator[str]:
    """Every reference to a document that the file does not declare, and not only the first one."""
    application = file.application
    holders: list[tuple[str, Iterable[FileReference | FileFigure]]] = [
        *((f"$.figures.{name}", (figure,)) for name, figure in file.figures.items()),
        *((f"$.criteria.{id}", part.references) for id, part in file.criteria.items()),
        *((f"$.benefits.{id}", part.references) for id, part in file.benefits.items()),
        *((f"$.groups.{id}", part.references) for id, part in file.groups.items()),
        *((f"$.evidence.{part.id}", part.references) for part in file.evidence),
        *((f"$.letters.{part.id}", part.references) for part in file.letters),
        ("$.application", application.references),
        ("$.application.window", (*w.references, *w.advise_references) if (w := application.window) else ()),
        ("$.application.payment", application.payment.references),
    ]
    for place, references in holders:
        missing = dict.fromkeys(part.document for part in references if part.document not in file.documents)
        yield from (undeclared(place, document) for document in missing)
