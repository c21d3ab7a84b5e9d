"""What is told to everybody names no folder of the machine that serves it."""

import re

# What stands before is part of an address on the web, or of a word such as and/or.
_FOLDERS = re.compile(r"""(?<![\w:/.])(?:[A-Za-z]:)?[\\/](?:[^\\/\s:*?"'<>|]+[\\/])+(?=[^\\/\s])""")


def without_folders(text: str) -> str:
    r"""A text in which files go by their names alone.

    >>> without_folders("/srv/plugins/x/2025.toml and C:\\plugins\\a.toml, see https://example.org/a/b")
    '2025.toml and a.toml, see https://example.org/a/b'
    """
    return _FOLDERS.sub("", text)
