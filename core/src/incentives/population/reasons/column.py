"""Why the criteria of an edition are not met in a row, or not known: in each row one text, of its own sentences."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

import narwhals as nw
from attrs import define, field, frozen

from incentives.assessment.outcomes import NOT_MET, UNKNOWN, Outcome
from incentives.assessment.placeholders import Placeholders
from incentives.errors import InvalidArgument, MissingWording
from incentives.population.reasons.texts import Chooser, joined
from incentives.population.reasons.values_in_words import Writer
from incentives.population.stages import Stages
from incentives.rules.columns import View
from incentives.rules.evaluation import Known
from incentives.rules.facts import At, Fact
from incentives.rules.setcolumns import SEPARATOR
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import LANGUAGES, Speech

BETWEEN = " · "  # sentences of different criteria; one criterion may take two
_SLOT = re.compile("\0([^\0]*)\0")  # no sentence holds this character
Sentence = Sequence[str | nw.Expr]  # its pieces: one text, or texts with the values of facts among them


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
        chooser: chooses among texts.
        stages: takes hidden columns.
        speech: the language, for the edition.

    Raises:
        InvalidArgument: when the text is made, if a value in a sentence cannot be written in the language by columns.
    """

    scheme: Scheme
    edition: Edition
    view: View
    language: str
    chooser: Chooser
    stages: Stages
    speech: Speech = field(init=False)
    _offsets: frozenset[int] = field(init=False)
    _values: dict[str, nw.Expr] = field(factory=dict, init=False)

    @speech.default
    def _speak(self) -> Speech:
        return Speech(self.language).of(self.scheme.wording, self.edition.year)

    @_offsets.default
    def _offsets_read(self) -> frozenset[int]:
        return frozenset({0, *(term.offset for term in self.edition.terms if isinstance(term, At))})

    def added(self, frame: Any, names: Mapping[str, str], name: str) -> Any:
        """The frame with the text as one column more.

        Args:
            frame: with the columns of the edition.
            names: of these, by the last part of their final name.
            name: of the column to add.
        """
        text = self._text({end: nw.col(inner) for end, inner in names.items()})
        return self.stages.computed(frame).with_columns(text.alias(name))

    def _text(self, columns: Mapping[str, nw.Expr]) -> nw.Expr:
        asked = [criterion for criterion in self.edition.criteria if criterion.standing is Standing.ASKED]
        variants = [variant.condition for one in asked for variant in one.variants]
        self.stages.add([self.edition.covers, *variants], self.view)
        all_met = nw.lit(self.speech.say("reasons", "all_met"))
        if asked:
            all_met = nw.when(reduce(and_, (columns[one.id] for one in asked))).then(all_met)
        covers = self.stages.cell(self.edition.covers)
        before, after = self.speech.say("reasons", "invalid", columns="\0").split("\0")
        invalid = columns["invalid"]
        named = joined([before, invalid.str.replace_all(SEPARATOR, ", ", literal=True), after])
        marks = nw.when(~invalid.is_null()).then(named)
        said = self._strung(
            all_met,
            *(piece for one in asked for piece in self._said(one, NOT_MET, ~columns[one.id])),
            *(piece for one in asked for piece in self._said(one, UNKNOWN, columns[one.id].is_null())),
            marks,
        )
        if not isinstance(covers, nw.Expr):
            return said
        elsewhere = self._strung(nw.lit(self.speech.say("scheme", "not_covered")), marks)
        return nw.when(~covers).then(elsewhere).otherwise(said)

    @staticmethod
    def _strung(*pieces: nw.Expr) -> nw.Expr:
        return nw.concat_str(*pieces, separator=BETWEEN, ignore_nulls=True)

    def _said(self, criterion: Criterion, outcome: Outcome, is_so: nw.Expr) -> list[nw.Expr]:
        """What ``CriterionResult.reason`` says where the outcome is this: there, one of these columns says it.

        Args:
            criterion: the criterion.
            outcome: the outcome.
            is_so: where it is so.
        """
        cases, sentence = self._sentences(criterion, outcome)
        said = [(is_so, sentence)]
        if cases:
            place: nw.Expr = nw.lit(len(cases))
            for at, (holds, _, _) in reversed(list(enumerate(cases))):
                place = nw.when(holds).then(nw.lit(at)).otherwise(place)
            place = self.stages.hide(nw.when(is_so).then(place), max(depth for _, _, depth in cases))
            said = [(place == at, one) for at, one in enumerate([*(one for _, one, _ in cases), sentence])]
        plain = [(here, text) for here, (text, *values) in said if isinstance(text, str) and not values]
        filled = [nw.when(here).then(joined(one)) for here, one in said if len(one) > 1]
        return [*([self.chooser.first(plain)] if plain else []), *filled]

    def _sentences(
        self, criterion: Criterion, outcome: Outcome
    ) -> tuple[list[tuple[nw.Expr, Sentence, int]], Sentence]:
        """The sentences of variants, each with where it is said and how many stages that takes; and the one elsewhere.

        The first variant that holds and has a sentence says it.
        """
        cases: list[tuple[nw.Expr, Sentence, int]] = []
        for variant in criterion.variants:
            holds = self.stages.cell(variant.condition)
            found = self._sentence(criterion, f"{outcome.value}_{variant.id}") if holds is not None else None
            if found is not None and isinstance(holds, nw.Expr):
                cases.append((holds, found, self.stages.depth(variant.condition)))
            elif found is not None and holds is True:
                return cases, found
        found = self._sentence(criterion, outcome.value)
        if found is None:
            place = f"{criterion.id}, {outcome.value}, in any language of {self.scheme.id}"
            msg = f"no sentence for {place}; its files are in {self.scheme.wording.folder}"
            raise MissingWording(msg, path=("criteria", criterion.id, outcome.value))
        return cases, found

    def _sentence(self, criterion: Criterion, key: str) -> Sentence | None:
        voice, year = self.speech, self.edition.year
        slots = _Slots(self.edition, self.scheme.facts, Known(year), voice, criterion, slot=self._slot)
        text = voice.of(self.scheme.wording, year, slots.text).find("criteria", criterion.id, key)
        if text is None:
            return None
        pieces: list[str | nw.Expr] = list(_SLOT.split(text))
        pieces[1::2] = [self._values[key] for key in _SLOT.findall(text)]
        return pieces

    def _slot(self, fact: Fact, offset: int) -> str:
        """Where the value of a fact stands; the word for nothing where no column gives it."""
        cell = self.view.fact(fact, offset)
        if offset not in self._offsets:
            msg = f"reasons of {self.scheme.id} {self.edition.year} name {fact.id} of a year that its rules do not read"
            raise InvalidArgument(msg, fact=fact.id, offset=offset)
        absent = self.view.told_absent(fact.at(offset) if offset else fact)
        if not isinstance(cell, nw.Expr) and absent is None:
            return self.speech.value(None, fact.type)
        key = f"{fact.id}@{offset}"
        if key not in self._values:
            writer = Writer(self.speech, self.view.sets, self.chooser, self.stages)
            self._values[key] = writer.written(cell, fact, absent)
        return f"\0{key}\0"
