"""The rules that somebody chooses for a table."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from attrs import frozen

from incentives.catalogue import Catalogue
from incentives.web.problems import Problem
from incentives.wording import Speech
from incentives.wording.said import Said

MANY = 20  # schemes, beyond which one has to be named


@frozen
class Choice:
    """The rules that a table is held against.

    Attributes:
        scheme: its id; empty for every one.
        year: the reference year.
        as_of: the day on which it is asked, where one is given.
        against: the year to compare with, where one is given.
    """

    scheme: str = ""
    year: int | None = None
    as_of: date | None = None
    against: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any], language: str) -> "Choice":
        """What is chosen in a form.

        Raises:
            Problem: if a year or a day is none.
        """
        told = {name: str(given.get(name) or "").strip() for name in ("scheme", "year", "as_of", "against")}
        return cls(told["scheme"], _year(told["year"]), _day(told["as_of"], language), _year(told["against"]))

    @property
    def schemes(self) -> list[str] | None:
        """The schemes that are named; ``None`` for every one."""
        return [self.scheme] if self.scheme else None

    def check(self, catalogue: Catalogue, language: str) -> None:
        """Refuse what cannot be asked, in the words of the form.

        Raises:
            Problem: saying why.
        """
        say = partial(Speech(language).say, "group")
        if not self.scheme and (self.against is not None or len(catalogue.schemes) > MANY):
            raise Problem(422, "no_scheme", say("one_scheme" if self.against is None else "compare_one"))
        if self.against is not None and self.against == self.year:
            raise Problem(422, "same_year", say("same_year"))
        if self.scheme in catalogue:
            known = catalogue[self.scheme].years
            if without := [str(year) for year in (self.year, self.against) if year is not None and year not in known]:
                values = {"scheme": self.scheme, "year": ", ".join(without), "known": ", ".join(map(str, known))}
                raise Problem(404, "unknown_edition", Speech(language).say("browse", "no_year", **values))


def _year(text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) == len("2025")):
        raise Problem(400, "unreadable")
    return int(text) if text else None


def _day(text: str, language: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Problem(422, "unreadable", Said.of("no_date", value=repr(text)).text(language)) from error
