"""Writing files: whole or not at all, and never over another unasked."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from incentives.errors import IncentivesError, UnreadableFile, WouldOverwrite
from incentives.wording.said import Said, reason, saying

PRIVATE = 0o600


def write_new(
    path: Path, text: str, *, force: bool | None = False, newline: str | None = None, is_private: bool = False
) -> None:
    """Write a text file atomically; arguments and errors as for ``new_file``, line ends as for ``open``."""
    with (
        new_file(path, force=force, is_private=is_private) as temporary,
        temporary.open("w", encoding="utf-8", newline=newline) as file,
    ):
        file.write(text)


@contextmanager
def new_file(path: Path, *, force: bool | None = False, is_private: bool = False) -> Iterator[Path]:
    """Within it, an empty file beside where the new one will stand; it takes its name at the end, unless that fails.

    A new file may be read by those who may read other new files; one that is replaced keeps who may read it, and where
    its name is a symbolic link, what that leads to is replaced.

    Args:
        path: where the new file will stand.
        force: whether a file that is there may be replaced; ``None`` where that cannot be asked for.
        is_private: whether nobody but its owner may read it, whoever could read the one that it replaces.

    Raises:
        WouldOverwrite: if there is a file and ``force`` is not set; before anything is done.
        UnreadableFile: if the folder cannot be written to, or no file stands there but a folder or a device.
    """
    check_new(path, force=force)
    temporary = None
    try:
        target = Path(os.path.realpath(path)) if force else path
        before = _standing(target)
        # Its name is known before it is there: a signal may come the moment it is.
        temporary = target.parent / f".incentives.{secrets.token_hex(8)}"
        temporary.touch(mode=PRIVATE if before or is_private else 0o666, exist_ok=False)
        yield temporary
        if before:
            _keep_access(temporary, before, PRIVATE if is_private else stat.S_IMODE(before.st_mode))
        if force:
            temporary.replace(target)
        else:
            _put(temporary, target)
    except IncentivesError:
        raise
    except FileExistsError as error:
        raise saying(WouldOverwrite, Said.of("exists", path=path), path=str(path)) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):  # it has its name, or there never was such a folder
            if temporary is not None:
                temporary.unlink()


def check_new(path: Path, *, force: bool | None = False) -> None:
    """Find out what is surely wrong with a file that is to be written, before any work; arguments as for ``new_file``.

    Raises:
        WouldOverwrite: if there is a file and ``force`` is not set.
        UnreadableFile: if no file can have this name, or its folder cannot be searched.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return  # or a folder that is not there: writing says so
    except OSError as error:
        raise _unwritable(path, error) from error
    if not force:
        said = Said.of("exists" if force is None else "exists_force", path=path)
        raise saying(WouldOverwrite, said, path=str(path))


def _unwritable(path: Path, error: OSError) -> UnreadableFile:
    return saying(UnreadableFile, Said.of("unwritable", path=path, reason=reason(error)), path=str(path))


def exists(path: Path) -> bool:
    """Whether there is a file; of a name that no file can have, or in a folder that cannot be searched, not."""
    try:
        return path.exists()
    except OSError:  # reading or writing says so
        return False


def _standing(path: Path) -> os.stat_result | None:
    """What is known of a file that is to be replaced; ``None`` where there is none yet."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise saying(UnreadableFile, Said.of("no_plain_file", path=path), path=str(path))
    return found


def _keep_access(path: Path, before: os.stat_result, mode: int) -> None:
    """Give a file the owner of the one that it replaces, and let those read and write it whom the mode names."""
    with suppress(OSError, AttributeError):  # another's file, which only the administrator can give back; Windows
        os.chown(path, before.st_uid, before.st_gid)
    path.chmod(mode)


def _put(temporary: Path, path: Path) -> None:
    """Give a file its name; fails, rather than replaces, if another came first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: take the name first
        path.touch(exist_ok=False)
        temporary.replace(path)
