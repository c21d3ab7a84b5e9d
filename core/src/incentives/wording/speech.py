"""One language's voice over one or more wordings: sentences with their placeholders filled, values, names."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from attrs import field, frozen

from incentives.errors import MissingWording
from incentives.rules.facts import Fact, OpenQuestion, Term, year_of
from incentives.rules.types import Kind, Type, Value
from incentives.values import Money
from incentives.wording import formats
from incentives.wording.sentences import CORE, Wording

LANGUAGES = CORE.languages
Resolver = Callable[[str], str | None]
Path = tuple[str, ...]
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.@-]*)\}")


@frozen(eq=False)
class _Sentence:
    """A sentence made ready: all that is left to do is to fill it in.

    Attributes:
        whole: the sentence, where nothing has to be filled in.
        pieces: what stands between the placeholders, and at each odd place the name of one.
        language: that it is in.
        mark: what stands before it where that is not the language asked for.
    """

    whole: str | None
    pieces: tuple[str, ...]
    language: str
    mark: str


@lru_cache(maxsize=512)  # editions and languages; each is spoken of again and again
def _made_ready(_language: str, _wordings: tuple[Wording, ...], _year: int | None) -> dict[Path, _Sentence | None]:
    """The sentences that were asked for already, of one voice."""
    return {}


@frozen(eq=False)
class Speech:
    """Speaks one language for a scheme and, where given, one of its editions.

    Attributes:
        language: the language asked for.
        wordings: where sentences are looked up, in this order; the library's own come last.
        year: the edition whose own wording comes before the general one.
        resolve: gives the text for a placeholder, or ``None`` if it does not know it.
    """

    language: str
    wordings: tuple[Wording, ...] = (CORE,)
    year: int | None = None
    resolve: Resolver | None = None
    _sentences: dict[Path, _Sentence | None] = field(init=False, repr=False)

    @_sentences.default
    def _ready(self) -> dict[Path, _Sentence | None]:
        return _made_ready(self.language, self.wordings, self.year)

    def of(self, wording: Wording, year: int | None = None, resolve: Resolver | None = None) -> "Speech":
        """The same language, for a scheme's wording."""
        return Speech(self.language, (wording, CORE), year, resolve)

    def find(self, *path: str, **values: str) -> str | None:
        """The sentence at a place, filled in, or ``None`` where there is none in any language."""
        try:
            sentence = self._sentences[path]
        except KeyError:
            sentence = self._sentences[path] = self._sentence(path)
        if sentence is None:
            return None
        if sentence.whole is not None:
            return sentence.whole
        filled = "".join(self._fill(one, values) if at % 2 else one for at, one in enumerate(sentence.pieces))
        return sentence.mark + formats.percents(filled, sentence.language)

    def _sentence(self, path: Path) -> _Sentence | None:
        for language in dict.fromkeys((self.language, "en", *(one for w in self.wordings for one in w.languages))):
            for wording in self.wordings:
                text = wording.find(path, language, self.year)
                if text is not None:
                    pieces = tuple(_PLACEHOLDER.split(formats.tied(text, language)))
                    mark = "" if language == self.language else f"[{language}] "
                    whole = mark + formats.percents(pieces[0], language) if len(pieces) == 1 else None
                    return _Sentence(whole, pieces, language, mark)
        return None

    def say(self, *path: str, **values: str) -> str:
        """The sentence at a place, filled in; in another language, with its mark, where this one lacks it.

        Raises:
            MissingWording: if no language has it.
        """
        text = self.find(*path, **values)
        if text is None:
            own = self.wordings[0]
            files = ", ".join(str(own.folder / f"{language}.toml") for language in own.languages)
            msg = f"no sentence at {'.'.join(path)} in {files or own.folder}"
            raise MissingWording(msg, path=path)
        return text

    def _fill(self, name: str, values: dict[str, str]) -> str:
        if name in values:
            return values[name]
        text = self.resolve(name) if self.resolve else None
        return f"{{{name}}}" if text is None else text

    def value(self, value: Value | Money | None, kind: Type, fact_id: str | None = None) -> str:
        """A value as the language writes it; the label of a choice where its fact is named."""
        match value:
            case None:
                return self.say("values", "not_given")
            case bool():
                return self.say("values", "yes" if value else "no")
            case Money():
                return formats.amount(value.amount, value.currency, self.language)
            case Decimal() if kind.kind is Kind.MONEY and kind.currency:
                return formats.amount(value, kind.currency, self.language)
            case int() | Decimal():
                return formats.number(value, self.language)
            case date():
                return formats.day(value, self.language)
            case str() if kind.kind is Kind.DATE:
                return self.say("values", "no_day")
            case str():
                return (self.find("facts", fact_id, "values", value) if fact_id else None) or value
            case _:
                labels = [self.value(item, kind, fact_id) for item in kind.values if item in value]
                return formats.listing(labels, self.language) if labels else self.say("values", "none")

    def term_value(self, term: Term, value: Value | None) -> str:
        """The value of a fact or an open question."""
        return self.value(value, term.type, term.id)

    def name(self, term: Term, year: int | None = None) -> str:
        """The short name of a fact, with its year where it has one; the statement of an open question."""
        if isinstance(term, OpenQuestion):
            return self.say("questions", term.id, "statement")
        name, seen_from = self.say("facts", term.id, "name"), year or self.year
        its_year = year_of(term, seen_from) if seen_from else None
        return f"{name} ({its_year})" if its_year else name

    def question(self, fact: Fact, year: int | None = None, *, is_past: bool = False) -> str:
        """The question that asks for a fact; of a year that is over in words of its own, where it has them."""
        its_year = str(year or self.year or "")
        past = self.find("facts", fact.id, "question_past", year=its_year) if is_past else None
        return past or self.say("facts", fact.id, "question", year=its_year)

    def help(self, fact: Fact, year: int | None = None) -> str | None:
        """Where to find the answer, what counts, and between which values it lies where its declaration says so."""
        told = self.find("facts", fact.id, "help", year=str(year or ""))
        return " ".join(filter(None, (told, self.limits(fact)))) or None

    def limits(self, fact: Fact) -> str | None:
        """The sentence that says between which values a fact lies; none where it is as for every other of its kind."""
        extent = fact.extent
        if not extent.ends or (fact.least is None and fact.most is None):
            return None
        ends = (end if isinstance(end, date) else Decimal(end or 0) for end in (extent.low, extent.high))
        low, high = (self.value(end, fact.type) for end in ends)
        return self.say("limits", extent.shape, low=low, high=high)
