"""Writing a folder: whole or not at all, and only where nothing stands."""

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from incentives import hints
from incentives.errors import UnreadableFile, WouldOverwrite


def folder_fault(folder: Path) -> str | None:
    """Why a new folder cannot stand there; ``None`` if nothing is in its way."""
    try:
        if not folder.exists():
            return None
        if not folder.is_dir():
            return f"{folder} is a file; choose another name"
        if any(folder.iterdir()):
            return f"{folder} is not empty; choose a new folder, nothing is ever written into one that holds files"
    except OSError as error:
        return f"{hints.place(str(folder))} cannot be used: {error.strerror or error}; choose another folder"
    return None


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write a folder of text files: aside first, and then put into place.

    Args:
        folder: new, or empty.
        texts: of each file, by its place in the folder.

    Raises:
        WouldOverwrite: if something stands there; before anything is done.
        UnreadableFile: if the files cannot be written; then none is.
    """
    if fault := folder_fault(folder):
        raise WouldOverwrite(fault, path=str(folder))
    place = folder.absolute()
    try:
        with tempfile.TemporaryDirectory(prefix=".incentives.", dir=place if place.exists() else place.parent) as aside:
            made = Path(aside, "made")
            made.mkdir()
            for path, text in texts.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_text(text, "utf-8", newline="\n")
            _put(made, place)
    except OSError as error:
        msg = f"{folder} cannot be written: {error.strerror or error}; choose a place that exists and can be written to"
        raise UnreadableFile(msg, path=str(folder)) from error


def _put(made: Path, place: Path) -> None:
    """Give a folder its name; where an empty one has it, which somebody may stand in, move the files into that."""
    if not place.exists():
        made.rename(place)
        return
    with ExitStack() as undo:
        for part in sorted(made.iterdir()):
            part.rename(place / part.name)
            undo.callback((place / part.name).rename, part)
        undo.pop_all()
