"""What a cell of text can hold that says nothing: it is empty, or the word for what is not known, however spaced."""

from string import whitespace

from incentives.situation.checking import UNKNOWN

SPACES = f"{whitespace}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
NOTHING = ("", UNKNOWN)


def says_nothing(text: str) -> bool:
    """Whether a cell of text is as good as an empty one."""
    return text.strip(SPACES) in NOTHING
