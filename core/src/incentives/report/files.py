"""Writing files: whole or not at all, and never over another unasked."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from incentives.errors import UnreadableFile, WouldOverwrite
from incentives.wording.said import Said, reason, saying


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_new(path: Path, text: str, *, force: bool | None = False) -> None:
    """Write a text file atomically; arguments and errors as for ``new_file``."""
    with new_file(path, force=force) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write(text)


@contextmanager
def new_file(path: Path, *, force: bool | None = False) -> Iterator[Path]:
    """Within it, an empty file beside where the new one will stand; it takes its name at the end, unless that fails.

    Args:
        path: where the new file will stand.
        force: whether a file that is there may be replaced; ``None`` where that cannot be asked for.

    Raises:
        WouldOverwrite: if there is a file and ``force`` is not set; before anything is done.
        UnreadableFile: if the folder cannot be written to.
    """
    if not force and _exists(path):
        raise saying(WouldOverwrite, Said.of("exists" if force is None else "exists_force", path=path), path=str(path))
    # Its name is known before it is there: a signal may come the moment it is.
    temporary = path.parent / f".incentives.{secrets.token_hex(8)}"
    try:
        temporary.touch(mode=0o600, exist_ok=False)
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            _put(temporary, path)
    except WouldOverwrite:
        raise
    except FileExistsError as error:
        raise saying(WouldOverwrite, Said.of("exists", path=path), path=str(path)) from error
    except OSError as error:
        said = Said.of("unwritable", path=path, reason=reason(error))
        raise saying(UnreadableFile, said, path=str(path)) from error
    finally:
        with suppress(OSError):  # it has its name, or there never was such a folder
            temporary.unlink()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that no file can have: writing says so
        return False


def _put(temporary: Path, path: Path) -> None:
    """Give a file its name; fails, rather than replaces, if another came first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: take the name first
        path.touch(exist_ok=False)
        temporary.replace(path)
