"""The values of facts as a language writes them, in every row."""

import narwhals as nw
from attrs import frozen

from incentives.population.reasons.styles import (
    DAY,
    YEAR,
    NumberStyle,
    amount_style,
    day_style,
    list_style,
    number_style,
)
from incentives.population.reasons.texts import Chooser, joined
from incentives.population.stages import Stages
from incentives.rules.facts import Fact
from incentives.rules.measures import DECIMALS, Cell
from incentives.rules.setcolumns import SetForm
from incentives.rules.types import NO_DAY, Kind
from incentives.situation.checking import LARGEST_COUNT
from incentives.wording import Speech

THOUSAND = 1000
THOUSANDS = len(f"{LARGEST_COUNT:,}".split(",")) - 1  # how many groups of three digits can stand after the first


@frozen(eq=False)
class Writer:
    """Writes values in one language.

    Attributes:
        speech: the language.
        sets: how sets are held.
        chooser: chooses among texts.
        stages: takes hidden columns.
    """

    speech: Speech
    sets: SetForm
    chooser: Chooser
    stages: Stages

    def written(self, cell: Cell, fact: Fact, absent: nw.Expr | None = None) -> nw.Expr:
        """A fact's value as the language writes it, as a hidden column; the word for nothing where it is not known.

        Args:
            cell: its column.
            fact: the fact.
            absent: where a day is told to be absent; ``None`` where it never is.

        Raises:
            InvalidArgument: if the language writes such values in a way that columns cannot.
        """
        text = nw.lit(self.speech.value(None, fact.type))
        if isinstance(cell, nw.Expr):
            text = nw.when(~cell.is_null()).then(self._known(cell, fact)).otherwise(text)
        if absent is not None:
            text = nw.when(absent).then(nw.lit(self.speech.value(NO_DAY, fact.type))).otherwise(text)
        return self.stages.hide(text, self.stages.height)

    def _known(self, cell: nw.Expr, fact: Fact) -> nw.Expr:
        match fact.kind:
            case Kind.YES_NO:
                return self.chooser.first([(cell, self._label(True, fact))], self._label(False, fact))
            case Kind.COUNT:
                return _grouped(cell, number_style(self.speech.language).group)
            case Kind.DECIMAL:
                return self._decimal(cell, number_style(self.speech.language))
            case Kind.MONEY:
                return self._decimal(cell, amount_style(fact.unit or "", self.speech.language))
            case Kind.DATE:
                return self._day(cell)
            case Kind.SET:
                return self._set(cell, fact)
            case _:
                return self.chooser.first([(cell == value, self._label(value, fact)) for value in fact.values])

    def _label(self, value: bool | str, fact: Fact) -> str:
        return self.speech.value(value, fact.type, fact.id)

    def _decimal(self, value: nw.Expr, style: NumberStyle) -> nw.Expr:
        text = self.stages.hide(value.cast(nw.String), 0)  # with all its decimals, and a point before them
        whole = self.stages.hide(text.str.replace_all(r"^-|\..*$", "").cast(nw.Int64), 1)
        digits = self.stages.hide(text.str.replace_all(r"^.*\.", ""), 1)
        if style.decimals is None:
            needed = self.stages.hide(digits.str.replace_all("0+$", ""), 2)
            point = self.chooser.first([(needed != "", style.point)], "")
            size = joined([_grouped(whole, style.group), point, needed])
        else:
            size = self._rounded(whole, digits.cast(nw.Int64), style)
        is_negative = text.str.starts_with("-")
        before, after = (
            minus if minus == plus else self.chooser.first([(is_negative, minus)], plus)
            for minus, plus in zip(style.minus, style.plus, strict=True)
        )
        return joined([before, size, after])

    def _rounded(self, whole: nw.Expr, fraction: nw.Expr, style: NumberStyle) -> nw.Expr:
        """A number that is not negative, with so many decimals, rounded half to even.

        Args:
            whole: what stands before the point.
            fraction: its decimals, as a whole number.
            style: how it is written.
        """
        decimals = style.decimals or 0
        unit = 10 ** (DECIMALS - decimals)
        kept, rest = self.stages.hide(fraction // unit, 2), self.stages.hide(fraction % unit * 2, 2)
        is_odd = (kept if decimals else whole) % 2 == 1
        kept = self.stages.hide(kept + ((rest > unit) | ((rest == unit) & is_odd)).cast(nw.Int64), 3)
        grouped = _grouped(self.stages.hide(whole + kept // 10**decimals, 4), style.group)
        shown = (kept % 10**decimals + 10**decimals).cast(nw.String).str.slice(1)
        return joined([grouped, style.point, shown]) if decimals else grouped

    def _day(self, day: nw.Expr) -> nw.Expr:
        style = day_style(self.speech.language)
        number, month = day.dt.day(), day.dt.month()
        numeral = number.cast(nw.String)
        for place, text in enumerate(style.days, start=1):
            if text != str(place):
                numeral = nw.when(number == place).then(nw.lit(text)).otherwise(numeral)
        pieces: list[str | nw.Expr] = []
        for texts in zip(*style.months, strict=True):  # in every month, the parts stand in the same order
            if texts[0] in {DAY, YEAR}:
                pieces.append(numeral if texts[0] == DAY else day.dt.year().cast(nw.String))
            elif len(set(texts)) == 1:
                pieces.append(texts[0])
            else:
                pieces.append(self.chooser.first([(month == at, text) for at, text in enumerate(texts, start=1)]))
        return joined(pieces)

    def _set(self, cell: nw.Expr, fact: Fact) -> nw.Expr:
        style = list_style(self.speech.language)
        held = [self.stages.hide(self.sets.holds_any(cell, fact.values, (one,)), 0) for one in fact.values]
        before = self.stages.hide(nw.when(~cell.is_null()).then(nw.lit(0)), 0)
        counts = [before]
        for place, holds in enumerate(held, start=1):
            counts.append(self.stages.hide(counts[-1] + holds.cast(nw.Int64), place))
        size = counts.pop()
        pieces = []
        for holds, before, value in zip(held, counts, fact.values, strict=True):
            is_last = before == size - 1
            starts = [(before == 0, ""), (is_last & (before == 1), style.two), (is_last, style.end)]
            starts += [(before == 1, style.start), (before > 1, style.middle)]
            label = self._label(value, fact)
            pieces.append(self.chooser.first([(holds & case, start + label) for case, start in starts]))
        listed = nw.concat_str(*pieces, separator="", ignore_nulls=True)
        return nw.when(size == 0).then(nw.lit(self.speech.say("values", "none"))).otherwise(listed)


def _grouped(count: nw.Expr, group: str) -> nw.Expr:
    """A whole number, not negative, its digits in groups of three."""
    return nw.concat_str(
        *(
            _group(nw.when(count >= THOUSAND**place).then(count // THOUSAND**place))
            for place in range(THOUSANDS, 0, -1)
        ),
        _group(count),
        separator=group,
        ignore_nulls=True,
    )


def _group(number: nw.Expr) -> nw.Expr:
    """Its last three digits; all of them where others stand before, none that is a leading zero where none does."""
    shown = nw.when(number >= THOUSAND).then(number % THOUSAND + THOUSAND).otherwise(number)
    return shown.cast(nw.String).str.tail(3)
