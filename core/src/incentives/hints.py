"""What a message says of a name that is not known: the nearest that is, or all of them."""

import difflib
from collections.abc import Iterable


def near(wrong: Iterable[str], known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """Of each wrong name the known one that is written most like it, each once; none where none is close.

    Args:
        wrong: names that are not known.
        known: those that are.
        cutoff: how alike two must be, between 0 and 1.
    """
    names = list(known)
    found = (match for one in wrong for match in difflib.get_close_matches(one, names, n=1, cutoff=cutoff))
    return list(dict.fromkeys(found))


def hint(*wrong: str, known: Iterable[str], otherwise: str = "known: {}") -> str:
    """The end of a message: "did you mean 'a'?", or else which names are known.

    Args:
        wrong: names that are not known.
        known: those that are.
        otherwise: what is said where none is close; the known names stand for ``{}``.

    >>> hint("ownr", known=["owner", "assistant"])
    "did you mean 'owner'?"
    >>> hint("king", known=["owner", "assistant"])
    'known: owner, assistant'
    """
    names = list(known)
    close = near(wrong, names)
    return f"did you mean {', '.join(map(repr, close))}?" if close else otherwise.format(", ".join(names) or "none")
