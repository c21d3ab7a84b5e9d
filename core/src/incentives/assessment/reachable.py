"""What deeds can still bring about, as a condition on the facts: false once no deed that is still possible can help."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from incentives.rules import expressions as ex
from incentives.rules.building import literal
from incentives.rules.evaluation import Known, compile_program
from incentives.rules.facts import Fact, terms_of
from incentives.rules.operators import all_of, any_of, at_least
from incentives.rules.representatives import representatives
from incentives.rules.trace import Trace
from incentives.rules.types import YES_NO, Kind

NO, YES = literal(False), literal(True)
MONTHS, MIDDLE = 12, 15


@frozen
class Reach:
    """What deeds can change.

    Attributes:
        year: the reference year.
        as_of: the day from which on they are done.
        handed_in_only: whether the year's own deadlines have passed, so that only documents can still be sent.
    """

    year: int
    as_of: date
    handed_in_only: bool = False

    def to(self, condition: ex.Expression, *, holds: bool = True) -> ex.Expression:
        """That a condition holds, or that deeds can still change something on which it hangs.

        Args:
            condition: the condition.
            holds: whether it is to hold, or to fail.
        """
        match condition:
            case ex.Not():
                return self.to(condition.operand, holds=not holds)
            case ex.AllOf() | ex.AnyOf():
                every = isinstance(condition, ex.AllOf) is holds
                return (all_of if every else any_of)(*(self.to(part, holds=holds) for part in condition.operands))
            case ex.AtLeast():
                count = condition.count if holds else len(condition.operands) - condition.count + 1
                return at_least(count, *(self.to(part, holds=holds) for part in condition.operands))
            case ex.When() if condition.type == YES_NO:
                then, otherwise = (self.to(part, holds=holds) for part in (condition.then, condition.otherwise))
                yes, no = (self.to(condition.condition, holds=side) for side in (True, False))
                return any_of(yes & then, no & otherwise, then & otherwise)
            case ex.Follows():  # what it follows from is no deed's to change
                sides = (condition.holds, condition.fails) if holds else (condition.fails, condition.holds)
                return type(condition)(self.to(condition.operand, holds=holds), *sides)
        wanted = condition if holds else ~condition
        return any_of(wanted, *(self._can_change(term, wanted) for term in terms_of(condition)))

    def _can_change(self, term: ex.Expression, wanted: ex.Expression) -> ex.Expression:
        """Whether deeds can change the value of a term so that one of the smallest conditions may hold."""
        if not isinstance(term, Fact) or (self.handed_in_only and not term.handed_in):
            return NO  # also a fact of another year
        if term.fixed:
            return term.is_none if term.kind is Kind.DATE and self._can_come(term, wanted) else NO
        lasting = set(term.irreversible)
        if not lasting:
            return YES
        if term.kind is Kind.YES_NO:
            return NO if lasting == {True, False} else ~term if True in lasting else term
        if term.kind is Kind.SET:
            return _can_leave(term, wanted)
        return ~term.is_in([value for value in term.values if value in lasting])

    def _can_come(self, day: Fact, wanted: ex.Expression) -> bool:
        """Whether a day that is told to be absent can still come so that a condition may hold: not before today."""
        program = compile_program([wanted])
        nothing = Trace(program, program.run(Known(self.year, as_of=self.as_of)))
        days = (one for one in representatives(day, wanted, nothing) if isinstance(one, date) and one >= self.as_of)
        return any(
            program.run(
                Known(self.year, {}, {self.year: {day.id: one}}, as_of=self.as_of)
                if day.annual
                else Known(self.year, {day.id: one}, as_of=self.as_of)
            )[-1]
            is not False
            for one in (*days, *self._days_to_come())
        )

    def _days_to_come(self) -> Iterator[date]:
        """Today, and one in each month of two years: for conditions on months and years."""
        yield self.as_of
        for at in range(1, 2 * MONTHS + 1):
            years, month = divmod(self.as_of.month - 1 + at, MONTHS)
            if self.as_of.year + years <= date.max.year:
                yield date(self.as_of.year + years, month + 1, MIDDLE)


def _can_leave(several: Fact, wanted: ex.Expression) -> ex.Expression:
    """Whether a set can come to fulfil a condition: what lasts stays in it, and anything can be added."""
    match wanted:
        case ex.Not(operand=ex.ContainsAny(values=values)):
            return ~several.contains_any([value for value in values if value in several.irreversible])
        case ex.Not(operand=ex.ContainsAll(values=values)) if {*values} <= {*several.irreversible}:
            return wanted
    return YES
