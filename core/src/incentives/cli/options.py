"""The options that commands share, and how their values are read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import click

from incentives.cli.misuse import BadValue, default_language
from incentives.hookspecs import PARTS
from incentives.wording import LANGUAGES

F = TypeVar("F", bound=Callable[..., Any])
FIRST_YEAR, LAST_YEAR = 1990, 2100


class Years(click.ParamType[tuple[int, ...]]):
    """``2025``, ``2024-2026`` or ``2022,2024``."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The years in order, each once."""
        if isinstance(value, tuple):
            return value
        years: set[int] = set()
        for part in value.split(","):
            match = re.fullmatch(r"\s*(\d{4})\s*(?:(?:-|\.\.)\s*(\d{4})\s*)?", part)
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
            if not FIRST_YEAR <= first <= last <= LAST_YEAR:
                raise BadValue("no_years", repr(value), param, ctx)
            years.update(range(first, last + 1))
        return tuple(sorted(years))


class Day(click.ParamType[date]):
    """A date written 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadValue("no_date", repr(value), param, ctx) from None


class Readings(click.ParamType[tuple[str, bool]]):
    """The answer to an open question: ``ID=yes`` or ``ID=no``."""

    name = "reading"
    answers: ClassVar[Mapping[str, bool]] = {"yes": True, "true": True, "no": False, "false": False}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, bool]:
        """The question's id, and the answer."""
        if isinstance(value, tuple):
            return value
        id, _, answer = value.partition("=")
        said = self.answers.get(answer.strip().lower())
        if said is None or not id.strip():
            raise BadValue("no_reading", repr(value), param, ctx)
        return id.strip(), said


class Rate(click.ParamType[tuple[str, Decimal]]):
    """What one unit of a currency is worth in another: ``CHF=1.05``."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Decimal]:
        """The currency, and the rate."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"\s*([A-Z]{3})\s*=\s*(\d+(?:\.\d+)?)\s*", value)
        if match is None or not Decimal(match[2]):
            raise BadValue("no_rate", repr(value), param, ctx)
        return match[1], Decimal(match[2])


class Currency(click.ParamType[str]):
    """``EUR``."""

    name = "currency"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, as it is written."""
        if not re.fullmatch(r"[A-Z]{3}", value):
            raise BadValue("no_currency", repr(value), param, ctx)
        return str(value)


loading = (
    click.option(
        "--disable",
        multiple=True,
        metavar="PLUGIN",
        help="Do not load this plugin: its entry point or its distribution. Can be repeated.",
    ),
    click.option("--accept-failures", is_flag=True, help="Exit with 0 although a plugin failed; it is still reported."),
)
own_editions = click.option(
    "--edition",
    "own_editions",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Use this edition of your own, one more or in place of the plugin's. Can be repeated.",
)
language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=default_language,
    is_eager=True,  # so that what is wrong with the other options is said in it
    help="Language of the answer.  [default: the locale's]",
)
output = (
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write to this file instead of the screen.",
    ),
    click.option("--force", is_flag=True, help="Replace the output file if it exists."),
)
format_name = click.option(
    "--format",
    "format_name",
    default="text",
    show_default=True,
    metavar="NAME",
    help="text, markdown, html, json, toml, or a format that a plugin writes.",
)
as_of = click.option(
    "--as-of", type=Day(), default=None, help="The day on which it is asked, such as 2026-11-22.  [default: today]"
)
only_schemes = click.option(
    "--scheme", "only", multiple=True, metavar="SCHEME", help="Only this scheme. Can be repeated."
)


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options in one decorator, listed in this order."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


whole = click.option("--all", "whole", is_flag=True, help="Show everything.")


def parts(command: Callable[..., None]) -> Callable[..., None]:
    """The options that ask for more than the answer, gathered in ``parts``."""

    @wraps(command)
    def gathered(**given: Any) -> None:
        everything = given.pop("whole")
        wanted = {part for part in PARTS if given.pop(part) or everything}
        command(**given, parts=frozenset(wanted))

    options = (click.option(f"--{part}", is_flag=True, help=f"Show {what}.") for part, what in PARTS.items())
    return together(*options, whole)(gathered)


def in_full(command: Callable[..., None]) -> Callable[..., None]:
    """The option that asks for the whole of a list, however long; then ``parts`` are all of them."""

    @wraps(command)
    def gathered(**given: Any) -> None:
        wanted = PARTS if given.pop("whole") else ()
        command(**given, parts=frozenset(wanted))

    return whole(gathered)


common = together(language, format_name, *output, *loading)
with_editions = together(common, own_editions, as_of)
timeline = click.option(
    "--timeline",
    is_flag=True,
    help="Show when everything is, as a chart; with -o and a name that ends in .svg, that file is the chart alone.",
)
without_answers = click.option(
    "--without-answers",
    is_flag=True,
    help="With --format json or toml: leave out the answers, and all that gives one away; only amounts and rules stay.",
)
total_in = together(
    click.option(
        "--total-in",
        type=Currency(),
        default=None,
        metavar="CURRENCY",
        help="Add one sum in this currency, such as EUR.",
    ),
    click.option(
        "--rate",
        "rates",
        type=Rate(),
        multiple=True,
        metavar="CURRENCY=NUMBER",
        help="With --total-in: what one unit of another currency is worth in it, as in CHF=1.05. Can be repeated.",
    ),
)
