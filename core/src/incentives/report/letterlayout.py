"""How letters are laid out: each with when it is needed, to whom it goes, and its text to copy."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from incentives.report import layout as lay
from incentives.report.blocks import Block, Heading, Paragraph, Verbatim
from incentives.report.layout import Labels
from incentives.report.records.correspondence import Letter, Letters

WIDTH = 78  # signs in a line of a letter


def letters(found: Letters, say: Labels) -> Iterator[Block]:
    """The letters that matter; a sentence where none does."""
    own = say.of("correspondence")
    yield Heading(1, own("title_of", label=found.label) if found.label else own("title"))
    yield Paragraph(own("about") if found.letters else own("none"), strong=not found.letters)
    for one in found.letters:
        yield Heading(2, say.tied(f"{one.scheme_name} {one.year}", one.name))
        yield Paragraph(one.when)
        told = [own("to", to=one.to), *([one.language_text] if one.language_text else [])]
        if one.contact and (ways := lay.contact_text(one.contact)) != one.to:
            told.append(own("reach", ways=ways))
        yield from lay.points([*told, own("subject", subject=one.subject)])
        yield Verbatim(tuple(wrapped(one.text)))
        if one.reading is not None:
            yield Heading(3, own("reading"))
            yield Verbatim(tuple(wrapped(one.reading)))
        yield from lay.points(lay.written(one.references, say))


def wrapped(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a letter, none of them longer than a mail has them; gaps and indents stay."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        yield from wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def as_text(letter: Letter, say: Labels) -> str:
    """One letter as a text file: what is copied, and nothing else."""
    own = say.of("correspondence")
    return "\n".join((own("subject", subject=letter.subject), "", *wrapped(letter.text), ""))
