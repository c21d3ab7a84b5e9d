"""Why two saved results differ, as a record."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from incentives.report.records.explanations import Cause, Explanation, Move, Side, Turned
from incentives.report.replayed import changes_of, declared_texts
from incentives.rules.facts import Fact
from incentives.rules.types import Value
from incentives.saved import causes
from incentives.saved.causes import CauseKind
from incentives.saved.row_answers import Key
from incentives.saved.saved_result import SavedResult
from incentives.saved.shifts import AmountPlace, Shift, Shifts
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, formats

MINUS = "\N{MINUS SIGN}"


def explanation_body(found: causes.Explanation, language: str) -> Explanation:
    """Why one result differs from another, in the order day, rules, answers.

    Args:
        found: what made the difference.
        language: of the report.
    """
    return _Wording(found, Speech(language)).record()


class _Wording:
    """One explanation in one language."""

    def __init__(self, found: causes.Explanation, speech: Speech) -> None:
        self.found, self.speech, self.say = found, speech, speech.say

    def record(self) -> Explanation:
        found = self.found
        return Explanation(
            before=self.side(found.before),
            after=self.side(found.after),
            same=found.is_same,
            sentences=tuple(self.sentences()),
            moves=self.moves(found.shifts),
            causes=tuple(map(self.cause, found.causes)),
            order_text=self.say("explained", "order"),
        )

    def side(self, result: SavedResult) -> Side:
        return Side(
            file=result.source,
            label=result.label,
            as_of=result.as_of,
            as_of_text=self.day(result.as_of),
            version=result.version,
        )

    def day(self, day: date | None) -> str:
        return formats.day(day, self.speech.language) if day else self.say("explained", "no_day")

    def sentences(self) -> Iterator[str]:
        """Whom and what is compared."""
        found, none = self.found, self.say("saved", "none")
        if found.are_labels_other:
            labels = {"before": found.before.label or none, "after": found.after.label or none}
            yield self.say("explained", "labels", **labels)
        if not found.both:
            yield self.say("explained", "nothing_in_both")
        for key, only in (("only_before", found.only_before), ("only_after", found.only_after)):
            if only:
                names = formats.listing((self.name(one) for one in only), self.speech.language)
                yield self.say("explained", key, rows=names)
        if found.is_same:
            yield self.say("explained", "same")

    def scheme(self, id: str) -> Scheme:
        """A scheme, as the second result has it, or else the first."""
        return next(one.catalogue[id] for one in (self.found.after, self.found.before) if id in one.catalogue)

    def voice(self, id: str, year: int | None) -> Speech:
        return self.speech.of(self.scheme(id).wording, year)

    def name(self, key: Key) -> str:
        return f"{self.voice(*key).say('scheme', 'short')} {key[1]}"

    def moves(self, shifts: Shifts | None) -> tuple[Move, ...]:
        return tuple(self.move(place, shift) for place, shift in (shifts or {}).items())

    def move(self, place: AmountPlace, shift: Shift) -> Move:
        return Move(
            scheme=place.scheme,
            year=place.year,
            benefit=place.benefit,
            row=self.row_name(place),
            name=self.place_name(place),
            measure=place.measure,
            measure_text=self.say("measures", place.measure.value),
            currency=place.currency,
            certain=shift.certain,
            possible=shift.possible,
            reachable=shift.reachable,
            certain_text=self.signed(shift.certain, place.currency),
            possible_text=self.signed(shift.possible, place.currency),
            reachable_text=self.signed(shift.reachable, place.currency),
        )

    def row_name(self, place: AmountPlace) -> str:
        if place.scheme is None or place.year is None:
            return self.say("explained", "in_all")
        return self.name((place.scheme, place.year))

    def place_name(self, place: AmountPlace) -> str:
        if place.scheme is None or place.benefit is None:
            return self.row_name(place)
        return self.voice(place.scheme, place.year).say("benefits", place.benefit, "name")

    def signed(self, amount: Decimal | None, currency: str) -> str:
        if amount is None:
            return self.say("explained", "unbounded")
        text = formats.amount(abs(amount), currency, self.speech.language)
        return text if not amount else f"{'+' if amount > 0 else MINUS}{text}"

    def cause(self, cause: causes.Cause) -> Cause:
        before, after = (self.value(cause, one) for one in (cause.before, cause.after))
        parts = tuple(self.term(one) for one in cause.parts)
        return Cause(
            kind=cause.kind,
            text=self.text(cause, before, after, parts),
            fact=cause.id,
            fact_year=cause.year,
            before_text=before,
            after_text=after,
            alone=cause.shifts is not None,
            in_together=any(cause in one.parts for one in self.found.causes),
            moves=self.moves(cause.shifts),
            turned=tuple(map(self.turned, cause.turns)),
            changes=tuple(
                told
                for one in cause.changes
                if (told := changes_of(one, self.scheme(one.after.scheme), self.speech.language, None)) is not None
            ),
            declared=tuple(
                text for id, names in cause.declared.items() for text in declared_texts(names, self.voice(id, None))
            ),
            parts=parts,
        )

    def value(self, cause: causes.Cause, value: Value | None) -> str | None:
        """A day, or the value of a fact; ``None`` for what has neither."""
        if cause.kind is CauseKind.DAY:
            return self.day(value if isinstance(value, date) else None)
        if cause.term is None:
            return None
        return self.declaring(cause.term.id).term_value(cause.term, value)

    def declaring(self, id: str) -> Speech:
        """The voice of a scheme that asks a fact or a question."""
        for result in (self.found.after, self.found.before):
            for scheme in result.catalogue:
                if id in {*(one.id for one in scheme.facts), *(one.id for one in scheme.questions)}:
                    return self.speech.of(scheme.wording)
        return self.speech

    def term(self, cause: causes.Cause) -> str:
        """The name of a fact with its year, or the statement of a question."""
        term = cause.term
        if term is None:
            return ""
        voice = self.declaring(term.id)
        if not isinstance(term, Fact):
            return voice.say("questions", term.id, "statement").rstrip(".")
        name = voice.find("facts", term.id, "name") or term.id
        return f"{name} ({cause.year})" if cause.year else name

    def text(self, cause: causes.Cause, before: str | None, after: str | None, parts: Iterable[str]) -> str:
        values = {"before": before or "", "after": after or ""}
        match cause.kind:
            case CauseKind.FACT:
                return self.say("explained", "fact", name=self.term(cause), **values)
            case CauseKind.TOGETHER:
                names = formats.listing(parts, self.speech.language)
                return self.say("explained", "together" if names else "together_rules", names=names)
            case CauseKind.RULES:
                named = [self.rules((one.after.scheme, one.after.year)) for one in cause.changes]
                named += [self.voice(id, None).say("scheme", "short") for id in cause.declared]
                every = formats.listing(dict.fromkeys(named), self.speech.language)
                return self.say("explained", "rules" if named else "rules_beside", names=every)
            case CauseKind.VERSION:
                return self.version()
        return self.say("explained", cause.kind.value, **values)

    def rules(self, key: Key) -> str:
        """A scheme and year, with the versions of its plugin where these are two."""
        owners = [one.catalogue.provider(key[0]).owner for one in (self.found.before, self.found.after)]
        if owners[0] == owners[1]:
            return self.name(key)
        return self.say("explained", "versions", name=self.name(key), before=owners[0], after=owners[1])

    def version(self) -> str:
        from incentives.saved.saved_result import version_now

        saved = dict.fromkeys((self.found.before.version, self.found.after.version))
        now = version_now()
        key = "altered" if [*saved] == [now] else "version"
        return self.say("explained", key, saved=formats.listing(saved, self.speech.language), now=now)

    def turned(self, turn: causes.Turn) -> Turned:
        voice = self.voice(turn.scheme, turn.year)
        name = voice.say("criteria", turn.criterion, "name")
        old, new = (
            self.say("saved", "none") if one is None else self.say("outcome", one.value)
            for one in (turn.before, turn.after)
        )
        return Turned(
            scheme=turn.scheme,
            year=turn.year,
            criterion=turn.criterion,
            name=name,
            before=turn.before,
            after=turn.after,
            text=self.say(
                "explained", "turned", row=self.name((turn.scheme, turn.year)), name=name, before=old, after=new
            ),
        )
