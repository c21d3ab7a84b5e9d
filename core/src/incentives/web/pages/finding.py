"""The list of schemes: by country, searched where there are many, and never longer than a page can be."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from unicodedata import normalize

from attrs import frozen
from starlette.datastructures import QueryParams

from incentives.report.records.rulebook import Scheme
from incentives.wording import formats

MANY = 20  # schemes, of which only the names are listed
MOST_SIGNS = 40_000  # of a list of names: a page stays under 60 kB
AROUND_NAME = 50  # signs


@frozen
class Found:
    """The schemes that were searched for.

    Attributes:
        words: that were searched for.
        country: the code of the only country that was asked for; empty for all.
        countries: the names of all countries that have schemes, by code.
        of: how many schemes there are.
        count: how many were found.
        by_country: those that are listed, by the name of their country.
    """

    words: str
    country: str
    countries: Mapping[str, str]
    of: int
    count: int
    by_country: Mapping[str, Sequence[Scheme]]

    @property
    def listed(self) -> int:
        """How many are listed."""
        return sum(map(len, self.by_country.values()))

    @property
    def is_searched(self) -> bool:
        """Whether there are so many that one searches."""
        return self.of > MANY

    @property
    def is_short(self) -> bool:
        """Whether there are so many that only names are listed."""
        return self.count > MANY


def found(schemes: Iterable[Scheme], query: QueryParams, language: str, around: int = AROUND_NAME) -> Found:
    """The schemes that have every word that is searched for, and are of the country that is asked for.

    Args:
        schemes: those that are known.
        query: of the request.
        language: of the page.
        around: how many signs stand around each name.
    """
    every = list(schemes)
    words, country = query.get("q", ""), query.get("country", "")
    names = {code: formats.country(code, language) for code in {one.jurisdiction for one in every}}
    names = dict(sorted(names.items(), key=lambda one: _plain(one[1])))
    wanted = _plain(words).split()
    hits = [one for one in every if country in {"", one.jurisdiction} and _has(one, wanted)]
    hits.sort(key=lambda one: ([*names].index(one.jurisdiction), _plain(one.name)))
    shown = bisect_right([*accumulate(len(one.name.encode()) + len(one.id) + around for one in hits)], MOST_SIGNS)
    by_country: dict[str, list[Scheme]] = {}
    for one in hits[:shown] if len(hits) > MANY else hits:
        by_country.setdefault(names[one.jurisdiction], []).append(one)
    return Found(words, country if country in names else "", names, len(every), len(hits), by_country)


def _has(scheme: Scheme, words: Iterable[str]) -> bool:
    parts = (scheme.id, scheme.name, scheme.short, scheme.summary, scheme.authority, *scheme.professions)
    text = _plain(" ".join(parts))
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """A text without capitals and accents."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if sign.isascii() or sign.isalnum())
