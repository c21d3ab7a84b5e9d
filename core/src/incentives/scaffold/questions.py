"""What has to be known to write a new plugin, how each answer is read, and what is proposed."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from incentives.scheme.shared import PROFESSION

FIRST_YEAR, LAST_YEAR = 1990, 2100
FICTIONAL = "XX"
LONGEST_NAME, LONGEST_AUTHORITY = 24, 90  # a title fits into the head of a table, a line of code into its width
COVERED = tuple(profession for profession in PROFESSION.values if profession != "other")


@frozen
class Question:
    """One thing that has to be known.

    Attributes:
        name: of the answer, and of the option that gives it.
        text: what is asked.
        example: of an answer.
        read: gives the answer as it is used; raises ``ValueError``, saying what to write instead.
        propose: an answer that the others suggest, on a given day.
    """

    name: str
    text: str
    example: str
    read: Callable[[str], str]
    propose: Callable[[Mapping[str, str], date], str]

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        return f"--{self.name}"


def _country(text: str) -> str:
    from babel import Locale

    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code) or not (code == FICTIONAL or code in Locale("en").territories):
        msg = f"{text!r} is no ISO 3166 code of a country; write two letters such as BE, or {FICTIONAL} to try"
        raise ValueError(msg)
    return code


def _name(text: str) -> str:
    name = text.strip()
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > LONGEST_NAME:
        msg = (
            f"{text!r} is no name; write lower-case words joined by hyphens, such as 'bike-visits', "
            f"without the country, {LONGEST_NAME} characters at most"
        )
        raise ValueError(msg)
    return name


def _authority(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_AUTHORITY or not name.isprintable() or set(name) & set('"\\{}'):
        msg = (
            f"{text!r} cannot be used; write the name of the body that pays, without double quotation marks, "
            f"backslashes or braces, {LONGEST_AUTHORITY} characters at most"
        )
        raise ValueError(msg)
    return name


def _profession(text: str) -> str:
    profession = text.strip().lower().replace("-", "_").replace(" ", "_")
    if profession not in COVERED:
        msg = f"{text!r} is none of the professions that every scheme shares: {', '.join(COVERED)}"
        raise ValueError(msg)
    return profession


def _currency(text: str) -> str:
    from babel.numbers import list_currencies

    code = text.strip().upper()
    if code not in list_currencies():
        msg = f"{text!r} is no ISO 4217 code of a currency; write three letters such as EUR"
        raise ValueError(msg)
    return code


def _language(text: str) -> str:
    from babel import localedata

    code = text.strip().lower()
    if not re.fullmatch("[a-z]{2,3}", code) or not localedata.exists(code):
        msg = f"{text!r} is no language that numbers and dates can be written in; write its ISO 639 code such as en"
        raise ValueError(msg)
    return code


def _year(text: str) -> str:
    year = text.strip()
    if not re.fullmatch("[0-9]{4}", year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        msg = f"{text!r} is no reference year; write four digits, from {FIRST_YEAR} to {LAST_YEAR}"
        raise ValueError(msg)
    return year


def _usual_currency(given: Mapping[str, str], _: date) -> str:
    from babel.numbers import get_territory_currencies

    return next(iter(get_territory_currencies(given["jurisdiction"])), "EUR")


def _usual_language(given: Mapping[str, str], _: date) -> str:
    from babel.languages import get_official_languages

    return next(iter(get_official_languages(given["jurisdiction"], de_facto=True)), "en")


# In the order in which they are asked: a proposal may rest on the answers above it.
QUESTIONS = (
    Question(
        "jurisdiction",
        "Country whose scheme it is, as an ISO 3166 code",
        FICTIONAL,
        _country,
        lambda _, __: FICTIONAL,
    ),
    Question(
        "name",
        "Name of the scheme, lower-case words joined by hyphens",
        "bike-visits",
        _name,
        lambda _, __: "example",
    ),
    Question(
        "authority",
        "Body that pays, by its own name",
        "Ministry of Practice",
        _authority,
        lambda _, __: "Ministry of Practice",
    ),
    Question(
        "profession",
        f"Profession that it covers: {', '.join(COVERED)}",
        COVERED[0],
        _profession,
        lambda _, __: COVERED[0],
    ),
    Question("currency", "Currency in which it pays, as an ISO 4217 code", "EUR", _currency, _usual_currency),
    Question(
        "language",
        "Language of the sentences to start with, as an ISO 639 code",
        "en",
        _language,
        _usual_language,
    ),
    Question("year", "Reference year of the first edition", "2026", _year, lambda _, today: str(today.year)),
)
