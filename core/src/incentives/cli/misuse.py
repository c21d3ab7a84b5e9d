"""What is wrong with the words of a command line, in the language that it asks for."""

import os
from itertools import pairwise
from typing import Any

import click

from incentives.hints import harmless
from incentives.wording import LANGUAGES
from incentives.wording.said import Said

WORDS = "incentives.words"  # under this name a context keeps the words of the command


def default_language() -> str:
    """The language of the locale where it is one of ours, otherwise English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"


def _language(ctx: click.Context | None) -> str:
    """The language of a command, as far as it was read."""
    if ctx is None:
        return default_language()
    words = ctx.meta.get(WORDS, ())
    asked = [later for word, later in pairwise(words) if word == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    said = ctx.params.get("lang") or next(iter(asked), None)
    return said if said in LANGUAGES else default_language()


class _Worded(click.UsageError):
    """Said in the language of the command when it is shown."""

    def __init__(self, said: Said, ctx: click.Context | None = None) -> None:
        self.said = said
        super().__init__(said.text("en"), ctx)

    def format_message(self) -> str:
        """The sentence, in the language of the command."""
        return harmless(self.said.text(_language(self.ctx)))


class Misused(_Worded):
    """Options that do not go together.

    Args:
        id: of the sentence, under ``errors`` in the library's wording.
        values: what fills it in.
    """

    def __init__(self, id: str, **values: object) -> None:
        super().__init__(Said.of(id, **values))


class BadValue(click.BadParameter):
    """A value that an option does not take.

    Args:
        id: of the sentence, under ``errors`` in the library's wording.
        value: what was given.
        param: the option.
        ctx: of the command.
    """

    def __init__(self, id: str, value: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        self.said = Said.of(id, value=value)
        super().__init__(self.said.text("en"), ctx, param)

    def format_message(self) -> str:
        """The sentence, after the name of the option."""
        name = self.param.get_error_hint(self.ctx) if self.param and self.ctx else self.param_hint
        return harmless(Said.of("bad_value", option=name or "?", problem=self.said).text(_language(self.ctx)))


def in_language(error: click.UsageError) -> click.UsageError:
    """What click itself finds wrong with a command line, in the language that it asks for where it can be told."""
    hint: Any = getattr(error, "param", None)
    name = hint.get_error_hint(error.ctx) if hint is not None and error.ctx is not None else ""
    match error:
        case _Worded() | BadValue():
            return error
        case click.MissingParameter():
            said = Said.of("missing_option" if isinstance(hint, click.Option) else "missing_argument", option=name)
        case click.BadParameter() if isinstance(hint, click.Parameter) and isinstance(hint.type, click.Choice):
            said = Said.of("no_choice", option=name, choices=", ".join(map(str, hint.type.choices)))
        case click.NoSuchOption():
            said = Said.of("no_option", option=error.option_name)
        case _:
            return error
    return _Worded(said, error.ctx)
