"""What is read once and from its beginning on: standard input, a pipe, what a shell gives in place of a file."""

from pathlib import Path

STANDARD_INPUT = "-"
OF_THE_SYSTEM = {"dev", "proc"}


def is_stream(path: Path) -> bool:
    """Whether a path names a stream and no file."""
    if str(path) == STANDARD_INPUT or (path.is_absolute() and path.parts[1] in OF_THE_SYSTEM):
        return True
    try:
        return path.is_fifo()
    except OSError:  # a name that no file can have
        return False
