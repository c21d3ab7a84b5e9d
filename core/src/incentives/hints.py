"""What a message says of a name that is not known or a value that does not fit: short and harmless, whatever it is."""

import difflib
import math
import re
import reprlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby, islice

MOST_LISTED, MOST_COMPARED, MOST_SIGNS, MOST_DIGITS = 40, 20, 200, 60
LONGEST_NAME, ENOUGH_OF_IT = 255, 40  # signs of a file's name, and of one that is too long
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# What a terminal obeys instead of showing it: control signs, turned writing directions, halves of signs.
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")  # those that JSON and TOML let stand


def near(wrong: Iterable[str], known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """Of each wrong name the known one that is written most like it, each once; none where none is close.

    Capitals are no difference.

    Args:
        wrong: names that are not known; of very many, the first few are compared.
        known: those that are.
        cutoff: how alike two must be, between 0 and 1.
    """
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(name.casefold(), name)
    few = islice((one.casefold() for one in wrong if len(one) <= MOST_SIGNS), MOST_COMPARED)
    found = (match for one in few for match in difflib.get_close_matches(one, names, n=1, cutoff=cutoff))
    return list(dict.fromkeys(names[match] for match in found))


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
    return f"did you mean {', '.join(map(repr, close))}?" if close else otherwise.format(listed(names) or "none")


def listed(names: Iterable[str], see: str = "", most: int = MOST_LISTED, of: int = 0, between: str = ", ") -> str:
    """Names in one line; of very many the first ones, how many there are, and where to see all.

    Args:
        names: what is listed.
        see: the command that lists all.
        most: how many are listed.
        of: how many there are, where these are only the first of them.
        between: what stands between two of them.

    >>> listed(["one", "two", "three"], "incentives schemes", most=2)
    'one, two, … (3: `incentives schemes`)'
    """
    every = list(names)
    count = of or len(every)
    if count <= min(most, len(every)):
        return between.join(every)
    return f"{between.join(every[:most])}{between}{more(count, see)}"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in one line, those that follow one another as from the first to the last.

    >>> ranges([2, 5, 6, 7, 9])
    '2, 5-7, 9'
    """
    runs = ([number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]))
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def more(count: int, see: str = "") -> str:
    """That more there are than are listed: how many in all, and the command that lists them."""
    return f"… ({count}{f': `{see}`' if see else ''})"


def harmless(text: str) -> str:
    r"""A text in one line, with nothing in it that a terminal would obey.

    >>> harmless("two\nlines, \x1b[31mred")
    'two lines, \\x1b[31mred'
    """
    return _escaped(_BREAKS.sub(" ", text))


def short(text: str, most: int = MOST_SIGNS) -> str:
    """A text, or its beginning where it is very long.

    >>> short("abcdef", most=3)
    'abc…'
    """
    return text if len(text) <= most else f"{text[:most]}…"


def place(path: str) -> str:
    """A path in which a name that is too long for any file is shortened.

    >>> place("folder/" + "x" * 300)
    'folder/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'
    """
    return "/".join(one if len(one) <= LONGEST_NAME else short(one, ENOUGH_OF_IT) for one in path.split("/"))


def shown(value: object) -> str:
    """A value as a message shows it: short, in one line, whatever it is and however deep or large.

    >>> shown("90%"), shown([1, True]), shown(Decimal("-800.00")), shown(2**5000)
    ("'90%'", '[1, True]', '-800.00', 'a number of 1,506 digits')
    """
    return _SHOWN.repr(value)


def digits_of(value: object) -> int:
    """How many digits stand before the point of a number that nobody could mean; 0 for any other value."""
    many = 0
    if type(value) is int and value.bit_length() > MOST_DIGITS:  # otherwise it has fewer digits than that
        many = int(math.log10(abs(value))) + 1
    elif isinstance(value, Decimal) and value.is_finite():
        many = value.adjusted() + 1
    return many if many > MOST_DIGITS else 0


def escaped(text: str) -> str:
    r"""A text with ``\uXXXX`` in its strings for what a terminal would obey: the same JSON or TOML."""
    return _UNESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escaped(text: str) -> str:
    return _COMMANDS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class _Shown(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdict = self.maxarray = 10
        self.maxother = MOST_SIGNS

    def repr(self, x: object) -> str:
        return short(_escaped(self.repr1(x, self.maxlevel)), 4 * MOST_SIGNS)

    def repr_str(self, x: str, level: int) -> str:
        del level
        return repr(short(x))

    def repr_int(self, x: int | Decimal, level: int) -> str:
        del level
        many = digits_of(x)
        return f"a number of {many:,} digits" if many else str(x)

    repr_Decimal = repr_int  # noqa: N815  # the name that reprlib calls

    def repr_date(self, x: date, level: int) -> str:
        del level
        return x.isoformat()


_SHOWN = _Shown()
