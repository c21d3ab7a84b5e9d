"""TOML as people write it: what the standard reader cannot say of a file is said here."""

import re
import tomllib
from bisect import bisect_left
from typing import Any

_ENDLESS_NUMBER = re.compile(r"\d[\d_]{4000,}")
ENOUGH_DIGITS = 100


def loads(text: str) -> dict[str, Any]:
    """The tables of a text; a whole number of thousands of digits comes shortened, for whoever reads it to refuse.

    Raises:
        ValueError: if it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        msg = f"lists or tables stand in one another too deep (at line {_first_line_too_deep(text)})"
        raise ValueError(msg) from None
    except ValueError:  # a number with more digits than Python reads
        return tomllib.loads(_ENDLESS_NUMBER.sub(lambda match: match[0][:ENOUGH_DIGITS].rstrip("_"), text))


def _first_line_too_deep(text: str) -> int:
    lines = text.splitlines(keepends=True)
    return bisect_left(range(len(lines)), True, key=lambda last: _is_too_deep("".join(lines[: last + 1]))) + 1


def _is_too_deep(text: str) -> bool:
    try:
        tomllib.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return False
