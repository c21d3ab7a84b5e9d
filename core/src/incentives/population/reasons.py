"""Why the criteria of an edition are not met in a row, or not known: in each row one text, of its own sentences.

A sentence is a number in each row, looked up; the value of a fact in it is written once for each value that there is,
in the words of a single assessment.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

import polars as pl
from attrs import define, field, frozen

from incentives.assessment.outcomes import NOT_MET, UNKNOWN, Outcome
from incentives.assessment.placeholders import Placeholders
from incentives.errors import InvalidArgument
from incentives.population.lookups import looked_up
from incentives.population.stages import R, Stages
from incentives.rules.columns import View
from incentives.rules.evaluation import Known
from incentives.rules.facts import At, Fact
from incentives.rules.setcolumns import MOST_BITS, SEPARATOR
from incentives.rules.types import NO_DAY, Kind, Value
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import LANGUAGES, Speech
from incentives.wording.byrule import by_rule

BETWEEN = " · "  # sentences of different criteria; one criterion may take two
_SLOT = re.compile("\0([^\0]*)\0")  # no sentence holds this character
Sentence = Sequence[str | pl.Expr]  # its pieces: one text, or texts with the values of facts among them


def check_language(language: object, schemes: Iterable[Scheme]) -> None:
    """Refuse a language in which neither this library nor any of some schemes is written.

    Raises:
        InvalidArgument: naming those that are.
    """
    known = sorted({*LANGUAGES, *(one for scheme in schemes for one in scheme.wording.languages)})
    if language not in known:
        msg = f"expected the language of reasons, one of {', '.join(known)}; got {language!r}"
        raise InvalidArgument(msg, value=language, known=known)


@frozen(eq=False)
class _Slots(Placeholders):
    """Leaves a slot where the value of a fact stands, and fills everything else."""

    slot: Callable[[Fact, int], str] = field(kw_only=True)

    def said(self, fact: Fact, offset: int) -> str:
        return self.slot(fact, offset)


@define(eq=False)
class Reasons:
    """The reasons of an edition in every row; of a profession that it does not cover, that alone.

    Attributes:
        scheme: of the edition.
        edition: the rules.
        view: the facts.
        language: of the text.
        stages: takes hidden columns.
        speech: the language, for the edition.

    Raises:
        InvalidArgument: when the text is made, if a sentence names a fact of a year that the rules do not read.
    """

    scheme: Scheme
    edition: Edition
    view: View
    language: str
    stages: Stages
    speech: Speech = field(init=False)
    _offsets: frozenset[int] = field(init=False)
    _values: dict[str, pl.Expr] = field(factory=dict, init=False)

    @speech.default
    def _speak(self) -> Speech:
        return Speech(self.language).of(self.scheme.wording, self.edition.year)

    @_offsets.default
    def _offsets_read(self) -> frozenset[int]:
        return frozenset({0, *(term.offset for term in self.edition.terms if isinstance(term, At))})

    def added(self, rows: R, names: Mapping[str, str], name: str) -> R:
        """The rows with the text as one column more.

        Args:
            rows: with the columns of the edition.
            names: of these, by the last part of their final name.
            name: of the column to add.
        """
        text = self._text({end: pl.col(inner) for end, inner in names.items()})
        return self.stages.computed(rows).with_columns(text.alias(name))

    def _text(self, columns: Mapping[str, pl.Expr]) -> pl.Expr:
        asked = [criterion for criterion in self.edition.criteria if criterion.standing is Standing.ASKED]
        variants = [variant.condition for one in asked for variant in one.variants]
        self.stages.add([self.edition.covers, *variants], self.view)
        all_met = pl.lit(self.speech.say("reasons", "all_met"))
        if asked:
            all_met = pl.when(reduce(and_, (columns[one.id] for one in asked))).then(all_met)
        covers = self.stages.cell(self.edition.covers)
        before, after = self.speech.say("reasons", "invalid", columns="\0").split("\0")
        invalid = columns["invalid"]
        named = pl.concat_str(pl.lit(before), invalid.str.replace_all(SEPARATOR, ", ", literal=True), pl.lit(after))
        marks = pl.when(~invalid.is_null()).then(named)
        said = _strung(
            all_met,
            *(piece for one in asked for piece in self._said(one, NOT_MET, ~columns[one.id])),
            *(piece for one in asked for piece in self._said(one, UNKNOWN, columns[one.id].is_null())),
            marks,
        )
        if not isinstance(covers, pl.Expr):
            return said
        elsewhere = _strung(pl.lit(self.speech.say("scheme", "not_covered")), marks)
        return pl.when(~covers).then(elsewhere).otherwise(said)

    def _said(self, criterion: Criterion, outcome: Outcome, is_so: pl.Expr) -> list[pl.Expr]:
        """What ``CriterionResult.reason`` says where the outcome is this: there, one of these columns says it.

        Args:
            criterion: the criterion.
            outcome: the outcome.
            is_so: where it is so.
        """
        cases, sentence = self._sentences(criterion, outcome)
        number: pl.Expr = pl.lit(len(cases), dtype=pl.UInt8)
        for at, (holds, _) in reversed(list(enumerate(cases))):
            number = pl.when(holds).then(pl.lit(at, dtype=pl.UInt8)).otherwise(number)
        number = self.stages.keep(pl.when(is_so).then(number))
        sentences = [*(one for _, one in cases), sentence]
        plain = [None if one[1:] else str(one[0]) for one in sentences]
        filled = [
            pl.when(number == at).then(pl.concat_str(_expressions(one))) for at, one in enumerate(sentences) if one[1:]
        ]
        return [*([looked_up(number, plain)] if any(text is not None for text in plain) else []), *filled]

    def _sentences(self, criterion: Criterion, outcome: Outcome) -> tuple[list[tuple[pl.Expr, Sentence]], Sentence]:
        """The sentences of variants, each with where it is said; and the one elsewhere.

        The first variant that holds and has a sentence says it.
        """
        cases: list[tuple[pl.Expr, Sentence]] = []
        for variant in criterion.variants:
            holds = self.stages.cell(variant.condition)
            found = self._sentence(criterion, f"{outcome.value}_{variant.id}") if holds is not None else None
            if found is not None and isinstance(holds, pl.Expr):
                cases.append((holds, found))
            elif found is not None and holds is True:
                return cases, found
        found = self._sentence(criterion, outcome.value)
        return cases, [by_rule(outcome.value, criterion.condition, self.speech)] if found is None else found

    def _sentence(self, criterion: Criterion, key: str) -> Sentence | None:
        voice, year = self.speech, self.edition.year
        slots = _Slots(self.edition, self.scheme.facts, Known(year), voice, criterion, slot=self._slot)
        text = voice.of(self.scheme.wording, year, slots.text).find("criteria", criterion.id, key)
        if text is None:
            return None
        pieces: list[str | pl.Expr] = list(_SLOT.split(text))
        pieces[1::2] = [self._values[key] for key in _SLOT.findall(text)]
        return pieces

    def _slot(self, fact: Fact, offset: int) -> str:
        """Where the value of a fact stands; the word for nothing where no column gives it."""
        if offset not in self._offsets:
            msg = f"reasons of {self.scheme.id} {self.edition.year} name {fact.id} of a year that its rules do not read"
            raise InvalidArgument(msg, fact=fact.id, offset=offset)
        value = self.value(fact, offset)
        if isinstance(value, str):
            return value
        key = f"{fact.id}@{offset}"
        self._values[key] = value
        return f"\0{key}\0"

    def value(self, fact: Fact, offset: int = 0) -> str | pl.Expr:
        """A fact as the language writes it, in every row; one text where no column says anything of it."""
        cell, nothing = self.view.fact(fact, offset), self.speech.value(None, fact.type)
        absent = self.view.told_absent(fact.at(offset) if offset else fact)
        text = in_words(cell, fact, self.speech) if isinstance(cell, pl.Expr) else nothing
        if absent is None:
            return text if isinstance(text, str) else self.stages.keep(text)
        none = pl.lit(self.speech.value(NO_DAY, fact.type))
        known = pl.lit(text) if isinstance(text, str) else text
        return self.stages.keep(pl.when(absent).then(none).otherwise(known))


def in_words(cell: pl.Expr, fact: Fact, speech: Speech) -> pl.Expr:
    """A fact's value in every row as a language writes it, the word for nothing where it is not known."""

    def written(cells: pl.Series) -> pl.Series:
        values = cells.unique()
        texts = [speech.value(value_in(value, fact), fact.type, fact.id) for value in values.to_list()]
        table = pl.DataFrame([values.alias("value"), pl.Series("text", texts, dtype=pl.String)])
        found = pl.DataFrame([cells.alias("value")]).join(
            table, on="value", how="left", nulls_equal=True, maintain_order="left"
        )
        return found["text"].alias(cells.name)

    return cell.map_batches(written, return_dtype=pl.String, is_elementwise=True)


def value_in(held: Any, fact: Fact) -> Value | None:
    """What a column holds, as a single assessment has it."""
    if fact.kind is not Kind.SET or held is None:
        value: Value | None = held
        return value
    if len(fact.values) > MOST_BITS:
        return frozenset(item.strip() for item in held.split(SEPARATOR)) - {""}
    return frozenset(value for place, value in enumerate(fact.values) if held >> place & 1)


def _expressions(sentence: Sentence) -> list[pl.Expr]:
    return [pl.lit(piece) if isinstance(piece, str) else piece for piece in sentence]


def _strung(*pieces: pl.Expr) -> pl.Expr:
    return pl.concat_str(*pieces, separator=BETWEEN, ignore_nulls=True)
