"""Writing files: whole or not at all, and never over another unasked."""

import os
import tempfile
from pathlib import Path

from incentives.errors import UnreadableFile, WouldOverwrite


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file atomically.

    Args:
        path: where.
        text: what.
        force: whether a file that is there may be replaced.

    Raises:
        WouldOverwrite: if there is a file and ``force`` is not set.
        UnreadableFile: if the folder cannot be written to.
    """
    if path.exists() and not force:
        msg = f"{path} exists and was left as it is; choose another name, or add --force to replace it"
        raise WouldOverwrite(msg, path=str(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror or error}; choose a folder that exists and can be written to"
        raise UnreadableFile(msg, path=str(path)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.chmod(0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            os.link(temporary, path)  # fails, rather than replaces, if another came first
            temporary.unlink()
    except FileExistsError as error:
        temporary.unlink(missing_ok=True)
        msg = f"{path} exists and was left as it is"
        raise WouldOverwrite(msg, path=str(path)) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
